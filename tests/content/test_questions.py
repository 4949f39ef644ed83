# SPDX-License-Identifier: EUPL-1.2
"""What readers ask of this site, in their own words, and the pages that answer."""

import sys
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from browsing import served

pytestmark = pytest.mark.browser

TABLE = Path(__file__).parent / "questions.yml"
QUESTIONS: dict[str, list[str]] = yaml.load(TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader)
FIRST = 3  # results that readers look at
ENOUGH = 0.9  # of the questions
ASK = """async ([questions, first]) => {
  const { find } = await import("/assets/search.js");
  const answers = [];
  for (const question of questions) {
    const { results } = await find(question);
    const pages = await Promise.all(results.slice(0, first).map((one) => one.data()));
    answers.push(pages.map(({ url }) => url.slice(1)));
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def answers(browser: Browser, own_site: Path) -> dict[str, list[str]]:
    with served(own_site) as address:
        page = browser.new_page()
        page.goto(f"{address}/glossaire/")
        found: list[list[str]] = page.evaluate(ASK, [list(QUESTIONS), FIRST])
        page.close()
    return dict(zip(QUESTIONS, found, strict=True))


def place_of(question: str, answers: dict[str, list[str]]) -> int | None:
    """Return the place, from 1, of the first right page, or None."""
    places = (place for place, url in enumerate(answers[question], 1) if url in QUESTIONS[question])
    return next(places, None)


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(QUESTIONS) >= 60


def test_every_right_page_is_on_the_site(own_site: Path) -> None:
    pages = {url.partition("?")[0] for urls in QUESTIONS.values() for url in urls}

    assert not [url for url in sorted(pages) if not (own_site / url / "index.html").is_file()]


def test_nine_questions_in_ten_are_answered_in_the_first_three_results(
    answers: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    places = {question: place_of(question, answers) for question in QUESTIONS}
    score = sum(place is not None for place in places.values()) / len(places)
    rows = (f"{place or '—'}  {question}" for question, place in places.items())
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *rows, f"{score:.0%} of {len(places)} questions", ""]))

    assert score >= ENOUGH
