# SPDX-License-Identifier: EUPL-1.2
"""What the site says of its accessibility is computed from its data, and refused when unfounded."""

import re
from datetime import date
from pathlib import Path

import pytest

from conftest import NAMED
from escales.checking.load import check, load
from escales.pages import make_block, make_site
from escales.schema.rgaa import rgaa
from escales.settings.rules import Rules
from escales.words.vocabulary import Block, Conformity, CriterionState

REPOSITORY = Path(__file__).parents[2]
FILE = "docs/accessibilite.yml"
TODAY = date(2026, 11, 23)
PAGE = "accessibilite.md"
AUDIT = """audit:
  fait_le: 2026-03-02
  par: Société d’essai
  pages: [Accueil, Mentions légales]
  environnement: Firefox et NVDA
"""
MET, FAILED, OUT = "conforme", "non conforme", "non applicable"


def state(root: Path, *states: str, audit: str = "", **others: str) -> Path:
    """Write what is known: a state for each criterion in turn, and what else the file says."""
    lines = [f"etablie_le: 2026-11-23\n{audit}criteres:\n"]
    for place, number in enumerate(rgaa().numbers):
        told = states[place % len(states)]
        how = "" if told == "pas encore audité" else ", verifie_par: une personne"
        lines.append(f"  {number}: {{ etat: {told}{how} }}\n")
    text = "".join(lines)
    for old, new in others.items():
        text = re.sub(rf"  {old.removeprefix('c').replace('_', '.')}: .*\n", new, text)
    (root / FILE).write_text(text, encoding="utf-8")
    return root


def said(root: Path) -> list[str]:
    return [str(problem).replace("\u00a0", " ") for problem in check(root)]


def shown(root: Path, name: Block) -> str:
    library = load(root, Rules(today=TODAY))
    page = str(make_block(name, PAGE, make_site(library, [], NAMED)))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def test_the_reference_is_the_rgaa_4_1_2() -> None:
    """106 criteria in 13 themes, as its own site counts them."""
    counts = [len(theme.criteria) for theme in rgaa().themes]

    assert rgaa().version == "4.1.2"
    assert counts == [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
    assert len(set(rgaa().numbers)) == 106
    for theme in rgaa().themes:
        for place, (number, title) in enumerate(theme.criteria.items(), 1):
            assert number == f"{theme.number}.{place}"
            assert title.endswith(("?", "."))
            assert not re.search(r"[\[\]()]\(|\s[?!;:]|'", title.replace("\u00a0", "_")), number


def test_without_a_file_nothing_conforms(root: Path) -> None:
    statement = load(root).accessibility

    assert statement.words == "Accessibilité\u00a0: non conforme"
    assert statement.tally(rgaa().numbers) == {CriterionState.UNKNOWN: 106}


def test_without_an_audit_the_site_does_not_conform_whatever_its_tests_say(root: Path) -> None:
    statement = load(state(root, MET), Rules(today=TODAY)).accessibility

    assert (statement.level, statement.rate) == (Conformity.NONE, None)


@pytest.mark.parametrize(
    ("states", "percent", "words"),
    [
        ([MET], 100, "totalement conforme"),
        ([MET, OUT], 100, "totalement conforme"),
        ([MET, FAILED], 50, "partiellement conforme"),
        ([MET, MET, FAILED], 66, "partiellement conforme"),
        ([MET] * 105 + [FAILED], 99, "partiellement conforme"),
        ([FAILED, FAILED, MET], 33, "non conforme"),
        ([FAILED], 0, "non conforme"),
    ],
)
def test_an_audit_gives_the_level_and_the_rate(
    root: Path, states: list[str], percent: int, words: str
) -> None:
    """Half of the criteria that apply is enough to conform in part; no rate is rounded up."""
    state(root, *states, audit=AUDIT)
    statement = load(root, Rules(today=TODAY)).accessibility

    assert statement.words == f"Accessibilité\u00a0: {words}"
    assert statement.percent == percent
    told = shown(root, Block.ACCESSIBILITY_LEVEL)
    assert f"Le site « Site d’essai » est {words} avec" in told
    assert f"montre que {percent} % des critères applicables sont respectés" in told


def test_an_audit_where_nothing_applies_proves_nothing(root: Path) -> None:
    assert load(state(root, OUT, audit=AUDIT)).accessibility.level is Conformity.NONE


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2029, 3, 2), "totalement conforme"),
        (date(2029, 3, 3), "non conforme"),
        (date(2030, 1, 1), "non conforme"),
    ],
)
def test_an_audit_is_worth_three_years(root: Path, today: date, words: str) -> None:
    statement = load(state(root, MET, audit=AUDIT), Rules(today=today)).accessibility

    assert statement.words == f"Accessibilité\u00a0: {words}"


