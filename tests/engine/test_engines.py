# SPDX-License-Identifier: EUPL-1.2
"""What other programs learn of the site: Open Graph, JSON-LD, robots.txt, former addresses."""

import json
import re
import struct
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import FIXTURE
from escales.checking.load import load
from escales.html.head_tags import CARD_SIZE, handwritten_page, make_head_tags, make_robots
from escales.html.redirects import make_redirects
from escales.pages import SitePage, make_pages, make_site
from escales.settings.site import Settings
from escales.words.addresses import RESERVED, first_name
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Licence, PageKind

phrases = phrases_of("pages")

SITE = "https://escales.example/projet/"
HERE = Settings(name="Passages 29", address=SITE)
REPOSITORY = Path(__file__).parents[2]
CARDS = REPOSITORY / "hooks/escales/mkdocs/theme/assets/cards"


@pytest.fixture(scope="module")
def pages() -> dict[str, SitePage]:
    return {page.uri: page for page in make_pages(make_site(load(FIXTURE), (), HERE))}


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.feeds: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.said[found.get("property") or found["name"]] = found["content"]
        if tag == "link":
            self.feeds.append((found["type"], found["href"]))


def read(page: SitePage, settings: Settings = HERE) -> _Head:
    head = _Head()
    head.feed(make_head_tags(page, settings))
    return head


def json_ld(page: SitePage) -> dict[str, object] | None:
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', make_head_tags(page, HERE)
    )
    found: dict[str, object] | None = json.loads(scripts[0]) if scripts else None
    return found


def test_a_story_shows_its_title_and_its_own_picture(pages: dict[str, SitePage]) -> None:
    assert read(pages["recits/premier.md"]).said == {
        "og:title": "Un premier essai au guichet",
        "og:description": "Une agente d’accueil prête main-forte un mois à l’école, et revient "
        "avec des idées.",
        "og:type": "article",
        "og:url": f"{SITE}recits/premier/",
        "og:site_name": "Passages 29",
        "og:locale": "fr_FR",
        "og:image": f"{SITE}assets/cards/recits/premier.png",
        "og:image:alt": "Récit d’une micro-mobilité\u00a0: Un premier essai au guichet. "
        "Catégorie C, 1\u00a0mois, 20\u00a0% du temps. Ville d’Essai vers École du Test & <Fils>.",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }


def test_a_story_is_an_article_without_an_author(pages: dict[str, SitePage]) -> None:
    """Its signature is a role, and stays on its page, even where the author signs by name."""
    assert json_ld(pages["recits/premier.md"]) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "Un premier essai au guichet",
        "description": "Une agente d’accueil prête main-forte un mois à l’école, et revient avec "
        "des idées.",
        "datePublished": "2026-02-01",
        "inLanguage": "fr",
        "url": f"{SITE}recits/premier/",
        "isPartOf": {"@type": "WebSite", "name": "Passages 29", "url": SITE},
    }


def test_fiction_says_that_it_is_and_is_no_article(pages: dict[str, SitePage]) -> None:
    head = read(pages["recits/recit-imagine.md"])

    assert head.said["robots"] == "noindex"
    assert head.said["og:title"] == "Exemple de fiction\u00a0: Un récit imaginé pour montrer"
    assert head.said["og:type"] == "website"
    assert head.said["og:image"] == f"{SITE}assets/cards/recits/recit-imagine.png"
    assert head.said["og:image:alt"].startswith("Exemple de fiction\u00a0: ")
    assert json_ld(pages["recits/recit-imagine.md"]) is None
    assert read(pages["collectivites/ville-imaginaire.md"]).said["robots"] == "noindex"


def test_a_withdrawn_story_says_nothing_of_what_it_was(pages: dict[str, SitePage]) -> None:
    page = pages["recits/recit-retire.md"]
    head = read(page)

    assert head.said["robots"] == "noindex"
    assert head.said["og:title"] == "Récit retiré"
    assert head.said["og:image"] == f"{SITE}assets/cards/page.png"
    assert json_ld(page) is None


def test_what_an_author_wrote_ends_neither_a_tag_nor_the_json(pages: dict[str, SitePage]) -> None:
    page = pages["recits/deuxieme-voix.md"]
    tags, told = make_head_tags(page, HERE), json_ld(page)

    assert "<oui>" not in tags
    assert told is not None
    assert told["headline"] == "Laisser partir\u00a0: <oui>, mais *quand & comment\u00a0?"
    assert read(page).said["og:title"] == told["headline"]


def test_a_scheme_tells_its_version_and_its_licence(pages: dict[str, SitePage]) -> None:
    told = json_ld(pages["dispositifs/renfort/index.md"])

    assert told is not None
    assert told["@type"] == "CreativeWork"
    assert told["name"] == "Le renfort d’un mois"
    assert told["version"] == "0.2.0"
    assert told["dateModified"] == "2026-03-01"
    assert told["license"] == "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    assert len({licence.detail for licence in Licence}) == len(Licence)


