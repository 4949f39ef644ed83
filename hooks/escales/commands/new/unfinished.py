# SPDX-License-Identifier: EUPL-1.2
"""Answers that wait on this computer until their file is written: nothing typed is lost."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from escales.machine.whole_files import write_whole
from escales.reading.disk import FileKind

FOLDER = ".cache/new"  # which nobody sends: the check refuses what a repository would bring there


@dataclass(slots=True)
class Unfinished:
    """The answers so far, by the place of their question, and how many questions were passed."""

    file: Path
    answers: dict[str, str] = field(default_factory=dict)
    passed: int = 0

    def save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        content = {"reponses": self.answers, "passees": self.passed}
        write_whole(self.file, json.dumps(content, ensure_ascii=False).encode())

    def forget(self) -> None:
        self.file.unlink(missing_ok=True)


def read_unfinished(root: Path, kind: FileKind) -> Unfinished:
    """Return what was begun of a kind of file; nothing when it cannot be read."""
    begun = Unfinished(root / FOLDER / f"{kind.name.lower()}.json")
    try:
        content = json.loads(begun.file.read_bytes())
        begun.answers = {str(place): str(said) for place, said in content["reponses"].items()}
        begun.passed = int(content["passees"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Unfinished(begun.file)
    return begun
