# SPDX-License-Identifier: EUPL-1.2
"""The guide « Quel cadre » counts its questions, shows the way there, and what goes with it."""

import re
from dataclasses import replace
from html import unescape

import pytest

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.guide import START, read_guide
from escales.pages import make_block, make_site
from escales.words.vocabulary import Block

TREE = {
    "docs/quel-cadre/index.md": "# Quel cadre\n\n## Où ?\n\n- [Ici](question-ici.md)\n"
    "- [Ailleurs](reponse-loin.md)\n- [À la plage](question-absente.md)\n",
    "docs/quel-cadre/question-ici.md": "# Quand ?\n\n- [Demain](reponse-demain.md)\n"
    "- [Lundi](question-lundi.md)\n",
    "docs/quel-cadre/question-lundi.md": "# Qui ?\n\n- [Moi](reponse-demain.md)\n"
    "- [Vous](reponse-loin.md)\n- [Nous](reponse-loin.md)\n- [Tous](reponse-loin.md)\n",
    "docs/quel-cadre/reponse-demain.md": "# Demain\n\n- [Autre](question-lundi.md)\n",
    "docs/quel-cadre/reponse-loin.md": "---\ndocuments: [renfort/lettre-de-renfort, rien/du-tout]\n"
    "recits:\n  cadre: entre-employeurs\n---\n\n# Loin\n",
}


def shown(name: Block, page: str, tree: dict[str, str] = TREE) -> str:
    library = load(FIXTURE)
    site = make_site(replace(library, pages={**library.pages, **tree}))
    html = unescape(str(make_block(name, f"quel-cadre/{page}.md", site)))
    return re.sub(r"\s+", " ", html.replace("\u00a0", " "))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("index", "Question 1, sur 1 à 3 selon vos réponses"),
        ("question-ici", "Question 2, sur 2 ou 3 selon vos réponses"),
        ("question-lundi", "Question 3, la dernière"),
    ],
)
def test_a_question_says_its_place_among_those_that_may_come(page: str, said: str) -> None:
    assert words(shown(Block.GUIDE_STEP, page)) == said


def test_the_way_so_far_leads_back_to_each_question() -> None:
    html = shown(Block.GUIDE_WAY, "question-lundi")

    assert re.findall(r'href="([^"]*)"', html) == [
        "../../quel-cadre/",
        "../../quel-cadre/question-ici/",
    ]
    assert words(html).endswith("Où ? Ici Quand ? Lundi")


def test_an_answer_shows_every_way_that_leads_to_it_and_no_page_that_is_not_there() -> None:
    ways = read_guide(TREE).ways_to("quel-cadre/reponse-loin.md")

    assert [[step.choices for step in way] for way in ways] == [
        [("Ailleurs",)],
        [("Ici",), ("Lundi",), ("Vous", "Nous", "Tous")],
    ]
    assert words(shown(Block.GUIDE_STEP, "reponse-loin")) == "Réponse à : Où ? , ou Qui ?"
    html = shown(Block.GUIDE_NEXT, "reponse-loin")
    assert words(html).endswith("Où ? Ailleurs Où ? Ici Quand ? Lundi Qui ? Recommencer")


def test_a_guide_that_goes_round_still_ends() -> None:
    round_about = {**TREE, "docs/quel-cadre/question-lundi.md": "- [Non](question-ici.md)\n"}

    assert read_guide(round_about).questions_after(START) == (0, 1)


def test_an_answer_shows_the_documents_that_the_site_has_and_the_stories_that_fit() -> None:
    html = shown(Block.GUIDE_NEXT, "reponse-loin")
    hosted = [story.uri for story in load(FIXTURE).stories if story.facts.host]

    assert "dispositifs/renfort/kit/lettre-de-renfort/" in html
    assert "du-tout" not in html
    assert hosted
    stories = re.findall(r'href="\.\./\.\./(recits/[a-z0-9-]+)/"', html)
    assert {f"{uri}.md" for uri in stories} <= set(hosted)
    assert len(stories) == min(3, len(hosted))


def test_an_answer_that_says_nothing_of_them_shows_none() -> None:
    html = shown(Block.GUIDE_NEXT, "reponse-demain")

    assert "Les documents" not in html
    assert "Les récits" not in html
