# SPDX-License-Identifier: EUPL-1.2
"""Every word of the built sites is French, well set, and an acronym is in the list."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from escales.words.glossary import ACRONYM, glossary

LANGUAGES = "partials/languages"
PHRASE = re.compile(r'"([\w.]+)": "((?:[^"\\]|\\.)*)"')
# What no sentence is made of; then what is not said in French on purpose: a text in English that
# says so, the name of a button or of a page, between quotation marks or in a link.
UNSAID = re.compile(
    r"<(script|style|code|pre|kbd|svg|template)\b.*?</\1>|<(\w+)[^>]*\blang=\"en\"[^>]*>.*?</\2>"
    r"|<!--.*?-->",
    re.DOTALL,
)
QUOTED = re.compile("«[^«»]*»|\\(«[^«»]*»\\)")
TAG = re.compile(r'<[a-z!/](?:[^<>"]|"[^"]*")*>', re.IGNORECASE)
TOLD = re.compile(
    r'\s(aria-label|aria-description|title|placeholder|alt|label|data-[\w-]+)="([^"]*)"'
)
MACHINES = re.compile(r"data-(?:md-|pagefind|key$|categorie$|duree$)")
NAMED = re.compile(r'<meta[^>]*(?:name|property)="(?:description|og:\w+)"[^>]*content="([^"]*)"')
WORD = re.compile(r"(?<![\w’'.-])[a-z]+(?![\w’'-])", re.IGNORECASE)
GIGABYTES = re.compile(r"\d\sGo\b")
# Common in English, and no word of French: "on", "an", "change" or "table" are both.
ENGLISH = frozenset(
    """about above add after all already also and any are back be because been before below between
    both by can cancel choose clear click close copied copy could delete did disabled
    done down download each edit empty enter error even failed few find for found from
    get go has have help here hide home how if into is it its jump just keyboard last least leave
    left loading log logged make matching may missing more most must my name need new next no not of
    off open other our out over password please press previous read related remove required
    reset results save search see select send settings share should show skip some start
    submit such than thank that the their them then there these they this those to toggle too top
    unknown untitled up update updated upload use used view was we were what when where which while
    who will with without would yes you your""".split()  # noqa: SIM905  # a list would fill a page
)
# Said in English on purpose: on one page, for a reason.
KEPT = {
    "Removing sensitive data from a repository": "the title of a page of GitHub",
    "Open Opportunities": "the name of a programme of the United States",
}
# Faults of the French of Material, which its next version may bring back.
FAULTY = ("Editer cette page", "Metadonnées", "presse-papier", "Taper pour démarrer")


class Said(NamedTuple):
    page: str
    where: str  # "text", or the name of an attribute
    text: str


@pytest.fixture(scope="module", params=["fixture", "living"])
def said(request: pytest.FixtureRequest) -> list[Said]:
    """Return all that the pages of a site say."""
    name = {"fixture": "built", "living": "published_site"}[request.param]
    return list(_said(request.getfixturevalue(name)))


def _said(site: Path) -> Iterator[Said]:
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        if page.startswith("projet/"):
            continue  # the same again, for another address
        html = UNSAID.sub(" ", path.read_text(encoding="utf-8"))
        for attribute, value in TOLD.findall(html):
            if not MACHINES.match(attribute):
                yield Said(page, attribute, unescape(value))
        for value in NAMED.findall(html):
            yield Said(page, "meta", unescape(value))
        head, _, html = html.partition("</title>")  # a title may lose its no-break spaces
        yield Said(page, "title", unescape(head.partition("<title>")[2]))
        for text in TAG.split(html):
            if text.strip():
                yield Said(page, "text", unescape(text.strip()))


def english_in(text: str) -> set[str]:
    for kept in KEPT:
        text = text.replace(kept, "")
    said = GIGABYTES.sub("", QUOTED.sub("", text))
    return {word for word in WORD.findall(said) if word.lower() in ENGLISH}


def test_english_is_told_from_french() -> None:
    assert english_in("Back to top, or Open Opportunities") == {"Back", "to", "top"}
    assert english_in("On change de page, « Settings » dit-on, et l’on en sort.") == set()
    assert english_in("Il faut 8\u00a0Go, soit 8 Go. Go on.") == {"Go"}


def test_no_word_of_a_page_is_english(said: list[Said]) -> None:
    """Texts, and what attributes say to those who do not see."""
    found = {(one.page, one.where, one.text[:80]) for one in said if english_in(one.text)}

    assert found == set()


@cache
def strings(language: str) -> dict[str, str]:
    theme = find_spec("material")
    assert theme
    folder = Path(str(theme.origin)).parent / "templates" / LANGUAGES
    return dict(PHRASE.findall((folder / f"{language}.html").read_text(encoding="utf-8")))


def test_no_string_of_the_theme_is_english_nor_faulty(said: list[Said]) -> None:
    french = set(strings("fr").values())
    english = {text for text in strings("en").values() if " " in text} - french
    texts = {one.text for one in said}

    assert {text for text in texts if text in english} == set()
    assert {text for text in texts for fault in FAULTY if fault in text} == set()


def test_each_sign_has_its_space_and_each_apostrophe_its_curl(said: list[Said]) -> None:
    texts = [one for one in said if one.where == "text"]
    signs = re.compile(r"\w [:;!?»](?!\))|« |(?<=[^\W\d_])'(?=[^\W\d_])|\.\.\.|\d %|\w[!?](?:\s|$)")

    assert {(one.page, one.text[:90]) for one in texts if signs.search(one.text)} == set()


def test_every_acronym_that_the_site_shows_is_in_the_list(published_site: Path) -> None:
    known = {term.word for term in glossary().acronyms} | set(glossary().names)
    shown = {
        (word, one.page)
        for one in _said(published_site)
        if one.where == "text"
        for word in ACRONYM.findall(one.text)
    }

    assert {(word, page) for word, page in shown if word not in known} == set()
    assert set(glossary().names) <= {word for word, _ in shown}


def test_the_page_of_the_glossary_shows_each_term_at_its_anchor(published_site: Path) -> None:
    page = (published_site / "glossaire/index.html").read_text(encoding="utf-8")

    for term in (*glossary().acronyms, *glossary().words):
        assert f'<dt id="{term.anchor}">{term.word}' in page


def test_a_page_spells_an_acronym_out_once(published_site: Path) -> None:
    for path in published_site.rglob("*.html"):
        found = re.findall(r'<abbr title="[^"]*">([A-Z]+)</abbr>', path.read_text(encoding="utf-8"))
        assert len(found) == len(set(found)), path
