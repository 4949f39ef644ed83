# SPDX-License-Identifier: EUPL-1.2
"""A text that many sites share says the same without the pages that one of them lacks."""

from escales.reading.absent_links import without_links

TEXT = """# Titre

Voyez [la suite](a.md), puis [l’autre](b.md#x).

## Et maintenant

- [La suite](a.md) : au même endroit,
  sur deux lignes.

- [L’autre](b.md)

## Seule

- [La suite](a.md)

| Quoi | Où |
|---|---|
| Le retrait | [La suite](a.md) |
| La suite | [L’autre](b.md), ou [la suite](a.md) |

### Vide aussi

* [La suite](a.md)
"""


def test_a_text_says_the_same_without_a_page() -> None:
    assert without_links(TEXT, lambda target: target == "a.md") == (
        "# Titre\n\nVoyez la suite, puis [l’autre](b.md#x).\n\n## Et maintenant\n\n\n"
        "- [L’autre](b.md)\n\n## Seule\n\n\n| Quoi | Où |\n|---|---|\n"
        "| La suite | [L’autre](b.md), ou la suite |\n"
    )
    assert without_links(TEXT, lambda _: False) == TEXT


def test_a_heading_that_had_only_absent_pages_goes_with_them() -> None:
    text = "## Un\n\n- [A](a.md)\n\n## Deux\n\nTexte.\n\n## Trois\n\n- [A](a.md)\n"

    assert without_links(text, lambda _: True).split() == ["##", "Deux", "Texte."]
