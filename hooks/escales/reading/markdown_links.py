# SPDX-License-Identifier: EUPL-1.2
"""Find the links and the pictures of a Markdown text, wherever Markdown would see one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from escales.problems.problem import Notes
from escales.reading.bare_addresses import bare_addresses
from escales.reading.lines import Lines, characters_after, matches_from
from escales.words.spelling import mask_emails

# A span of code stays on its line: beyond, what looks like code may be live text to Markdown.
CODE = re.compile(r"(?<![\\`])(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
AUTOLINK = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^<> !@]+@[^@<> ]+)>")
LINK = re.compile(
    r"(?<!(?<!\\)\\)\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\]){0,1000})\]"
    r"\((?P<inside>(?:[^()\\]|\\.|\([^()]*\)){0,2000})\)"
)
TITLE = re.compile(r"(?<!\s)\s+(?:\"[^\"]*\"|'[^']*')\s*$")
PLAIN_TITLE = re.compile(r"\s+([\"'])[^\"'()\[\]<>\\`]*\1\s*")
# Wherever Markdown reads one: in a list or a quotation too, and on two lines.
DEFINITION = re.compile(
    r"^(?:[ \t>]|[-*+][ \t]|\d{1,99}\.[ \t]){0,99}\[(?!\^)(?P<name>[^\[\]]*)\]:[ \t]*\n?[ \t>]*"
    r"<?(?P<target>\S*[^\s>]|>)>*[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))?[ \t]*$",
    re.MULTILINE,
)
# The middle of a link: one that no link has is still one for Markdown.
MIDDLE = re.compile(
    r"(?:\[[^\[\]\n]{0,60})?(?<!(?<!\\)\\)\](?P<inside>\()(?=(?P<rest>[^\[\n]{0,60}))"
)
ESCAPED = re.compile(r"\\([!-/:-@\[\]-`{-~])")  # but itself, which opens the name of a computer
NAMED = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\]){0,1000})\](?!\()(?:\s?\[(?P<name>[^\[\]]*)\])?"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture; `start` and `end` are the offsets of what leads there in the text.

    `text` is what the link says, or the alternative text of a picture; what several links to one
    definition say stands on as many lines.
    """

    target: str
    start: int
    end: int
    line: int
    image: bool = False
    text: str = ""
    bare: bool = False  # an address of the web without any mark around it


def find_links(plain: str, lines: Lines, notes: Notes) -> Iterator[Link]:
    """Yield the links in the order of their offsets, as `replace_targets` needs them."""
    middles = set[int]()
    after = characters_after("]", plain)
    links = list(_inline_links(plain, lines, 0, middles)) if "(" in after else []
    for match in MIDDLE.finditer(plain) if after.count("(") > len(middles) else ():
        if match.start("inside") not in middles:
            found = mask_emails(f"{match[0]}{match['rest']}".strip())
            notes.add("link-unread", lines.at(match.start()), found=found)
    if ":" in after:
        links += _definitions(plain, lines, notes)
    if "<" in plain:
        for match in AUTOLINK.finditer(plain):
            target = _plain_target(match["target"])
            target = target if ":" in target else f"mailto:{target}"
            links.append(Link(target, *match.span("target"), lines.at(match.start())))
    taken = {link.start for link in links}
    for target, start, end in bare_addresses(plain, taken, (LINK, AUTOLINK, DEFINITION, CODE)):
        links.append(Link(_plain_target(target), start, end, lines.at(start), bare=True))
    end = 0
    for link in sorted(links, key=lambda link: (link.start, -link.end)):
        if link.start >= end:  # an address between angles in a definition is one link, not two
            yield link
            end = link.end


def _definitions(plain: str, lines: Lines, notes: Notes) -> Iterator[Link]:
    """Yield the targets that are named, each with what the links that name it say."""
    texts: defaultdict[tuple[bool, str], list[str]] = defaultdict(list)
    for match in _references(plain):
        for name in {_name(match["name"] or ""), _name(match["text"])}:
            texts[bool(match["image"]), name].append(match["text"].strip())
    for match in DEFINITION.finditer(plain):
        name, line = _name(match["name"]), lines.at(match.start("target"))
        if "](" in match["target"]:  # a link that would vanish from the page
            notes.add("link-unread", line, found=mask_emails(match["target"]))
            continue
        image = (True, name) in texts
        text = texts[True, name][-1] if image else "\n".join(texts[False, name])
        yield Link(_plain_target(match["target"]), *match.span("target"), line, image, text)


def _references(plain: str) -> Iterator[re.Match[str]]:
    for match in NAMED.finditer(plain):
        yield match
        if "[" in match["text"]:  # a picture inside a link
            yield from NAMED.finditer(match["text"])


def _name(name: str) -> str:
    """Return the name of a definition, as Markdown compares names."""
    return " ".join(name.lower().split())


def _inline_links(plain: str, lines: Lines, offset: int, middles: set[int]) -> Iterator[Link]:
    for match in matches_from("[", LINK, plain):
        inside, end = offset + match.start("inside"), offset + match.end("inside")
        middles.add(inside - 1)
        target, start, stop = _target(lines.text[inside:end])
        line = lines.at(offset + match.start())
        image = plain[match.start() - 1 : match.start()] == "!"
        said = lines.text[offset + match.start("text") : offset + match.end("text")].strip()
        yield Link(target, inside + start, inside + stop, line, image, said)
        if "](" in match["text"]:  # a picture inside a link
            yield from _inline_links(match["text"], lines, offset + match.start("text"), middles)


def _target(inside: str) -> tuple[str, int, int]:
    """Find the target in what stands between the brackets of a link, and its place.

    A title that Markdown might read otherwise is part of the place: it goes with it.
    """
    title = TITLE.search(inside)
    bare = inside[: title.start() if title else None]
    target = bare.strip()
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1]
    plain = title is None or PLAIN_TITLE.fullmatch(title[0])
    return (
        _plain_target(target),
        len(bare) - len(bare.lstrip()),
        len(bare.rstrip()) if plain else len(inside),
    )


def _plain_target(target: str) -> str:
    """Return a target without the signs that only protect it from Markdown and from HTML."""
    target = ESCAPED.sub(r"\1", target) if "\\" in target else target
    return target.replace("&amp;", "&")
