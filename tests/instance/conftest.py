# SPDX-License-Identifier: EUPL-1.2
"""The engine as another administration installs it, and the sites of two of them."""

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from building import REPOSITORY, made_once, plain_environment

DOCUMENTS = ("pypandoc", "weasyprint")  # the libraries of that extra


def files_of_git() -> set[str]:
    """Return the files of this repository, those that are not committed yet among them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return {name for name in listed.split("\0") if name and (REPOSITORY / name).is_file()}


def copy_of_the_repository(folder: Path) -> Path:
    """Copy what git knows, free to be changed: nothing that builds leave behind."""
    for name in files_of_git():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    return folder


def run_setuptools(kind: str, source: Path, folder: Path) -> str:
    """Pack a copy of the engine with the setuptools of this environment; return what it says."""
    command = f"from setuptools import build_meta; build_meta.build_{kind}({str(folder)!r})"
    told = subprocess.run(
        [sys.executable, "-c", command],
        cwd=source,
        env=plain_environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout + told.stderr


def install(wheel: Path, folder: Path, *, documents: bool = True) -> None:
    """Install a wheel in an environment of its own; without `documents`, sites are made faster.

    Its libraries are those of this environment, which are locked and tried already: nothing is
    fetched. This repository's own installation is not reached: it is left out.
    """
    venv.create(folder, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", str(folder / "bin/python")]
    subprocess.run(
        [*pip, "install", "--no-index", "--no-deps", "--no-compile", str(wheel)],
        check=True,
        env={**plain_environment(), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    base = {"base": str(folder), "platbase": str(folder)}
    theirs = Path(sysconfig.get_path("purelib", vars=base))
    left_out = ("__", "escales", *(() if documents else DOCUMENTS))
    for library in Path(sysconfig.get_path("purelib")).iterdir():
        if not library.name.startswith(left_out) and not (theirs / library.name).exists():
            (theirs / library.name).symlink_to(library)


def run(program: Path, *words: str, at: Path | None = None, **environment: str) -> str:
    """Run a command of another environment, which must succeed; return what it says."""
    told = subprocess.run(
        [str(program), *words],
        cwd=at or program.parent,
        env={**plain_environment(), **environment},
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist, the wheel, and what setuptools said of them."""

    def make(folder: Path) -> None:
        source = copy_of_the_repository(folder / "source")
        told = run_setuptools("sdist", source, folder) + run_setuptools("wheel", source, folder)
        (folder / "told.txt").write_text(told, encoding="utf-8")

    return made_once(tmp_path_factory, "packed", make)


@pytest.fixture(scope="session")
def wheel(packed: Path) -> Path:
    (made,) = packed.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def escales(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command `escales` of an environment where only the wheel brought it."""
    made = made_once(tmp_path_factory, "installed", lambda folder: install(wheel, folder))
    return made / "bin/escales"
