# SPDX-License-Identifier: EUPL-1.2
"""Write pandoc's tree as the plain Markdown of stories: what was typed shows as it was typed."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from markdown import markdown

from escales.commands.import_.tree import (
    EDGES,
    LISTS,
    PandocNode,
    clean,
    inner_blocks,
    plain_text,
    rows_of,
    shown,
    words,
)
from escales.reading.links import HTTPS

# The check looks for some signs wherever they are: a backslash would not be enough for it.
SIGNS = {"<": "&lt;", "[": "&#91;", "]": "&#93;", "{": "&#123;", "|": "&#124;"}
ESCAPED = str.maketrans(SIGNS | {sign: f"\\{sign}" for sign in "\\`*_"})
ENTITY = re.compile(r"&(?=#|\w+;)")
# What Markdown, here or elsewhere, only reads as more than text at the beginning of a line.
BULLET = re.compile(r"(?=[-+>#]|!!!)")
NUMBER = re.compile(r"(?<=\d)(?=[.)])")
STARTS_WITH_NUMBER = re.compile(r"\d+[.)]")
OTHER = re.compile(r"=|~~~|\?\?\?|:\s")
IN_TARGET = str.maketrans({c: f"%{ord(c):02X}" for c in " ()<>[]\\`\"'{}|"})
SEVERAL = re.compile(" {2,}")  # around what was left aside
SPACE = re.compile(r"\s")
TAG = re.compile(r"<[^>]*>")
MARKS = {"Strong": "**", "Emph": "*"}
WRAPPERS = {"Span", "Quoted", "Cite", "Link"}
BARE = {"Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
LEVELS = 2  # of lists
LONGEST_MARKED = 5_000  # characters of a paragraph: pages of them
LEAVES = {"Para", "Plain", "Header", "LineBlock", "CodeBlock", "Table"}
INDENT = "    "


def write_blocks(blocks: list[PandocNode]) -> list[str]:
    """Return the Markdown of each block that says something."""
    return [text for block in blocks for text in _block(block) if text.strip(EDGES)]


def _block(block: PandocNode) -> list[str]:  # noqa: PLR0911  # one a kind
    content: Any = block.get("c")
    match block["t"]:
        case "Para" | "Plain":
            return [_paragraph(content)]
        case "Header":
            return [_paragraph([{"t": "Strong", "c": content[2]}])]
        case "LineBlock":
            return [_paragraph(inlines) for inlines in content]
        case "BulletList" | "OrderedList":
            return ["\n".join(_items(block))]
        case "BlockQuote":
            text = "\n\n".join(write_blocks(_lines(content)))
            return [_prefixed(text, "> ", "> ")] if text else []
        case "CodeBlock":
            return [line(text) for text in str(content[1]).split("\n")]
        case "Table":
            return [line(" ; ".join(filter(None, row))) for row in _rows(block)]
        case "DefinitionList":
            terms = (
                [{"t": "Para", "c": term}, *inner_blocks(definition)]
                for term, definition in content
            )
            return [text for blocks in terms for text in write_blocks(blocks)]
    return write_blocks(inner_blocks(content))


def _rows(table: PandocNode) -> Iterator[list[str]]:
    """Yield the words of each row: a table typed in an answer keeps them, and their order."""
    for row in rows_of(table):
        yield [plain_text(cell).replace("\n", " ") for cell in row]


def _lines(blocks: list[PandocNode]) -> list[PandocNode]:
    """Return the paragraphs of blocks, without the lists and quotations around them."""
    return [
        line
        for block in blocks
        for line in ([block] if block["t"] in LEAVES else _lines(inner_blocks(block.get("c"))))
    ]


def _items(block: PandocNode, level: int = 0) -> list[str]:
    """Write a list, in the way that all readers of Markdown agree on.

    The paragraphs of an item are its lines, and a list inside a list has bullets.
    """
    ordered = block["t"] == "OrderedList"
    items: list[str] = []
    number = int(block["c"][0][0]) if ordered else 1  # a list may go on
    for item in block["c"][1] if ordered else block["c"]:
        texts: list[str] = []
        for inner in [*item, None]:
            nested = inner and inner["t"] in LISTS and level + 1 < LEVELS and (texts or items)
            if inner and not nested:
                texts += write_blocks(_lines([inner]))
            elif texts:
                mark = f"{number}. " if ordered and not level else "- "
                items.append(_prefixed("  \n".join(texts), mark, INDENT))
                number += 1
                texts = []
            if inner and nested:
                items += [_prefixed(text, INDENT, INDENT) for text in _items(inner, level + 1)]
    return items


def _prefixed(text: str, first: str, others: str) -> str:
    head, *tail = text.split("\n")
    return "\n".join([first + head, *((others + below).rstrip("\t") for below in tail)])


def _paragraph(inlines: list[PandocNode]) -> str:
    """Write a paragraph; each line that was broken by hand stays a line."""
    text, bare = (_broken(_inlines(inlines, marked=marked)) for marked in (False, True))
    # Stars in a row may mean something else than was meant: then the text goes without its marks.
    # So does a text so long that asking would take seconds.
    if text == bare or (
        len(text) <= LONGEST_MARKED
        and _shown_by(text) == SPACE.sub("", plain_text({"t": "Para", "c": inlines}))
    ):
        return text
    return bare


def _broken(text: str) -> str:
    lines = (line.strip(EDGES) for line in text.split("\n"))
    return "  \n".join(_at_start(line) for line in lines if line)


def _shown_by(text: str) -> str:
    """Return the characters that a text of ours shows, without its spaces."""
    return SPACE.sub("", unescape(TAG.sub("", markdown(text))))


def line(text: str) -> str:
    """Return the Markdown that shows `text`, on one line."""
    return _at_start(_escaped(clean(text)))


def _escaped(text: str) -> str:
    return ENTITY.sub("&amp;", text).translate(ESCAPED)


def _at_start(text: str) -> str:
    if OTHER.match(text):
        return f"&#{ord(text[0])};{text[1:]}"
    if STARTS_WITH_NUMBER.match(text):
        return NUMBER.sub(r"\\", text, count=1)
    return f"\\{text}" if BULLET.match(text) else text


def _inlines(nodes: list[PandocNode], *, marked: bool = False) -> str:
    """Write the inside of a paragraph; what is `marked` already is not marked twice."""
    out, before = "", ""
    for kind, content in _merged(nodes):
        if kind == "Str":
            text = _escaped(SEVERAL.sub(" ", content))
        elif kind == "Link":
            text = _link(*content, marked=marked)
        elif marked or before in MARKS:  # stars beside stars would mean something else
            text = _inlines(content, marked=marked)
        else:
            lines = _inlines(content, marked=True).split("\n")
            text = "\n".join(_marked(line, MARKS[kind]) for line in lines)
        if text.startswith("[") and out.endswith("!"):
            out = f"{out[:-1]}&#33;"  # or the link would be a picture
        out, before = out + text, kind if text else before
    return out


def _link(nodes: list[PandocNode], target: str, *, marked: bool) -> str:
    text = _inlines(nodes, marked=marked).replace("\n", " ")
    if not text.strip(EDGES):
        return text
    text = f"&#94;{text[1:]}" if text.startswith("^") else text  # or it would be a footnote
    return f"[{text}]({target.translate(IN_TARGET)})"


def _marked(text: str, mark: str) -> str:
    """Put marks around a text, without the spaces at its edges."""
    bare = text.strip(EDGES)
    start = text.find(bare) if bare else 0
    return f"{text[:start]}{mark}{bare}{mark}{text[start + len(bare) :]}" if bare else text


def _merged(nodes: list[PandocNode]) -> list[tuple[str, Any]]:
    """Join what a word processor cuts in runs; drop the forms that stories do not have."""
    merged: list[tuple[str, Any]] = []
    for kind, content in _flat(nodes):
        if merged and merged[-1][0] == kind != "Link":
            merged[-1] = (kind, merged[-1][1] + content)
        elif content:
            merged.append((kind, content))
    return merged


def _flat(nodes: list[PandocNode]) -> Iterator[tuple[str, Any]]:
    for node in nodes:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in MARKS:
            yield kind, content
        elif kind == "Link" and HTTPS.fullmatch(content[2][0]):
            yield kind, (content[1], content[2][0])
        elif kind in WRAPPERS:
            yield from _flat(content[1])
        elif kind in BARE:
            yield from _flat(content)
        else:
            yield "Str", "\n" if kind == "LineBreak" else shown("".join(words(node)))
