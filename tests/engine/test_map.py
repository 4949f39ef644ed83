# SPDX-License-Identifier: EUPL-1.2
"""The map of France: who is marked on it, where it leads, and the list that says the same."""

import gzip
import re
from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Library
from escales.pages import make_site
from escales.pages.collectivities_map import make_collectivities_page
from escales.schema.departments import MAP, france
from escales.schema.values import DepartmentCode
from escales.words.places import departments_within, place_of, regions
from escales.words.vocabulary import CollectivityType

UNDRAWN = {"975", "977", "978", "986", "987", "988"}  # overseas, and not departments

MAP_SOURCES = ("Natural Earth", "Insee", "Licence Ouverte")


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FIXTURE)


def employers(library: Library, **facts: dict[str, Any]) -> Library:
    """Return a library with these employers only: copies of one, changed."""
    model = library.collectivities["ecole-du-test"]
    entries = {
        slug.replace("_", "-"): replace(
            model,
            slug=slug.replace("_", "-"),
            uri=f"collectivites/{slug.replace('_', '-')}.md",
            facts=model.facts.model_copy(update={"name": slug, **update}),
        )
        for slug, update in facts.items()
    }
    return replace(library, collectivities=entries, stories=())


def page(library: Library) -> str:
    return str(make_collectivities_page(make_site(library)).head)


def svg(text: str) -> str:
    return text[text.index("<svg") : text.index("</svg>")] if "<svg" in text else ""


def marks(text: str) -> list[tuple[str, str, str]]:
    """Return the links of the map: address, name, code."""
    return re.findall(
        r'<a href="([^"]*)"><title>(.*?)</title><path d="[^"]+"/><text[^>]*>(\w+)</text></a>', text
    )


def test_the_departments_are_those_of_insee_each_with_a_shape_or_known_to_have_none() -> None:
    departments = france().departments

    mainland = [f"{n:02}" for n in range(1, 96) if n != 20]
    corsica_after = mainland.index("19") + 1
    overseas = [*(str(n) for n in range(971, 979)), "986", "987", "988"]
    assert list(departments) == [
        *mainland[:corsica_after],
        *("2A", "2B"),
        *mainland[corsica_after:],
        *overseas,
    ]
    assert {code for code, department in departments.items() if not department.path} == UNDRAWN
    assert [str(departments[code]) for code in ("21", "38", "2B", "974")] == [
        "Côte-d’Or (21)",
        "Isère (38)",
        "Haute-Corse (2B)",
        "La Réunion (974)",
    ]


def test_every_department_is_drawn_within_the_map_and_its_code_within_itself() -> None:
    drawn = [department for department in france().departments.values() if department.path]
    for department in drawn:
        xs, ys = corners(department.path)
        assert min(xs) >= 0, department
        assert max(xs) <= france().width, department
        assert min(ys) >= 0, department
        assert max(ys) <= france().height, department
        x, y = department.label
        assert min(xs) <= x <= max(xs), department
        assert min(ys) <= y <= max(ys), department
    assert len({tuple(department.label) for department in drawn}) == len(drawn)


def corners(path: str) -> tuple[list[int], list[int]]:
    """Return the x and the y of the corners of a path; it is made of whole moves only."""
    assert re.fullmatch(r"(M\d+ \d+l-?\d+( ?-?\d+)+z)+", path)
    xs, ys = [], []
    for ring in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x = y = 0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return xs, ys


def test_the_check_accepts_the_codes_of_the_map_and_no_other() -> None:
    accepted = TypeAdapter(DepartmentCode)

    assert [accepted.validate_python(code) for code in france().departments] == [
        *france().departments
    ]
    for code in ("", "1", "001", "20", "2a", "96", "979", "984", "99", "Isère"):
        with pytest.raises(ValidationError):
            accepted.validate_python(code)


def test_only_departments_with_a_real_employer_are_marked(library: Library) -> None:
    text = page(
        employers(
            library,
            town={"department": "59"},
            state={"department": None},
            castle={"department": "38", "example": True},
        )
    )

    assert [code for _, _, code in marks(text)] == ["59"]
    land = re.findall(r'class="es-map__land" d="([^"]*)"', text)
    assert france().departments["38"].path in land[0]
    assert france().departments["59"].path not in land[0]


def test_a_mark_leads_to_the_employer_or_to_the_list_of_its_department(library: Library) -> None:
    text = page(
        employers(
            library, alone={"department": "33"}, b={"department": "2A"}, a={"department": "2A"}
        )
    )

    assert marks(text) == [
        ("#es-departement-2a", "Corse-du-Sud (2A)\u00a0: 2\u00a0employeurs, 0\u00a0récit", "2A"),
        ("../collectivites/alone/", "Gironde (33)\u00a0: alone, 0\u00a0récit", "33"),
    ]
    assert '<h3 id="es-departement-2a">Corse-du-Sud (2A)</h3>' in text


