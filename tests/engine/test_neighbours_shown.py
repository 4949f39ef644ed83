# SPDX-License-Identifier: EUPL-1.2
"""What neighbours tell stands where it belongs on this site, marked, and leads there."""

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.elsewhere import NOBODY, Lineage, Neighbourhood
from escales.content.library import Library
from escales.open_data import make_open_data
from escales.pages import make_block, make_pages, make_site
from escales.pages.elsewhere import StoryThere, see_elsewhere
from escales.pages.facets import make_facets
from escales.pages.feeds import make_feeds
from escales.pages.figures import Tally
from escales.pages.page import SitePage
from escales.pages.story_lists import Site
from escales.schema import Publisher
from escales.schema.lock import TakenScheme
from escales.search.explorer import ANSWERS, PLACES, make_explorer_files
from escales.settings.site import Settings
from escales.words.vocabulary import Block
from neighbourhood import KIN, made_up, scheme, siren

TELLS = "Raconté sur Passages 29, un autre site."
HOSTILE = 'Titre <script>alert("x")</script>'
MOST_BYTES = 120_000  # compressed: what a first visit may fetch


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FIXTURE)


@pytest.fixture(scope="module")
def around() -> Neighbourhood:
    return made_up(2, 10)


@pytest.fixture(scope="module")
def site(library: Library, around: Neighbourhood) -> Site:
    return make_site(library, neighbourhood=around)


@pytest.fixture(scope="module")
def pages(site: Site) -> Mapping[str, SitePage]:
    return {page.uri: page for page in make_pages(site)}


@pytest.fixture(scope="module")
def hub(library: Library, around: Neighbourhood) -> Site:
    """A site that only gathers."""
    return make_site(alone(library), neighbourhood=around)


def alone(library: Library) -> Library:
    return replace(library, stories=(), withdrawn=(), schemes={}, kits={}, collectivities={})


def only(around: Neighbourhood, *positions: int, **changes: object) -> Neighbourhood:
    """Return the neighbours with these stories alone, changed."""
    stories = tuple(replace(around.stories[n], **changes) for n in positions)  # type: ignore[arg-type]  # any field, by its name
    return replace(around, stories=stories)


def plain(html: str) -> str:
    """Return the text of a page, on one line."""
    return " ".join(re.sub(r"<[^>]*>", "", html).replace("\u00a0", " ").split())


def block(name: Block, site: Site) -> str:
    """Return what a page that asks for a block shows."""
    return make_block(name, "qui-s-y-est-essaye.md", site)


def told(site: Site, uri: str) -> list[str]:
    """Return the stories of neighbours in a list, by their addresses."""
    (story_list,) = (one for one in site.story_lists if one.uri == uri)
    return [story.uri for story in story_list.ordered if isinstance(story, StoryThere)]


def test_a_story_stands_in_each_list_where_it_belongs(site: Site) -> None:
    there = site.elsewhere.stories

    assert len(there) == 20
    assert sorted(told(site, "recits/index.md")) == sorted(story.uri for story in there)
    for story in there:
        facts = story.facts
        category, band = facts.category.lower(), facts.duration.band
        scheme = facts.scheme or "hors-dispositif"
        for uri, belongs in (
            (f"recits/par-categorie/{category}/index.md", True),
            (f"recits/par-duree/{band}/index.md", True),
            (f"recits/par-categorie/{category}/{band}/index.md", True),
            (f"recits/par-point-de-vue/{facts.viewpoint}/index.md", True),
            ("recits/par-dispositif/renfort/index.md", scheme == "renfort"),
            ("recits/par-dispositif/hors-dispositif/index.md", scheme == "hors-dispositif"),
            (
                "collectivites/ville-d-essai.md",
                "ville-d-essai" in {facts.collectivity, facts.host},
            ),
        ):
            assert (story.uri in told(site, uri)) is belongs, (uri, facts)
    schemes = {story.facts.scheme for story in there}
    assert {"renfort", None} < schemes, "the same scheme, none, and others"
    assert "ville-d-essai" in {story.facts.collectivity for story in there}


