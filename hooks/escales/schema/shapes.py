# SPDX-License-Identifier: EUPL-1.2
"""The shapes of front matter for editors: what the check accepts, and a bit more.

An editor reads YAML 1.2: `2025` is a number to it, `oui` and `2026-11-23` are text. Each shape is
a JSON Schema that says yes whenever the check does, and now and then when it does not. One word is
apart: `null` without quotes is a text to the check, and nothing at all to an editor.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from escales.words.numbers import IN_WORDS
from escales.words.spelling import slugify

Shape = dict[str, Any]

SCALAR = ["string", "number", "boolean"]  # all that is text to the check
EDGE, BETWEEN = "[^0-9A-Za-z]*", "[^0-9A-Za-z]+"
ACCENTS = {"a": "àâä", "c": "ç", "e": "éèêë", "i": "îï", "o": "ôö", "u": "ùûü", "y": "ÿ"}
FRENCH_LETTERS = "".join(ACCENTS.values())
# A letter that is not French may stand for several others, as a ligature does.
FOREIGN = rf"[^\u0000-\u007f\u00a0\u202f’{FRENCH_LETTERS}{FRENCH_LETTERS.upper()}]"
SIGN = re.compile(r"\(\?P<\w+>|\(\?:|\\d|.")

# More than what the check reads, in fewer signs; "2 semaines (10 jours)" says it again.
A_DAY = r"[^0-9]*[0-9]{1,4}[^0-9]+(?:[0-9]{1,2}[^0-9]+)?[0-9]{1,4}[^0-9]*"
UNIT = "(?:ans?|annees?|mois|(?:sem|trim)estres?|sem(?:aines?)?|jours?|j(?:ournees?)?|h(?:eures?)?)"
A_DURATION = (
    rf"(?:(?:\d+|{IN_WORDS})(?: )?(?:demi )?{UNIT}(?: ouvres?)?(?: et demie?)?(?:(?: et)? )?)+"
)
A_WORD = (
    rf"(?:\d+{UNIT}?|{IN_WORDS}|{UNIT}|demi|mi|temps|plein|complet|ponctuel(?:le)?|moitie|tiers|quarts?"
    "|cinquiemes?|dixiemes?|pour|cents?|etp|a|la|de|du|mon|entre|et|sur|par|travail)"
)
A_SHARE = f"{A_WORD}(?: {A_WORD})*"
AGAIN = ".*[^0-9A-Za-z](?:soit[^0-9A-Za-z].*|[(].*[)])"  # "2 semaines (10 jours)"


def text(shortest: int = 1, longest: int | None = None) -> Shape:
    """Describe a text by the number of its characters, where several blanks count for one."""
    bounds = f"{{{shortest},{longest or ''}}}"
    return {"type": SCALAR, "pattern": rf"^\s*(?:[^ \t\n]|[ \t\n]+(?=\S)){bounds}\s*$"}


def matching(*patterns: str, types: Sequence[str] = ("string",)) -> Shape:
    """Describe a text that one of the patterns matches as a whole."""
    return {"type": list(types), "pattern": _whole(patterns)}


def whole_number(low: int, high: int) -> Shape:
    """Describe a whole number, that may be quoted, and its thousands apart."""
    shape = matching(r"\d[\d\s]*", types=("integer", "string"))
    return {**shape, "minimum": low, "maximum": high}


def one_of(slugs: Iterable[str], names: Iterable[str]) -> Shape:
    """Describe a term of a closed list: by its slug, which editors propose, or by a name it has."""
    return {"anyOf": [{"type": "string", "enum": list(slugs)}, loosely(*map(slugify, names))]}


def loosely(
    *patterns: str, exactly: Sequence[str] = (), types: Sequence[str] = ("string",)
) -> Shape:
    """Describe a text that one of the patterns matches, whatever the case, accents and signs."""
    loosened = [EDGE + loose(pattern) + EDGE for pattern in dict.fromkeys(patterns)]
    kinds = types[0] if len(types) == 1 else list(types)
    return {"type": kinds, "pattern": f"{_whole([*exactly, *loosened])}|{FOREIGN}"}


def loose(pattern: str) -> str:
    """Return a pattern of slugs, for any case, accent and separator, as JavaScript has it."""
    return "".join(_loosen(sign) for sign in SIGN.findall(pattern))


def listed(shape: Shape) -> Shape:
    """Describe a list that may also stand on one line, without its brackets."""
    several = {"type": "string", "pattern": ";"}  # in one item
    items = {"anyOf": [shape["items"], several]}
    return {"anyOf": [{**shape, "items": items}, {"type": SCALAR, "pattern": r"\S"}]}


def optional(shape: Shape) -> Shape:
    """Describe what may be left empty, as in a model to fill."""
    empty = {"type": ["string", "null"], "pattern": r"^\s*$"}
    return {"anyOf": [shape, empty]}


def _whole(patterns: Iterable[str]) -> str:
    return rf"^\s*(?:{'|'.join(patterns)})\s*$"


def _loosen(sign: str) -> str:
    if sign.startswith("(?"):
        return "(?:"
    if sign in {" ", "-"}:
        return BETWEEN
    if sign.isalpha():
        accents = ACCENTS.get(sign.lower(), "")
        return f"[{sign.lower()}{sign.upper()}{accents}{accents.upper()}]"
    return "" if sign == "," else sign
