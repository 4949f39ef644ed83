# SPDX-License-Identifier: EUPL-1.2
"""What is said to whoever publishes the site."""

import errno
from collections.abc import Mapping
from types import MappingProxyType

PUBLISHED = "Le nouveau site est dans « {site} »."
STILL_THERE = "L’ancien site est resté en place, tel quel."
NOTHING = "Rien n’a été publié."
RESTORED = "La publication précédente avait été coupée net : l’ancien site est remis en place."
WAITING = "Une autre publication de « {site} » est en cours : celle-ci attend son tour."
FAILED = "La construction a échoué."
STOPPED = "La publication a été interrompue."
UNTIDY = "« {folder} » n’a pas pu être supprimé : la prochaine publication s’en chargera."

LINK = "« {site} » est un lien vers « {found} » : donnez le dossier lui-même."
NOT_A_FOLDER = "« {site} » n’est pas un dossier."
MOUNTED = (
    "« {site} » est un point de montage, qui ne peut pas être échangé : publiez dans un dossier "
    "qu’il contient, par exemple « {site}/www »."
)
HOLDS_THE_SOURCES = "« {site} » contient le dépôt lui-même : publiez ailleurs."
NOT_A_SITE = "« {site} » contient autre chose qu’un site : rien n’y est remplacé. Publiez ailleurs."
WORKS_THERE = "« {site} » sert à construire le site : publiez ailleurs."
NO_COMMAND = "La commande « {found} » est introuvable."
NO_PLACE = "La commande doit contenir « {{}} », à la place du dossier à construire."

UNFINISHED = "Le site construit n’est pas complet : {fault}."
MISSING = "il lui manque « {path} »"
TRUNCATED = "« {path} » s’arrête avant la fin"
FOREIGN = "« {path} » n’est ni un fichier ni un dossier"

FULL = "Il n’y a plus de place sur le disque. Libérez-en, puis recommencez."
TOO_BIG = "Un fichier dépasse la taille que le système permet{where}."
READ_ONLY = "Le disque est en lecture seule{where}."
FORBIDDEN = "Le système refuse l’accès{where} : vérifiez les droits."
BUSY = "Le système se sert de ce dossier{where}, qui ne peut pas être échangé."
OTHER_DISK = "Le système ne sait pas échanger deux dossiers de disques différents{where}."
OTHER = "Le système a refusé une opération{where}."

CAUSES: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: FULL,
        errno.EDQUOT: FULL,
        errno.EFBIG: TOO_BIG,
        errno.EROFS: READ_ONLY,
        errno.EACCES: FORBIDDEN,
        errno.EPERM: FORBIDDEN,
        errno.EBUSY: BUSY,
        errno.EXDEV: OTHER_DISK,
    }
)


def cause(number: int, path: str | None) -> str:
    """Say what the system has refused, and about which file when that is known."""
    where = f" : « {path} »" if path else ""
    return CAUSES.get(number, OTHER).format(where=where)
