# SPDX-License-Identifier: EUPL-1.2
"""What a home says of its site: a story, whether stories are true, who publishes; in each state."""

import re
from dataclasses import replace

import pytest

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Entry, Library
from escales.pages import make_block, make_site
from escales.problems.problem import Notes
from escales.reading.body import read_body
from escales.schema import Publisher, Story
from escales.settings.site import Settings
from escales.words.vocabulary import Block, Viewpoint

HOME = "index.md"
TRUE, FICTION = "troisieme-essai", "recit-imagine"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FIXTURE)


def only(library: Library, *slugs: str) -> Library:
    return replace(library, stories=tuple(s for s in library.stories if s.slug in slugs))


def shown(library: Library, block: Block, settings: Settings | None = None) -> str:
    html = make_block(block, HOME, make_site(library, (), settings or Settings()))
    return re.sub(r"\s+", " ", html)


def led_to(html: str) -> list[str]:
    return re.findall(r'href="\./recits/([^/"]+)/"', html)


def test_fictions_are_told_and_counted_as_such(library: Library) -> None:
    html = shown(only(library, FICTION), Block.WELCOME)

    assert led_to(html) == [FICTION]
    assert html.count("Exemple de fiction") == 1
    assert "Les premiers récits sont des fictions</strong> : 1 exemple." in html
    assert "récit<" not in html


def test_true_stories_alone_are_counted_as_soon_as_there_is_one(library: Library) -> None:
    html = shown(only(library, FICTION, TRUE), Block.WELCOME)

    assert led_to(html) == [TRUE]
    assert "<strong>1 récit</strong>, confié par des agents publics." in html
    assert "Les exemples de fiction sont signalés comme tels." in html
    assert "exemple<" not in html


def test_a_site_of_true_stories_does_not_speak_of_fiction(library: Library) -> None:
    assert "fiction" not in shown(only(library, TRUE), Block.WELCOME)


def test_a_site_without_story_asks_for_the_first(library: Library) -> None:
    html = shown(only(library), Block.WELCOME)

    assert "es-voice" not in html
    assert "Pas encore de récit." in html
    assert 'href="./contribuer/">le vôtre' in html


def test_who_left_tells_first_what_a_site_is_about(library: Library) -> None:
    """A manager's story is the latest: strangers read first that of a person who left."""

    def told_by(viewpoint: Viewpoint, story: Entry[Story]) -> Entry[Story]:
        return replace(story, facts=story.facts.model_copy(update={"viewpoint": viewpoint}))

    latest, older = (s for s in library.stories if not s.facts.example and s.slug != "premier")
    manager = told_by(Viewpoint.ORIGIN_MANAGER, latest)
    agent = told_by(Viewpoint.AGENT, older)

    both = replace(library, stories=(manager, agent))
    assert led_to(shown(both, Block.WELCOME)) == [agent.slug]
    assert led_to(shown(replace(library, stories=(manager,)), Block.WELCOME)) == [manager.slug]


def test_the_story_that_a_home_begins_with_is_not_told_twice(library: Library) -> None:
    """Unless there are too few others to fill the list."""
    first = led_to(shown(library, Block.WELCOME))

    assert len(library.stories) == 4
    assert sorted(first + led_to(shown(library, Block.LATEST))) == sorted(
        story.slug for story in library.stories
    )
    few = only(library, TRUE, FICTION)
    assert led_to(shown(few, Block.LATEST)) == [TRUE, FICTION]


def test_a_home_says_who_publishes_and_whom_to_ask(library: Library) -> None:
    given = {"editeur": {"nom": "Ville d’Essai"}, "contact": "nous@ville.example"}
    html = shown(library, Block.WELCOME, Settings(publisher=Publisher.model_validate(given)))

    assert "Site publié par Ville d’Essai." in html
    assert 'href="mailto:nous@ville.example"' in html
    assert "il reste à dire qui publie" in shown(library, Block.WELCOME)


def test_the_durations_of_a_scheme_are_drawn_in_its_own_card(library: Library) -> None:
    """On one line, those of a scheme were read as its neighbour’s."""
    (card,) = re.findall(r"<li class=\"es-card\">.*?</li>", shown(library, Block.SCHEMES))

    assert "D’une demi-journée à 1 mois<svg" in card.replace("\u00a0", " ")
    assert "<svg" not in shown(library, Block.DURATIONS)


@pytest.mark.parametrize(
    ("brought", "quoted"),
    [
        ("Rien. La ville a envoyé un troisième agent apprendre à grimper aux arbres.", True),
        ("Bref.", False),
        ("- La ville a envoyé un troisième agent apprendre à grimper aux arbres.", False),
        ("La ville a dit : « envoyez un troisième agent apprendre à grimper ».", False),
        ("La ville a envoyé [un troisième agent](x.md) apprendre à grimper aux arbres.", False),
    ],
)
def test_a_home_begins_with_a_sentence_of_the_story_itself(
    library: Library, brought: str, *, quoted: bool
) -> None:
    """Else with its summary, which nobody said: it has no quotation marks."""
    (story,) = (s for s in library.stories if s.slug == TRUE)
    heading = next(one for one in story.body.headings if one.text.startswith("Ce que cela a"))
    text = f"{story.body.text[: heading.end]}\n{brought}\n"
    told = replace(story, body=read_body(text, 1, Notes("x.md")))
    html = shown(replace(library, stories=(told,)), Block.WELCOME)

    assert ("blockquote" in html) is quoted
    assert ("« La ville a envoyé" in html) is quoted
    assert (story.facts.summary in html) is not quoted
