# SPDX-License-Identifier: EUPL-1.2
"""Check that a text has its sections: all of them, once, in order, and none empty."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from escales.problems.problem import Notes
from escales.reading.body import Body
from escales.reading.headings import Heading
from escales.reading.lines import Lines
from escales.schema.sections import Outline
from escales.words.choices import write_one_of
from escales.words.spelling import nearest, slugify

SECTION = 2  # the level of `##`
SIGNATURE = "--"  # the line that an e-mail has above its signature
ENDS = ".,;:…"  # of a sentence, rather than of a heading


class _Text(NamedTuple):
    """A text as its checks need it, read once."""

    text: str
    lines: Lines
    headings: Sequence[Heading]

    def line(self, heading: Heading) -> int:
        return self.lines.at(heading.start)


def check_sections(body: Body, outline: Outline, notes: Notes) -> None:
    """Note what differs from the sections of an outline."""
    names = list(outline.names)
    parsed = _read(body)
    sections = _find_sections(parsed, {slugify(name): name for name in names}, notes)
    if not sections:
        expected = ", ".join(f"«\u00a0## {name}\u00a0»" for name in outline.required)
        notes.add("sections-missing", body.line, expected=expected)
        return
    if [name for _, name in sections] not in (names, list(outline.required)):
        misspelt = _note_unknown(parsed, sections, names, notes)
        recognised = [(heading, name) for heading, name in sections if name]
        required = [name for name in outline.required if name not in misspelt]
        _note_twice_and_order(parsed, recognised, names, notes)
        _note_missing(parsed, recognised, required, notes, outline.filler)
    _note_empty(parsed, sections, notes, outline.filler)
    if not outline.opening:
        _note_text_before(parsed, sections[0][0].start, outline.required[0], notes)


def note_titles(body: Body, notes: Notes) -> None:
    """Note the headings of level 1: the title of a page comes from its header."""
    parsed = _read(body)
    for heading in _meant(parsed, _is_heading, notes):
        if heading.level == 1:
            notes.add("title-in-text", parsed.line(heading), found=heading.text)


def _is_heading(heading: Heading) -> bool:
    """Whether a text with a line under it may well be a heading."""
    return heading.level == SECTION and heading.text[-1] not in ENDS


def _meant(parsed: _Text, is_meant: Callable[[Heading], bool], notes: Notes) -> Sequence[Heading]:
    """Return the headings that somebody meant; note the lines that happen to make others."""
    meant = []
    for heading in parsed.headings:
        if not heading.text.strip():
            notes.add("heading-empty", parsed.line(heading), found=heading.marks)
        elif not heading.is_underlined or is_meant(heading):
            meant.append(heading)
        elif heading.marks != SIGNATURE:
            notes.add("underlined-text", parsed.lines.at(heading.end), found=heading.marks)
    if f"\n{SIGNATURE}" in parsed.text:
        underlines = {parsed.lines.at(heading.end) for heading in meant if heading.is_underlined}
        for number, line in enumerate(parsed.text.split("\n"), start=parsed.lines.first):
            if line.rstrip() == SIGNATURE and number not in underlines:
                notes.add("mail-signature", number)
    return meant


def _read(body: Body) -> _Text:
    text = body.text
    return _Text(text, Lines(text, body.line), body.headings)


def _find_sections(
    parsed: _Text, by_slug: Mapping[str, str], notes: Notes
) -> list[tuple[Heading, str | None]]:
    """Return the sections, with the name of those expected; one at another level is noted."""
    headings = _meant(parsed, lambda heading: nearest(heading.text, by_slug) is not None, notes)
    matched = [(heading, by_slug.get(slugify(heading.text))) for heading in headings]
    right = {name for heading, name in matched if heading.level == SECTION}
    sections = []
    for heading, name in matched:
        if heading.level != SECTION and name and name not in right:
            notes.add("section-level", parsed.line(heading), found=name)
        elif heading.level == 1:
            notes.add("title-in-text", parsed.line(heading), found=heading.text)
            continue
        elif heading.level != SECTION:
            continue
        sections.append((heading, name))
    return sections


def _note_text_before(parsed: _Text, start: int, first: str, notes: Notes) -> None:
    """Note what stands before the first section, unless it is a title that is noted already."""
    before = parsed.text[:start]
    if not before.strip():
        return
    titles = {parsed.line(heading) for heading in parsed.headings if heading.start < start}
    for number, line in enumerate(before.split("\n"), start=parsed.lines.first):
        if line.strip() and number not in titles and number - 1 not in titles:
            notes.add("text-before-sections", number, expected=first)
            return


def _note_unknown(
    parsed: _Text, sections: list[tuple[Heading, str | None]], names: list[str], notes: Notes
) -> set[str]:
    """Note the unknown sections; return the sections that they misspell."""
    present = {name for _, name in sections}
    absent = [name for name in names if name not in present]
    misspelt = set()
    for heading, name in sections:
        if name is None:
            near = nearest(heading.text, absent)
            expected = write_one_of((f"## {name}" for name in names), near and f"## {near}")
            notes.add(
                "section-unknown", parsed.line(heading), found=heading.text, expected=expected
            )
            misspelt |= {near} if near else set()
    return misspelt


def _note_twice_and_order(
    parsed: _Text, recognised: list[tuple[Heading, str]], names: list[str], notes: Notes
) -> None:
    lines: dict[str, int] = {}
    once: list[str] = []
    for heading, name in recognised:
        line = parsed.line(heading)
        if name in lines:
            notes.add("section-twice", line, found=name, other=lines[name])
            continue
        lines[name] = line
        once.append(name)
    # The sections to move are those outside the longest run that is already in order.
    in_order = _longest_in_order([names.index(name) for name in once])
    for name in once:
        place = names.index(name)
        if place not in in_order:
            before = [n for n in names[:place] if n in lines]
            code, other = ("section-order", before[-1]) if before else ("section-first", name)
            notes.add(code, lines[name], found=name, expected=other)


def _longest_in_order(places: list[int]) -> set[int]:
    runs: list[list[int]] = [[]]
    for place in places:
        before = [run for run in runs if not run or run[-1] < place]
        longest = max(before, key=len)
        runs.append([*longest, place])
    longest = max(runs, key=len)
    return set(longest)


def _note_missing(
    parsed: _Text,
    recognised: list[tuple[Heading, str]],
    required: list[str],
    notes: Notes,
    filler: str,
) -> None:
    """Note each missing section at the line where it should begin."""
    starts = {name: parsed.line(heading) for heading, name in reversed(recognised)}
    end = parsed.lines.at(len(parsed.text.rstrip()))
    for place, name in enumerate(required):
        if name not in starts:
            following = (starts[other] for other in required[place:] if other in starts)
            notes.add("section-missing", next(following, end), found=name, expected=filler)


def _note_empty(
    parsed: _Text, sections: list[tuple[Heading, str | None]], notes: Notes, filler: str
) -> None:
    ends = [heading.start for heading, _ in sections[1:]] + [len(parsed.text)]
    for (heading, name), end in zip(sections, ends, strict=True):
        said = parsed.text[heading.end : end].lstrip()
        if said[:1] not in {"", "#"}:
            continue
        if not any(line.strip() and line.lstrip()[0] != "#" for line in said.splitlines()):
            section = name or heading.text
            notes.add("section-empty", parsed.line(heading), found=section, expected=filler)