def test_stories_are_by_date_wherever_they_are_told_and_fictions_last(site: Site) -> None:
    stories = site.all.ordered
    days = [story.facts.published_on for story in stories if not story.facts.example]

    assert days == sorted(days, reverse=True)
    assert [story.facts.example for story in stories] == [False] * 23 + [True]


def test_a_card_says_where_its_story_is_told_and_leads_there(
    pages: Mapping[str, SitePage], around: Neighbourhood
) -> None:
    (card,) = (
        card
        for card in re.findall(
            r'<li class="es-item">.*?</li>', pages["recits/index.md"].head, re.DOTALL
        )
        if around.stories[0].address in card
    )

    assert f'<a href="{around.stories[0].address}" rel="external">' in card
    assert f"Raconté sur {around.stories[0].neighbour.name}, un autre site." in card
    assert "es-badge" not in card


def test_a_site_without_neighbours_does_not_speak_of_them(library: Library) -> None:
    """The golden pages hold the rest."""
    for page in make_pages(make_site(library, neighbourhood=NOBODY)):
        assert not re.search(
            "racontés? ailleurs|, un autre site|rel=.external", page.head + page.foot
        ), page.uri


def test_feeds_and_open_data_hold_no_story_of_neighbours(library: Library, site: Site) -> None:
    own = {uri: b"".join(feed) for uri, feed in make_feeds(make_site(library))}
    for uri, content in make_feeds(site):
        feed = b"".join(content)
        assert own.get(uri, feed) == feed
        assert b"voisin" not in feed
    data = {uri: b"".join(content) for uri, content in make_open_data(library, (), site.settings)}
    assert not [uri for uri, content in data.items() if b"voisin" in content]


def test_counts_say_how_many_are_told_elsewhere(site: Site, pages: Mapping[str, SitePage]) -> None:
    assert site.all.tally == Tally(stories=23, examples=1, elsewhere=20)
    text = plain(pages["recits/index.md"].head)
    assert "23 récits, dont 20 racontés ailleurs, et 1 exemple de fiction" in text
    assert "comptent aussi les récits racontés sur d’autres sites" in text


@pytest.mark.parametrize(
    ("own", "there", "said"),
    [
        (True, [], "3 récits et 1 exemple de fiction"),
        (True, [0], "4 récits, dont 1 raconté ailleurs, et 1 exemple de fiction"),
        (False, [0], "1 récit, raconté ailleurs"),
        (False, [0, 1], "2 récits, tous racontés ailleurs"),
    ],
)
def test_the_sentence_of_a_count(
    library: Library, around: Neighbourhood, *, own: bool, there: list[int], said: str
) -> None:
    library = library if own else replace(library, stories=())
    site = make_site(library, neighbourhood=only(around, *there))
    (page,) = (page for page in make_pages(site) if page.uri == "recits/index.md")

    assert (
        re.findall(r'<h2 class="es-tally"[^>]*>(.*?)</h2>', page.head, re.DOTALL)[0].replace(
            "\u00a0", " "
        )
        == said
    )


def test_fictions_are_no_longer_counted_once_a_neighbour_tells_a_true_story(
    library: Library, around: Neighbourhood
) -> None:
    fictions = tuple(story for story in library.stories if story.facts.example)
    site = make_site(replace(library, stories=fictions), neighbourhood=only(around, 0))
    home = plain(make_block(Block.WELCOME, "index.md", site))

    assert "1 récit, confié par des agents publics, raconté ailleurs." in home
    assert f", raconté sur {around.stories[0].neighbour.name}" in home
    assert "fictions" not in home


