# SPDX-License-Identifier: EUPL-1.2
"""The colours that a site chooses: each carries its text in both schemes, or is refused."""

import colorsys
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers
from mkdocs.utils import get_theme_dir

import escales
from escales.html.style_sheet import make_style_sheet
from escales.problems.problem import Notes
from escales.reading.header import Header
from escales.settings.colours import (
    BLACK,
    DARK_GROUNDS,
    ENOUGH,
    LIGHT_GROUNDS,
    SHAPES,
    STEPS,
    WHITE,
    contrast,
    least_contrast,
    readable,
)
from escales.settings.look import Look
from escales.settings.palette import material_colours, read_palette

CSS = Path(escales.__file__).parent / "html/css"
SHEETS = Path(get_theme_dir("material")) / "assets/stylesheets"
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
PLAIN = r"\[data-md-color-{kind}=([a-z-]+)\](?::not\(\[data-md-color-scheme=slate\]\))?"
HSL = re.compile(r"hsla?\((?:var\(--md-hue\)|(\d+)),\s*(\d+)%,\s*(\d+)%")
HUE = 225  # --md-hue of Material


def in_digits(colour: str) -> str:
    if match := HSL.match(colour):
        hue, saturation, light = int(match[1] or HUE), int(match[2]), int(match[3])
        parts = colorsys.hls_to_rgb(hue / 360, light / 100, saturation / 100)
        return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
    short = len(colour) == 4
    return "#" + "".join(each * 2 for each in colour[1:]) if short else colour


def of_material(kind: str, variable: str) -> dict[str, str]:
    """Return what Material's own sheet gives to a variable, by the name of the colour."""
    (sheet,) = SHEETS.glob("palette.*.min.css")
    found: dict[str, str] = {}
    for selectors, content in RULE.findall(sheet.read_text(encoding="utf-8")):
        value = re.search(rf"{variable}:([^;]*)", content)
        for selector in selectors.split(","):
            name = re.fullmatch(PLAIN.format(kind=kind), selector.strip())
            if name and value:
                found[name[1]] = in_digits(value[1])
    return found


def test_the_colours_are_those_of_material() -> None:
    assert material_colours() == {
        "primary": of_material("primary", "--md-primary-fg-color"),
        "link": of_material("primary", "--md-typeset-a-color"),
        "accent": of_material("accent", "--md-accent-fg-color"),
    }


@pytest.mark.parametrize(("part", "grounds"), [("palette", LIGHT_GROUNDS), ("dark", DARK_GROUNDS)])
def test_texts_stand_on_the_grounds_of_the_sheet(part: str, grounds: tuple[str, ...]) -> None:
    text = (CSS / f"{part}.css").read_text(encoding="utf-8")
    names = ("page", "soft", "chalk", "fiction")
    found = [re.search(rf"--es-{name}: (#\w+);", text) for name in names]

    assert tuple(in_digits(match[1]) for match in found if match) == grounds


@settings(max_examples=200)
@given(integers(0, 0xFFFFFF))
def test_the_nearest_colour_is_read_and_the_one_before_is_not(number: int) -> None:
    colour = f"#{number:06x}"
    for grounds, towards in ((LIGHT_GROUNDS, BLACK), (DARK_GROUNDS, WHITE)):
        found = readable(colour, grounds, towards)
        assert least_contrast(found, grounds) >= ENOUGH
        on_the_way = [mixed(colour, towards, step) for step in range(STEPS + 1)]
        before = [one for one, two in pairwise(on_the_way) if two == found and one != found]
        assert all(least_contrast(one, grounds) < ENOUGH for one in before)


def mixed(colour: str, other: str, step: int) -> str:
    parts = [[int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (colour, other)]
    share = step / STEPS
    pairs = zip(*parts, strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def sheet_of(palette: object) -> tuple[str, list[str]]:
    """Return the sheet of a palette, and what is said of it."""
    notes = Notes("mkdocs.yml")
    header = Header({}, {}, 1)
    look = Look(palette=read_palette(header, palette, notes))  # type: ignore[arg-type]  # any shape
    return make_style_sheet("", look), [problem.code for problem in notes.problems]


def variables(rules: str) -> dict[str, str]:
    """Return the colours that a sheet ends with."""
    return {n: in_digits(v) for n, v in re.findall(r"--es-([\w-]+):(#[0-9a-f]+)\b", rules)}


@pytest.mark.parametrize(
    "primary", [*material_colours()["primary"], "deep purple", "#0b0b0b", "#fefefe"]
)
@pytest.mark.parametrize("accent", ["indigo", "yellow", "#777"])
def test_every_text_of_an_accepted_palette_is_read_in_both_schemes(
    primary: str, accent: str
) -> None:
    """On dark pages, the site lightens links by itself; a header has white or black on it."""
    sheet, told = sheet_of({"primary": primary, "accent": accent})
    light, _, dark = sheet.rpartition("@media screen{:root[data-scheme=dark]{")
    light, _, _ = light.rpartition("@media screen and (prefers-color-scheme:dark)")
    on_light = variables(light)
    on_dark = {**on_light, **variables(dark)}

    assert set(told) <= {"contrast"}
    for found, grounds in ((on_light, LIGHT_GROUNDS), (on_dark, DARK_GROUNDS)):
        assert contrast(found["water"], found["water-text"]) >= ENOUGH
        assert contrast(found["water"], found["buoy"]) >= SHAPES
        assert least_contrast(found["accent-text"], grounds) >= ENOUGH
        few = least_contrast(found["link"], grounds) < ENOUGH
        few |= least_contrast(found["accent"], grounds) < SHAPES
        assert few == (grounds is LIGHT_GROUNDS and told != [])


SYSTEM = "@media screen and (prefers-color-scheme:dark){:root:not([data-scheme=light]){"
CHOSEN, UNLESS, ALWAYS = (
    "@media screen{:root[data-scheme=dark]{",
    "@media screen{:root:not([data-scheme=light]){",
    "@media screen{:root{",
)
DEFAULT, SLATE = {"scheme": "default"}, {"scheme": "slate"}


@pytest.mark.parametrize(
    ("palette", "rules"),
    [
        ("", (SYSTEM, CHOSEN)),
        ({"primary": "indigo"}, (SYSTEM, CHOSEN)),
        (DEFAULT, ()),
        (SLATE, (ALWAYS,)),
        ([SLATE], (ALWAYS,)),
        ([DEFAULT, SLATE], (CHOSEN,)),
        ([SLATE, DEFAULT], (UNLESS,)),
        ([{"primary": "indigo"}, SLATE], (CHOSEN,)),
        ([{**DEFAULT, "media": "(prefers-color-scheme: light)"}, SLATE], (SYSTEM, CHOSEN)),
    ],
    ids=str,
)
def test_a_scheme_shows_when_the_palette_says(palette: object, rules: tuple[str, ...]) -> None:
    sheet, told = sheet_of(palette)

    assert tuple(rule for rule in (SYSTEM, CHOSEN, UNLESS, ALWAYS) if rule in sheet) == rules
    assert told == []
