# SPDX-License-Identifier: EUPL-1.2
"""For whom a scheme is and is not, word for word from its text, to help readers choose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from escales.reading.body import Body
from escales.words.spelling import slugify
from escales.words.typography import typeset

SECTION = 2  # the level of `##`
FOR_WHOM = "pour-qui-et-pour-qui-non"
# Parentheses that hold nothing but links.
SOURCES = re.compile(r"(?<!\s)\s*\((?:\[[^\]]*\]\([^()\s]*\)(?:, )?)+\)")
NOTE = re.compile(r"\[\^[^\]\s]+\]")  # the mark of a numbered note
LINK = re.compile(r"\[([^\]]*)\]\([^()\s]*\)")
EMPHASIS = re.compile(r"\*+|`|\\(?=[^\w\s])")
YES = re.compile(r"\*\*Pour qui\.?\*\*[.\s:]*", re.IGNORECASE)
NO = re.compile(r"\b(?:pas|jamais|sauf|non)\b", re.IGNORECASE)
BOLD_START = re.compile(r"^[-*+] +\*\*(.+?)\.?\*\*", re.MULTILINE)
ITEM = re.compile(r"^[-*+] +", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a scheme is; the sentence that warns, and the list of whom it is not for."""

    suits: str
    warning: str
    unfit: tuple[str, ...]


def anchors(body: Body) -> Mapping[str, str]:
    """Return the id of each section on the page, by the slug of its name."""
    titles = zip(body.headings, body.ids, strict=True)
    return {slugify(title.text): name for title, name in titles if title.level == SECTION}


def read_audience(body: Body) -> Audience | None:
    """Return what the section says when it is « **Pour qui.** … », a warning, then a list.

    None when it is written otherwise: the page then links to the section.
    """
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", section_text(body, FOR_WHOM))]
    suits = next((block for block in blocks if YES.match(block)), None)
    for before, block in pairwise(blocks):
        if ITEM.match(block):
            if suits is None or ITEM.match(before) or before == suits or not NO.search(before):
                return None
            _, *items = ITEM.split(block)
            unfit = tuple(_plain_text(item).rstrip("\u00a0 ;.") for item in items)
            return Audience(_plain_text(YES.sub("", suits, count=1)), _plain_text(before), unfit)
    return None


def bold_starts(body: Body, slug: str) -> list[str]:
    """Return what each item of the lists of a section says in bold before all else."""
    return [_plain_text(found) for found in BOLD_START.findall(section_text(body, slug))]


def section_text(body: Body, slug: str) -> str:
    """Return what a section holds, by the slug of its name; nothing when it is absent."""
    starts = [title for title in body.headings if title.level <= SECTION]
    for position, title in enumerate(starts):
        if slugify(title.text) == slug:
            following = starts[position + 1 :]
            return body.text[title.end : following[0].start if following else None]
    return ""


def _plain_text(text: str) -> str:
    """Return the words without Markdown's signs, nor the sources in notes or in parentheses."""
    bare = EMPHASIS.sub("", LINK.sub(r"\1", NOTE.sub("", SOURCES.sub("", text))))
    return typeset(re.sub(r"[ \t\n]+", " ", bare).strip(" "))
