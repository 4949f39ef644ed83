# SPDX-License-Identifier: EUPL-1.2
"""`escales init`: questions in a real terminal, or options; a site of content alone."""

import os
import re
from pathlib import Path

import pytest

from escales.commands.cli import main
from escales.commands.init.files import ALWAYS, EMPLOYER, HUB, PIPELINES, SERVER, TEMPLATE
from escales.commands.init.new_site import Colour
from escales.mkdocs.configuration_file import read_configuration
from escales.reading.engine_content import engine_root
from escales.words.vocabulary import Forge
from instance.sites import TOWN, init, options
from terminal import Terminal

USUAL = set(ALWAYS.values())
LEAST = {"nom": "Passages 29", "editeur": "Département des Trois Rives"}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_two_answers_are_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = init(tmp_path / "nouveau", LEAST)

    assert files(folder) == USUAL | set(SERVER.values())
    told = capsys.readouterr().out
    assert all(f"  {path}\n" in told for path in files(folder))
    assert "make site" in told


@pytest.mark.parametrize("forge", list(Forge))
def test_the_pipeline_is_that_of_the_forge(forge: Forge, tmp_path: Path) -> None:
    """Where the forge does not serve the site, what serves it comes too."""
    folder = init(tmp_path / "site", {**LEAST, "forge": forge.label})

    served = {Forge.FORGEJO: set(SERVER.values())}.get(forge, set())
    assert files(folder) == USUAL | set(PIPELINES[forge].values()) | served


def test_every_template_is_written_for_someone() -> None:
    named = {name for names in (*PIPELINES.values(), ALWAYS, HUB, SERVER) for name in names}

    assert {path.name for path in TEMPLATE.iterdir()} == named | {EMPLOYER}


@pytest.mark.parametrize("forge", [None, *Forge])
def test_no_gap_is_left_and_no_space_breaks_a_sign_from_its_word(
    forge: Forge | None, tmp_path: Path
) -> None:
    folder = init(tmp_path / "site", {**TOWN, "forge": str(forge or "")})

    for path in files(folder):
        text = (folder / path).read_text(encoding="utf-8")
        assert "[[" not in text.replace("[[ ", ""), path
        assert re.search(r"« | »|\w [;?!](?:\s|$)", text) is None, path


def test_what_is_answered_stands_in_the_configuration(tmp_path: Path) -> None:
    folder = init(tmp_path / "site", TOWN)
    configuration = read_configuration(folder / "mkdocs.yml")
    decisions, site = configuration.decisions.values, configuration.site.values

    assert site["site_name"] == "Haltes"
    assert site["theme"] == {"name": "material", "palette": {"primary": "brown"}}
    assert site["plugins"] == ["escales"]
    assert "nav" not in site
    assert decisions["dispositifs"] == ["pacte-de-micro-mobilite"]
    assert decisions["contact"] == "recits@ville.example"
    assert decisions["editeur"] == {
        "nom": "Ville d’Exemple",
        "adresse": "",
        "telephone": "",
        "siren": "213801855",
    }
    employer = (folder / "docs/collectivites/ville-d-exemple.md").read_text(encoding="utf-8")
    assert employer.startswith('---\nnom: "Ville d’Exemple"\ntype: commune\nsiren: "213801855"\n')


@pytest.mark.parametrize("name", ["29", "oui: non", "\"a\" 'b'", "- &a {b}", "Ça \\ là"])
def test_whatever_the_name_the_site_has_it(name: str, tmp_path: Path) -> None:
    folder = init(tmp_path / "site", {**LEAST, "nom": name, "editeur": f"Ville {name}"})

    configuration = read_configuration(folder / "mkdocs.yml")
    assert configuration.site.values["site_name"] == name
    publisher = configuration.decisions.values["editeur"]
    assert isinstance(publisher, dict)
    assert publisher["nom"] == f"Ville {name}"
    assert main(["check", "--root", str(folder)]) == 0


