# SPDX-License-Identifier: EUPL-1.2
"""What was gathered of neighbours is judged again, shown thirty days, and never fails a build."""

import json
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escales.content.elsewhere import NOBODY, Lineage
from escales.open_data.neighbours import read_neighbourhood
from escales.open_data.neighbours.cards import EmployerCard, SchemeCard, StoryCard
from escales.open_data.neighbours.judging import NotTaken, Record, Tables, judge
from escales.settings.neighbours import ChosenNeighbour, site_slug
from escales.settings.rules import Rules
from neighbours import address_of, gathered, name_of

TODAY = date(2026, 11, 30)


def rules(count: int = 1, today: date = TODAY) -> Rules:
    chosen = (address_of(number) for number in range(count))
    named = tuple(ChosenNeighbour(site_slug(address), address) for address in chosen)
    return Rules(today=today, neighbours=named)


def file_of(root: Path) -> Path:
    return root / "voisins/voisins-example-voisin-1.json"


def change(root: Path, table: str, **values: object) -> None:
    """Change the first record of a table, as whoever can write there would."""
    saved = json.loads(file_of(root).read_text("utf-8"))
    saved[table][0] |= values
    file_of(root).write_text(json.dumps(saved), "utf-8")


def test_a_site_without_neighbours_reads_nothing(tmp_path: Path) -> None:
    gathered(tmp_path, 1, 3, TODAY)

    assert read_neighbourhood(tmp_path, Rules()) is NOBODY


def test_what_was_gathered_is_shown_newest_first(tmp_path: Path) -> None:
    gathered(tmp_path, 2, 10, TODAY)

    around = read_neighbourhood(tmp_path, rules(2))

    assert [one.name for one in around.neighbours] == [name_of(0), name_of(1)]
    assert [one.gathered_on for one in around.neighbours] == [TODAY, TODAY]
    assert len(around.stories) == 20
    days = [story.published_on for story in around.stories]
    assert days == sorted(days, reverse=True)
    assert {story.employer.neighbour for story in around.stories} == set(around.neighbours)
    assert [len(around.schemes), len(around.employers), len(around.adoptions)] == [6, 60, 2]
    assert around.silences == ()


def test_a_scheme_taken_from_somebody_is_the_same_scheme(tmp_path: Path) -> None:
    gathered(tmp_path, 2, 0, TODAY)

    schemes = read_neighbourhood(tmp_path, rules(2)).schemes

    lineages = [scheme.lineage for scheme in schemes if scheme.id == "matp"]
    assert len(lineages) == 2
    assert isinstance(lineages[0], Lineage)
    assert lineages[0] == lineages[1]


def test_a_scheme_that_was_renamed_keeps_its_first_name(tmp_path: Path) -> None:
    gathered(tmp_path, 1, 0, TODAY)
    change(tmp_path, "dispositifs", id="appui", anciens_slugs=["coup-de-main", "renfort"])

    schemes = {one.id: one for one in read_neighbourhood(tmp_path, rules()).schemes}

    assert schemes["appui"].lineage
    assert schemes["appui"].lineage.scheme == "coup-de-main"
    assert schemes["appui"].later_names == ("renfort", "appui")


def test_a_card_is_written_on_one_line_without_the_text(tmp_path: Path) -> None:
    gathered(tmp_path, 1, 3, TODAY)

    lines = file_of(tmp_path).read_text("utf-8").split("\n")

    stories = [json.loads(line.strip(",]")) for line in lines if '"duree"' in line]
    assert len(stories) == 3
    assert "texte" not in stories[0]


@pytest.mark.parametrize(("age", "shown"), [(30, True), (31, False), (-31, False)])
def test_cards_are_shown_for_thirty_days(tmp_path: Path, age: int, *, shown: bool) -> None:
    gathered(tmp_path, 1, 3, TODAY - timedelta(days=age))

    around = read_neighbourhood(tmp_path, rules())

    assert bool(around.stories) is shown
    assert bool(around) is shown
    old = (
        f"{address_of(0)}\u00a0: ce qui avait été pris a plus de trente jours, et n’est plus montré"
    )
    assert around.silences == (() if shown else (old,))


def test_a_neighbour_not_gathered_yet_is_a_sentence(tmp_path: Path) -> None:
    around = read_neighbourhood(tmp_path, rules())

    assert not around
    command = "lancez «\u00a0escales gather\u00a0»"
    assert around.silences == (f"{address_of(0)}\u00a0: rien n’a encore été pris\u00a0; {command}",)


