# SPDX-License-Identifier: EUPL-1.2
"""The French of the form, beside the labels of the models and the sentences of the messages."""

from typing import NamedTuple


class Group(NamedTuple):
    """A part of the form: its title, a word of help, and the keys of its fields."""

    title: str
    lead: str
    keys: tuple[str, ...]


GROUPS = (
    Group(
        "Vous",
        "Votre récit paraît sous ces mots-là.",
        ("categorie", "statut", "point_de_vue", "collectivite"),
    ),
    Group(
        "Votre mobilité",
        "Où, quand, et pour combien de temps.",
        ("annee", "duree", "quotite", "accueil", "dispositif"),
    ),
    Group(
        "Votre récit",
        "Cinq questions. Écrivez comme vous parlez ; les questions en dessous sont là pour aider,"
        " pas pour être suivies. Si l’une vous gêne, vous pouvez le dire : c’est une réponse."
        " Ne nommez personne d’autre. Ne parlez ni de santé, ni de handicap, ni de reclassement,"
        " ni de mandat syndical, ni de sanction, ni d’évaluation, ni de rémunération :"
        " ni pour vous, ni pour les autres.",
        (),  # the sections of the outline
    ),
    Group(
        "Pour le présenter",
        "Ce que l’on verra dans les listes, avant d’ouvrir votre récit.",
        ("titre", "resume", "competences"),
    ),
    Group("Votre signature", "Un rôle suffit.", ("signature", "nom_public")),
    Group(
        "À relire",
        "Des mots de votre récit touchent à ce que nous ne publions jamais d’une personne. C’est"
        " peut-être une erreur : relisez-les. Si l’on peut reconnaître quelqu’un, vous compris,"
        " écrivez-les autrement. Sinon, cochez, et la question ne sera plus posée.",
        ("relu",),
    ),
    Group(
        "Votre accord",
        "Un récit ne paraît qu’avec votre accord écrit, signé sur une feuille à part. Ne la joignez"
        " jamais au récit : elle reste hors du site.",
        (
            "consentement.accord_le",
            "consentement.portee",
            "consentement.preuve",
            "consentement.reconnaissable",
        ),
    ),
    Group(
        "Facultatif",
        "Vous pouvez tout laisser vide ici.",
        ("consentement.reexamen_le", "publie_le", "experience", "fichier"),
    ),
)

FILE_LABEL = "Nom du fichier"
FILE_HINT = (
    "L’adresse du récit : des mots en minuscules sans accents, joints par des tirets. Sans"
    " précision, il vient du titre."
)
FILE_EXAMPLE = "trois-mois-a-la-mediatheque"
COLLECTIVITY_TEXT = "Un employeur public, dont parle un récit de ce site."
COLLECTIVITY_MISSING = "Mon employeur n’est pas dans la liste"

# Where the help of the model speaks to people who write the file themselves.
HINTS = {
    "collectivite": "L’employeur que vous avez quitté pour un temps.",
    "accueil": "L’employeur d’accueil, si ce n’est pas le même.",
    "dispositif": "Le dispositif suivi, s’il y en a un.",
    "competences": "Jusqu’à six compétences exercées ou acquises, une par ligne, en quelques mots.",
    "signature": "Un rôle, pas un nom, sauf si vous cochez la case en dessous.",
    "nom_public": "Je veux signer de mon nom.",
    "consentement.portee": "Où vous acceptez que votre récit paraisse. Les données ouvertes"
    " permettent à chacun de le reprendre, sous Licence Ouverte 2.0.",
    "consentement.preuve": "Où l’accord signé est gardé : une référence, jamais un nom. Vous ne la"
    " connaissez pas ? Écrivez « Remis à la personne du projet, référence à compléter ».",
    "consentement.reconnaissable": "J’accepte que l’on puisse me reconnaître. Sans cet accord, le"
    " récit ne paraît que si assez d’agents de votre employeur ont pu l’écrire ; une personne du"
    " projet vous proposera au besoin de rester plus vague.",
    "effectif": "Combien d’agents votre employeur compte, même environ : ce nombre dit si l’on"
    " pourrait vous reconnaître. Si vous ne le savez pas, une personne du projet le cherchera.",
    "relu": "J’ai relu ce qui touche à ces sujets : le récit n’en dit rien d’une personne que l’on"
    " peut reconnaître, moi compris.",
    "siren": "Le numéro de votre employeur, neuf chiffres. Cherchez son nom sur"
    " annuaire-entreprises.data.gouv.fr.",
    "experience": "Un mot choisi avec vos collègues si vous racontez la même mobilité à plusieurs."
    " Sinon, laissez vide.",
    "publie_le": "Sans précision, le jour où vous emportez le récit.",
}
EXAMPLES = {"competences": "accueil du public", "publie_le": ""}

# What the form says of a problem whose message speaks of the file.
INSTEAD = {
    "sensitive-topic": "« {found} » touche peut-être à un sujet que nous ne publions jamais d’une"
    " personne : {subject}. Si l’on peut reconnaître quelqu’un, vous compris, écrivez-le"
    " autrement. Sinon, cochez ce sujet plus bas, dans « À relire ».",
}

# What the page says as one goes.
SAYS = {
    "error": "À corriger :",
    "why": "Comprendre le problème {number}, dans un nouvel onglet",
    "line": "n° {number} :",
    "to_mend_one": "Il reste un point à corriger",
    "to_mend": "Il reste {number} points à corriger",
    "ready": "Votre récit est prêt",
    "left_one": "Il reste un point à corriger avant de le proposer.",
    "left": "Il reste {number} points à corriger avant de le proposer.",
    "copy": "Copier le texte",
    "copy_incomplete": "Copier le brouillon incomplet",
    "download": "Télécharger {name}",
    "download_incomplete": "Télécharger le brouillon incomplet",
    "incomplete": "incomplet",
    "copied": "Le texte est copié.",
    "not_copied": "Votre navigateur refuse de copier. Le texte est sélectionné : copiez-le"
    " avec Ctrl+C.",
    "downloaded": "Le fichier {name} est téléchargé.",
    "saved": "Le brouillon est gardé dans ce navigateur.",
    "not_saved": "Ce navigateur ne garde pas le brouillon : téléchargez-le avant de partir.",
    "restored": "Votre brouillon est revenu.",
    "forget": "Effacer le brouillon efface tout ce que vous avez écrit ici. Continuer ?",
    "forgotten": "Le brouillon est effacé.",
    "names_unknown": "Les noms déjà pris n’ont pas pu être lus : une personne du projet"
    " vérifiera celui du fichier.",
    "open": "Proposer {path} sur {forge}",
    "open_filled": "Il faut un compte. En cliquant, votre texte part chez {forge}. Ensuite, tout le"
    " monde pourra lire le récit et le nom de votre compte.",
    "open_paste": "Il faut un compte. En cliquant, votre texte est copié : collez-le dans la page"
    " qui s’ouvre, où le nom du fichier est déjà. Ensuite, tout le monde pourra lire le récit et"
    " le nom de votre compte.",
    "mail": "Envoyer à {contact}",
    "mail_filled": "Votre messagerie s’ouvre avec le récit dans le message.",
    "mail_attach": "Votre récit est trop long pour un message écrit d’avance. Téléchargez-le,"
    " puis joignez le fichier au message.",
    "mail_subject": "Un récit pour Escales : {title}",
    "mail_body": "Bonjour,\n\nVous trouverez mon récit dans le fichier joint, {name}.\n",
    "untitled": "Sans titre",
    "unanswered": "Pas encore de réponse.",
    "text": "Le fichier {path}",
}
