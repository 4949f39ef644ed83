# SPDX-License-Identifier: EUPL-1.2
"""The Atom feed of a scheme: valid, dated by its journal, with ids that never change."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conftest import FIXTURE
from escales.feeds import ATOM, make_feeds
from escales.load import load

SPACE = {"a": ATOM}


def feed(address: str, root: Path = FIXTURE) -> ET.Element:
    ((uri, content),) = make_feeds(load(root), address)
    assert uri == "dispositifs/renfort/flux.xml"
    return ET.fromstring(content)  # noqa: S314  # we have just written it


def texts(element: ET.Element, path: str) -> list[str | None]:
    return [found.text for found in element.findall(path, SPACE)]


def test_a_feed_tells_the_journal_the_newest_first() -> None:
    made = feed("https://escales.example/projet/")

    assert texts(made, "a:title") == [
        "Escales\u00a0: les versions de «\u00a0Le renfort d’un mois\u00a0»"
    ]
    assert texts(made, "a:updated") == ["2026-03-01T00:00:00Z"]
    assert texts(made, "a:entry/a:title") == ["Version 0.2.0", "Version 0.1.0"]
    assert texts(made, "a:entry/a:summary") == ["Ajout des étapes.", "Première version."]
    assert texts(made, "a:entry/a:updated") == ["2026-03-01T00:00:00Z", "2026-01-01T00:00:00Z"]


def test_each_element_that_the_standard_requires_is_there_once() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated, of the feed and of each entry."""
    made = feed("https://escales.example/projet/")

    for element in (made, *made.findall("a:entry", SPACE)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", SPACE)) == 1
    assert texts(made, "a:author/a:name") == ["Escales"]
    links = {link.get("rel"): link.get("href") for link in made.findall("a:link", SPACE)}
    page = "https://escales.example/projet/dispositifs/renfort/"
    assert links == {"alternate": page, "self": f"{page}flux.xml"}


@pytest.mark.parametrize("address", ["", "https://escales.example/", "https://ailleurs.example/x/"])
def test_ids_do_not_change_with_the_address(address: str) -> None:
    ids = texts(feed(address), "a:id") + texts(feed(address), "a:entry/a:id")

    assert ids == [
        "tag:escales,2026:dispositifs/renfort",
        "tag:escales,2026:dispositifs/renfort/0.2.0",
        "tag:escales,2026:dispositifs/renfort/0.1.0",
    ]


def test_without_an_address_links_are_relative() -> None:
    links = [link.get("href") for link in feed("").findall("a:link", SPACE)]

    assert links == ["../../dispositifs/renfort/", "../../dispositifs/renfort/flux.xml"]
