# SPDX-License-Identifier: EUPL-1.2
"""A small but complete site, whose every change can be taken back."""

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias, TypeVar

from bench.content import header
from building import REPOSITORY, VOLATILE
from edits import content
from escales.schema.rgaa import rgaa

FIRST_DAY = date(2026, 11, 23)
BLOCKS = {  # pages that the fixture has not, or has without what is asked of the content
    "glossaire": "# Glossaire\n\n<!-- escales:sigles -->\n\n<!-- escales:mots -->\n",
    "contribuer/problemes": "# Comprendre un problème\n\n<!-- escales:problemes -->\n",
    "reutiliser": "# Reprendre\n\nVoir [le tutorat](dispositifs/tutorat/index.md).\n",
    "accessibilite": "# Accessibilité\n\n<!-- escales:etat-accessibilite -->\n\n"
    "<!-- escales:contenus-non-accessibles -->\n\n<!-- escales:declaration-accessibilite -->\n",
}


T = TypeVar("T")
Changes: TypeAlias = list[tuple[Path, bytes | None]]  # each file, and what it was before


class NothingThereError(Exception):
    """What was to change is not in the site, any more or yet."""


class Site:
    """A site in `root`; `chance` decides, and `number` makes each change unlike the others."""

    def __init__(self, root: Path, seed: int, stories: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.day = FIRST_DAY
        self._changes: Changes = []
        self._last: Changes = []  # those of the step before
        self._kept_day = self._last_day = self.day
        self._number = 0
        _write_site(root, stories)
        self.keep()

    @property
    def epoch(self) -> str:
        """The day of the next build, as SOURCE_DATE_EPOCH says it."""
        start = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return str(int(start.timestamp()))

    def choose(self, choices: Sequence[T]) -> T:
        if not choices:
            raise NothingThereError
        return self.chance.choice(choices)

    def number(self) -> int:
        self._number += 1
        return self._number

    def stories(self, *, true: bool = True) -> list[Path]:
        """Return the files of stories that are told."""
        files = sorted((self.root / "stories").rglob("*.md"))
        told = [file for file in files if value(file, "titre")]
        return [file for file in told if not true or value(file, "exemple") != "oui"]

    def story(self) -> Path:
        """Return a true story: often one of the newest, which many pages show."""
        files = sorted(self.stories(), key=lambda file: value(file, "publie_le"), reverse=True)
        return self.choose(files[:8] if self.chance.random() < 1 / 2 else files)

    def slugs(self, pattern: str) -> list[str]:
        """Return the names of the files, or of the folders of the index files, of a kind."""
        files = sorted(self.root.glob(pattern))
        return [file.parent.name if file.stem == "index" else file.stem for file in files]

    def schemes(self) -> list[str]:
        return self.slugs("schemes/*/index.md")

    def employers(self) -> list[str]:
        """Return the slugs of the true ones."""
        folder = "docs/collectivites/"
        slugs = self.slugs(f"{folder}*.md")
        return [slug for slug in slugs if not value(self.root / f"{folder}{slug}.md", "exemple")]

    def text(self, file: Path) -> str:
        return file.read_text(encoding="utf-8")

    def write(self, file: Path, written: str | bytes) -> None:
        """Write a file, and remember what it was."""
        self._note(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written if isinstance(written, bytes) else written.encode())

    def remove(self, file: Path) -> None:
        self._note(file)
        file.unlink()

    def move(self, file: Path, other: Path) -> None:
        self.write(other, file.read_bytes())
        self.remove(file)

    def replace(self, file: Path, old: str, new: str) -> None:
        """Put `new` in place of the first `old`, which must be there."""
        text = self.text(file)
        assert old in text, (file, old)
        self.write(file, text.replace(old, new, 1))

    def set(self, file: Path, key: str, written: str | None) -> None:
        """Write a key of a header, be it there already or not; None takes it away."""
        text, line = self.text(file), "" if written is None else f"{key}: {written}\n"
        there = re.compile(rf"^{key}:.*\n(?:(?: +|- ).*\n)*", re.MULTILINE)
        changed, found = there.subn(lambda _: line, text, count=1)
        self.write(file, changed if found else text.replace("---\n", f"---\n{line}", 1))

    def move_on(self, day: date) -> None:
        self.day = day

    def keep(self) -> None:
        """End a step: what is there now is what `undo` comes back to."""
        if self._changes or self.day != self._kept_day:
            self._last, self._last_day = self._changes, self._kept_day
        self._changes, self._kept_day = [], self.day

    def undo(self) -> None:
        """Take back all that has changed in this step."""
        changes, self._changes, self.day = self._changes, [], self._kept_day
        self._take_back(changes)
        self._changes = []

    def go_back(self) -> None:
        """Take back the step before, as a step of its own."""
        self.day = self._last_day
        self._take_back(self._last)

    def _take_back(self, changes: Changes) -> None:
        for file, written in reversed(changes):
            if written is not None:
                self.write(file, written)
            elif file.exists():
                self.remove(file)

    def _note(self, file: Path) -> None:
        self._changes.append((file, file.read_bytes() if file.exists() else None))


def value(file: Path, key: str) -> str:
    """Return what is written after a key of a header, on its line; empty without it."""
    found = re.search(rf"^{key}: *(.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _write_site(root: Path, stories: int) -> None:
    shutil.copytree(REPOSITORY / "tests/site", root, dirs_exist_ok=True, ignore=VOLATILE)
    for path, text in _added(root, stories):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    _loosen(root)
    _write_configuration(root)


def _loosen(root: Path) -> None:
    """Let the fixture take more changes: a larger town, a scheme that may be called otherwise."""
    for path, old, new in (
        ("docs/collectivites/ville-d-essai.md", "effectif: 1 100", "effectif: 9 000"),
        (
            "stories/2025/deuxieme-voix.md",
            "dispositif: Le renfort d'un mois",
            "dispositif: renfort",
        ),
    ):
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, path
        (root / path).write_text(text.replace(old, new), encoding="utf-8")


def _added(root: Path, stories: int) -> Iterator[tuple[str, str]]:
    """Yield what the fixture has too little of: whatever makes pages show one another."""
    for number, (slug, name) in enumerate(content.EMPLOYERS.items()):
        yield f"docs/collectivites/{slug}.md", content.collectivity(number, name)
    for number in range(stories):
        yield f"stories/{content.slug(number)}.md", content.story(number)
    scheme = (root / "schemes/renfort/index.md").read_text(encoding="utf-8")
    yield "schemes/tutorat/index.md", content.other_scheme(scheme)
    kit = (root / "schemes/renfort/kit/bilan-de-renfort.md").read_text(encoding="utf-8")
    yield "schemes/tutorat/kit/bilan-de-tutorat.md", kit.replace("renfort", "tutorat")
    for name, text in BLOCKS.items():
        yield f"docs/{name}.md", text
    criteria = {number: {"etat": "pas encore audité"} for number in rgaa().numbers}
    stated = header(etablie_le="2026-11-23", criteres=criteria).replace("---\n", "").strip()
    yield "docs/accessibilite.yml", f"{stated}\n"


def _write_configuration(root: Path) -> None:
    """Write that of the fixture, beside a copy of the one that it inherits from."""
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "base.yml")
    file = root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8").replace(
        "INHERIT: ../../mkdocs.yml", "INHERIT: base.yml"
    )
    text = re.sub(r"^hooks:.*\ntheme:\n.*\n", "", text, flags=re.MULTILINE)
    text += "      - glossaire.md\n      - contribuer/problemes.md\n      - reutiliser.md\n"
    text += "site_url: https://escales.example/projet/\n"
    text += "repo_url: https://forge.example/nous/escales\nedit_uri: -/edit/main/\n"
    file.write_text(text, encoding="utf-8")
