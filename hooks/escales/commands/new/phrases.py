# SPDX-License-Identifier: EUPL-1.2
"""What `escales new` says to the person who answers its questions."""

from escales.reading.disk import FileKind

HELP = {
    FileKind.STORY: "un récit",
    FileKind.SCHEME: "un dispositif",
    FileKind.COLLECTIVITY: "la fiche d’un employeur",
}

WELCOME = """\
Quelques questions, pour remplir l’en-tête. « Entrée » passe ce qui est facultatif. Ctrl-C arrête
tout : rien n’est écrit avant la fin.
"""
REQUIRED, OPTIONAL = "obligatoire", "facultatif"
EXAMPLE = "Par exemple : {example}"
CHOICES = "Au choix : {choices}"
SEVERAL = "Séparez par des virgules."
NAME = "Nom du fichier"
NAME_HINT = "En minuscules sans accents, avec des tirets ; il fait l’adresse de la page."
NOTHING_WRITTEN = "\nRien n’a été écrit."
TO_MEND = "Rien n’a été écrit. Il reste à corriger :"

FILE_WRITTEN = "\nC’est écrit : {path}"
NEXT = {
    FileKind.STORY: """\
Écrivez maintenant le texte, sous chaque titre « ## ». Une question vous gêne ?
« {filler} » est une réponse.""",
    FileKind.SCHEME: """\
Écrivez maintenant le texte, sous chaque titre « ## ». Vous n’avez pas la réponse ?
Écrivez « {filler} »""",
    FileKind.COLLECTIVITY: "Écrivez maintenant une ou deux phrases sous l’en-tête.",
}
THEN = (
    "Puis lancez « escales check » : la commande dit, ligne par ligne, ce qu’il reste à corriger."
)
CONSENT = """\
Gardez l’accord signé hors du dépôt. Ne mettez votre nom ni dans le nom de la branche, ni dans le
titre de la demande."""
