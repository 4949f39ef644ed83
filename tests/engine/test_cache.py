# SPDX-License-Identifier: EUPL-1.2
"""What documents and pictures are kept in: bounded in time and size, whoever builds meanwhile."""

import hmac
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import PIPE, Popen
from types import CodeType
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from building import REPOSITORY
from escales.machine.compiled_templates import CompiledTemplates
from escales.machine.saved_files import DAY, LONGEST_UNUSED, MOST_BYTES, SavedFiles
from escales.pages.templating import TEMPLATES

LONG = b"long to make"


def fill(folder: Path, *keys: str) -> dict[str, Path]:
    """Keep something by each key; return the file of each."""
    files = {}
    for key in keys:
        before = set(folder.iterdir()) if folder.exists() else set()
        SavedFiles(folder).get(key, lambda: LONG)
        (files[key],) = set(folder.iterdir()) - before
    return files


def age(file: Path, seconds: float) -> None:
    """Have a file last used some time ago."""
    then = time.time() - seconds
    os.utime(file, (then, then))


def fail() -> bytes:
    raise AssertionError


def test_what_no_build_used_for_a_month_goes_when_another_adds_something(tmp_path: Path) -> None:
    files = fill(tmp_path, "old", "recent")
    age(files["old"], LONGEST_UNUSED + DAY)
    age(files["recent"], LONGEST_UNUSED - DAY)

    new = fill(tmp_path, "new")

    assert not files["old"].exists()
    assert set(tmp_path.iterdir()) == {files["recent"], new["new"]}


def test_a_build_that_adds_nothing_forgets_nothing(tmp_path: Path) -> None:
    """It takes no time to look."""
    files = fill(tmp_path, "old", "recent")
    age(files["old"], LONGEST_UNUSED + DAY)

    assert SavedFiles(tmp_path).get("recent", fail) == LONG
    assert files["old"].exists()


def test_what_is_used_stays(tmp_path: Path) -> None:
    """Its last use counts, not the day on which it was made; that of today is not told twice."""
    files = fill(tmp_path, "used")
    age(files["used"], LONGEST_UNUSED - DAY)

    assert SavedFiles(tmp_path).get("used", fail) == LONG
    told = files["used"].stat().st_mtime_ns
    assert told > (time.time() - DAY) * 1e9
    assert SavedFiles(tmp_path).get("used", fail) == LONG
    assert files["used"].stat().st_mtime_ns == told


def test_beyond_its_size_what_was_used_least_lately_goes(tmp_path: Path) -> None:
    files = fill(tmp_path, "first", "second", "third")
    for hours, file in enumerate(reversed(files.values())):
        age(file, 3600 * hours)
    os.truncate(files["second"], MOST_BYTES - len(LONG))  # holes take no room on the disk

    fill(tmp_path, "new")

    assert not files["first"].exists()
    assert not files["second"].exists()
    assert SavedFiles(tmp_path).get("third", fail) == LONG


def test_what_a_build_that_was_killed_left_behind_goes_too(tmp_path: Path) -> None:
    fill(tmp_path, "kept")
    aside = tmp_path / "tmp1234abcd"
    aside.write_bytes(b"half")
    age(aside, LONGEST_UNUSED + DAY)

    fill(tmp_path, "new")

    assert not aside.exists()


BUILD = """
import os, sys, time
from pathlib import Path
from escales.machine.saved_files import LONGEST_UNUSED, SavedFiles
folder = Path(sys.argv[1])
for turn in range(12):
    cache = SavedFiles(folder)
    for number in range(20):
        assert cache.get(f"{number}", lambda: b"%d" % number * 1000) == b"%d" % number * 1000
    for file in folder.iterdir():
        try:
            os.utime(file, (0, 0))  # so that each build forgets all that the other one has
        except FileNotFoundError:
            pass
    cache.get(f"{os.getpid()} {turn}", lambda: b"new")
"""


def test_builds_at_once_get_what_they_ask_for_whatever_the_others_forget(tmp_path: Path) -> None:
    builds = [
        Popen(
            [sys.executable, "-c", BUILD, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "hooks")},
            stderr=PIPE,
        )
        for _ in range(3)
    ]
    for build in builds:
        _, said = build.communicate()
        assert build.returncode == 0, said.decode()


@pytest.mark.parametrize("damage", [b"", b"x" * 100])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: bytes) -> None:
    (file,) = fill(tmp_path, "key").values()
    file.write_bytes(damage)

    assert SavedFiles(tmp_path).get("key", lambda: b"again") == b"again"
    assert SavedFiles(tmp_path).get("key", fail) == b"again"


def test_what_stands_under_the_name_of_another_is_made_again(tmp_path: Path) -> None:
    """As a file that was renamed, or an old one put back."""
    files = fill(tmp_path, "key")
    SavedFiles(tmp_path).get("other", lambda: b"other")
    (other,) = set(tmp_path.iterdir()) - set(files.values())
    shutil.copy(other, files["key"])

    assert SavedFiles(tmp_path).get("key", lambda: b"again") == b"again"


