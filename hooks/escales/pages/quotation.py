# SPDX-License-Identifier: EUPL-1.2
"""Choose a story that strangers understand, and a sentence of it, to begin a page with."""

import re
from collections.abc import Sequence

from escales.content.library import Entry
from escales.pages.decision import section_text
from escales.pages.elsewhere import Listed
from escales.schema import Story
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import slugify
from escales.words.typography import typeset
from escales.words.vocabulary import Viewpoint

SHORTEST, LONGEST = 50, 140  # signs
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
NOT_PLAIN = re.compile(r"[*_`<>\[\]#|«»\"]|^[-+>\d]")  # marks, lists, words of somebody else
BROUGHT = slugify(STORY_OUTLINE.required[-1])


def telling_story(latest: Sequence[Listed]) -> Listed | None:
    """Return the story that tells strangers what all are about: the latest by who left.

    True stories come before fictions, and those of this site before others, whoever tells them.
    """
    own = [story for story in latest if isinstance(story, Entry)]
    if own and own[0].facts.example == latest[0].facts.example:
        latest = own
    same = [story for story in latest if story.facts.example == latest[0].facts.example]
    left = (story for story in same if story.facts.viewpoint is Viewpoint.AGENT)
    return next(left, same[0] if same else None)


def sentence_of(story: Entry[Story]) -> str:
    """Return the last sentence of what a story brought about that stands alone, or nothing."""
    sentences = SENTENCE.split(section_text(story.body, BROUGHT).strip())
    plain = [" ".join(one.split()) for one in sentences if not NOT_PLAIN.search(one)]
    fit = [one for one in plain if SHORTEST <= len(one) <= LONGEST and one[-1] in ".!?…"]
    return typeset(fit[-1]) if fit else ""
