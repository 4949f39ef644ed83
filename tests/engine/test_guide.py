# SPDX-License-Identifier: EUPL-1.2
"""The blocks of the guide to contribute: its doors, and a reference that forgets no field."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from conftest import FIXTURE
from escales.checking.load import load
from escales.pages import make_block, make_site
from escales.pages.field_reference import REFERENCE_MODELS
from escales.schema import Facts, Publisher, models_of, terms_of
from escales.settings.site import Settings
from escales.words.typography import typeset_spaces_html
from escales.words.vocabulary import Block

REPOSITORY = Path(__file__).parents[2]
URI = "contribuer/champs.md"


def shown(name: Block, settings: Settings | None = None) -> str:
    site = make_site(load(FIXTURE), (), settings or Settings())
    return unescape(str(make_block(name, URI, site)))


def told(model: type[Facts]) -> Iterator[str]:
    """Yield all that a person may want to know of each key, and of those below it."""
    for name, field in model.keys().items():
        yield f"<code>{name}</code> {field.title}"
        yield str(field.description)
        terms = list(terms_of(field.annotation))
        yield from (f"<code>{term}</code> {term.label}" for term in terms)
        yield from (f"<code>{example}</code>" for example in field.examples or () if not terms)
        for inner in models_of(field.annotation):
            yield from told(inner)


@pytest.mark.parametrize("name", REFERENCE_MODELS)
def test_the_reference_tells_every_key_with_its_help_and_its_closed_list(name: Block) -> None:
    html = shown(name)

    assert [
        fact for fact in told(REFERENCE_MODELS[name]) if typeset_spaces_html(fact) not in html
    ] == []
    anchors = re.findall(r'id="([^"]*)"', html)
    assert len(anchors) == len(set(anchors)) == html.count("<dt")


@pytest.mark.parametrize(
    ("name", "key", "facts"),
    [
        (Block.STORY_FIELDS, "titre", "obligatoire · de 10 à 90 caractères"),
        (Block.STORY_FIELDS, "statut", "facultatif"),
        (Block.STORY_FIELDS, "competences", "facultatif · une liste · 6 éléments au plus"),
        (Block.STORY_FIELDS, "consentement", "obligatoire, sauf fiction"),
        (Block.STORY_FIELDS, "portee", "obligatoire · une liste · 1 élément au moins"),
        (Block.STORY_FIELDS, "experience", "facultatif · 60 caractères au plus"),
        (Block.SCHEME_FIELDS, "sigle", "facultatif · de 2 à 60 caractères"),
        (Block.COLLECTIVITY_FIELDS, "siren", "obligatoire, sauf fiction"),
        (Block.KIT_FIELDS, "libelle", "obligatoire · de 2 à 60 caractères"),
    ],
)
def test_the_reference_tells_what_is_required_and_how_long(
    name: Block, key: str, facts: str
) -> None:
    after = shown(name).split(f"<code>{key}</code>")[1].split("</dt>")[0]
    plain = re.sub(r"<[^>]*>", "", after).replace("\u00a0", " ")

    assert plain.split("\n")[1] == facts


def test_each_door_leads_somewhere() -> None:
    without = shown(Block.DOORS)
    with_contact = shown(Block.DOORS, Settings(publisher=Publisher(contact="nous@ville.example")))

    assert re.findall(r'href="([^"]*)"', without) == [
        "../../contribuer/raconter/",
        "../../contribuer/document/",
    ]
    assert 'href="mailto:nous@ville.example?' in with_contact


def test_the_delay_of_answers_is_that_of_the_settings_and_an_aim() -> None:
    assert "répondre en <strong>5\u00a0jours ouvrés</strong>. C’est un but" in shown(
        Block.ANSWER_DELAY, Settings(answer_days=5)
    )
    assert "en <strong>1\u00a0jour ouvré</strong>." in shown(
        Block.ANSWER_DELAY, Settings(answer_days=1)
    )
