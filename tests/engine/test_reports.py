# SPDX-License-Identifier: EUPL-1.2
"""Each report says every problem, in the form that its forge shows, and nothing that breaks it."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import validate
from junitparser import Failure, JUnitXml
from lxml import etree

from escales.checking.load import check
from escales.commands.cli import main
from escales.problems.problem import Problem
from escales.problems.reports import FORMATS, write_summary

SCHEMAS = Path(__file__).parent / "schemas"
STORY = "stories/premier.md"
SITE = "https://exemple.example/escales/"
HELP = "https://exemple.example/escales/contribuer/problemes/"
DURATION = (
    "« 3 lunes » n’est pas une durée. Écrivez par exemple « une demi-journée », « 3 jours »,"
    " « 3 mois » ou « 1 an et 6 mois » (dix ans au plus)."
)
HTML = "« <b> » est du code HTML. Retirez-le : le texte s’écrit en Markdown simple."


def change(root: Path, old: str, new: str) -> None:
    text = (root / STORY).read_text(encoding="utf-8")
    assert old in text
    (root / STORY).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def broken(root: Path) -> Path:
    """The fixture site with a value at fault, and twice the same fault in the text."""
    change(root, "duree: 1 mois", "duree: 3 lunes")
    change(root, "Venez.", "Venez <b>donc.\n\nAllez <b>donc.")
    return root


def report(form: str, root: Path, site: str = SITE) -> str:
    return FORMATS[form](check(root), site).replace("\u00a0", " ")


def test_text_gives_numbers_and_says_once_where_they_are_explained(broken: Path) -> None:
    assert report("text", broken).splitlines() == [
        f"{STORY}:8: duree : {DURATION} [E209]",
        f"{STORY}:53: {HTML} [E412]",
        f"{STORY}:55: {HTML} [E412]",
        "",
        f"3 problèmes dans 1 fichier. Chaque numéro est expliqué sur la page {HELP}.",
    ]
    assert report("text", broken, "").endswith("sur la page contribuer/problemes/ du site.\n")


def test_json_gives_numbers_and_their_addresses(broken: Path) -> None:
    duration = json.loads(report("json", broken))[0]

    assert duration == {
        "path": STORY,
        "line": 8,
        "key": "duree",
        "code": "bad-duration",
        "number": "E209",
        "message": DURATION,
        "stops": True,
        "help": "https://exemple.example/escales/contribuer/problemes/#e209",
    }
    assert json.loads(report("json", broken, ""))[0] == {**duration, "help": None}


def test_gitlab_is_told_in_its_own_format(broken: Path) -> None:
    listed = json.loads(report("gitlab", broken))
    validate(listed, json.loads((SCHEMAS / "gitlab-code-quality.schema.json").read_text("utf-8")))

    prints = [entry.pop("fingerprint") for entry in listed]
    assert len(set(prints)) == 3
    assert listed == [
        {
            "description": f"{told} {HELP}#{anchor}",
            "check_name": code,
            "severity": "major",
            "location": {"path": STORY, "lines": {"begin": line}},
        }
        for told, anchor, code, line in (
            (f"duree : {DURATION} [E209]", "e209", "bad-duration", 8),
            (f"{HTML} [E412]", "e412", "raw-html", 53),
            (f"{HTML} [E412]", "e412", "raw-html", 55),
        )
    ]


def test_gitlab_knows_a_problem_again_when_text_is_added_above(broken: Path) -> None:
    """A sentence may tell the line of another place: it moves too."""
    change(broken, "## Ce qui a été difficile", "## Ce qui était attendu\n\nAutre chose.\n\n## X")
    before = json.loads(report("gitlab", broken))
    change(broken, "statut: titulaire\n", "")
    change(broken, "\n## Ce qui", "\nUn mot de plus.\n\n## Ce qui")
    after = json.loads(report("gitlab", broken))

    assert [e["location"] for e in before] != [e["location"] for e in after]
    assert [e["fingerprint"] for e in before] == [e["fingerprint"] for e in after]
    assert "section-twice" in {e["check_name"] for e in after}


def test_gitlab_never_sees_two_problems_as_one(broken: Path) -> None:
    prints = [entry["fingerprint"] for entry in json.loads(report("gitlab", broken))]
    change(broken, "Allez <b>donc.", "Allez <b>donc. <b> <b>\n\n<b>")

    more = [entry["fingerprint"] for entry in json.loads(report("gitlab", broken))]
    assert len(set(more)) == len(more) == len(check(broken))
    assert set(prints) <= set(more)


def test_junit_fails_once_a_problem(broken: Path) -> None:
    suites = junit(report("junit", broken))

    assert dict(suites.attrib) == {"tests": "3", "failures": "3", "errors": "0"}
    first, *_ = cases = suites.findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == [
        f"{STORY}:8: duree : {DURATION} [E209]",
        f"{STORY}:53: {HTML} [E412]",
        f"{STORY}:55: {HTML} [E412]",
    ]
    assert (first.get("classname"), first.get("file")) == (STORY, STORY)
    failure = first.find("failure")
    assert (failure.get("type"), failure.get("message")) == ("E209", f"duree : {DURATION} [E209]")
    assert failure.text == (f"{STORY}:8\nduree : {DURATION} [E209] {HELP}#e209")


def test_junit_of_right_content_passes_one_test(root: Path) -> None:
    suites = junit(report("junit", root))

    assert dict(suites.attrib) == {"tests": "1", "failures": "0", "errors": "0"}
    assert [case.get("name") for case in suites.iter("testcase")] == ["Tout est en ordre."]


def test_other_programs_read_the_junit_report(broken: Path) -> None:
    suites = JUnitXml.fromstring(report("junit", broken).encode())
    cases = [case for suite in suites for case in suite]

    assert (suites.tests, suites.failures) == (3, 3)
    assert [type(result) for case in cases for result in case.result] == [Failure] * 3
    assert all(case.name.startswith(case.classname) for case in cases)


def junit(text: str) -> "etree._Element":
    suites = etree.fromstring(text.encode())
    etree.RelaxNG(file=str(SCHEMAS / "junit.rng")).assertValid(suites)
    return suites


def test_github_annotates_the_lines_then_tells_all(broken: Path) -> None:
    duration, html = "La durée ne se lit pas [E209]", "Le texte contient du code HTML [E412]"

    assert report("github", broken).splitlines() == [
        f"::error file={STORY},line=8,title={duration}::duree : {DURATION} [E209] {HELP}#e209",
        f"::error file={STORY},line=53,title={html}::{HTML} [E412] {HELP}#e412",
        f"::error file={STORY},line=55,title={html}::{HTML} [E412] {HELP}#e412",
        *report("text", broken).splitlines(),
    ]


def test_github_is_told_how_many_problems_it_does_not_show(broken: Path) -> None:
    change(broken, "Venez", "<i>\n\n" * 11 + "Venez")
    lines = report("github", broken).splitlines()

    assert sum(line.startswith("::error ") for line in lines) == 10
    assert lines[10] == ("GitHub ne montre que 10 annotations. 4 autres problèmes sont ci-dessous.")
    assert lines[11:] == report("text", broken).splitlines()
    assert len([line for line in lines[11:] if line.startswith("stories/")]) == 14


def test_github_takes_no_sign_of_a_problem_for_its_own() -> None:
    problem = Problem("stories/50 %, a:b.md", 3, "a,b\n::stop-commands::x", "raw-html", "100 %\r\n")
    first, *rest = FORMATS["github"]([problem], "").splitlines()

    assert first.startswith("::error file=stories/50 %25%2C a%3Ab.md,line=3,title=")
    assert "::a,b\ufffd::stop-commands::x\u00a0: 100 %25\ufffd [E412]" in first
    assert not any(line.startswith("::") for line in rest)


def test_the_summary_of_a_step_is_a_table(broken: Path) -> None:
    change(broken, "Venez <b>donc", "Venez <b title='a|b`c'>donc")
    problems = check(broken)[:2]
    html = HTML.replace("<b>", "&lt;b title='a&#124;b&#96;c'&gt;")

    assert write_summary(problems, SITE).replace("\u00a0", " ").splitlines() == [
        "### 2 problèmes dans 1 fichier",
        "",
        "| Où | Ce qui est à corriger | Numéro |",
        "| --- | --- | --- |",
        f"| stories/premier.md, ligne 8 | duree : {DURATION} | [E209]({HELP}#e209) |",
        f"| stories/premier.md, ligne 53 | {html} | [E412]({HELP}#e412) |",
        "",
        f"Chaque numéro est expliqué sur la page {HELP}.",
    ]


def test_a_summary_too_long_for_github_says_what_it_leaves_out() -> None:
    many = [Problem("stories/x.md", line, None, "raw-html", "x" * 600) for line in range(1, 1501)]
    written = write_summary(many, SITE)

    assert len(written.encode()) < 1024 * 1024
    assert written.count("| stories/x.md,") == 1000
    assert "Il en reste 500\u00a0: le journal de l’étape les donne tous." in written


def test_the_summary_is_added_to_what_other_steps_wrote(
    broken: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = tmp_path / "summary.md"
    page.write_text("avant\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    monkeypatch.setenv("ESCALES_SITE", SITE.rstrip("/"))

    assert main(["check", "--format", "github", "--root", str(broken)]) == 1
    assert capsys.readouterr().out.startswith("::error file=stories/premier.md,line=8")
    assert page.read_text(encoding="utf-8") == f"avant\n{write_summary(check(broken), SITE)}"

    assert main(["check", "--root", str(broken)]) == 1
    assert page.read_text(encoding="utf-8").count("###") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_no_name_of_a_file_breaks_a_report(form: str, root: Path, tmp_path: Path) -> None:
    """A name may hold bytes that are no text, and characters that XML forbids."""
    name = os.fsencode(root / "stories") + b"/\xe9\x01&<\n::error::x.md"
    with open(name, "wb") as file:  # noqa: PTH123  # no Path holds such bytes in a readable way
        file.write((root / "stories/troisieme-essai.md").read_bytes())
    output = tmp_path / "report"

    assert main(["check", "--format", form, "--output", str(output), "--root", str(root)]) == 1
    written = output.read_text(encoding="utf-8")
    assert not any(line.startswith("::error::") for line in written.splitlines())
    if form == "junit":
        assert junit(written).find("testsuite/testcase") is not None
    elif form in {"json", "gitlab"}:
        assert len(json.loads(written)) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_right_content_gives_a_report_too(form: str, root: Path) -> None:
    assert report(form, root) == {
        "json": "[]\n",
        "gitlab": "[]\n",
        "junit": report("junit", root),
    }.get(form, "Tout est en ordre.\n")


DUE = (
    "consentement.accord_le : l’accord de la personne était à redemander le 01/11/2026. Sans un"
    " nouvel accord, ce récit quittera le site dans 69 jours."
)
TOLD = "À savoir, ce qui n’empêche pas de publier"


@pytest.fixture
def late(root: Path) -> Path:
    """The fixture site with a notice, and nothing at fault."""
    change(root, "accord_le: 2026-01-05", "accord_le: 2023-11-01")
    return root


@pytest.fixture
def both(late: Path) -> Path:
    """The fixture site with a notice and a fault."""
    change(late, "Venez.", "Venez <b>donc.")
    return late


def test_text_tells_notices_apart(late: Path) -> None:
    assert report("text", late).splitlines() == [
        f"{TOLD} :",
        "",
        f"{STORY}:19: {DUE} [E802]",
        "",
        f"Tout est en ordre. Chaque numéro est expliqué sur la page {HELP}.",
    ]
    change(late, "Venez.", "Venez <b>donc.")
    assert report("text", late).splitlines() == [
        f"{STORY}:53: {HTML} [E412]",
        "",
        f"{TOLD} :",
        "",
        f"{STORY}:19: {DUE} [E802]",
        "",
        f"1 problème dans 1 fichier. Chaque numéro est expliqué sur la page {HELP}.",
    ]


def test_json_says_what_stops(both: Path) -> None:
    listed = json.loads(report("json", both))

    assert [(each["code"], each["stops"]) for each in listed] == [
        ("agreement-due", False),
        ("raw-html", True),
    ]
    assert listed[0]["help"] == f"{HELP}#e802"


def test_gitlab_shows_a_notice_as_information(both: Path) -> None:
    listed = json.loads(report("gitlab", both))

    assert [(each["check_name"], each["severity"]) for each in listed] == [
        ("agreement-due", "info"),
        ("raw-html", "major"),
    ]
    validate(listed, json.loads((SCHEMAS / "gitlab-code-quality.schema.json").read_text("utf-8")))


def test_a_notice_fails_no_test(late: Path) -> None:
    """A test passes or fails: what is only told is for the other reports."""
    passed = JUnitXml.fromstring(FORMATS["junit"](check(late), SITE).encode())
    assert (passed.tests, passed.failures) == (1, 0)

    change(late, "Venez.", "Venez <b>donc.")
    failed = JUnitXml.fromstring(FORMATS["junit"](check(late), SITE).encode())
    assert (failed.tests, failed.failures) == (1, 1)


def test_github_annotates_a_notice_as_one(both: Path) -> None:
    first, second, *_ = report("github", both).splitlines()

    assert first.startswith(f"::error file={STORY},line=53,title=")
    assert second.startswith(
        f"::notice file={STORY},line=19,title=L’accord est à redemander [E802]::"
    )


def test_a_summary_has_a_table_for_notices(late: Path) -> None:
    summary = write_summary(check(late), SITE).replace("\u00a0", " ")
    assert summary.startswith(f"Tout est en ordre.\n\n### {TOLD}\n\n| Où | Ce qui est à savoir |")
    assert summary.count("| stories/premier.md, ligne 19 |") == 1

    change(late, "Venez.", "Venez <b>donc.")
    summary = write_summary(check(late), SITE)
    assert summary.index("Ce qui est à corriger") < summary.index("Ce qui est à savoir")


@pytest.mark.parametrize("form", FORMATS)
def test_a_notice_does_not_fail_the_check(
    form: str, late: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", form, "--root", str(late)]) == 0
    change(late, "Venez.", "Venez <b>donc.")
    assert main(["check", "--format", form, "--root", str(late)]) == 1
    capsys.readouterr()
