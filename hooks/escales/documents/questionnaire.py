# SPDX-License-Identifier: EUPL-1.2
"""Compose the questionnaire from the models: each question once, with its help and its choices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from escales.content.library import Library
from escales.documents import questionnaire_phrases as phrases
from escales.pages.templating import fill
from escales.schema import Story, terms_of
from escales.schema.sections import STORY_OUTLINE
from escales.words.addresses import DOCUMENTS
from escales.words.spelling import slugify

ANYWHERE = "https://escales.example/"  # an address, so that no sentence is left out
QUESTIONNAIRE_TITLE = phrases.TITLE
BY_NAME = {"collectivite", "accueil", "dispositif"}  # their examples are names of files
MOST_NAMES = 25  # beyond, a list of names is no help
TEXT = re.compile(r"<(?P<tag>h\d|p|li|th)>(?P<text>.*?)</(?P=tag)>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class QuestionnaireQuestion:
    """What is asked for one key of a story; `help` is what stands under its label."""

    key: str
    label: str
    help: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class SiteNames:
    """What the site knows already, so that people write it as the site does."""

    collectivities: tuple[str, ...] = field(default=())
    schemes: tuple[str, ...] = field(default=())


def make_questionnaire(names: SiteNames, address: str) -> str:
    """Return the questionnaire as HTML. `address` is that of the site, or empty."""
    groups = [(title, list(_questions(keys, names))) for title, keys in phrases.GROUPS.items()]
    return fill(
        "questionnaire.html",
        DOCUMENTS,
        groups=groups,
        outline=STORY_OUTLINE,
        address=address,
        optional=phrases.OPTIONAL,
    )


def questionnaire_footer(address: str) -> str:
    """Return what stands at the foot of each page."""
    return phrases.FOOTER.format(address=address).strip()


def site_names(library: Library) -> SiteNames:
    """Return the real employers of a library, and its schemes."""
    all_facts = (entry.facts for entry in library.collectivities.values())
    return SiteNames(
        tuple(facts.name for facts in all_facts if not facts.example),
        tuple(entry.facts.title for entry in library.schemes.values()),
    )


def printed_texts() -> frozenset[str]:
    """Return the slug of each text of the questionnaire itself, to tell it from answers."""
    texts = (
        unescape(TAG.sub("", match["text"]))
        for match in TEXT.finditer(make_questionnaire(SiteNames(), ANYWHERE))
    )
    return frozenset(filter(None, map(slugify, [phrases.TITLE, *texts])))


def labels() -> dict[str, str]:
    """Return the key of each question, by the slug of its label and of the key itself."""
    keys = [key for group in phrases.GROUPS.values() for key in group]
    by_slug = {slugify(key): key for key in keys}
    return by_slug | {slugify(str(Story.keys()[key].title)): key for key in keys}


def _questions(keys: Sequence[str], names: SiteNames) -> Iterator[QuestionnaireQuestion]:
    for key in keys:
        asked = Story.keys()[key]
        label = str(asked.title)
        hint = phrases.HINTS.get(key) or str(asked.description)
        choices = _choices(key, asked.annotation, names)
        example = str((asked.examples or [""])[0]).strip("[]")
        if not choices and example and key not in BY_NAME:
            choices = phrases.EXAMPLE + example
        help_lines = tuple(filter(None, (hint, choices)))
        yield QuestionnaireQuestion(key, label, help_lines, not asked.is_required())


def _choices(key: str, annotation: object, names: SiteNames) -> str:
    """Say what may be answered, when it is one of a list."""
    terms = [term.label for term in terms_of(annotation)]
    if terms:
        return phrases.CHOICES + ", ".join(terms)
    by_key = {"collectivite": names.collectivities, "accueil": names.collectivities}
    listed = by_key.get(key, names.schemes if key == "dispositif" else ())
    return phrases.ON_THIS_SITE + ", ".join(listed) if 0 < len(listed) <= MOST_NAMES else ""
