# SPDX-License-Identifier: EUPL-1.2
"""The picture beside a link to a story says what the story is, stays whole, and is light."""

import io
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Library
from escales.documents import make_link_cards
from escales.documents.link_cards import ACROSS, BOX, MARGIN, TITLE, draw_card
from escales.html.head_tags import CARD_SIZE
from escales.html.own_style import Ink, ink_of
from escales.pages import make_site
from escales.pages.emblem import Way
from escales.pages.link_card import LinkCard, link_card
from escales.pictures.lettering import font, write
from escales.settings.palette import Palette, Tone
from escales.settings.site import Settings

INK = Ink()
MOST_BYTES = 28_000
LONG = "Anticonstitutionnellement, notre intercommunalité réorganisait quarante-trois médiathèques"
TITLES = {
    "long": LONG,
    "one word": LONG.replace(" ", "-"),
    "no space at all": "W" * 90,
    "short words": "Il y a un an, on a dit oui à ça, et il a été là où on va, si on y va ; on y va",
    "short": "Trois jours",
}
EMPLOYER = "Communauté d’agglomération du Plateau-de-Bourgogne-Franche-Comté-et-des-Hautes-Vallées"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FIXTURE)


@pytest.fixture(scope="module")
def card(library: Library) -> LinkCard:
    made = link_card(next(one for one in library.stories if one.slug == "premier"), library)
    assert made
    return made


def pixels(content: bytes) -> Image.Image:
    """Return a card where all that is drawn is white, and its water black."""
    picture = Image.open(io.BytesIO(content))
    assert picture.mode == "P"
    return picture.point([0, *[255] * 255], "L")


def test_it_says_the_title_the_facts_and_what_it_is(library: Library, card: LinkCard) -> None:
    (fiction,) = (one for one in library.stories if one.facts.example)

    assert card.words == (
        "Récit d’une micro-mobilité\u00a0: Un premier essai au guichet. Catégorie C, 1\u00a0mois, "
        "20\u00a0% du temps. Ville d’Essai vers École du Test & <Fils>."
    )
    made = link_card(fiction, library)
    assert made
    assert made.fiction
    assert made.words.startswith("Exemple de fiction\u00a0: ")


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_of_any_length_stays_in_its_place(card: LinkCard, title: str) -> None:
    """Nothing is drawn in the margins beside it, nor between it and what is below."""
    content = draw_card(replace(card, title=title), "Escales", INK)
    picture = pixels(content)
    side = MARGIN - 8  # a letter may lean a little out of its place
    beside = picture.crop((MARGIN + ACROSS + 8, 0, CARD_SIZE[0], BOX[1]))

    assert beside.getbbox() is None
    assert picture.crop((0, 0, side, BOX[1])).getbbox() is None
    assert picture.crop((0, BOX[1] + 2, side, BOX[1] + 10)).getbbox() is None
    assert picture.crop((0, 344, MARGIN + 600, 384)).getbbox() is None
    assert picture.crop((MARGIN, TITLE, MARGIN + ACROSS, BOX[1])).getbbox() is not None
    assert len(content) <= MOST_BYTES


def test_employers_of_any_length_stay_above_the_quay(card: LinkCard) -> None:
    long = replace(card, employers=(EMPLOYER, EMPLOYER))
    picture = pixels(draw_card(long, "Escales", INK))

    assert picture.crop((0, 546, BOX[0], 554)).getbbox() is None
    assert picture.crop((MARGIN + 650, 388, BOX[0], 554)).getbbox() is None


def test_it_has_the_size_that_networks_ask_for_and_is_made_alike_twice(card: LinkCard) -> None:
    made = draw_card(card, "Escales", INK)

    assert Image.open(io.BytesIO(made)).size == CARD_SIZE
    assert draw_card(card, "Escales", INK) == made


def test_a_fiction_does_not_look_like_a_true_story(card: LinkCard) -> None:
    fiction = replace(card, fiction=True, kind="Exemple de fiction")

    assert draw_card(fiction, "Escales", INK) != draw_card(card, "Escales", INK)


def test_other_facts_are_another_drawing(card: LinkCard) -> None:
    ways = [Way(6, crosses=False, percent=None), Way(21, crosses=False, percent=100)]
    ways += [Way(6, crosses=True, percent=0), Way(21, crosses=True, percent=20)]

    assert len({draw_card(replace(card, way=way), "Escales", INK) for way in ways}) == len(ways)


def test_it_has_the_colours_of_the_site(card: LinkCard) -> None:
    tones = {"light": {"primary": Tone("#4a148c", 1, "#4a148c", "#4a148c")}}
    ink = ink_of(Palette(tones))
    picture = Image.open(io.BytesIO(draw_card(card, "Escales", ink))).convert("RGB")

    assert ink_of(Palette()) == INK
    assert ink.water == "#4a148c"
    assert picture.getpixel((5, 5)) == (0x4A, 0x14, 0x8C)


def test_a_story_in_other_letters_has_the_picture_of_all_stories(library: Library) -> None:
    story = library.stories[0]
    facts = story.facts.model_copy(update={"title": "Ένας τίτλος στα ελληνικά"})

    assert link_card(story, library)
    assert link_card(replace(story, facts=facts), library) is None


def test_each_published_story_has_one_when_the_site_has_an_address(
    library: Library, tmp_path: Path
) -> None:
    def made(address: str) -> dict[str, bytes]:
        site = make_site(library, (), Settings(name="Passages 29", address=address))
        return {uri: b"".join(made) for uri, made in make_link_cards(site, INK, tmp_path)}

    assert made("") == {}
    cards = made("https://passages.example/")
    slugs = {story.slug for story in library.stories}
    assert set(cards) == {f"assets/cards/recits/{slug}.png" for slug in slugs}
    assert not any(story.slug in slugs for story in chain(library.withdrawn, library.ended))

    saved = {path: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()}
    assert len(saved) == len(cards)
    assert made("https://passages.example/") == cards
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()} == saved


@pytest.mark.parametrize("size", [84, 34, 20])
def test_letters_are_written_as_pillow_writes_them(size: int) -> None:
    said = "AVATAR\u00a0: « L’été, Tom-Yves file à Œuilly »"
    ours, pillow = Image.new("L", (2400, 120)), Image.new("L", (2400, 120))

    write(ours, (72, 8.4), said, size)
    ImageDraw.Draw(pillow).text((72, 8.4), said, 255, font(size))

    assert pillow.getbbox() is not None
    assert ImageChops.difference(ours, pillow).getbbox() is None
