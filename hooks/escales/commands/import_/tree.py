# SPDX-License-Identifier: EUPL-1.2
"""Read the words out of pandoc's tree (pandoc-types 1.23), and what it holds beside words."""

import re
import unicodedata
from typing import Any, TypeAlias

from escales.reading.links import HTTPS

PandocNode: TypeAlias = dict[str, Any]  # {"t": kind, "c": content}

SPACES = re.compile(r"[^\S\u00a0\u202f]+")
EDGES = " \u00a0\u202f\t\n"
JOINERS = "\u200c\u200d"  # within emoji
UNSEEN = {"Cc", "Cf", "Cs", "Co"}  # marks that turn the direction of a text among them
# What fonts of signs show in place of characters that have no meaning.
SIGNS = {0xF0FE: "☑", 0xF0FD: "☒", 0xF052: "☑", 0xF0A8: "☐", 0xF06F: "☐", 0xF0A3: "☐"}
SIGNS |= {0xF0FC: "✓", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0E0: "→", 0xF0E8: "→"}
MARKED = ("\ue0a0", "\ue0a1")  # around a text on a colour; private signs, which are never shown
LOSES_NOTHING = re.compile(r"#|mailto:", re.IGNORECASE)

PARAGRAPHS = {"Para", "Plain", "Header", "LineBlock"}
LISTS = {"BulletList", "OrderedList"}
BLOCKS = PARAGRAPHS | LISTS | {"BlockQuote", "CodeBlock", "Table", "Div", "Figure"}
BLOCKS |= {"DefinitionList", "HorizontalRule", "RawBlock"}


def plain_text(node: Any) -> str:  # noqa: ANN401  # any part of the tree
    """Return what a part of the tree says, a line for each paragraph, without its form."""
    lines = "".join(words(node)).split("\n")
    return "\n".join(filter(None, map(clean, lines)))


def clean(text: str) -> str:
    """Put a text on one line, without what does not show."""
    return SPACES.sub(" ", shown(text)).strip(EDGES)


def shown(text: str) -> str:
    """Return the characters of a text that show."""
    plain = unicodedata.normalize("NFC", SPACES.sub(" ", text)).translate(SIGNS)
    return "".join(c for c in plain if c in JOINERS or unicodedata.category(c) not in UNSEEN)


def words(node: Any) -> list[str]:  # noqa: ANN401, PLR0911  # likewise; one a kind
    """Return the text of a part of the tree, in pieces; paragraphs end with a new line."""
    if isinstance(node, list):
        return [word for inner in node for word in words(inner)]
    if not isinstance(node, dict):
        return []
    match node["t"]:
        case "Str":
            return [SPACES.sub(" ", str(node["c"]))]
        case "Space" | "SoftBreak":
            return [" "]
        case "LineBreak":
            return ["\n"]
        case "Code" | "Math" | "CodeBlock" as kind:
            return [str(node["c"][1]), *(["\n"] if kind == "CodeBlock" else [])]
        case "Note":
            return [" (", clean("".join(words(node["c"]))), ")"]
        case "Image" | "RawInline" | "RawBlock":
            return []
        case kind if kind in PARAGRAPHS:
            return [*words(node["c"]), "\n"]
    return words(node.get("c"))


def lost_links(node: Any) -> int:  # noqa: ANN401  # likewise
    """Count the links that cannot be kept, and whose text does not tell where they led."""
    if isinstance(node, list):
        return sum(map(lost_links, node))
    if not isinstance(node, dict):
        return 0
    target = node["c"][2][0] if node["t"] == "Link" else "#"
    lost = HTTPS.fullmatch(target) is None and LOSES_NOTHING.match(target) is None
    return int(lost) + lost_links(node.get("c"))


def inner_blocks(content: Any) -> list[PandocNode]:  # noqa: ANN401  # likewise
    """Return the blocks inside a block."""
    if isinstance(content, dict):
        return [content] if content.get("t") in BLOCKS else []
    if isinstance(content, list):
        return [block for inner in content for block in inner_blocks(inner)]
    return []


def parts_of(block: PandocNode) -> list[PandocNode]:
    """Return the items of a list, each as a list of one, or the blocks of a quotation."""
    if block["t"] == "BlockQuote":
        return list(block["c"])
    if block["t"] == "BulletList":
        return [{"t": "BulletList", "c": [item]} for item in block["c"]]
    (first, *look), items = block["c"]
    return [{"t": "OrderedList", "c": [[first + n, *look], [item]]} for n, item in enumerate(items)]


def rows_of(table: PandocNode) -> list[list[list[PandocNode]]]:
    """Return the cells of a table, row by row, headings first, each as its blocks."""
    _, _, _, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    return [[cell[4] for cell in row[1]] for row in rows]
