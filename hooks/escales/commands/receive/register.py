# SPDX-License-Identifier: EUPL-1.2
"""The register of what was received: on this computer, outside the site and its repository.

It holds how to reach who wrote, so only this user may read it, and an entry is forgotten once its
story is published.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from escales.commands.receive.refusal import NotReceivedError
from escales.commands.receive.submission import Submission, submission_of
from escales.machine.whole_files import write_whole
from escales.settings.configuration import UNNAMED, Configuration
from escales.words.spelling import slugify
from escales.words.vocabulary import Term

FILE = "recus.json"
PRIVATE = 0o700


class State(Term):
    """Where a received story stands."""

    RECEIVED = "recu", "Reçu"
    INCOMPLETE = "a-completer", "À compléter"
    REREAD = "relu", "Relu"
    PUBLISHED = "publie", "Publié"


@dataclass(frozen=True, slots=True)
class Entry:
    """A story that was received; `since` is the day of the last answer to who wrote it."""

    number: int
    received_on: date
    since: date
    source: str
    submission: Submission
    state: State = State.RECEIVED
    answers: dict[str, str] = field(default_factory=dict)
    story: str = ""  # its path in the repository, once it is there

    @property
    def title(self) -> str:
        return self.answers.get("titre") or self.submission.values.get("titre", "")

    def as_json(self) -> dict[str, Any]:
        return {
            "numero": self.number,
            "recu_le": self.received_on.isoformat(),
            "depuis": self.since.isoformat(),
            "source": self.source,
            "etat": str(self.state),
            "recit": self.story,
            "reponses": self.answers,
            "recu": self.submission.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Register:
    """All entries, in one file that is written anew at each change."""

    file: Path

    def entries(self) -> list[Entry]:
        """Return the entries, the oldest first; raise NotReceivedError when they are damaged."""
        try:
            content = json.loads(self.file.read_bytes())
            return sorted(map(_entry, content["recus"]), key=lambda entry: entry.number)
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise NotReceivedError("damaged-register", file=str(self.file)) from None

    def find(self, number: int) -> Entry:
        """Return an entry; raise NotReceivedError when there is none."""
        for entry in self.entries():
            if entry.number == number:
                return entry
        raise NotReceivedError("no-such-entry", number=str(number))

    def add(self, submission: Submission, source: str, today: date) -> tuple[Entry, bool]:
        """Return the entry of what came, and whether it is new: the same may come twice."""
        entries = self.entries()
        for entry in entries:
            if entry.submission.fingerprint == submission.fingerprint:
                return entry, False
        number = max((entry.number for entry in entries), default=0) + 1
        entry = Entry(number, today, today, source, submission)
        self.save(entry)
        return entry, True

    def save(self, entry: Entry) -> None:
        """Put an entry in place of the one of its number, among those that are there now."""
        with self._others(entry.number) as entries:
            entries.append(entry)

    def forget(self, number: int) -> None:
        with self._others(number):
            pass

    @contextmanager
    def _others(self, number: int) -> Iterator[list[Entry]]:
        entries = [entry for entry in self.entries() if entry.number != number]
        yield entries
        content = {"recus": [e.as_json() for e in sorted(entries, key=lambda e: e.number)]}
        self.file.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        write_whole(self.file, json.dumps(content, ensure_ascii=False, indent=1).encode())


def register_of(root: Path, configuration: Configuration) -> Register:
    """Return the register of a site; raise NotReceivedError when it would stand in its repository.

    Where the XDG Base Directory Specification puts what a program keeps for a user.
    """
    chosen = Path(os.environ.get("XDG_DATA_HOME", ""))
    folder = chosen if chosen.is_absolute() else Path.home() / ".local/share"
    name = configuration.site_name
    site = slugify(root.resolve().name if name == UNNAMED else name) or "site"
    file = folder / "escales" / site / FILE
    if file.resolve().is_relative_to(root.resolve()):
        raise NotReceivedError("register-in-repository", file=str(file))
    return Register(file)


def answered(entry: Entry, state: State, today: date) -> Entry:
    """Return an entry in the state that a person gives it: the delay begins again."""
    return replace(entry, state=state, since=today)


def _entry(content: dict[str, Any]) -> Entry:
    return Entry(
        number=int(content["numero"]),
        received_on=date.fromisoformat(content["recu_le"]),
        since=date.fromisoformat(content["depuis"]),
        source=str(content["source"]),
        submission=submission_of(content["recu"]),
        state={str(state): state for state in State}[content["etat"]],
        answers={str(place): str(said) for place, said in content["reponses"].items()},
        story=str(content["recit"]),
    )
