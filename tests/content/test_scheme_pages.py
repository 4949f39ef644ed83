# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, the pages of schemes: what one comes for stands near the top."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from browsing import go_to, served
from content.conftest import own_library

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "desk": (1300, 844)}
PLACES = """() => {
  const top = (it) => it.getBoundingClientRect().top + scrollY;
  const decision = document.querySelector(".es-decision").getBoundingClientRect();
  return ["#es-kit", "#es-circuit"].map((id) => top(document.querySelector(id)))
    .map((place) => place - decision.bottom - scrollY);
}"""
CIRCUITS = """paths => paths.map(path => [
  [...path.querySelectorAll("svg text")].map(text => text.textContent),
  [...path.querySelectorAll("svg circle")].map(each => each.getAttribute("fill")),
  [...path.querySelectorAll("li strong")].map(text => text.textContent),
])"""


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height})
    yield page
    page.close()


def test_the_decision_the_documents_and_the_steps_come_in_this_order(
    page: Page, own_site: Path
) -> None:
    """The documents at most one screen below the decision, the steps two screens."""
    slugs = [folder.parent.name for folder in own_site.glob("dispositifs/*/kit")]
    assert len(slugs) > 2

    found = {}
    with served(own_site) as address:
        for slug in slugs:
            go_to(page, own_site, address, f"dispositifs/{slug}/")
            found[slug] = page.evaluate(PLACES)

    height = page.viewport_size["height"] if page.viewport_size else 0
    far = {
        slug: (kit, steps)
        for slug, (kit, steps) in found.items()
        if not 0 < kit < height or not kit < steps < 2 * height
    }
    assert far == {}


def test_each_drawing_says_what_its_list_and_its_scheme_say(page: Page, own_site: Path) -> None:
    schemes = own_library().schemes
    assert len(schemes) > 2

    with served(own_site) as address:
        for slug, scheme in schemes.items():
            steps = scheme.facts.circuit
            go_to(page, own_site, address, f"dispositifs/{slug}/")
            circuits = page.eval_on_selector_all(".es-circuit", CIRCUITS)

            settings = {step.setting for step in steps}
            assert len(circuits) == len(settings)
            for setting, (texts, discs, told) in zip(
                sorted(settings, key=str), circuits, strict=True
            ):
                own = [step for step in steps if step.setting is setting]
                names = {name for step in own for name in (*step.signers, *step.others)}
                drawn = " ".join(text for text in texts if not text.isdigit())
                assert [text for text in texts if text.isdigit()] == [
                    str(number) for number in range(1, len(own) + 1)
                ]
                assert sorted(drawn.lower()) == sorted(" ".join(names).lower())
                assert discs.count("var(--es-link)") == sum(len(step.signers) for step in own)
                assert told == [f"{step.what}." for step in own]


def test_no_cell_of_the_comparison_is_empty_or_unsaid(page: Page, own_site: Path) -> None:
    with served(own_site) as address:
        go_to(page, own_site, address, "dispositifs/")
        rows = page.eval_on_selector_all(
            ".es-compare dl > div",
            "rows => rows.map(row => row.innerText.split('\\n\\n').join('\\n'))",
        )

    cells = [row.partition("\n") for row in rows]
    chosen = [text for title, _, text in cells if title in {"À choisir si…", "Effort", "Délai"}]
    assert len(chosen) == 9
    assert all(len(text) > 30 for text in chosen)
    assert all(text.strip() for _, _, text in cells)


def test_the_page_for_those_who_decide_prints_on_one_sheet(
    own_site: Path, browser: Browser
) -> None:
    pages = {}
    sheet = browser.new_page()
    with served(own_site) as address:
        for folder in own_site.glob("dispositifs/*/en-une-page"):
            go_to(sheet, own_site, address, f"dispositifs/{folder.parent.name}/en-une-page/")
            printed = sheet.pdf(prefer_css_page_size=True)
            pages[folder.parent.name] = len(PdfReader(BytesIO(printed)).pages)
    sheet.close()

    assert len(pages) > 2
    assert {name: count for name, count in pages.items() if count != 1} == {}


def test_a_kit_opens_moment_by_moment_with_its_formats(page: Page, own_site: Path) -> None:
    with served(own_site) as address:
        go_to(page, own_site, address, "dispositifs/matp/")
        moments = page.locator(".es-papers:not(.es-scripted) summary").all_inner_texts()
        assert [each.split()[0] for each in moments[:3]] == ["Avant", "Pendant", "Après"]

        page.get_by_text(moments[0]).press("Enter")

        before = page.locator(".es-papers[open]").first
        settings = before.locator("> p > strong").all_inner_texts()
        assert "Entre employeurs" in settings
        letter = before.locator("li", has_text="Lettre de mission").first
        names = letter.get_by_role("link").all_inner_texts()
        assert names[1:] == ["ODT", "DOCX", "PDF"]
