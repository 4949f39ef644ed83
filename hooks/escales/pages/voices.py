# SPDX-License-Identifier: EUPL-1.2
"""The voices of one experience: from each question of a story to the same one, told by another."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from escales.content.library import Entry
from escales.pages.templating import fill
from escales.schema import Story
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import slugify

Voice = Entry[Story]
QUESTIONS = [slugify(name) for name in (*STORY_OUTLINE.required, *STORY_OUTLINE.optional)]


def links_to_voices(story: Voice, others: Sequence[Voice]) -> Mapping[str, Markup]:
    """Return, by the id of each question of a story, the links to it in the other voices."""
    if not others:
        return {}
    anchors = [(voice, _anchors(voice)) for voice in others]
    asked = {
        anchor: [
            (voice, f"{voice.uri}#{its[question]}") for voice, its in anchors if question in its
        ]
        for question, anchor in _anchors(story).items()
    }
    answered = {anchor: found for anchor, found in asked.items() if found}
    links = fill("links_to_voices.html", story.uri, answered=answered.values())
    return dict(zip(answered, links.splitlines(), strict=True))


def _anchors(voice: Voice) -> Mapping[str, str]:
    """Return the id of each question, by its slug: authors may write it with other signs."""
    headings = zip(voice.body.headings, voice.body.ids, strict=True)
    found = {slugify(heading.text): anchor for heading, anchor in headings}
    return {question: found[question] for question in QUESTIONS if question in found}
