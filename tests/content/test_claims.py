# SPDX-License-Identifier: EUPL-1.2
"""No claim of law without its source, unless it says that this site proposes it."""

import pytest

from building import REPOSITORY
from claims import unsourced

FOLDERS = ("schemes", "docs")
# What speaks of other laws, for who keeps a site: how to publish, which keys are mandatory.
NOT_OF_LAW = ("docs/maintenir/", "docs/contribuer/champs.md")
# The beginning of a sentence, and why it needs no note.
EXCEPTIONS = {
    "Vu le code général de la fonction publique": "an act cites its texts, which the clauses note",
    "| Règle de métier imposée par la loi": "a question, to be filled",
}
TEXTS = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8")
    for folder in FOLDERS
    for path in sorted((REPOSITORY / folder).rglob("*.md"))
}
CLAIMS = {
    (path, claim)
    for path, text in TEXTS.items()
    if not path.startswith(NOT_OF_LAW)
    for claim in unsourced(text)
}


def test_each_claim_of_law_has_its_note_or_says_whose_it_is() -> None:
    left = {each for each in CLAIMS if not each[1].startswith(tuple(EXCEPTIONS))}

    assert sorted(left) == []


@pytest.mark.parametrize("start", EXCEPTIONS)
def test_each_exception_still_serves(start: str) -> None:
    assert any(claim.startswith(start) for _, claim in CLAIMS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’article L. 512-6 le permet.", 1),
        ("L’article L. 512-6 le permet.[^a]", 0),
        ("Ce refus est motivé (article 10).", 1),
        ("Voyez l’article 3, et l’article 2 de la convention.", 0),
        ("La loi le permet. Un décret dit comment.[^a]", 0),
        ("Un décret dit comment.[^a] La loi le permet.", 1),
        ("**Notre proposition** : faites-le. L’article 8-1 s’y prête.", 0),
        ("Est-ce obligatoire ?", 0),
        ("Dans l’ordre :[^a]\n\n1. un accord obligatoire ;\n2. un décret.", 0),
        ("Dans l’ordre :\n\n1. un accord obligatoire ;\n2. un arrêté.[^a]", 1),
        ("> **Règle de droit.** Trois ans au plus.", 1),
        ("> **Règle de droit.** Trois ans au plus.[^a]", 0),
        ("> **Garantie proposée.** L’article L. 512-6 inspire cette clause.", 0),
        ("## Avant de remplir\n\nLa loi le veut.\n\n## L’acte\n\nLa loi le veut.", 1),
        ("| Statut | Départ |\n| --- | --- |\n| CDI | Fermé par la loi |", 1),
        ("C’est un contrat de droit public.", 0),
    ],
)
def test_a_claim_without_a_source_is_found(text: str, found: int) -> None:
    note = "\n\n[^a]: [Le code](https://code.example/), article L. 512-6, copie de 2024.\n"

    assert len(list(unsourced(text.replace(" :", "\u00a0:") + note))) == found
