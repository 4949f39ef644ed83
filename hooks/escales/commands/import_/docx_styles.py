# SPDX-License-Identifier: EUPL-1.2
"""Resolve the styles of a DOCX, as far as they tell whether a text shows."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from escales.commands.import_.visibility import LONGEST_CHAIN, TINY, is_narrow, same_colour
from escales.commands.import_.xml_parts import W, whole_number

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Word's highlighters.
GROUNDS = {"black": "000000", "white": "FFFFFF", "yellow": "FFFF00", "green": "00FF00"}
GROUNDS |= {"cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000"}
GROUNDS |= {"darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000"}
GROUNDS |= {"darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000"}
GROUNDS |= {"darkGray": "808080", "lightGray": "C0C0C0"}
OFF = {"0", "false", "off"}
UNKNOWN = ""  # a ground that a table's style may colour
HALF_POINTS = 2
CLEAR = "100000"  # thousandths of a percent


def is_on(toggle: Element | None) -> bool:
    """Whether a property that is there or not is on."""
    return toggle is not None and toggle.get(f"{W}val", "1") not in OFF


class DocxStyles:
    """The styles of a document, in each of which a property is looked for once."""

    def __init__(self, root: Element) -> None:
        styles = root.findall(f"{W}style")
        self.styles = {style.get(f"{W}styleId", ""): style for style in styles}
        first = (s for s in styles if s.get(f"{W}type") == "paragraph" and _is_default(s))
        self.paragraph = next((s.get(f"{W}styleId", "") for s in first), "")
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.defaults = Element(f"{W}rPr") if defaults is None else defaults
        self.properties: dict[tuple[str, str], Element | None] = {}

    def unseen(
        self, run: Element | None, paragraph: Element | None, table: str, ground: str
    ) -> str:
        """Return "hidden" or "struck" for a run that does not count, nothing for another."""
        names = (_style(run, "rStyle"), _style(paragraph, "pStyle") or self.paragraph, table)
        look = _Look(self, run, names)
        if look.toggled("vanish") or look.is_clear():
            return "hidden"
        size = whole_number(look.value("sz"))
        if (size is not None and size <= TINY * HALF_POINTS) or is_narrow(look.value("w")):
            return "hidden"
        if colour := look.colour():
            below = look.ground() or self.ground(paragraph, ground, names[1])
            if same_colour(colour, below):
                return "hidden"
        return "struck" if look.toggled("strike") or look.toggled("dstrike") else ""

    def find(self, style: str, path: str) -> Element | None:
        """Return a property of a style, or of the one that it is made from."""
        if (style, path) not in self.properties:
            steps = "/".join(W + step for step in path.split("/"))
            properties = (each.find(steps) for each in self._chain(style))
            self.properties[style, path] = next((p for p in properties if p is not None), None)
        return self.properties[style, path]

    def _chain(self, style: str) -> Iterator[Element]:
        current = self.styles.get(style)
        for _ in range(LONGEST_CHAIN):
            if current is None:
                break
            yield current
            current = self.styles.get(_style(current, "basedOn"))

    def ground(self, properties: Element | None, below: str, style: str = "") -> str:
        """Return the colour behind a paragraph, of a style, or behind a cell."""
        shading = None if properties is None else properties.find(f"{W}shd")
        if shading is None and style:
            shading = self.find(style, "pPr/shd")
        return _fill(shading) or below

    def table_ground(self, style: str, shading: Element | None) -> str:
        """Return the colour behind the cells of a table, if it can be told."""
        coloured = any(next(s.iter(f"{W}shd"), None) is not None for s in self._chain(style))
        return _fill(shading) or (UNKNOWN if coloured else "FFFFFF")


class _Look:
    """What a run looks like: its own properties, then those of its styles."""

    def __init__(self, styles: DocxStyles, run: Element | None, names: tuple[str, ...]) -> None:
        self.styles = styles
        self.direct = {} if run is None else {each.tag: each for each in run}
        self.names = [name for name in names if name]

    def toggled(self, name: str) -> bool:
        """Whether a property is on.

        For Word, one that both a paragraph and its characters have by their styles is off again;
        for LibreOffice it is not. What one of them hides is hidden.
        """
        return any(map(is_on, self._levels(name)))

    def property(self, name: str) -> Element | None:
        return self._levels(name)[0]

    def _levels(self, name: str) -> list[Element | None]:
        """Return a property as the run has it, else as its styles do, else as any text does."""
        if (direct := self.direct.get(W + name)) is not None:
            return [direct]
        levels = [self.styles.find(style, f"rPr/{name}") for style in self.names]
        default = self.styles.defaults.find(W + name)
        return [level for level in levels if level is not None] or [default]

    def value(self, name: str) -> str:
        holder = self.property(name)
        return "" if holder is None else holder.get(f"{W}val", "")

    def colour(self) -> str:
        """Return the colour of the text, or nothing when it is automatic."""
        if (filled := self._filled("solidFill/srgbClr")) is not None:
            return filled.get(f"{W14}val", "")
        colour = self.property("color")
        if colour is None:
            return ""
        light = colour.get(f"{W}themeColor") in {"background1", "light1"}
        value = colour.get(f"{W}val", "")
        return "FFFFFF" if light and value in {"", "auto"} else value.replace("auto", "")

    def is_clear(self) -> bool:
        """Whether a run is filled with nothing, or with a colour that lets all through."""
        alpha = self._filled("solidFill/srgbClr/alpha")
        clear = alpha is not None and alpha.get(f"{W14}val") == CLEAR
        return clear or self._filled("noFill") is not None

    def _filled(self, path: str) -> Element | None:
        """Return a part of what fills the letters."""
        fill = self.direct.get(f"{W14}textFill")
        return None if fill is None else fill.find("/".join(W14 + s for s in path.split("/")))

    def ground(self) -> str:
        highlight = self.value("highlight")
        if highlight and highlight != "none":
            return GROUNDS.get(highlight, "some colour")
        return _fill(self.property("shd"))


def _fill(shading: Element | None) -> str:
    if shading is None:
        return ""
    solid = shading.get(f"{W}val") == "solid"  # its pattern covers the ground
    return shading.get(W + ("color" if solid else "fill"), "").replace("auto", "")


def _style(properties: Element | None, name: str) -> str:
    style = None if properties is None else properties.find(W + name)
    return "" if style is None else style.get(f"{W}val", "")


def _is_default(style: Element) -> bool:
    return style.get(f"{W}default", "0") not in OFF
