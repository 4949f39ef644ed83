# SPDX-License-Identifier: EUPL-1.2
"""Whatever moved says where it was: its former addresses lead to it, and the site knows them."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import served
from building import build, buildable
from conftest import FIXTURE
from escales.checking.load import load
from escales.html.redirects import former_pages, make_redirects
from escales.settings.site import Settings
from published import answering


def change(root: Path, path: str, line: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


@pytest.fixture
def moved(root: Path) -> Path:
    """Return the fixture site where a scheme, a document, an employer and a page have moved."""
    change(root, "schemes/renfort/index.md", "anciens_slugs: [coup-de-main, appui]")
    change(root, "schemes/renfort/kit/lettre-de-renfort.md", "anciens_slugs: [lettre]")
    change(root, "docs/collectivites/ville-d-essai.md", "anciens_slugs: [essai-ville]")
    page = root / "docs/donnees.md"
    header = "---\nanciennes_adresses: [open-data, /contribuer/donnees/]\n---\n"
    page.write_text(header + page.read_text(encoding="utf-8"), encoding="utf-8")
    return root


FORMER = {
    "dispositifs/coup-de-main/": "dispositifs/renfort/index.md",
    "dispositifs/appui/": "dispositifs/renfort/index.md",
    "dispositifs/coup-de-main/kit/lettre-de-renfort/": (
        "dispositifs/renfort/kit/lettre-de-renfort.md"
    ),
    "dispositifs/appui/kit/lettre/": "dispositifs/renfort/kit/lettre-de-renfort.md",
    "dispositifs/renfort/kit/lettre/": "dispositifs/renfort/kit/lettre-de-renfort.md",
    "recits/par-dispositif/appui/": "recits/par-dispositif/renfort/index.md",
    "collectivites/essai-ville/": "collectivites/ville-d-essai.md",
    "open-data/": "donnees.md",
    "contribuer/donnees/": "donnees.md",
    "recits/seconde-voix/": "recits/deuxieme-voix.md",
}


def test_whatever_moved_leads_to_where_it_is(moved: Path) -> None:
    """The documents of a scheme and the list of its stories have moved with it."""
    found = former_pages(load(moved))

    assert {address: found.get(address) for address in FORMER} == FORMER
    made = dict(make_redirects(load(moved), Settings()))
    assert set(made) == {f"{address}index.html" for address in found}
    assert b"url=../../dispositifs/renfort/" in made["dispositifs/appui/index.html"]
    assert b"url=../donnees/" in made["open-data/index.html"]


@pytest.mark.browser
def test_a_reader_of_the_built_site_gets_there(browser: Browser, tmp_path: Path) -> None:
    root = buildable(tmp_path)
    change(root, "schemes/renfort/index.md", "anciens_slugs: [coup-de-main]")
    result = build(tmp_path / "www", root, ESCALES_RECHERCHE="non")
    assert result.returncode == 0, result.stderr

    with served(tmp_path / "www") as address:
        page = browser.new_page()
        page.goto(f"{address}/dispositifs/coup-de-main/kit/bilan-de-renfort/")
        page.wait_for_url(f"{address}/dispositifs/renfort/kit/bilan-de-renfort/")
        page.close()


def test_the_addresses_of_the_fixture_site_are_pages_of_its_build(built: Path) -> None:
    """What is told to answer is there, once it is built."""
    wanted = answering(FIXTURE)

    assert len(wanted) > 50
    assert [one for one in sorted(wanted) if not (built / one / "index.html").is_file()] == []
