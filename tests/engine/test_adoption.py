# SPDX-License-Identifier: EUPL-1.2
"""The page of an employer says which scheme it took up, and nothing else of the page changes."""

import pytest

from escales.commands.take.adoption import Adopted, with_adoption, without_adoptions
from escales.commands.take.refusal import RefusedError
from escales.problems.problem import Notes
from escales.reading.disk import FileKind, SourceFile
from escales.reading.drafts import read_draft
from escales.schema import Collectivity

START = "---\nnom: Ville d’Essai\ntype: commune\n# Le numéro\nsiren: 732829320\n"
END = "---\n\nUne ville.\n\n---\n\nUn trait, et du texte.\n"
MATP = Adopted("matp", "0.1.0", 2026, "https://escales.example/dispositifs/matp/")
OTHER = "  - dispositif: pacte\n    version: 0.1.0\n    depuis: 2025\n    variante: Un jour\n"
PLAIN = Adopted("matp", "0.2.0", 2027)


def adoptions(text: str) -> list[tuple[str, str, int, str | None, str | None]]:
    notes = Notes("")
    draft = read_draft(SourceFile(FileKind.COLLECTIVITY, "docs/collectivites/a.md", text))
    assert notes.problems + draft.notes.problems == []
    facts: Collectivity = draft.facts
    return [(a.scheme, a.version, a.since, a.origin, a.variant) for a in facts.adoptions]


TAKEN = ("matp", "0.1.0", 2026, MATP.origin, None)


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("", [TAKEN]),
        ("reutilise:\n", [TAKEN]),
        ("reutilise: []\n", [TAKEN]),
        (f"reutilise:\n{OTHER}", [("pacte", "0.1.0", 2025, None, "Un jour"), TAKEN]),
        (
            "reutilise:\n- dispositif: pacte\n  version: 0.1.0\n  depuis: 2025\n\n",
            [("pacte", "0.1.0", 2025, None, None), TAKEN],
        ),
        (
            "reutilise:\n    -   version: 0.1.0\n        dispositif: pacte\n        depuis: 2025\n",
            [("pacte", "0.1.0", 2025, None, None), TAKEN],
        ),
        (
            (
                "reutilise:\n  - dispositif: matp\n    version: 0.0.9\n    depuis: 2024\n"
                "    variante: À nous\n"
            ),
            [("matp", "0.1.0", 2024, MATP.origin, "À nous")],
        ),
    ],
)
@pytest.mark.parametrize("after", ["", "effectif: 1100\n"])
def test_a_scheme_is_added_or_updated_and_the_rest_stays(
    listed: str, after: str, expected: list[object]
) -> None:
    text = f"{START}{listed}{after}{END}"

    changed = with_adoption(text, MATP, "a.md")

    assert adoptions(changed) == expected
    assert changed.startswith(START)
    assert changed.endswith(END)
    assert after in changed
    assert with_adoption(changed, MATP, "a.md") == changed


def test_a_scheme_that_was_renamed_keeps_its_line() -> None:
    text = with_adoption(f"{START}{END}", MATP, "a.md")

    changed = with_adoption(text, Adopted("appui", "0.2.0", 2027), "a.md", former="matp")

    assert adoptions(changed) == [("appui", "0.2.0", 2026, MATP.origin, None)]


@pytest.mark.parametrize(
    "listed", ["reutilise: [{dispositif: pacte, version: 0.1.0, depuis: 2025}]\n", "reutilise: x\n"]
)
def test_a_list_on_one_line_is_left_to_whoever_wrote_it(listed: str) -> None:
    with pytest.raises(RefusedError, match="dispositif: matp"):
        with_adoption(f"{START}{listed}{END}", PLAIN, "a.md")


@pytest.mark.parametrize(
    ("named", "left"), [([], []), (["pacte"], ["pacte"]), (["matp", "pacte"], ["pacte", "matp"])]
)
def test_what_is_taken_up_elsewhere_does_not_come_with_a_page(
    named: list[str], left: list[str]
) -> None:
    text = with_adoption(f"{START}reutilise:\n{OTHER}effectif: 1100\n{END}", PLAIN, "a.md")

    changed = without_adoptions(text, named)

    assert [scheme for scheme, *_ in adoptions(changed)] == left
    assert ("reutilise" in changed) == bool(left)
    assert changed.startswith(START)
    assert changed.endswith(f"effectif: 1100\n{END}")
