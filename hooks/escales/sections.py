# SPDX-License-Identifier: EUPL-1.2
"""Check that a text has its sections: all of them, once, in order, and none empty."""

from collections.abc import Mapping

from escales.body import Body, Heading
from escales.messages import write_one_of
from escales.outlines import Outline
from escales.problems import Notes
from escales.spelling import nearest, slugify

SECTION = 2  # the level of `##`


def check_sections(body: Body, outline: Outline, notes: Notes) -> None:
    """Note what differs from the sections of an outline."""
    names = [*outline.required, *outline.optional]
    by_slug = {slugify(name): name for name in names}
    found = _find(body, by_slug, notes)
    if not found:
        expected = ", ".join(f"«\u00a0## {name}\u00a0»" for name in outline.required)
        notes.add("sections-missing", body.line, expected=expected)
        return
    misspelt = _note_unknown(body, found, names, notes)
    known = [(heading, name) for heading, name in found if name]
    required = [name for name in outline.required if name not in misspelt]
    _note_twice_and_order(body, known, names, notes)
    _note_missing(body, known, required, notes, outline.filler)
    _note_empty(body, found, notes, outline.filler)
    if not outline.opening:
        _note_text_before(body, found[0][0].start, outline.required[0], notes)


def note_titles(body: Body, notes: Notes) -> None:
    """Note the headings of level 1: the title of a page comes from its header."""
    for heading in body.headings:
        if heading.level == 1:
            notes.add("title-in-text", _line(body, heading.start), found=heading.text)


def _find(body: Body, by_slug: Mapping[str, str], notes: Notes) -> list[tuple[Heading, str | None]]:
    """Return the sections, with the name of those expected; one at another level is noted."""
    named = [(heading, by_slug.get(slugify(heading.text))) for heading in body.headings]
    right = {name for heading, name in named if heading.level == SECTION}
    found = []
    for heading, name in named:
        if heading.level != SECTION and name and name not in right:
            notes.add("section-level", _line(body, heading.start), found=name)
        elif heading.level == 1:
            notes.add("title-in-text", _line(body, heading.start), found=heading.text)
            continue
        elif heading.level != SECTION:
            continue
        found.append((heading, name))
    return found


def _note_text_before(body: Body, start: int, first: str, notes: Notes) -> None:
    """Note what stands before the first section, unless it is a title that is noted already."""
    lines = body.text[:start].split("\n")
    titles = {_line(body, heading.start) for heading in body.headings if heading.start < start}
    for number, line in enumerate(lines, start=body.line):
        if line.strip() and number not in titles and number - 1 not in titles:
            notes.add("text-before-sections", number, expected=first)
            return


def _line(body: Body, offset: int) -> int:
    return body.line + body.text.count("\n", 0, offset)


def _note_unknown(
    body: Body, found: list[tuple[Heading, str | None]], names: list[str], notes: Notes
) -> set[str]:
    """Note the unknown sections; return the sections that they misspell."""
    present = {name for _, name in found}
    absent = [name for name in names if name not in present]
    misspelt = set()
    for heading, name in found:
        if name is None:
            near = nearest(heading.text, absent)
            expected = write_one_of((f"## {name}" for name in names), near and f"## {near}")
            line = _line(body, heading.start)
            notes.add("section-unknown", line, found=heading.text, expected=expected)
            misspelt |= {near} if near else set()
    return misspelt


def _note_twice_and_order(
    body: Body, known: list[tuple[Heading, str]], names: list[str], notes: Notes
) -> None:
    lines: dict[str, int] = {}
    once: list[str] = []
    for heading, name in known:
        line = _line(body, heading.start)
        if name in lines:
            notes.add("section-twice", line, found=name, other=lines[name])
            continue
        lines[name] = line
        once.append(name)
    # The sections to move are those outside the longest run that is already in order.
    kept = _longest_in_order([names.index(name) for name in once])
    for name in once:
        place = names.index(name)
        if place not in kept:
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
    body: Body, known: list[tuple[Heading, str]], required: list[str], notes: Notes, filler: str
) -> None:
    """Note each missing section at the line where it should begin."""
    starts = {name: _line(body, heading.start) for heading, name in reversed(known)}
    end = _line(body, len(body.text.rstrip()))
    for place, name in enumerate(required):
        if name not in starts:
            following = (starts[other] for other in required[place:] if other in starts)
            notes.add("section-missing", next(following, end), found=name, expected=filler)


def _note_empty(
    body: Body, found: list[tuple[Heading, str | None]], notes: Notes, filler: str
) -> None:
    ends = [heading.start for heading, _ in found[1:]] + [len(body.text)]
    for (heading, name), end in zip(found, ends, strict=True):
        lines = body.text[heading.end : end].splitlines()
        if not any(line.strip() and not line.lstrip().startswith("#") for line in lines):
            line = _line(body, heading.start)
            notes.add("section-empty", line, found=name or heading.text, expected=filler)