def test_the_home_is_the_website_and_the_page_of_data_a_dataset() -> None:
    home = handwritten_page("index.md", "Accueil", "Des micro-mobilités.", HERE.name)
    data = handwritten_page("donnees.md", "Données ouvertes", "Ce qui est publié.", HERE.name)

    assert json_ld(home) == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Passages 29",
        "description": "Des micro-mobilités.",
        "inLanguage": "fr",
        "url": SITE,
    }
    assert json_ld(data) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Récits de micro-mobilité d’agents publics",
        "description": "Ce qui est publié.",
        "inLanguage": "fr",
        "url": f"{SITE}donnees/",
        "license": Licence.ETALAB.detail,
        "isPartOf": {"@type": "WebSite", "name": "Passages 29", "url": SITE},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": f"{SITE}donnees/recits.json",
            },
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": f"{SITE}donnees/recits.csv",
            },
        ],
    }
    guide = handwritten_page("contribuer.md", "Raconter", "Proposer un récit.", HERE.name)
    assert json_ld(guide) is None


def test_each_page_announces_its_own_feeds_then_that_of_all_stories(
    pages: dict[str, SitePage],
) -> None:
    atom, feed = "application/atom+xml", "application/feed+json"
    general = [(atom, "../../recits/flux.xml"), (feed, "../../recits/flux.json")]

    assert read(pages["recits/premier.md"]).feeds == general
    assert read(pages["recits/index.md"]).feeds == [
        (atom, "../recits/flux.xml"),
        (feed, "../recits/flux.json"),
    ]
    assert read(pages["dispositifs/renfort/index.md"]).feeds == [
        (atom, "../../dispositifs/renfort/flux.xml"),
        *general,
    ]
    assert read(pages["collectivites/ville-d-essai.md"]).feeds == [
        (atom, "../../collectivites/ville-d-essai/flux.xml"),
        (feed, "../../collectivites/ville-d-essai/flux.json"),
        *general,
    ]
    assert read(pages["collectivites/ville-imaginaire.md"]).feeds == general


def test_without_an_address_only_relative_links_remain(pages: dict[str, SitePage]) -> None:
    head = read(pages["recits/premier.md"], Settings())

    assert head.said == {}
    assert len(head.feeds) == 2
    assert "<script" not in make_head_tags(pages["recits/premier.md"], Settings())


@pytest.mark.parametrize("kind", PageKind)
def test_each_kind_of_page_has_its_picture(kind: PageKind, pages: dict[str, SitePage]) -> None:
    """Drawn by `make cards`: the size that networks ask for, and light."""
    content = (CARDS / f"{kind}.png").read_bytes()

    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == CARD_SIZE
    assert len(content) < 40 * 1024
    assert phrases["cards"][kind]
    assert kind in {page.kind for page in pages.values()}


def test_there_is_no_other_picture() -> None:
    assert {path.stem for path in CARDS.iterdir()} == {str(kind) for kind in PageKind}


def test_engines_may_read_all_and_are_told_where_the_sitemap_is() -> None:
    """What is disallowed is not read, and then neither is its `noindex`."""
    assert make_robots(SITE) == (
        "robots.txt",
        f"User-agent: *\nAllow: /\n\nSitemap: {SITE}sitemap.xml\n".encode(),
    )
    assert make_robots("") == ("robots.txt", b"User-agent: *\nAllow: /\n")


def test_a_former_address_leads_to_the_new_one() -> None:
    ((uri, content),) = make_redirects(load(FIXTURE), HERE)
    html = content.decode()

    assert uri == "recits/seconde-voix/index.html"
    assert '<html lang="fr">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert '<meta http-equiv="refresh" content="0; url=../../recits/deuxieme-voix/">' in html
    assert f'<link rel="canonical" href="{SITE}recits/deuxieme-voix/">' in html
    assert '<a href="../../recits/deuxieme-voix/">Aller à sa nouvelle adresse</a>' in html
    assert "<title>Cette page a changé d’adresse – Passages 29</title>" in html


def test_without_an_address_no_page_is_canonical() -> None:
    ((_, content),) = make_redirects(load(FIXTURE), Settings())

    assert b"canonical" not in content
    assert b"url=../../recits/deuxieme-voix/" in content


def test_a_former_address_of_a_withdrawn_story_leads_to_its_notice(root: Path) -> None:
    path = root / "stories/recit-retire.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("\nretrait_le", "\nanciens_slugs: [un-nom, un-autre, un-nom]\nretrait_le"),
        encoding="utf-8",
    )

    made = dict(make_redirects(load(root), HERE))

    assert sorted(made) == [
        f"recits/{n}/index.html" for n in ("seconde-voix", "un-autre", "un-nom")
    ]
    assert b"recits/recit-retire/" in made["recits/un-nom/index.html"]
    assert "retiré" not in made["recits/un-nom/index.html"].decode()


def test_the_id_of_a_story_is_its_first_name() -> None:
    assert first_name("titre") == "titre"
    assert first_name("titre", ("premier-nom", "deuxieme")) == "premier-nom"
    assert "flux" in RESERVED["stories"]
