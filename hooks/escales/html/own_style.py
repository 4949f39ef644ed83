# SPDX-License-Identifier: EUPL-1.2
"""What the settings of a site change in its style sheet: colours, schemes, fonts."""

from collections.abc import Mapping

from escales.settings.colours import (
    DARK_GROUNDS,
    WHITE,
    contrast,
    readable,
    text_on,
)
from escales.settings.look import SiteFile
from escales.settings.palette import Palette, Tone

BUOY, SHAPE = "#ff9d6e", 3  # of palette.css; the contrast that a shape needs
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


def light_colours(palette: Palette) -> str:
    """Return the variables that the palette sets on light pages."""
    return _colours(palette.tones.get("light", {}), dark=False)


def dark_rules(palette: Palette, colours: str) -> str:
    """Return the rules of the dark scheme, `colours` being those of the site's own."""
    if palette.only == "light":
        return ""
    dark = palette.tones.get("dark", {})
    if "primary" in palette.tones.get("light", {}) and "primary" not in dark:
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
    """Return the variables of a scheme; links on dark pages are lightened until they are read."""
    primary, accent = tones.get("primary"), tones.get("accent")
    set_ = dict[str, str]()
    if accent:
        set_["accent"] = readable(accent.text, DARK_GROUNDS, WHITE) if dark else accent.text
    if primary:
        set_["water"], set_["water-text"] = primary.ground, text_on(primary.ground)
        set_["link"] = readable(primary.text, DARK_GROUNDS, WHITE) if dark else primary.text
        buoy = set_.get("accent", BUOY)
        enough = contrast(buoy, primary.ground) >= SHAPE
        set_["buoy"] = buoy if enough else set_["water-text"]
    return ";".join(f"--es-{name}:{value}" for name, value in set_.items())
