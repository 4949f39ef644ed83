# SPDX-License-Identifier: EUPL-1.2
"""The Content-Security-Policy is on every page of this site, and none of its pages breaks it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import served
from engine.test_policy import Watched, check_pages

GUIDE = ("", "question-duree/", "reponse-immersion-professionnelle/")


def test_every_page_of_this_site_says_the_policy(published_site: Path) -> None:
    """Pages written by hand hold no style, script nor handler of their own."""
    assert len(check_pages(published_site)) == 1


@pytest.mark.browser
def test_the_guide_breaks_no_policy(browser: Browser, own_site: Path) -> None:
    context = browser.new_context()
    with served(own_site) as address:
        watched = Watched(context.new_page(), address)
        watched.watch()
        for path in GUIDE:
            watched.go(f"quel-cadre/{path}")
            watched.page.mouse.wheel(0, 100_000)
            expect(watched.page.get_by_role("heading", level=1)).to_be_visible()
    context.close()

    assert watched.refused == []
    assert watched.outside == []
