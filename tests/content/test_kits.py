# SPDX-License-Identifier: EUPL-1.2
"""The documents of each kit, in the order in which one meets them."""

from collections import Counter

from building import REPOSITORY
from escales.checking.load import load
from escales.settings.rules import Rules
from escales.words.kit_terms import Moment

KITS = load(REPOSITORY, Rules()).kits


def test_each_document_has_its_own_place_and_says_who_holds_the_pen() -> None:
    for scheme, documents in KITS.items():
        places = Counter(document.facts.position for document in documents)

        assert (scheme, [place for place, many in places.items() if many > 1]) == (scheme, [])
        assert [one.path for one in documents if not one.facts.written_by] == []


def test_the_order_of_use_follows_the_moments_of_a_mission() -> None:
    for documents in KITS.values():
        moments = [list(Moment).index(one.facts.moment) for one in documents if one.facts.moment]

        assert moments == sorted(moments)


def test_there_is_one_agreement_to_publish_a_story_which_each_guide_leads_to() -> None:
    """A second form, thinner, would let somebody sign without knowing who publishes."""
    leading = {
        document.slug: document.targets
        for document in KITS["pacte-de-micro-mobilite"]
        if document.slug in {"recit-collectif", "recits-sans-ecran"}
    }

    assert len(leading) == 2
    assert all("contribuer/accord.md" in targets for targets in leading.values())
