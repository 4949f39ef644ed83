# SPDX-License-Identifier: EUPL-1.2
"""Each story is held to the term of its agreement, and the register tells where each one stands."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from escales.checking.load import check, load
from escales.commands.cli import main
from escales.commands.consents.register import ConsentState
from escales.mkdocs.configuration_file import read_configuration
from escales.schema.consent import years_after
from escales.settings.rules import Rules, make_rules

STORY = "stories/premier.md"
AGREED = date(2026, 1, 5)  # of the fixture site
DUE = date(2029, 1, 5)
OPEN, SITE = "portee: [site, donnees-ouvertes]", "portee: [site]"


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def slugs(root: Path, today: date, grace: int = 90) -> tuple[set[str], set[str]]:
    """Return the stories that are on the site on a day, and those whose agreement has ended."""
    library = load(root, Rules(today=today, grace_days=grace))
    return {story.slug for story in library.stories}, {story.slug for story in library.ended}


@pytest.mark.parametrize(
    ("agreed", "due"),
    [
        ("2026-01-05", "2029-01-05"),
        ("2024-02-29", "2027-02-28"),  # the last day of its month
        ("2025-02-28", "2028-02-28"),
        ("2025-12-31", "2028-12-31"),
    ],
)
def test_an_agreement_is_asked_again_three_years_on(agreed: str, due: str) -> None:
    assert years_after(date.fromisoformat(agreed), 3) == date.fromisoformat(due)


def test_a_year_beyond_all_calendars_breaks_nothing() -> None:
    assert years_after(date(9998, 2, 28), 3) == date(9999, 2, 28)


@pytest.mark.parametrize("grace", [0, 1, 90])
def test_a_story_is_told_then_leaves_day_by_day(grace: int, root: Path) -> None:
    def codes(days: int) -> set[str]:
        return {
            p.code for p in check(root, Rules(today=DUE + timedelta(days=days), grace_days=grace))
        }

    assert codes(0) == set()
    assert [codes(day) for day in range(1, grace + 1)] == [{"agreement-due"}] * grace
    assert codes(grace + 1) == {"agreement-ended"}


def test_a_story_that_is_told_stays_and_one_that_ended_leaves(root: Path) -> None:
    true = {"premier", "deuxieme-voix", "troisieme-essai"}

    assert slugs(root, DUE + timedelta(days=90)) == (true | {"recit-imagine"}, set())
    assert slugs(root, DUE + timedelta(days=91)) == ({"recit-imagine"}, true)


def test_a_story_comes_back_when_its_agreement_is_renewed(root: Path) -> None:
    """As the page of withdrawals says: `accord_le` stays, the first day came before publication."""
    change(root, STORY, "accord_le: 2026-01-05", "accord_le: 2026-01-05\n  reexamen_le: 2032-01-05")

    there, ended = slugs(root, DUE + timedelta(days=91))

    assert "premier" in there
    assert "premier" not in ended


def test_the_day_it_left_does_not_move(root: Path) -> None:
    """However late the site is built: two builds of the same content say the same of it."""
    for late in (91, 92, 4000):
        library = load(root, Rules(today=DUE + timedelta(days=late)))
        assert {e.facts.withdrawn_on for e in library.ended} == {date(2029, 4, 6)}


def test_a_new_agreement_brings_a_story_back(root: Path) -> None:
    later = DUE + timedelta(days=200)
    change(root, STORY, f"accord_le: {AGREED}", f"accord_le: {later}")
    change(root, STORY, "publie_le: 2026-02-01", f"publie_le: {later}")

    assert "premier" in slugs(root, later)[0]


def test_the_configuration_sets_the_delay(root: Path) -> None:
    change(root, STORY, f"accord_le: {AGREED}", f"accord_le: {AGREED}\n  reexamen_le: 2026-11-13")
    rule = "\nextra:\n  escales:\n    delai_reexamen: {}\n"
    configuration = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for delay, code in (("10", "agreement-due"), ("9", "agreement-ended")):
        (root / "mkdocs.yml").write_text(configuration + rule.format(delay), encoding="utf-8")
        rules = make_rules(read_configuration(root / "mkdocs.yml"))
        assert [problem.code for problem in check(root, rules)] == [code]


def test_what_is_wrong_in_a_story_that_ended_is_still_told(root: Path) -> None:
    """It may come back: a fault must not wait until then."""
    change(root, "stories/2025/deuxieme-voix.md", "Le rythme.", "<b>Le rythme.</b>")

    codes = {problem.code for problem in check(root, Rules(today=date(2030, 1, 1)))}

    assert codes == {"agreement-ended", "raw-html"}


def test_the_block_that_is_asked_for_is_right_as_it_is_copied(root: Path) -> None:
    """Whoever left it out need not know how it is written."""
    file = root / "stories/troisieme-essai.md"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("consentement:"), text.index("preuve: DRH, dossier 12\n")
    without = text[:start] + text[end:].partition("\n")[2]
    file.write_text(without, encoding="utf-8")
    (problem,) = check(root)
    block = problem.message.partition("Par exemple «\u00a0")[2].partition("\u00a0»")[0]

    file.write_text(without.replace("---\n", f"---\n{block}\n", 1), encoding="utf-8")
    (left,) = check(root)

    assert (problem.code, left.code) == ("missing-key", "wrong-order")  # the day is an example


# The register


def register(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["consents", *arguments, "--root", str(root)]) == 0
    return capsys.readouterr().out


def told(root: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(register(root, capsys, "--format", "json"))
    return listed


@pytest.fixture
def varied(root: Path) -> Path:
    """Return a site with an agreement in each state, on 23 November 2026."""
    text = (root / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    agreements = {
        "a-corriger": "accord_le: hier",
        "bientot": "accord_le: 2024-01-05\n  reexamen_le: 2027-02-21",
        "juste-apres": "accord_le: 2024-01-05\n  reexamen_le: 2027-02-22",
        "passe": "accord_le: 2023-11-01\n  reconnaissable: oui",
        "dernier-jour": "accord_le: 2024-01-05\n  reexamen_le: 2026-08-25",
        "sorti": "accord_le: 2024-01-05\n  reexamen_le: 2026-08-24",
    }
    for name, agreement in agreements.items():
        other = text.replace("accord_le: 2026-01-05", agreement)
        (root / f"stories/{name}.md").write_text(other, encoding="utf-8")
    change(root, STORY, "preuve: DRH, dossier 12", 'preuve: "=1+1, dossier 3"')
    change(root, STORY, OPEN, SITE)
    gone = root / "stories/retire-depuis.md"
    gone.write_text("---\nretrait_le: 2026-06-01\n---\n", encoding="utf-8")
    return root


def test_what_is_to_be_done_comes_first(varied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = [(line["recit"], line["etat"]) for line in told(varied, capsys)]

    assert listed == [
        ("a-corriger", "a-corriger"),
        ("dernier-jour", "a-redemander"),
        ("passe", "a-redemander"),
        ("sorti", "sorti-du-site"),
        ("bientot", "a-redemander-bientot"),
        ("juste-apres", "a-jour"),
        ("deuxieme-voix", "a-jour"),
        ("premier", "a-jour"),
        ("troisieme-essai", "a-jour"),
        ("retire-depuis", "retire"),
        ("recit-retire", "retire"),
    ]
    assert {state for _, state in listed} == {str(state) for state in ConsentState}


def test_the_register_says_all_of_an_agreement(
    varied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_name = {line["recit"]: line for line in told(varied, capsys)}

    assert by_name["passe"] == {
        "recit": "passe",
        "fichier": "stories/passe.md",
        "etat": "a-redemander",
        "accord_le": "2023-11-01",
        "portee": ["site", "donnees-ouvertes"],
        "reexamen_le": "2026-11-01",
        "reexamen_precise": "non",
        "quitte_le_site_le": "2027-01-31",
        "retrait_le": None,
        "preuve": "DRH, dossier 12",
        "reconnaissable": "oui",
    }
    assert by_name["sorti"]["quitte_le_site_le"] == "2026-11-23"
    assert by_name["retire-depuis"]["retrait_le"] == "2026-06-01"
    assert by_name["a-corriger"]["accord_le"] is None
    assert "recit-imagine" not in by_name


def test_the_register_reads_well_in_a_terminal(
    varied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = register(varied, capsys).replace("\u00a0", " ")
    first, *groups = text.split("\n\n")

    assert first == "Registre des accords, au 23 novembre 2026 : 11 récits."
    assert [line for line in text.splitlines() if line.endswith(")")] == [
        "À corriger (1)",
        "À redemander (2)",
        "Sortis du site (1)",
        "À redemander bientôt (1)",
        "À jour (4)",
        "Retirés (2)",
    ]
    assert groups[1] == (
        "  a-corriger\n    l’accord n’a pas pu être lu ; « escales check » dit pourquoi"
    )
    assert groups[4] == (
        "  passe\n"
        "    accord du 1er novembre 2023 : sur ce site et dans les données ouvertes\n"
        "    à redemander depuis le 1er novembre 2026 ; quitte le site le 31 janvier 2027,"
        " dans 69 jours\n"
        "    preuve : DRH, dossier 12\n"
        "    accepte d’être reconnaissable"
    )
    assert "    était à redemander le 24 août 2026 ; a quitté le site le 23 novembre 2026" in text
    assert "    à redemander le 21 février 2027\n" in text
    assert "    à redemander le 5 janvier 2029, trois ans après\n" in text
    assert "    retiré le 1er juin 2026\n" in text


def test_no_cell_of_the_register_acts_as_a_formula(
    varied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.DictReader(register(varied, capsys, "--format", "csv").splitlines()))

    proofs = {row["recit"]: row["preuve"] for row in rows}
    assert proofs["premier"] == "'=1+1, dossier 3"
    assert {row["recit"]: row["portee"] for row in rows}["passe"] == "site|donnees-ouvertes"


def test_the_register_needs_no_content_without_problems(
    varied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad story elsewhere is no reason not to know whom to ask again."""
    change(varied, STORY, "duree: 1 mois", "duree: 3 lunes")
    (varied / "schemes/renfort/index.md").write_text("rien", encoding="utf-8")

    assert {line["recit"]: line["etat"] for line in told(varied, capsys)}["premier"] == "a-jour"


