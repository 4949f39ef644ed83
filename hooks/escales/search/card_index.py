# SPDX-License-Identifier: EUPL-1.2
"""Write what browsers need to find the cards of neighbours by their words.

There may be twenty thousand of them. In Pagefind, each would weigh on the first question, and a
common word would take seconds. Here each word has the numbers of its cards, in files small enough
for a phone: a question fetches those of its words, then the cards that it shows.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import pairwise

from escales.pages import Site
from escales.search.cards import FoundCard, make_scheme_cards, make_story_cards
from escales.search.everyday import everyday_of, fold, mark_of, words_of
from escales.search.index_entry import marked_acronyms, searchable

CARDS_IN_FILE = 20
NUMBERS_IN_FILE = 12_000  # about 15 kB compressed; a word that more cards say has its own
Numbers = tuple[list[int], list[int]]  # of the cards whose title says a word; of the others


class CardIndex:
    """The cards of neighbours and their words: stories first, in the order of our list."""

    def __init__(self, stories: Iterable[FoundCard], schemes: Iterable[FoundCard]) -> None:
        self.words: set[str] = set()  # with their accents: readers mistype them
        self.acronyms: set[str] = set()
        self.groups: set[int] = set()  # of everyday words
        self._numbers: defaultdict[str, Numbers] = defaultdict(lambda: ([], []))
        told = list(stories)
        cards = [*told, *schemes]
        for number, card in enumerate(cards):
            self._add(number, card)
        self._shown = [
            _json([card.shown for card in cards[start : start + CARDS_IN_FILE]])
            for start in range(0, len(cards), CARDS_IN_FILE)
        ]
        self._texts = _word_files(self._numbers)
        self._count, self._stories = len(cards), len(told)

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _version(self) -> str:
        return sha256(b"".join((*self._shown, *self._texts.values()))).hexdigest()[:8]

    @property
    def known(self) -> Mapping[str, object]:
        """What a browser must know before it looks for a word."""
        return {
            "version": self._version,
            "recits": self._stories,
            "par_fichier": CARDS_IN_FILE,
            "debuts": list(self._texts),
        }

    @property
    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file, by its name, which changes with what they hold."""
        for kind, texts in (("fiches", self._shown), ("mots", self._texts.values())):
            for place, text in enumerate(texts):
                yield f"voisins-{self._version}-{kind}-{place}.json", text

    def _add(self, number: int, card: FoundCard) -> None:
        texts = list(map(searchable, (card.title, card.summary, f"{card.facts} {card.more}")))
        title, summary, others = map(words_of, texts)
        subject, _ = everyday_of([*title, *summary], [])
        titled = {*map(fold, title), *map(mark_of, subject)}
        for word in titled:
            self._numbers[word][0].append(number)
        for word in {*map(fold, summary), *map(fold, others)} - titled:
            self._numbers[word][1].append(number)
        self.groups |= subject
        self.words.update(title, summary, others)
        self.acronyms |= marked_acronyms(" ".join(texts))


def make_card_index(site: Site) -> CardIndex:
    """Return the index of what neighbours of a site tell; it is empty without neighbours."""
    return CardIndex(make_story_cards(site), make_scheme_cards(site))


def _word_files(numbers: Mapping[str, Numbers]) -> dict[str, bytes]:
    """Return files of words in order, each by its first word; the steps between the numbers."""
    files: dict[str, bytes] = {}
    words: dict[str, list[list[int]]] = {}
    weight = 0
    for word in sorted(numbers):
        words[word] = list(map(_steps, numbers[word]))
        weight += sum(map(len, words[word]))
        if weight > NUMBERS_IN_FILE:
            files[next(iter(words))] = _json(words)
            words, weight = {}, 0
    if words:
        files[next(iter(words))] = _json(words)
    return files


def _steps(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *numbers))]


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
