# SPDX-License-Identifier: EUPL-1.2
"""Each document of each kit, filled with its examples in a browser, is the act and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import served
from building import REPOSITORY
from filled_kit import faults_when_filled

pytestmark = pytest.mark.browser


def test_a_filled_document_is_the_act_and_nothing_else(browser: Browser, own_site: Path) -> None:
    documents = [
        f"dispositifs/{source.parts[-3]}/kit/{source.stem}/"
        for source in sorted((REPOSITORY / "schemes").glob("*/kit/*.md"))
    ]
    faults = {}
    with served(own_site) as address:
        for document in documents:
            page = browser.new_page()
            page.goto(f"{address}/{document}")
            if page.locator("form.es-kit").count() and (found := faults_when_filled(page)):
                faults[document] = found
            page.close()

    assert len(documents) > 20
    assert faults == {}
