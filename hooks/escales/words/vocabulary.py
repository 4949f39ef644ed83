# SPDX-License-Identifier: EUPL-1.2
"""The closed lists: each term with its slug, for files and addresses, and its French label."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of a closed list. Its value is the slug; `label` is what readers see.

    `detail` is what some lists say more: an address, a path, the same in plain words.
    """

    label: str
    detail: str

    def __new__(cls, slug: str, label: str, detail: str = "") -> Self:
        term = str.__new__(cls, slug)
        term._value_ = slug
        term.label, term.detail = label, detail
        return term

    @property
    def within(self) -> str:
        """The label, inside a sentence."""
        return self.label[0].lower() + self.label[1:]


class Category(Term):
    A = "A", "Catégorie A"
    B = "B", "Catégorie B"
    C = "C", "Catégorie C"


class Status(Term):
    TENURED = "titulaire", "Titulaire"
    TRAINEE = "stagiaire", "Stagiaire"
    PERMANENT_CONTRACT = "cdi", "Contrat à durée indéterminée"
    FIXED_TERM_CONTRACT = "cdd", "Contrat à durée déterminée"


class Band(Term):
    """Ranges of duration, shortest first; each upper bound belongs to its band."""

    DAY = "une-journee-ou-moins", "Une journée ou moins"
    DAYS = "de-2-a-10-jours", "De 2 à 10 jours"
    TO_3_MONTHS = "jusqu-a-3-mois", "Jusqu’à 3 mois"
    TO_6_MONTHS = "de-3-a-6-mois", "De 3 à 6 mois"
    TO_1_YEAR = "de-6-mois-a-1-an", "De 6 mois à 1 an"
    TO_2_YEARS = "de-1-a-2-ans", "De 1 à 2 ans"
    BEYOND = "plus-de-2-ans", "Plus de 2 ans"


class ShareBand(Term):
    """Ranges of working time; each upper bound belongs to its band."""

    OCCASIONAL = "ponctuelle", "Ponctuelle"
    TO_20 = "jusqu-a-20", "Jusqu’à 20 %"
    TO_50 = "de-20-a-50", "De 20 à 50 %"
    BEYOND = "plus-de-50", "Plus de 50 %"
    FULL_TIME = "temps-plein", "Temps plein"
    UNKNOWN = "non-precisee", "Non précisée"


class Viewpoint(Term):
    AGENT = "agent", "La personne en mobilité"
    ORIGIN_MANAGER = "manager-origine", "L’encadrement d’origine"
    HOST_MANAGER = "manager-accueil", "L’encadrement d’accueil"
    HUMAN_RESOURCES = "rh", "Les ressources humaines"
    ORIGIN_TEAM = "equipe-origine", "L’équipe d’origine"
    HOST_TEAM = "equipe-accueil", "L’équipe d’accueil"


class Scope(Term):
    """Where a story may appear, as its author agreed."""

    SITE = "site", "Sur ce site"
    OPEN_DATA = "donnees-ouvertes", "Dans les données ouvertes"


class Topic(Term):
    """What no story may say of a person whom one may recognise."""

    HEALTH = "sante", "La santé, le handicap, le reclassement"
    UNION = "syndicat", "Un mandat syndical"
    DISCIPLINE = "discipline", "Une sanction, une évaluation"
    PAY = "remuneration", "Une rémunération"


class Maturity(Term):  # its detail says it in plain words
    IDEA = "idee", "Idée", "une idée, que personne n’a encore essayée"
    PROTOTYPE = "prefiguration", "En préfiguration", "le test était annoncé"
    TESTED = "teste", "Testé", "essayé au moins une fois"
    IN_SERVICE = "en-service", "En service", "mis en place, au-delà d’un test"
    STOPPED = "arrete", "Arrêté", "il n’a plus cours"


class Perimeter(Term):
    INTERNAL = "interne", "Au sein d’une même administration"
    BETWEEN = "inter-institutionnel", "Entre plusieurs administrations"


