# SPDX-License-Identifier: EUPL-1.2
"""The French of the questionnaire beside that of the fields, and of its import."""

TITLE = "Questionnaire pour raconter une micro-mobilité"
FOOTER = "Questionnaire d’Escales. {address}"

# The parts of the questionnaire, with the keys that each one asks for.
GROUPS = {
    "Votre récit en bref": ("titre", "resume"),
    "Vous": ("categorie", "statut", "point_de_vue", "signature", "nom_public"),
    "La mobilité": (
        "collectivite",
        "accueil",
        "dispositif",
        "duree",
        "quotite",
        "annee",
        "competences",
    ),
}

# In place of hints that speak of files, which whoever fills a document never sees.
HINTS = {
    "collectivite": "Le nom de l’administration qui vous emploie.",
    "accueil": "Le nom de l’administration où la mobilité s’est faite, si c’est une autre.",
    "dispositif": "Le nom du dispositif suivi, s’il y en avait un.",
    "signature": "Un rôle, pas un nom, sauf si vous voulez signer de votre nom.",
    "nom_public": "Répondez « oui » si vous voulez signer de votre nom.",
}

CHOICES = "Au choix\u00a0: "
ON_THIS_SITE = "Déjà sur ce site\u00a0: "
EXAMPLE = "Par exemple\u00a0: "
OPTIONAL = "facultatif"
HELP_BEGINS = (CHOICES, ON_THIS_SITE, EXAMPLE)  # what a line of help begins with

# Why a file is refused.
REFUSALS = {
    "unknown-kind": "«\u00a0{name}\u00a0» n’est ni un fichier ODT, ni un fichier DOCX."
    " Enregistrez le questionnaire dans l’un de ces deux formats.",
    "unreadable": "«\u00a0{name}\u00a0» ne peut pas être lu. Vérifiez son nom et ses droits"
    " d’accès.",
    "too-big": "«\u00a0{name}\u00a0» est trop gros. Retirez-en les images, puis"
    " enregistrez-le à nouveau.",
    "locked": "«\u00a0{name}\u00a0» est protégé par un mot de passe. Retirez la protection, puis"
    " enregistrez-le à nouveau.",
    "not-a-document": "«\u00a0{name}\u00a0» ne se lit pas comme un document {kind}. Ouvrez-le dans"
    " votre traitement de texte, puis enregistrez-le à nouveau dans ce format.",
    "too-complex": "«\u00a0{name}\u00a0» est trop compliqué pour être lu. Copiez vos réponses dans"
    " un questionnaire neuf.",
    "hidden-text": "«\u00a0{name}\u00a0» contient du texte masqué, qui paraîtrait dans le récit."
    " Affichez-le ou retirez-le, puis enregistrez-le à nouveau.",
    "linked-folder": "le dossier «\u00a0stories\u00a0» est un lien symbolique. Rien n’a été écrit.",
    "extra-missing": "il manque l’option «\u00a0documents\u00a0», qui lit les fichiers ODT et DOCX."
    ' Dans le dossier du projet, installez-la\u00a0: .venv/bin/pip install ".[documents]"',
    "not-a-questionnaire": "«\u00a0{name}\u00a0» ne contient aucune réponse du questionnaire. Rien"
    " n’a été écrit.",
}

STORY_WRITTEN = "Le récit est écrit dans {path}."
LEFT_OUT = "Laissé de côté\u00a0: {what}."
PICTURES = ("image", "images")
BOXES = "du texte dans des zones de texte ou des champs de formulaire"
LINKS = ("lien qui n’est pas en https", "liens qui ne sont pas en https")
UNPLACED = "Sans place dans le récit, à reprendre à la main si besoin\u00a0:"
FIRST_WORDS = "- «\u00a0{text}\u00a0»"
TO_DO = "Reste à compléter dans ce fichier\u00a0:"
NEXT = (
    "Relisez ce fichier avec la personne qui raconte, complétez-le, puis lancez"
    " «\u00a0escales check\u00a0»."
)
NO_TITLE = "recit-sans-titre"
