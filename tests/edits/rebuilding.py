# SPDX-License-Identifier: EUPL-1.2
"""Build a site that was changed, after what earlier builds have kept and after nothing at all."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from building import REPOSITORY
from edits import others, shell, stories
from edits.site import NothingThereError, Site

Edit = Callable[[Site], Path]
KEPT = ".cache/build"  # what is put back from; documents and pictures are kept apart
# What a build tells of how it went.
OF_ITSELF = re.compile(
    r"^INFO +-  (?:Cleaning|Building|Documentation|Pages|Rien).*\n", re.MULTILINE
)
COUNTED = re.compile(r"Pages faites : \d+ ; reprises telles quelles : (\d+)\.")
AROUND = 60  # characters shown on each side of a difference

CONTENT: Mapping[str, Edit] = {edit.__name__: edit for edit in (*stories.EDITS, *others.EDITS)}
SHELL: Mapping[str, Edit] = {edit.__name__: edit for edit in shell.EDITS}


class DifferentError(AssertionError):
    """A site put back from what was kept is not the one made from nothing."""


@dataclass(frozen=True)
class Built:
    """The files of a site, none if its content was refused, and what its build told."""

    files: Mapping[str, bytes]
    told: str

    @property
    def said(self) -> str:
        """What it told of the content: all but how it went."""
        return OF_ITSELF.sub("", self.told)

    @property
    def put_back(self) -> int | None:
        """How many pages were put back as they were; None for the whole site."""
        found = COUNTED.search(self.told)
        return int(found[1]) if found else None


@dataclass
class Rebuilding:
    """A site that is changed step by step, and built twice after each."""

    site: Site
    seed: int
    steps: int = 0
    refused: int = 0
    put_back: int | None = 0  # pages, in the last step; None for the whole site
    last: Mapping[str, bytes] = field(default_factory=dict)  # the site of the last step
    told: list[str] = field(default_factory=list)  # each step, with its edits

    @classmethod
    def start(cls, folder: Path, seed: int, stories: int) -> "Rebuilding":
        """Write a site with its own copy of the program, and build it for a first time."""
        root = folder / "root"
        shutil.copytree(
            REPOSITORY / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__")
        )
        made = cls(Site(root, seed, stories), seed)
        made.step(())
        assert made.last, made.told
        return made

    def step(self, edits: Iterable[Edit]) -> set[str]:
        """Change the site, build it twice, compare; return the files of the site that changed.

        Content that is refused must be refused the same twice: it is then put back as it was.
        """
        done = [f"{edit.__name__} ({where})" for edit in edits for where in [self._edit(edit)]]
        self.steps += 1
        self.told.append(f"step {self.steps}: {', '.join(done) or 'nothing'}")
        warm, cold = self.build("warm"), self.build_cold()
        if warm.said != cold.said:
            told = first_difference(cold.said.encode(), warm.said.encode())
            raise DifferentError(self._story(f"What the builds say differs, {told}"))
        if found := difference(cold.files, warm.files):
            raise DifferentError(self._story(found))
        self.put_back = warm.put_back
        if not cold.files:
            self.told[-1] += f" (refused: {cold.said})"
            self.refused += 1
            self.site.undo()
            return set()
        self.site.keep()
        last, self.last = self.last, cold.files
        return {name for name in last.keys() | self.last if last.get(name) != self.last.get(name)}

    def build(self, name: str) -> Built:
        to = self.site.root.with_name(name)
        shutil.rmtree(to, ignore_errors=True)
        done = build(self.site.root, to, self.site.epoch)
        files = contents(to)
        told = "Traceback" in done.stderr or (done.returncode == 0) != bool(files)
        assert not told, self._story(done.stderr)
        return Built(files, done.stderr)

    def build_cold(self) -> Built:
        """Build as if nothing had been kept; what was kept stays as it was."""
        kept, aside = self.site.root / KEPT, self.site.root.with_name("kept")
        if kept.exists():
            kept.rename(aside)
        try:
            return self.build("cold")
        finally:
            shutil.rmtree(kept, ignore_errors=True)
            if aside.exists():
                aside.rename(kept)

    def _edit(self, edit: Edit) -> str:
        try:
            return str(edit(self.site).relative_to(self.site.root))
        except NothingThereError:
            return "nothing there to change"

    def _story(self, found: str) -> str:
        return "\n".join([f"seed {self.seed}", *self.told, found])


def build(root: Path, to: Path, epoch: str) -> "subprocess.CompletedProcess[str]":
    """Build in a process of its own, which nothing measures, by the program beside the content."""
    return subprocess.run(
        build_command(root, to),
        env=plain_environment(epoch),
        check=False,
        capture_output=True,
        text=True,
    )


def build_command(root: Path, to: Path) -> list[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return [*command, "-f", str(root / "mkdocs.yml"), "--site-dir", str(to)]


def plain_environment(epoch: str = "") -> dict[str, str]:
    """Return that of the tests, without what measures them and what chooses another program."""
    left_out = ("COVERAGE", "ESCALES_", "PYTHONPATH", "SOURCE_DATE_EPOCH")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    day = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    return {**plain, "NO_MKDOCS_2_WARNING": "1", **day}


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site, or nothing where there is none."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def difference(cold: Mapping[str, bytes], warm: Mapping[str, bytes]) -> str:
    """Say how many files of two sites differ, and where the first one does; nothing if none."""
    names = [name for name in sorted(cold.keys() | warm) if cold.get(name) != warm.get(name)]
    if not names:
        return ""
    name = names[0]
    first = (
        first_difference(cold[name], warm[name])
        if name in cold and name in warm
        else f"only in the {'cold' if name in cold else 'warm'} site"
    )
    return f"{len(names)} files differ: {', '.join(names[:20])}\n{name}, {first}"


def first_difference(cold: bytes, warm: bytes) -> str:
    """Show the first place where two texts part."""
    at = next((n for n, pair in enumerate(zip(cold, warm, strict=False)) if pair[0] != pair[1]), -1)
    at = min(len(cold), len(warm)) if at < 0 else at
    line = cold.count(b"\n", 0, at) + 1
    shown = [
        repr(text[max(0, at - AROUND) : at + AROUND].decode(errors="replace"))
        for text in (cold, warm)
    ]
    return f"line {line}:\n  cold: {shown[0]}\n  warm: {shown[1]}"
