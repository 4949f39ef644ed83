# SPDX-License-Identifier: EUPL-1.2
"""The pages and schemes that other sites take as they are name no site: each bears its own name."""

from pathlib import Path

from building import REPOSITORY
from every_text import OURS, names_of_ours

OWN = {"docs/index.md", "docs/a-propos.md"}  # of this site alone


def test_no_shared_page_and_no_scheme_names_this_site() -> None:
    found = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in ("docs", "schemes")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and OURS.search(path.read_text(encoding="utf-8", errors="replace"))
    }

    assert found == OWN


def test_the_site_that_somebody_else_publishes_is_theirs(published_site: Path) -> None:
    """Renamed, with its address and its publisher: only what they would replace says our name."""
    named = names_of_ours(published_site, own_title="À propos d’Escales")
    feed = (published_site / "recits/flux.xml").read_text(encoding="utf-8")
    catalogue = (published_site / "donnees/catalogue.jsonld").read_text(encoding="utf-8")

    assert {path.removesuffix("index.html") for path in named} <= {"", "a-propos/"}
    assert "<name>Haltes</name>" in feed
    assert "<id>https://escales.example/projet/recits/</id>" in feed
    assert '"foaf:name": "Ville d’Essai"' in catalogue
