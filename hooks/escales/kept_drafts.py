# SPDX-License-Identifier: EUPL-1.2
"""Write what a file says by itself as it is kept from a build to the next, and read it again.

Neither its text is kept, nor the lines of its header: the file has both.
"""

from sys import intern
from typing import Any

from escales.kept import as_kept, of_kept, plain_problems, problems_of
from escales.kept_facts import of_plain, to_plain
from escales.machine.utf8 import as_bytes
from escales.problems.problem import Notes
from escales.reading.body import Body, Link
from escales.reading.disk import Source
from escales.reading.drafts import Draft, model_of
from escales.reading.header import Header
from escales.reading.headings import Heading


def kept_draft(draft: Draft) -> bytes:
    """Return what is to be kept of a draft, before other files have a say in it."""
    parts = [
        draft.source.path,
        draft.facts and to_plain(draft.facts),
        draft.header and _kept_header(draft.header),
        _kept_body(draft),
        plain_problems(draft.notes.problems),
        plain_problems(draft.found),
    ]
    return as_kept(parts)


def draft_of(source: Source, kept: bytes) -> Draft:
    """Return the draft that was kept of a file; raise one of NOT_KEPT when that is none."""
    path, facts, header, body, noted, found = of_kept(kept)
    if path != source.path:
        raise ValueError(path)
    head = header and _header(*header)
    notes = Notes(source.path)
    notes.problems += problems_of(source.path, noted)
    return Draft(
        source=source,
        header=head,
        body=_body(source, *body),
        facts=facts and of_plain(model_of(source, head), facts),
        notes=notes,
        found=tuple(problems_of(source.path, found)),
    )


def _kept_header(header: Header) -> list[Any]:
    return [header.values, header.first_line, list(header.faulty)]


def _header(values: dict[str, Any], first_line: int, faulty: list[list[Any]]) -> Header:
    return Header(dict(values), {}, first_line, {tuple(location) for location in faulty})


def _kept_body(draft: Draft) -> list[Any]:
    """Return what is known of a text: where it begins in its file, or else itself."""
    body = draft.body
    text = body.start if body.written is draft.source.written else body.text
    links = [[n.target, n.start, n.end, n.line, n.image, n.text] for n in body.links]
    return [text, body.line, body.headings, links]


def _body(
    source: Source, text: int | str, line: int, headings: list[list[Any]], links: list[list[Any]]
) -> Body:
    written, start = (source.written, text) if isinstance(text, int) else (as_bytes(text), 0)
    return Body(
        written,
        line,
        tuple(Heading(level, intern(name), start, end) for level, name, start, end in headings),
        tuple(Link(*link) for link in links),
        start,
    )
