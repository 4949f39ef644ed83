# SPDX-License-Identifier: EUPL-1.2
"""Acronyms are spelled out where a page first says them, from the list of the glossary."""

import re

import pytest

from escales.schema.values import URL
from escales.words.glossary import GlossaryTerm, glossary, make_expander

WHOLE = [
    GlossaryTerm("CET", "", "compte épargne-temps"),
    GlossaryTerm("SIG", "", "l’outil « cartes »"),
]
CET = '<abbr title="compte épargne-temps">CET</abbr>'


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>Le CET, puis le CET.</p>", f"<p>Le {CET}, puis le CET.</p>"),
        ("<p>le compte épargne-temps (CET)</p><p>CET</p>", None),
        ("<p>CET (compte <em>épargne</em>-temps)</p>", None),
        ("<h2>Le CET</h2><p>CET</p>", f"<h2>Le CET</h2><p>{CET}</p>"),
        ('<a href="CET">CET</a> CET', f'<a href="CET">{CET}</a> CET'),
        ("<code>CET</code><pre>a CET</pre>", None),
        ('<img alt="le CET">', None),
        ("<button><span>CET</span></button>", None),
        ("<label>CET</label><p>L’CET", f"<label>CET</label><p>L’{CET}"),
        ("CETTE, MON-CET, CET-2, CETs, cet", None),
        ("le SIG", 'le <abbr title="l’outil « cartes »">SIG</abbr>'),
        ('<abbr title="autre">CET</abbr> CET', f'<abbr title="autre">CET</abbr> {CET}'),
    ],
)
def test_an_acronym_is_spelled_out_once_and_in_a_sentence(html: str, read: str | None) -> None:
    """Not in a heading, a control or code; nor where the text does it itself."""
    assert make_expander(WHOLE)(html) == (read or html)


def test_what_stands_for_an_acronym_cannot_leave_its_attribute() -> None:
    expand = make_expander([GlossaryTerm("CET", "", 'a"><script>')])

    assert expand("CET") == '<abbr title="a&quot;&gt;&lt;script&gt;">CET</abbr>'


def test_the_glossary_is_in_order_and_says_each_word_once() -> None:
    for terms in (glossary().acronyms, glossary().words):
        anchors = [term.anchor for term in terms]
        assert anchors == sorted(set(anchors))
    assert all(term.full for term in glossary().acronyms)
    assert not any(term.full for term in glossary().words)
    assert not set(glossary().names) & {term.word for term in glossary().acronyms}


def test_a_meaning_is_one_or_two_short_sentences_and_a_rule_has_its_source() -> None:
    for term in (*glossary().acronyms, *glossary().words):
        assert 1 <= len(re.findall(r"[.](?:\s|$)", term.meaning.replace("L. ", "L."))) <= 3
        assert term.meaning.endswith(".")
        assert term.source is None or URL.fullmatch(term.source)
        if re.search(r"article|jours ouvrés|ans au plus|autoris", term.meaning):
            assert term.source, term.word
