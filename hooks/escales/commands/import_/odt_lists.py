# SPDX-License-Identifier: EUPL-1.2
"""Number the lists of an ODT that go on, or start further than one, as pandoc reads them."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from escales.commands.import_.xml_parts import OFFICE, STYLE, TEXT, XML, whole_number

ID = f"{XML}id"
LIST, ITEM, NAME, START = (
    TEXT + name for name in ("list", "list-item", "style-name", "start-value")
)
NUMBERS = f"{TEXT}list-level-style-number"
LONGEST_START = 6  # digits


def number_lists(content: Element, roots: Iterable[Element]) -> None:
    """Give each list that does not start at one a style that says where it starts."""
    styles = {
        style.get(f"{STYLE}name", ""): level
        for root in roots
        for style in root.iter(f"{TEXT}list-style")
        for level in style.findall(NUMBERS)
        if level.get(f"{TEXT}level") == "1"
    }
    for parent in list(content.iter()):
        parent[:] = [part for child in parent for part in _cut(child)]
    automatic = content.find(f"{OFFICE}automatic-styles")
    automatic = SubElement(content, f"{OFFICE}automatic-styles") if automatic is None else automatic
    after: dict[str, int] = {}  # the number that follows a list, by its name, or that of its style
    for each in content.iter(LIST):
        style, items = each.get(NAME, ""), each.findall(ITEM)
        if style not in styles or not items:
            continue
        goes_on = each.attrib.pop(f"{TEXT}continue-numbering", "") == "true"
        before = each.get(f"{TEXT}continue-list", style if goes_on else "")
        start = _start(items[0]) or after.get(before) or _start(styles[style]) or 1
        after[style] = after[each.get(ID, style)] = start + sum(map(_is_numbered, items))
        if start > 1:
            each.set(NAME, f"{style}-{start}")
            new = SubElement(automatic, f"{TEXT}list-style", {f"{STYLE}name": f"{style}-{start}"})
            SubElement(new, NUMBERS, styles[style].attrib | {START: str(start)})


def _cut(element: Element) -> list[Element]:
    """Cut a list before each item that gives itself a number: pandoc would count on."""
    parts = [element]
    if element.tag == LIST:
        for item in element.findall(ITEM)[1:]:
            if _start(item):
                parts.append(Element(LIST, element.attrib))
            if len(parts) > 1:
                element.remove(item)
                parts[-1].append(item)
    return parts


def _start(element: Element) -> int:
    return whole_number(element.get(START), LONGEST_START) or 0


def _is_numbered(item: Element) -> bool:
    """Whether an item has a number of its own, and not only a list in it."""
    return len(item) > 0 and item[0].tag != LIST
