# SPDX-License-Identifier: EUPL-1.2
"""Recognise headings that people number themselves, or type at the start of a paragraph."""

import re
from collections.abc import Iterator
from itertools import islice

from escales.commands.import_.tree import PandocNode
from escales.words.spelling import slugify

BESIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])[\s:]*$")  # "Statut (facultatif)"
WHOLE = r"(?:question|partie|étape|section|chapitre|rubrique|thème|point|q)"
# As people number what they type: 2. or III - or « Question 1.2 : » before a title.
NUMBERED = re.compile(
    rf"[^\w]*(?:{WHOLE}\s*)?(?:n°\s*)?"
    r"(?:[①-⑳]|\d{1,2}(?:\.\d{1,2})*(?:re|er|nde?|e|ème)?(?!\w)"
    r"|(?:première|deuxième|seconde|troisième|quatrième|cinquième|sixième)\b"
    r"|(?:[ivx]{1,4}|[a-z])(?:\.\d{1,2})?\s*(?=[.):/°]|[-–—]\s))"
    rf"[^\w]*(?:{WHOLE}\b[^\w]*)?",
    re.IGNORECASE,
)
MARKS = {":", ".", "-", "–", "—", "→", "=", "?"}
STRONG = ("Strong", "Underline", "Emph")


def label_slug(label: str) -> str:
    """Return the slug of a label without its number, nor what stands in brackets after it."""
    bare = BESIDE.sub("", label)
    number = NUMBERED.match(bare)
    return slugify(bare[number.end() :] if number else bare)


def heading_ends(inlines: list[PandocNode]) -> Iterator[int]:
    """Yield where a heading typed at the start of a paragraph may end."""
    for kind in ("LineBreak", *STRONG):
        yield from [n + 1 for n, each in enumerate(inlines) if each["t"] == kind][:1]
    texts = (n + 1 for n, e in enumerate(inlines) if e["t"] == "Str" and e["c"][-1:] in MARKS)
    yield from islice(texts, 1)


def without_colon(inlines: list[PandocNode]) -> list[PandocNode]:
    """Drop what separates a heading from the text that follows it."""
    between = (n for n, e in enumerate(inlines) if e["t"] != "Space" and e.get("c") not in MARKS)
    return inlines[next(between, len(inlines)) :]
