# SPDX-License-Identifier: EUPL-1.2
"""Count stories; examples of fiction are counted apart, as they are in no figure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escales.content.library import Entry
from escales.pages.elsewhere import Listed
from escales.words.vocabulary import Band, Category


@dataclass(frozen=True, slots=True)
class Tally:
    """How many true stories, how many examples of fiction, how many of the true told elsewhere."""

    stories: int = 0
    examples: int = 0
    elsewhere: int = 0

    @property
    def total(self) -> int:
        return self.stories + self.examples

    @property
    def shown(self) -> int:
        """How many readers are told: the true stories alone, as soon as there is one."""
        return self.stories or self.examples

    @property
    def of_fiction(self) -> bool:
        """Whether those that readers are told are examples of fiction."""
        return not self.stories and self.examples > 0


def tally(stories: Iterable[Listed]) -> Tally:
    total = examples = here = 0
    for story in stories:
        total += 1
        examples += story.facts.example
        here += isinstance(story, Entry)
    return Tally(total - examples, examples, total - here)


Cell = tuple[Category | None, Band | None]


def overview(stories: Iterable[Listed]) -> Mapping[Cell, Tally]:
    """Count by category and band; None stands for all of them."""
    counts: Counter[tuple[Category | None, Band | None, bool]] = Counter()
    for story in stories:
        category, band = story.facts.category, story.facts.duration.band
        for cell in ((category, band), (category, None), (None, band), (None, None)):
            counts[*cell, story.facts.example] += 1
    return {
        (category, band): Tally(counts[category, band, False], counts[category, band, True])
        for category in (*Category, None)
        for band in (*Band, None)
    }
