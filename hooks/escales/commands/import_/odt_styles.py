# SPDX-License-Identifier: EUPL-1.2
"""Resolve the styles of an ODT, as far as they tell whether a text shows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from xml.etree.ElementTree import Element

from escales.commands.import_.visibility import LONGEST_CHAIN, TINY, same_colour
from escales.commands.import_.xml_parts import FO, STYLE, TEXT

LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
SIZE = re.compile(r"([\d.]+)pt")
STRUCK = (f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type")
DISPLAY = f"{TEXT}display"
OPACITY = f"{LO}opacity"  # without meaning for an automatic colour
COLOUR = (f"{STYLE}use-window-font-color", f"{FO}color")
GROUND = (f"{FO}background-color",)


class OdtStyles:
    """The styles of a document; what was looked for once is kept."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.styles: dict[tuple[str, str], Element] = {}
        self.seen: dict[tuple[Sequence[tuple[str, str]], str], str] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self.styles[_family(style), style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{STYLE}default-style"):
                self.styles[_family(style), ""] = style

    def unseen(self, styles: tuple[tuple[str, str], ...], ground: str) -> str:
        """Return "hidden" or "struck" for a text that does not count, nothing for another."""
        if (styles, ground) not in self.seen:
            self.seen[styles, ground] = self._unseen(styles, ground)
        return self.seen[styles, ground]

    def _unseen(self, styles: Sequence[tuple[str, str]], ground: str) -> str:
        levels = list(self._levels(styles, "text-properties"))
        if self._first(levels, (DISPLAY,)).get(DISPLAY) == "none":
            return "hidden"
        size = SIZE.fullmatch(self._first(levels, (f"{FO}font-size",)).get(f"{FO}font-size", ""))
        if size and float(size[1]) <= TINY:
            return "hidden"
        colour = self._first(levels, COLOUR)
        blocks = list(self._levels(styles[-1:], "paragraph-properties"))
        behind = _ground(levels) or _ground(blocks) or ground
        clear = colour.get(OPACITY) == "0%" or same_colour(colour.get(COLOUR[1]), behind)
        if clear and colour.get(COLOUR[0], "false") == "false" and COLOUR[1] in colour:
            return "hidden"
        line = self._first(levels, STRUCK)
        return "struck" if line.get(STRUCK[0], line.get(STRUCK[1], "none")) != "none" else ""

    def ground(self, family: str, name: str) -> str:
        """Return the colour of a table, a row or a cell, or nothing."""
        return _ground(self._levels([(family, name)], f"{family}-properties")) if name else ""

    def _levels(
        self, styles: Iterable[tuple[str, str]], properties: str
    ) -> Iterator[Mapping[str, str]]:
        """Yield the properties of styles, each with those that it is made from."""
        for family, name in styles:
            for style in islice(self._chain(family, name), LONGEST_CHAIN):
                if (found := style.find(STYLE + properties)) is not None:
                    yield found.attrib
            default = self.styles.get((family, ""))
            if family == "paragraph" and default is not None:
                found = default.find(STYLE + properties)
                yield {} if found is None else found.attrib

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        while name and (style := self.styles.get((family, name))) is not None:
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")

    @staticmethod
    def _first(levels: Iterable[Mapping[str, str]], names: Sequence[str]) -> Mapping[str, str]:
        """Return the nearest properties that say something of `names`."""
        return next((level for level in levels if any(name in level for name in names)), {})


def _ground(levels: Iterable[Mapping[str, str]]) -> str:
    grounds = (level.get(GROUND[0], "transparent") for level in levels)
    return next((colour for colour in grounds if colour != "transparent"), "")


def _family(style: Element) -> str:
    return style.get(f"{STYLE}family", "")
