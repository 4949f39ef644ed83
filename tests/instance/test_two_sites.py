# SPDX-License-Identifier: EUPL-1.2
"""Two administrations, from the same wheel: each site is its own, and has nothing of the other."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from browsing import go_to, served
from building import made_once
from content.test_accessibility import faults_anywhere
from engine.test_build import assert_links_lead_somewhere
from every_text import MADE_WITH, OURS, texts
from instance.conftest import run
from instance.sites import DEPARTMENT, TOWN, options, say_who_publishes

ANSWERS = {"department": DEPARTMENT, "town": TOWN}
ADDRESSES = {
    "department": "https://passages.trois-rives.example/projet/",
    "town": "https://ville.example/projet/",
}
SEEN = ("", "contribuer/raconter/", "mentions-legales/")
Said = Mapping[str, Sequence[tuple[str, str]]]
HEADER = "header => getComputedStyle(header).backgroundColor"


@pytest.fixture(scope="module")
def roots(escales: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Write both sites by the installed command; then fill in who publishes, as README asks."""

    def write(folder: Path) -> None:
        for name, answers in ANSWERS.items():
            run(escales, "init", str(folder / name), *options(answers))
            run(escales, "check", "--root", str(folder / name))  # as it was written
            say_who_publishes(folder / name)

    folder = made_once(tmp_path_factory, "roots", write)
    return {name: folder / name for name in ANSWERS}


@pytest.fixture(scope="module")
def sites(
    escales: Path,
    without_documents: Path,
    roots: Mapping[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Path]:
    """Build both for their addresses, in strict mode; only the town asked for `[documents]`."""
    engines = {"department": without_documents, "town": escales}

    def build(folder: Path) -> None:
        for name, root in roots.items():
            command = ("-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / name))
            python = engines[name].with_name("python")
            run(python, *command, at=root, ESCALES_SITE=ADDRESSES[name])

    folder = made_once(tmp_path_factory, "sites", build)
    return {name: folder / name for name in roots}


@pytest.fixture(scope="module")
def said(sites: Mapping[str, Path]) -> Said:
    """Return what each file of each site says, documents and archives opened: read once."""
    return {name: [*texts(site)] for name, site in sites.items()}


@pytest.fixture(scope="module", params=ANSWERS)
def name(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named


def other(name: str) -> str:
    return next(one for one in ANSWERS if one != name)


def test_the_check_has_nothing_to_say_for_the_address_either(
    escales: Path, roots: Mapping[str, Path], name: str
) -> None:
    told = run(escales, "check", "--root", str(roots[name]), ESCALES_SITE=ADDRESSES[name])

    assert told == "Tout est en ordre.\n"


def test_the_program_is_named_in_one_line_of_each_page(said: Said, name: str) -> None:
    found = {path: OURS.findall(MADE_WITH.sub("", text, count=1)) for path, text in said[name]}
    pages = [text for _, text in said[name] if "<footer" in text]

    assert {path: names for path, names in found.items() if names} == {}
    assert len(pages) > 90
    assert {len(MADE_WITH.findall(page)) for page in pages} == {1}


def test_no_link_is_dead(sites: Mapping[str, Path], name: str) -> None:
    assert_links_lead_somewhere(sites[name])


def test_nothing_is_of_the_other(said: Said, name: str) -> None:
    """Neither its name, nor who publishes it, nor its address, in any file of the site."""
    told = ANSWERS[other(name)]
    theirs = [told[key] for key in ("nom", "editeur", "contact")] + [
        ADDRESSES[other(name)].rstrip("/")
    ]
    pattern = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in theirs).replace(" ", r"\s"))
    found = {path: pattern.findall(text) for path, text in said[name]}

    assert {path: names for path, names in found.items() if names} == {}


def ids(site: Path) -> Iterator[str]:
    """Yield what programs know the site by: the ids of its feeds and of its data."""
    for path in site.rglob("*.xml"):
        yield from (found.text or "" for found in etree.parse(path).iter("{*}id"))
    for path in site.rglob("flux.json"):
        feed = json.loads(path.read_text(encoding="utf-8"))
        yield from (feed["home_page_url"], feed["feed_url"])
    catalogue = (site / "donnees/catalogue.jsonld").read_text(encoding="utf-8")
    yield from re.findall(r'"@id": "(https?://[^"]*\.example/[^"]*)"', catalogue)


def test_its_ids_are_at_its_own_address(sites: Mapping[str, Path], name: str) -> None:
    found = list(ids(sites[name]))

    assert len(found) > 10
    assert [one for one in found if not one.startswith(ADDRESSES[name])] == []


def test_it_has_its_name_its_publisher_and_its_schemes(
    sites: Mapping[str, Path], name: str
) -> None:
    answers = ANSWERS[name]
    home = (sites[name] / "index.html").read_text(encoding="utf-8")
    legal = (sites[name] / "mentions-legales/index.html").read_text(encoding="utf-8")
    schemes = {path.parent.name for path in (sites[name] / "dispositifs").glob("*/index.html")}

    assert f"<title>{answers['nom']}".replace(" ", "\u00a0") in home.replace(" ", "\u00a0")
    assert answers["editeur"].replace(" ", "\u00a0") in legal.replace(" ", "\u00a0")
    assert answers["contact"] in legal
    assert schemes == {answers["dispositifs"]}


def test_its_employer_has_a_page(sites: Mapping[str, Path]) -> None:
    assert (sites["town"] / "collectivites/ville-d-exemple/index.html").is_file()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open one tab for all: axe is a script that the policy of the site would refuse."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_axe_finds_nothing_and_every_colour_is_read(
    sites: Mapping[str, Path], name: str, page: Page
) -> None:
    """In both schemes, at both widths: contrasts are among what axe measures."""
    found = {}
    with served(sites[name]) as address:
        for path in SEEN:
            go_to(page, sites[name], address, path)
            if told := faults_anywhere(page):
                found[path] = told

    assert found == {}


@pytest.mark.browser
def test_each_has_its_colour(sites: Mapping[str, Path], page: Page) -> None:
    page.emulate_media(color_scheme="light")
    colours = []
    for site in sites.values():
        with served(site) as address:
            go_to(page, site, address, "")
            colours.append(page.locator("header").first.evaluate(HEADER))

    assert len(set(colours)) == 2, colours


def test_the_sites_were_made_by_the_installed_engine(escales: Path) -> None:
    """Not by this repository: the proof would be of something else."""
    where = subprocess.run(
        [str(escales.with_name("python")), "-c", "import escales; print(escales.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=escales.parent,
    ).stdout
    assert Path(where.strip()).is_relative_to(escales.parents[1])
