# SPDX-License-Identifier: EUPL-1.2
"""Write the register: for a terminal, for a spreadsheet, for a program."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeAlias

from escales.commands.consents.register import ConsentState, RegisterLine
from escales.open_data.spreadsheet import csv_lines
from escales.pages.templating import french_date
from escales.schema import Consent
from escales.schema.consent import YEARS
from escales.settings.rules import Rules
from escales.words.numbers import NUMBERS
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("commands/consents")

RegisterFormat: TypeAlias = Callable[[Sequence[RegisterLine], Rules], str]

COLUMNS = (
    *("recit", "fichier", "etat", "accord_le", "portee", "reexamen_le", "reexamen_precise"),
    *("quitte_le_site_le", "retrait_le", "preuve", "reconnaissable"),
)


def register_text(lines: Sequence[RegisterLine], rules: Rules) -> str:
    """Group the stories by state, those that are waiting for something first."""
    if not lines:
        return f"{phrases.nothing}\n"
    count = counted(len(lines), "récit", "récits")
    text = [phrases.title.format(today=french_date(rules.today), count=count)]
    for state, group in groupby(lines, key=lambda line: line.state):
        members = list(group)
        text += ["", f"{state.label} ({len(members)})"]
        for line in members:
            text += ["", f"  {line.slug}", *(f"    {each}" for each in _details(line, rules))]
    return "\n".join([*text, ""])


def register_csv(lines: Sequence[RegisterLine], rules: Rules) -> str:
    del rules
    return "".join(csv_lines(COLUMNS, map(_record, lines)))


def register_json(lines: Sequence[RegisterLine], rules: Rules) -> str:
    del rules
    return json.dumps([_record(line) for line in lines], ensure_ascii=False, indent=2) + "\n"


REGISTER_FORMATS: Mapping[str, RegisterFormat] = MappingProxyType(
    {"text": register_text, "csv": register_csv, "json": register_json}
)


def _details(line: RegisterLine, rules: Rules) -> Iterator[str]:
    consent = line.consent
    if line.state is ConsentState.WITHDRAWN and line.leaves_on:
        yield phrases.withdrawn.format(on=french_date(line.leaves_on))
    if consent is None:
        if line.state is ConsentState.UNREADABLE:
            yield phrases.unreadable
        return
    scope = " et ".join(scope.within for scope in consent.scope)
    yield phrases.agreed.format(on=french_date(consent.agreed_on), scope=scope)
    yield _review_date(line, consent, rules)
    yield phrases.proof.format(proof=consent.proof)
    if consent.recognisable:
        yield phrases.recognisable


def _review_date(line: RegisterLine, consent: Consent, rules: Rules) -> str:
    due = french_date(consent.due_on)
    if line.leaves_on is None:
        stated = phrases.stated if consent.review_on else phrases.computed
        return str(stated.format(due=due, years=NUMBERS[YEARS]))
    leaves = french_date(line.leaves_on)
    if line.state is ConsentState.ENDED:
        return phrases.ended.format(due=due, leaves=leaves)
    left = counted((line.leaves_on - rules.today).days, "jour", "jours")
    return phrases.due.format(due=due, leaves=leaves, left=left)


def _record(line: RegisterLine) -> dict[str, Any]:
    consent, withdrawn = line.consent, line.state is ConsentState.WITHDRAWN
    return {
        "recit": line.slug,
        "fichier": line.path,
        "etat": line.state,
        "accord_le": consent and str(consent.agreed_on),
        "portee": [str(scope) for scope in consent.scope] if consent else [],
        "reexamen_le": consent and str(consent.due_on),
        "reexamen_precise": consent and _yes_or_no(consent.review_on is not None),
        "quitte_le_site_le": str(line.leaves_on) if line.leaves_on and not withdrawn else None,
        "retrait_le": str(line.leaves_on) if line.leaves_on and withdrawn else None,
        "preuve": consent and consent.proof,
        "reconnaissable": consent and _yes_or_no(consent.recognisable),
    }


def _yes_or_no(value: bool) -> str:  # noqa: FBT001  # it is the value to write
    return "oui" if value else "non"
