# SPDX-License-Identifier: EUPL-1.2
"""List what was received, what waits for too long first."""

from collections.abc import Sequence

from escales.commands.import_.tree import clean
from escales.commands.receive.register import Entry, State
from escales.commands.receive.working_days import working_days_since
from escales.pages.templating import french_date
from escales.settings.rules import Rules
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("commands/receive")


def list_entries(entries: Sequence[Entry], rules: Rules) -> tuple[str, int]:
    """Return what to say of all entries, and how many wait beyond the delay."""
    if not entries:
        return f"{phrases.none}\n", 0
    days = {entry.number: working_days_since(entry.since, rules.today) for entry in entries}
    waiting = [entry for entry in entries if entry.state is not State.PUBLISHED]
    late = [entry for entry in waiting if days[entry.number] > rules.answer_days]
    groups = {
        phrases.late: late,
        phrases.in_time: [entry for entry in waiting if entry not in late],
        phrases.published: [entry for entry in entries if entry not in waiting],
    }
    lines = [phrases.title.format(today=french_date(rules.today), days=rules.answer_days)]
    for title, group in groups.items():
        if group:
            lines += ["", f"{title} ({len(group)})"]
        for entry in sorted(group, key=lambda entry: (-days[entry.number], entry.number)):
            lines += _lines(entry, days[entry.number])
    return "\n".join([*lines, ""]), len(late)


def _lines(entry: Entry, days: int) -> list[str]:
    title = clean(entry.title) or phrases.untitled
    lines = [f"  {entry.number}. {title} – {entry.state.label}"]
    if entry.state is State.PUBLISHED:
        return [*lines, f"     {phrases.to_forget.format(number=entry.number)}"]
    on = french_date(entry.received_on)
    said = phrases.since_received if entry.since == entry.received_on else phrases.since_answered
    said = said.format(on=on, since=french_date(entry.since))
    if days:  # "0 jour ouvré" would say nothing
        said += phrases.ago.format(age=counted(days, *phrases["working_days"]))
    lines.append(f"     {said}")
    if entry.story:
        lines.append(f"     {phrases.in_repository.format(path=entry.story)}")
    return lines
