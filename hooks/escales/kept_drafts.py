# SPDX-License-Identifier: EUPL-1.2
"""Write what a file says by itself as JSON, and read it again: it is kept from a build to the next.

Neither its text is in it, nor the lines of its header: the file has both. JSON holds no code.
"""

import json
from collections.abc import Iterable
from sys import intern
from typing import Any

from escales.body import Body, Link
from escales.drafts import Draft, model_of
from escales.encoding import as_bytes, as_text
from escales.header import Header
from escales.headings import Heading
from escales.kept_facts import of_plain, to_plain
from escales.problems import Notes, Problem
from escales.read import Source

JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
# What Python raises at something else than what `as_kept` wrote.
NOT_A_DRAFT = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)


def as_kept(draft: Draft) -> bytes:
    """Return what is to be kept of a draft, before other files have a say in it."""
    parts = [
        draft.source.path,
        draft.facts and to_plain(draft.facts),
        draft.header and _kept_header(draft.header),
        _kept_body(draft),
        _kept_problems(draft.notes.problems),
        _kept_problems(draft.found),
    ]
    return as_bytes(JSON.encode(parts))


def draft_of(source: Source, kept: bytes) -> Draft:
    """Return the draft that was kept of a file; raise one of NOT_A_DRAFT when that is none."""
    path, facts, header, body, noted, found = json.loads(as_text(kept))
    if path != source.path:
        raise ValueError(path)
    head = header and _header(*header)
    notes = Notes(source.path)
    notes.problems += _problems(source, noted)
    return Draft(
        source=source,
        header=head,
        body=_body(source, *body),
        facts=facts and of_plain(model_of(source, head), facts),
        notes=notes,
        found=tuple(_problems(source, found)),
    )


def _kept_header(header: Header) -> list[Any]:
    return [header.values, header.first_line, list(header.faulty)]


def _header(values: dict[str, Any], first_line: int, faulty: list[list[Any]]) -> Header:
    return Header(dict(values), {}, first_line, {tuple(location) for location in faulty})


def _kept_body(draft: Draft) -> list[Any]:
    """Return what is known of a text: where it begins in its file, or else itself."""
    body, whole = draft.body, draft.source.written
    at_the_end = whole.endswith(body.written)
    text = len(whole) - len(body.written) if at_the_end else as_text(body.written)
    links = [[n.target, n.start, n.end, n.line, n.image, n.text] for n in body.links]
    return [text, body.line, body.headings, links]


def _body(
    source: Source, text: int | str, line: int, headings: list[list[Any]], links: list[list[Any]]
) -> Body:
    return Body(
        source.written[text:] if isinstance(text, int) else as_bytes(text),
        line,
        tuple(Heading(level, intern(name), start, end) for level, name, start, end in headings),
        tuple(Link(*link) for link in links),
    )


def _kept_problems(problems: Iterable[Problem]) -> list[Any]:
    return [[problem.line, problem.key, problem.code, problem.message] for problem in problems]


def _problems(source: Source, kept: list[list[Any]]) -> list[Problem]:
    return [Problem(source.path, *problem) for problem in kept]
