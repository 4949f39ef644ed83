# SPDX-License-Identifier: EUPL-1.2
"""The feeds: valid, dated by the content alone, with ids that never change."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Library
from escales.pages import make_site
from escales.pages.feeds import ATOM, make_feeds
from escales.settings.site import Settings

SPACE = {"a": ATOM}
SCHEMAS = Path(__file__).parent / "schemas"
GRAMMAR = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
JSON_FEED = Draft202012Validator(json.loads((SCHEMAS / "jsonfeed-1.1.schema.json").read_text()))
SITE = "https://escales.example/projet/"
HERE = Settings(name="Passages 29", address=SITE)
VERSIONS = "dispositifs/renfort/flux.xml"


def feeds(library: Library, settings: Settings = HERE) -> dict[str, bytes]:
    made = list(make_feeds(make_site(library, settings=settings)))
    assert len(dict(made)) == len(made), "no address is made twice"
    return {uri: b"".join(content) for uri, content in made}


def atom(uri: str, settings: Settings = HERE, root: Path = FIXTURE) -> Any:  # noqa: ANN401  # lxml has no types
    return etree.fromstring(feeds(load(root), settings)[uri])


def texts(element: Any, path: str) -> list[str]:  # noqa: ANN401  # likewise
    return [found.text for found in element.findall(path, SPACE)]


def links(element: Any) -> dict[str, str]:  # noqa: ANN401  # likewise
    return {link.get("rel"): link.get("href") for link in element.findall("a:link", SPACE)}


def items(uri: str, root: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(feeds(load(root))[uri])["items"]
    return found


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_every_list_has_its_feeds_and_what_is_imagined_has_none() -> None:
    made = {uri for uri in feeds(load(FIXTURE)) if uri != VERSIONS}
    bases = {uri.removesuffix("flux.xml") for uri in made if uri.endswith(".xml")}

    assert made == {f"{base}flux.{kind}" for base in bases for kind in ("xml", "json")}
    assert {base for base in bases if base.startswith("collectivites/")} == {
        "collectivites/ecole-du-test/",
        "collectivites/une-commune-de-corse/",
        "collectivites/ville-d-essai/",
    }
    assert {base for base in bases if base.startswith("recits/par-dispositif/")} == {
        "recits/par-dispositif/hors-dispositif/",
        "recits/par-dispositif/renfort/",
    }
    assert {
        "recits/",
        "recits/par-categorie/c/",
        "recits/par-categorie/c/jusqu-a-3-mois/",
        "recits/par-duree/plus-de-2-ans/",
    } <= bases
    assert {base for base in bases if base.startswith("recits/par-point-de-vue/")} == {
        "recits/par-point-de-vue/agent/",
        "recits/par-point-de-vue/manager-origine/",
        "recits/par-point-de-vue/rh/",
    }
    assert "dispositifs/" in bases
    assert len(bases) == 1 + 3 + 7 + 3 * 7 + 2 + 3 + 3 + 1


def test_every_atom_feed_keeps_to_the_grammar_of_the_standard() -> None:
    """RFC 4287, appendix B."""
    for uri, content in feeds(load(FIXTURE)).items():
        if uri.endswith(".xml"):
            assert GRAMMAR.validate(etree.fromstring(content)), (uri, GRAMMAR.error_log)


def test_every_atom_feed_keeps_to_what_the_grammar_cannot_say() -> None:
    """RFC 4287: 4.1.1, 4.1.2 (authors, one alternate, self), 4.2.6 (ids), 4.2.7.2 (relations)."""
    for uri, content in feeds(load(FIXTURE)).items():
        if not uri.endswith(".xml"):
            continue
        feed = etree.fromstring(content)
        entries = feed.findall("a:entry", SPACE)
        ids = texts(feed, "a:id") + texts(feed, "a:entry/a:id")
        assert texts(feed, "a:author/a:name") == ["Passages 29"]
        assert len(ids) == len(set(ids))
        assert all(name.startswith(SITE) for name in ids)
        assert links(feed)["self"] == SITE + uri
        for element in (feed, *entries):
            alternates = element.findall("a:link[@rel='alternate']", SPACE)
            assert [link.get("type") for link in alternates] == ["text/html"]
            assert all(link.startswith(SITE) for link in links(element).values())


def test_every_json_feed_keeps_to_the_standard() -> None:
    for uri, content in feeds(load(FIXTURE)).items():
        if uri.endswith(".json"):
            feed = json.loads(content)
            assert [str(error) for error in JSON_FEED.iter_errors(feed)] == [], uri
            assert feed["feed_url"] == SITE + uri
            assert len({item["id"] for item in feed["items"]}) == len(feed["items"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<updated>2026-02-03T00:00:00Z</updated>\n  <author>", b"<author>"),
        (f"<id>{SITE}recits/premier/</id>".encode(), b""),
        (b"2026-02-01T00:00:00Z", b"2026-02-01"),
        (b'type="text/html"', b'type="html"'),
        (b"<author>", b"<author><nom/>"),
    ],
)
def test_the_grammar_refuses_what_is_wrong(old: bytes, new: bytes) -> None:
    """A judge that lets everything through would prove nothing."""
    content = feeds(load(FIXTURE))["recits/flux.xml"]

    assert old in content
    assert not GRAMMAR.validate(etree.fromstring(content.replace(old, new)))


def test_a_feed_tells_true_stories_the_newest_first(root: Path) -> None:
    assert items("recits/flux.json", root)[1:] == [
        {
            "id": f"{SITE}recits/seconde-voix/",
            "url": f"{SITE}recits/deuxieme-voix/",
            "title": "Laisser partir\u00a0: <oui>, mais *quand & comment\u00a0?",
            "summary": "L’encadrement d’origine raconte le même mois, avec ses "
            "«\u00a0oui\u00a0» et ses [non] (https://x.example).",
            "content_text": "L’encadrement d’origine raconte le même mois, avec ses "
            "«\u00a0oui\u00a0» et ses [non] (https://x.example).",
            "date_published": "2026-02-02T00:00:00Z",
        },
        {
            "id": f"{SITE}recits/premier/",
            "url": f"{SITE}recits/premier/",
            "title": "Un premier essai au guichet",
            "summary": "Une agente d’accueil prête main-forte un mois à l’école, et revient avec "
            "des idées.",
            "content_text": "Une agente d’accueil prête main-forte un mois à l’école, et revient "
            "avec des idées.",
            "date_published": "2026-02-01T00:00:00Z",
        },
    ]


def test_both_formats_tell_the_same(root: Path) -> None:
    feed, told = atom("recits/flux.xml", root=root), items("recits/flux.json", root)

    for name, key in (("id", "id"), ("title", "title"), ("summary", "summary")):
        assert texts(feed, f"a:entry/a:{name}") == [item[key] for item in told]
    assert texts(feed, "a:entry/a:updated") == [item["date_published"] for item in told]
    assert [links(entry)["alternate"] for entry in feed.findall("a:entry", SPACE)] == [
        item["url"] for item in told
    ]


def test_no_feed_tells_of_fiction_or_of_a_withdrawn_story() -> None:
    for uri, content in feeds(load(FIXTURE)).items():
        assert b"recit-imagine" not in content, uri
        assert b"recit-retire" not in content, uri


def test_a_feed_holds_the_twenty_newest_stories() -> None:
    library = load(FIXTURE)
    model = next(story for story in library.stories if story.slug == "troisieme-essai")
    day = date(2026, 6, 30)
    stories = tuple(
        replace(
            model,
            slug=f"essai-{n}",
            facts=model.facts.model_copy(update={"published_on": day - timedelta(days=n)}),
        )
        for n in range(25)
    )

    made = feeds(replace(library, stories=stories))
    feed = etree.fromstring(made["recits/flux.xml"])

    assert texts(feed, "a:entry/a:id") == [f"{SITE}recits/essai-{n}/" for n in range(20)]
    assert texts(feed, "a:updated") == ["2026-06-30T00:00:00Z"]


def test_an_empty_feed_has_a_date_that_does_not_depend_on_the_day() -> None:
    feed = atom("recits/par-duree/plus-de-2-ans/flux.xml")

    assert feed.findall("a:entry", SPACE) == []
    assert texts(feed, "a:updated") == ["2026-01-01T00:00:00Z"]


def test_the_id_of_a_story_outlives_its_address(root: Path) -> None:
    before = items("recits/flux.json", root)
    new = root / "stories/guichet.md"
    (root / "stories/premier.md").rename(new)
    change(root, "stories/guichet.md", "annee: 2025\n", "annee: 2025\nanciens_slugs: [premier]\n")

    after = items("recits/flux.json", root)

    assert [item["id"] for item in after] == [item["id"] for item in before]
    assert after[2]["url"] == f"{SITE}recits/guichet/"


def test_a_scheme_tells_its_versions_the_newest_first() -> None:
    made = atom(VERSIONS)

    assert texts(made, "a:title") == [
        "Passages 29 — Les versions de «\u00a0Le renfort d’un mois\u00a0»"
    ]
    assert texts(made, "a:updated") == ["2026-03-01T00:00:00Z"]
    assert texts(made, "a:entry/a:title") == ["Version 0.2.0", "Version 0.1.0"]
    assert texts(made, "a:entry/a:summary") == ["Ajout des étapes.", "Première version."]
    assert texts(made, "a:entry/a:updated") == ["2026-03-01T00:00:00Z", "2026-01-01T00:00:00Z"]
    assert links(made)["alternate"] == f"{SITE}dispositifs/renfort/"


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        (HERE, SITE),
        (Settings(address="https://ailleurs.example/x/", first_address=SITE), SITE),
        (Settings(name="L’Été des passages"), "https://l-ete-des-passages.invalid/"),
        (Settings(name="…"), "https://site.invalid/"),
        (Settings(name=f"{'a' * 62} b"), f"https://{'a' * 62}.invalid/"),
    ],
)
def test_ids_are_of_the_site_alone_and_stay_when_it_moves(settings: Settings, ids: str) -> None:
    """RFC 4287, 4.2.6: whole, for ever the same; RFC 2606: nobody owns what ends in .invalid."""
    versions, stories = atom(VERSIONS, settings), atom("recits/flux.xml", settings)

    assert texts(versions, "a:id") + texts(versions, "a:entry/a:id") == [
        f"{ids}dispositifs/renfort/",
        f"{ids}dispositifs/renfort/#0.2.0",
        f"{ids}dispositifs/renfort/#0.1.0",
    ]
    assert texts(stories, "a:id") + texts(stories, "a:entry/a:id") == [
        f"{ids}recits/",
        f"{ids}recits/troisieme-essai/",
        f"{ids}recits/seconde-voix/",
        f"{ids}recits/premier/",
    ]


def test_without_an_address_links_are_relative() -> None:
    assert links(atom(VERSIONS, Settings())) == {
        "alternate": "../../dispositifs/renfort/",
        "self": "../../dispositifs/renfort/flux.xml",
    }
    assert links(
        atom("collectivites/ville-d-essai/flux.xml", Settings()).find("a:entry", SPACE)
    ) == {"alternate": "../../recits/troisieme-essai/"}


def test_one_feed_tells_the_versions_of_all_schemes_the_newest_first(root: Path) -> None:
    """Each leads to what changed in it, where the version before was kept."""
    other = root / "schemes/appui/index.md"
    other.parent.mkdir()
    text = (root / "schemes/renfort/index.md").read_text(encoding="utf-8")
    text = re.sub(r"\ncircuit:.*?(?=\na_qui_demander)", "", text, flags=re.DOTALL)
    other.write_text(
        text.replace("Le renfort d’un mois", "L’appui d’un mois").replace(
            "2026-03-01", "2026-02-01"
        ),
        encoding="utf-8",
    )

    told = [(item["title"], item["url"]) for item in items("dispositifs/flux.json", root)]

    page = f"{SITE}dispositifs"
    assert told == [
        ("Le renfort d’un mois, version 0.2.0", f"{page}/renfort/versions/0.1.0-0.2.0/"),
        ("L’appui d’un mois, version 0.2.0", f"{page}/appui/#es-journal"),
        ("L’appui d’un mois, version 0.1.0", f"{page}/appui/#es-journal"),
        ("Le renfort d’un mois, version 0.1.0", f"{page}/renfort/#es-journal"),
    ]
    ids = [item["id"] for item in items("dispositifs/flux.json", root)]
    assert ids[0] == texts(atom(VERSIONS, root=root), "a:entry/a:id")[0]