def test_the_explorer_asks_of_neighbours_all_that_it_asks_of_ours(site: Site) -> None:
    facets = {facet.key: facet for facet in make_facets(site)}
    files = dict(make_explorer_files(site))
    answers = json.loads(files[ANSWERS])

    assert (answers["recits"], answers["exemples"]) == (23, 1)
    for key, column in answers["reponses"].items():
        assert column["valeurs"] == [choice.slug for choice in facets[key].choices]
    for key, facet in facets.items():
        if facet.by_employer is None:
            for story, position in zip(
                site.all.ordered, answers["reponses"][key]["recits"], strict=True
            ):
                positions = position if isinstance(position, list) else [position]
                values = {answers["reponses"][key]["valeurs"][each] for each in positions}
                assert values == set(facet.answers(story.facts)), key
    tellers = [(choice.label, choice.tally.stories) for choice in facets["raconte"].choices]
    assert tellers == [("Sur ce site", 3), ("Sur Passages 29", 10), ("Sur Trame 44", 10)]
    cards = [card for uri in files if "fiches-" in uri for card in json.loads(files[uri])]
    assert len(cards) == 24
    assert sum('rel="external"' in card for card in cards) == 20


def test_who_tells_is_asked_only_where_neighbours_tell(library: Library) -> None:
    assert "raconte" not in {facet.key for facet in make_facets(make_site(library))}


def test_what_is_near_holds_the_employers_of_neighbours_without_a_page_here(site: Site) -> None:
    places = json.loads(dict(make_explorer_files(site))[PLACES])["employeurs"]
    addresses = {slug: address for slug, _, _, _, address, _ in places}

    assert addresses["essai"] == "collectivites/ville-d-essai/"
    assert addresses["quai-1"] == ""


def test_an_employer_that_neighbours_know_too_is_one(
    site: Site, pages: Mapping[str, SitePage]
) -> None:
    page = pages["collectivites/index.md"].head
    own = pages["collectivites/ville-d-essai.md"].foot

    assert page.count("Ville d’Essai</a>") == 1
    assert "Cet employeur a aussi sa page sur Passages 29" in plain(own)
    assert len(site.elsewhere.employers) == 38


def test_employers_of_neighbours_stand_in_their_department_marked(
    around: Neighbourhood, pages: Mapping[str, SitePage]
) -> None:
    one = next(employer for employer in around.employers if employer.name == "Ville de Quai-1")
    page = pages["collectivites/index.md"].head
    section = next(s for s in page.split("<section>") if one.address in s)

    assert f'id="es-departement-{str(one.department).lower()}"' in section
    assert f'<a href="{one.address}" rel="external">Ville de Quai-1</a>' in section
    assert "Ville de Quai-1 (sur Passages 29)" in plain(section)
    assert f">{one.department}</text></a>" in page


def test_several_neighbours_may_know_the_same_employer(
    library: Library, around: Neighbourhood
) -> None:
    employer = next(one for one in around.employers if one.name == "Ville de Quai-1")
    other = around.neighbours[1]
    twin = replace(employer, neighbour=other, id="x", address=f"{other.address}collectivites/x/")
    both = replace(around, employers=(*around.employers, twin))
    pages = {page.uri: page for page in make_pages(make_site(library, neighbourhood=both))}
    text = pages["collectivites/index.md"].head

    assert plain(text).count("Ville de Quai-1 ") == 1
    assert "Ville de Quai-1 (sur Passages 29, Trame 44, sur Ville de Quai-1)" in plain(text)
    assert twin.address in text


def test_a_page_of_a_scheme_says_who_took_it_up_there(
    library: Library, around: Neighbourhood, pages: Mapping[str, SitePage]
) -> None:
    text = plain(pages["dispositifs/renfort/index.md"].foot)

    assert (
        "École du Test & <Fils>".replace("<", "&lt;").replace(">", "&gt;").replace("&", "&amp;", 1)
        in text
    )
    said = "version 0.1.0, depuis 2025 : Deux jours par mois (dit sur Passages 29)"
    assert f"Ville de Quai-2, {said}" in text
    assert "Ce dispositif a aussi sa fiche sur Passages 29" in text
    kin = sum(
        story.facts.scheme == "renfort"
        for story in make_site(library, neighbourhood=around).elsewhere.stories
    )
    assert f"{2 + kin} récits sur ce dispositif, dont {kin} racontés ailleurs." in text


def test_an_adoption_that_this_site_says_too_is_said_once(
    library: Library, around: Neighbourhood
) -> None:
    school = library.collectivities["ecole-du-test"].facts
    adoption = around.adoptions[0]
    employer = replace(adoption.employer, siren=school.siren, name=school.name)
    known = replace(around, adoptions=(replace(adoption, employer=employer),))
    pages = {page.uri: page for page in make_pages(make_site(library, neighbourhood=known))}

    assert "dit sur" not in pages["dispositifs/renfort/index.md"].foot
    assert "Un jour par mois" in pages["dispositifs/renfort/index.md"].foot


