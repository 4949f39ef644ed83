# SPDX-License-Identifier: EUPL-1.2
"""Compare French words as readers do: whatever the case, the accents or the apostrophe."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LIGATURES = (("œ", "oe"), ("æ", "ae"))
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WORD = re.compile(r"[a-z0-9]+")
ACCENT = re.compile("[\u0300-\u034e\u0350-\u036f]")  # a short list is faster
FOREIGN = re.compile(r"[^\x00-\x7f]")
EMAIL = re.compile(r"(?<![^\s@:])([^\s@:])[^\s@:]{0,100}@[^\s@]+\.[^\s@]+")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens: "L’Isère" gives "l-isere"."""
    return slugify_uncached(text)


def slugify_uncached(text: str) -> str:
    """Do the same for a text that nobody will ask for again, of whatever length."""
    plain = text.casefold()
    for ligature, letters in LIGATURES:
        plain = plain.replace(ligature, letters)
    plain = ACCENT.sub("", unicodedata.normalize("NFKD", plain))
    return "-".join(WORD.findall(FOREIGN.sub(_without_mark, plain)))


def _without_mark(sign: re.Match[str]) -> str:
    return "" if unicodedata.combining(sign[0]) else " "


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that was most likely meant, or None when nothing is near."""
    by_slug = {slugify(choice): choice for choice in choices}
    near = get_close_matches(slugify(word), by_slug, n=1, cutoff=0.6)
    return by_slug[near[0]] if near else None


def french_number(number: int) -> str:
    """Write 12345 as French does, with a narrow no-break space."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, one: str, many: str) -> str:
    """Write "0 récit", "1 récit", "2 récits": French plurals begin at two."""
    return f"{french_number(number)}\u00a0{many if number > 1 else one}"


def mask_emails(text: str) -> str:
    """Hide the e-mail addresses of a text, but for their first letter: reports are public."""
    return EMAIL.sub(r"\1•••@•••", text) if "@" in text else text
