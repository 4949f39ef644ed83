# SPDX-License-Identifier: EUPL-1.2
"""What was read of the law is told once on each page that speaks of it, by the build."""

from pathlib import Path

import pytest

from escales.checking.handwritten import law_reading
from escales.pages.law import reading_sentence
from escales.schema.law import LawReading

SENTENCE = (
    "Le droit cité ici a été lu le 27 février 2026 dans un code d’essai de 2026 ; "
    "personne dont c’est le métier ne l’a relu."
)


def page(texts: str) -> str:
    """Return a page that says in which texts its law was read."""
    read = f"lecture_du_droit:\n  lu_le: 2026-02-27\n  version_des_textes: {texts}\n  relu_par:\n"
    return f"---\n{read}---\n\n# Une page de droit\n"


def test_an_index_says_what_was_read_for_the_pages_of_its_folder() -> None:
    silent = "# Une page\n\nElle parle de lecture_du_droit.\n"
    pages = {
        "docs/guide/index.md": page("un code"),
        "docs/guide/silent.md": silent,
        "docs/guide/own.md": page("un décret"),
        "docs/other.md": silent,
    }

    read = {path: law_reading(path, pages) for path in pages}

    assert {path: law.texts for path, law in read.items() if law} == {
        "docs/guide/index.md": "un code",
        "docs/guide/silent.md": "un code",
        "docs/guide/own.md": "un décret",
    }


@pytest.mark.parametrize(
    ("reviewer", "told"),
    [
        (None, "personne dont c’est le métier ne l’a relu."),
        ("le service juridique", "le service juridique l’a relu."),
    ],
)
def test_the_sentence_says_who_reviewed_the_reading_or_that_nobody_did(
    reviewer: str | None, told: str
) -> None:
    reading = LawReading.model_validate(
        {"lu_le": "2026-02-27", "version_des_textes": "un code", "relu_par": reviewer}
    )

    assert reading_sentence(reading).endswith(told)
    assert reading_sentence(None) == ""


@pytest.mark.parametrize(
    "uri",
    ["dispositifs/renfort/", "dispositifs/renfort/kit/lettre-de-renfort/", "mentions-legales/"],
)
def test_each_page_that_speaks_of_law_tells_it_once(uri: str, built: Path) -> None:
    text = (built / uri / "index.html").read_text(encoding="utf-8").replace("\u00a0", " ")

    assert text.count("Le droit cité ici") == text.count(f'<p class="es-note">{SENTENCE}</p>') == 1
    assert "&lt;p" not in text