def test_the_schemes_of_neighbours_are_shown_unless_kin_of_ours(
    pages: Mapping[str, SitePage],
) -> None:
    text = plain(pages["dispositifs/index.md"].head)

    assert "Décrits sur d’autres sites" in text
    assert text.count("La passerelle de Passages 29") == 1
    assert "Décrit sur Passages 29, un autre site." in text
    assert text.count("Le renfort d’un mois") == 1


def test_a_scheme_is_kin_by_who_first_bore_it_and_its_first_name(
    library: Library, around: Neighbourhood
) -> None:
    site = around.neighbours[0]
    others = (
        scheme(site, "a", "Même nom", "Autre ville", Lineage(KIN.scheme, "404833048")),
        scheme(site, "b", "Même porteur", "Ville d’Essai", Lineage("autre", KIN.bearer_siren)),
        scheme(site, "c", "Sans lignée", "Ville d’Essai", None),
        scheme(site, "d", "Renommé", "Ville d’Essai", KIN),
    )
    made = make_site(library, neighbourhood=replace(around, schemes=others, stories=()))

    assert [one.title for told in made.elsewhere.schemes.values() for one in told] == [
        "Même nom",
        "Même porteur",
        "Sans lignée",
    ]
    assert [one.title for one in made.elsewhere.schemes_of_ours["renfort"]] == ["Renommé"]


def test_a_scheme_that_was_renamed_is_kin_of_those_taken_before_and_after(
    library: Library, around: Neighbourhood
) -> None:
    """Whoever renamed it: a neighbour, or this site."""
    one, other = around.neighbours
    first = Lineage("navette", "404833048")
    later = replace(first, scheme="appui")
    ours = replace(KIN, scheme="coup-de-main")
    others = (
        replace(scheme(one, "appui", "L’appui", "Ville", first), later_names=("appui",)),
        scheme(other, "navette", "Pris avant", "Port", first),
        scheme(other, "appui", "Pris après", "Port", later),
        scheme(other, "renfort", "Le nôtre, avant", "Port", KIN),
        scheme(other, "coup-de-main", "Le nôtre, après", "Port", ours),
    )
    renfort = library.schemes["renfort"]
    facts = renfort.facts.model_copy(update={"former_slugs": (KIN.scheme,)})
    renamed = replace(renfort, slug="coup-de-main", facts=facts)
    schemes = {name: one for name, one in library.schemes.items() if name != "renfort"}
    library = replace(library, schemes=schemes | {"coup-de-main": renamed})
    elsewhere = see_elsewhere(replace(around, schemes=others, stories=()), library)

    assert [[one.title for one in told] for told in elsewhere.schemes.values()] == [
        ["L’appui", "Pris avant", "Pris après"]
    ]
    assert [one.title for one in elsewhere.schemes_of_ours["coup-de-main"]] == [
        "Le nôtre, avant",
        "Le nôtre, après",
    ]


def test_a_scheme_that_only_neighbours_have_is_a_filter_of_the_stories(
    pages: Mapping[str, SitePage], site: Site
) -> None:
    html = pages["recits/par-dispositif/index.md"].head
    led = re.findall(r'recits/\?dispositif=([^"]+)">([^<]*)<', html)
    facets = {facet.key: facet for facet in make_facets(site)}

    assert [label for _, label in led] == [
        "La passerelle de Passages 29",
        "La passerelle de Trame 44",
    ]
    assert {slug for slug, _ in led} <= {choice.slug for choice in facets["dispositif"].choices}


