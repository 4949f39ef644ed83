# SPDX-License-Identifier: EUPL-1.2
"""What an act of a kit rests on, and who signs it."""

import re
from collections.abc import Iterator

from content.conftest import own_library
from escales.content.library import Entry
from escales.reading.parts import read_parts
from escales.schema import KitDocument
from escales.words.kit_terms import PartLabel, Setting

NOTE = re.compile(r"\[\^[\w-]+\]")
NOTES = re.compile(r"^\[\^.*$", re.MULTILINE)
HOST = "-accueil"


def documents() -> list[Entry[KitDocument]]:
    return [each for kit in own_library().kits.values() for each in kit]


def act_of(text: str) -> str:
    """Return what is signed: no instruction, no note."""
    parts = read_parts(NOTES.sub("", text))
    return "".join(part.text for part in parts if part.kind is not PartLabel.INSTRUCTION)


def unsourced(text: str) -> Iterator[str]:
    for part in read_parts(text):
        if part.kind is PartLabel.RULE and not NOTE.search(part.text):
            yield part.text.strip()


def test_each_rule_of_law_has_its_numbered_note() -> None:
    found = {each.path: list(unsourced(each.body.text)) for each in documents()}

    assert sum(each.body.text.count("**Règle de droit.**") for each in documents()) > 30
    assert {path: rules for path, rules in found.items() if rules} == {}


def test_no_act_names_the_decree_that_the_code_may_have_replaced() -> None:
    """Who signs confirms it in a field, since it was last read long ago."""
    assert [each.path for each in documents() if "2008-580" in act_of(each.body.text)] == []


def test_two_people_sign_for_each_employer() -> None:
    alone = {}
    for each in documents():
        keys = set(each.facts.fields)
        pairs = [(f"signataire-elu{one}", f"signataire-administratif{one}") for one in ("", HOST)]
        if lonely := [pair for pair in pairs if len(keys & {*pair}) == 1]:
            alone[each.path] = lonely

    assert alone == {}


def test_a_date_is_that_of_one_act() -> None:
    assert [each.path for each in documents() if "date-signature" in each.facts.fields] == []


def test_where_two_employers_sign_the_agent_knows_of_conflicts_of_interest() -> None:
    between = [
        each
        for each in documents()
        if each.facts.setting is Setting.BETWEEN_EMPLOYERS
        and f"signataire-elu{HOST}" in each.facts.fields
    ]

    assert between
    assert [
        each.path for each in between if "conflit d’intérêts" not in act_of(each.body.text)
    ] == []
