# SPDX-License-Identifier: EUPL-1.2
"""Write the file of a story from the answers to the questionnaire."""

import json
from collections.abc import Iterable, Iterator

from escales.commands.import_.answers import QuestionnaireAnswers
from escales.commands.import_.markdown import write_blocks
from escales.reading.disk import FileKind, Tree
from escales.reading.drafts import Draft
from escales.schema import Consent, Story, takes_several
from escales.schema.lists import as_list
from escales.schema.sections import STORY_OUTLINE
from escales.words.addresses import RESERVED
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("documents")

LONGEST_SLUG = 60
MOST_NAMES = 1000


def free_story_slug(title: str, tree: Tree, drafts: Iterable[Draft]) -> str:
    """Return a name for the file that no story has: two persons may well choose the same title."""
    slug = story_slug(title)
    stories = [draft for draft in drafts if draft.source.kind is FileKind.STORY]
    taken = {draft.source.slug for draft in stories} | RESERVED["stories"]
    taken |= {former for draft in stories if draft.facts for former in draft.facts.former_slugs}
    names = (f"{slug}-{n}" if n > 1 else slug for n in range(1, MOST_NAMES))
    return next(n for n in names if n not in taken and not tree.exists(f"stories/{n}.md"))


def story_slug(title: str) -> str:
    """Return the name of the file, from the title."""
    slug = slugify(title)
    whole_words = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return (whole_words if len(slug) > LONGEST_SLUG else slug) or phrases.no_title


def write_story(answers: QuestionnaireAnswers) -> str:
    """Return the story; what is required and was not answered is there, empty."""
    header = "\n".join(_header(answers))
    return f"---\n{header}\n---\n{''.join(_sections(answers))}"


def _header(answers: QuestionnaireAnswers) -> Iterator[str]:
    for key, field in Story.keys().items():
        value = answers.values.get(key, "")
        if key == "consentement":
            yield f"{key}:"
            yield from (f"  {name}:" for name, f in Consent.keys().items() if f.is_required())
            if said := answers.values.get("reconnaissable"):
                yield f"  reconnaissable: {said}"
        elif value and takes_several(field.annotation):
            yield f"{key}:"
            yield from (f"  - {_quoted(item)}" for item in as_list(value))
        elif value:
            yield f"{key}: {_quoted(value)}"
        elif field.is_required():
            yield f"{key}:"


def _quoted(value: str) -> str:
    """Write a value so that YAML reads nothing else in it (JSON is YAML)."""
    return json.dumps(value.replace("\n", " "), ensure_ascii=False)


def _sections(answers: QuestionnaireAnswers) -> Iterator[str]:
    for name in STORY_OUTLINE.names:
        texts = write_blocks(answers.sections.get(name, []))
        if texts or name in STORY_OUTLINE.required:
            yield "\n\n".join([f"\n## {name}", *texts]) + "\n"
