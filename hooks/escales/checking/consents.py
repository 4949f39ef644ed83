# SPDX-License-Identifier: EUPL-1.2
"""Check how long each agreement holds: past that day, its story is reported, then leaves."""

from collections.abc import Iterable
from datetime import date, timedelta

from escales.reading.disk import FileKind
from escales.reading.drafts import Draft
from escales.reading.header import dotted
from escales.reading.withdrawn import CONSENT, stated_consent
from escales.schema import Consent, Story, Withdrawal
from escales.settings.rules import Rules
from escales.words.spelling import counted

REVIEW, AGREED = (CONSENT, "reexamen_le"), (CONSENT, "accord_le")


def check_consents(drafts: Iterable[Draft], rules: Rules) -> None:
    """Note the agreements to ask again; replace by a notice the stories whose delay is over."""
    for draft in drafts:
        if (
            draft.source.kind is not FileKind.STORY
            or draft.is_withdrawn
            or draft.is_example is not False
        ):
            continue
        consent = _consent(draft)
        if consent is None or _is_noted(draft):
            continue
        if consent.agreed_on > rules.today:
            stated = f"accord_le: {consent.agreed_on}"
            draft.notes.add("agreement-to-come", draft.line(AGREED), dotted(AGREED), found=stated)
            continue
        _check_term(draft, consent, rules)


def _consent(draft: Draft) -> Consent | None:
    """Return the agreement of a story, even when the rest of its file is wrong."""
    return draft.facts.consent if isinstance(draft.facts, Story) else stated_consent(draft.header)


def _is_noted(draft: Draft) -> bool:
    """Whether the agreement has a problem already: one cause gives one message."""
    return any((problem.key or "").startswith(CONSENT) for problem in draft.notes.problems)


def _check_term(draft: Draft, consent: Consent, rules: Rules) -> None:
    late = (rules.today - consent.due_on).days
    if late <= 0:
        return
    place = REVIEW if consent.review_on else AGREED
    line, key, due = draft.line(place), dotted(place), _french(consent.due_on)
    if late <= rules.grace_days:
        left = counted(rules.grace_days + 1 - late, "jour", "jours")
        draft.notes.add("agreement-due", line, key, due=due, left=left)
        return
    left_on = leaves_on(consent, rules)
    draft.notes.add("agreement-ended", line, key, due=due, left_on=_french(left_on))
    if isinstance(draft.facts, Story):
        draft.facts = _ended(draft.facts, consent, left_on)


def _french(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def leaves_on(consent: Consent, rules: Rules) -> date:
    """Return the first day on which the story is no longer on the site."""
    return consent.due_on + timedelta(days=rules.grace_days + 1)


def _ended(story: Story, consent: Consent, left_on: date) -> Withdrawal:
    return Withdrawal.model_construct(
        withdrawn_on=left_on,
        published_on=story.published_on,
        example=False,
        was_open=consent.is_open,
        former_slugs=story.former_slugs,
    )
