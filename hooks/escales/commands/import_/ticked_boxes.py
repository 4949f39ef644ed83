# SPDX-License-Identifier: EUPL-1.2
"""Read what people choose: boxes drawn by a program or typed, crosses, words that stand out."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from escales.commands.import_.tree import MARKED, clean, words
from escales.words.spelling import slugify

TICKED, EMPTY = "☒☑✓✔✅🗹🗷⊠⊡■⬛◼◉●🔘", "☐□◻❑⬜◽▢○◯"
CROSS = "[xX×✓✔✗✘✕✖]"
TYPED_BOXES = (
    (re.compile(r"[\[(]\s*[xXvV✓✔✗✘•]\s*[\])]"), "☒"),
    (re.compile(r"\[\s*\]|\(\s*\)"), "☐"),
    (re.compile(rf"[{EMPTY}]{CROSS}(?!\w)|[{EMPTY}]\s{CROSS}(?=\s)"), "☒"),  # a cross in a box
    (re.compile(rf"^\s*{CROSS}\s*[{EMPTY}]", re.MULTILINE), "☒"),  # before the first
    # After the last: only there is it sure whose it is.
    (re.compile(rf"[{EMPTY}]([^{TICKED}{EMPTY}\n]*?)\s{CROSS}\s*$", re.MULTILINE), r"☒\1"),
)
BOX = re.compile(f"[{TICKED}{EMPTY}]")
BOX_BEFORE = re.compile(rf"([{TICKED}{EMPTY}])([^{TICKED}{EMPTY}]*)")
BOX_AFTER = re.compile(rf"([^{TICKED}{EMPTY}]+)([{TICKED}{EMPTY}])")
STRAY = re.compile(rf"(?:^|\s){CROSS}(?:\s|$)")
CROSSED = re.compile(rf"(?:{CROSS}|→|->|=>)\s+(?P<after>\S.*)|(?P<before>\S.*)\s{CROSS}")
OTHER = re.compile(r"(?:une?\s)?autres?\s*:\s*(?P<what>.*)", re.IGNORECASE | re.DOTALL)
BETWEEN = " \u00a0\u2003\n,;"
LOOKS = {"Strong", "Underline", "Emph", "SmallCaps"}
COLOURED = re.compile(f"{MARKED[0]}(.*?){MARKED[1]}", re.DOTALL)


def ticked_choices(text: str, outstanding: Iterable[str] = ()) -> str:
    """Return the choices whose box is ticked, when a text has boxes.

    Without any, it is the one that stands out, or what was written beside them. A cross
    between two boxes, of which nobody knows whose it is, leaves the text as it is.
    """
    plain = text
    for signs, box in TYPED_BOXES:
        plain = signs.sub(box, plain)
    pairs = list(_pairs(plain))
    labels = [label for _, label in pairs]
    chosen = [label for box, label in pairs if box in TICKED]
    if not chosen:
        looks = set(map(slugify, outstanding))
        chosen = [label for label in labels if slugify(label) in looks]
        chosen = chosen if len(chosen) < len(labels) else []
    if not chosen:
        chosen = [label for label in labels if (m := OTHER.fullmatch(label)) and m["what"]]
    if (
        not chosen
        and len(typed := [line for line in plain.split("\n") if not BOX.search(line)]) == 1
    ):
        chosen = typed  # beside boxes that are left empty
    if not pairs or (not chosen and any(map(STRAY.search, labels))):
        return text
    return ", ".join(map(_named, chosen))


def marked_choice(text: str, outstanding: Iterable[str], choices: AbstractSet[str]) -> str:
    """Return the choice of a text without boxes: the one crossed, or that stands out in it.

    `choices` are slugs.
    """
    if crossed := CROSSED.fullmatch(text):
        return crossed["after"] or crossed["before"]
    looks = {slugify(look): look for look in outstanding if slugify(look) in choices}
    return next(iter(looks.values())) if len(looks) == 1 else text


def outstanding_words(node: Any) -> list[str]:  # noqa: ANN401  # any part of the tree
    """Return the words in bold, underlined, in italics or on a colour, piece by piece."""
    coloured = COLOURED.findall("".join(words(node)))
    return [piece for piece in map(clean, (*coloured, *_dressed(node))) if piece]


def _dressed(node: Any) -> Iterator[str]:  # noqa: ANN401  # likewise
    if isinstance(node, list):
        for inner in node:
            yield from _dressed(inner)
    elif isinstance(node, dict) and node["t"] in LOOKS:
        yield "".join(words(node))
    elif isinstance(node, dict):
        yield from _dressed(node.get("c"))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each box with its label, which stands after it, or before."""
    if BOX_BEFORE.match(text):
        found = BOX_BEFORE.findall(text)
    else:
        found = [(box, label) for label, box in BOX_AFTER.findall(text)]
    yield from ((box, label.strip(BETWEEN)) for box, label in found)


def _named(label: str) -> str:
    """Return a choice, or what was written after « un autre »."""
    other = OTHER.fullmatch(label)
    return other["what"].strip(BETWEEN) if other else label
