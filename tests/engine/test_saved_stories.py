# SPDX-License-Identifier: EUPL-1.2
"""A story that is read again alone gives what reading everything again would give."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.test_cases import CASES, apply, read
from escales.checking.as_written import (
    Content,
    library_as_written,
    read_as_written,
    with_stories_again,
)
from escales.content.library import Library
from escales.machine.snapshots import changed_between, take_snapshot
from escales.mkdocs.configuration_file import read_configuration
from escales.pages import make_site, plan_pages
from escales.pages.one_story import plan_one_story
from escales.settings.rules import Rules, make_rules
from escales.words.addresses import uri_of

STORY = "stories/premier.md"
OF_STORIES = [
    path
    for path in CASES
    if not read(path).keys() & {"write", "rename", "copy"}
    and all(file.startswith("stories/") for file in read(path)["change"])
]


def rules_of(root: Path) -> Rules:
    return make_rules(read_configuration(root / "mkdocs.yml"))


def saved(before: Content, root: Path, *paths: str) -> Library:
    again = with_stories_again(before, paths)
    assert again is not None
    return library_as_written(again, rules_of(root))


def whole(root: Path) -> Library:
    rules = rules_of(root)
    return library_as_written(read_as_written(root, rules), rules)


@pytest.mark.parametrize("path", OF_STORIES, ids=lambda path: path.stem)
def test_whatever_is_saved_in_a_story_it_is_judged_and_shown_as_with_the_rest(
    path: Path, root: Path
) -> None:
    before, site = read_as_written(root, rules_of(root)), make_site(whole(root))
    case = read(path)
    apply(case, root)

    library = saved(before, root, *case["change"])

    assert library == whole(root)
    planned = {plan.page.uri: plan for plan in plan_pages(make_site(library))}
    for file in case["change"]:
        uri = str(uri_of(file))
        plan = plan_one_story(uri, library, site)
        assert plan
        assert plan.make_page() == planned[uri].make_page()


def test_the_page_of_one_story_is_that_of_the_whole_site(root: Path) -> None:
    """With its neighbours and other voices; that of a story that has left is its notice."""
    site = make_site(whole(root))
    planned = {plan.page.uri: plan for plan in plan_pages(site)}
    assert len(site.library.all_stories) > len(site.library.stories) > 1

    for story in site.library.all_stories:
        plan = plan_one_story(story.uri, site.library, site)
        assert plan
        assert plan.make_page() == planned[story.uri].make_page()


@pytest.mark.parametrize("content", [b"", b"---\ntitre: \xff\n", b"---\n", b"x" * 200_001])
def test_a_story_that_cannot_be_read_is_told_at_once(content: bytes, root: Path) -> None:
    before = read_as_written(root, rules_of(root))
    (root / STORY).write_bytes(content)

    library = saved(before, root, STORY)

    assert [file.path for file in library.unfinished] == [STORY]
    assert library == whole(root)


def _remove(file: Path) -> None:
    file.unlink()


def _turn_into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _turn_into_link(file: Path) -> None:
    file.rename(file.with_suffix(".txt"))
    file.symlink_to(file.with_suffix(".txt"))


@pytest.mark.parametrize("change", [_remove, _turn_into_folder, _turn_into_link])
def test_a_story_that_is_no_file_any_more_asks_for_the_whole(
    change: Callable[[Path], None], root: Path
) -> None:
    before = read_as_written(root, rules_of(root))
    change(root / STORY)

    assert with_stories_again(before, [STORY]) is None


@pytest.mark.parametrize("path", ["stories/nouveau.md", "schemes/renfort/index.md", "docs/x.md"])
def test_only_a_story_that_was_there_is_read_again(path: str, root: Path) -> None:
    before = read_as_written(root, rules_of(root))
    (root / path).write_bytes((root / STORY).read_bytes())

    assert with_stories_again(before, [path]) is None


def test_what_did_not_change_is_not_judged_again(root: Path) -> None:
    rules = rules_of(root)
    before = read_as_written(root, rules)
    story = root / STORY
    story.write_text(story.read_text(encoding="utf-8").replace("Un premier", "Un nouveau"))

    after = read_as_written(root, rules, before)

    assert library_as_written(after, rules) == whole(root)
    drafts = before.judged.drafts
    judged = [path for path, one in after.judged.drafts.items() if one is not drafts[path]]
    assert judged == [STORY]


def test_a_snapshot_tells_each_file_that_changed(tmp_path: Path) -> None:
    (tmp_path / "sous").mkdir()
    for name in ("pareil", "ecrit", "sous/remplace", "sous/retire"):
        (tmp_path / name).write_text("avant")
    paths = [str(tmp_path), str(tmp_path / "absent")]
    before = take_snapshot(paths)
    (tmp_path / "ecrit").write_text("après cela")
    (tmp_path / "autre").write_text("avant")
    (tmp_path / "autre").replace(tmp_path / "sous/remplace")
    (tmp_path / "sous/retire").unlink()
    (tmp_path / "sous/ajoute").write_text("après")

    changed = changed_between(before, take_snapshot(paths))

    names = {Path(path).relative_to(tmp_path).as_posix() for path in changed}
    assert names == {"ecrit", "sous/remplace", "sous/retire", "sous/ajoute"}
    assert take_snapshot([str(tmp_path / "pareil")]).keys() == {str(tmp_path / "pareil")}