def test_a_site_without_true_stories_has_an_empty_register(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for story in (root / "stories").rglob("*.md"):
        if story.stem != "recit-imagine":
            story.unlink()

    assert register(root, capsys).startswith("Aucun vrai récit pour l’instant.")
    assert told(root, capsys) == []


@pytest.mark.parametrize("name", ["text", "csv", "json"])
def test_the_register_may_be_written_but_never_where_it_is_published(
    name: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = register(root, capsys, "--format", name)
    register(root, capsys, "--format", name, "--output", str(tmp_path / "registre"))
    assert (tmp_path / "registre").read_bytes().decode() == shown

    for folder in ("docs", "stories", "docs/contribuer/../"):
        file = root / folder / "registre.csv"
        assert main(["consents", "--output", str(file), "--root", str(root)]) == 2
        assert "que le site publie" in capsys.readouterr().err
        assert not file.exists()


def test_bad_rules_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nextra:\n  escales:\n    delai_reexamen: un peu\n")

    assert main(["consents", "--root", str(root)]) == 1
    assert "delai_reexamen" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("days", "is_due"),
    [(-31, False), (-30, True), (90, True), (91, False)],  # in the end they have left the site
)
def test_a_nightly_run_is_warned_of_what_is_to_be_asked_in_a_month(
    days: int,
    is_due: bool,  # noqa: FBT001  # what a case expects
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = DUE + timedelta(days=days)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))

    ended = main(["consents", "--soon", "30", "--root", str(root)])

    told = capsys.readouterr().out
    assert ended == (1 if is_due else 0)
    assert told.count("à redemander le") == (3 if is_due else 0)
    assert is_due or told == "Aucun accord à redemander d’ici 30 jours.\n"
    assert "DRH" not in told  # where the agreement is stays out of public logs


def test_an_agreement_that_cannot_be_read_is_a_warning_too(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, STORY, "accord_le: 2026-01-05", "accord_le: un jour")

    assert main(["consents", "--soon", "1", "--root", str(root)]) == 1
    assert "« escales check » dit pourquoi" in capsys.readouterr().out.replace("\u00a0", " ")
