# SPDX-License-Identifier: EUPL-1.2
"""Numbers, plurals, dates and durations are those of the French of CLDR, that Babel carries."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from browsing import served
from escales.pages.templating import french_date
from escales.schema.durations import parse_duration
from escales.words.spelling import counted, french_number

CORE = Path(__file__).parents[2] / "hooks/escales"
FRENCH = Locale("fr")
UNITS = {"an": "year", "mois": "month", "semaine": "week", "jour": "day", "heure": "hour"}
BY_HAND = re.compile(r"\w\(s\)|\w\(e\)|\{\{[^}]*\}\}\s*(?:récit|exemple|problème|fichier|jour)s?\b")


@given(st.integers(0, 10**9))
def test_a_number_is_written_as_babel_does(number: int) -> None:
    assert french_number(number) == format_decimal(number, locale="fr")


@given(st.integers(0, 999_999))
def test_a_plural_begins_where_babel_says(number: int) -> None:
    """At two: French says "0 récit", "1 récit", "2 récits"."""
    one = FRENCH.plural_form(number) == "one"

    assert counted(number, "récit", "récits").endswith("récit" if one else "récits")


def test_nothing_is_singular() -> None:
    assert [counted(n, "récit", "récits") for n in (0, 1, 2, 12_345)] == [
        "0\u00a0récit",
        "1\u00a0récit",
        "2\u00a0récits",
        "12\u202f345\u00a0récits",
    ]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_duration_is_written_as_babel_does(number: int, unit: str) -> None:
    many = unit if unit == "mois" or number == 1 else f"{unit}s"
    duration = parse_duration(f"{number} {many}")

    assert duration
    told = format_unit(number, f"duration-{UNITS[unit]}", locale="fr")
    assert str(duration) == told.replace(" ", "\u00a0")  # Babel breaks some of them, not others


def test_a_date_is_written_as_babel_does_but_for_the_first_of_the_month() -> None:
    for days in range(366):
        day = date(2026, 1, 1) + timedelta(days=days)
        told = format_date(day, "d MMMM y", locale="fr")
        assert french_date(day) == (told if day.day > 1 else told.replace("1", "1er", 1))


def test_no_template_nor_script_makes_a_plural_or_a_number_by_hand() -> None:
    """Each passes through `counted`, or tells both words to the script that counts."""
    files = [*CORE.glob("pages/templates/*.html"), *CORE.glob("mkdocs/theme/**/*.html")]
    files += [path for path in CORE.glob("mkdocs/theme/**/*.js") if "vendor" not in path.parts]

    assert {path.name for path in files if BY_HAND.search(path.read_text("utf-8"))} == set()


@pytest.mark.browser
def test_scripts_count_as_pages_do(browser: Browser) -> None:
    numbers = [0, 1, 2, 999, 1000, 12_345, 1_234_567]
    with served(CORE / "mkdocs/theme") as address:
        page = browser.new_page()
        page.goto(f"{address}/assets/story/french.js")
        script = """async (numbers) => {
          const { counted } = await import("/assets/story/french.js");
          return numbers.map((number) => [counted(number, ["récit", "récits"]),
            new Intl.NumberFormat("fr").format(number)]);
        }"""
        said = page.evaluate(script, numbers)
        page.close()

    assert said == [[counted(n, "récit", "récits"), french_number(n)] for n in numbers]
