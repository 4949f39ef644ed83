# SPDX-License-Identifier: EUPL-1.2
"""Read the Markdown under the header: its sections and links, and what it may not hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import unquote

from markdown.extensions.toc import unique

from escales.machine.utf8 import as_bytes, as_text
from escales.problems.problem import Notes
from escales.reading.headings import Heading, heading_id, headings_of
from escales.reading.limits import MOST_OPEN, Excess, excess_of, too_open
from escales.reading.lines import Lines, characters_after
from escales.reading.markdown_links import AUTOLINK, CODE, LINK, Link, find_links
from escales.reading.plain_form import open_blocks, to_plain_form

PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
EXCLAMATION = re.compile(r"(?<!\\)!\Z")  # right before a link, it would make a picture of it
ESCAPING = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")  # an odd number of backslashes
SPECIAL = re.compile(r"([\\`*_\[\]])")
PLACEHOLDER = re.compile(r"\[\[([^\[\]\n]+)\]\]")
HTML = re.compile(r"<(?P<name>/?[A-Za-z][\w-]*|[/!?])[^>\n]{0,60}>?")
ATTRIBUTES = re.compile(
    r"\{:[^{}\n]{0,200}\}|\{[ \t]{0,9}(?:[.#][\w-]|[\w-]{1,40}[ \t]{0,9}=)[^{}\n]{0,200}\}"
)
MARKUP = re.compile(r"[#`*]+|\[([^\]]*)\]\([^)]*\)")
FOOTNOTE = re.compile(r"\[\^[^\[\]\n]+\]")
# What pages of docs/ may have, when the site enables it: an admonition, a box that folds, a tab.
BOX = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ ]{1,3}(?:note|abstract|info|tip|success|question|warning|failure|danger"
    r"|bug|example|quote)(?=[ \n]|$)[^\n]{0,60}|^===[!+]?[ ]{1,3}\"[^\n]{0,60}",
    re.MULTILINE,
)
# What other generators, and other settings of this one, would replace by a file or a variable.
INCLUDE = re.compile(
    r"-{1,9}8<-{1,9}[^\n]{0,60}|\{(?:\{[^{}\n]{0,60}|%[^%\n]{0,60}%?|![^!\n]{0,60}!?)\}{0,2}"
)


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of a file: its headings in order, its links, and the line where it begins.

    It is held as UTF-8, half of what it takes as text: a build of 10,000 stories holds 60 MB less.
    """

    utf8: bytes = b""
    line: int = 1
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        return _text_of(self.utf8)

    @property
    def ids(self) -> list[str]:
        """The id that Markdown gives to each heading."""
        used: set[str] = set()
        text = self.text
        spans = (text[h.start : h.end].split("\n")[0] for h in self.headings)
        return [unique(heading_id(MARKUP.sub(r"\1", span)), used) for span in spans]


@lru_cache(maxsize=1)  # whoever checks a file asks for its text several times in a row
def _text_of(utf8: bytes) -> str:
    return as_text(utf8)


def read_body(
    text: str, line: int, notes: Notes, *, fields: bool = False, footnotes: bool = False
) -> Body:
    """Find headings and links, and note what no contributed text may hold.

    With `fields`, it may hold the [[fields]] of a document to fill; with `footnotes`, numbered
    notes, which say where a claim of law comes from.
    """
    text = to_plain_form(text)
    lines = Lines(text, line)
    full = excess_of(text)
    plain = without_code(text) if full is None or full.code == "too-nested" else ""
    if full is None and plain.count("[") > MOST_OPEN:
        place = too_open(LINK.sub(_blank, plain))
        full = None if place is None else Excess("too-crowded", place)
    if full is not None:
        notes.add(full.code, lines.at(full.place))
        some = headings_of(plain) if full.code == "too-nested" else []
        return Body(as_bytes(text), line, tuple(some))
    headings = tuple(headings_of(plain))
    if not footnotes and "^" in characters_after("[", plain):
        for match in FOOTNOTE.finditer(plain):
            notes.add("footnote", lines.at(match.start()))
    # One sign is found ten times as fast as three.
    if any(sign in plain and sign * 3 in plain for sign in "!?="):
        for match in BOX.finditer(plain):
            notes.add("box", lines.at(match.start()), found=match[0])
    links = tuple(find_links(plain, lines, notes))
    if "<" in plain:
        _note_html(AUTOLINK.sub(_blank, _without_angles(plain, links)), lines, notes)
    if "{" in plain:
        for match in ATTRIBUTES.finditer(plain):
            notes.add("attribute-list", lines.at(match.start()), found=match[0])
    _note_includes(text, lines, notes, fields=fields)
    return Body(as_bytes(text), line, headings, links)


