# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, the page of problems: it opens at a number, on any screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import served
from building import build, buildable

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).parents[2]
NAV = "      - contribuer/index.md\n"


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the fixture site with a page of its problems."""
    folder = tmp_path_factory.mktemp("problems")
    root = buildable(folder)
    page = "# Comprendre un problème\n\n<!-- escales:problemes -->\n"
    (root / "docs/contribuer/problemes.md").write_text(page, encoding="utf-8")
    configuration = (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert NAV in configuration
    configuration = configuration.replace(NAV, f"{NAV}      - contribuer/problemes.md\n")
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    built = build(folder / "site", root, ESCALES_RECHERCHE="non")
    assert built.returncode == 0, built.stderr
    with served(folder / "site") as address:
        yield f"{address}/contribuer/problemes/"


@pytest.mark.parametrize("width", [320, 1300])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_number_opens_its_explanation_on_any_screen(
    browser: Browser, problems: str, width: int, scheme: str
) -> None:
    colours = "dark" if scheme == "dark" else "light"
    page = browser.new_page(
        viewport={"width": width, "height": 844},
        color_scheme=colours,  # type: ignore[arg-type] # one of two literals
        reduced_motion="reduce",  # else it goes there by and by
    )
    page.goto(f"{problems}#e106")

    heading = page.locator("#e106")
    assert heading.inner_text() == "E106 · La ligne contient une tabulation"
    top = heading.evaluate("it => it.getBoundingClientRect().top")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert 0 <= top < 300
    assert wide <= width


def test_the_index_leads_to_each_problem_without_javascript(
    browser: Browser, problems: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(problems)

    page.get_by_role("navigation", name="Tous les problèmes").get_by_role(
        "link", name="E209", exact=True
    ).click()

    expect(page).to_have_url(f"{problems}#e209")
    assert page.get_by_role("heading", name="E209 · La durée ne se lit pas").is_visible()
    context.close()
