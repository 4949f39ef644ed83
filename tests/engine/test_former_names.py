# SPDX-License-Identifier: EUPL-1.2
"""The check asks for the former name of what was renamed, where git knows it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from escales.checking.load import check, load
from in_git import git

OLD, NEW = "stories/troisieme-essai.md", "stories/trois-jours-au-musee.md"


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Un pas")


@pytest.fixture
def repository(root: Path) -> Path:
    git(root, "init", "--quiet")
    (root / ".gitignore").write_text(".cache\n", encoding="utf-8")
    commit(root)
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def questions(root: Path) -> list[str]:
    return [str(problem).replace("\u00a0", " ") for problem in check(root)]


def asked(new: str, found: str, key: str = "anciens_slugs", line: int = 1) -> str:
    return (
        f"{new}:{line}: {key} : « {found} » semble être l’ancien nom de ce fichier. Si c’est "
        f"le cas, écrivez dans l’en-tête « {key}: [{found}] » : l’ancienne adresse mènera ici."
    )


def by_hand(root: Path) -> None:
    (root / OLD).rename(root / NEW)


def by_git(root: Path) -> None:
    git(root, "mv", OLD, NEW)


def and_committed(root: Path) -> None:
    by_git(root)
    commit(root)


def long_ago(root: Path) -> None:
    and_committed(root)
    change(root / NEW, "Je voulais voir.", "Je voulais tout voir.")
    commit(root)


def twice(root: Path) -> None:
    git(root, "mv", OLD, "stories/entre-deux.md")
    commit(root)
    git(root, "mv", "stories/entre-deux.md", NEW)
    commit(root)
    change(root / NEW, "---\n", "---\nanciens_slugs: [entre-deux]\n")


def changed_too(root: Path) -> None:
    by_hand(root)
    change(root / NEW, "Je voulais voir.", "Je voulais tout voir.")


def merged(root: Path) -> None:
    """Rename a story in a proposal that is then merged."""
    git(root, "checkout", "-q", "-b", "proposal")
    and_committed(root)
    git(root, "checkout", "-q", "-")
    git(root, "merge", "-q", "--no-ff", "--no-edit", "proposal")


@pytest.mark.parametrize("rename", [by_hand, by_git, and_committed, merged, long_ago, changed_too])
def test_a_story_renamed_is_asked_its_former_name(
    rename: Callable[[Path], None], repository: Path
) -> None:
    rename(repository)

    assert questions(repository) == [asked(NEW, "troisieme-essai")]
    assert load(repository)  # it is a question, and stops nothing

    change(repository / NEW, "---\n", "---\nanciens_slugs: [troisieme-essai]\n")
    assert questions(repository) == []


def test_a_story_renamed_twice_is_asked_the_name_that_is_missing(repository: Path) -> None:
    twice(repository)

    (said,) = questions(repository)
    assert said.startswith(f"{NEW}:2: anciens_slugs : « troisieme-essai » semble")
    assert "« anciens_slugs: [entre-deux, troisieme-essai] »" in said


def test_what_is_no_story_is_asked_too(repository: Path) -> None:
    git(repository, "mv", "schemes/renfort/kit/bilan-de-renfort.md", "schemes/renfort/kit/bilan.md")
    git(repository, "mv", "docs/collectivites/ecole-du-test.md", "docs/collectivites/ecole.md")
    git(repository, "mv", "docs/donnees.md", "docs/open-data.md")
    change(repository / "mkdocs.yml", "donnees.md", "open-data.md")
    for story in (repository / "stories").rglob("*.md"):
        text = story.read_text(encoding="utf-8").replace("ecole-du-test", "ecole")
        story.write_text(text, encoding="utf-8")
    commit(repository)

    said = [line for line in questions(repository) if "ancien nom" in line]
    assert said == [
        asked("docs/collectivites/ecole.md", "ecole-du-test"),
        asked("docs/open-data.md", "donnees", "anciennes_adresses"),
        asked("schemes/renfort/kit/bilan.md", "bilan-de-renfort"),
    ]


def another_folder(root: Path) -> None:
    git(root, "mv", OLD, "stories/2025/troisieme-essai.md")


def before_it_was_merged(root: Path) -> None:
    """Name a story twice in a proposal that is then merged: the site never had its first name."""
    git(root, "checkout", "-q", "-b", "proposal")
    first = root / "stories/premier-nom.md"
    text = (root / OLD).read_text(encoding="utf-8")
    first.write_text(text.replace("Je voulais voir.", "Je voulais partir."), encoding="utf-8")
    commit(root)
    git(root, "mv", "stories/premier-nom.md", "stories/second-nom.md")
    commit(root)
    git(root, "checkout", "-q", "-")
    git(root, "merge", "-q", "--no-ff", "--no-edit", "proposal")


def back_again(root: Path) -> None:
    by_hand(root)
    (root / NEW).rename(root / OLD)


def gone(root: Path) -> None:
    (root / OLD).unlink()


def another_story(root: Path) -> None:
    """Write one as the other goes."""
    (root / OLD).unlink()
    text = (root / "stories/premier.md").read_text(encoding="utf-8")
    (root / NEW).write_text(text, encoding="utf-8")


def no_repository(root: Path) -> None:
    by_hand(root)
    (root / ".git").rename(root / "history")


def broken_repository(root: Path) -> None:
    by_hand(root)
    (root / ".git/HEAD").write_text("?", encoding="utf-8")


NOTHING = (another_folder, back_again, before_it_was_merged, gone, another_story)


@pytest.mark.parametrize("move", [*NOTHING, no_repository, broken_repository])
def test_nothing_is_asked_where_nothing_is_known(
    move: Callable[[Path], None], repository: Path
) -> None:
    move(repository)

    assert questions(repository) == []


def test_a_history_cut_short_says_less_and_nothing_wrong(repository: Path, tmp_path: Path) -> None:
    long_ago(repository)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), str(shallow))

    assert questions(shallow) == []
