# SPDX-License-Identifier: EUPL-1.2
"""Say in one sentence what was read of the law on a page."""

from markupsafe import Markup

from escales.pages.templating import fill, french_date
from escales.schema.law import LawReading
from escales.words.phrases import phrases_of

phrases = phrases_of("pages")


def reading_sentence(reading: LawReading | None) -> str:
    """Say when the law was read, in what, and who reviewed it; nothing where no law was read."""
    if reading is None:
        return ""
    by = reading.reviewed_by
    review = phrases.law_reviewed.format(by=by) if by else phrases.law_not_reviewed
    return phrases.law_read.format(
        on=french_date(reading.read_on), texts=reading.texts, review=review
    )


def reading_note(reading: LawReading | None, uri: str) -> Markup:
    """Return that sentence for the end of the page at `uri`."""
    return fill("law.html", uri, law=reading_sentence(reading))
