# SPDX-License-Identifier: EUPL-1.2
"""Two changes of one scheme are brought together: each case, and every wording is still there."""

from collections.abc import Mapping
from functools import partial

import pytest

from escales.content.merging import Outcome, Verdict, bring_together
from escales.machine import three_way
from escales.machine.three_way import Labels, NoGitError, is_same, merge
from escales.problems.problem import Notes
from escales.reading.conflicts import without_conflicts
from escales.reading.disk import FileKind, SourceFile
from escales.reading.drafts import read_draft

LABELS = Labels("chez vous", "version 0.1.0", "version 0.2.0")
KIT = "---\ntitre: Lettre de mission\nusage: Avant le départ.\npour: [agent]\n---\n\n{}\n"
LINES = "Un.\n\nDeux.\n\nTrois.\n\nQuatre.\n"
HERE, THERE = LINES.replace("Un.", "Un, ici."), LINES.replace("Quatre.", "Quatre, là-bas.")
OTHER = LINES.replace("Un.", "Un, là-bas.")
BOTH = HERE.replace("Quatre.", "Quatre, là-bas.")


def as_bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def brought(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str], **renamed: str
) -> list[Outcome]:
    there, here = (
        dict([renamed[side].split(" ")]) if side in renamed else {} for side in ("there", "here")
    )
    return [
        *bring_together(
            as_bytes(base),
            as_bytes(ours),
            as_bytes(theirs),
            partial(merge, labels=LABELS),
            renamed_there=there,
            renamed_here=here,
        )
    ]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "verdict", "text"),
    [
        (LINES, LINES, LINES, Verdict.SAME, LINES),
        (LINES, LINES, THERE, Verdict.THEIRS, THERE),
        (LINES, HERE, LINES, Verdict.OURS, HERE),
        (LINES, HERE, HERE, Verdict.SAME, HERE),
        (LINES, HERE, THERE, Verdict.MERGED, BOTH),
        (LINES, HERE, None, Verdict.KEPT, HERE),
        (LINES, LINES, None, Verdict.REMOVED, None),
        (LINES, None, LINES, Verdict.OURS, None),
        (LINES, None, THERE, Verdict.LEFT_OUT, None),
        (LINES, None, None, Verdict.SAME, None),
        (None, None, LINES, Verdict.ADDED, LINES),
        (None, LINES, None, Verdict.OURS, LINES),
        (None, LINES, LINES, Verdict.SAME, LINES),
    ],
)
def test_each_case_has_its_verdict(
    base: str | None, ours: str | None, theirs: str | None, verdict: Verdict, text: str | None
) -> None:
    sides = [{"kit/a.md": side} if side is not None else {} for side in (base, ours, theirs)]

    found = brought(*sides)

    said = [(one.verdict, one.content and one.content.decode()) for one in found]
    assert said == ([(verdict, text)] if found else [])
    assert found or not any(sides[1:])


@pytest.mark.parametrize("base", [LINES, None])
def test_two_changes_of_the_same_lines_are_both_there(base: str | None) -> None:
    """Added on both sides, a file is merged from an empty one."""
    (one,) = brought({"a.md": base} if base else {}, {"a.md": HERE}, {"a.md": OTHER})

    text = (one.content or b"").decode()
    assert one.verdict is Verdict.CONFLICT
    assert one.conflicts == 1
    assert text.count("\n<<<<<<< chez vous\n") + text.startswith("<<<<<<< chez vous\n") == 1
    assert text.count("\n=======\n") == text.count("\n>>>>>>> version 0.2.0\n") == 1
    assert "|||||||" not in text
    assert all(line in text for line in (*HERE.splitlines(), *OTHER.splitlines()))


def test_a_picture_that_both_changed_stays_as_it_is_here() -> None:
    (one,) = brought({"a.png": "1"}, {"a.png": "2"}, {"a.png": "3"})

    assert (one.verdict, one.content) == (Verdict.TWO_PICTURES, b"2")


def test_a_file_renamed_there_is_followed_with_what_changed_here() -> None:
    (one,) = brought({"a.md": LINES}, {"a.md": HERE}, {"b.md": THERE}, there="a.md b.md")

    assert (one.path, one.before, one.is_renamed) == ("b.md", "a.md", True)
    assert (one.verdict, (one.content or b"").decode()) == (Verdict.MERGED, BOTH)


def test_a_file_renamed_here_takes_what_changed_there() -> None:
    (one,) = brought({"a.md": LINES}, {"b.md": HERE}, {"a.md": THERE}, here="a.md b.md")

    assert (one.path, one.is_renamed) == ("b.md", False)
    assert (one.content or b"").decode() == BOTH


def test_a_new_name_that_is_taken_here_loses_neither_file() -> None:
    found = brought(
        {"a.md": LINES}, {"a.md": LINES, "b.md": "À nous.\n"}, {"b.md": LINES}, there="a.md b.md"
    )

    texts = b"".join(one.content or b"" for one in found).decode()
    assert "À nous." in texts
    assert "Trois." in texts


def test_ends_of_lines_are_no_change_and_stay_as_they_are() -> None:
    windows = HERE.replace("\n", "\r\n").encode()

    merged = merge(windows, LINES.encode(), THERE.encode(), LABELS)

    assert merged.content == BOTH.replace("\n", "\r\n").encode()
    assert is_same(LINES.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + LINES.encode())
    assert not is_same(b"\xff\r\n", b"\xff\n")


@pytest.mark.parametrize("style", ["diff3", "zdiff3"])
def test_a_conflict_has_three_lines_whatever_one_has_git_show(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "merge.conflictStyle")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", style)

    merged = merge(HERE.encode(), LINES.encode(), OTHER.encode(), LABELS)

    assert b"|||||||" not in merged.content


def test_without_git_nothing_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(three_way, "COMMAND", ("git-that-is-not-there",))

    with pytest.raises(NoGitError):
        merge(HERE.encode(), LINES.encode(), THERE.encode(), LABELS)


@pytest.mark.parametrize(
    "text",
    [
        KIT.format("<<<<<<< chez vous\nUn.\n=======\n<b>Deux.\n>>>>>>> version 0.2.0"),
        KIT.format("Zéro.").replace(
            "usage: Avant le départ.",
            "<<<<<<< chez vous\nusage: Là.\n=======\nusage: Ici : tard.\n>>>>>>> version 0.2.0",
        ),
    ],
)
def test_a_conflict_is_one_problem_at_its_line_in_a_header_too(text: str) -> None:
    source = SourceFile(FileKind.KIT, "schemes/a/kit/b.md", text)

    problems = read_draft(source).notes.problems

    line = text.split("\n").index("<<<<<<< chez vous") + 1
    assert [(each.code, each.line) for each in problems] == [("two-wordings", line)]
    assert "version 0.2.0" in problems[0].message


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<<<<<<< a\nb\n", [1]),
        ("b\n>>>>>>> a\n", [2]),
        (
            "<<<<<<< a\nb\n||||||| c\nd\n=======\ne\n>>>>>>> f\n<<<<<<< a\n=======\n>>>>>>> b",
            [1, 8],
        ),
        ("Titre\n=======\n", []),
        ("> > > > > > > a\n", []),
        ("<<<<<<<a\n", []),
    ],
)
def test_what_is_left_of_a_mark_is_told_and_no_line_moves(text: str, lines: list[int]) -> None:
    notes = Notes("a.md")

    left = without_conflicts(text, notes)

    assert [problem.line for problem in notes.problems] == lines
    assert left.count("\n") == text.count("\n")