def _note_html(plain: str, lines: Lines, notes: Notes) -> None:
    """Note each tag, but not the end of one that is noted already."""
    opened = set()
    for match in HTML.finditer(plain):
        name = match["name"].lower()
        if name.startswith("/") and name[1:] in opened:
            continue
        opened.add(name)
        notes.add("raw-html", lines.at(match.start()), found=match[0])


def _note_includes(text: str, lines: Lines, notes: Notes, *, fields: bool) -> None:
    """Note them in code as well: what replaces them knows nothing of Markdown."""
    gaps = "[" in characters_after("[", text)
    if not gaps and "{" not in text and "<" not in text:
        return
    for pattern in (INCLUDE, PLACEHOLDER) if gaps and not fields else (INCLUDE,):
        for match in pattern.finditer(text):
            notes.add("include", lines.at(match.start()), found=match[0])


def placeholders(body: Body) -> Iterator[tuple[str, int]]:
    """Yield the name and the line of each [[field]] of a kit document."""
    lines = Lines(body.text, body.line)
    for match in PLACEHOLDER.finditer(body.text):
        yield match[1].strip(), lines.at(match.start())


def show_field(label: str) -> str:
    """Show a field to fill by its label, in Markdown that every generator reads."""
    return f"**\\[{escape_markdown(label)}\\]**"


def escape_markdown(text: str) -> str:
    """Escape the signs of Markdown, then those of HTML."""
    return escape(SPECIAL.sub(r"\\\1", text), quote=False)


def fill_fields(text: str, answers: Mapping[str, str]) -> str:
    """Write the answers that are known in place of the fields of a document, by their keys."""

    def fill(field: re.Match[str]) -> str:
        answer = answers.get(field[1].strip())
        return escape_markdown(answer).replace("|", "&#124;") if answer else field[0]

    return PLACEHOLDER.sub(fill, text) if answers else text


def replace_targets(body: Body, targets: Sequence[str]) -> str:
    """Return the text with each link's target replaced, in the order of `body.links`."""
    text, parts, end = body.text, [], 0
    for link, target in zip(body.links, targets, strict=True):
        typed = text[link.start : link.end]
        spaced = " " if " " in typed else ""  # as it was
        before, shown = text[end : link.start], target
        if link.bare:
            before = EXCLAMATION.sub(r"\\!", before)
            shown = _bare(typed, target, after=before)
        parts += [before, shown, spaced]
        end = link.end
    return open_blocks("".join([*parts, text[end:]]))


def _bare(typed: str, target: str, after: str) -> str:
    """Write the link that an address without marks stands for, `after` some text."""
    if not target:
        return typed
    # After a backslash, the bracket of a link would be no bracket.
    alone = typed == target or ESCAPING.search(after)
    return f"<{target}>" if alone else f"[{typed}]({target})"


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _without_angles(plain: str, links: Sequence[Link]) -> str:
    """Blank out the angles around targets: they are no tags."""
    signs = list(plain)
    for link in links:
        if signs[link.start : link.start + 1] == ["<"]:
            signs[link.start] = " "
    return "".join(signs)


def without_code(text: str) -> str:
    """Blank out the spans of code; offsets and lines stay.

    Beside a lone backtick, nothing is: Markdown may pair it with one that seems to have its own.
    """
    if "`" not in text:
        return text
    parts, end = [], 0
    for match in PARAGRAPH.finditer(text):
        blank = CODE.sub(_blank, match[0])
        parts += [text[end : match.start()], match[0] if "`" in blank else blank]
        end = match.end()
    return "".join([*parts, text[end:]])


def split_target(target: str) -> tuple[str, str]:
    """Split "a%20b.md#c" into the path and the anchor, both readable."""
    path, _, anchor = target.partition("#")
    return unquote(path), unquote(anchor)
