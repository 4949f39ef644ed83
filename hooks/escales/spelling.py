# SPDX-License-Identifier: EUPL-1.2
"""Compare French words as readers do: whatever the case, the accents or the apostrophe."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
EMAIL = re.compile(r"(?<![^\s@:])([^\s@:])[^\s@:]{0,100}@[^\s@]+\.[^\s@]+")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens: "L’Isère" gives "l-isere"."""
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that was most likely meant, or None when nothing is near."""
    by_slug = {slugify(choice): choice for choice in choices}
    found = get_close_matches(slugify(word), by_slug, n=1, cutoff=0.6)
    return by_slug[found[0]] if found else None


def french_number(number: int) -> str:
    """Write 12345 as French does, with a narrow no-break space."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, one: str, many: str) -> str:
    """Write "0 récit", "1 récit", "2 récits": French plurals begin at two."""
    return f"{french_number(number)}\u00a0{many if number > 1 else one}"


def veil(text: str) -> str:
    """Hide the e-mail addresses of a text, but for their first letter: what is told is public."""
    return EMAIL.sub(r"\1•••@•••", text) if "@" in text else text
