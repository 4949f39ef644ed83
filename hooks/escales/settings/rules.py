# SPDX-License-Identifier: EUPL-1.2
"""What a publisher decides for all stories, in `mkdocs.yml`, and the day on which it is applied."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from escales.problems.problem import InvalidContent, Notes
from escales.schema import Publisher
from escales.settings.publisher import read_publisher

CONFIGURATION = "mkdocs.yml"  # at the root, unless MkDocs is told otherwise
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
    """`grace` is in days; `crowd` is the least number of people who might have written a story."""

    today: date = field(default_factory=today)
    grace_days: int = 90
    anonymity_threshold: int = 100
    leave_out: bool = False  # bad stories are left out, instead of nothing being published
    publisher: Publisher = field(default_factory=Publisher)


class _Loader(yaml.SafeLoader):
    """Reads the configuration of MkDocs: `!ENV` as MkDocs does, and any other tag as nothing."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", lambda _loader, _tag, _node: None)


def read_rules(file: Path) -> Rules:
    """Return what `extra.escales` of a configuration says; raise InvalidContent at what is wrong.

    Without such a file, or where it says nothing, the defaults hold. One that nobody can read is
    for MkDocs to tell.
    """
    try:
        decided = _decided(file)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return Rules()
    return make_rules(decided, file)


def make_rules(decided: Mapping[str, Any], file: Path) -> Rules:
    """Return the rules that a publisher wrote in `file`, as YAML gives them."""
    notes, text = Notes(file.name), _text(file)

    def read(key: str, default: str, right: re.Pattern[str], expected: str) -> str:
        written = decided.get(key)
        found = default if written is None else str(written).strip() or default
        if right.fullmatch(found):
            return found
        notes.add("bad-setting", _line(text, key), key, found=found, expected=expected)
        return default

    rules = Rules(
        grace_days=int(read("delai_reexamen", "90", WHOLE, "un nombre de jours")),
        anonymity_threshold=int(read("seuil_anonymat", "100", WHOLE, "un nombre de personnes")),
        leave_out=read("recits_fautifs", REFUSE, CHOICE, f"{REFUSE} ou {LEAVE_OUT}") == LEAVE_OUT,
        publisher=read_publisher(file, notes),
    )
    if notes.problems:
        raise InvalidContent(notes.problems)
    return rules


def _decided(file: Path) -> Mapping[str, Any]:
    """Return what a configuration decides, or else the one that it inherits from."""
    configuration = yaml.load(_text(file), _Loader)  # noqa: S506  # a SafeLoader
    found: Any = configuration if isinstance(configuration, dict) else {}
    inherited = found.get("INHERIT")
    for key in ("extra", "escales"):
        found = found[key] if isinstance(found.get(key), dict) else {}
    above = _decided(file.parent / inherited) if isinstance(inherited, str) else {}
    return {**above, **found}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _line(text: str, key: str) -> int:
    before, *after = re.split(rf"^[ ]+{key}:", text, maxsplit=1, flags=re.MULTILINE)
    return before.count("\n") + 1 if after else 1