class Instrument(Term):
    """Legal instruments of the French public service that a scheme rests on, or none."""

    MISSION_LETTER = "lettre-de-mission", "Lettre de mission"
    MISSION_ORDER = "ordre-de-mission", "Ordre de mission"
    IMMERSION = "immersion-professionnelle", "Période d’immersion professionnelle"
    SECONDMENT = "mise-a-disposition", "Mise à disposition"
    SERVICE_SHARING = "mise-a-disposition-de-services", "Mise à disposition de services"
    SKILLS_SPONSORSHIP = "mecenat-de-competences", "Mécénat de compétences"
    SIDE_ACTIVITY = "activite-accessoire", "Activité accessoire"
    PRACTICE = "usage-informel", "Usage informel, sans acte"


class Licence(Term):  # its detail is the address by which programs know it
    ETALAB = (
        "etalab-2.0",
        "Licence Ouverte 2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    )
    CC_BY = (
        "cc-by-4.0",
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    CC0 = (
        "cc0-1.0",
        "Creative Commons Zéro 1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    )


class CollectivityType(Term):
    TOWN = "commune", "Commune"
    INTERCOMMUNAL = "epci", "Intercommunalité"
    DEPARTMENT = "departement", "Département"
    REGION = "region", "Région"
    INSTITUTION = "etablissement", "Établissement public"
    STATE = "etat", "Service de l’État"
    OTHER = "autre", "Autre employeur public"
    SEVERAL = "plusieurs", "Plusieurs employeurs"  # for those whom their own would give away


class PageKind(Term):
    """What a page of the site is, as search results say."""

    STORY = "recit", "Récit"
    LIST = "liste", "Liste de récits"
    SCHEME = "dispositif", "Dispositif"
    DOCUMENT = "document", "Document à reprendre"
    COLLECTIVITY = "collectivite", "Collectivité"
    PAGE = "page", "Page"


class Format(Term):
    """What a document of a kit may be downloaded as, the preferred one first."""

    ODT = "odt", "ODT, pour LibreOffice"
    DOCX = "docx", "DOCX, pour Word"
    PDF = "pdf", "PDF, pour imprimer"
    MARKDOWN = "md", "Markdown, texte brut"


class Forge(Term):
    """Where the repository lives; its detail is the path, below it, that opens a file to edit."""

    GITLAB = "gitlab", "GitLab", "-/edit/"
    FORGEJO = "forgejo", "Forgejo", "_edit/"
    GITHUB = "github", "GitHub", "edit/"


class Block(Term):
    """What a hand-written page may ask for, with a line <!-- escales:tableau -->."""

    WELCOME = "bienvenue", "Une phrase du dernier récit, où en est le site, qui le publie"
    OVERVIEW = "tableau", "Le tableau des récits par catégorie et par durée"
    DURATIONS = "durees", "Les tranches de durée, avec leurs récits"
    SCHEMES = "dispositifs", "Les dispositifs"
    LATEST = "derniers-recits", "Les derniers récits"
    STORY_FIELDS = "champs-recit", "Les champs de l’en-tête d’un récit"
    WITHDRAWAL_FIELDS = "champs-retrait", "Les champs qui restent d’un récit retiré"
    STORY_FORM = "formulaire", "Le formulaire pour raconter"
    DOCUMENTS = "documents-a-remplir", "Le questionnaire et l’accord de publication à télécharger"
    SCHEME_FIELDS = "champs-dispositif", "Les champs de l’en-tête d’un dispositif"
    KIT_FIELDS = "champs-document", "Les champs de l’en-tête d’un document à reprendre"
    COLLECTIVITY_FIELDS = "champs-collectivite", "Les champs de l’en-tête d’une collectivité"
    QUESTIONS = "questions", "Les parties d’un récit, avec les questions qui aident à les écrire"
    DOORS = "portes", "Les façons de raconter"
    ANSWER_DELAY = "delai-reponse", "En combien de jours ouvrés on répond à qui raconte"
    LETTERS = "lettres", "Les lettres à envoyer à qui raconte, prêtes à copier"
    KITS = "kits", "Chaque dispositif : sa fiche en une page, et son kit à prendre"
    TAKE_UP = "trois-lignes", "Les trois lignes à écrire quand on reprend un dispositif"
    TRIED_SCHEMES = "essais-dispositifs", "Qui porte ou reprend chaque dispositif, à qui parler"
    TRIED_SKILLS = "essais-competences", "Les compétences que nomment les récits, chez qui"
    TRIED_DEPARTMENTS = "essais-departements", "Les administrations qui s’y sont essayées, par lieu"
    DATA_COLUMNS = "colonnes-donnees", "Les colonnes des données ouvertes"
    ACRONYMS = "sigles", "Les sigles du glossaire"
    WORDS = "mots", "Les mots du glossaire"
    OWN_PAGES = "pages-propres", "L’accueil, et les pages que seul ce site a"
    SITE_MAP = "plan", "Les pages que le site compose lui-même"
    PROBLEMS = "problemes", "Les problèmes que la vérification signale, un par un"
    PUBLISHER = "editeur", "Qui publie, qui dirige la publication, qui héberge"
    CONTROLLER = "responsable", "Qui répond des données personnelles, et comment le joindre"
    CONTACT = "contact", "À qui écrire"
    GUIDE_STEP = "etape", "À quelle question du guide on est, et ce qu’il en reste"
    GUIDE_WAY = "chemin", "Les réponses données jusqu’à une question du guide"
    GUIDE_NEXT = "suite", "Les documents et les récits qui vont avec une réponse du guide"
    CHOSEN_STORIES = "recits-choisis", "Des récits, choisis dans l’en-tête de la page"
    CHOSEN_DOCUMENTS = "documents-choisis", "Les documents que nomme l’en-tête de la page"
    WEIGHTS = "poids", "Ce que pèse chaque sorte de page"
    ACCESSIBILITY_LEVEL = "etat-accessibilite", "L’état de conformité au RGAA, et son taux"
    ACCESSIBILITY_GAPS = "contenus-non-accessibles", "Les contenus qui ne sont pas accessibles"
    ACCESSIBILITY_ORIGIN = "declaration-accessibilite", "Comment la déclaration a été établie"
    SETTINGS = "reglages", "Ce que le site fait des réglages de MkDocs et de Material"
    CRITERIA = "criteres-rgaa", "Les critères du RGAA : ce qui en est connu, et comment"


class CriterionState(Term):
    """Whether the site meets a criterion of the RGAA."""

    CONFORMING = "conforme", "Conforme"
    FAILING = "non-conforme", "Non conforme"
    NOT_APPLICABLE = "non-applicable", "Non applicable"
    UNKNOWN = "pas-encore-audite", "Pas encore audité"


class Conformity(Term):
    """How far a site conforms to the RGAA, as the law words it."""

    NONE = "non-conforme", "Non conforme"
    PARTIAL = "partiellement-conforme", "Partiellement conforme"
    FULL = "totalement-conforme", "Totalement conforme"


class ExamplePlace(Term):
    """Where the example of a problem stands."""

    STORY = "recit", "dans le fichier d’un récit"
    STORY_START = "debut-recit", "au début d’un récit"
    STORY_HEADER = "en-tete-recit", "dans l’en-tête d’un récit"
    STORY_TEXT = "texte-recit", "dans le texte d’un récit"
    SCHEME_HEADER = "en-tete-dispositif", "dans l’en-tête d’un dispositif"
    COLLECTIVITY_HEADER = "en-tete-collectivite", "dans l’en-tête d’une fiche d’employeur"
    COLLECTIVITY = "fiche-collectivite", "dans une fiche d’employeur"
    DOCUMENT = "document", "dans un document de dispositif"
    TREE = "arborescence", "dans le nom ou le dossier du fichier"
    PAGE = "page", "dans une page écrite à la main"
    SETTINGS = "reglages", "dans les réglages de mkdocs.yml"
    WORDS = "mots", "en mots"
