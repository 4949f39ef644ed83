# SPDX-License-Identifier: EUPL-1.2
"""What the form asks, and all that a browser needs to judge the answers as the check does."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from escales.checking.privacy.lexicon import lexicon_content
from escales.content.library import Library
from escales.form.fields import Choice, Field, FieldKind, collectivity_fields, story_fields
from escales.form.patterns import shared_rules
from escales.problems.explanations import explanations
from escales.reading.disk import MAX_TEXT
from escales.reading.file_names import PLAIN_NAME
from escales.reading.links import ELSEWHERE
from escales.reading.validation import CHARACTERS, ITEMS
from escales.schema.consent import REVIEW_HINT
from escales.schema.departments import france
from escales.schema.sections import STORY_OUTLINE
from escales.schema.story import CONSENT_HINT, YEAR_HINT
from escales.schema.values import (
    EARLIEST_YEAR,
    HEADCOUNTS,
    LATEST_YEAR,
    PLAIN_WORD,
)
from escales.settings.site import Settings
from escales.words.addresses import RESERVED
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Scope, Topic

phrases = phrases_of("form")

COLLECTIVITY_ROLES = ("collectivite", "accueil")  # the keys that name an employer
OTHER = "+"  # the choice of an employer that is not in the list: no slug looks like it
NEAR = "{near}"  # where a browser writes the word that was meant

# What the check says of other files than a story, or of YAML that a browser never writes.
NOT_IN_A_BROWSER = (
    *("yaml-", "header-", "wrong-range", "journal-", "placeholder-", "field-", "block-"),
    *("withdrawn-", "agreement-due", "agreement-ended", "bad-setting", "bad-url", "bad-version"),
    *("page-", "menu-", "folder-", "former-", "image-path", "image-costly", "hidden-"),
    *("stacked-", "saved-"),  # and what it has no way to hold
    *("not-", "empty-", "unknown-", "key-", "duplicate-key", "bad-department", "text-"),
    *("section-missing", "sections-", "criterion-", "audit-", "link-unpublished"),
    *("symlink", "unreadable", "unexpected-", "scheme-", "fiction-", "real-"),
    *("committed-", "linked-folder", "setting-", "file-", "template-", "contrast"),
    *("image-format", "image-too-", "image-broken", "image-animated", "image-located"),
    *("few-people", "headcount-", "topic-not-told"),  # a form knows no other story
)


@dataclass(frozen=True, slots=True)
class Section:
    """A question of the story."""

    key: str
    title: str
    hints: Sequence[str]
    required: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The fields by key, the fields of a new employer by its role, and the questions, in order."""

    fields: Mapping[str, Field]
    collectivities: Mapping[str, Sequence[Field]]
    sections: Sequence[Section]
    filler: str  # what one may write in a section that stays empty
    rules: Markup  # JSON for a script element

    def hint(self, field: Field) -> str:
        """Return the help of a field, in the words of who fills it in a browser."""
        name = field.key.removeprefix("accueil.").removeprefix("collectivite.")
        return str(phrases["hints"].get(name, field.hint))

    def example(self, field: Field) -> str:
        return str(phrases["examples"].get(field.key, field.example))

    @property
    def groups(self) -> Sequence[Mapping[str, Any]]:
        """The parts of the form: a title, a word of help, the keys of its fields."""
        groups: Sequence[Mapping[str, Any]] = phrases["groups"]
        return groups


def describe_form(library: Library, settings: Settings) -> Form:
    """Describe the form; the employers and schemes to choose from are those of the library."""
    departments = tuple(
        Choice(department.code, str(department)) for department in france().departments.values()
    )
    choices_by_key = _choices_by_key(library)
    fields = {field.key: field for field in story_fields(choices_by_key)}
    collectivities = {
        role: tuple(collectivity_fields(role, departments)) for role in COLLECTIVITY_ROLES
    }
    name = Field(
        key="fichier",
        kind=FieldKind.TEXT,
        label=phrases.file_label,
        hint=phrases.file_hint,
        example=phrases.file_example,
        required=False,
        least=None,
        most=None,
        items=None,
        choices=(),
        searched=False,
    )
    sections = _sections()
    rules = _rules(list(fields.values()), collectivities, sections, settings)
    return Form(
        {**fields, "fichier": name}, collectivities, sections, STORY_OUTLINE.filler, _script(rules)
    )


def _choices_by_key(library: Library) -> dict[str, tuple[Choice, ...]]:
    """Return the choices that the library gives: real employers only."""
    real = [entry for entry in library.collectivities.values() if not entry.facts.example]
    collectivities = tuple(
        Choice(entry.slug, entry.facts.name)
        for entry in sorted(real, key=lambda entry: slugify(entry.facts.name))
    )
    schemes = tuple(Choice(entry.slug, entry.facts.title) for entry in library.schemes.values())
    other = Choice(OTHER, phrases.collectivity_missing)
    return {**dict.fromkeys(COLLECTIVITY_ROLES, (*collectivities, other)), "dispositif": schemes}


def _sections() -> list[Section]:
    outline = STORY_OUTLINE
    return [
        Section(slugify(title), title, outline.hints.get(title, ()), title in outline.required)
        for title in (*outline.required, *outline.optional)
    ]


def _rules(
    fields: Sequence[Field],
    collectivities: Mapping[str, Sequence[Field]],
    sections: Sequence[Section],
    settings: Settings,
) -> dict[str, object]:
    titles = [section.title for section in sections]
    return {
        # What looks alike is near: a page is compressed with the 32 kB before each word.
        "privacy": dict(lexicon_content()),
        **shared_rules(),
        "fields": [field.rule for field in fields],
        "employers": {
            role: [field.rule for field in each] for role, each in collectivities.items()
        },
        "other": OTHER,
        "sections": [
            {"key": section.key, "title": section.title, "required": section.required}
            for section in sections
        ],
        "filler": STORY_OUTLINE.filler,
        "problems": {
            code: [explanation.number, phrases["instead"].get(code, explanation.sentence)]
            for code, explanation in explanations().items()
            if not code.startswith(NOT_IN_A_BROWSER)
        },
        "subjects": {str(topic): topic.within for topic in Topic},
        "near": write_one_of([], NEAR),
        "one_of_sections": write_one_of(f"## {title}" for title in titles),
        "elsewhere": ELSEWHERE,
        "hints": {"year": YEAR_HINT, "agreement": CONSENT_HINT, "review": REVIEW_HINT},
        "site": Scope.SITE,
        "site_name": settings.name,
        "characters": CHARACTERS,
        "items": ITEMS,
        "years": [EARLIEST_YEAR, LATEST_YEAR],
        "headcounts": HEADCOUNTS,
        "plain_word": PLAIN_WORD,
        "plain_name": PLAIN_NAME,
        "max_text": MAX_TEXT,
        "reserved": {
            "stories": sorted(RESERVED["stories"]),
            "collectivities": sorted(RESERVED["docs/collectivites"]),
        },
        "employer_text": phrases.collectivity_text,
        "says": phrases["says"],
        "paste": phrases["paste"],
        "forge": {
            "kind": settings.forge or "",
            "name": settings.forge.label if settings.forge else "",
            "repository": settings.repository,
            "branch": settings.branch,
        },
        "contact": settings.contact,
    }


def _script(rules: Mapping[str, object]) -> Markup:
    """Write JSON that nothing in it can end the script element of."""
    text = json.dumps(rules, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  # no tag is left in it
