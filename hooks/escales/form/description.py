# SPDX-License-Identifier: EUPL-1.2
"""What the form asks, and all that a browser needs to judge the answers as the check does."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from escales.checking.privacy.anonymity import SHARES, WITH_OFFICIAL_SHARES
from escales.checking.privacy.lexicon import lexicon_content
from escales.content.library import Library
from escales.form.fields import Choice, Field, form_fields
from escales.form.letter import letter_words
from escales.form.patterns import shared_rules
from escales.problems.explanations import explanations
from escales.reading.disk import MAX_TEXT
from escales.reading.links import ELSEWHERE
from escales.reading.validation import CHARACTERS, ITEMS
from escales.schema.sections import STORY_OUTLINE
from escales.schema.values import EARLIEST_YEAR, HEADCOUNTS, LATEST_YEAR
from escales.settings.site import Settings
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Topic

phrases = phrases_of("form")

NEAR = "{near}"  # where a browser writes the word that was meant

# The problems that a browser can see: those of an answer, and of the text of a story.
IN_A_BROWSER = (
    *("sensitive-", "signature-name", "name-not-agreed", "few-people"),
    *("missing-key", "too-", "formatted-", "bad-duration", "bad-share", "bad-year", "bad-number"),
    *("section-empty", "section-first", "section-level", "section-order", "section-twice"),
    *("section-unknown", "title-in-text", "heading-empty", "underlined-", "mail-signature"),
    *("link-anchor", "link-definition", "link-empty", "link-incomplete", "link-missing"),
    *("link-scheme", "link-spaces", "link-text", "link-unread", "image-alt", "image-missing"),
    *("image-remote", "footnote", "box", "raw-html", "attribute-list", "include"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A question of the story, and a short answer to it, to show that two sentences will do."""

    key: str
    title: str
    hints: Sequence[str]
    example: str
    required: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The fields by key, the questions, and the employers to suggest, each in order."""

    fields: Mapping[str, Field]
    sections: Sequence[Section]
    employers: Sequence[str]
    filler: str  # what one may write in a section that stays empty
    rules: Markup  # JSON for a script element

    @property
    def questions(self) -> Sequence[Section]:
        """The questions that have a screen each."""
        return [section for section in self.sections if section.required]

    @property
    def steps(self) -> Sequence[Mapping[str, Any]]:
        """The screens after the questions: a title, a word of help, the keys of their fields."""
        steps: Sequence[Mapping[str, Any]] = phrases["steps"]
        return steps


def describe_form(library: Library, settings: Settings) -> Form:
    """Describe the form; the employers and schemes to suggest are those of the library."""
    schemes = tuple(Choice(entry.slug, entry.facts.title) for entry in library.schemes.values())
    fields = {field.key: field for field in form_fields(schemes)}
    sections = _sections()
    employers = _employers(library)
    names = [str(name) for name, *_ in employers]
    told = _rules(list(fields.values()), sections, settings)
    told["crowd"] = {"employers": employers, "threshold": settings.anonymity_threshold, **_shares()}
    return Form(fields, sections, names, STORY_OUTLINE.filler, _script(told))


def _employers(library: Library) -> list[list[object]]:
    """Return each real employer: its name, its number of agents, whether its shares are known."""
    real = [entry.facts for entry in library.collectivities.values() if not entry.facts.example]
    return [
        [facts.name, facts.headcount or 0, int(facts.kind in WITH_OFFICIAL_SHARES)]
        for facts in sorted(real, key=lambda facts: slugify(facts.name))
    ]


def _shares() -> dict[str, object]:
    return {"shares": dict(SHARES), "territorial": phrases.territorial}


def _sections() -> list[Section]:
    outline = STORY_OUTLINE
    return [
        Section(
            slugify(title),
            title,
            outline.hints.get(title, ()),
            phrases["answers"].get(slugify(title), ""),
            title in outline.required,
        )
        for title in (*outline.required, *outline.optional)
    ]


def _rules(
    fields: Sequence[Field], sections: Sequence[Section], settings: Settings
) -> dict[str, object]:
    titles = [section.title for section in sections]
    identifiers = [f"personal-{kind}" for kind in lexicon_content()["identifiers"]]
    return {
        # What looks alike is near: a page is compressed with the 32 kB before each word.
        "privacy": dict(lexicon_content()),
        **shared_rules(),
        "fields": [field.rule for field in fields],
        "sections": [
            {"key": section.key, "title": section.title, "required": section.required}
            for section in sections
        ],
        "letter": {
            **letter_words(),
            "labels": {
                **letter_words()["labels"],
                **{
                    field.key: field.label
                    for field in fields
                    if field.key not in letter_words()["labels"]
                },
            },
        },
        "filler": STORY_OUTLINE.filler,
        "problems": {
            code: phrases["instead"].get(code, explanation.sentence)
            for code, explanation in explanations().items()
            if code.startswith((*IN_A_BROWSER, *identifiers))
        },
        "subjects": {str(topic): topic.within for topic in Topic},
        "near": write_one_of([], NEAR),
        "one_of_sections": write_one_of(f"## {title}" for title in titles),
        "elsewhere": ELSEWHERE,
        "site_name": settings.name,
        "characters": CHARACTERS,
        "items": ITEMS,
        "agents": phrases["agents"],
        "years": [EARLIEST_YEAR, LATEST_YEAR],
        "headcounts": HEADCOUNTS,
        "max_text": MAX_TEXT,
        "says": phrases["says"],
        "paste": phrases["paste"],
    }


def _script(rules: Mapping[str, object]) -> Markup:
    """Write JSON that nothing in it can end the script element of."""
    text = json.dumps(rules, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  # no tag is left in it
