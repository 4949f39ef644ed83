# SPDX-License-Identifier: EUPL-1.2
"""What the pages written by hand say is true, and is said in one place."""

import re
from datetime import date

from bench.figures import PAGE, read_figures, shown
from building import REPOSITORY
from engine.test_map import MAP_SOURCES
from engine.test_open_data import made
from escales.checking.load import load
from escales.settings.rules import Rules

URI = "contribuer/champs.md"
TODAY = date(2026, 11, 23)


def test_the_delay_is_an_aim_that_the_settings_say() -> None:
    """A maintainer changes it there, and nowhere else."""
    pages = [REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs/contribuer").glob("*.md"))]
    guide = (REPOSITORY / "docs/contribuer/index.md").read_text(encoding="utf-8")

    assert [path for path in pages if "jours ouvrés" in path.read_text(encoding="utf-8")] == []
    assert "\n<!-- escales:delai-reponse -->\n" in guide


def test_no_fence_stands_in_a_list() -> None:
    """Markdown reads one at the margin only: elsewhere its name would be the first word shown."""
    fence = re.compile(r"^ +(?:```|~~~)", re.MULTILINE)
    pages = sorted((REPOSITORY / "docs").glob("**/*.md"))

    assert [p.name for p in pages if fence.search(p.read_text(encoding="utf-8"))] == []


def test_the_schemas_that_the_reference_links_to_are_published() -> None:
    page = (REPOSITORY / "docs" / URI).read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(schemas/([^)]*)\)", page))

    assert linked == {path.name for path in (REPOSITORY / "docs/contribuer/schemas").iterdir()}


def test_every_file_is_named_on_the_page_and_the_reverse() -> None:
    page = (REPOSITORY / "docs/donnees.md").read_text(encoding="utf-8")

    assert set(re.findall(r"\]\(donnees/([^)]*)\)", page)) == set(made())


def test_the_figures_of_the_page_on_scale_are_those_of_the_last_run_that_was_kept() -> None:
    """`make bench KEEP=oui` writes both."""
    assert f"\n\n{shown(read_figures())}\n\n" in PAGE.read_text(encoding="utf-8")


def test_the_state_of_this_site_is_right_and_founded() -> None:
    """Every test that it names exists; nobody but a test has looked at anything yet."""
    library = load(REPOSITORY, Rules(today=TODAY))
    facts = library.accessibility.facts
    tests = "".join(
        p.read_text(encoding="utf-8") for p in (REPOSITORY / "tests").rglob("test_*.py")
    )

    assert facts
    named = {how for criterion in facts.criteria.values() for how in criterion.checked_by}
    assert sorted(how for how in named if f"def {how}(" not in tests) == []
    assert library.accessibility.words == "Accessibilité\u00a0: non conforme"


def test_no_page_asks_the_publisher_for_what_mkdocs_yml_does_not_take() -> None:
    """A gap typed in a page would go out with it."""
    pages = (REPOSITORY / "docs").glob("**/*.md")
    typed = re.compile(r"[ÀA] compléter par la structure qui publie ce site", re.IGNORECASE)

    asking = {page.name for page in pages if typed.search(page.read_text(encoding="utf-8"))}
    assert asking <= {"accessibilite.md"}  # its audit is for the publisher to add


def test_the_sources_of_the_map_are_credited_on_the_site() -> None:
    text = (REPOSITORY / "docs/licences.md").read_text(encoding="utf-8")

    assert [source for source in MAP_SOURCES if source not in text] == []
