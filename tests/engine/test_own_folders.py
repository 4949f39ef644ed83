# SPDX-License-Identifier: EUPL-1.2
"""What was committed or linked in the folders that the program fills is refused, never believed."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from building import REPOSITORY, build, buildable
from escales.checking.load import check, load
from escales.commands.cli import main
from escales.machine.saved_files import LONGEST_UNUSED, SavedFiles
from escales.problems.problem import InvalidContent
from escales.reading.own_folders import ANYWHERE, AT_ROOT, PATHS, check_own_folders
from in_git import git

SCRIPT = ".ci/own-folders"
OLD = time.time() - 2 * LONGEST_UNUSED


def commit(root: Path, *paths: str) -> Path:
    """Have a copy of the repository come from git, with files that nobody could see in it."""
    git(root, "init", "--quiet")
    (root / ".gitignore").write_text((REPOSITORY / ".gitignore").read_text("utf-8"), "utf-8")
    git(root, "add", ".")
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")
        git(root, "add", "--force", path)
    git(root, "commit", "--quiet", "--message", "all")
    return root


def said(root: Path) -> list[str]:
    return [str(problem).replace("\u00a0", " ") for problem in check(root)]


def committed(folder: str, path: str, more: str = "") -> str:
    return (
        f"{path}:1: « {folder} » est un dossier que le programme remplit lui-même : rien de ce qui "
        f"y est déposé n’est lu. Retirez du dépôt « {path} »{more}."
    )


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        (".cache", ".cache/pages/0"),
        (".cache", ".cache/pictures/" + "a" * 64),
        ("build", "build/publish-site/tmpabcdefgh/previous/index.html"),
        ("site", "site/index.html"),
        ("voisins", "voisins/recits-voisin-example.json"),
        (".venv", ".venv/bin/escales"),
        (".CACHE", ".CACHE/documents/un mot é"),  # the same folder, where case does not count
        ("Site", "Site/index.html"),
        ("hooks/escales/__pycache__", "hooks/escales/__pycache__/x.cpython-312.pyc"),
        ("hooks/escales.egg-info", "hooks/escales.egg-info/entry_points.txt"),
        (".mypy_cache", ".mypy_cache/x"),
        ("tests/engine/site/.cache", "tests/engine/site/.cache/documents/x"),
    ],
)
def test_what_was_committed_there_is_told_by_its_name(root: Path, folder: str, path: str) -> None:
    assert said(commit(root, path)) == [committed(folder, path)]
    with pytest.raises(InvalidContent):
        load(root)


def test_a_whole_environment_is_one_problem(root: Path) -> None:
    names = [f".venv/lib/{number:02}" for number in range(12)]
    more = "".join(f", « {name} »" for name in names[1:10]) + " et 2 autres fichiers"

    assert said(commit(root, *names)) == [committed(".venv", names[0], more)]


def test_what_the_program_left_there_is_its_own(root: Path) -> None:
    """Nor is a folder of the content that bears the same name."""
    commit(root, "docs/site/x.md")
    for path in (".cache/x", "build/x", "site/index.html", ".venv/bin/python"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()

    assert check_own_folders(root) == []


@pytest.mark.parametrize("link", [".cache", "build/publish-site", "site"])
def test_a_link_that_was_committed_is_told_too(root: Path, link: str) -> None:
    for folder in (".cache/documents", ".cache"):
        if link == ".cache" and (root / folder).is_dir():
            (root / folder).rename(root / folder.replace("/", "-").replace(".cache", "aside"))
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to("..")
    git(root, "init", "--quiet")
    git(root, "add", "--force", link)

    assert committed(link.partition("/")[0], link) in said(root)


@pytest.mark.parametrize(
    "link", [".cache", ".cache/pictures", ".cache/documents", ".cache/search", "build", "site"]
)
def test_a_folder_that_is_a_link_is_refused_before_anything_is_removed(
    root: Path, tmp_path: Path, link: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "pictures").mkdir(parents=True)
    for name in ("a" * 64, "tmp1234abcd", "thesis.odt", "pictures/" + "b" * 64):
        (elsewhere / name).touch()
        os.utime(elsewhere / name, (OLD, OLD))
    before = sorted(elsewhere.rglob("*"))
    if (root / link).is_dir():
        (root / link).rename(root / "aside")
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(elsewhere)

    assert said(root) == [
        (
            f"{link}:1: « {link} » est un lien vers un autre endroit du disque. Supprimez-le : le "
            "programme fait lui-même ce dossier."
        )
    ]
    with pytest.raises(InvalidContent):
        load(root)
    for command in (["import", "x.odt"], ["offline", "x", "y"], ["publish", "x", "--", "{}"]):
        assert main([command[0], "--root", str(root), *command[1:]]) == 1
    assert sorted(elsewhere.rglob("*")) == before


@pytest.mark.parametrize(
    "place", [pytest.param("www/site", marks=pytest.mark.covered), "www", "build/mkdocs"]
)
def test_a_site_is_not_built_where_a_link_leads(tmp_path: Path, place: str) -> None:
    """MkDocs empties the folder that it builds in."""
    root, elsewhere = buildable(tmp_path), tmp_path / "elsewhere"
    (elsewhere / "site").mkdir(parents=True)
    (elsewhere / "site/thesis.odt").touch()
    link = root / place.partition("/")[0] if place != "build/mkdocs" else root / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)

    told = build(root / place, root, ESCALES_RECHERCHE="non")

    assert told.returncode == 1
    assert f"« {link} » est un lien" in told.stderr
    assert (elsewhere / "site/thesis.odt").is_file()


def test_what_the_program_did_not_name_is_never_cleaned_up(tmp_path: Path) -> None:
    for name in ("thesis.odt", "A" * 64, "a" * 63, "tmp", "a" * 64, "tmp1234abcd"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (OLD, OLD))
    (tmp_path / ("c" * 64)).symlink_to("thesis.odt")

    SavedFiles(tmp_path).get("key", lambda: b"new")

    kept = {path.name for path in tmp_path.iterdir()}
    assert {"thesis.odt", "A" * 64, "a" * 63, "tmp", "c" * 64} < kept
    assert not kept & {"a" * 64, "tmp1234abcd"}


def test_git_is_asked_of_the_folders_that_it_ignores() -> None:
    """One list, which the pipelines need before Python is there: in git, in the shell, here."""
    ignored = (REPOSITORY / ".gitignore").read_text("utf-8").split()
    script = (REPOSITORY / SCRIPT).read_text("utf-8")
    asked = script.partition("ls-files -- ")[2].partition("2>")[0].replace("\\\n", " ")

    assert {line.strip("/") for line in ignored} == {*AT_ROOT, *ANYWHERE, ".coverage*"}
    assert tuple(re.findall(r"[^\s']+", asked)) == PATHS


@pytest.mark.parametrize("path", [".venv/bin/python", "site/index.html", "a/__pycache__/é.pyc"])
def test_the_pipelines_refuse_it_before_anything_is_run(tmp_path: Path, path: str) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / SCRIPT).write_bytes((REPOSITORY / SCRIPT).read_bytes())
    (tmp_path / SCRIPT).chmod(0o755)

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [tmp_path / SCRIPT], cwd="/", check=False, capture_output=True, text=True
        )

    assert run().returncode == 0  # a copy without its history
    commit(tmp_path)
    assert (run().returncode, run().stderr) == (0, "")
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).touch()
    git(tmp_path, "add", "--force", path)
    assert run().returncode == 1
    assert run().stderr.splitlines()[1:] == [path]


def test_nothing_is_installed_nor_run_by_make_before_that() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    rules = re.findall(r"^\$\(BIN\)/\.installed[a-z-]*: (.*)$", makefile, re.MULTILINE)

    assert len(rules) == 2
    assert all(rule.endswith("| own-folders") for rule in rules)
    assert f"\nown-folders:\n\t@{SCRIPT}\n" in makefile