@pytest.mark.parametrize("sealed", [sha256, lambda content: hmac.new(b"", content, sha256)])
def test_what_was_planted_is_made_again(tmp_path: Path, sealed: Callable[[bytes], Any]) -> None:
    """Its right name is easy to know, and so is how it is sealed; the key of this user is not."""
    (file,) = fill(tmp_path, "key").values()
    planted = b"planted"
    file.write_bytes(sealed(planted).digest() + planted)
    assert SavedFiles(tmp_path).get("key", lambda: b"again") == b"again"

    file.write_bytes(sealed(file.name.encode() + b"\0" + planted).digest() + planted)
    assert SavedFiles(tmp_path).get("key", lambda: b"again") == b"again"


def test_what_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (file,) = fill(tmp_path / "saved", "key").values()
    elsewhere.write_bytes(b"x" * 100)
    file.unlink()
    file.symlink_to(elsewhere)

    assert SavedFiles(tmp_path / "saved").get("key", lambda: b"again") == b"again"
    assert elsewhere.read_bytes() == b"x" * 100
    assert not file.is_symlink()


def test_what_is_not_ours_is_never_deleted(tmp_path: Path) -> None:
    kept = [tmp_path / name for name in ("notes.md", "0" * 63, ".gitkeep")]
    for file in kept:
        file.write_bytes(b"kept")
        age(file, LONGEST_UNUSED + DAY)

    fill(tmp_path, "new")

    assert all(file.exists() for file in kept)


def save(hooks: Path, folder: Path, made: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", SAVE, str(folder), made],
        env={**os.environ, "PYTHONPATH": str(hooks), **environment},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_nobody_else_can_save_for_us(tmp_path: Path) -> None:
    """What another user, or another computer, made with the same program is not believed."""
    hooks, saved = REPOSITORY / "hooks", tmp_path / "saved"
    assert save(hooks, saved, "theirs", HOME=str(tmp_path / "theirs")) == "theirs"
    assert save(hooks, saved, "ours", HOME=str(tmp_path / "ours")) == "ours"
    assert save(hooks, saved, "again", HOME=str(tmp_path / "ours")) == "ours"

    (key,) = (path for path in (tmp_path / "ours").rglob("*") if path.is_file())
    assert key.stat().st_mode & 0o777 == 0o600
    key.write_bytes(b"")  # as after a full disk
    assert save(hooks, saved, "again", HOME=str(tmp_path / "ours")) == "again"
    assert save(hooks, saved, "at last", HOME=str(tmp_path / "ours")) == "again"


def test_a_user_without_a_folder_only_makes_things_again(tmp_path: Path) -> None:
    hooks, nowhere = REPOSITORY / "hooks", tmp_path / "file"
    nowhere.write_bytes(b"")

    assert save(hooks, tmp_path / "saved", "first", HOME=str(nowhere)) == "first"
    assert save(hooks, tmp_path / "saved", "second", HOME=str(nowhere)) == "second"


SAVE = """
import sys
from pathlib import Path
from escales.machine.saved_files import SavedFiles
sys.stdout.buffer.write(SavedFiles(Path(sys.argv[1])).get("key", lambda: sys.argv[2].encode()))
"""


def test_any_change_of_the_program_or_its_libraries_makes_everything_again(tmp_path: Path) -> None:
    """A change in the code of tables, say, must not leave old documents in place."""
    hooks = shutil.copytree(REPOSITORY / "hooks", tmp_path / "hooks")
    libraries = tmp_path / "libraries"
    (libraries / "pandoc-1.0.dist-info").mkdir(parents=True)

    def get(made: str) -> str:
        path = f"{hooks}:{libraries}"
        return save(hooks, tmp_path / "saved", made, PYTHONPATH=path)

    assert get("first") == "first"
    assert get("second") == "first"
    with (hooks / "escales/html/tables.py").open("a", encoding="utf-8") as code:
        code.write("# another way to make tables\n")
    assert get("third") == "third"
    (libraries / "pandoc-1.0.dist-info").rename(libraries / "pandoc-1.1.dist-info")
    assert get("fourth") == "fourth"
    assert get("fifth") == "fourth"


class CountingEnvironment(Environment):
    """Counts the templates that it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> CodeType:
        self.compiled += 1
        return super()._compile(source, filename)


def compiled(folder: Path, saved: Path, *, autoescape: bool = False) -> int:
    """Return how many templates a build compiles to write "fault.html" of a folder."""
    environment = CountingEnvironment(
        loader=FileSystemLoader(folder),
        bytecode_cache=CompiledTemplates(saved),
        autoescape=autoescape,
    )
    assert "Fautif" in environment.get_template("fault.html").render(lines=["Fautif"])
    return environment.compiled


def test_our_templates_are_compiled_once(tmp_path: Path) -> None:
    assert compiled(TEMPLATES, tmp_path) == 1
    assert compiled(TEMPLATES, tmp_path) == 0
    assert compiled(TEMPLATES, tmp_path, autoescape=True) == 1, "it escapes otherwise"

    for file in tmp_path.iterdir():
        file.write_bytes(b"x" * 100)
    assert compiled(TEMPLATES, tmp_path) == 1


def test_those_of_a_site_are_compiled_each_time(tmp_path: Path) -> None:
    """Its plugins may change how."""
    (tmp_path / "fault.html").write_text("{{ lines | join }}", encoding="utf-8")

    assert compiled(tmp_path, tmp_path / "saved") == 1
    assert compiled(tmp_path, tmp_path / "saved") == 1
    assert not (tmp_path / "saved").exists()
