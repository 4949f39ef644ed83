# SPDX-License-Identifier: EUPL-1.2
"""What the site says of its accessibility, computed from the state of each criterion.

The rules are those of https://accessibilite.numerique.gouv.fr, in its own repository,
https://github.com/DISIC/accessibilite.numerique.gouv.fr: `src/obligations/` has
`declaration-accessibilite.md` (the three levels, three years) and `evaluation-conformite.md`
(the rate: the criteria that are met, over those that apply).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from escales.schema.accessibility import Accessibility, Criterion
from escales.schema.consent import years_after
from escales.words.vocabulary import Conformity, CriterionState

WORDS = "Accessibilité : {level}"
VALID_FOR = 3  # years
HALF = Fraction(1, 2)
UNKNOWN = Criterion.model_validate({"etat": CriterionState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Statement:
    """`facts` is None without a `docs/accessibilite.yml`, `rate` without a valid audit."""

    facts: Accessibility | None = None
    rate: Fraction | None = None
    expired: bool = False  # whether the only audit is too old

    @property
    def level(self) -> Conformity:
        if self.rate is None or self.rate < HALF:
            return Conformity.NONE
        return Conformity.FULL if self.rate == 1 else Conformity.PARTIAL

    @property
    def words(self) -> str:
        """What every page says, as the law words it."""
        return WORDS.format(level=self.level.within)

    @property
    def percent(self) -> int | None:
        """The rate, never rounded up."""
        return None if self.rate is None else int(self.rate * 100)

    def criterion(self, number: str) -> Criterion:
        return self.facts.criteria[number] if self.facts else UNKNOWN

    def tally(self, numbers: Iterable[str]) -> Counter[CriterionState]:
        """Count some criteria by state."""
        return Counter(self.criterion(number).state for number in numbers)


def make_statement(facts: Accessibility | None, today: date) -> Statement:
    """Return what the site may say on a day."""
    if facts is None or facts.audit is None:
        return Statement(facts)
    if today > years_after(facts.audit.done_on, VALID_FOR):
        return Statement(facts, expired=True)
    states = Counter(criterion.state for criterion in facts.criteria.values())
    met = states[CriterionState.CONFORMING]
    applicable = met + states[CriterionState.FAILING]
    return Statement(facts, Fraction(met, applicable) if applicable else None)
