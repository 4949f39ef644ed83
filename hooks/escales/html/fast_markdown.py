# SPDX-License-Identifier: EUPL-1.2
"""Spare Markdown what it tries in vain on plain text, which is most of what stories hold.

Markdown searches each text for fourteen kinds of marks, and each block for eleven kinds of
blocks. A sentence without any sign that begins one cannot hold one. The HTML is
the same, in a third of the time.
"""

import re
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.toc import (
    TocExtension,
    TocTreeprocessor,
    nest_toc_tokens,
    unique,
)
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString

from escales.reading.headings import heading_id

# Lines that all begin with a letter: nothing but a paragraph does.
PARAGRAPH = re.compile(r"[^\W\d_][^\n]*(?:\n[^\W\d_][^\n]*)*")
# What each of the inline patterns of Markdown looks for first, by their names there.
SIGNS = {
    "backtick": "`",
    "escape": "\\",
    **dict.fromkeys(("reference", "link", "image_link", "image_reference"), "["),
    **dict.fromkeys(("short_reference", "short_image_ref"), "["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "linebreak": "  \n",
    "entity": "&",
    "em_strong": "*_",
}
EMPHASIS = r"\*|_"  # what extensions may add signs to
BREAK = SIGNS["linebreak"]
SIGN = re.compile(f"[{re.escape(''.join(sorted({*SIGNS.values(), STX} - {BREAK})))}]")
LEVELS = {f"h{level}": level for level in range(1, 7)}
ESCAPED_SIGNS = re.compile(f"[&<>{STX}]")  # what HTML writes otherwise than a text does


class FastPlainText(Extension):
    """Lets what is plain go its way, past the patterns and tests that it cannot meet."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        md.parser.blockprocessors.register(_Paragraph(md.parser), "plain", 110)  # before all others
        md.treeprocessors.register(_Inline(md), "inline", 20)  # in its place


class _Paragraph(ParagraphProcessor):
    def test(self, parent: Element, block: str) -> bool:
        del parent
        return PARAGRAPH.fullmatch(block) is not None


class _Inline(InlineProcessor):
    @cached_property
    def has_markdown_patterns_only(self) -> bool:
        """Whether there are no patterns but those of Markdown itself."""
        patterns = self.md.inlinePatterns
        same = len(patterns) == len(SIGNS) and all(name in patterns for name in SIGNS)
        return same and patterns["em_strong"].pattern == EMPHASIS

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Let only texts with a sign be searched; with patterns of others, all of them."""
        if not self.has_markdown_patterns_only:
            return super().run(tree, ancestors)
        texts = [each for each in tree.iter() if each.text and _is_plain(each.text)]
        tails = [each for each in tree.iter() if each.tail and _is_plain(each.tail)]
        for each in texts:
            each.text = AtomicString(each.text)
        for each in tails:
            each.tail = AtomicString(each.tail)
        tree_with_inlines = super().run(tree, ancestors)
        for each in texts:  # what comes after may look at them
            each.text = each.text and str(each.text)
        for each in tails:
            each.tail = each.tail and str(each.tail)
        return tree_with_inlines


def _is_plain(text: str) -> bool:
    return SIGN.search(text) is None and BREAK not in text


class _HeadingIds(TocTreeprocessor):
    def run(self, doc: Element) -> None:
        """Give plain headings their ids, and note them; leave the others to Markdown."""
        headings: list[tuple[Element, str]] = []
        for each in doc.iter():
            text = each.text or ""
            if self.marker in text or each.attrib.get("id"):
                return super().run(doc)
            if each.tag in LEVELS:
                if len(each) or each.attrib or not text or ESCAPED_SIGNS.search(text):
                    return super().run(doc)
                headings.append((each, text))
        ids: set[str] = set()
        tokens: list[Any] = []
        for heading, text in headings:
            name = " ".join(text.split())
            heading.attrib["id"] = anchor = unique(heading_id(name, self.sep), ids)
            token = {"level": LEVELS[heading.tag], "id": anchor, "name": name}
            tokens.append({**token, "html": text.strip(), "data-toc-label": ""})
        self.md.toc_tokens = nest_toc_tokens(tokens)  # type: ignore[attr-defined] # as toc sets it
        return None


class FastHeadings(TocExtension):
    """Markdown's `toc` as it is by itself: headings that are plain text get their ids at once."""

    TreeProcessorClass = _HeadingIds