def saved(**values: object) -> bytes:
    """Return the file of the first neighbour, without cards, changed."""
    head: dict[str, object] = {
        "format": 1,
        "adresse": address_of(0),
        "nom": "Un voisin",
        "pris_le": str(TODAY),
    }
    tables: dict[str, object] = {"administrations": [], "dispositifs": [], "recits": []}
    return json.dumps(head | tables | values).encode()


def test_a_file_without_cards_is_right(tmp_path: Path) -> None:
    gathered(tmp_path, 1, 3, TODAY)
    file_of(tmp_path).write_bytes(saved())

    around = read_neighbourhood(tmp_path, rules())

    assert [one.name for one in around.neighbours] == ["Un voisin"]
    assert (around.stories, around.silences) == ((), ())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format": 2}',
        saved(adresse="https://autre.example/"),
        saved(nom="Un <b>gras</b>"),
        saved(administrations={}),
        saved(recits=[[]]),
    ],
)
def test_a_file_that_is_not_right_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    gathered(tmp_path, 1, 3, TODAY)
    file_of(tmp_path).write_bytes(content)

    around = read_neighbourhood(tmp_path, rules())

    assert not around
    [silence] = around.silences
    assert "voisins/voisins-example-voisin-1.json" in silence


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("recits", {"titre": "Bonjour <script>alert(1)</script>"}),
        ("recits", {"titre": "Bonjour <x onclick=alert(1)>"}),
        ("recits", {"titre": "Bonjour \u202etouche-à-tout"}),
        ("recits", {"titre": "Bonjour \x1b[31mrouge"}),
        ("recits", {"titre": "Bonjour \ud83d, à moitié"}),
        ("recits", {"titre": "x" * 301}),
        ("recits", {"titre": ["Bonjour"]}),
        ("recits", {"adresse": "javascript:alert(1)"}),
        ("recits", {"adresse": "https://autre.example/recits/a/"}),
        ("recits", {"adresse": "http://voisins.example/voisin-1/recits/a/"}),
        ("recits", {"adresse": "https://voisins.example/voisin-2/recits/a/"}),
        ("recits", {"adresse": "https://voisins.example/voisin-1/../voisin-2/recits/a/"}),
        ("recits", {"adresse": "https://voisins.example/voisin-1/recits/a/?x"}),
        ("recits", {"adresse": "https://voisins.example/voisin-1/dispositifs/a/"}),
        ("recits", {"collectivite": "inconnue"}),
        ("recits", {"accueil": "inconnue"}),
        ("recits", {"dispositif": "inconnu"}),
        ("recits", {"publie_le": "2026-12-02"}),
        ("recits", {"categorie": "D"}),
        ("recits", {"exemple": "oui"}),
        ("recits", {"id": "../../x"}),
        ("recits", {"competences": ["un peu de tout"] * 13}),
        ("dispositifs", {"exemple": True, "id": "un-autre"}),
        ("administrations", {"siren": "123456789", "id": "une-autre"}),
    ],
)
def test_a_record_that_is_not_right_is_not_shown(
    tmp_path: Path, table: str, values: dict[str, Any]
) -> None:
    """Even in our own folder: nothing is believed because of where it is."""
    gathered(tmp_path, 1, 3, TODAY)
    whole = read_neighbourhood(tmp_path, rules())
    change(tmp_path, table, **values)

    around = read_neighbourhood(tmp_path, rules())

    lengths = {
        "recits": (len(whole.stories), len(around.stories)),
        "dispositifs": (len(whole.schemes), len(around.schemes)),
        "administrations": (len(whole.employers), len(around.employers)),
    }
    before, after = lengths[table]
    assert after == before - 1


KEYS = sorted({*StoryCard.keys(), *SchemeCard.keys(), *EmployerCard.keys(), "version_schema"})
TEXTS = st.text(max_size=40) | st.sampled_from(["a", "2.1.0", "P3M", "A", "2025-01-01", "oui"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=12,
)
RECORDS = st.lists(st.dictionaries(st.sampled_from(KEYS), JSON), max_size=3)


@given(RECORDS, RECORDS, RECORDS)
def test_no_record_whatever_it_holds_breaks_the_reading(
    employers: list[Record], schemes: list[Record], stories: list[Record]
) -> None:
    """A refusal is a sentence; anything else would stop a build."""
    with suppress(NotTaken):
        cards = judge(Tables(employers, schemes, stories), address_of(0), TODAY)
        assert len(list(cards.refused)) <= len([*employers, *schemes, *stories])
