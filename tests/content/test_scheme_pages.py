# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, the pages of schemes: what one comes for stands near the top."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import go_to, served

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "desk": (1300, 844)}
PLACES = """() => {
  const top = (it) => it.getBoundingClientRect().top + scrollY;
  const decision = document.querySelector(".es-decision").getBoundingClientRect();
  return [decision.bottom + scrollY, top(document.querySelector("#es-kit"))];
}"""


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height})
    yield page
    page.close()


def test_documents_begin_at_most_one_screen_below_the_decision(page: Page, own_site: Path) -> None:
    slugs = [folder.parent.name for folder in own_site.glob("dispositifs/*/kit")]
    assert len(slugs) > 2

    found = {}
    with served(own_site) as address:
        for slug in slugs:
            go_to(page, own_site, address, f"dispositifs/{slug}/")
            decision, kit = page.evaluate(PLACES)
            found[slug] = kit - decision

    height = page.viewport_size["height"] if page.viewport_size else 0
    assert {slug: below for slug, below in found.items() if not 0 < below < height} == {}


def test_a_kit_opens_moment_by_moment_with_its_formats(page: Page, own_site: Path) -> None:
    with served(own_site) as address:
        go_to(page, own_site, address, "dispositifs/matp/")
        moments = page.locator(".es-papers:not(.es-scripted) summary").all_inner_texts()
        assert [each.split()[0] for each in moments] == ["Avant", "Pendant", "Après"]

        page.get_by_text(moments[0]).press("Enter")

        before = page.locator(".es-papers[open]")
        settings = before.locator("> p > strong").all_inner_texts()
        assert "Entre employeurs" in settings
        letter = before.locator("li", has_text="Lettre de mission").first
        names = letter.get_by_role("link").all_inner_texts()
        assert names[1:] == ["ODT", "DOCX", "PDF"]
