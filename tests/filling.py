# SPDX-License-Identifier: EUPL-1.2
"""Fill the form as a person would, with answers that are right unless others are given."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

RIGHT: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "engine/form_cases.yml").read_text(encoding="utf-8")
)["right"]


def fill(page: Page, answers: Mapping[str, Any] = RIGHT) -> None:
    for key, value in answers.items():
        for each in value if isinstance(value, list) else [value]:
            named = page.locator(f'[name="{key}"]')
            match named.first.evaluate("it => it.type"):
                case "radio" | "checkbox":
                    page.locator(f'[name="{key}"][value="{each}"]').check()
                case "select-one":
                    named.select_option(each)
                case _:
                    named.fill(each)
