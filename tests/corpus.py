# SPDX-License-Identifier: EUPL-1.2
"""The sentences of privacy/, and how well the check tells those that hold something personal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from escales.checking.privacy.as_shown import as_shown
from escales.checking.privacy.identifiers import find_identifiers, find_sensitive_words, prepare

FOLDER = Path(__file__).parent / "engine/privacy"
HALVES = ("worked_on", "held_out", "ordinary")  # written with the rules, after them, anew


@dataclass(frozen=True)
class Sentence:
    """What a sentence holds, and what is found in it: the same, unless it is a known miss."""

    text: str
    holds: frozenset[str]
    finds: frozenset[str]


def sentences(half: str) -> Iterator[Sentence]:
    written = yaml.load((FOLDER / f"{half}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for kind, items in written.items():
        for item in items:
            if isinstance(item, str):
                holds = frozenset({kind} - {"nothing"})
                yield Sentence(item, holds, holds)
            else:
                holds = frozenset(item["holds"])
                yield Sentence(item["text"], holds, frozenset(item.get("finds", holds)))


def found(text: str) -> frozenset[str]:
    reading = prepare(as_shown(text), markdown=0)
    return frozenset(
        finding.kind for finding in find_identifiers(reading) + find_sensitive_words(reading)
    )


@dataclass(frozen=True)
class Figures:
    right: int
    wrong: int  # found where there is nothing of the kind
    missed: int

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return f"{precision:>10.1%}{recall:>10.1%}{self.right:>8}{self.wrong:>8}{self.missed:>8}"


def figures(told: Iterable[Sentence], kind: str | None = None) -> Figures:
    """Count, for a kind or for all, what truly is found: not what is expected."""
    right = wrong = missed = 0
    for sentence in told:
        here = found(sentence.text)
        kinds = (here | sentence.holds) & ({kind} if kind else here | sentence.holds)
        right += len(kinds & here & sentence.holds)
        wrong += len(kinds & here - sentence.holds)
        missed += len(kinds & sentence.holds - here)
    return Figures(right, wrong, missed)


def report() -> Iterator[str]:
    """Yield the figures, as `make test` shows them at its end."""
    for half in HALVES:
        told = list(sentences(half))
        innocent = sum(not sentence.holds for sentence in told)
        yield f"{half}.yml: {len(told)} sentences, of which {innocent} hold nothing personal"
        yield f"{'':16}{'precision':>10}{'recall':>10}{'right':>8}{'wrong':>8}{'missed':>8}"
        for kind in sorted({kind for sentence in told for kind in sentence.holds}):
            yield f"  {kind:14}{figures(told, kind)}"
        yield f"  {'all':14}{figures(told)}"
