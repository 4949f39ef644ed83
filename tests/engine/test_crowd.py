# SPDX-License-Identifier: EUPL-1.2
"""How many people could have written a story, and what is asked when they are too few."""

from datetime import date
from pathlib import Path

import pytest

from conftest import FIXTURE
from engine.test_cases import apply
from escales.checking.load import check, load
from escales.checking.privacy.anonymity import (
    agents_in_category,
    author_profile,
    count_profiles,
    headcount_needed,
)
from escales.schema import Collectivity
from escales.settings.rules import Rules
from escales.words.vocabulary import Category, CollectivityType

STORY = "stories/troisieme-essai.md"
DAY = date(2026, 11, 23)
SMALL = "docs/collectivites/village-d-essai.md"


def employer(kind: str, headcount: str | None) -> Collectivity:
    facts = {"nom": "Essai", "type": kind, "exemple": "oui"}
    return Collectivity.model_validate(facts | ({"effectif": headcount} if headcount else {}))


@pytest.mark.parametrize(
    ("kind", "headcount", "category", "expected"),
    [
        ("commune", "1000", Category.A, 86),
        ("commune", "1162", Category.A, 99),
        ("epci", "1163", Category.A, 100),
        ("departement", "4700", Category.B, 615),
        ("region", "4700", Category.C, 3290),
        ("etablissement", "4700", Category.C, 404),  # no source: the smallest share
        ("etat", "100000", Category.B, 8600),
        ("plusieurs", "20000", Category.C, 1720),
        ("commune", None, Category.C, 0),
    ],
)
def test_the_crowd_of_a_category_is_rounded_down(
    kind: str, headcount: str | None, category: Category, expected: int
) -> None:
    assert agents_in_category(employer(kind, headcount), category) == expected


@pytest.mark.parametrize("crowd", [1, 50, 100, 1000])
@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("kind", CollectivityType)
def test_the_headcount_that_is_asked_for_is_the_least_that_would_do(
    kind: CollectivityType, category: Category, crowd: int
) -> None:
    needed = headcount_needed(crowd, kind, category)

    assert agents_in_category(employer(kind, str(needed)), category) >= crowd
    if needed > 1:
        assert agents_in_category(employer(kind, str(needed - 1)), category) < crowd


def test_stories_are_alike_when_they_tell_the_same_of_their_authors() -> None:
    stories = [story.facts for story in load(FIXTURE).stories]
    one = next(story for story in stories if story.title.startswith("Trois jours"))
    changes: list[dict[str, object]] = [
        {"category": Category.A},
        {"collectivity": "ecole-du-test"},
        {"year": 2025},
    ]

    assert (
        count_profiles([one, one.model_copy(update={"title": "Un autre"})])[author_profile(one)]
        == 2
    )
    for change in changes:
        assert count_profiles([one, one.model_copy(update=change)])[author_profile(one)] == 1


def write_small(root: Path, headcount: int) -> None:
    facts = f"nom: Village\ntype: commune\nsiren: 443061841\neffectif: {headcount}\n"
    (root / SMALL).write_text(f"---\n{facts}---\n\nIci.\n", encoding="utf-8")
    apply({"change": {STORY: {"ville-d-essai": "village-d-essai"}}}, root)


def codes(root: Path, crowd: int = 100) -> list[str]:
    return [problem.code for problem in check(root, Rules(today=DAY, anonymity_threshold=crowd))]


def test_a_story_that_too_few_people_could_have_written_stops_the_publication(root: Path) -> None:
    write_small(root, 142)

    (problem,) = check(root, Rules(today=DAY))

    assert problem.stops
    assert (problem.path, problem.line, problem.key) == (STORY, 5, "collectivite")
    assert "99\u00a0agents de catégorie C" in problem.message
    assert "au moins 143\u00a0agents" in problem.message


@pytest.mark.parametrize(("headcount", "crowd"), [(143, 100), (142, 99), (1, 0)])
def test_a_crowd_that_suffices_is_not_told(headcount: int, crowd: int, root: Path) -> None:
    write_small(root, headcount)

    assert codes(root, crowd) == []


def test_the_author_may_accept_to_be_recognised(root: Path) -> None:
    write_small(root, 10)
    apply({"change": {STORY: {"preuve: DRH,": "reconnaissable: oui\n  preuve: DRH,"}}}, root)

    assert codes(root) == []


def test_stories_alike_make_a_crowd_too(root: Path) -> None:
    """Each other one that tells the same hides this one: those withdrawn or imagined do not."""
    write_small(root, 1)
    text = (root / STORY).read_text(encoding="utf-8")
    for number in range(3):
        (root / f"stories/semblable-{number}.md").write_text(text, encoding="utf-8")
    gone = "---\nretrait_le: 2026-11-01\n---\n"
    (root / "stories/parti.md").write_text(gone, encoding="utf-8")

    assert codes(root, 3) == []
    assert codes(root, 4) == ["few-people"] * 4
    assert (
        "3\u00a0autres récits semblables"
        in check(root, Rules(today=DAY, anonymity_threshold=4))[0].message
    )


def test_only_an_entry_of_several_employers_around_that_suffices_is_proposed(root: Path) -> None:
    write_small(root, 10)
    apply({"change": {SMALL: {"type: commune": "type: commune\ndepartement: 2A"}}}, root)
    entry = "---\nnom: {name}\ntype: {kind}\neffectif: {headcount}\n{more}---\n\nIci.\n"
    for name, kind, headcount, more in (
        ("assez", "plusieurs", 1163, ""),
        ("trop-peu", "plusieurs", 1162, ""),
        ("ailleurs", "plusieurs", 9000, "departement: 38\n"),
        ("imagine", "plusieurs", 9000, "exemple: oui\n"),
        ("une-autre-ville", "commune", 9000, "siren: 552081317\n"),
    ):
        path = root / f"docs/collectivites/{name}.md"
        path.write_text(entry.format(name=name, kind=kind, headcount=headcount, more=more))

    (problem,) = check(root, Rules(today=DAY))

    message = problem.message.replace("\u00a0", " ")
    assert "Écrivez « assez » ou « une-commune-de-corse »." in message


def test_the_author_who_broadens_is_asked_nothing_more(root: Path) -> None:
    apply({"change": {STORY: {"ville-d-essai": "Une commune de Corse"}}}, root)

    assert codes(root) == []


def test_fiction_has_nobody_to_hide(root: Path) -> None:
    """`recit-imagine.md` belongs to an employer that tells no headcount."""
    assert codes(root, 999_999) == ["few-people"] * 3
