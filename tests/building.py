# SPDX-License-Identifier: EUPL-1.2
"""Build a site as its maintainers do, in a process of its own."""

import ctypes
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from ready import run_python

REPOSITORY = Path(__file__).parents[1]
SITE = "tests/engine/site"  # the small one that tests of the engine read
MEASURE = "COVERAGE_PROCESS_CONFIG"  # what tells a process that it is measured
PUBLISHER = {  # what is written in a configuration, whatever it said
    "nom": "Ville d’Essai",
    "adresse": "1 place de l’Essai, 99999 Essai",
    "telephone": "03 53 01 00 00",
    "contact": "recits@escales.example",
    "dpo": "dpd@escales.example",
}
VOLATILE = shutil.ignore_patterns(".cache")  # what builds of a site are writing at any moment
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24
DOCUMENTS = ".cache/documents"  # made once for all the copies of a site: they are long to make
_shared: dict[Path, Path] = {}  # by copy of a site, the site that has the documents of them all


def build(
    site: Path, root: Path, *options: str, builder: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    if root in _shared:
        with_documents(root)
    where = ("-f", str(root / "mkdocs.yml"), "--site-dir", str(site))
    done = python(builder, "build", "--strict", *options, *where, **environment)
    if root in _shared and (root / DOCUMENTS).is_dir():
        _add_documents(root, _shared[root])
    return done


def python(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with these words: a process that coverage measures is a new one."""
    words = [str(word) for word in command]
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    if MEASURE not in os.environ and words[0] != "properdocs":  # it has classes of its own
        return run_python(*words, environment=settings)
    return subprocess.run(
        [sys.executable, "-m", *words], env=settings, check=False, capture_output=True, text=True
    )


def built_once(factory: pytest.TempPathFactory, name: str, root: Path, **environment: str) -> Path:
    """Build a site once for all the workers of a run; return it, for nobody to change."""

    def make(folder: Path) -> None:
        done = build(folder, root, **environment)
        assert done.returncode == 0, done.stderr

    return made_once(factory, name, make)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Make a folder once for all the workers of a run; return it, for nobody to change."""
    folder = factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(folder)
    return folder


def obey_rights() -> None:
    """Have root itself obey the rights of files, as all others do."""
    if os.getuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def plain_environment() -> dict[str, str]:
    """Return that of the tests, without what measures them and what chooses another program."""
    left_out = ("COVERAGE", "ESCALES_", "PYTHONPATH", "SOURCE_DATE_EPOCH")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {**plain, "NO_MKDOCS_2_WARNING": "1"}


def living(folder: Path) -> Path:
    """Copy this repository's content into a folder, all that says who publishes it filled in."""
    for name in ("docs", "schemes", "stories"):
        shutil.copytree(REPOSITORY / name, folder / name)
    (folder / "hooks").symlink_to(REPOSITORY / "hooks")
    _shared[folder] = REPOSITORY
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    told = re.compile(rf"^( +)({'|'.join(PUBLISHER)}): .*", re.MULTILINE)
    text = told.sub(lambda line: f"{line[1]}{line[2]}: {PUBLISHER[line[2]]}", text)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def buildable(folder: Path) -> Path:
    """Copy the fixture site into a folder, with what its configuration looks for beside it."""
    (folder / "hooks").symlink_to(REPOSITORY / "hooks")
    return copied(folder / SITE)


def copied(root: Path) -> Path:
    """Copy the fixture site, free to be changed; `build` adds its documents."""
    shutil.copytree(REPOSITORY / SITE, root, ignore=VOLATILE)
    _shared[root] = REPOSITORY / SITE
    return root


def with_documents(root: Path) -> Path:
    """Give a copy the documents of its site, for what builds it in another way than `build`."""
    _add_documents(_shared[root], root)
    return root


def _add_documents(source: Path, target: Path) -> None:
    """Add the documents that a site does not have yet: no link, which a build refuses."""
    for site in (source, target):
        (site / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    known = {path.name for path in (target / DOCUMENTS).iterdir()}
    for path in (source / DOCUMENTS).iterdir():
        if path.name not in known and len(path.name) == len(sha256().hexdigest()):
            aside = shutil.copy2(path, target / DOCUMENTS / f"{path.name}.{os.getpid()}")
            Path(aside).rename(target / DOCUMENTS / path.name)
