# SPDX-License-Identifier: EUPL-1.2
"""Read a story that somebody wrote as a file of the repository, with or without all its fields."""

from collections.abc import Iterator

from escales.commands.receive.refusal import NotReceivedError
from escales.commands.receive.submission import Submission
from escales.problems.problem import Notes
from escales.reading.header import Location, Value, split_header
from escales.reading.headings import headings_of
from escales.schema import Consent, Story
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import slugify

NAME = "recit.md"  # in the sentences that say what is wrong with it


def is_story_file(text: str) -> bool:
    """Whether a text begins with a header, and not with the line of a letter."""
    return text.lstrip("\ufeff \t\n").startswith("---\n")


def read_story_file(text: str) -> Submission:
    """Return what a story's file says; raise NotReceivedError when its header cannot be read."""
    notes = Notes(NAME)
    header, body, _ = split_header(text, notes)
    if header is None:
        why = " ".join(str(problem) for problem in notes.problems)
        raise NotReceivedError("bad-header", why=why)
    places = {*Story.keys(), *(f"consentement.{key}" for key in Consent.keys())}  # noqa: SIM118  # no dict
    submission = Submission()
    for place, value in _leaves(header.values, ()):
        if place in places:
            submission.values[place] = value
        elif value:
            submission.unplaced.append(f"{place}\u00a0: {value}")
    _read_sections(body, submission)
    return submission


def _leaves(value: Value, at: Location) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, (*at, key))
    else:
        text = "\u00a0; ".join(map(str, value)) if isinstance(value, list) else value
        yield ".".join(map(str, at)), text.strip()


def _read_sections(body: str, submission: Submission) -> None:
    """Put each part under its title; what stands before the first is told."""
    names = {slugify(name): name for name in STORY_OUTLINE.names}
    known = [each for each in headings_of(body) if slugify(each.text) in names]
    ends = [each.start for each in known[1:]] + [len(body)]
    before = body[: known[0].start] if known else body
    if before.strip():
        submission.unplaced.append(" ".join(before.split()))
    for heading, end in zip(known, ends, strict=True):
        name = names[slugify(heading.text)]
        said = body[heading.end : end].strip()
        submission.sections[name] = "\n\n".join(filter(None, [submission.sections.get(name), said]))
