# SPDX-License-Identifier: EUPL-1.2
"""Read the fields of a DOCX: a date, a choice, a box to tick; what they show becomes plain text."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from escales.commands.import_.docx_styles import is_on
from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.import_.xml_parts import W, whole_number

MAX_FIELDS = 20  # one in the other
BOXES = {True: "☒", False: "☐"}


@dataclass(slots=True)
class _Field:
    """A field that has begun: the elements of its code, and whether its result has begun."""

    begin: Element
    code: list[Element] = field(default_factory=list)
    shows: bool = False


def mark_fields(body: Element) -> int:
    """Rename to "gone" what a field does not show; links stay, as pandoc knows them.

    Return how many formulas go with it: those that are typed as a code, and have no text.
    """
    formulas = 0
    for short in list(body.iter(f"{W}fldSimple")):
        if _is_link(code := short.get(f"{W}instr", "")):
            _lengthen(short, code)
    fields: list[_Field] = []
    for element in body.iter():
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        if kind == "begin":
            fields.append(_Field(element))
            if len(fields) > MAX_FIELDS:
                raise QuestionnaireRefusedError("too-complex")
        elif not fields:
            continue
        elif kind == "separate":
            fields[-1].code.append(element)
            fields[-1].shows = True
        elif kind == "end":
            formulas += _end(fields.pop(), element)
        elif element.tag == f"{W}instrText" or (
            element.tag == f"{W}t" and not all(each.shows for each in fields)
        ):
            fields[-1].code.append(element)
    return formulas


def _end(ended: _Field, end: Element) -> bool:
    """Take out the code of a field; tell whether it was that of a formula."""
    code = "".join(part.text or "" for part in ended.code if part.tag == f"{W}instrText")
    if _is_link(code):
        return False
    choice = _choice(ended.begin)
    for part in (ended.begin, *ended.code, end):
        part.tag = "gone"
    if choice:
        ended.begin.tag, ended.begin.text = f"{W}t", choice
        ended.begin[:] = []
    return code.split()[:1] == ["EQ"]


def _is_link(code: str) -> bool:
    return code.split()[:1] == ["HYPERLINK"]


def _lengthen(short: Element, code: str) -> None:
    """Write the short form of a field, which pandoc does not read, as the long one."""
    begin, middle, separate, end = (Element(f"{W}r") for _ in range(4))
    SubElement(middle, f"{W}instrText").text = code
    for run, kind in ((begin, "begin"), (separate, "separate"), (end, "end")):
        SubElement(run, f"{W}fldChar", {f"{W}fldCharType": kind})
    short[:] = [begin, middle, separate, *short, end]


def _choice(begin: Element) -> str:
    """Return what the form fields of old that have no text show."""
    box, choices = (begin.find(f"{W}ffData/{W}{name}") for name in ("checkBox", "ddList"))
    if box is not None:
        checked = box.find(f"{W}checked")
        return BOXES[is_on(checked if checked is not None else box.find(f"{W}default"))]
    entries = [] if choices is None else choices.findall(f"{W}listEntry")
    if not entries or choices is None:
        return ""
    chosen = choices.find(f"{W}result")
    index = 0 if chosen is None else whole_number(chosen.get(f"{W}val")) or 0
    return entries[index].get(f"{W}val", "") if index < len(entries) else ""
