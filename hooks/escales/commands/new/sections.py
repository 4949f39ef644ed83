# SPDX-License-Identifier: EUPL-1.2
"""The text of a new file: its titles, and under each the questions that help to write."""

from escales.checking.text import outline_of
from escales.reading.disk import FileKind
from escales.reading.drafts import Draft
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/new")


def first_text(draft: Draft) -> str:
    """Return what stands under the header; the check asks for an answer at each question."""
    outline = outline_of(draft)
    if outline is None:
        return f"\n{phrases.kit_text if draft.source.kind is FileKind.KIT else _guide(phrases.who)}"
    return "".join(
        f"\n## {name}\n\n{_guide(' '.join(outline.hints[name]))}" for name in outline.required
    )


def _guide(questions: str) -> str:
    return f"{phrases.guide.format(questions=questions)}\n"
