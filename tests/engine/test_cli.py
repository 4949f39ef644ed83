# SPDX-License-Identifier: EUPL-1.2
"""The command `escales`, as contributors and machines call it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import validate

from escales.commands.cli import main
from escales.reading.disk import FileKind
from escales.reading.editor_schemas import schema_text

pytestmark = pytest.mark.covered  # the adapter and the commands run in processes of their own

PATIENCE = 60  # seconds: a command that nobody can stop would wait for ever
REPORT = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["path", "line", "key", "code", "number", "message", "stops", "help"],
        "properties": {
            "path": {"type": "string", "not": {"pattern": r"^/|\\"}},
            "line": {"type": "integer", "minimum": 1},
            "key": {"type": ["string", "null"]},
            "code": {"type": "string", "pattern": "^[a-z]+(-[a-z0-9]+)*$"},
            "number": {"type": "string", "pattern": "^E[0-9]{3}$"},
            "help": {"type": ["string", "null"]},
            "stops": {"type": "boolean"},
            "message": {"type": "string", "minLength": 10},
        },
    },
}


def spoil(root: Path) -> None:
    story = root / "stories/premier.md"
    text = story.read_text(encoding="utf-8").replace("duree: 1 mois", "duree: 3 lunes")
    story.write_text(text.replace("categorie: C", "categorie: D"), encoding="utf-8")


def test_right_content_exits_0_and_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "Tout est en ordre.\n"


def test_only_the_files_that_are_named_are_told(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(root)
    monkeypatch.chdir(root / "stories")
    named, other = "premier.md", "troisieme-essai.md"

    assert main(["check", other, "--root", str(root)]) == 0
    assert capsys.readouterr().out == "Tout est en ordre.\n"
    assert main(["check", other, f"stories/{named}", "--root", str(root)]) == 1
    lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert {line.partition(":")[0] for line in lines} == {f"stories/{named}"}


@pytest.mark.parametrize("named", ["stories/absent.md", "stories", "/etc/hostname"])
def test_a_file_that_is_not_there_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    assert main(["check", named, "--root", str(root)]) == 2
    told = capsys.readouterr().err
    assert told == f"escales : «\u00a0{named}\u00a0» n’est pas un fichier de ce dépôt.\n"


def test_a_fault_of_the_configuration_is_told_whatever_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is judged then: to say that all is in order would not be true."""
    configuration = root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    wrong = re.sub("recits_fautifs: .*", "recits_fautifs: un peu", text)
    configuration.write_text(wrong, encoding="utf-8")

    assert main(["check", "stories/premier.md", "--root", str(root)]) == 1
    assert capsys.readouterr().out.startswith("mkdocs.yml:")


def test_problems_exit_1_one_a_line(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ESCALES_SITE", raising=False)
    spoil(root)

    assert main(["check", "--root", str(root)]) == 1
    assert capsys.readouterr().out.replace("\u00a0", " ").splitlines() == [
        (
            "stories/premier.md:4: categorie : « D » n’est pas dans la liste."
            " Écrivez « A », « B » ou « C ». [E207]"
        ),
        (
            "stories/premier.md:8: duree : « 3 lunes » n’est pas une durée. Écrivez"
            " par exemple « une demi-journée », « 3 jours », « 3 mois » ou « 1 an"
            " et 6 mois » (dix ans au plus). [E209]"
        ),
        "",
        (
            "2 problèmes dans 1 fichier. Chaque numéro est expliqué sur la page"
            " contribuer/problemes/ du site."
        ),
    ]


def test_json_is_a_list_of_objects(root: Path, tmp_path: Path) -> None:
    spoil(root)
    report = tmp_path / "report.json"

    assert main(["check", "--format", "json", "--output", str(report), "--root", str(root)]) == 1

    problems = json.loads(report.read_text(encoding="utf-8"))
    validate(problems, REPORT)
    assert [(p["path"], p["line"], p["key"], p["code"]) for p in problems] == [
        ("stories/premier.md", 4, "categorie", "not-in-list"),
        ("stories/premier.md", 8, "duree", "bad-duration"),
    ]


def test_json_of_right_content_is_an_empty_list(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", "json", "--root", str(root)]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "arguments", [["check", "--root", "/nowhere"], ["check", "--format", "x"], []]
)
def test_misuse_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(arguments)
    except SystemExit as stopped:
        code = int(str(stopped.code))

    assert code == 2
    assert capsys.readouterr().err


def test_a_folder_without_content_is_a_misuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the wrong folder, "everything is in order" would mislead."""
    assert main(["check", "--root", str(tmp_path)]) == 2
    assert "ne contient ni stories, ni schemes" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_a_misuse(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--output", "/nowhere/x", "--root", str(root)]) == 2
    assert "« /nowhere/x » ne peut pas être écrit" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["check", "--format", "x"]])
def test_the_command_speaks_french(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    told = "".join(capsys.readouterr())

    assert "Emploi" in told
    for english in ("usage:", "invalid", "required", "show this help", "positional", "argument -"):
        assert english not in told


def test_write_refuses_a_folder_that_holds_something(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("x", encoding="utf-8")

    assert main(["write", str(tmp_path / "out"), "--root", str(root)]) == 2
    assert "n’est pas vide" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_write_refuses_what_the_check_refuses(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(root)

    assert main(["write", str(tmp_path / "out"), "--root", str(root)]) == 1
    assert "stories/premier.md:4" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_write_gives_pages_pictures_and_data(root: Path, tmp_path: Path) -> None:
    schema = root / "docs/contribuer/schemas/recit.json"
    schema.parent.mkdir()
    schema.write_text(schema_text(FileKind.STORY), encoding="utf-8")

    assert main(["write", str(tmp_path / "out"), "--root", str(root)]) == 0
    assert (tmp_path / "out/recits/premier.md").is_file()
    assert (tmp_path / "out/recits/images/plan.webp").is_file()
    assert (tmp_path / "out/contribuer/schemas/recit.json").is_file()
    assert (tmp_path / "out/donnees/recits.json").is_file()


def test_the_module_is_the_command(root: Path) -> None:
    command = [sys.executable, "-m", "escales", "check", "--root", str(root)]

    assert subprocess.run(command, check=True, capture_output=True).returncode == 0


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Let commands be stopped, even when whoever runs the tests lets nobody stop them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
def test_who_stops_a_command_is_told_so_and_shown_no_code(root: Path, tmp_path: Path) -> None:
    """It waits for a reader of its summary, who never comes."""
    summary, report = tmp_path / "summary", tmp_path / "report"
    os.mkfifo(summary)
    command = [sys.executable, "-m", "escales", "check", "--root", str(root)]
    with subprocess.Popen(
        [*command, "--format", "github", "--output", str(report)],
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(summary)},
        stderr=subprocess.PIPE,
        text=True,
    ) as checking:
        latest = time.monotonic() + PATIENCE
        while checking.poll() is None and not report.exists() and time.monotonic() < latest:
            time.sleep(0.01)
        checking.send_signal(signal.SIGINT)
        try:
            told = checking.communicate(timeout=PATIENCE)[1]
        finally:
            checking.kill()

    assert told.strip() == "escales : arrêt demandé."
    assert checking.returncode == 128 + signal.SIGINT
