# SPDX-License-Identifier: EUPL-1.2
"""What helps to take up a scheme: its files, three lines to write, what a page chooses to show."""

from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from conftest import FIXTURE
from escales.checking.load import load
from escales.pages import Site, make_block, make_site
from escales.schema import Publisher
from escales.settings.site import Settings
from escales.words.vocabulary import Block, Format

PAGE = "reprendre.md"
HEADER = """---
description: Une page d’essai qui choisit des documents et des récits à montrer.
documents: [renfort/lettre-de-renfort, renfort/inconnu, ailleurs/lettre]
recits: {points_de_vue: [agent, manager-origine]}
---

# Reprendre

Un texte.
"""


def shown(name: Block, site: Site) -> str:
    return unescape(str(make_block(name, PAGE, site))).replace("\u00a0", " ")


def test_the_three_lines_go_to_who_keeps_the_site() -> None:
    publisher = Publisher.model_validate({"contact": "recits@passages.example"})
    html = shown(Block.TAKE_UP, make_site(load(FIXTURE), settings=Settings(publisher=publisher)))

    address = urlsplit(html.partition('class="md-button" href="')[2].partition('"')[0])
    lines = parse_qs(address.query)["body"][0].replace("\u00a0", " ").split("\r\n")
    assert (address.scheme, address.path) == ("mailto", "recits@passages.example")
    assert len(lines) == 3
    assert [f"<p>{line}</p>" in html for line in lines] == [True] * 3


def test_a_site_that_does_not_say_whom_to_write_to_opens_no_mail() -> None:
    """It promises no address in legal notices that do not name who publishes either."""
    named = Publisher.model_validate({"editeur": {"nom": "Ville d’Essai"}})
    for publisher in (Publisher(), named):
        settings = Settings(publisher=publisher)
        html = shown(Block.TAKE_UP, make_site(load(FIXTURE), settings=settings))

        assert "mailto:" not in html
        assert ("mentions-legales/" in html) is (publisher is named)
        assert ("l’adresse viendra ici" in html) is (publisher is not named)


def test_each_scheme_is_there_to_take_with_or_without_files() -> None:
    library = load(FIXTURE)
    whole, bare = (shown(Block.KITS, make_site(library, formats)) for formats in (list(Format), []))

    for html in (whole, bare):
        assert 'href="../dispositifs/renfort/en-une-page/"' in html
    assert 'href="../dispositifs/renfort/kit.zip" download' in whole
    assert "kit.zip" not in bare


def test_a_page_shows_the_documents_it_names_and_this_site_has(root: Path) -> None:
    (root / f"docs/{PAGE}").write_text(HEADER, encoding="utf-8")
    site = make_site(load(root))

    documents = shown(Block.CHOSEN_DOCUMENTS, site)

    assert documents.count("<li") == 1
    assert 'href="../dispositifs/renfort/kit/lettre-de-renfort/"' in documents


def test_each_point_of_view_speaks_before_one_speaks_again(root: Path) -> None:
    (root / f"docs/{PAGE}").write_text(HEADER, encoding="utf-8")
    agent = (root / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    for name in ("un", "deux", "trois"):
        (root / f"stories/{name}.md").write_text(agent, encoding="utf-8")
    site = make_site(load(root))

    newest = [one.facts.viewpoint for one in site.all.ordered if one.slug != "recit-imagine"]
    told = shown(Block.CHOSEN_STORIES, site)

    assert newest[:3] == ["agent"] * 3
    assert told.count('class="es-item"') == 3
    assert "recits/deuxieme-voix/" in told
    assert "recits/par-point-de-vue/manager-origine/" in told
    assert "recits/par-point-de-vue/rh/" not in told
