# SPDX-License-Identifier: EUPL-1.2
"""Make letters of answers, as the form does in a browser."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from browsing import opened_among_scripts
from escales.checking.load import load
from escales.form import describe_form
from escales.settings.site import Settings

REVIEW = """async ([all, rules]) => {
  const { review } = await import("/assets/story/check.js");
  return all.map((typed) => review(typed, rules));
}"""
WRITE = """async ([all, rules, how]) => {
  const { review } = await import("/assets/story/check.js");
  const { letterOf } = await import("/assets/story/compose.js");
  return all.map((typed) => {
    const { values, body } = review(typed, rules);
    return letterOf(values, body, rules, how);
  });
}"""

Answers = Mapping[str, Any]  # by key, as typed; several choices are a list


@dataclass(frozen=True)
class Judge:
    """Reviews answers in the browser, with the rules of a site, and writes letters of them."""

    page: Page
    root: Path
    settings: Settings

    @property
    def rules(self) -> dict[str, Any]:
        rules: dict[str, Any] = json.loads(describe_form(load(self.root), self.settings).rules)
        return rules

    def review(self, answers: Sequence[Answers]) -> list[dict[str, Any]]:
        reviews: list[dict[str, Any]] = self.page.evaluate(REVIEW, [answers, self.rules])
        return reviews

    def write(self, answers: Sequence[Answers], *, is_public: bool = False) -> list[str]:
        how = {"isPublic": is_public}
        letters: list[str] = self.page.evaluate(WRITE, [answers, self.rules, how])
        return letters


@contextmanager
def judging(browser: Browser, root: Path, settings: Settings | None = None) -> Iterator[Judge]:
    """Yield who judges the answers of the form of a site."""
    with opened_among_scripts(browser) as page:
        yield Judge(page, root, settings or Settings())
