# SPDX-License-Identifier: EUPL-1.2
"""Shares of working time, and the bands that lists put them in."""

from dataclasses import dataclass

from escales.words.vocabulary import ShareBand


@dataclass(frozen=True, slots=True)
class Share:
    """A share of working time, in percent; `low` is 0 when it is only occasional."""

    low: int
    high: int

    def __str__(self) -> str:
        if not self.high:
            return "Ponctuelle"
        if self.low == 100:  # noqa: PLR2004  # per cent
            return "Temps plein"
        if self.low == self.high:
            return f"{self.low}\u00a0%"
        return f"{self.low} à {self.high}\u00a0%"


def share_band(share: Share | None) -> ShareBand:
    """Return the band of a share, by the most that it takes."""
    match share:
        case None:
            return ShareBand.UNKNOWN
        case Share(high=0):
            return ShareBand.OCCASIONAL
        case Share(low=100):
            return ShareBand.FULL_TIME
    bounds = {20: ShareBand.TO_20, 50: ShareBand.TO_50, 100: ShareBand.BEYOND}
    return next(band for bound, band in bounds.items() if share.high <= bound)
