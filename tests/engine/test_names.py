# SPDX-License-Identifier: EUPL-1.2
"""A site bears its own name wherever it says one; the program's stands in one line of each page."""

import json
from pathlib import Path

import pytest
from lxml import etree
from mkdocs.config import load_config

from building import copied
from escales.commands.cli import main
from escales.html.style_sheet import make_style_sheet
from escales.mkdocs.config import settings_of
from escales.mkdocs.configuration_file import read_configuration
from escales.settings.rules import make_rules
from every_text import MADE_WITH, OURS, names_of_ours, texts

NAME = "Site d’essai"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what `escales write` makes for another generator, of a site that has moved."""
    folder = tmp_path_factory.mktemp("names")
    root = copied(folder / "site")
    configuration = (root / "mkdocs.yml").read_text(encoding="utf-8")
    moved = "    premiere_adresse: https://ancien.example/recits\n    recits_fautifs:"
    configuration = configuration.replace("    recits_fautifs:", moved)
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    assert main(["write", "--root", str(root), str(folder / "out")]) == 0
    return folder / "out"


def test_no_file_of_a_site_names_the_program_but_in_one_line(built: Path) -> None:
    assert names_of_ours(built) == {}


def test_every_page_says_what_it_is_made_with_once(built: Path) -> None:
    pages = [text for path, text in texts(built) if path.endswith(".html") and "<footer" in text]

    assert len(pages) > 50
    assert {len(MADE_WITH.findall(page)) for page in pages} == {1}


def test_no_file_for_another_generator_names_the_program(written: Path) -> None:
    assert names_of_ours(written) == {}


@pytest.mark.parametrize("kind", ["odt", "docx", "pdf", "txt"])
def test_documents_name_the_site(kind: str, written: Path) -> None:
    names = [
        *("dispositifs/renfort/kit/lettre-de-renfort", "contribuer/accord"),
        "contribuer/questionnaire",
    ]
    files = [written / f"{name}.{kind}" for name in names]
    present = {file.name for file in files if file.exists()}
    said = dict.fromkeys(present, "")
    for path, text in texts(written):
        name = next((name for name in present if f"/{name}" in f"/{path}"), None)
        if name and "kit.zip" not in path:
            said[name] += text

    assert present
    for name, text in said.items():
        assert f"publié sur {NAME}" in text.replace("\n", " "), name


def test_feeds_and_data_are_of_the_site(written: Path) -> None:
    feed = json.loads((written / "recits/flux.json").read_text(encoding="utf-8"))
    atom = etree.parse(written / "dispositifs/renfort/flux.xml").getroot()
    catalogue = json.loads((written / "donnees/catalogue.jsonld").read_text(encoding="utf-8"))

    assert feed["title"] == f"{NAME} — Les récits"
    assert feed["authors"] == [{"name": NAME}]
    assert feed["items"][0]["id"] == "https://ancien.example/recits/recits/troisieme-essai/"
    assert atom.findtext("{*}author/{*}name") == NAME
    assert atom.findtext("{*}id") == "https://ancien.example/recits/dispositifs/renfort/"
    assert catalogue["dct:title"]["@value"] == f"{NAME}\u00a0: données ouvertes"
    assert catalogue["dct:publisher"]["foaf:name"] == "Ville d’Essai"


def test_a_poster_bears_the_name_and_the_words_of_the_site(written: Path) -> None:
    told = (written / "recits/premier.md").read_text(encoding="utf-8")

    assert f"<strong>{NAME}</strong> Un petit site inventé, des récits à lire" in told


@pytest.mark.parametrize(
    ("name", "string"),
    [(NAME, f'"{NAME}"'), ('A "b" \\ c\n', '"A \\22 b\\22  \\5c  c\\a "')],
)
def test_a_printed_page_bears_the_name_whatever_it_is(name: str, string: str) -> None:
    """CSS 2.2, 4.3.7: what would end a string is written by its number."""
    assert f"content:{string}" in make_style_sheet("", site_name=name)


def test_the_build_and_the_commands_give_a_site_the_same_name(tmp_path: Path) -> None:
    """As French is set, and the address of its ids too."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        """site_name: "L'été : des passages"\nsite_description: "Pourquoi pas ?"\n"""
        "site_url: https://b.example/\n"
        "extra: {escales: {premiere_adresse: https://a.example}}\n",
        encoding="utf-8",
    )
    configuration = read_configuration(tmp_path / "mkdocs.yml")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    settings = settings_of(config, make_rules(configuration))

    assert settings.name == configuration.site_name == "L’été\u00a0: des passages"
    assert settings.description == configuration.site_description == "Pourquoi pas\u00a0?"
    assert (settings.address, settings.ids) == ("https://b.example/", "https://a.example/")
    assert read_configuration(tmp_path / "nowhere.yml").site_name == "Site sans nom"


def test_what_looks_for_the_name_finds_it(tmp_path: Path) -> None:
    """A judge that lets everything through would prove nothing."""
    (tmp_path / "a.txt").write_text("Fait avec Escales, ESCALES_SITE, escales check")
    (tmp_path / "b.html").write_text("<p>Fait avec Escales, version 1.2.3.</p>" * 2)
    (tmp_path / "c.html").write_text("<p>Fait avec Escales, version 1.2.3.</p>escales")

    assert names_of_ours(tmp_path) == {"a.txt": ["Escales"], "b.html": ["Escales"]}
    assert OURS.search("ESCALES, COPIE HORS LIGNE")
