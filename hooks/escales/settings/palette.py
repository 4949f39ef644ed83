# SPDX-License-Identifier: EUPL-1.2
"""The colours of a site and its schemes, from `theme.palette`: what carries a text is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from escales.machine.text_yaml import load_text_yaml
from escales.problems.problem import Notes
from escales.reading.header import Header, Location, Value
from escales.settings.colours import (
    BLACK,
    ENOUGH,
    HEX,
    LIGHT_GROUNDS,
    full,
    least_contrast,
    readable,
)
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import nearest

phrases = phrases_of("settings")

PLACE, KEY = ("theme", "palette"), "theme.palette"
CUSTOM = "custom"  # said in a sheet of `extra_css`
VARIABLES = {"primary": "--md-primary-fg-color", "accent": "--md-accent-fg-color"}
SCHEMES = {"default": "light", "slate": "dark"}  # Material's names, and ours
# The icon and the words of a toggle are those of the site's own button.
KEYS = ("scheme", "primary", "accent", "media", "toggle")


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour as written, and where; `ground` is that of headers, `text` that of links."""

    written: str
    line: int
    ground: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Palette:
    """The tones of each scheme, by "primary" and "accent"; where one is absent, ours holds.

    `only` is the one scheme of a site that has one; `first` is what shows before readers choose,
    when it is not what their system asks for.
    """

    tones: Mapping[str, Mapping[str, Tone]] = field(default_factory=dict)
    only: str = ""
    first: str = ""

    @property
    def both(self) -> bool:
        return not self.only


@cache
def material_colours() -> Mapping[str, Mapping[str, str]]:
    """Return the colours of Material by name: of headers, of links, and accents."""
    colours: Mapping[str, Mapping[str, str]] = load_text_yaml(
        Path(__file__).with_name("material_colours.yml")
    )
    return colours


def read_palette(site: Header, value: Value, notes: Notes) -> Palette:
    """Return the palette; note what is no colour, no scheme, or cannot be read on a page."""
    tones: dict[str, dict[str, Tone]] = {"light": {}, "dark": {}}
    entries: list[tuple[Location, dict[str, Any]]] = []
    for place, entry in enumerate(value if isinstance(value, list) else [value]):
        location: Location = (*PLACE, place) if isinstance(value, list) else PLACE
        if isinstance(entry, dict):
            entries.append((location, entry))
        elif entry:
            found, expected = str(entry), phrases.palette
            notes.add("bad-setting", site.line(location), KEY, found=found, expected=expected)
    schemes: list[str] = []
    for location, entry in entries:
        scheme = _read_scheme(site, location, entry, notes)
        if scheme in schemes:
            found, expected = str(entry.get("scheme")), phrases.one_scheme
            notes.add("bad-setting", site.line(location), KEY, found=found, expected=expected)
        schemes += [scheme] if scheme else []
        for tone, name in _read_tones(site, location, entry, notes):
            for each in (scheme,) if scheme else tones:
                tones[each][name] = tone
    only = schemes[0] if len(set(schemes)) == 1 and len(entries) == 1 else ""
    asked = any(entry.get("media") for _, entry in entries)
    return Palette(tones, only, "" if asked or only or not schemes else schemes[0])


def _read_scheme(site: Header, location: Location, entry: dict[str, Any], notes: Notes) -> str:
    for key in entry:
        if key not in KEYS:
            near = nearest(key, KEYS)
            expected = write_one_of(KEYS, near)
            line = site.line((*location, key))
            notes.add("setting-unknown", line, KEY, found=key, expected=expected)
    written = str(entry.get("scheme") or "")
    if written and written not in SCHEMES:
        line = site.line((*location, "scheme"))
        notes.add("bad-setting", line, KEY, found=written, expected=phrases.schemes)
    return SCHEMES.get(written, "")


def _read_tones(
    site: Header, location: Location, entry: dict[str, Any], notes: Notes
) -> Iterator[tuple[Tone, str]]:
    for name in VARIABLES:
        written = str(entry.get(name) or "").strip()
        if not written:
            continue
        tone = Tone(written, site.line((*location, name)))
        if written != CUSTOM and (tone := _with_colours(tone, name)).ground == "":
            near = nearest(written, material_colours()[name])
            expected = phrases.colour_near.format(near=near) if near else phrases.colour
            notes.add("bad-setting", tone.line, KEY, found=written, expected=expected)
            continue
        if SCHEMES.get(str(entry.get("scheme") or "default")) == "light":
            note_contrast(tone, notes)
        yield tone, name


def _with_colours(tone: Tone, name: str) -> Tone:
    """Return a tone with its colours; without, when it is none."""
    if HEX.fullmatch(tone.written):
        return replace(tone, ground=full(tone.written), text=full(tone.written))
    ground = material_colours()[name].get(tone.written, "")
    link = material_colours()["link"].get(tone.written) if name == "primary" else None
    return replace(tone, ground=ground, text=link or ground)


def note_contrast(tone: Tone, notes: Notes) -> None:
    """Note a colour that cannot be read on a light page, with the nearest that can."""
    if tone.text and least_contrast(tone.text, LIGHT_GROUNDS) < ENOUGH:
        ratio = f"{int(least_contrast(tone.text, LIGHT_GROUNDS) * 10) / 10:.1f}".replace(".", ",")
        expected = readable(tone.text, LIGHT_GROUNDS, BLACK)
        notes.add("contrast", tone.line, KEY, found=tone.written, ratio=ratio, expected=expected)


def with_custom_colours(palette: Palette, variables: Mapping[str, str], notes: Notes) -> Palette:
    """Return the palette with the colours that sheets of the site give to Material's variables."""
    tones: dict[str, dict[str, Tone]] = {}
    told: set[int] = set()
    for scheme, named in palette.tones.items():
        tones[scheme] = {}
        for name, tone in named.items():
            custom = _custom(tone, name, variables) if tone.written == CUSTOM else tone
            tones[scheme][name] = custom
            if tone.written != CUSTOM or tone.line in told:
                continue
            told.add(tone.line)
            if not custom.ground:
                expected = phrases.custom.format(variable=VARIABLES[name])
                notes.add("bad-setting", tone.line, KEY, found=CUSTOM, expected=expected)
            elif scheme == "light":
                note_contrast(custom, notes)
    return replace(palette, tones=tones)


def _custom(tone: Tone, name: str, variables: Mapping[str, str]) -> Tone:
    colour = variables.get(VARIABLES[name], "")
    if not HEX.fullmatch(colour):
        return tone
    return replace(tone, written=colour, ground=full(colour), text=full(colour))
