# SPDX-License-Identifier: EUPL-1.2
"""The emblem of a story says, for the eye alone, what its facts say in words."""

import re
from pathlib import Path

import pytest

from escales.pages.emblem import draw_emblem
from escales.schema.durations import parse_duration
from escales.schema.shares import parse_share

DURATIONS = ("une demi-journée", "3 jours", "2 mois", "9 mois", "2 ans", "10 ans")
SHARES = (None, "ponctuelle", "20 %", "10-40 %", "50 %", "60 %", "temps plein")
MOST_BYTES = 350


class Facts:
    """What an emblem reads of a story."""

    def __init__(self, duration: str, share: str | None = None, host: str | None = None) -> None:
        self.duration = parse_duration(duration)
        self.share = parse_share(share) if share else None
        self.host = host


def emblem(duration: str, share: str | None = None, host: str | None = None) -> str:
    return str(draw_emblem(Facts(duration, share, host)))  # type: ignore[arg-type]  # its facts alone


def width(drawing: str) -> int:
    """Return how far the way goes, from where it leaves the quay."""
    start = int(re.findall(r'<path d="M(\d+) \d+h0', drawing)[0])
    return int(re.findall(r'cx="(\d+)"', drawing)[0]) - start


@pytest.mark.parametrize("host", [None, "ailleurs"])
def test_the_longer_the_stay_the_wider_the_way(host: str | None) -> None:
    widths = [width(emblem(each, host=host)) for each in DURATIONS]

    assert widths == sorted(set(widths))


def test_another_employer_is_another_quay() -> None:
    arch, crossing = emblem("2 mois"), emblem("2 mois", host="ailleurs")

    assert arch.count("h0") == 2  # out and back
    assert crossing.count("h0") == 1
    assert 'd="M3 32H17M47 12H61M17 32C34 32 30 12 47 12"' in crossing


@pytest.mark.parametrize(
    ("share", "drawn"),
    [
        (None, ""),
        ("ponctuelle", '<path class="es-emblem__time" d="M32 12h0"/>'),
        ("25 %", '<path class="es-emblem__time" d="M32 12V5A7 7 0 0 1 39 12"/>'),
        ("75 %", '<path class="es-emblem__time" d="M32 12V5A7 7 0 1 1 25 12"/>'),
        ("temps plein", '<circle class="es-emblem__time" cx="32" cy="12" r="7"/>'),
    ],
)
def test_the_stop_is_a_clock_filled_as_much_as_the_working_time(
    share: str | None, drawn: str
) -> None:
    assert emblem("2 mois", share).endswith(f'cy="12" r="7"/>{drawn}</svg>')


def test_an_emblem_is_light_and_has_no_colour_of_its_own() -> None:
    drawn = [
        emblem(duration, share, host)
        for duration in DURATIONS
        for share in SHARES
        for host in (None, "x")
    ]

    assert len(set(drawn)) > len(drawn) - 5  # as good as one for each
    assert max(map(len, drawn)) <= MOST_BYTES
    assert not any(re.search("fill|stroke|#|style", each) for each in drawn)


def test_each_card_and_each_story_has_one_that_is_not_read_aloud(built: Path) -> None:
    pages = {
        each: (built / each / "index.html").read_text(encoding="utf-8")
        for each in ("recits/par-categorie/c", "recits/premier")
    }

    shown, hidden = 'class="es-emblem"', 'class="es-emblem" viewBox="0 0 64 40" aria-hidden="true"'
    assert [html.count(shown) for html in pages.values()] == [
        html.count(hidden) for html in pages.values()
    ]
    cards = [html.count('<li class="es-item">\n') for html in pages.values()]
    assert [html.count(shown) for html in pages.values()] == [cards[0], cards[1] + 1]
    assert cards[0] > 0
