# SPDX-License-Identifier: EUPL-1.2
"""What `escales withdraw` says, in French."""

PAGE = "retirer-un-recit.md"  # of docs/
COMMIT = "Retrait d’un récit"  # names nobody

UNKNOWN = "aucun récit ne s’appelle « {story_name} »."
SEVERAL = "plusieurs récits s’appellent « {story_name} ». Donnez le chemin de l’un d’eux : {paths}."
NOT_A_FILE = (
    "« {path} » n’est pas un vrai fichier, mais un lien ou autre chose. Rien n’a été changé."
)
BAD_DAY = "« {found} » n’est pas une date. Écrivez par exemple « 2026-11-23 » ou « 23/11/2026 »."
TO_COME = "« {found} » est un jour à venir. Retirez le récit ce jour-là, ou dès aujourd’hui."
ALREADY = "Le récit « {slug} » est déjà retiré, depuis le {on}. Il n’en reste rien à effacer."

DONE = "Le récit « {slug} » est retiré, à la date du {on}."
EMPTIED = "{path} : le texte et l’en-tête sont effacés. Il reste {remaining}."
DELETED = "{path} : image supprimée, aucun autre texte ne la montrait."
WHAT_STAYS = "Ce qui reste en place"
SHARED = "{path} : image gardée, montrée aussi par {by}."
ELSEWHERE = (
    "{path} : fichier gardé, car il n’est pas dans stories. S’il est de ce récit, supprimez-le."
)
STRAY = "{path} : aucun texte ne montre cette image. Si elle est de ce récit, supprimez-la."
UNREAD = (
    "L’en-tête n’a pas pu être lu en entier. S’il donnait d’anciennes adresses, ajoutez-les sous"
    " « anciens_slugs »."
)

TO_DO = "Ce qu’il reste à faire"
RECORD = "Enregistrer le tout en un seul commit, puis l’envoyer :"
LINKING = (
    "Relire les textes qui mènent à ce récit. Leur lien conduit maintenant à l’avis de retrait :"
)
VOICES = "Relire les autres voix de la même expérience. Elles parlent peut-être de cette personne :"
NAME = (
    "Relire le nom du fichier : {names}. Il reste dans l’adresse de la page{data}. S’il dit qui"
    " parlait, supprimez aussi le fichier avant d’enregistrer."
)
NAMED_IN_DATA = " et dans la liste des récits retirés"
NAME_GONE = "La page répondra alors « introuvable »{data}. La commande :"
SILENT_DATA = " et les données n’annonceront plus le retrait"
BEYOND = (
    "Dire à la personne ce qui ne peut pas être défait, et décider s’il faut purger l’historique :"
)
