# SPDX-License-Identifier: EUPL-1.2
"""What a build puts back, what it makes, and what it says of it."""

import re
import shutil
from pathlib import Path

import pytest

from building import REPOSITORY, build, buildable
from escales.checking.load import load
from escales.pages import make_catalogue, plan_pages

FIXTURE = REPOSITORY / "tests/site"
COUNT = re.compile(r"Pages faites : (\d+) ; reprises telles quelles : (\d+)\.")
AS_IT_WAS = "Rien n’a changé depuis la dernière construction"
STORY = "stories/troisieme-essai.md"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the fixture site that has been built once."""
    root = buildable(tmp_path_factory.mktemp("once"))
    told(root)
    return root


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    """Return the same, free to be changed."""
    shutil.copytree(once.parents[1], tmp_path / "here", symlinks=True)
    return tmp_path / "here/tests/site"


def told(root: Path, **environment: str) -> str:
    done = build(root.parent / "out", root, **environment)
    assert done.returncode == 0, done.stderr
    return done.stderr


def counted(said: str) -> tuple[int, int]:
    """Return how many pages were made, and how many were put back."""
    found = COUNT.search(said)
    assert found, said
    return int(found[1]), int(found[2])


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_made_when_nothing_has_changed(root: Path) -> None:
    assert AS_IT_WAS in told(root)


def test_the_text_of_a_story_changes_the_pages_that_show_it(root: Path) -> None:
    """Its own, those that say to read it next, the lists it stands in; not the other ones."""
    edit(root / STORY, "musée", "muséum")
    planned = len(list(plan_pages(make_catalogue(load(root)))))
    made, back = counted(told(root))

    assert made + back < planned  # those of the navigation are MkDocs' own
    assert 0 < made < back


def test_a_menu_that_changes_makes_every_page_anew(root: Path) -> None:
    edit(root / "mkdocs.yml", "Accueil: index.md", "Le début: index.md")
    assert counted(told(root))[1] == 0


def test_another_address_makes_every_page_anew(root: Path) -> None:
    assert counted(told(root, ESCALES_SITE="https://escales.example/"))[1] == 0


def test_a_warning_is_told_again(root: Path) -> None:
    """A site that MkDocs warns of is never put back whole: its build would say nothing."""
    page = root / "docs/licences.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[Là](nulle-part.md)\n", encoding="utf-8")

    for _ in range(2):
        done = build(root.parent / "out", root)
        assert done.returncode == 1
        assert "nulle-part.md" in done.stderr


def test_what_is_said_of_content_is_said_again(root: Path) -> None:
    """Of a story whose agreement is to be asked again, for example."""
    day = {"SOURCE_DATE_EPOCH": "1863000000"}  # in January 2029
    first, second = told(root, **day), told(root, **day)

    assert AS_IT_WAS in second
    notices = [line for line in first.splitlines() if "stories/" in line]
    assert notices
    assert [line for line in second.splitlines() if "stories/" in line] == notices


def test_bad_content_is_refused_though_its_pages_are_kept(root: Path) -> None:
    edit(root / STORY, "duree: 3 jours", "duree: 3 lunes")
    done = build(root.parent / "out", root)

    assert done.returncode == 1
    assert "3 lunes" in done.stderr
    edit(root / STORY, "duree: 3 lunes", "duree: 3 jours")
    assert AS_IT_WAS in told(root)


def test_a_program_that_has_changed_takes_nothing(root: Path) -> None:
    hooks = root.parents[1] / "hooks"
    hooks.unlink()
    shutil.copytree(REPOSITORY / "hooks", hooks)
    told(root)
    assert AS_IT_WAS in told(root)

    phrases = hooks / "escales/pages/phrases.py"
    edit(phrases, "Récit retiré", "Récit repris")
    assert counted(told(root))[1] == 0
    assert "Récit repris" in (root.parent / "out/recits/recit-retire/index.html").read_text("utf-8")
