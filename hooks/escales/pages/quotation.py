# SPDX-License-Identifier: EUPL-1.2
"""Choose a sentence of a story that strangers understand, to begin a page with."""

import re

from escales.content.library import Entry
from escales.pages.decision import section_text
from escales.schema import Story
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import slugify
from escales.words.typography import typeset

SHORTEST, LONGEST = 50, 140  # signs
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
NOT_PLAIN = re.compile(r"[*_`<>\[\]#|«»\"]|^[-+>\d]")  # marks, lists, words of somebody else
BROUGHT = slugify(STORY_OUTLINE.required[-1])


def sentence_of(story: Entry[Story]) -> str:
    """Return the last sentence of what a story brought about that stands alone, or nothing."""
    sentences = SENTENCE.split(section_text(story.body, BROUGHT).strip())
    plain = [" ".join(one.split()) for one in sentences if not NOT_PLAIN.search(one)]
    fit = [one for one in plain if SHORTEST <= len(one) <= LONGEST and one[-1] in ".!?…"]
    return typeset(fit[-1]) if fit else ""
