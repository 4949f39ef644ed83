# SPDX-License-Identifier: EUPL-1.2
"""Clean the hand-written pages of docs/, which MkDocs renders and nobody may have checked."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

import nh3
from markupsafe import Markup

from escales.checking.block_marks import BLOCKS, MARK
from escales.checking.handwritten import ALLOWED_URL_SCHEMES, UNSEEN
from escales.html.article_numbers import keep_whole
from escales.html.extension_markup import (
    NOTE_ID,
    allowed_classes,
    show_extensions,
    show_tasks,
)
from escales.html.numbered_notes import with_title
from escales.html.render import HEADINGS, TAGS
from escales.html.tables import ALIGN, finish_tables
from escales.reading.hidden_characters import MEANINGLESS
from escales.reading.links import URL_SCHEME
from escales.words.typography import typeset, typeset_html
from escales.words.vocabulary import Block

ID = re.compile(r'\sid="([^"]+)"')
LONG_NAME = re.compile(r"<code>[\w./]{20,}</code>")  # on a phone, it would be cut anywhere
JOINT = re.compile(r"(?<=[_/])(?=\w)")
PAGE_TAGS = TAGS | {"div", "span", "dl", "dt", "dd", "del", "details", "summary"}
PAGE_TAGS |= {"ins", "mark", "sub", "sup"}
LINE_TAGS = {"a", "em", "strong", "abbr", "br"}
PAGE_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": ALIGN,
    "th": ALIGN,
}


def clean_page(html: str, block: Callable[[Block], str]) -> str:
    """Return the HTML of a page without what harms, a block in place of each mark."""
    return filled(clean_parts(html), block)


def clean_parts(html: str) -> list[str | Block]:
    """Return the HTML of a page without what harms, cut at the marks of blocks.

    The parts between marks are cleaned one by one, so that cleaning never sees our own blocks.
    Unknown marks are dropped.
    """
    parts: list[str | Block] = []
    end = 0
    for mark in MARK.finditer(html):
        parts.append(_clean(html[end : mark.start()]))
        parts += [BLOCKS[mark["name"]]] if mark["name"] in BLOCKS else []
        end = mark.end()
    return [*parts, _clean(html[end:])]


def filled(parts: Sequence[str | Block], block: Callable[[Block], str]) -> str:
    """Return the parts of a page put together, with what `block` says in place of each block."""
    return "".join(block(part) if isinstance(part, Block) else part for part in parts)


def _clean(html: str) -> str:
    cleaned = nh3.clean(
        show_extensions(html),
        tags=PAGE_TAGS,
        attributes=PAGE_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes=ALLOWED_URL_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    cleaned = show_tasks(keep_whole(typeset_html(MEANINGLESS.sub("", cleaned))))
    return with_title(finish_tables(LONG_NAME.sub(lambda name: _with_breaks(name[0]), cleaned)))


def _with_breaks(name: str) -> str:
    """Let a line break after each `_` or `/` of a long name."""
    opening, closing = "<code>", "</code>"
    return f"{opening}{JOINT.sub('<wbr>', name[len(opening) : -len(closing)])}{closing}"


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Drop pictures of other sites, links such as `//elsewhere`, and what could pass for ours."""
    if attribute == "class":
        return allowed_classes(tag, value) or None
    if attribute == "id":
        of_note = tag in {"li", "sup"} and NOTE_ID.fullmatch(value)
        return value if tag in HEADINGS or of_note else None
    scheme = URL_SCHEME.match(UNSEEN.sub("", value)) if attribute in {"href", "src"} else None
    return None if scheme and (tag == "img" or scheme[0] == "//") else value


def clean_line(html: str) -> Markup:
    """Return a line that a setting holds: its links and its emphasis, and nothing else."""
    cleaned = nh3.clean(
        html,
        tags=LINE_TAGS,
        attributes={"a": {"href"}},
        url_schemes=ALLOWED_URL_SCHEMES,
        link_rel=None,
    )
    return Markup(typeset_html(cleaned))  # noqa: S704  # cleaned


def safe_meta(meta: Mapping[str, object]) -> dict[str, str]:
    """Return the title and the description of a header, escaped for HTML."""
    return {
        name: escape(typeset(str(meta[name])))
        for name in ("title", "description")
        if isinstance(meta.get(name), str)
    }


def ids_in(html: str) -> set[str]:
    """Return the anchors of a page, with those of its blocks."""
    return set(ID.findall(html))
