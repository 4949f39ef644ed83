# SPDX-License-Identifier: EUPL-1.2
"""What is installed is all that a site needs, and says what it is."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

import escales as engine
from building import REPOSITORY, plain_environment
from escales.commands.cli import main
from escales.commands.init.requirement import make_requirement
from instance.conftest import files_of_git

CHANGES = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
LIBRARIES = "escales.commands.libraries"


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_all_of_the_engine_and_what_every_site_shares(wheel: Path) -> None:
    """A file that no list names would only be missed by the site that needs it."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {f"escales/{path}" for path in files_below(REPOSITORY / "hooks/escales")}
    shared = {
        f"escales/shared/{folder}/{path}"
        for folder in ("docs", "schemes")
        for path in files_below(REPOSITORY / folder)
    }

    assert packed == ours | shared | {"escales/shared/requirements.lock"}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        told = {
            name.rpartition("/")[2]: archive.read(name).decode()
            for name in archive.namelist()
            if ".dist-info/" in name
        }
    metadata = message_from_string(told["METADATA"])

    assert metadata["Version"] == engine.__version__
    assert metadata["License-Expression"] == "EUPL-1.2 AND etalab-2.0"
    assert metadata.get_all("Provides-Extra") == ["documents"]
    assert "Framework :: MkDocs" in metadata.get_all("Classifier", [])
    assert {"LICENSE", "LICENSE-CONTENU"} <= set(told)
    assert (
        "[mkdocs.plugins]\nescales = escales.mkdocs.plugin:EscalesPlugin"
        in told["entry_points.txt"]
    )


def test_no_address_is_told_before_one_is_known() -> None:
    """`publiccode.yml` would have it first; a made-up one would lead to somebody else."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = yaml.safe_load((REPOSITORY / "publiccode.yml").read_text(encoding="utf-8"))

    assert ("urls" in project) == ("url" in told)


def test_the_build_warns_of_nothing(packed: Path) -> None:
    """Warnings hide one another: setuptools once gave ten."""
    told = (packed / "told.txt").read_text(encoding="utf-8")
    warnings = [line for line in told.splitlines() if "arning" in line]

    assert [line for line in warnings if "byte-compiling is disabled" not in line] == []


def test_the_version_stands_in_one_place_and_the_changes_follow_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)$", CHANGES, re.MULTILINE)
    told = yaml.safe_load((REPOSITORY / "publiccode.yml").read_text(encoding="utf-8"))

    assert versions[0] == engine.__version__ == told["softwareVersion"]
    assert versions == sorted(versions, key=lambda v: [*map(int, v.split("."))], reverse=True)
    for option in ("--version", "-V"):
        with pytest.raises(SystemExit) as stopped:
            main([option])
        assert stopped.value.code == 0
        assert capsys.readouterr().out == f"escales {engine.__version__}\n"


def test_each_version_says_first_what_it_asks_of_a_site() -> None:
    parts = re.split(r"^## .*\n", CHANGES, flags=re.MULTILINE)[1:]

    assert parts
    for part in parts:
        asks, brings = part.find("Ce qu’elle demande à votre site"), part.find("Ce qu’elle apporte")
        assert 0 < asks < brings


def test_the_command_answers_from_any_folder(escales: Path, tmp_path: Path) -> None:
    """By its name and by its module; and not from this repository."""
    python = escales.with_name("python")
    commands = (
        [str(escales), "--version"],
        [str(python), "-m", "escales", "--version"],
        [str(python), "-c", "import escales; print('escales', escales.__version__)"],
    )
    for command in commands:
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=plain_environment(),
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.stdout == f"escales {engine.__version__}\n", command
    where = subprocess.run(
        [str(python), "-m", "escales.commands.libraries"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    assert Path(where).is_relative_to(escales.parents[1])
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    assert Path(where).read_text(encoding="utf-8") == lock


def test_the_libraries_are_told_before_any_of_them_is_installed(escales: Path) -> None:
    """A site installs them after the engine, by their fingerprints."""
    (installed,) = escales.parents[1].glob("lib/*/site-packages")
    alone = f"""
        import runpy, sys
        sys.path.append(sys.argv[1])
        runpy.run_module({LIBRARIES!r}, run_name="__main__")
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", dedent(alone), str(installed)],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stdout == f"{installed}/escales/shared/requirements.lock\n", done.stderr


def test_a_copy_without_git_holds_all_that_git_does(packed: Path) -> None:
    """So it builds the site, and runs the tests, as this repository does."""
    (archive,) = packed.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = [member.name for member in opened.getmembers() if member.isfile()]
    held = {name.partition("/")[2] for name in names}

    made = {name for name in held if name in {"PKG-INFO", "setup.cfg"} or ".egg-info/" in name}
    assert held - made == files_of_git()


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (None, f"escales[documents]=={engine.__version__}"),
        (
            {"url": "https://ville.example/e.whl", "archive_info": {"hashes": {"sha256": "ab"}}},
            "escales[documents] @ https://ville.example/e.whl#sha256=ab",
        ),
        (
            {"url": "https://f.example/e.git", "vcs_info": {"vcs": "git", "commit_id": "0a"}},
            "escales[documents] @ git+https://f.example/e.git@0a",
        ),
        (
            {"url": "file:///srv/escales", "dir_info": {"editable": True}},
            "escales[documents] @ file:///srv/escales",
        ),
    ],
)
def test_a_new_site_asks_for_the_engine_as_it_is_installed(
    origin: dict[str, Any] | None, requirement: str
) -> None:
    """By its name alone, an index could give the package of a stranger."""
    assert make_requirement(origin) == requirement
