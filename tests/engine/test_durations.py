# SPDX-License-Identifier: EUPL-1.2
"""Durations as agents write them, the bands they fall in, and how they are shown."""

from pathlib import Path

import pytest
import yaml

from escales.schema.durations import parse_duration
from escales.schema.shares import parse_share
from escales.schema.values import luhn
from escales.words.vocabulary import Band

CASES = yaml.safe_load(Path(__file__).with_name("length_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("written", "units"), CASES["durations"].items())
def test_a_duration_is_read_as_one_says_it(written: str, units: int | None) -> None:
    duration = parse_duration(written)

    assert (duration and duration.units) == units


@pytest.mark.parametrize(("written", "share"), CASES["shares"].items())
def test_a_share_is_read_as_one_says_it(written: str, share: list[int] | None) -> None:
    found = parse_share(written)

    assert (found and [found.low, found.high]) == share


@pytest.mark.parametrize(
    ("written", "shown", "iso", "band"),
    [
        ("une demi-journée", "une demi-journée", "PT4H", Band.DAY),
        ("un après-midi", "une demi-journée", "PT4H", Band.DAY),
        ("deux matinées", "1 jour", "P1D", Band.DAY),
        ("5 jrs", "5 jours", "P5D", Band.DAYS),
        ("2 heures", "2 heures", "PT2H", Band.DAY),
        ("1 jour", "1 jour", "P1D", Band.DAY),
        ("Une journée", "1 jour", "P1D", Band.DAY),
        ("un jour et demi", "1 jour et demi", "P1DT4H", Band.DAYS),
        ("2 jours", "2 jours", "P2D", Band.DAYS),
        ("dix jours ouvrés", "10 jours", "P10D", Band.DAYS),
        ("2 semaines", "2 semaines", "P2W", Band.DAYS),
        ("11 jours", "11 jours", "P11D", Band.TO_3_MONTHS),
        ("6 semaines", "6 semaines", "P6W", Band.TO_3_MONTHS),
        ("3 mois", "3 mois", "P3M", Band.TO_3_MONTHS),
        ("P3M", "3 mois", "P3M", Band.TO_3_MONTHS),
        ("13 semaines", "13 semaines", "P13W", Band.TO_3_MONTHS),
        ("3 mois et 1 jour", "3 mois et 1 jour", "P3M1D", Band.TO_6_MONTHS),
        ("4 mois", "4 mois", "P4M", Band.TO_6_MONTHS),
        ("6 mois", "6 mois", "P6M", Band.TO_6_MONTHS),
        ("12 mois", "12 mois", "P12M", Band.TO_1_YEAR),
        ("1 an", "1 an", "P1Y", Band.TO_1_YEAR),
        ("1 an et 6 mois", "1 an et 6 mois", "P1Y6M", Band.TO_2_YEARS),
        ("un an et demi", "1 an et 6 mois", "P1Y6M", Band.TO_2_YEARS),
        ("18 mois", "18 mois", "P18M", Band.TO_2_YEARS),
        ("2 ans", "2 ans", "P2Y", Band.TO_2_YEARS),
        ("pt4h", "une demi-journée", "PT4H", Band.DAY),
        ("3 ans", "3 ans", "P3Y", Band.BEYOND),
        ("10 années", "10 ans", "P10Y", Band.BEYOND),
        ("quinze jours", "15 jours", "P15D", Band.TO_3_MONTHS),
        ("dix-huit mois", "18 mois", "P18M", Band.TO_2_YEARS),
        ("vingt-et-un jours", "21 jours", "P21D", Band.TO_3_MONTHS),
        ("soixante-quinze jours", "75 jours", "P75D", Band.TO_6_MONTHS),
        ("un mois et demi", "6 semaines", "P6W", Band.TO_3_MONTHS),
        ("six mois et demi", "6 mois et 2 semaines", "P6M2W", Band.TO_1_YEAR),
        ("une semaine et demie", "1 semaine, 2 jours et demi", "P1W2DT4H", Band.DAYS),
        ("un trimestre", "3 mois", "P3M", Band.TO_3_MONTHS),
        ("5j", "5 jours", "P5D", Band.DAYS),
        ("2 semaines (10 jours)", "2 semaines", "P2W", Band.DAYS),
        ("1 an (soit 12 mois)", "1 an", "P1Y", Band.TO_1_YEAR),
        ("10 jours, soit deux semaines", "10 jours", "P10D", Band.DAYS),
    ],
)
def test_a_duration_is_read_shown_and_placed(
    written: str, shown: str, iso: str, band: Band
) -> None:
    """Each upper bound belongs to its band."""
    duration = parse_duration(written)

    assert duration is not None
    assert str(duration).replace("\u00a0", " ") == (shown if written != "pt4h" else "4 heures")
    assert duration.iso == iso
    assert duration.band is band


@pytest.mark.parametrize(
    "written",
    [
        *("", "3 lunes", "0 jour", "11 ans", "P", "PT", "deux", "mois", "-3 mois", "1,2 mois"),
        *("2 semaines (14 jours)", "1 an / 12 mois", "2 semaines - dix jours", "vingt douze jours"),
        *("3 mois (renouvelables)", "2 semaines (10 jours) (1 mois)", "1 an (12 mois) et 2 jours"),
    ],
)
def test_what_is_no_duration_is_refused(written: str) -> None:
    assert parse_duration(written) is None


def test_durations_are_ordered_by_length() -> None:
    """Alphabetical order would put 18 mois before 2 jours."""
    written = ["2 ans", "18 mois", "2 jours", "une demi-journée", "3 semaines"]

    durations = [duration for text in written if (duration := parse_duration(text))]

    ordered = [str(d).replace("\u00a0", " ") for d in sorted(durations, key=lambda d: d.units)]

    assert ordered == ["une demi-journée", "2 jours", "3 semaines", "18 mois", "2 ans"]


def test_the_siren_of_the_five_collectivities_are_right() -> None:
    numbers = ("245900428", "223300013", "223800012", "200040715", "213801855")
    assert [luhn(number) % 10 for number in numbers] == [0] * 5
