# SPDX-License-Identifier: EUPL-1.2
"""A scheme that was taken says whose it was, what differs here, and borrows no validation."""

import json
from pathlib import Path

import pytest

from escales.checking.load import load
from escales.content.library import Library
from escales.mkdocs.configuration_file import read_configuration
from escales.open_data.files import make_open_data
from escales.open_data.sources import make_manifests
from escales.pages import make_pages, make_site
from escales.settings.rules import make_rules
from escales.settings.site import Settings
from escales.words.employer_names import of_employer
from taking import LETTER, SCHEME, SHEET, TOWN, adopter, bearer, change, escales

PAGE = f"dispositifs/{SCHEME}/index.md"
VERSIONS = f"dispositifs/{SCHEME}/versions/index.md"
EMPLOYER = TOWN.removeprefix("docs/")
COMPARED = f"dispositifs/{SCHEME}/adaptation.md"
ADDRESS = f"https://amont.example/dispositifs/{SCHEME}/"
THERE = (
    f'<a href="{ADDRESS}">la page d’origine</a> et'
    f' <a href="{ADDRESS}versions/">ce qui a pu y changer depuis</a>.'
)


def read(root: Path) -> Library:
    return load(root, make_rules(read_configuration(root / "mkdocs.yml")))


def pages_of(root: Path) -> dict[str, str]:
    """Return the text of each page, as it is read."""
    return {
        page.uri: f"{page.head}{page.foot}".replace("\u00a0", " ")
        for page in make_pages(make_site(read(root)))
        if page.uri in {PAGE, COMPARED, VERSIONS, EMPLOYER}
    }


def took(folder: Path, *, validated: bool) -> Path:
    """Make a site that took a scheme, which its bearer had validated or not."""
    upstream, root = bearer(folder / "amont"), adopter(folder / "ici")
    if validated:
        change(upstream, SHEET, {"valide_par_le_porteur: non": "valide_par_le_porteur: oui"})
    assert escales(root, "take", SCHEME, "--from", upstream) == 0
    change(root, "escales.lock", {'origine: "amont"': f'origine: "a"\n    page: "{ADDRESS}"'})
    return root


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return took(tmp_path, validated=True)


def test_what_is_as_it_was_taken_says_so(here: Path) -> None:
    pages = pages_of(here)

    assert "<strong>Fiche validée</strong>" in pages[PAGE]
    assert (
        "<strong>Repris tel quel</strong> de la version 0.2.0 de la Ville d’Essai, du 1er mars"
        f" 2026. Voyez {THERE}"
    ) in pages[PAGE]
    assert COMPARED not in pages


def test_what_was_adapted_shows_what_differs_and_is_not_said_to_be_validated(here: Path) -> None:
    change(here, LETTER, {"La direction [[direction]] accueille": "Notre [[direction]] accueille"})

    pages = pages_of(here)

    assert "<strong>Fiche non validée</strong>" in pages[PAGE]
    assert (
        "<strong>Adapté</strong> de la version 0.2.0 de la Ville d’Essai, du 1er mars 2026. Cette"
        " version était validée par son porteur ; l’adaptation ne l’est pas. Voyez"
        ' <a href="../../dispositifs/renfort/adaptation/">ce qui a été changé ici</a>,'
        f" {THERE}"
    ) in pages[PAGE]
    assert "Adaptée de la version 0.2.0 de la Ville d’Essai. Fiche non validée" in pages[PAGE]
    assert "Ce qui a été adapté : RENFORT" in pages[COMPARED]
    assert "À l’origine, version 0.2.0" in pages[COMPARED]
    assert "<ins>" in pages[COMPARED]


def test_the_page_of_versions_leads_to_those_of_the_origin(here: Path) -> None:
    page = pages_of(here)[VERSIONS]

    assert "Ici, cette fiche et ses documents n’ont encore qu’une version, la 0.2.0" in page
    assert f'<a href="{ADDRESS}versions/">Ses versions, sur le site d’origine</a>' in page
    assert "Les textes de cette version sont restés à l’origine." in page
    assert "n’ont pas été gardés" not in page


def test_who_took_a_scheme_is_told_where_to_say_so(here: Path) -> None:
    assert f'<a href="{ADDRESS}#es-demander">La page d’origine</a>' in pages_of(here)[PAGE]


def test_nobody_is_told_that_what_was_taken_is_the_latest(here: Path) -> None:
    page = pages_of(here)[EMPLOYER]

    assert "l’origine en a peut-être une plus récente" in page
    assert "C’est la version actuelle" not in page


def test_what_nobody_validated_is_not_said_to_be_of_its_bearer(tmp_path: Path) -> None:
    pages = pages_of(took(tmp_path, validated=False))

    assert "de la version 0.2.0 du dispositif de la Ville d’Essai," in pages[PAGE]


@pytest.mark.parametrize("adapted", [False, True])
def test_the_open_data_and_the_sources_say_where_it_came_from(here: Path, *, adapted: bool) -> None:
    if adapted:
        change(here, LETTER, {"La direction [[direction]] accueille": "Notre [[direction]] reçoit"})
    change(here, TOWN, {"    version: 0.2.0\n": f"    version: 0.2.0\n    origine: {ADDRESS}\n"})
    library = read(here)

    data = {uri: b"".join(content) for uri, content in make_open_data(library, [], Settings())}
    (scheme,) = json.loads(data["donnees/dispositifs.json"])["dispositifs"]
    expected = {
        "dispositif": SCHEME,
        "adresse": ADDRESS,
        "version": "0.2.0",
        "date": "2026-03-01",
        "porteur": {"id": "ville-d-essai", "nom": "Ville d’Essai", "siren": "732829320"},
        "adapte": adapted,
    }
    assert scheme["repris_de"] == expected
    assert scheme["valide_par_le_porteur"] is not adapted
    ((_, manifest),) = make_manifests(library, Settings())
    assert json.loads(manifest)["repris_de"] == expected
    employers = json.loads(data["donnees/collectivites.json"])["collectivites"]
    (town,) = (each for each in employers if each["reutilise"])
    assert town["reutilise"][0]["origine"] == ADDRESS


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Département de l’Isère", "du Département de l’Isère"),
        ("Ville de Grenoble", "de la Ville de Grenoble"),
        ("Grenoble-Alpes-Métropole", "de Grenoble-Alpes-Métropole"),
        ("École du Test", "de l’École du Test"),
        ("Angers Loire Métropole", "d’Angers Loire Métropole"),
        ("Hôpitaux universitaires", "des Hôpitaux universitaires"),
        ("CCAS de Port-Escale", "du CCAS de Port-Escale"),
    ],
)
def test_what_is_an_employer_s_is_said_in_french(name: str, said: str) -> None:
    assert of_employer(name) == said
