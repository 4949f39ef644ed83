# SPDX-License-Identifier: EUPL-1.2
"""`escales release`: a scheme's new version, its line in the journal, and nothing else changed."""

import difflib
import shutil
from datetime import date
from pathlib import Path

import pytest

from escales.checking.load import load
from escales.commands.cli import main
from escales.commands.release.new_header import OddHeader, with_version

SHEET = "schemes/renfort/index.md"
VERSIONS = "schemes/renfort/versions"
SAID = "Une rencontre de plus : voir les étapes."


def release(root: Path, *options: str) -> int:
    return main(["release", "renfort", *options, "--root", str(root)])


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "schemes").rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def kept(root: Path) -> Path:
    """Return a site whose version of today is kept, and whose texts have changed since."""
    assert release(root) == 0
    change(root, SHEET, "2. On se rencontre.", "2. On se rencontre longuement.")
    return root


def test_a_version_that_was_never_kept_is_kept_as_it_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)

    assert release(root, "--change", SAID) == 0

    after = files(root)
    assert {path: after[path] for path in before} == before
    assert load(root).versions["renfort"][0].files == load(root).sources["renfort"].files
    said = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert "La version 0.2.0 de « Le renfort d’un mois » n’était pas encore gardée" in said
    assert "Rien d’autre n’a été fait" in said, "the line of the journal was for another version"
    assert "git add -- schemes/renfort/versions/0.2.0" in said


def test_nothing_is_released_when_nothing_changed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(root)
    before = files(root)

    assert release(root, "--change", SAID) == 0

    assert files(root) == before
    assert "Rien n’a changé dans" in capsys.readouterr().out


