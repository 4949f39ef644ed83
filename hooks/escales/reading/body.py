# SPDX-License-Identifier: EUPL-1.2
"""Read the Markdown under the header: its sections and links, and what it may not hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from markdown.extensions.toc import unique

from escales.machine.utf8 import as_bytes, as_text
from escales.problems.problem import Notes
from escales.reading.bare_addresses import bare_addresses
from escales.reading.headings import Heading, heading_id, headings_of
from escales.reading.limits import MOST_OPEN, too_crowded, too_deep
from escales.reading.lines import Lines, characters_after
from escales.reading.plain_form import open_blocks, to_plain_form

# A span of code stays on its line: beyond, what looks like code may be live text to Markdown.
CODE = re.compile(r"(?<![\\`])(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
PLACEHOLDER = re.compile(r"\[\[([^\[\]\n]+)\]\]")
AUTOLINK = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>/@]+@[^\s<>]+)>")
HTML = re.compile(r"<(?P<name>/?[A-Za-z][\w-]*|[/!?])[^>\n]{0,60}>?")
ATTRIBUTES = re.compile(
    r"\{:[^{}\n]{0,200}\}|\{[ \t]{0,9}(?:[.#][\w-]|[\w-]{1,40}[ \t]{0,9}=)[^{}\n]{0,200}\}"
)
LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\]){0,1000})\]"
    r"\((?P<inside>(?:[^()\\]|\\.|\([^()]*\)){0,2000})\)"
)
TITLE = re.compile(r"(?<!\s)\s+(?:\"[^\"]*\"|'[^']*')\s*$")
DEFINITION = re.compile(
    r"^[ >]{0,9}\[(?!\^)(?P<name>[^\[\]]{1,300})\]:[ \t]*\n?[ \t]*"
    r"<?(?P<target>[^\s>]+)(?=[\s>]|$)>?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))?[ \t]*$",
    re.MULTILINE,
)
MARKUP = re.compile(r"[#`*]+|\[([^\]]*)\]\([^)]*\)")
FOOTNOTE = re.compile(r"\[\^[^\[\]\n]+\]")
# What other generators, and other settings of this one, would replace by a file or a variable.
INCLUDE = re.compile(
    r"-{1,9}8<-{1,9}[^\n]{0,60}|\{(?:\{[^{}\n]{0,60}|%[^%\n]{0,60}%?|![^!\n]{0,60}!?)\}{0,2}"
)
IMAGE_REFERENCE = re.compile(r"!\[(?P<alt>[^\]\n]*)\](?!\()(?:[ ]?\[(?P<name>[^\]\n]*)\])?")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture; `start` and `end` are the offsets of the target in the text.

    `text` is what the link says, or the alternative text of a picture.
    """

    target: str
    start: int
    end: int
    line: int
    image: bool = False
    text: str = ""
    bare: bool = False  # an address of the web without any mark around it


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
        return as_text(self.utf8)

    @property
    def ids(self) -> list[str]:
        """The id that Markdown gives to each heading."""
        used: set[str] = set()
        text = self.text
        spans = (text[h.start : h.end].split("\n")[0] for h in self.headings)
        return [unique(heading_id(MARKUP.sub(r"\1", span)), used) for span in spans]


def read_body(text: str, line: int, notes: Notes, *, fields: bool = False) -> Body:
    """Find headings and links, and note what no contributed text may hold.

    With `fields`, it may hold the [[fields]] of a document to fill.
    """
    text = to_plain_form(text)
    lines = Lines(text, line)
    plain = _without_code(text)
    if (deep := too_deep(plain)) is not None:
        notes.add("too-nested", lines.at(deep))
        return Body(as_bytes(text), line, tuple(headings_of(plain)))
    unlinked = LINK.sub(_blank, plain) if plain.count("[") > MOST_OPEN else plain
    if (full := too_crowded(plain, unlinked)) is not None:
        notes.add("too-crowded", lines.at(full))
        return Body(as_bytes(text), line)
    headings = tuple(headings_of(plain))
    if "^" in characters_after("[", plain):
        for match in FOOTNOTE.finditer(plain):
            notes.add("footnote", lines.at(match.start()))
    links = tuple(_links(plain, lines))
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
    plain = re.sub(r"([\\`*_\[\]])", r"\\\1", label)
    return f"**\\[{escape(plain, quote=False)}\\]**"


