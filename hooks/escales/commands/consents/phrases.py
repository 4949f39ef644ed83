# SPDX-License-Identifier: EUPL-1.2
"""What the register of agreements says, in French."""

from escales.schema.consent import YEARS
from escales.schema.durations import NUMBERS

TITLE = "Registre des accords, au {today} : {count}."
NOTHING = "Aucun vrai récit pour l’instant. Les exemples de fiction n’y sont pas."
AGREED = "accord du {on} : {scope}"
STATED = "à redemander le {due}"
COMPUTED = f"à redemander le {{due}}, {NUMBERS[YEARS]} ans après"
DUE = "à redemander depuis le {due} ; quitte le site le {leaves}, dans {left}"
ENDED = "était à redemander le {due} ; a quitté le site le {leaves}"
PROOF = "preuve : {proof}"
RECOGNISABLE = "accepte d’être reconnaissable"
UNREADABLE = "l’accord n’a pas pu être lu ; « escales check » dit pourquoi"
WITHDRAWN = "retiré le {on}"
PUBLISHED = (
    "« {path} » est dans un dossier que le site publie."
    " Écrivez le registre ailleurs, hors du dépôt."
)
