# SPDX-License-Identifier: EUPL-1.2
"""A story that was corrected says when: on its page, in its feeds, in the open data."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from escales.checking.load import load
from escales.content.library import Library
from escales.open_data.dcat import make_dcat
from escales.open_data.records import open_stories, story_row
from escales.open_data.tables import TABLES
from escales.pages import make_site, plan_pages
from escales.pages.feeds import ATOM, make_feeds
from escales.settings.rules import Rules
from escales.settings.site import Settings

STORY = "stories/premier.md"
HERE = Settings(address="https://escales.example/")


@pytest.fixture
def corrected(root: Path) -> Library:
    file = root / STORY
    text = file.read_text(encoding="utf-8")
    new = text.replace("publie_le: 2026-02-01", "publie_le: 2026-02-01\ncorrige_le: 2 mars 2026")
    file.write_text(new, encoding="utf-8")
    return load(root, Rules(today=date(2026, 11, 23)))


def test_its_page_says_when_it_was_published_and_corrected(corrected: Library) -> None:
    plans = {plan.page.uri: plan for plan in plan_pages(make_site(corrected, settings=HERE))}
    page = plans["recits/premier.md"].make_page()

    assert "<br>Publié le 1er février 2026<br>Corrigé le 2 mars 2026</p>" in page.foot
    assert "Corrigé" not in plans["recits/troisieme-essai.md"].make_page().foot
    assert page.changed_on == date(2026, 3, 2)
    assert page.json_ld["datePublished"] == "2026-02-01"
    assert page.json_ld["dateModified"] == "2026-03-02"


def test_feeds_say_that_it_changed_and_keep_its_place(corrected: Library) -> None:
    made = {uri: b"".join(feed) for uri, feed in make_feeds(make_site(corrected, settings=HERE))}
    feed: Any = etree.fromstring(made["recits/flux.xml"])
    *_, entry = feed.findall(f"{{{ATOM}}}entry")
    *_, item = json.loads(made["recits/flux.json"])["items"]

    assert feed.findtext(f"{{{ATOM}}}updated") == "2026-03-02T00:00:00Z"
    assert entry.findtext(f"{{{ATOM}}}updated") == "2026-03-02T00:00:00Z"
    assert entry.findtext(f"{{{ATOM}}}published") == "2026-02-01T00:00:00Z"
    assert item["date_published"] == "2026-02-01T00:00:00Z"
    assert item["date_modified"] == "2026-03-02T00:00:00Z"


def test_the_open_data_say_so(corrected: Library) -> None:
    stories = [story_row(story, "") for story in open_stories(corrected)]

    days = {story["id"]: story["corrige_le"] for story in stories}
    assert days == {"premier": "2026-03-02", "seconde-voix": None, "troisieme-essai": None}
    records: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    records["recits"] = stories
    catalogue = json.dumps(make_dcat(records, "donnees/", HERE))
    assert '"2026-03-02"' in catalogue
    assert '"2026-02-01"' not in catalogue
