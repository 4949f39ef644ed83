# SPDX-License-Identifier: EUPL-1.2
"""What the settings of a site change in its style sheet: colours, schemes, fonts."""

from collections.abc import Mapping
from typing import NamedTuple

from escales.settings.colours import (
    BLACK,
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    SHAPES,
    WHITE,
    contrast,
    readable,
    text_on,
)
from escales.settings.look import SiteFile
from escales.settings.palette import Palette, Tone

WATER, BUOY = "#12454f", "#ff9d6e"  # of palette.css
AUTO = (
    "@media screen and (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{colours}}}}}"
    "@media screen{{:root[data-scheme=dark]{{{colours}}}}}"
)
DARK_RULES = {  # by the scheme that shows first, when the system does not say
    "": AUTO,
    "light": "@media screen{{:root[data-scheme=dark]{{{colours}}}}}",
    "dark": "@media screen{{:root:not([data-scheme=light]){{{colours}}}}}",
}
ALWAYS = "@media screen{{:root{{{colours}}}}}"
FACE = (
    '@font-face{{font-family:"{family}";src:url(../{uri}) format("woff2");'
    "font-weight:100 900;font-display:swap}}"
)
FAMILIES = {"text": "es-text", "code": "es-code"}
NO_FONT = "--es-heading:var(--md-text-font);"
TEXT_FONT = '--md-text-font:"es-text",system-ui,sans-serif;'
CODE_FONT = '--md-code-font:"es-code",ui-monospace,monospace;'


class Ink(NamedTuple):
    """The colours of the headers of a site, in six digits: their water, what is on it."""

    water: str = WATER
    text: str = WHITE
    buoy: str = BUOY


def ink_of(palette: Palette) -> Ink:
    """Return the colours of headers, which pictures of links have too."""
    set_ = _variables(palette.tones.get(palette.only or "light", {}), dark=False)
    return Ink(set_.get("water", WATER), set_.get("water-text", WHITE), set_.get("buoy", BUOY))


def light_colours(palette: Palette) -> str:
    """Return the variables that the palette sets on light pages."""
    return _colours(palette.tones.get("light", {}), dark=False)


def dark_rules(palette: Palette, colours: str) -> str:
    """Return the rules of the dark scheme, `colours` being those of the site's own."""
    if palette.only == "light":
        return ""
    dark = palette.tones.get("dark", {})
    light = palette.tones.get("light", {})
    if "accent" in light and "accent" not in dark:
        colours += ";--es-accent-text:var(--es-accent)"
    if "primary" in light and "primary" not in dark:
        colours += f";--es-water-text:{WHITE};--es-buoy:{BUOY}"  # what goes with our own water
    colours += f";{_colours(dark, dark=True)}" if dark else ""
    rule = ALWAYS if palette.only == "dark" else DARK_RULES[palette.first]
    return rule.format(colours=colours)


def font_rules(fonts: Mapping[str, SiteFile]) -> str:
    """Return the fonts of a site that names its own, or none."""
    faces = "".join(FACE.format(family=FAMILIES[use], uri=file.uri) for use, file in fonts.items())
    text, code = (TEXT_FONT if "text" in fonts else ""), (CODE_FONT if "code" in fonts else "")
    return f"{faces}:root{{{NO_FONT}{text}{code}}}"


def _colours(tones: Mapping[str, Tone], *, dark: bool) -> str:
    """Return the variables of a scheme, as a sheet writes them."""
    return ";".join(f"--es-{name}:{value}" for name, value in _variables(tones, dark=dark).items())


def _variables(tones: Mapping[str, Tone], *, dark: bool) -> dict[str, str]:
    """Return the variables of a scheme; links on dark pages are lightened until they are read."""
    primary, accent = tones.get("primary"), tones.get("accent")
    set_ = dict[str, str]()
    if accent:
        grounds, towards = (DARK_GROUNDS, WHITE) if dark else (LIGHT_GROUNDS, BLACK)
        text = readable(accent.text, grounds, towards)
        set_["accent"], set_["accent-text"] = text if dark else accent.text, text
    if primary:
        set_["water"], set_["water-text"] = primary.ground, text_on(primary.ground)
        set_["link"] = readable(primary.text, DARK_GROUNDS, WHITE) if dark else primary.text
        buoy = set_.get("accent", BUOY)
        enough = contrast(buoy, primary.ground) >= SHAPES
        set_["buoy"] = buoy if enough else set_["water-text"]
    return set_
