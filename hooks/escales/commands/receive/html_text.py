# SPDX-License-Identifier: EUPL-1.2
"""Read the text of a mail that is only in HTML, a line for each line that it shows."""

import re
from html.parser import HTMLParser

SKIPPED = {"head", "style", "script", "title", "template"}
LINES = {"div", "p", "br", "tr", "li", "ul", "ol", "table", "blockquote", "pre", "hr"}
TITLES = {"h1", "h2", "h3", "h4", "h5", "h6"}
APART = {"p", "ul", "ol", "table", "blockquote"} | TITLES
CELLS = {"td", "th"}
STRONG = {"b", "strong"}
DEEPEST = 200  # lists and quotations in one another
SPACES = re.compile(r"[ \t\r\n\f]+")
STRONG_TEXT = re.compile(r"\*\*([^\S\n]*)([^*\n]*?)([^\S\n]*)\*\*")
EMPTY_LINES = re.compile(r"\n{3,}")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lists: list[int] = []  # the number of the last item, or 0 without numbers
        self.skipped = self.preformatted = self.quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # no address is followed, no style is read
        if tag in SKIPPED:
            self.skipped += 1
        elif tag == "body":  # whatever was left open before
            self.skipped = 0
        elif tag in {"ul", "ol"} and len(self.lists) < DEEPEST:
            self.lists.append(int(tag == "ol"))
        elif tag == "blockquote":
            self.quotes = min(self.quotes + 1, DEEPEST)
        elif tag == "pre":
            self.preformatted += 1
        if tag in LINES | TITLES:
            self._line(apart=tag in APART and not (tag == "p" and self.lists))
        if tag == "li":
            self._item()
        elif tag in STRONG:
            self.parts.append("**")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.skipped = max(self.skipped - 1, 0)
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes = max(self.quotes - 1, 0)
        elif tag == "pre":
            self.preformatted = max(self.preformatted - 1, 0)
        if tag in (LINES | TITLES) - {"br", "hr"}:
            self._line(apart=tag in APART and not (tag == "p" and self.lists))
        elif tag in STRONG:
            self.parts.append("**")
        elif tag in CELLS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        lines = data.split("\n") if self.preformatted else [SPACES.sub(" ", data)]
        for n, line in enumerate(lines):
            if n:
                self._line()
            fresh = not self.parts or self.parts[-1].endswith(("\n", "> "))
            self.parts.append(line.lstrip(" ") if fresh and not self.preformatted else line)

    def _line(self, *, apart: bool = False) -> None:
        quote = "> " * self.quotes
        self.parts.append(f"\n{quote.rstrip()}\n{quote}" if apart else f"\n{quote}")

    def _item(self) -> None:
        indent = "    " * (len(self.lists) - 1)
        if self.lists and self.lists[-1]:
            self.parts.append(f"{indent}{self.lists[-1]}. ")
            self.lists[-1] += 1
        else:
            self.parts.append(f"{indent}- ")


def text_of_html(html: str) -> str:
    """Return what a page shows; nothing of it is run, nor fetched."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    text = STRONG_TEXT.sub(_strong, "".join(reader.parts))
    lines = (line.rstrip() for line in text.split("\n"))
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _strong(match: re.Match[str]) -> str:
    before, said, after = match.groups()
    return f"{before}**{said}**{after}" if said else before + after
