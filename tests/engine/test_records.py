# SPDX-License-Identifier: EUPL-1.2
"""What the search engine reads of a page, and what is said when it cannot."""

from pathlib import Path

import pytest
from markupsafe import Markup

from building import build
from conftest import FIXTURE
from escales.checking.load import load
from escales.pages import SitePage, make_site
from escales.schema.shares import Share, share_band
from escales.search import SearchFailed, SearchIndex, pagefind
from escales.search.everyday import (
    everyday_of,
    groups_of_kind,
    mark_of,
    ways_to_ask,
    words_of,
)
from escales.search.index_entry import (
    Rank,
    make_index_entry,
    marked_acronyms,
    searchable,
)
from escales.search.vocabulary import words_to_mend
from escales.words.everyday import everyday_words
from escales.words.vocabulary import PageKind, ShareBand

pytestmark = pytest.mark.covered  # the adapter and the commands run in processes of their own


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("l’employeur", "l’ employeur"),
        ("Jusqu’à l'été", "Jusqu’ à l' été"),
        ("<p>D’abord</p>", "<p>D’ abord</p>"),
        ("l&#39;été", "l&#39; été"),
        ("aujourd’hui, quelqu’un", "aujourd’hui, quelqu’un"),
        ("cœur, Œuvre", "co\u200deur, O\u200dEuvre"),
        ("le CET, et cet été", "le CET\u2060zz, et cet été"),
        ("<b>MATP</b> ou RIFSEEP/CIA", "<b>MATP\u2060zz</b> ou RIFSEEP\u2060zz/CIA\u2060zz"),
        ("A+, Paris, P3M", "A+, Paris, P3M\u2060zz"),
        ("la D.S.I.N. et l’A.R.S", "la DSIN\u2060zz et l’ ARS\u2060zz"),
        ("article L. 512-6", "article L. 512-6"),
        ("procès\u2011verbal, micro\u00admobilité", "procès-verbal, micromobilité"),
    ],
)
def test_a_text_is_read_as_it_will_be_typed(written: str, read: str) -> None:
    assert searchable(written) == read


def test_acronyms_are_listed_once() -> None:
    assert marked_acronyms(searchable("Le CET, le CIA. Un CET.")) == {"CET", "CIA"}


def test_words_to_mend_to_keep_their_accents_and_stand_once() -> None:
    said = {"préfecture", "préfectures", "cœurs", "cœur", "cetzz", "le", "2025", "l512"}

    assert words_to_mend(said) == ["cet", "cœur", "préfecture"]


def asked(groups: set[int]) -> set[str]:
    """Return what readers may type for some groups, as browsers compare it."""
    return {typed for typed, asked_for in ways_to_ask().items() if groups & set(asked_for)}


def groups_of(title: str, text: str) -> tuple[set[int], set[int]]:
    return everyday_of(words_of(searchable(title)), words_of(searchable(text)))


def test_a_page_is_found_by_what_readers_type_for_its_subject() -> None:
    subject, others = groups_of("L’encadrement du jour", "Rien d’autre.")

    assert {"manager", "chef", "responsable", "chef de service"} <= asked(subject)
    assert not others


def test_what_a_page_says_once_in_passing_leads_nowhere() -> None:
    assert "salaire" not in asked(groups_of("Un titre", "La rémunération.")[1])
    assert "salaire" in asked(groups_of("Un titre", "La rémunération. Sa <b>rémunération</b>.")[1])


def test_an_acronym_and_what_it_stands_for_lead_to_each_other() -> None:
    assert "cdg" in asked(groups_of("Le centre de gestion", "")[0])
    assert "centre de gestion" in asked(groups_of("Le CDG", "")[0])
    assert "compte epargne temp" not in asked(groups_of("À cet endroit", "")[0])


def test_what_only_readers_type_proves_nothing_on_a_page() -> None:
    assert "encadrement" not in asked(groups_of("Chef de projet", "")[0])


