# SPDX-License-Identifier: EUPL-1.2
"""Advice on plain words: what is told, at which line; and that it never refuses anything."""

import json
from collections import Counter
from pathlib import Path

import pytest

from conftest import FIXTURE
from escales.commands.cli import main
from escales.commands.style.advice import LONGEST, AdviceKind, advise_on
from escales.commands.style.jargon import jargon
from escales.commands.style.prose import sentences

LONG = " ".join(["Mot"] * (LONGEST + 1))


def told(text: str) -> list[tuple[int, AdviceKind]]:
    return [(one.line, one.kind) for one in advise_on("page.md", text).advice]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un. Deux ! Trois ?", [("Un.", 1), ("Deux !", 1), ("Trois ?", 1)]),
        ("Quatre… Cinq", [("Quatre…", 1), ("Cinq", 1)]),
        ("---\ntitre: x\n---\n\n## Titre\n\nUne\nphrase.", [("Titre", 5), ("Une phrase.", 7)]),
        ("- un\n- deux\n\n1. trois", [("un", 1), ("deux", 2), ("trois", 4)]),
        ("| a | b |\n|---|---|\n| c | d |", [("a", 1), ("b", 1), ("c", 3), ("d", 3)]),
        ("L’article L. 512-6 du code. Oui.", [("L’article L. 512-6 du code.", 1), ("Oui.", 1)]),
        ("En catégorie A. La suite.", [("En catégorie A.", 1), ("La suite.", 1)]),
        ('**Un.** Deux, [ici](a.md "x").', [("Un.", 1), ("Deux, ici .", 1)]),
        ("Voir ([la loi](https://a.fr/b), art. 2) ici.", [("Voir ici.", 1)]),
        ("> Une clause.\n\nOui.", [("Oui.", 3)]),
        ("Un.[^a] Deux[^b] ici.\n\n[^a]: La loi.", [("Un.", 1), ("Deux ici.", 1)]),
        ("```\nDu code.\n```\n\n`x` et <!-- escales:plan --> oui.", [("et oui.", 5)]),
    ],
)
def test_sentences_are_found_at_their_lines(text: str, expected: list[tuple[str, int]]) -> None:
    """Neither code, nor quotations, nor what a claim rests on."""
    assert [tuple(one) for one in sentences(text)] == expected


def test_a_sentence_is_long_beyond_the_limit() -> None:
    assert told(f"Oui.\n\n{LONG}.") == [(3, AdviceKind.LONG)]
    assert told(f"{LONG.removesuffix(' Mot')}.") == []


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Le ZZZZ, puis le ZZZZ.", 1),
        ("La zone zéro (ZZZZ), puis le ZZZZ.", 0),
        ("Le ZZZZ (zone zéro).", 0),
        ("Le CDI, en HTTP.", 0),
        ("`ZZZZ`", 0),
    ],
)
def test_an_acronym_is_told_once_unless_it_is_explained(text: str, unknown: int) -> None:
    assert Counter(kind for _, kind in told(text)) == Counter(
        {AdviceKind.ACRONYM: unknown} if unknown else {}
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Afin de partir, afin d’aider, afin d'aller.", ["afin de"] * 3),
        ("Nous impulsons, ils impulsaient, impulsée.", ["impulser"] * 3),
        ("Les modalités, une modalité.", ["modalité"] * 2),
        ("Préalablement à l’acte, il atteste.", ["préalablement", "attester"]),
        ("Un acte, une attestation, le cadre, finalement.", []),
        ("Au sein du service, au sein de l’équipe.", ["au sein de"] * 2),
    ],
)
def test_a_word_of_the_trade_is_found_in_all_its_forms(text: str, words: list[str]) -> None:
    assert [entry.word for entry, _ in jargon().uses_in(text)] == words


def test_the_lexicon_finds_each_of_its_words_and_none_is_plainer_than_itself() -> None:
    entries = jargon().entries

    assert 40 <= len(entries) <= 70
    assert [entry.word for entry in entries] == sorted({e.word for e in entries}, key=_as_listed)
    for entry in entries:
        assert [found for found, _ in jargon().uses_in(f"Et {entry.word} x.")] == [entry]
        assert list(jargon().uses_in(f"Et {entry.plainer} x.")) == []


def _as_listed(word: str) -> int:
    return [entry.word for entry in jargon().entries].index(word)


@pytest.fixture
def heavy(root: Path) -> Path:
    story = root / "stories/premier.md"
    text = story.read_text(encoding="utf-8").replace("Venez.", f"Afin de voir le ZZZZ. {LONG}.")
    story.write_text(text, encoding="utf-8")
    return root


def test_the_advice_is_at_the_line_and_counted_by_page(
    heavy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It never refuses: the exit code is 0."""
    assert main(["check", "--style", "--root", str(heavy)]) == 0
    report = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    written = (heavy / "stories/premier.md").read_text(encoding="utf-8")
    line = written[: written.index("ZZZZ")].count("\n") + 1

    assert report[0] == "Des conseils, à suivre ou non : rien n’empêche de publier."
    assert f"stories/premier.md:{line}: « Afin de » : plus simplement, « pour » ?" in report
    assert any(
        text.startswith(f"stories/premier.md:{line}: Cette phrase compte {LONGEST + 1} mots.")
        for text in report
    )
    row = next(text.split() for text in report if text.startswith("stories/premier.md  "))
    assert row[2:] == ["1", "1", "1"]
    assert report[-3].startswith("Total")
    assert "c’est notre choix" in report[-1]


def test_a_program_reads_the_same(heavy: Path, tmp_path: Path) -> None:
    output = tmp_path / "style.json"
    options = ["check", "--style", "--format", "json", "--output", str(output)]
    assert main([*options, "--root", str(heavy)]) == 0
    report = json.loads(output.read_text(encoding="utf-8"))
    page = next(one for one in report["pages"] if one["path"] == "stories/premier.md")

    assert report["longest"] == LONGEST
    assert (page["long-sentence"], page["unknown-acronym"], page["jargon"]) == (1, 1, 1)
    mine = [one["code"] for one in report["advice"] if one["path"] == "stories/premier.md"]
    assert sorted(mine) == ["jargon", "long-sentence", "unknown-acronym"]


def test_advice_on_the_files_that_are_named_says_each_word_once(
    heavy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = heavy / "stories/premier.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(f"{text}\nAfin de rire. Afin de dormir.\n", encoding="utf-8")

    assert main(["check", "--style", "stories/premier.md", "--root", str(heavy)]) == 0

    report = capsys.readouterr().out.replace("\u00a0", " ")
    assert report.count("« Afin de » : plus simplement") == 1
    assert "docs/" not in report


def test_all_that_people_read_is_judged(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--style", "--root", str(FIXTURE)]) == 0
    report = capsys.readouterr().out
    texts = {*FIXTURE.glob("docs/**/*.md"), *FIXTURE.glob("s*/**/*.md")}

    for path in texts - {*FIXTURE.glob("schemes/*/versions/**/*.md")}:  # of another time
        assert f"\n{path.relative_to(FIXTURE).as_posix()} " in report


def test_advice_has_no_place_in_the_reports_of_forges(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["check", "--style", "--format", "gitlab", "--root", str(FIXTURE)]

    assert main(options) == 2
    assert capsys.readouterr().err == "escales : avec --style, la forme est « text » ou « json ».\n"
