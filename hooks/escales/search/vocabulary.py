# SPDX-License-Identifier: EUPL-1.2
"""Keep the words of the site against which browsers mend what readers mistype."""

from collections.abc import Iterable

from escales.search.everyday import FOLDS, MARK, fold

SHORTEST = 3


def words_to_mend(words: Iterable[str]) -> list[str]:
    """Return the words worth mending to: with their accents, each in its shortest form."""
    kept: dict[str, str] = {}
    for word in sorted({word.removesuffix(MARK) for word in words}, key=lambda it: (len(it), it)):
        plain = word.translate(FOLDS)
        if len(plain) >= SHORTEST and plain.isascii() and plain.isalpha():
            kept.setdefault(fold(word), word)
    return sorted(kept.values())
