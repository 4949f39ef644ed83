# SPDX-License-Identifier: EUPL-1.2
"""« Retirer un récit » followed to the letter: its commands purge a repository of a story."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import VOLATILE
from conftest import FIXTURE
from escales.checking.load import check, load
from escales.commands.cli import main

PAGE = (FIXTURE.parents[2] / "docs/retirer-un-recit.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
WORDS = "quelques mots du récit"  # what the commands of the page look for
DRAFT = "un brouillon que la forge garde"
PICTURE = b"\x89PNG\r\n\x1a\nune-photo-de-la-personne"
WHO = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def run(command: str, folder: Path) -> str:
    """Run commands as a person types them, where git finds git-filter-repo."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, **WHO, "PATH": path},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def objects(repository: Path) -> bytes:
    """Return all that a repository holds, reachable or not."""
    command = ["git", "cat-file", "--batch-all-objects", "--batch"]
    return subprocess.run(command, cwd=repository, check=True, capture_output=True).stdout


def titles(repository: Path) -> list[str]:
    return run("git log --format=%s main", repository).splitlines()


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """Return a repository that was shared, where a story was told, renamed, changed, withdrawn."""
    work = shutil.copytree(FIXTURE, tmp_path / "work", ignore=VOLATILE)
    run("git init -q -b main && git add --all && git commit -qm 'Le site'", work)
    old, new = work / "stories/un-vieux-nom.md", work / "stories/un-recit.md"
    text = (work / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    text = text.replace("Le rythme.", f"{WORDS}.\n\n![Une photo](images/une-photo.png)")
    old.write_text(text, encoding="utf-8")
    (work / "stories/images/une-photo.png").write_bytes(PICTURE)
    run("git add --all && git commit -qm 'Un texte de plus'", work)
    run("git switch -qc proposition", work)
    old.write_text(text.replace(WORDS, DRAFT), encoding="utf-8")
    run("git commit -qam 'Une proposition'", work)
    run("git switch -q main && git mv stories/un-vieux-nom.md stories/un-recit.md", work)
    new.write_text(text.replace("publie_le", "anciens_slugs: [un-vieux-nom]\npublie_le"), "utf-8")
    run("git commit -qam 'Un nouveau nom'", work)
    (work / "stories/images/plan.png").touch()
    (work / "docs/apres.md").write_text("# Après\n", encoding="utf-8")
    run("git add --all && git commit -qm 'Autre chose'", work)
    run("git init -q --bare -b main ../forge.git && git remote add origin ../forge.git", work)
    run("git push -q origin main proposition:refs/merge-requests/1/head", work)
    return tmp_path / "forge.git"


def withdraw(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Withdraw the story by the command, and record it by the commands that it gives."""
    assert main(["withdraw", "un-recit", "--root", str(work)]) == 0
    told = capsys.readouterr().out
    record = [line.strip() for line in told.splitlines() if line.strip().startswith("git ")]
    assert record[0] == "git add --all -- stories/un-recit.md stories/images/une-photo.png"
    run("\n".join(record[:2]), work)
    assert run("git status --porcelain", work) == ""
    run("git push -q origin main", work)


def test_the_commands_of_the_page_leave_nothing_of_the_story(
    forge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not under its former name, nor in what was proposed; and all other history is there."""
    withdraw(tmp_path / "work", capsys)
    before = run("git ls-tree -r main", forge)
    assert WORDS.encode() in objects(forge)  # withdrawn, and still in the history
    clone, names, listing, purge, verify, push = COMMANDS

    run(clone.replace("ADRESSE-DU-DEPOT", forge.as_uri()), tmp_path)  # packed, as a forge sends it
    purged = tmp_path / "purge.git"
    (renamed,) = run(names, purged).splitlines()  # the story that it was copied from is not named
    assert renamed.split("\t")[1:] == ["stories/un-vieux-nom.md", "stories/un-recit.md"]
    listing = listing.replace(
        "-- stories/un-recit.md", "-- stories/un-vieux-nom.md stories/un-recit.md"
    ).replace("(un-recit", "(un-vieux-nom\\.md|un-recit")
    run(listing, purged)
    run(purge, purged)
    assert run(verify, purged) == ""
    run(push.replace("ADRESSE-DU-DEPOT", str(forge)), purged)

    run("git reflog expire --expire=now --all; git gc -q --prune=now", forge)
    for repository in (purged, forge):
        held = objects(repository)
        assert not [words for words in (WORDS, DRAFT) if words.encode() in held]
        assert PICTURE not in held
    assert run("git ls-tree -r main", forge) == before
    assert titles(forge) == ["Retrait d’un récit", "Autre chose", "Le site"]
    run(f"git clone -q {forge} neuf", tmp_path)
    assert check(tmp_path / "neuf") == []
    assert "un-recit" in {story.slug for story in load(tmp_path / "neuf").withdrawn}


def test_the_header_to_paste_is_that_of_a_withdrawn_story(root: Path) -> None:
    (block,) = re.findall(r"^ {8}---\n.*?^ {8}---\n", PAGE, re.DOTALL | re.MULTILINE)
    text = "".join(line.strip() + "\n" for line in block.splitlines())
    for header in (text, text.replace("publie_le", "donnees_ouvertes: non\npublie_le")):
        (root / "stories/premier.md").write_text(header, encoding="utf-8")

        assert check(root) == []
        assert "premier" in {story.slug for story in load(root).withdrawn}
