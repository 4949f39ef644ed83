# SPDX-License-Identifier: EUPL-1.2
"""The pages of the fixture site, read like any text, and what must hold of any page."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from markupsafe import Markup

from conftest import FIXTURE, GOLDEN, NAMED
from escales.checking.load import load
from escales.content.library import Entry, Library
from escales.html.cleaning import ID
from escales.html.render import make_renderer
from escales.open_data.sources import make_archives, make_manifests
from escales.pages import SitePage, make_pages, make_site
from escales.pages.figures import Tally
from escales.pages.neighbours import Neighbours
from escales.pages.templating import french_date
from escales.problems.problem import Notes
from escales.publishing.write import write_pages
from escales.reading.body import read_body
from escales.schema import Story
from escales.settings.site import Settings
from escales.words.addresses import PREVIEW, download_uri, kit_uri, path_to_root, uri_of, url_of
from escales.words.spelling import counted, french_number
from escales.words.vocabulary import Format


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FIXTURE)


DATA = '<script type="application/json"'  # what a browser reads, and does not run


def many(library: Library, number: int) -> Library:
    """Return a library with as many copies of one story, a day apart."""
    model = next(story for story in library.stories if story.slug == "troisieme-essai")
    day = model.facts.published_on
    stories = tuple(
        replace(
            model,
            slug=f"essai-{n}",
            uri=f"recits/essai-{n}.md",
            facts=model.facts.model_copy(update={"published_on": day - timedelta(days=n)}),
        )
        for n in range(number)
    )
    return replace(library, stories=stories)


def pages(library: Library) -> dict[str, SitePage]:
    return {page.uri: page for page in make_pages(make_site(library))}


def links(page: SitePage) -> list[str]:
    return re.findall(r'href="([^"]*)"', page.head + page.foot)


def test_the_pages_are_the_golden_ones(library: Library, tmp_path: Path) -> None:
    """A page that changes is read again before it is kept: make golden."""
    write_pages(make_site(library, list(Format), NAMED), tmp_path)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in files(tmp_path)}
    golden = {path.relative_to(GOLDEN): path.read_bytes() for path in files(GOLDEN)}

    assert sorted(written) == sorted(golden)
    for path, text in written.items():
        assert text.decode(errors="replace") == golden[path].decode(errors="replace")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_address_is_made_twice(library: Library) -> None:
    uris = [page.uri for page in make_pages(make_site(many(library, 120)))]

    assert len(uris) == len(set(uris))


def test_every_link_of_a_made_page_leads_to_a_page(library: Library) -> None:
    made = pages(many(library, 120))
    addresses = {url_of(uri) for uri in made} | {
        url_of(uri_of(path) or "") for path in library.pages
    }
    addresses |= {download_uri(uri, kind) for uri in made for kind in Format}
    addresses |= {kit_uri(scheme) for scheme in library.schemes}
    addresses |= {uri for uri, _ in make_archives(library, Settings())}
    addresses |= {uri for uri, _ in make_manifests(library, Settings())}
    addresses |= {feed.uri for page in made.values() for feed in page.feeds}

    for page in made.values():
        for link in links(page):
            if not link.startswith(("https://", "#")):
                assert link.startswith(path_to_root(page.uri))
                address = re.split("[?#]", link.removeprefix(path_to_root(page.uri)))[0]
                assert address in addresses, (page.uri, link)


def test_a_list_splits_every_fifty_stories(library: Library) -> None:
    made = pages(many(library, 101))
    first, second, third = (
        made[f"recits/par-categorie/c/{name}.md"] for name in ("index", "page/2", "page/3")
    )

    assert [page.head.count('class="es-item"') for page in (first, second, third)] == [50, 50, 1]
    assert "recits/par-categorie/c/page/4.md" not in made
    assert 'rel="next"' in first.head
    assert 'rel="prev"' not in first.head
    assert 'rel="prev"' in third.head
    assert "101 récits, du plus récent au plus ancien" in first.head.replace("\u00a0", " ")
    assert second.parent == first.uri


def test_the_newest_story_comes_first_and_fiction_last(library: Library) -> None:
    head = pages(library)["recits/index.md"].head
    order = re.findall(r'es-item__title"><a href="[./]*recits/([^/]*)/', head)

    assert order == ["troisieme-essai", "deuxieme-voix", "premier", "recit-imagine"]


def test_an_empty_list_invites(library: Library) -> None:
    head = pages(library)["recits/par-duree/plus-de-2-ans/index.md"].head

    assert "es-tally" not in head
    assert "Racontez votre mobilité" in head


def test_every_cell_of_the_overview_has_its_list(library: Library) -> None:
    cells = [
        uri for uri in pages(library) if re.match(r"recits/par-categorie/[abc]/[^/]+/index", uri)
    ]

    assert len(cells) == 3 * 7


def test_fiction_and_withdrawn_stories_enter_no_figure(library: Library) -> None:
    site = make_site(library)

    assert site.all.tally == Tally(stories=3, examples=1)
    assert [story_list.tally.stories for story_list in site.categories] == [0, 1, 2]


def test_fiction_and_withdrawn_stories_are_not_indexed(library: Library) -> None:
    hidden = {uri for uri, page in pages(library).items() if not page.indexed}

    assert hidden == {
        "collectivites/ville-imaginaire.md",
        PREVIEW,  # of any story, which is none
        "recits/recit-imagine.md",
        "recits/recit-retire.md",
    }


def test_no_page_of_an_imagined_employer_is_indexed(library: Library) -> None:
    """Not even the second page of its examples."""
    model = next(story for story in library.stories if story.facts.example)
    stories = tuple(replace(model, slug=f"e-{n}", uri=f"recits/e-{n}.md") for n in range(60))
    made = pages(replace(library, stories=stories))

    assert not made["collectivites/ville-imaginaire/page/2.md"].indexed
    assert made["recits/page/2.md"].indexed


def test_a_withdrawn_story_leaves_nothing_but_a_notice(library: Library) -> None:
    made = pages(library)
    notice = made["recits/recit-retire.md"]

    assert notice.title == "Récit retiré"
    assert "que l’on a retiré" not in notice.markdown
    for uri, page in made.items():
        if uri != notice.uri:
            assert "recit-retire" not in page.markdown


def test_neighbours_are_close_and_never_of_the_other_kind(library: Library) -> None:
    stories = [*many(library, 9).stories, *library.stories]
    neighbours = Neighbours(stories)
    by_slug = {story.slug: story for story in stories}

    def near(slug: str) -> list[str]:
        return [other.slug for other in neighbours.nearby(by_slug[slug])]

    assert near("essai-4") == ["essai-5", "essai-3", "essai-6"]
    assert near("recit-imagine") == []
    assert "deuxieme-voix" not in near("premier")
    voices: list[Entry[Story]] = neighbours.all_voices(by_slug["premier"])
    assert [voice.slug for voice in voices] == ["premier", "deuxieme-voix"]


def test_a_page_does_not_grow_with_the_number_of_stories(library: Library) -> None:
    few, lots = pages(many(library, 100)), pages(many(library, 900))

    assert lots["recits/essai-4.md"] == few["recits/essai-4.md"]
    for uri in few.keys() & lots.keys():
        assert len(lots[uri].markdown) - len(few[uri].markdown) < 500, uri


def test_what_an_author_wrote_is_escaped(library: Library) -> None:
    """Titles and names go through the templates, which escape; bodies through the sanitiser."""
    for page in make_pages(make_site(library)):
        assert "<b>" not in page.head + page.foot
        assert "<script" not in (page.head + page.foot).replace(DATA, "")
        assert "<Fils>" not in page.head + page.foot


def test_what_passed_the_check_is_still_sanitised() -> None:
    """Were the check ever fooled, the page would be harmless all the same."""
    hostile = (
        "<script>a()</script><img src=x onerror=a()><a href='javascript:a()'>b</a>\n\n"
        "[c](javascript:a()) [d](data:text/html,e) ![f](//x.example/g.png) <style>h</style>\n\n"
        "<iframe src='https://x.example'></iframe> <p style='color:red' onclick='a()'>i</p>\n\n"
        "<form action='https://x.example'><input></form> <svg onload=a()></svg> {: onclick=a() }"
    )
    bare = SitePage("recits/x.md", "Un titre", "Une description", None, Markup(), body=hostile)

    assert [line for line in make_renderer()(bare).html.split("\n") if line] == [
        "<p><img><a>b</a></p>",
        '<p><a>c</a> <a>d</a> <img alt="f"> </p>',
        "<p>i</p>",
        "<p> {: onclick=a() }</p>",
    ]


def test_rendering_is_pure(library: Library) -> None:
    """The same page gives the same HTML, whatever was rendered before it."""
    made = list(make_pages(make_site(library)))
    render = make_renderer()

    forwards = [render(page) for page in made]
    backwards = [render(page) for page in reversed(made)]

    assert forwards == backwards[::-1]


def test_numbers_and_dates_are_french() -> None:
    story = next(iter(load(FIXTURE).stories))

    assert french_date(story.facts.published_on.replace(month=3, day=1)) == "1er mars 2026"
    assert french_date(story.facts.published_on.replace(month=8, day=11)) == "11 août 2026"
    assert french_number(12345) == "12\u202f345"
    assert [counted(n, "récit", "récits")[2:] for n in (0, 1, 2)] == ["récit", "récit", "récits"]


@pytest.mark.parametrize(
    ("uri", "url", "root"),
    [
        ("index.md", "", "./"),
        ("contribuer.md", "contribuer/", "../"),
        ("recits/index.md", "recits/", "../"),
        ("recits/x.md", "recits/x/", "../../"),
        ("recits/images/x.png", "recits/images/x.png", "../../"),
        ("recits/x.md#y", "recits/x/#y", "../../"),
    ],
)
def test_an_address_and_the_way_back_to_the_root(uri: str, url: str, root: str) -> None:
    assert url_of(uri) == url
    assert path_to_root(uri) == root


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("stories/2025/x.md", "recits/x.md"),
        ("stories/images/x.png", "recits/images/x.webp"),
        ("stories/2025/x.JPEG", "recits/images/2025/x.webp"),
        ("schemes/a/kit/b.md", "dispositifs/a/kit/b.md"),
        ("docs/collectivites/c.md", "collectivites/c.md"),
        ("mkdocs.yml", None),
    ],
)
def test_each_file_has_one_address(path: str, uri: str | None) -> None:
    assert uri_of(path) == uri


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## Deux\n\n## Deux", ["deux", "deux_1"]),
        ("## A & B\n\n## *Deux*", ["a-b", "deux"]),
        ("Deux\n---\n\n## Un", ["deux", "un"]),
        ("## 行\n\n##  L’été", ["_1", "lete"]),
    ],
)
def test_headings_have_the_ids_that_links_lead_to(text: str, ids: list[str]) -> None:
    page = make_renderer()(SitePage("", "", "", None, body=text))

    assert ID.findall(page.body) == ids
    assert read_body(text, 1, Notes("")).ids == ids
