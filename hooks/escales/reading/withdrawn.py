# SPDX-License-Identifier: EUPL-1.2
"""Read a story that its author withdrew: only the day, and what keeps its address."""

from dataclasses import replace

from escales.problems.problem import Notes
from escales.reading.header import Header
from escales.reading.validation import validate
from escales.schema import Consent, Story, Withdrawal

WITHDRAWN = "retrait_le"  # the key that makes a withdrawal of a story
CONSENT = "consentement"
# The keys of a story that have to go when it is withdrawn.
LEFT_BEHIND = Story.keys().keys() - Withdrawal.keys().keys()
UNEMPTIED = "withdrawn-not-emptied"


def is_withdrawn(header: Header | None) -> bool:
    """Whether a story says that it was withdrawn, be the day that it gives right or wrong."""
    return header is not None and WITHDRAWN in header.values


def stated_consent(header: Header | None) -> Consent | None:
    """Return the agreement that a header holds, even when the rest of it is wrong."""
    consent_values = header.values.get(CONSENT) if header else None
    if not isinstance(consent_values, dict):
        return None
    return validate(Consent, Header(consent_values, {}, 1), Notes(""))


def read_withdrawal(slug: str, header: Header, text: str, notes: Notes) -> Withdrawal | None:
    """Return what is left of a story; note what should no longer be there, without reading it."""
    remaining = {key: value for key, value in header.values.items() if key not in LEFT_BEHIND}
    facts = validate(Withdrawal, replace(header, values=remaining), notes)
    if text.strip() or remaining.keys() != header.values.keys():
        notes.add(UNEMPTIED, header.line((WITHDRAWN,)), WITHDRAWN, slug=slug)
    consent = stated_consent(header)
    if facts and facts.was_open is None and consent:
        return facts.model_copy(update={"was_open": consent.is_open})
    return facts