def test_a_scheme_that_this_site_took_is_kin_of_the_one_that_it_took(
    library: Library, around: Neighbourhood
) -> None:
    """Whatever it is called here, and whoever bears it here."""
    taken = TakenScheme.model_validate(
        {
            "origine": "https://voisin-1.example/",
            "dispositif": "passerelle",
            "version": "0.1.0",
            "date": "2026-01-05",
            "pris_le": "2026-02-01",
            "porteur": {"id": "ville", "nom": "Ville de Quai-1", "siren": siren(1)},
            "licence": "etalab-2.0",
            "fichiers": {"index.md": "0" * 64},
        }
    )
    library = replace(library, taken={"renfort": taken})
    elsewhere = make_site(library, neighbourhood=around).elsewhere

    assert [one.address for one in elsewhere.schemes_of_ours["renfort"]] == [
        "https://voisin-1.example/dispositifs/passerelle/"
    ]


def test_what_a_neighbour_wrote_is_text_and_leads_to_the_web_alone(
    library: Library, around: Neighbourhood
) -> None:
    bad = only(around, 0, title=HOSTILE, summary=HOSTILE, address="javascript:alert(1)")
    neighbour = replace(around.neighbours[0], name=HOSTILE)
    stories = (replace(bad.stories[0], neighbour=neighbour),)
    employers = tuple(
        replace(one, name=HOSTILE, address="javascript:alert(2)", neighbour=neighbour)
        for one in bad.employers[:3]
    )
    schemes = tuple(
        replace(one, title=HOSTILE, address="data:x", neighbour=neighbour)
        for one in bad.schemes[:2]
    )
    site = make_site(
        library,
        neighbourhood=replace(bad, stories=stories, employers=employers, schemes=schemes),
    )
    texts = [str(page.head + page.foot) for page in make_pages(site)]
    texts += [block(name, site) for name in Block if name.startswith(("essais", "disp", "bienv"))]
    texts += [content.decode() for uri, content in make_explorer_files(site) if "fiches" in uri]

    for text in texts:
        assert "<script>alert" not in text
        assert not re.search(r'href="?\s*(javascript|data):', text)
    assert any("&lt;script&gt;" in text for text in texts)


def test_a_site_tried_on_its_own_machine_is_led_to(library: Library, around: Neighbourhood) -> None:
    address = "http://127.0.0.1:8000/recits/x/"
    site = make_site(library, neighbourhood=only(around, 0, address=address))
    cards = b"".join(c for uri, c in make_explorer_files(site) if "fiches" in uri).decode()

    assert f'href=\\"{address}\\"' in cards


def test_who_tried_what_is_said_by_scheme(site: Site) -> None:
    text = plain(block(Block.TRIED_SCHEMES, site))

    assert "Porteur : Ville d’Essai. Testé, depuis 2024 : essayé au moins une fois." in text
    assert "Ville de Quai-2 (sur Passages 29) l’a repris, version 0.1.0, depuis 2025" in text
    assert "La passerelle de Passages 29 Porteur : Ville de Quai-1 (sur Passages 29)." in text
    assert "Décrit sur Passages 29" in text
    html = block(Block.TRIED_SCHEMES, site)
    assert 'href="https://voisin-1.example/dispositifs/passerelle/#es-demander"' in html


def test_who_tried_what_is_said_by_skill_of_true_stories_alone(
    library: Library, site: Site
) -> None:
    own = block(Block.TRIED_SKILLS, make_site(library))
    fictions = tuple(
        replace(s, facts=s.facts.model_copy(update={"skills": ("Navigation à voile",)}))
        for s in library.stories
        if s.facts.example
    )

    assert re.findall("<dt>(.*?)</dt>", own) == ["accueil du public", "tri d’archives"]
    assert "Ville d’Essai, École du Test &amp; &lt;Fils&gt;. Lire ce récit" in plain(own)
    assert "Agente" not in own
    everywhere = block(Block.TRIED_SKILLS, site)
    assert re.findall("<dt>(.*?)</dt>", everywhere) == [
        *("Accueil du public", "Conduite de réunion", "Marchés publics", "Tri d’archives"),
    ]
    invented = make_site(replace(library, stories=fictions))
    assert "Navigation" not in block(Block.TRIED_SKILLS, invented)
    assert "Aucun vrai récit" in block(Block.TRIED_SKILLS, invented)


