# SPDX-License-Identifier: EUPL-1.2
"""From the home to what each reader came for, in how many taps: a walk by the links of the pages.

A reader knows no address: each tap is the text of a link that stands on the page.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

import pytest
from lxml.html import HtmlElement

from content.conftest import own_library
from kinds import built_pages

REPOSITORY = Path(__file__).parents[2]
BAND = "Jusqu’à 3 mois"


class Walk(NamedTuple):
    who: str
    taps: tuple[str, ...]
    told: tuple[str, ...]  # what the last page has to say


WALKS = [
    Walk(
        "an agent in CDD, about another employer",
        (
            "Je veux partir",
            "Chez un autre employeur public",
            "Travailler, à titre",
            "Une part de mon temps",
            "Agent contractuel en CDD",
        ),
        ("Pas par ce chemin", "CDD"),
    ),
    Walk(
        "a manager, about the risks",
        ("On me demande de laisser partir",),
        ("Vous craignez", "Qui évalue", "Qui remplace"),
    ),
    Walk(
        "someone who tells",
        ("Je raconte", "Ouvrir le formulaire"),
        ("Raconter dans un formulaire",),
    ),
    Walk(
        "a director of human resources, about documents",
        ("Je mets en place", "La mission d’appui temporaire au projet"),
        ("Les documents à reprendre",),
    ),
]


@pytest.fixture(scope="module")
def pages(own_site: Path) -> dict[str, HtmlElement]:
    return {page.path: page.html for page in built_pages(own_site)}


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def tap(pages: dict[str, HtmlElement], path: str, beginning: str) -> str:
    """Return where the first link of the text of a page leads, among those that begin so."""
    links = [a for a in pages[path].xpath("//main//a[@href]") if words(a).startswith(beginning)]
    assert links, (path, beginning)
    return str(urldefrag(urljoin(f"/{path}", links[0].get("href"))).url).removeprefix("/")


def walked(pages: dict[str, HtmlElement], taps: Sequence[str]) -> str:
    path = ""
    for beginning in taps:
        path = tap(pages, path, beginning)
    return path


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.who)
def test_each_reader_comes_there(pages: dict[str, HtmlElement], walk: Walk) -> None:
    (main,) = pages[walked(pages, walk.taps)].xpath("//main")

    assert [told for told in walk.told if told not in words(main)] == []


def test_a_story_of_about_three_months_is_two_taps_away(pages: dict[str, HtmlElement]) -> None:
    """A duration, then the story: each list of a duration gives all of its stories."""
    stories = [s for s in own_library().stories if s.facts.duration.band.label == BAND]

    assert stories
    for story in stories:
        path = walked(pages, (BAND, story.facts.title.replace("\u00a0", " ")))
        assert path == f"recits/{story.slug}/"


def test_the_home_never_counts_nothing(pages: dict[str, HtmlElement]) -> None:
    text = words(pages[""].xpath("//main")[0])

    assert re.findall(r"\b0 (?:récit|exemple)|\+\d", text) == []


def test_a_new_site_begins_with_the_same_home() -> None:
    """But for its name, its schemes and what they say."""
    template = REPOSITORY / "hooks/escales/commands/init/template/index.md"
    kept = re.compile(r"^(?:On quitte.*|- \*\*\[.*?\]|<!-- .* -->)", re.MULTILINE)
    own, new = (
        kept.findall(path.read_text(encoding="utf-8"))
        for path in (REPOSITORY / "docs/index.md", template)
    )

    assert len(own) == 9
    assert own == new