def test_a_way_to_ask_is_as_browsers_read_it() -> None:
    ways = ways_to_ask()

    assert {"en aller", "conge mat", "n 1"} <= ways.keys()
    assert "50" not in ways  # a number alone means nothing


def test_a_kind_of_pages_is_asked_by_its_own_words() -> None:
    ways = asked(set(groups_of_kind(PageKind.DOCUMENT)))

    assert {"modele", "type", "formulaire"} <= ways
    assert not groups_of_kind(PageKind.COLLECTIVITY)


def test_no_mark_is_the_beginning_of_another() -> None:
    marks = [mark_of(number) for number in range(len(everyday_words().groups))]

    assert len({len(mark) for mark in marks}) == 1


@pytest.mark.parametrize(
    ("uri", "rank"),
    [
        ("quel-cadre/reponse-cdd.md", Rank.ANSWER),
        ("quel-cadre/question-statut.md", Rank.SCHEME),
        ("quel-cadre/reponse-manager-accueil.md", Rank.MANAGER),
        ("laisser-partir-accueillir.md", Rank.MANAGER),
        ("maintenir/publier.md", Rank.BEHIND),
        ("a-propos.md", Rank.PAGE),
    ],
)
def test_a_page_has_the_rank_of_what_it_is(uri: str, rank: Rank) -> None:
    page = SitePage(uri, "Un titre", "Un résumé.", None, Markup())

    assert make_index_entry(page, "<p>Texte.</p>").rank is rank


def test_the_answer_to_a_rare_case_says_so() -> None:
    page = SitePage("quel-cadre/reponse-cdd.md", "Un titre", "", None, Markup(), rare=True)

    assert make_index_entry(page, "").rank is Rank.RARE


def test_a_record_is_escaped_and_has_its_title_once() -> None:
    page = SitePage("recits/x.md", "Un <b> & titre", "Un résumé.", None, Markup(), gist='Un "fait"')

    record = make_index_entry(page, "<p>Texte.</p>").html
    assert "<h1>Un &lt;b&gt; &amp; titre</h1><p>Un résumé.</p><p>Texte.</p>" in record
    assert 'lang="Un &#34;fait&#34;"' in record
    assert make_index_entry(page, "<h1>Un titre</h1>").html.count("<h1>") == 1


def test_a_description_that_repeats_the_title_is_left_out() -> None:
    told = "La lettre à adapter : un document."
    page = SitePage("x.md", "La lettre", told, None, Markup())

    assert "document" not in make_index_entry(page, "<p>Texte.</p>").html


def test_a_failure_of_the_engine_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site(load(FIXTURE))
    index = SearchIndex(tmp_path / "www", site, tmp_path)
    page = SitePage("x.md", "Un titre", "Un résumé.", None, Markup())
    index.add("x.md", make_index_entry(page, "<p>Texte.</p>"))
    failing = tmp_path / "pagefind"
    failing.write_text("#!/bin/sh\necho 'the disk is full'\n", encoding="utf-8")
    failing.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: failing)
    index.start()

    with pytest.raises(SearchFailed, match="the disk is full"):
        index.finish(site)


def test_a_site_without_its_index_is_built_on_demand(tmp_path: Path) -> None:
    result = build(tmp_path / "site", FIXTURE, ESCALES_RECHERCHE="non")

    assert result.returncode == 0, result.stderr
    assert not (tmp_path / "site/pagefind").exists()
    assert (tmp_path / "site/recits/explorateur/reponses.json").is_file()


@pytest.mark.parametrize(
    ("share", "band"),
    [
        (None, ShareBand.UNKNOWN),
        (Share(0, 0), ShareBand.OCCASIONAL),
        (Share(20, 20), ShareBand.TO_20),
        (Share(10, 40), ShareBand.TO_50),
        (Share(50, 51), ShareBand.BEYOND),
        (Share(90, 100), ShareBand.BEYOND),
        (Share(100, 100), ShareBand.FULL_TIME),
    ],
)
def test_a_share_of_time_has_its_band(share: Share | None, band: ShareBand) -> None:
    assert share_band(share) is band
