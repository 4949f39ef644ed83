# SPDX-License-Identifier: EUPL-1.2
"""Read what people type by hand: numbers before titles, titles before a text, boxes to tick."""

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
TICKED, EMPTY = "☒☑✓✔✅🗹🗷⊠⊡■⬛◼◉●🔘", "☐□◻❑⬜◽▢○◯"
TYPED_BOXES = (
    (re.compile(r"[\[(]\s*[xXvV✓✔✗✘•]\s*[\])]"), "☒"),
    (re.compile(r"\[\s*\]|\(\s*\)"), "☐"),
)
BOX_BEFORE = re.compile(rf"([{TICKED}{EMPTY}])([^{TICKED}{EMPTY}]*)")
BOX_AFTER = re.compile(rf"([^{TICKED}{EMPTY}]+)([{TICKED}{EMPTY}])")
BETWEEN = " \u00a0\n,;"
MARKS = {":", ".", "-", "–", "—", "→", "=", "?"}
STRONG = ("Strong", "Underline", "Emph")
LISTS = {"BulletList", "OrderedList"}


def label_slug(label: str) -> str:
    bare = BESIDE.sub("", label)
    number = NUMBERED.match(bare)
    return slugify(bare[number.end() :] if number else bare)


def starts(inlines: list[PandocNode]) -> Iterator[int]:
    """Yield where a heading typed at the start of a paragraph may end."""
    for kind in ("LineBreak", *STRONG):
        yield from [n + 1 for n, each in enumerate(inlines) if each["t"] == kind][:1]
    texts = (n + 1 for n, e in enumerate(inlines) if e["t"] == "Str" and e["c"][-1:] in MARKS)
    yield from islice(texts, 1)


def without_colon(inlines: list[PandocNode]) -> list[PandocNode]:
    """Drop what separates a heading from the text that follows it."""
    between = (n for n, e in enumerate(inlines) if e["t"] != "Space" and e.get("c") not in MARKS)
    return inlines[next(between, len(inlines)) :]


def parts_of(block: PandocNode) -> list[PandocNode]:
    """Return the items of a list, each as a list of one, or the blocks of a quotation."""
    if block["t"] == "BlockQuote":
        return list(block["c"])
    if block["t"] == "BulletList":
        return [{"t": "BulletList", "c": [item]} for item in block["c"]]
    (first, *look), items = block["c"]
    return [{"t": "OrderedList", "c": [[first + n, *look], [item]]} for n, item in enumerate(items)]


def ticked(text: str) -> str:
    """Return the choices whose box is ticked, when a text has boxes."""
    for typed, box in TYPED_BOXES:
        text = typed.sub(box, text)
    if BOX_BEFORE.match(text):
        pairs = BOX_BEFORE.findall(text)
    else:
        pairs = [(box, label) for label, box in BOX_AFTER.findall(text)]
    chosen = ", ".join(label.strip(BETWEEN) for box, label in pairs if box in TICKED)
    return chosen if pairs else text