def test_an_entry_for_several_employers_is_listed_and_never_counted(library: Library) -> None:
    several = {"kind": CollectivityType.SEVERAL}
    text = page(
        employers(
            library,
            a={"department": "38"},
            b={"department": "38"},
            one_of_isere={"department": "38", **several},
            one_of_savoie={"department": "73", **several},
            c={"department": "59"},
            one_of_nord={"department": "59", **several},
            another_of_nord={"department": "59", **several},
        )
    )

    assert [name for _, name, _ in marks(text)] == [
        "Isère (38)\u00a0: 2\u00a0employeurs, 0\u00a0récit",
        "Nord (59)\u00a0: 1\u00a0employeur, 0\u00a0récit",
        "Savoie (73)\u00a0: one_of_savoie, 0\u00a0récit",
    ]
    assert text.count("one_of_isere") == text.count("one_of_nord") == 1


def test_a_story_between_two_neighbours_is_counted_once(library: Library) -> None:
    school = library.collectivities["ecole-du-test"]
    facts = school.facts.model_copy(update={"department": "2A"})
    neighbours = {**library.collectivities, school.slug: replace(school, facts=facts)}
    shared = [story for story in library.stories if story.facts.host == school.slug]

    text = page(replace(library, collectivities=neighbours))

    assert shared
    assert [name for _, name, _ in marks(text)] == [
        "Corse-du-Sud (2A)\u00a0: 2\u00a0employeurs, 3\u00a0récits"
    ]
    assert text.count("2\u00a0récits</span>") == 1
    assert text.count("3\u00a0récits</span>") == 1


def test_the_list_holds_every_employer_once_by_department_then_without_then_fictional(
    library: Library,
) -> None:
    text = page(
        employers(
            library,
            castle={"department": "01", "example": True},
            state={"department": None},
            b={"department": "38"},
            isle={"department": "988"},
            a={"department": "38"},
            lyon={"department": "69"},
        )
    )
    listed = text[text.index('<h2 id="es-departements">') :]

    assert re.findall(r'<h[23] id="[\w-]+">(.*?)</h|<li><a[^>]*>(\w+)</a>', listed) == [
        ("Par département", ""),
        ("Isère (38)", ""),
        ("", "a"),
        ("", "b"),
        ("Rhône (69)", ""),
        ("", "lyon"),
        ("Nouvelle-Calédonie (988)", ""),
        ("", "isle"),
        ("Sans département indiqué", ""),
        ("", "state"),
        ("Administrations fictives", ""),
        ("", "castle"),
    ]


def test_a_place_that_the_map_lacks_is_named_beside_it(library: Library) -> None:
    told = "Hors de la carte, mais dans la liste\u00a0: Nouvelle-Calédonie (988)."
    isle = {"department": "988"}

    assert told in page(employers(library, isle=isle, town={"department": "59"}))
    assert "Hors de la carte" not in page(employers(library, town={"department": "59"}))


def test_there_is_no_map_of_nothing(library: Library) -> None:
    text = page(employers(library, state={"department": None}, castle={"example": True}))

    assert svg(text) == ""
    assert "Par département" not in text
    assert "Sans département indiqué" in text


def test_a_name_is_escaped_on_the_map(library: Library) -> None:
    name = 'Ville <script>"&'
    text = page(employers(library, town={"department": "59", "name": name}))

    assert "<script>" not in text
    assert marks(text)[0][1].startswith("Nord (59)\u00a0: Ville &lt;script&gt;&#34;&amp;, ")


def test_the_map_stays_light_whatever_the_number_of_marks(library: Library) -> None:
    """In bytes: what a phone receives, on a page that weighs 5 kB without its map."""
    few = svg(page(employers(library, town={"department": "59"})))
    everywhere = svg(
        page(
            employers(
                library,
                **{
                    f"{name}_{code.lower()}": {"department": code}
                    for code in france().departments
                    for name in "abc"
                },
            )
        )
    )

    assert len(marks(everywhere)) == len(france().departments) - len(UNDRAWN)
    assert len(gzip.compress(few.encode())) < 6_000
    assert len(gzip.compress(everywhere.encode())) < 9_000
    assert "style" not in everywhere


def test_the_sources_of_the_map_are_credited_beside_it() -> None:
    text = MAP.with_name("README.md").read_text(encoding="utf-8")

    assert [source for source in MAP_SOURCES if source not in text] == []


def test_every_department_is_in_a_region_but_those_overseas_that_have_none() -> None:
    names = {code: department.name for code, department in france().departments.items()}
    within = {**departments_within(), "986": "à Wallis et Futuna"}

    assert set(departments_within()) == set(names)
    assert set(names) - set(regions()) == UNDRAWN
    assert len({region.name for region in regions().values()}) == 18
    assert [code for code, name in names.items() if name not in within[code]] == []


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Communauté urbaine de Dunkerque", "à Dunkerque"),
        ("Communauté d’agglomération de Caen la Mer", "à Caen la Mer"),
        ("Ville d’Annecy", "à Annecy"),
        ("Ville du Havre", "au Havre"),
        ("CCAS des Ulis", "aux Ulis"),
        ("Grenoble-Alpes-Métropole", "à Grenoble-Alpes-Métropole"),
        ("Région Bretagne", None),
        ("Centre de gestion", None),
    ],
)
def test_the_name_of_an_employer_says_where_it_is(name: str, within: str | None) -> None:
    place = place_of(name)

    assert (place.within if place else None) == within
