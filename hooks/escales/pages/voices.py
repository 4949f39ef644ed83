# SPDX-License-Identifier: EUPL-1.2
"""Links from each question of a story to the same one in the other voices."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from escales.content.library import Entry
from escales.pages.templating import fill
from escales.schema import Story
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import slugify

Voice = Entry[Story]
QUESTIONS = [slugify(name) for name in STORY_OUTLINE.names]


def links_to_voices(story: Voice, others: Sequence[Voice]) -> Mapping[str, Markup]:
    """Return, by the id of each question of a story, the links to it in the other voices."""
    if not others:
        return {}
    anchors = [(voice, _anchors(voice)) for voice in others]
    answers = {
        anchor: [
            (voice, f"{voice.uri}#{its[question]}") for voice, its in anchors if question in its
        ]
        for question, anchor in _anchors(story).items()
    }
    answered = {anchor: links for anchor, links in answers.items() if links}
    asides = fill("links_to_voices.html", story.uri, answered=answered.values())
    return dict(zip(answered, asides.splitlines(), strict=True))


def _anchors(voice: Voice) -> Mapping[str, str]:
    """Return the id of each question by its slug, as authors may punctuate it otherwise."""
    headings = zip(voice.body.headings, voice.body.ids, strict=True)
    ids = {slugify(heading.text): anchor for heading, anchor in headings}
    return {question: ids[question] for question in QUESTIONS if question in ids}