@pytest.mark.parametrize("there", ["file", "link", "folder with a file"])
def test_nothing_is_ever_overwritten(
    there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site"
    if there == "file":
        folder.write_text("à moi", encoding="utf-8")
    elif there == "link":
        (tmp_path / "ailleurs").mkdir()
        folder.symlink_to(tmp_path / "ailleurs")
    else:
        folder.mkdir()
        (folder / "notes.txt").write_text("à moi", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))

    assert main(["init", str(folder), *options(LEAST)]) == 2

    assert "rien n’y est écrit" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_without_a_terminal_all_that_lacks_or_errs_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {"contact": "mairie", "siren": "213801855", "forge": "gitlub", "dispositifs": "mtp"}

    assert main(["init", str(tmp_path / "site"), *options({**wrong, "nom": "Haltes"})]) == 1
    lines = capsys.readouterr().err.replace("\u00a0", " ").splitlines()
    assert lines[0] == "Rien n’a été écrit. Il reste à corriger :"
    assert [line.split(" : ")[0] for line in lines[1:]] == [
        "  --editeur",
        "  --contact",
        "  --type",
        "  --forge",
    ]
    assert "Vouliez-vous écrire « gitlab » ?" in lines[-1]
    assert not (tmp_path / "site").exists()

    assert main(["init", str(tmp_path / "site"), *options({**LEAST, "dispositifs": "mtp"})]) == 1
    (_, line) = capsys.readouterr().err.replace("\u00a0", " ").splitlines()
    assert line.startswith("  --dispositifs : « mtp » n’est pas dans la liste.")
    assert not (tmp_path / "site").exists()


def test_a_person_is_asked_and_sees_the_choices(tmp_path: Path) -> None:
    terminal = Terminal("init", str(tmp_path / "site"))

    assert "Nom du site (obligatoire)" in terminal.read("> ")
    assert "Qui publie (obligatoire)" in terminal.answer("Passages 29")
    assert "Contact (facultatif)" in terminal.answer("Département des Trois Rives")
    assert "une adresse électronique" in terminal.answer("mairie")
    assert "SIREN (facultatif)" in terminal.answer("")
    assert "Type (obligatoire)" in terminal.answer("213 801 855")
    assert "Au choix : gitlab (GitLab), forgejo (Forgejo)" in terminal.answer("Département")
    assert "Au choix : indigo (Indigo), violet (Violet)" in terminal.answer("github")
    schemes = terminal.answer("violet")
    for path in sorted(engine_root().glob("schemes/*/index.md")):
        assert f"{path.parent.name} (" in schemes
    assert "n’est pas dans la liste" in terminal.answer("mtp")
    os.write(terminal.screen, b"matp\n")
    assert terminal.end() == 0
    assert "README.md dit la suite" in terminal.shown
    assert files(tmp_path / "site") == USUAL | set(PIPELINES[Forge.GITHUB].values()) | {
        "docs/collectivites/departement-des-trois-rives.md"
    }


def test_a_person_who_leaves_leaves_nothing_behind(tmp_path: Path) -> None:
    terminal = Terminal("init", str(tmp_path / "site"))
    terminal.read("> ")
    terminal.answer("Passages 29")
    os.write(terminal.screen, b"\x04")

    assert terminal.end() == 1
    assert "Rien n’a été écrit." in terminal.shown
    assert sorted(tmp_path.rglob("*")) == []


def test_the_commands_and_files_that_its_readme_names_are_there(tmp_path: Path) -> None:
    for forge in ("", *Forge):
        folder = init(tmp_path / (forge or "sans"), {**LEAST, "forge": str(forge)})
        readme = (folder / "README.md").read_text(encoding="utf-8")
        makefile = (folder / "Makefile").read_text(encoding="utf-8")
        made = {"schemes/", "site/", "build/", ".venv/bin/", "docs/collectivites/", "CHANGELOG.md"}
        named = set(re.findall(r"`([\w./-]+(?:/|\.(?:md|yml|conf|txt)))`", readme)) - made
        named |= set(re.findall(r"`(serveur/|Containerfile)`", readme))

        assert {name for name in named if not _exists(folder, name)} == set()
        tasks = set(re.findall(r"\bmake ([a-z]+)", readme))
        assert tasks == set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_the_page_of_commands_tells_first_those_that_every_site_has(tmp_path: Path) -> None:
    page = (engine_root() / "docs/maintenir/commandes.md").read_text(encoding="utf-8")
    first, _, others = page.partition("Dans le dépôt du programme, il y a aussi")
    folder = init(tmp_path / "site", LEAST)
    makefile = (folder / "Makefile").read_text(encoding="utf-8")

    tasks = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"^\| `make ([a-z]+)`", first, re.MULTILINE)) == tasks
    assert others


def _exists(folder: Path, name: str) -> bool:
    return any((folder / where / name).exists() for where in ("", "serveur"))


@pytest.mark.parametrize("colour", Colour)
def test_every_colour_that_is_offered_can_be_read(
    colour: Colour, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check refuses those of Material that cannot."""
    folder = init(tmp_path / "site", {**LEAST, "couleur": colour.label})
    told = f"primary: {colour.detail}\n"

    assert told in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert main(["check", "--root", str(folder)]) == 0, capsys.readouterr().out