def test_skills_are_many_and_the_page_stays_bounded(
    library: Library, around: Neighbourhood
) -> None:
    stories = tuple(
        replace(around.stories[n % 20], id=f"x{n}", skills=(f"Compétence {n}", "Commune à tous"))
        for n in range(300)
    )
    site = make_site(library, neighbourhood=replace(around, stories=stories))
    html = block(Block.TRIED_SKILLS, site)

    assert html.count("<dt>") == 100
    assert "encore 203 autres compétences" in plain(html)
    shared = html[html.index("Commune à tous") :].split("</dd>")[0]
    assert shared.count("<a ") == 8 + 1
    assert re.search(r"et \d+ autres\.", plain(shared))


def test_who_tried_what_is_said_by_department(site: Site) -> None:
    text = plain(block(Block.TRIED_DEPARTMENTS, site))

    assert re.search(
        r"Corse-du-Sud \(2A\) .*Ville d’Essai : porte Le renfort d’un mois \(testé\) ; \d+ récits",
        text,
    )
    assert re.search(r"Ville de Quai-2 \(sur Passages 29\) : reprend Le renfort d’un mois", text)
    assert "Ville imaginaire" not in text


def test_the_page_is_useful_where_nobody_told_a_true_story(library: Library) -> None:
    site = make_site(replace(library, stories=()))

    assert "Porteur : Ville d’Essai." in plain(block(Block.TRIED_SCHEMES, site))
    assert "Ville d’Essai : porte" in plain(block(Block.TRIED_DEPARTMENTS, site))
    nothing = make_site(alone(library))
    assert "pas encore de dispositif" in block(Block.TRIED_SCHEMES, nothing)
    assert "Aucune administration" in block(Block.TRIED_DEPARTMENTS, nothing)


def test_a_hub_invites_nobody_to_tell_unless_one_may_write_to_it(
    library: Library, around: Neighbourhood, hub: Site
) -> None:
    written = [page.head + page.foot for page in make_pages(hub)]
    written += [make_block(name, "index.md", hub) for name in (Block.WELCOME, Block.LATEST)]

    assert not [text for text in written if "Racontez votre" in text or "le vôtre</a>" in text]
    contact = Settings(publisher=Publisher.model_validate({"contact": "nous@ville.example"}))
    reached = make_site(alone(library), settings=contact, neighbourhood=around)
    assert [page for page in make_pages(reached) if "Racontez votre" in page.head]


def test_a_hub_has_stories_schemes_and_employers_to_show(hub: Site) -> None:
    pages = {page.uri: page for page in make_pages(hub)}

    assert "20 récits, tous racontés ailleurs" in plain(pages["recits/index.md"].head)
    assert not [uri for uri, page in pages.items() if "Suivre ces récits" in page.head]
    assert pages["dispositifs/index.md"].head.count('class="es-card"') == 3
    assert pages["collectivites/index.md"].head.count('rel="external"') == 40
    assert "es-compare" not in pages["dispositifs/index.md"].head
    home = make_block(Block.SCHEMES, "index.md", hub)
    assert home.count('class="es-card"') == 3
    assert make_block(Block.LATEST, "index.md", hub).count('class="es-item"') == 3


@pytest.mark.uncounted
def test_twenty_neighbours_of_a_thousand_stories_stay_as_light_as_one_site(
    library: Library,
) -> None:
    site = make_site(library, neighbourhood=made_up(20, 1000))
    answers = dict(make_explorer_files(site))[ANSWERS]
    (page,) = (page for page in make_pages(replace_lists(site)) if page.uri == "recits/index.md")

    assert site.all.tally.elsewhere == 20_000
    assert len(gzip.compress(answers, 6)) <= MOST_BYTES
    assert len(gzip.compress(page.markdown.encode(), 6)) <= 20_000
    for name in (Block.TRIED_SCHEMES, Block.TRIED_SKILLS, Block.TRIED_DEPARTMENTS):
        assert len(gzip.compress(block(name, site).encode(), 6)) <= 20_000


def replace_lists(site: Site) -> Site:
    """Return the site without the lists that are not looked at here."""
    return replace(site, categories=(), bands=(), cells=(), viewpoints=(), collectivities=())