def test_the_page_tells_what_the_data_says(root: Path) -> None:
    """The figures, the gaps and their notes, the pages of the audit: nothing is typed."""
    note = (
        "  1.1: { etat: non conforme, verifie_par: une personne, note: Le plan n’a pas de nom. }\n"
    )
    state(root, MET, audit=f"{AUDIT}derogations: Les archives.\n", c1_1=note)

    told = shown(root, Block.ACCESSIBILITY_GAPS)
    assert "Critère 1.1 : Chaque image porteuse d’information" in told
    assert "Le plan n’a pas de nom." in told
    assert "Les archives." in told
    assert "Aucun n’est signalé." in told
    assert "105 sur 106" in shown(root, Block.ACCESSIBILITY_LEVEL)
    origin = shown(root, Block.ACCESSIBILITY_ORIGIN)
    assert "établie le 23 novembre 2026" in origin
    assert "Firefox et NVDA" in origin
    assert "Accueil Mentions légales" in origin
    criteria = shown(root, Block.CRITERIA)
    assert "1. Images 8 1 0 0" in criteria
    assert "Les 106 critères 105 1 0 0" in criteria


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"c1_2": "  1.2: { etat: presque }\n"},
            (
                "4: criteres.1.2.etat : « presque » n’est pas dans la liste. Écrivez « conforme », "
                "« non-conforme », « non-applicable » ou « pas-encore-audite »."
            ),
        ),
        (
            {"c1_2": "  1.2: { etat: conforme }\n"},
            (
                "4: criteres.1.2.verifie_par : ce champ est obligatoire. Dites comment cela a été "
                "vérifié : le nom du test, ou qui a regardé, quand et avec quoi."
            ),
        ),
        (
            {"c13_12": "", "c1_1": ""},
            "2: criteres : tous les critères du RGAA doivent figurer ici. Il manque : 1.1, 13.12.",
        ),
        (
            {"c1_2": "  1.2: { etat: pas encore audité }\n  14.1: { etat: pas encore audité }\n"},
            "5: criteres.14.1 : le RGAA 4.1.2 n’a pas de critère « 14.1 ».",
        ),
        (
            {"c1_2": "  1.2: { etat: pas encore audité, verifié: oui }\n"},
            (
                "4: criteres.1.2.verifié : ce champ n’existe pas. Vouliez-vous écrire "
                "« verifie_par » ?"
            ),
        ),
    ],
    ids=["unknown state", "not founded", "missing", "unknown criterion", "unknown key"],
)
def test_what_is_wrong_is_told_at_its_line(
    root: Path, changes: dict[str, str], problem: str
) -> None:
    state(root, "pas encore audité", **changes)

    assert said(root) == [f"{FILE}:{problem}"]


def test_an_audit_leaves_no_criterion_aside(root: Path) -> None:
    state(root, MET, audit=AUDIT, c2_1="  2.1: { etat: pas encore audité }\n")

    assert said(root) == [
        f"{FILE}:17: criteres.2.1 : un audit est noté, mais le critère 2.1 n’est pas encore audité."
    ]
