# SPDX-License-Identifier: EUPL-1.2
"""The documents of each kit, in the order in which one meets them."""

import re
from collections import Counter

from content.conftest import own_library
from escales.pages.kit_form import make_choices
from escales.reading.parts import read_parts
from escales.words.kit_terms import Moment

TABLE = re.compile(r"^\|(?P<names>.*)\|\n\|(?P<dashes>[ |:-]+)\|$", re.MULTILINE)


def test_each_document_has_its_own_place_and_says_who_holds_the_pen() -> None:
    for scheme, documents in own_library().kits.items():
        places = Counter(document.facts.position for document in documents)

        assert (scheme, [place for place, many in places.items() if many > 1]) == (scheme, [])
        assert [one.path for one in documents if not one.facts.written_by] == []


def test_the_order_of_use_follows_the_moments_of_a_mission() -> None:
    for documents in own_library().kits.values():
        moments = [list(Moment).index(one.facts.moment) for one in documents if one.facts.moment]

        assert moments == sorted(moments)


def test_what_two_documents_of_a_kit_ask_has_the_same_answers_in_the_same_order() -> None:
    """One who answered in the first finds the answer in the second, by its place."""
    answers = dict[tuple[str, str], set[tuple[str, ...]]]()
    asked = Counter[tuple[str, str]]()
    for scheme, documents in own_library().kits.items():
        for choice in (one for document in documents for one in make_choices(document.body.text)):
            asked[scheme, choice.name] += 1
            answers.setdefault((scheme, choice.name), set()).add(choice.answers)

    assert asked["matp", "l-accueil-rembourse-t-il-la-remuneration"] > 1  # convention and order
    assert {key: told for key, told in answers.items() if len(told) > 1} == {}


def test_there_is_one_agreement_to_publish_a_story_which_each_guide_leads_to() -> None:
    """A second form, thinner, would let somebody sign without knowing who publishes."""
    leading = {
        document.slug: document.targets
        for document in own_library().kits["pacte-de-micro-mobilite"]
        if document.slug in {"recit-collectif", "recits-sans-ecran"}
    }

    assert len(leading) == 2
    assert all("contribuer/accord.md" in targets for targets in leading.values())


def test_the_pact_begins_with_what_each_expects_brings_and_will_not_do() -> None:
    [pact] = [one for one in own_library().kits["pacte-de-micro-mobilite"] if one.slug == "pacte"]
    acts = (part.text for part in read_parts(pact.body.text) if part.kind is None)
    tables = [line for text in acts for line in text.splitlines() if line.startswith("| ")]

    assert tables[0] == "| Qui | J’attends | J’apporte | Je ne ferai pas |"


def test_whoever_signs_has_three_centimetres_to_do_so() -> None:
    """A hand needs them, and a stamp."""
    room = {}
    for document in (one for documents in own_library().kits.values() for one in documents):
        line = 25.7 if document.facts.landscape else 17  # centimetres
        for table in TABLE.finditer(document.body.text):
            dashes = [column.count("-") for column in table["dashes"].split("|")]
            for name, part in zip(table["names"].split("|"), dashes, strict=True):
                if name.strip().lower().endswith("signature"):
                    room[document.slug, name.strip()] = line * part / sum(dashes)

    assert len(room) > 15
    assert {place: width for place, width in room.items() if width < 3} == {}
