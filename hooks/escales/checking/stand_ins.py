# SPDX-License-Identifier: EUPL-1.2
"""What stands for an employer or a scheme that is not right yet, while somebody writes it."""

from dataclasses import replace
from typing import Any

from escales.problems.problem import Notes
from escales.reading.body import Body
from escales.reading.disk import FileKind, SourceFile
from escales.reading.drafts import MODELS, Draft
from escales.reading.header import Header
from escales.reading.validation import validate
from escales.words.phrases import phrases_of
from escales.words.vocabulary import CollectivityType, Licence, Maturity

phrases = phrases_of("checking")

TO_COMPLETE = "docs/collectivites/a-completer.md"  # the employer of a scheme that names none


def right_values(draft: Draft) -> dict[str, Any]:
    """Return what the header says, without the keys that something is wrong with."""
    faulty = {str(problem.key).partition(".")[0] for problem in draft.notes.problems}
    values = draft.header.values if draft.header else {}
    return {key: value for key, value in values.items() if value and key not in faulty}


def stand_in(draft: Draft, bearer: str | None) -> Draft:
    """Return a file with what is right of its header, and what it lacks made up.

    `bearer` is the employer that a scheme names, if it names one.
    """
    kind, slug = draft.source.kind, draft.source.slug
    made_up = _employer(slug) if kind is FileKind.COLLECTIVITY else _scheme(slug, bearer)
    told = {key: value for key, value in right_values(draft).items() if key != "porteur"}
    facts = _facts(draft, made_up | told) or _facts(draft, made_up)
    return replace(draft, facts=facts, body=Body(), targets=())


def _facts(draft: Draft, values: dict[str, Any]) -> Any:  # noqa: ANN401  # the facts of its kind
    return validate(MODELS[draft.source.kind], Header(values, {}, 1), Notes(draft.source.path))


def to_complete() -> Draft:
    """Return the employer that stands for one that is not told."""
    source = SourceFile(FileKind.COLLECTIVITY, TO_COMPLETE, "")
    draft = Draft(source, None, Body(), None, Notes(TO_COMPLETE))
    return replace(draft, facts=_facts(draft, _employer("")))


def _employer(slug: str) -> dict[str, Any]:
    """Return an employer that needs no number: it stands for several."""
    return {"nom": _name(slug), "type": str(CollectivityType.SEVERAL)}


def _scheme(slug: str, bearer: str | None) -> dict[str, Any]:
    first = "0.1.0"
    return {
        "titre": _name(slug).ljust(10, "…"),
        "resume": phrases.to_complete_summary,
        "porteur": bearer or SourceFile(FileKind.COLLECTIVITY, TO_COMPLETE, "").slug,
        "maturite": str(Maturity.IDEA),
        "version": first,
        "journal": [{"version": first, "date": "2026-01-01", "changements": phrases.to_complete}],
        "licence": str(Licence.ETALAB),
    }


def _name(slug: str) -> str:
    return slug.replace("-", " ").capitalize() or phrases.to_complete
