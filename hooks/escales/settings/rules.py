# SPDX-License-Identifier: EUPL-1.2
"""What a publisher decides for all stories, and the day on which it is applied."""

import os
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from escales.problems.problem import InvalidContent, Notes
from escales.schema import Publisher
from escales.settings.configuration import Configuration
from escales.settings.publisher import read_publisher

REFUSE, LEAVE_OUT = "refuser", "ecarter"
SECONDS = re.compile(r"[0-9]{1,11}")  # up to the year 5138
WHOLE = re.compile(r"[0-9]{1,6}")
CHOICE = re.compile(f"{REFUSE}|{LEAVE_OUT}")


def today() -> date:
    """Return the day, or that of SOURCE_DATE_EPOCH, by which a build can be repeated.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if SECONDS.fullmatch(epoch):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011  # the day where the publisher is


@dataclass(frozen=True, slots=True)
class Rules:
    """`anonymity_threshold` is the least number of people who might have written a story."""

    today: date = field(default_factory=today)
    grace_days: int = 90
    anonymity_threshold: int = 100
    leave_out: bool = False  # bad stories are left out, instead of nothing being published
    publisher: Publisher = field(default_factory=Publisher)


def make_rules(configuration: Configuration) -> Rules:
    """Return what the publisher decides, or the defaults; raise InvalidContent at what is wrong."""
    decisions, notes = configuration.decisions, Notes(configuration.name)

    def read(key: str, default: str, right: re.Pattern[str], expected: str) -> str:
        value = str(decisions.values.get(key, "")).strip() or default
        if right.fullmatch(value):
            return value
        found = value.replace("'", "")  # a list, as one writes it
        line = decisions.lines.get((key,), 1)
        notes.add("bad-setting", line, key, found=found, expected=expected)
        return default

    rules = Rules(
        grace_days=int(read("delai_reexamen", "90", WHOLE, "un nombre de jours")),
        anonymity_threshold=int(read("seuil_anonymat", "100", WHOLE, "un nombre de personnes")),
        leave_out=read("recits_fautifs", REFUSE, CHOICE, f"{REFUSE} ou {LEAVE_OUT}") == LEAVE_OUT,
        publisher=read_publisher(decisions, notes),
    )
    if notes.problems:
        raise InvalidContent(notes.problems)
    return rules