def replace_targets(body: Body, targets: Sequence[str]) -> str:
    """Return the text with each link's target replaced, in the order of `body.links`."""
    text, parts, end = body.text, [], 0
    for link, target in zip(body.links, targets, strict=True):
        typed = text[link.start : link.end]
        shown = f"<{target}>" if typed == target else f"[{typed}]({target})"
        parts += [text[end : link.start], (shown if target else typed) if link.bare else target]
        end = link.end
    return open_blocks("".join([*parts, text[end:]]))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _without_angles(plain: str, links: Sequence[Link]) -> str:
    """Blank out the targets that stand between angles: they are no tags."""
    signs = list(plain)
    for link in links:
        if signs[link.start - 1] == "<" and "](" in plain[max(0, link.start - 9) : link.start]:
            signs[link.start - 1] = " "
    return "".join(signs)


def _without_code(text: str) -> str:
    """Blank out the spans of code; offsets and lines stay."""
    return CODE.sub(_blank, text) if "`" in text else text


def _links(plain: str, lines: Lines) -> Iterator[Link]:
    """Yield the links in the order of their offsets, as `replace_targets` needs them."""
    links = list(_inline_links(plain, lines, 0)) if "](" in plain else []
    if "<" in plain:
        for match in AUTOLINK.finditer(plain):
            target = match["target"] if ":" in match["target"] else f"mailto:{match['target']}"
            links.append(Link(target, *match.span("target"), lines.at(match.start())))
    if ":" in characters_after("]", plain):
        references = IMAGE_REFERENCE.finditer(plain)
        alts = {(m["name"] or m["alt"]).lower(): m["alt"].strip() for m in references}
        for match in DEFINITION.finditer(plain):
            name, line = match["name"].lower(), lines.at(match.start("target"))
            span = match.span("target")
            links.append(Link(match["target"], *span, line, name in alts, alts.get(name, "")))
    taken = {link.start for link in links}
    for target, start, end in bare_addresses(plain, taken, (LINK, AUTOLINK, DEFINITION)):
        links.append(Link(target, start, end, lines.at(start), bare=True))
    end = 0
    for link in sorted(links, key=lambda link: link.start):
        if link.start >= end:  # an address between angles in a definition is one link, not two
            yield link
            end = link.end


def _inline_links(plain: str, lines: Lines, offset: int) -> Iterator[Link]:
    for match in LINK.finditer(plain):
        inside = offset + match.start("inside")
        target, start, end = _target(match["inside"])
        line = lines.at(offset + match.start())
        image, said = plain[match.start() - 1 : match.start()] == "!", match["text"].strip()
        yield Link(target, inside + start, inside + end, line, image, said)
        if "](" in match["text"]:  # a picture inside a link
            yield from _inline_links(match["text"], lines, offset + match.start("text"))


def _target(inside: str) -> tuple[str, int, int]:
    """Find the target in what stands between the brackets of a link, beside its title."""
    title = TITLE.search(inside)
    bare = inside[: title.start() if title else None]
    start = len(bare) - len(bare.lstrip())
    end = len(bare.rstrip())
    if bare[start : start + 1] == "<" and bare[:end].endswith(">"):
        start, end = start + 1, end - 1
    return bare[start:end], start, max(start, end)


def split_target(target: str) -> tuple[str, str]:
    """Split "a%20b.md#c" into the path and the anchor, both readable."""
    path, _, anchor = target.partition("#")
    return unquote(path), unquote(anchor)
