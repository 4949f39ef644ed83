# SPDX-License-Identifier: EUPL-1.2
"""Resolve the styles of an ODT, as far as they tell whether a text shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias
from xml.etree.ElementTree import Element

from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.import_.visibility import LONGEST_CHAIN, TINY, is_narrow, same_colour
from escales.commands.import_.xml_parts import FO, LOEXT, STYLE, TEXT

OdtStyleName: TypeAlias = tuple[str, str]  # the family, and the name in it

MAX_SPANS = 20  # one in the other
SIZE = re.compile(r"(\d*\.?\d+)(pt|in|cm|mm|%)")
POINTS = {"pt": 1, "in": 72, "cm": 28.35, "mm": 2.835, "%": 0.12}  # a percent, of a usual size
DISPLAY = f"{TEXT}display"
SCALE = f"{STYLE}text-scale"
FONT_SIZE = f"{FO}font-size"
STRUCK = f"{STYLE}text-line-through-style"
STRUCK_TYPE = f"{STYLE}text-line-through-type"
COLOUR = f"{FO}color"
AUTOMATIC = f"{STYLE}use-window-font-color"
OPACITY = f"{LOEXT}opacity"  # without meaning for an automatic colour
GROUND = f"{FO}background-color"


class OdtStyles:
    """The styles of a document, each of them resolved once."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.styles: dict[OdtStyleName, Element] = {}
        self.resolved: dict[tuple[OdtStyleName, str], Mapping[str, str]] = {}
        self.reasons: dict[tuple[tuple[OdtStyleName, ...], str], str] = {}
        for root in roots:
            for style in (*root.iter(f"{STYLE}default-style"), *root.iter(f"{STYLE}style")):
                name = style.get(f"{STYLE}name", "")
                self.styles[style.get(f"{STYLE}family", ""), name] = style
        if any(len(list(self._chain(style))) > LONGEST_CHAIN for style in self.styles):
            raise QuestionnaireRefusedError("too-complex")

    def unseen(self, styles: tuple[OdtStyleName, ...], ground: str) -> str:
        """Return "hidden" or "struck" for a text that does not count, nothing for another.

        `styles` are those around it, from the nearest to that of its paragraph.
        """
        if len(styles) > MAX_SPANS:
            raise QuestionnaireRefusedError("too-complex")
        if (styles, ground) not in self.reasons:
            self.reasons[styles, ground] = self._unseen(styles, ground)
        return self.reasons[styles, ground]

    def _unseen(self, styles: tuple[OdtStyleName, ...], ground: str) -> str:
        look: dict[str, str] = {}
        for style in reversed(styles):
            _dress(look, self._properties(style, "text-properties"))
        size = SIZE.fullmatch(look.get(FONT_SIZE, ""))
        if look.get(DISPLAY) == "none" or (size and float(size[1]) * POINTS[size[2]] <= TINY):
            return "hidden"
        if is_narrow(look.get(SCALE, "")):
            return "hidden"
        block = self._properties(styles[-1], "paragraph-properties")
        behind = _ground(look) or _ground(block) or ground
        clear = look.get(OPACITY) == "0%" or same_colour(look.get(COLOUR), behind)
        if clear and COLOUR in look and look.get(AUTOMATIC) != "true":
            return "hidden"
        line = look.get(STRUCK, look.get(STRUCK_TYPE, "none"))
        return "struck" if line != "none" else ""

    def ground(self, family: str, name: str) -> str:
        """Return the colour of a table, a row or a cell, or nothing."""
        return _ground(self._properties((family, name), f"{family}-properties"))

    def _properties(self, style: OdtStyleName, kind: str) -> Mapping[str, str]:
        """Return what a style says, with what it takes from those that it is made from."""
        if (style, kind) not in self.resolved:
            look: dict[str, str] = {}
            for each in reversed(list(self._chain(style))):
                found = each.find(STYLE + kind)
                _dress(look, {} if found is None else found.attrib)
            self.resolved[style, kind] = look
        return self.resolved[style, kind]

    def _chain(self, style: OdtStyleName) -> Iterator[Element]:
        family, name = style
        for _ in range(LONGEST_CHAIN + 1):
            if not name or (found := self.styles.get((family, name))) is None:
                break
            yield found
            name = found.get(f"{STYLE}parent-style-name", "")
        if family == "paragraph" and (default := self.styles.get((family, ""))) is not None:
            yield default


def _dress(look: dict[str, str], nearer: Mapping[str, str]) -> None:
    """Put nearer properties over those from further; a colour is no longer automatic."""
    if COLOUR in nearer:
        look.pop(AUTOMATIC, None)
        look.pop(OPACITY, None)
    look.update(nearer)


def _ground(properties: Mapping[str, str]) -> str:
    return properties.get(GROUND, "").replace("transparent", "")
