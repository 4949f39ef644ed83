# SPDX-License-Identifier: EUPL-1.2
"""List the agreement of each true story, and what is to be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from escales.checking.consents import leaves_on
from escales.reading.disk import FileKind, read_tree
from escales.reading.drafts import Draft, read_draft
from escales.reading.withdrawn import stated_consent
from escales.schema import Consent, Withdrawal
from escales.settings.rules import Rules
from escales.words.vocabulary import Term

SOON = timedelta(days=90)


class ConsentState(Term):
    """Where an agreement stands, what is most pressing first."""

    UNREADABLE = "a-corriger", "À corriger"
    DUE = "a-redemander", "À redemander"
    ENDED = "sorti-du-site", "Sortis du site"
    SOON = "a-redemander-bientot", "À redemander bientôt"
    CURRENT = "a-jour", "À jour"
    WITHDRAWN = "retire", "Retirés"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What the register says of a story; `leaves_on` is when it leaves the site, or left it."""

    slug: str
    path: str
    state: ConsentState
    consent: Consent | None = None
    leaves_on: date | None = None

    @property
    def order(self) -> tuple[int, date, str]:
        due = self.consent.due_on if self.consent else date.max
        if self.state is ConsentState.WITHDRAWN and self.leaves_on:  # the last one first
            due = date.min + (date.max - self.leaves_on)
        return list(ConsentState).index(self.state), due, self.slug


def read_register(root: Path, rules: Rules) -> list[RegisterLine]:
    """Return a line for each true story, what is to be done first at the top.

    It needs no content without problems: an agreement that cannot be read has a line that says so.
    """
    stories = (source for source in read_tree(root).sources if source.kind is FileKind.STORY)
    drafts = (draft for draft in map(read_draft, stories) if not draft.is_example)
    return sorted((_line(draft, rules) for draft in drafts), key=lambda line: line.order)


def due_within(
    register: Iterable[RegisterLine], delay: timedelta, rules: Rules
) -> list[RegisterLine]:
    """Return the agreements to ask again within a delay, or since some day, and the unreadable.

    The stories that have left the site, or that their authors withdrew, are waiting for nothing.
    """
    pending = {ConsentState.UNREADABLE, ConsentState.DUE, ConsentState.SOON, ConsentState.CURRENT}
    return [
        line
        for line in register
        if line.state in pending
        and (line.consent is None or line.consent.due_on - rules.today <= delay)
    ]


def _line(draft: Draft, rules: Rules) -> RegisterLine:
    slug, path = draft.source.slug, draft.source.path
    if draft.is_withdrawn:
        gone = draft.facts if isinstance(draft.facts, Withdrawal) else None
        state = ConsentState.WITHDRAWN if gone else ConsentState.UNREADABLE
        return RegisterLine(slug, path, state, None, gone.withdrawn_on if gone else None)
    consent = stated_consent(draft.header)
    if consent is None or consent.agreed_on > rules.today or draft.is_example is None:
        return RegisterLine(slug, path, ConsentState.UNREADABLE)
    state = _state(consent, rules)
    leaving = state in {ConsentState.DUE, ConsentState.ENDED}
    return RegisterLine(slug, path, state, consent, leaves_on(consent, rules) if leaving else None)


def _state(consent: Consent, rules: Rules) -> ConsentState:
    late = rules.today - consent.due_on
    if late.days > rules.grace_days:
        return ConsentState.ENDED
    if late.days > 0:
        return ConsentState.DUE
    return ConsentState.SOON if -late <= SOON else ConsentState.CURRENT
