# SPDX-License-Identifier: EUPL-1.2
"""When the publisher goes without bad stories: which ones go, what still stops, who is told."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from building import build, buildable, with_documents
from conftest import FIXTURE
from engine.test_cases import apply, read
from escales.checking.load import check, load
from escales.commands.cli import main
from escales.content.library import Library
from escales.problems.problem import InvalidContent
from escales.settings.rules import Rules

GPS = 0x8825  # where EXIF says where a photo was taken
SETTING = "ESCALES_RECITS_FAUTIFS"


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def spoil(root: Path) -> None:
    change(root, "stories/premier.md", "duree: 1 mois", "duree: 3 lunes")


def loaded(root: Path) -> Library:
    return load(root, Rules(leave_out=True))


def published(root: Path) -> set[str]:
    return {story.path for story in loaded(root).all_stories}


def left_out(root: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in loaded(root).left_out]


def test_a_bad_story_goes_alone_with_its_picture(root: Path) -> None:
    everything = load(root)
    spoil(root)

    library = loaded(root)

    assert left_out(root) == [("stories/premier.md", "bad-duration")]
    assert {story.path for story in everything.stories} - {
        story.path for story in library.stories
    } == {"stories/premier.md"}
    assert set(everything.pictures) - set(library.pictures) == {"recits/images/plan.webp"}
    assert not {problem.path for problem in library.notices} & {"stories/premier.md"}


def test_what_is_said_of_the_others_is_said_once(root: Path) -> None:
    """They are judged twice, before the bad story goes and after."""
    apply(read(FIXTURE.parent / "cases/topic-not-told.yml"), root)
    told = check(root)
    assert len(told) == 1
    (root / "stories/nu.md").write_text("Il était une fois.", encoding="utf-8")

    assert list(loaded(root).notices) == told
    assert left_out(root) == [("stories/nu.md", "header-missing")]


def test_without_the_setting_a_bad_story_stops_everything(root: Path) -> None:
    spoil(root)

    with pytest.raises(InvalidContent, match="3 lunes"):
        load(root, Rules())


def test_what_leads_to_a_story_that_goes_is_judged_again(root: Path) -> None:
    """A story that links to one that links to a bad one: all three would lead nowhere."""
    spoil(root)
    for path, link in (
        ("stories/troisieme-essai.md", "premier.md"),
        ("stories/2025/deuxieme-voix.md", "../troisieme-essai.md"),
    ):
        with (root / path).open("a", encoding="utf-8") as story:
            story.write(f"\nVoir [l’autre]({link}).\n")

    told = left_out(root)

    assert told[0][0] == "stories/2025/deuxieme-voix.md"
    assert {path for path, _ in told} == {
        "stories/premier.md",
        "stories/troisieme-essai.md",
        "stories/2025/deuxieme-voix.md",
    }
    assert {code for _, code in told} == {"bad-duration", "link-unpublished"}
    assert published(root) == {"stories/recit-imagine.md", "stories/recit-retire.md"}


def test_what_is_judged_again_is_told_once(root: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    Image.new("RGB", (40, 20)).save(root / "docs/photo.jpg", exif=exif)
    spoil(root)

    told = [problem.code for problem in loaded(root).notices if problem.path == "docs/photo.jpg"]
    assert told == ["image-located"]


def test_what_a_story_that_goes_was_alone_to_show_is_told(root: Path) -> None:
    (root / "docs/photo.gif").write_bytes(b"GIF89a")
    with (root / "stories/premier.md").open("a", encoding="utf-8") as story:
        story.write("\n![Une photo](../docs/photo.gif)\n")

    with pytest.raises(InvalidContent) as told:
        loaded(root)
    assert ("docs/photo.gif", "unexpected-file") in {(p.path, p.code) for p in told.value.problems}


def not_text(root: Path) -> None:
    (root / "stories/premier.md").write_bytes(b"---\ntitre: \xe9\n")


def a_link(root: Path) -> None:
    (root / "stories/premier.md").unlink()
    (root / "stories/premier.md").symlink_to("/etc/hostname")


def no_picture(root: Path) -> None:
    shutil.copy(root / "stories/premier.md", root / "stories/images/plan.png")


def no_header(root: Path) -> None:
    (root / "stories/premier.md").write_text("Bonjour.\n", encoding="utf-8")


@pytest.mark.parametrize("spoilt", [not_text, a_link, no_picture, no_header])
def test_whatever_is_wrong_with_its_file_a_story_goes(
    spoilt: Callable[[Path], None], root: Path
) -> None:
    spoilt(root)

    assert "stories/premier.md" not in published(root)
    assert left_out(root)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("schemes/renfort/index.md", "maturite: ", "maturite: lune"),
        ("schemes/renfort/kit/lettre-de-renfort.md", "[[", "[[inconnu]] [["),
        ("docs/collectivites/ville-d-essai.md", "type: ", "type: lune"),
        ("docs/plan-du-site.md", "escales:", "escales:lune"),
    ],
)
def test_all_else_still_stops_and_all_is_told(path: str, old: str, new: str, root: Path) -> None:
    spoil(root)
    change(root, path, old, new)

    with pytest.raises(InvalidContent) as refused:
        loaded(root)

    told = {problem.path for problem in refused.value.problems}
    assert told == {path, "stories/premier.md"}


def test_a_scheme_that_leads_to_a_story_that_goes_stops_everything(root: Path) -> None:
    """Nobody but its author can say what the scheme would be without it."""
    spoil(root)
    with (root / "schemes/renfort/index.md").open("a", encoding="utf-8") as scheme:
        scheme.write("\nVoir [un récit](../../stories/premier.md).\n")

    with pytest.raises(InvalidContent) as refused:
        loaded(root)

    assert [(problem.path, problem.code) for problem in refused.value.problems] == [
        ("schemes/renfort/index.md", "link-unpublished"),
        ("stories/premier.md", "bad-duration"),
    ]


def test_a_site_without_any_story_is_not_published(root: Path) -> None:
    """When all are at fault, the fault is elsewhere, or too great: somebody has to look."""
    for story in (root / "stories").rglob("*.md"):
        if story.stem != "recit-retire":
            text = story.read_text(encoding="utf-8")
            story.write_text(text.replace("titre: ", "titel: "), encoding="utf-8")

    with pytest.raises(InvalidContent):
        loaded(root)


def test_a_withdrawn_story_whose_file_is_bad_does_not_come_back(root: Path) -> None:
    change(root, "stories/recit-retire.md", "retrait_le: 2026-03-01", "retrait_le: au printemps")

    assert "stories/recit-retire.md" in {path for path, _ in left_out(root)}
    assert "stories/recit-retire.md" not in published(root)


@pytest.mark.parametrize("copy", ["stories/2023/recit-retire.md", "stories/z/recit-retire.md"])
def test_a_withdrawn_story_does_not_come_back_by_another_file_of_its_name(
    copy: str, root: Path
) -> None:
    """Whichever of the two is found first, neither is published."""
    model = (root / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    (root / copy).parent.mkdir()
    (root / copy).write_text(model, encoding="utf-8")

    assert left_out(root) == [
        (path, "duplicate-slug") for path in sorted([copy, "stories/recit-retire.md"])
    ]
    assert not published(root) & {copy, "stories/recit-retire.md"}


def test_a_withdrawn_story_does_not_come_back_by_its_former_name(root: Path) -> None:
    change(root, "stories/recit-retire.md", "retrait_le:", "anciens_slugs: [revenant]\nretrait_le:")
    shutil.copy(root / "stories/troisieme-essai.md", root / "stories/revenant.md")

    assert {path for path, _ in left_out(root)} == {
        "stories/recit-retire.md",
        "stories/revenant.md",
    }


def test_the_check_refuses_whatever_the_setting(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(root)
    monkeypatch.setenv(SETTING, "ecarter")

    assert main(["check", "--root", str(root)]) == 1
    assert "3 lunes" in capsys.readouterr().out


def test_the_pages_for_another_generator_go_without_it_and_say_so(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(root)
    monkeypatch.setenv(SETTING, "ecarter")

    assert main(["write", "--root", str(root), str(tmp_path / "out")]) == 0
    assert "stories/premier.md:8: duree" in capsys.readouterr().err
    assert not (tmp_path / "out/recits/premier.md").exists()
    assert (tmp_path / "out/recits/troisieme-essai.md").exists()


def test_a_site_that_goes_without_a_story_says_nothing_of_it_and_the_log_all(
    tmp_path: Path,
) -> None:
    root = with_documents(buildable(tmp_path))
    spoil(root)
    site = tmp_path / "www/site"
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml")]
    line = [sys.executable, "-m", "escales", "publish", "--root", str(root), str(site), "--"]

    told = subprocess.run(
        [*line, *mkdocs, "--site-dir", "{}"],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", SETTING: "ecarter"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stderr
    log = told.stderr.replace("\u00a0", " ")
    assert "Récits écartés : le site se publie sans 1 fichier de « stories »." in log
    assert "stories/premier.md:8: duree : « 3 lunes » n’est pas une durée." in log
    assert log.index("Récits écartés") > log.index("Building documentation")
    for path in (path for path in site.rglob("*") if path.is_file()):
        content = path.read_bytes()
        text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        assert b"recits/premier/" not in text, path
        assert b"Un premier essai au guichet" not in text, path
    assert not (site / "recits/premier").exists()
    assert not (site / "recits/images/plan.webp").exists()


def test_the_setting_of_the_environment_is_refuse_unless_it_is_there(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    spoil(root)

    assert build(tmp_path / "www", root, **{SETTING: ""}).returncode == 1
    assert not (tmp_path / "www").exists()
