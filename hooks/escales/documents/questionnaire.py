# SPDX-License-Identifier: EUPL-1.2
"""Write the questionnaire from the models: each question with its help and its choices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from escales.content.library import Library
from escales.pages.templating import fill
from escales.schema import Story, terms_of
from escales.schema.sections import STORY_OUTLINE
from escales.settings.site import Settings
from escales.words.addresses import DOCUMENTS
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("documents")

ANYWHERE = "https://escales.example/"  # any address: without one, a sentence is left out
QUESTIONNAIRE_TITLE = phrases.title
BY_NAME = {"collectivite", "accueil", "dispositif"}  # their examples are names of files
MOST_NAMES = 25  # a longer list of names does not help
TEXT = re.compile(r"<(?P<tag>h\d|p|li|th)>(?P<text>.*?)</(?P=tag)>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class QuestionnaireQuestion:
    """A question on one key of a story; `help` are the lines under its label."""

    key: str
    label: str
    help: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The names on the site, so that people write them the same."""

    collectivities: tuple[str, ...] = field(default=())
    schemes: tuple[str, ...] = field(default=())


def make_questionnaire(names: SiteNames, address: str) -> str:
    """Return the questionnaire as HTML. `address` is that of the site, or empty."""
    groups = [(title, list(_questions(keys, names))) for title, keys in phrases["groups"].items()]
    return fill(
        "questionnaire.html",
        DOCUMENTS,
        groups=groups,
        outline=STORY_OUTLINE,
        address=address,
        optional=phrases.optional,
    )


def questionnaire_footer(settings: Settings) -> str:
    """Return the footer of each page."""
    return phrases.footer.format(site=settings.name, address=settings.address).strip()


def site_names(library: Library) -> SiteNames:
    """Return the real employers of a library, and its schemes."""
    all_facts = (entry.facts for entry in library.collectivities.values())
    return SiteNames(
        tuple(facts.name for facts in all_facts if not facts.example),
        tuple(entry.facts.title for entry in library.schemes.values()),
    )


def printed_texts() -> frozenset[str]:
    """Return the slugs of the texts of the questionnaire itself, which are no answers."""
    texts = (
        unescape(TAG.sub("", match["text"]))
        for match in TEXT.finditer(make_questionnaire(SiteNames(), ANYWHERE))
    )
    return frozenset(filter(None, map(slugify, [phrases.title, *texts])))


def labels() -> dict[str, str]:
    """Return the key of each question, by the slug of its label and of the key itself."""
    keys = [key for group in phrases["groups"].values() for key in group]
    by_slug = {slugify(key): key for key in keys}
    return by_slug | {slugify(str(Story.keys()[key].title)): key for key in keys}


def _questions(keys: Sequence[str], names: SiteNames) -> Iterator[QuestionnaireQuestion]:
    for key in keys:
        info = Story.keys()[key]
        label = str(info.title)
        hint = phrases["hints"].get(key) or str(info.description)
        choices = _choices(key, info.annotation, names)
        example = str((info.examples or [""])[0]).strip("[]")
        if not choices and example and key not in BY_NAME:
            choices = phrases.example + example
        help_lines = tuple(filter(None, (hint, choices)))
        yield QuestionnaireQuestion(key, label, help_lines, not info.is_required())


def _choices(key: str, annotation: object, names: SiteNames) -> str:
    """Return the line of help that lists the possible answers, or nothing."""
    terms = [term.label for term in terms_of(annotation)]
    if terms:
        return phrases.choices + ", ".join(terms)
    by_key = {"collectivite": names.collectivities, "accueil": names.collectivities}
    listed = by_key.get(key, names.schemes if key == "dispositif" else ())
    return phrases.on_this_site + ", ".join(listed) if 0 < len(listed) <= MOST_NAMES else ""
