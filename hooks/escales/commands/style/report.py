# SPDX-License-Identifier: EUPL-1.2
"""Tell the advice on style, one line each, then a table of the pages; or to a program.

Forges are told of faults only: what may be left as it is has no place in their reports.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from escales.commands.style.advice import LONGEST, AdviceKind, PageStyle
from escales.words.phrases import phrases_of
from escales.words.spelling import counted, french_number
from escales.words.typography import typeset

phrases = phrases_of("commands/style")

ADVICE_KINDS = tuple(AdviceKind)


def style_text(pages: Sequence[PageStyle]) -> str:
    lines = [f"{one.path}:{one.line}: {one.message}" for page in pages for one in page.advice] or [
        phrases.nothing
    ]
    advice = counted(sum(len(page.advice) for page in pages), *phrases["advice"])
    end = phrases.end.format(
        advice=advice, pages=counted(len(pages), *phrases["pages"]), limit=LONGEST
    )
    report = [phrases.introduction, "", *lines, "", *_table(pages), "", end]
    return typeset("\n".join(report)) + "\n"


def _table(pages: Sequence[PageStyle]) -> list[str]:
    """Align the counts of each page, and their sum."""
    rows = [phrases["table"], *(_row(page.path, [page]) for page in pages)]
    rows.append(_row(phrases.total, pages))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if position else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _row(name: str, pages: Sequence[PageStyle]) -> tuple[str, ...]:
    counts = [sum(page.counts[kind] for page in pages) for kind in ADVICE_KINDS]
    numbers = [sum(page.words for page in pages), *counts]
    return (name, *map(french_number, numbers))


def style_json(pages: Sequence[PageStyle]) -> str:
    """Write the limit, each page with its counts, and each advice."""
    report = {
        "longest": LONGEST,
        "pages": [
            {
                "path": page.path,
                "words": page.words,
                "sentences": page.sentences,
                **{str(kind): page.counts[kind] for kind in ADVICE_KINDS},
            }
            for page in pages
        ],
        "advice": [
            {"path": one.path, "line": one.line, "code": str(one.kind), "message": one.message}
            for page in pages
            for one in page.advice
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


STYLE_FORMATS: Mapping[str, Callable[[Sequence[PageStyle]], str]] = MappingProxyType(
    {"text": style_text, "json": style_json}
)
