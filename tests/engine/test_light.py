# SPDX-License-Identifier: EUPL-1.2
"""Pages stay light: what a first visit fetches, what holds its display up, and what it tells."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from browsing import served
from conftest import FIXTURE, MEASURED
from escales.checking.load import load
from escales.pages import make_site
from escales.publishing.weights import WEIGHTS_PAGE, pages_to_weigh, weigh
from escales.words.addresses import url_of

pytestmark = pytest.mark.browser

MOST_BYTES, MOST_REQUESTS = 120_000, 15
KINDS = {
    "home": "index.md",
    "story": "recits/premier.md",
    "explorer": "recits/index.md",
    "list": "recits/par-categorie/c/index.md",
    "scheme": "dispositifs/renfort/index.md",
    "kit document": "dispositifs/renfort/kit/lettre-de-renfort.md",
    "collectivity": "collectivites/ville-d-essai.md",
    "form": "contribuer/raconter.md",
    "withdrawn": "recits/recit-retire.md",
    "legal": "mentions-legales.md",
}
BUDGETED = ("home", "story")
# Where a script asks for more by itself: the page does not name it.
BY_SCRIPTS = {"explorer"}


@pytest.fixture(scope="module")
def hosted(built: Path) -> Iterator[str]:
    with served(built, compressed=True) as address:
        yield address


class Visit:
    """What a browser with an empty cache asks for, and what it gets, to show a page."""

    def __init__(self, browser: Browser, address: str, uri: str) -> None:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # it wraps no built-in
        page.goto(f"{address}/{url_of(uri)}")
        page.wait_for_load_state("networkidle")
        icon = page.locator("link[rel=icon]").evaluate("link => link.href")
        if icon not in [answer.url for answer in answers]:  # a browser without windows shows none
            page.evaluate("icon => fetch(icon).then((answer) => answer.blob())", icon)
        self.urls = [answer.url for answer in answers if answer.url.startswith("http")]
        self.size = sum(
            answer.request.sizes()["responseBodySize"]
            for answer in answers
            if answer.url.startswith("http")
        )
        self.blocking = page.evaluate(
            "performance.getEntriesByType('resource')"
            ".filter(one => one.renderBlockingStatus === 'blocking').map(one => one.name)"
        )
        context.close()


@pytest.fixture(scope="module")
def visits(browser: Browser, hosted: str) -> dict[str, Visit]:
    return {kind: Visit(browser, hosted, uri) for kind, uri in KINDS.items()}


@pytest.mark.parametrize("kind", BUDGETED)
def test_a_first_visit_keeps_to_its_budget(
    visits: dict[str, Visit], kind: str, record_property: Callable[[str, object], None]
) -> None:
    """120 kB and 15 requests, as a host that compresses sends them."""
    visit = visits[kind]
    record_property(MEASURED, f"{kind}: {visit.size / 1000:.1f} kB, {len(visit.urls)} requests")

    assert visit.size <= MOST_BYTES, f"{visit.size} bytes: {visit.urls}"
    assert len(visit.urls) <= MOST_REQUESTS, visit.urls


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_holds_the_display_up_but_one_stylesheet(
    visits: dict[str, Visit], built: Path, kind: str
) -> None:
    """Chromium says what blocked; the page itself says what would elsewhere."""
    head = _Head()
    head.feed(page_text(built, KINDS[kind]))

    assert len(visits[kind].blocking) <= 1, visits[kind].blocking
    assert all(url.endswith(".css") for url in visits[kind].blocking)
    assert len(head.sheets) == 1, head.sheets
    assert head.blocking == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_asks_anything_of_another_site(
    visits: dict[str, Visit], hosted: str, kind: str
) -> None:
    assert [url for url in visits[kind].urls if not url.startswith(f"{hosted}/")] == []


@pytest.mark.parametrize("kind", sorted(set(KINDS) - BY_SCRIPTS))
def test_what_the_site_computes_is_what_a_browser_gets(
    visits: dict[str, Visit], built: Path, kind: str
) -> None:
    """To the file, and within 2 %."""
    computed, visit = weigh(built, KINDS[kind]), visits[kind]

    assert computed.requests == len(visit.urls), visit.urls
    assert computed.size == pytest.approx(visit.size, rel=0.02)


def test_the_page_on_ecodesign_tells_what_was_measured(built: Path) -> None:
    told = page_text(built, WEIGHTS_PAGE)
    rows = re.findall(r'<a href="([^"]*)">([^<]*)</a></th><td>(\d+)\u00a0ko</td><td>(\d+)<', told)
    site = make_site(load(FIXTURE), [])

    assert len(rows) == 6
    for (href, label, kilobytes, requests), (name, uri) in zip(
        rows, pages_to_weigh(site), strict=True
    ):
        weight = weigh(built, uri)
        assert label == name
        assert (built / "ecoconception" / href / "index.html").is_file()
        assert (int(kilobytes), int(requests)) == (-(-weight.size // 1000), weight.requests)
    assert "Ces mesures se font" not in told


class _Head(HTMLParser):
    """Collects the stylesheets of a page, and the scripts that it waits for."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.blocking: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "link" and "stylesheet" in told.get("rel", "").split():
            self.sheets.append(told["href"])
        waits = told.get("type") != "module" and not {"defer", "async"} & told.keys()
        if tag == "script" and "src" in told and waits:
            self.blocking.append(told["src"])


def page_text(built: Path, uri: str) -> str:
    return (built / url_of(uri) / "index.html").read_text(encoding="utf-8")
