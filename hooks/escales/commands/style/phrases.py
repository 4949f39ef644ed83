# SPDX-License-Identifier: EUPL-1.2
"""What the advice on style says, in French."""

LONG = (
    "Cette phrase compte {words} mots. Au-delà de {limit}, on s’y perd : peut-on la couper ?"
    " Elle commence par « {start} »."
)
ACRONYM = (
    "« {word} » n’est pas expliqué. Écrivez-le en entier la première fois, suivi du sigle entre"
    " parenthèses, ou proposez-le pour le glossaire."
)
JARGON = "« {found} » : plus simplement, « {plainer} » ?"

INTRODUCTION = "Des conseils, à suivre ou non : rien n’empêche de publier."
NOTHING = "Aucun conseil : ces textes se lisent bien."
TABLE = ("Page", "Mots", "Phrases longues", "Sigles", "Jargon")
TOTAL = "Total"
END = (
    "{advice} sur {pages}. Une phrase est dite longue au-delà de {limit} mots : c’est notre choix."
)
ADVICE = "conseil", "conseils"
PAGES = "page", "pages"
REFUSED = "avec --style, la forme est « text » ou « json »."
