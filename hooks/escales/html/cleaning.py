# SPDX-License-Identifier: EUPL-1.2
"""Clean the hand-written pages of docs/, which MkDocs renders and nobody may have checked."""

import re
from collections.abc import Callable, Mapping
from html import escape

import nh3

from escales.checking.block_marks import BLOCKS, MARK
from escales.checking.handwritten import ALLOWED_URL_SCHEMES, UNSEEN
from escales.html.render import HEADINGS, TAGS
from escales.html.tables import ALIGN, finish_tables
from escales.reading.hidden_characters import MEANINGLESS
from escales.reading.links import URL_SCHEME
from escales.words.typography import typeset, typeset_html
from escales.words.vocabulary import Block

ID = re.compile(r'\sid="([^"]+)"')
# The classes that Markdown itself writes; any other might hide a text, or dress it as ours.
CLASS = re.compile(
    r"(?<!\S)(?:admonition(?:-title)?|note|info|tip|warning|danger|example|headerlink"
    r"|language-[\w-]{1,40})(?!\S)"
)
LONG_NAME = re.compile(r"<code>[\w./]{20,}</code>")  # on a phone, it would be cut anywhere
JOINT = re.compile(r"(?<=[_/])(?=\w)")
PAGE_TAGS = TAGS | {"div", "span", "dl", "dt", "dd", "del", "details", "summary"}
PAGE_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": ALIGN,
    "th": ALIGN,
}


def clean_page(html: str, block: Callable[[Block], str]) -> str:
    """Return the HTML of a page without what harms, a block in place of each mark.

    The parts between marks are cleaned one by one, so that cleaning never sees our own blocks.
    Unknown marks are dropped.
    """
    parts, end = [], 0
    for mark in MARK.finditer(html):
        parts.append(_clean(html[end : mark.start()]))
        parts += [block(BLOCKS[mark["name"]])] if mark["name"] in BLOCKS else []
        end = mark.end()
    return "".join([*parts, _clean(html[end:])])


def _clean(html: str) -> str:
    cleaned = nh3.clean(
        html,
        tags=PAGE_TAGS,
        attributes=PAGE_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes=ALLOWED_URL_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    cleaned = typeset_html(MEANINGLESS.sub("", cleaned))
    return finish_tables(LONG_NAME.sub(lambda name: _with_breaks(name[0]), cleaned))


def _with_breaks(name: str) -> str:
    """Let a line break after each `_` or `/` of a long name."""
    opening, closing = "<code>", "</code>"
    return f"{opening}{JOINT.sub('<wbr>', name[len(opening) : -len(closing)])}{closing}"


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Drop pictures of other sites, links such as `//elsewhere`, and what could pass for ours."""
    if attribute == "class":
        return " ".join(CLASS.findall(value)) or None
    if attribute == "id":
        return value if tag in HEADINGS else None
    scheme = URL_SCHEME.match(UNSEEN.sub("", value)) if attribute in {"href", "src"} else None
    return None if scheme and (tag == "img" or scheme[0] == "//") else value


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
