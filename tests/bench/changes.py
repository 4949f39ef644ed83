# SPDX-License-Identifier: EUPL-1.2
"""What a maintainer does to a site between two builds, and what must then show on it."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bench.content import FIRST_DAY, LONGEST, Told, story, story_file
from bench.targets import ADDED, EDITED, UNCHANGED, WITHDRAWN


@dataclass(frozen=True, slots=True)
class Proof:
    """A page of the built site, and the text that it must show, or must not show any more."""

    page: str
    text: str
    there: bool = True

    def holds(self, site: Path) -> bool:
        return (self.text in (site / self.page).read_text(encoding="utf-8")) is self.there


def leave(_root: Path, _size: int, _turn: int) -> list[Proof]:
    """Change nothing."""
    return []


def edit(root: Path, size: int, turn: int) -> list[Proof]:
    """Add a sentence to the text of a story, another one at each turn."""
    told = story(size // 2)
    sentence = f"Cette phrase vient de la relecture {turn + 1}."
    path = _path(root, told)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{sentence}\n", encoding="utf-8")
    return [Proof(_page(told), sentence)]


def add(root: Path, size: int, turn: int) -> list[Proof]:
    """Add a story after all others, so that it stands first in the lists."""
    told = replace(
        story(size + turn),
        published_on=FIRST_DAY + timedelta(days=LONGEST + turn),
        experience=None,  # nobody else has told it
    )
    _path(root, told).write_text(story_file(told), encoding="utf-8")
    return [Proof(_page(told), told.title), Proof("recits/index.html", told.slug)]


def withdraw(root: Path, size: int, turn: int) -> list[Proof]:
    """Withdraw a story by the command that maintainers have; `story(size // 2)` stays."""
    told = story(size // 4 + turn)
    command = [sys.executable, "-m", "escales", "withdraw", told.slug, "--root", str(root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return [Proof(_page(told), told.summary, there=False)]


CHANGES: dict[str, Callable[[Path, int, int], list[Proof]]] = {
    UNCHANGED: leave,
    EDITED: edit,
    ADDED: add,
    WITHDRAWN: withdraw,
}


def _path(root: Path, told: Told) -> Path:
    return root / "stories" / f"{told.slug}.md"


def _page(told: Told) -> str:
    return f"recits/{told.slug}/index.html"