def test_a_new_version_says_what_changed_and_changes_nothing_else(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (kept / SHEET).read_text(encoding="utf-8")

    assert release(kept, "--change", SAID) == 0

    after = (kept / SHEET).read_text(encoding="utf-8")
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    assert [line for line in lines if not line.startswith(("---", "+++", "@@"))] == [
        "-version: 0.2.0",
        "+version: 0.3.0",
        "+  - version: 0.3.0",
        "+    date: 2026-11-23",
        f'+    changements: "{SAID}"',
    ]
    library = load(kept)
    assert library.notices == ()
    assert [each.version for each in library.versions["renfort"]] == ["0.3.0", "0.2.0", "0.1.0"]
    assert library.versions["renfort"][0] == library.sources["renfort"]
    told = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert "- Le renfort d’un mois : 1 passage modifié, dans « Les étapes »." in told
    assert "La version 0.3.0 de « Le renfort d’un mois » est gardée" in told


@pytest.mark.parametrize(
    ("options", "version"),
    [
        ([], "0.3.0"),
        (["--level", "patch"], "0.2.1"),
        (["--level", "minor"], "0.3.0"),
        (["--level", "major"], "1.0.0"),
        (["--version", "0.10.0"], "0.10.0"),
    ],
)
def test_a_version_follows_the_last_one(options: list[str], version: str, kept: Path) -> None:
    assert release(kept, "--change", SAID, *options) == 0

    assert load(kept).schemes["renfort"].facts.version == version


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Dites ce qui a changé, en une phrase"),
        (["--change", SAID, "--version", "0.2.0"], "ne suit pas la version 0.2.0"),
        (["--change", SAID, "--version", "deux"], "n’est pas une version"),
        (["--change", "**Gras**"], "La ligne du journal ne convient pas."),
        (["--change", "x"], "La ligne du journal ne convient pas."),
    ],
)
def test_what_cannot_be_released_changes_nothing(
    options: list[str], said: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(kept)

    assert release(kept, *options) == 2

    assert files(kept) == before
    assert said in capsys.readouterr().err.replace("\u00a0", " ")


def test_an_empty_line_for_the_journal_does_nothing(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(kept)

    assert release(kept, "--change", "  ") == 1

    assert files(kept) == before
    assert "Rien n’a été fait." in capsys.readouterr().out


def test_content_at_fault_is_not_released(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(kept, SHEET, "maturite: teste", "maturite: fini")

    assert release(kept, "--change", SAID) == 1

    assert "« fini »" in capsys.readouterr().err.replace("\u00a0", " ")
    assert not (kept / VERSIONS / "0.3.0").exists()


def test_a_scheme_that_is_not_there_is_told_with_the_nearest(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", "renforts", "--root", str(root)]) == 2

    assert "« renfort »" in capsys.readouterr().err.replace("\u00a0", " ")


def test_a_link_on_the_disk_is_not_followed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(root / VERSIONS)
    (tmp_path / "ailleurs").mkdir()
    (root / VERSIONS).symlink_to(tmp_path / "ailleurs")

    assert release(root) != 0

    assert list((tmp_path / "ailleurs").iterdir()) == []
    assert "lien symbolique" in capsys.readouterr().err


def test_a_command_stopped_half_way_is_finished_by_the_next(kept: Path) -> None:
    """Either the header still says the last version, or the next run keeps the new one."""
    left = kept / VERSIONS / ".0.3.0.new/kit"
    left.mkdir(parents=True)
    (left / "moitie.md").write_text("à moitié écrit", encoding="utf-8")
    assert [notice.code for notice in load(kept).notices] == ["changed-since-version"]

    assert release(kept, "--change", SAID) == 0
    shutil.rmtree(kept / VERSIONS / "0.3.0")  # the header was written, and not the version
    assert load(kept).notices == ()
    assert release(kept) == 0

    assert [each.version for each in load(kept).versions["renfort"]] == ["0.3.0", "0.2.0", "0.1.0"]
    assert not left.parent.exists()


HEADER = """---
titre: Un dispositif
version: {version}
journal:
{journal}
licence: etalab-2.0
---

Un texte où « version: 0.2.0 » est cité.
"""
OLDEST_FIRST = """- version: 0.1.0
  date: 2026-01-01
  changements: >-
    Première version,
    sur deux lignes.
- date: 01/03/2026
  version: "0.2.0"
  changements: La suivante."""
NEWEST_FIRST = """  -   version: 0.2.0
      date: 2026-03-01
      changements: La suivante.

  -   version: 0.1.0
      date: 2026-01-01
      changements: Première version."""


def released(journal: str, version: str = "0.2.0", end: str = "\n") -> str:
    text = HEADER.format(version=version, journal=journal)
    return with_version(text.replace("\n", end), "0.3.0", date(2026, 11, 23), "Un « mot » \\ # là")


def added(journal: str, version: str = "0.2.0", end: str = "\n") -> list[str]:
    """Return the lines that a release adds, each after the number of the line above."""
    text = HEADER.format(version=version, journal=journal)
    before, after = text.replace("\n", end), released(journal, version, end)
    lines = difflib.ndiff(before.split(end), after.split(end))
    return [line[2:] for line in lines if line.startswith("+ ")]


def test_a_journal_goes_on_in_its_own_order_and_with_its_own_margins() -> None:
    said = 'changements: "Un « mot » \\\\ # là"'

    assert added(OLDEST_FIRST) == [
        "version: 0.3.0",
        "- version: 0.3.0",
        "  date: 2026-11-23",
        f"  {said}",
    ]
    assert released(OLDEST_FIRST).index("La suivante.") < released(OLDEST_FIRST).index(
        "- version: 0.3.0"
    )
    assert added(NEWEST_FIRST) == [
        "version: 0.3.0",
        "  -   version: 0.3.0",
        "      date: 2026-11-23",
        f"      {said}",
    ]
    assert released(NEWEST_FIRST).index("version: 0.3.0\n      date") < released(
        NEWEST_FIRST
    ).index("La suivante.")


def test_the_ends_of_lines_and_the_quotes_of_an_author_stay() -> None:
    windows = released(OLDEST_FIRST, '"0.2.0"', "\r\n")

    assert 'version: "0.3.0"\r\n' in windows
    assert "\n" not in windows.replace("\r\n", "")
    assert windows.replace("\r\n", "\n") == released(OLDEST_FIRST, '"0.2.0"')


@pytest.mark.parametrize(
    ("journal", "version"),
    [
        ("  [{version: 0.2.0, date: 2026-03-01, changements: La suivante.}]", "0.2.0"),
        ("  - {version: 0.2.0, date: 2026-03-01, changements: La suivante.}", "0.2.0"),
        (OLDEST_FIRST, "0.2.0   # tenu à la main"),
        ("  rien", "0.2.0"),
    ],
)
def test_an_odd_header_is_left_to_its_author(journal: str, version: str) -> None:
    with pytest.raises(OddHeader):
        released(journal, version)
