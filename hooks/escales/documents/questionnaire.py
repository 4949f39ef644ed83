# SPDX-License-Identifier: EUPL-1.2
"""Write the questionnaire: the five questions of a story, then short ones, as the form asks them.

It comes as a document to type in, and on paper to fill by hand: the same questions and words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path

from escales.content.library import Library
from escales.form.letter import letter_words
from escales.machine.text_yaml import load_text_yaml
from escales.pages.templating import fill
from escales.schema import Story, terms_of
from escales.schema.sections import STORY_OUTLINE
from escales.settings.site import Settings
from escales.words.addresses import DOCUMENTS
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Category

phrases = phrases_of("documents")
asked = phrases_of("form")  # the same questions, in the same words

EARLIER = Path(__file__).with_name("earlier_questionnaire.yml")
ANYWHERE = Settings(address="https://escales.example/")  # without one, a sentence is left out
QUESTIONNAIRE_TITLE = phrases.title
FRAME = "ESCALES-CADRE"  # where the frame of an answer goes, in a document to type in
LINES = 11  # to write on by hand: a frame is half a page high
MOST_NAMES = 25  # a longer list of names does not help
MOST_BOXES = 4  # more would not stand on the page that they have
SHORT_LINE = 32  # characters: choices that stand together on a line
TEXT = re.compile(r"<(?P<tag>h\d|p|li|th)\b[^>]*>(?P<text>.*?)</(?P=tag)>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class QuestionnaireQuestion:
    """A short question: `help` are the lines under its label, `choices` have a box to tick.

    `lines` are those that one needs to answer by hand.
    """

    key: str
    label: str
    help: tuple[str, ...]
    choices: tuple[str, ...]
    lines: range

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The choices, line by line: short ones stand together."""
        rows: list[tuple[str, ...]] = []
        for choice in self.choices:
            if rows and sum(map(len, rows[-1])) + len(choice) <= SHORT_LINE:
                rows[-1] += (choice,)
            else:
                rows.append((choice,))
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The names on the site, so that people write them the same."""

    collectivities: tuple[str, ...] = field(default=())
    schemes: tuple[str, ...] = field(default=())


def make_questionnaire(names: SiteNames, settings: Settings, *, paper: bool = False) -> str:
    """Return the questionnaire as HTML, to be filled by hand when it goes on `paper`."""
    shown = SiteNames(schemes=names.schemes) if paper else names  # a list takes a page of paper
    groups = [(title, list(_questions(keys, shown))) for title, keys in phrases["groups"].items()]
    return fill(
        "questionnaire.html",
        DOCUMENTS,
        groups=groups,
        outline=STORY_OUTLINE,
        address=settings.address,
        recipient=_recipient(settings),
        hand_to=phrases.hand_to,
        paper=paper,
        frame=FRAME,
        lines=range(LINES),
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
    """Return the slugs of the texts of the questionnaires themselves, which are no answers."""
    texts = (
        unescape(TAG.sub("", match["text"]))
        for paper in (False, True)
        for match in TEXT.finditer(make_questionnaire(SiteNames(), ANYWHERE, paper=paper))
    )
    return frozenset(filter(None, map(slugify, [phrases.title, *_earlier()["texts"], *texts])))


def printed_beginnings() -> tuple[str, ...]:
    """Return how texts begin, as slugs, that end otherwise on each site."""
    texts = [phrases.hand_to, phrases.on_this_site, *_earlier()["beginnings"]]
    return tuple(map(slugify, texts))


def labels() -> dict[str, str]:
    """Return the key of each question, by the slug of its label and of the key itself.

    Earlier questionnaires had the labels of the fields, and letters have theirs.
    """
    labelled = asked_labels()
    by_slug = {slugify(key): key for key in labelled}
    fields = Story.keys()
    by_slug |= {slugify(str(fields[key].title)): key for key in labelled if key in fields}
    by_slug |= {slugify(label): key for key, label in letter_words()["labels"].items()}
    return by_slug | {slugify(label): key for key, label in labelled.items()}


def asked_labels() -> dict[str, str]:
    """Return the label of each short question by its key: that of the form, or of the field."""
    words: dict[str, str] = asked["labels"]
    keys = (key for group in phrases["groups"].values() for key in group)
    return {key: words.get(key) or str(Story.keys()[key].title) for key in keys}


@cache
def _earlier() -> Mapping[str, list[str]]:
    """Return what the first questionnaire printed, which people may still have."""
    earlier: Mapping[str, list[str]] = load_text_yaml(EARLIER)
    return earlier


def _recipient(settings: Settings) -> str:
    """Return who takes the filled questionnaire, or nothing."""
    return ", ".join(filter(None, [settings.publisher.editor.name, settings.contact]))


def _questions(keys: Sequence[str], names: SiteNames) -> Iterator[QuestionnaireQuestion]:
    for key in keys:
        label, lines = asked_labels()[key], phrases["lines"]
        hint = phrases["hints"].get(key) or str(Story.keys()[key].description)
        help_lines = tuple(filter(None, (hint, _known(key, names))))
        choices = _choices(key, names)
        yield QuestionnaireQuestion(key, label, help_lines, choices, range(int(lines.get(key, 1))))


def _choices(key: str, names: SiteNames) -> tuple[str, ...]:
    """Return what has a box to tick, or nothing."""
    words = letter_words()["answers"]
    yes, no, unknown = words["yes"], words["no"], words["unknown"]
    match key:
        case "categorie":
            return (*Category, unknown)
        case "nom_public":
            return (yes, no)
        case "point_de_vue":
            return tuple(asked["choices"][key].values())
        case "reconnaissable":
            return (yes, no, unknown)
        case "dispositif":
            listed = names.schemes if len(names.schemes) <= MOST_BOXES else ()
            return (*listed, phrases.none, phrases.other) if listed else ()
    info = Story.keys().get(key)
    return tuple(term.within for term in terms_of(info.annotation)) if info else ()


def _known(key: str, names: SiteNames) -> str:
    """Return the line of help that lists the employers of the site, or nothing."""
    listed = names.collectivities if key == "collectivite" else ()
    return phrases.on_this_site + ", ".join(listed) if 0 < len(listed) <= MOST_NAMES else ""
