# SPDX-License-Identifier: EUPL-1.2
"""`escales init --hub`: a site that shows what others tell, and takes no story itself."""

import re
import shutil
from pathlib import Path

import pytest

from building import build
from escales.commands.cli import main
from escales.commands.init.files import ALWAYS, HUB, ONLY_WITH_STORIES
from escales.mkdocs.configuration_file import read_configuration
from escales.open_data.neighbours import read_neighbourhood
from escales.settings.rules import make_rules
from instance.sites import init, options
from neighbours import address_of, gathered

NEIGHBOURS = [address_of(0), address_of(1)]
ANSWERS = {
    "nom": "Carrefour des Trois Rives",
    "editeur": "Centre de gestion des Trois Rives",
    "voisins": ", ".join(NEIGHBOURS),
}
TELLING = ("contribuer/raconter", "contribuer/document", "contribuer/accord", "recits/apercu")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub") / "carrefour"
    assert main(["init", str(folder), "--hub", *options(ANSWERS)]) == 0
    return folder


def test_it_has_its_neighbours_and_nothing_that_takes_stories(hub: Path) -> None:
    written = {path.relative_to(hub).as_posix() for path in hub.rglob("*") if path.is_file()}
    rules = make_rules(read_configuration(hub / "mkdocs.yml"))

    usual = {path for name, path in ALWAYS.items() if name not in ONLY_WITH_STORIES}
    assert usual | set(HUB.values()) <= written
    assert not [path for path in written if path.startswith("stories/")]
    assert [neighbour.address for neighbour in rules.neighbours] == NEIGHBOURS
    telling = (hub / "docs/contribuer/index.md").read_text("utf-8")
    assert all(f"<{address}contribuer/>" in telling for address in NEIGHBOURS)


def test_no_gap_is_left_and_no_space_breaks_a_sign_from_its_word(hub: Path) -> None:
    for path in (path for path in hub.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        assert "[[" not in text.replace("[[ ", ""), path
        assert re.search(r"« | »|\w [;?!](?:\s|$)", text) is None, path


def test_it_is_checked_without_a_fault(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(hub)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("told", [None, 3])
def test_it_builds_with_and_without_cards(hub: Path, tmp_path: Path, told: int | None) -> None:
    folder, site = tmp_path / "hub", tmp_path / "site"
    shutil.copytree(hub, folder)
    if told is not None:
        gathered(folder, len(NEIGHBOURS), told)

    done = build(site, folder, ESCALES_RECHERCHE="non")

    assert done.returncode == 0, done.stderr
    assert ("rien n’a encore été pris" in done.stderr) == (told is None)
    assert (site / "index.html").is_file()
    assert not [path for path in TELLING if (site / path).exists()]
    assert not list(site.glob("contribuer/questionnaire*"))
    copies = {path.name: path.read_bytes() for path in site.glob("donnees/voisins/*")}
    saved = {path.name: path.read_bytes() for path in folder.glob("voisins/*")}
    assert copies == saved
    assert bool(copies) == (told is not None)
    around = read_neighbourhood(folder, make_rules(read_configuration(folder / "mkdocs.yml")))
    assert len(around.stories) == 2 * (told or 0)
    home = (site / "index.html").read_text("utf-8")
    assert '<li><a href="contribuer/">Raconter</a></li>' in home  # a section of one page is it
    texts = (path.read_text("utf-8") for path in site.rglob("*.html"))
    assert not [link for text in texts for link in re.findall(r'href="[^"]*raconter/"', text)]


def test_a_hub_without_neighbours_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = {name: answer for name, answer in ANSWERS.items() if name != "voisins"}

    assert main(["init", str(tmp_path / "a"), "--hub", *options(without)]) == 1
    assert "voisins" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "b"), *options(ANSWERS)]) == 2
    assert "--hub" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_usual_site_has_neighbours_to_name(tmp_path: Path) -> None:
    answers = {name: answer for name, answer in ANSWERS.items() if name != "voisins"}

    folder = init(tmp_path / "site", answers)

    decisions = read_configuration(folder / "mkdocs.yml").decisions.values
    assert decisions["voisins"] == []
