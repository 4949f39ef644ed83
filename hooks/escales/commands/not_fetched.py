# SPDX-License-Identifier: EUPL-1.2
"""Say in French why a file of another site was not read."""

from escales.machine.web import NotFetched, Reason
from escales.words.phrases import phrases_of
from escales.words.spelling import french_number

phrases = phrases_of("commands")

MEGABYTE = 1_000_000


def why(failed: NotFetched) -> str:
    """Return a part of a sentence, without its first capital nor its full stop."""
    reasons: dict[str, str] = phrases["not_fetched"]
    number = failed.number or 0
    if failed.reason is Reason.TOO_LARGE:
        return reasons[failed.reason].format(size=french_number(max(1, number // MEGABYTE)))
    return reasons[failed.reason].format(status=number)
