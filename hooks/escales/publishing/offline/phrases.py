# SPDX-License-Identifier: EUPL-1.2
"""What the copy of the site says of itself, on each page and beside them."""

NAME = "escales-hors-ligne-{version}"
README = "LISEZ-MOI.txt"
ARCHIVE_MADE = "La copie hors ligne est dans « {file} »."
NOT_A_SITE = "escales : « {site} » ne contient pas un site construit.\n"

BANNER = (
    "Copie hors ligne du {day}. La recherche, les filtres et les formulaires ne marchent que sur "
    "le site en ligne{where}. Un récit retiré depuis peut encore s’y trouver."
)
WHERE = " ({address})"

TEXT = """\
ESCALES, COPIE HORS LIGNE

Cette copie : le site tel qu’il était le {day}, version {version} du programme.
Le site vivant : {address}

POUR L’OUVRIR

1. Extrayez toute l’archive dans un dossier (sous Windows : clic droit, « Extraire tout »).
2. Dans ce dossier, ouvrez le fichier « index.html » avec un navigateur.

Il n’y a rien à installer. Il ne faut ni serveur, ni connexion.

CE QUI DEMANDE LE SITE EN LIGNE

- La recherche : la page « Plan du site » mène à tout.
- Les filtres des récits : les listes par catégorie, par durée, par dispositif et par collectivité
  sont là.
- Le formulaire pour raconter : le questionnaire à remplir est dans la page « Raconter avec un
  document ».
- Remplir un document dans le navigateur : téléchargez-le, et remplissez-le dans un traitement de
  texte.

CETTE COPIE NE CHANGE PLUS

Les personnes qui racontent peuvent retirer leur récit à tout moment. Un récit retiré
après le {day} est encore ici. Pour respecter leur choix :

- prenez la nouvelle copie dès qu’il en paraît une, et supprimez celle-ci ;
- ne republiez pas cette copie ;
- avant de citer un récit, vérifiez sur le site vivant qu’il y est encore.

Le droit et les dispositifs changent aussi : chaque fiche dit le jour où elle a été vérifiée.
"""
UNKNOWN_ADDRESS = "son adresse n’a pas été donnée à cette copie."
