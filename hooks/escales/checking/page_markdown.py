# SPDX-License-Identifier: EUPL-1.2
"""The Markdown of pages written by hand, with their extensions: the check and MkDocs read alike.

No extension lets a page run anything, read a file, take an id of ours or hide a text: attributes
are limited here, and the HTML is cleaned later, whatever was written.
"""

import re
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor

from escales.settings.extensions import PageExtensions
from escales.words.phrases import phrases_of

phrases = phrases_of("checking")

ATTRIBUTES, EMOJI = "attr_list", "pymdownx.emoji"
BUTTON = "md-button"
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# An anchor that no id of the site can be, nor that of a note.
ANCHOR = re.compile(r"(?!es-|fn)[A-Za-z][\w-]{0,80}")
CONFIGS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "tables": {"use_align_attribute": True},  # the policy of the site refuses styles
        "toc": {"permalink_title": phrases.permalink},
        "footnotes": {"BACKLINK_TITLE": phrases.backlink},
        "pymdownx.tabbed": {"alternate_style": False},  # each label before its content
        "pymdownx.tasklist": {"custom_checkbox": False, "clickable_checkbox": False},
    }
)


def extensions_of(extensions: PageExtensions) -> tuple[list[str | Extension], dict[str, Any]]:
    """Return the extensions as Markdown takes them, and their options by name."""
    ours: list[Extension] = [_FrenchTitles()]
    if ATTRIBUTES in extensions.names:
        ours.append(LimitedAttributes())
    names = [name for name in extensions.names if name != ATTRIBUTES]
    options = {name: dict(options) for name, options in extensions.enabled}
    configs = {
        name: {**CONFIGS.get(name, {}), **options.get(name, {})}
        for name in names
        if name in CONFIGS or options.get(name)
    }
    if EMOJI in names:  # imported here: it would take a tenth of a second of each check
        emoji = import_module(EMOJI)
        # Characters: no picture of another site.
        configs[EMOJI] = {"emoji_index": emoji.twemoji, "emoji_generator": emoji.to_alt}
    return [*names, *ours], configs


class PageMarkdown:
    """Renders pages to be checked: `raw` is the HTML and `refused` the attributes of the last."""

    def __init__(self, extensions: PageExtensions) -> None:
        listed, configs = extensions_of(extensions)
        self.raw: list[str] = []
        self._attributes = [one for one in listed if isinstance(one, LimitedAttributes)]
        self._markdown = Markdown(extensions=listed, extension_configs=configs)
        block = _RawBlocks(self._markdown, self.raw)
        self._markdown.preprocessors.register(block, "html_block", 20)
        inline = _RawInline(HTML_RE, self._markdown, self.raw)
        self._markdown.inlinePatterns.register(inline, "html", 90)

    @property
    def refused(self) -> list[str]:
        return [found for one in self._attributes for found in one.refused]

    def convert(self, text: str) -> str:
        self.raw.clear()
        for one in self._attributes:
            one.refused.clear()
        return self._markdown.reset().convert(text)


class _RawBlocks(HtmlBlockPreprocessor):
    """Notes the blocks of HTML that an author wrote: extensions store their own as well."""

    def __init__(self, md: Markdown, raw: list[str]) -> None:
        super().__init__(md)
        self.raw = raw

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        before = len(stash)
        lines = super().run(lines)
        self.raw += (piece for piece in stash[before:] if isinstance(piece, str))
        return lines


class _RawInline(HtmlInlineProcessor):
    """Notes the HTML within a sentence, likewise."""

    def __init__(self, pattern: str, md: Markdown, raw: list[str]) -> None:
        super().__init__(pattern, md)
        self.raw = raw

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, N802  # theirs
        found = super().handleMatch(m, data)
        self.raw.append(str(self.md.htmlStash.rawHtmlBlocks[-1]))
        return found


class LimitedAttributes(Extension):
    """Attribute lists that only give an anchor to a heading, or make a button of a link."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        md.treeprocessors.register(_Attributes(md, self.refused), ATTRIBUTES, 8)
        md.registerExtension(self)


class _Attributes(AttrListTreeprocessor):
    def __init__(self, md: Markdown, refused: list[str]) -> None:
        super().__init__(md)
        self.refused_lists = refused

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        attributes, remainder = get_attrs_and_remainder(attrs_string)
        if strict and remainder:
            return remainder
        for name, value in attributes:
            if name == "id" and elem.tag in HEADINGS and ANCHOR.fullmatch(value or ""):
                elem.set("id", value or "")
            elif name == "." and elem.tag == "a" and value == BUTTON:
                elem.set("class", BUTTON)
            else:
                self.refused_lists.append(attrs_string.strip())
        return remainder


class _FrenchTitles(Extension):
    """Says in French the titles of boxes that have none of their own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        md.treeprocessors.register(_Titles(md), "french_titles", 30)  # before texts are read


class _Titles(Treeprocessor):
    def run(self, root: Element) -> None:
        titles: Mapping[str, str] = phrases["boxes"]
        for box in root.iter():
            kind = box.get("class", "").removeprefix("admonition ").split(" ")[0]
            if len(box) and kind in titles and box.tag in {"div", "details"}:
                title = box[0]
                if title.text == kind.capitalize() and title.tag in {"p", "summary"}:
                    title.text = titles[kind]
