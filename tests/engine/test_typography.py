# SPDX-License-Identifier: EUPL-1.2
"""French typography is set in what is read, wherever it is read, and in nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from mkdocs.structure.toc import get_toc
from playwright.sync_api import Browser

from browsing import THEME, opened_among_scripts
from escales.checking.load import load
from escales.content.library import with_names
from escales.documents.manuscript import make_act, with_instructions
from escales.form.patterns import shared_rules
from escales.html.article_numbers import keep_whole
from escales.html.cleaning import clean_page, safe_meta
from escales.html.render import Rendered, make_renderer
from escales.mkdocs.files import typeset_titles
from escales.open_data.records import story_record
from escales.pages import SitePage
from escales.settings.site import Settings
from escales.words.typography import ELISIONS, typeset, typeset_html, typeset_markdown

# What an author types, then what is read: ~ is a no-break space, ^ a narrow one.
SET = [
    ("Pourquoi ? Parce que : oui ; non !", "Pourquoi~? Parce que~: oui~; non~!"),
    ("Vraiment? Oui; bravo!", "Vraiment~? Oui~; bravo~!"),
    ("un en-tête « titre: oui »", "un en-tête «~titre: oui~»"),
    ("quoi?! quoi ?!", "quoi~?! quoi~?!"),
    ("« un mot », «un mot»", "«~un mot~», «~un mot~»"),
    ('Il dit "non", puis ("oui").', "Il dit «~non~», puis («~oui~»)."),
    ("l'été, aujourd'hui", "l’été, aujourd’hui"),
    ("'ainsi', 5' et 6\"", "'ainsi', 5' et 6\""),
    ("et puis... rien....", "et puis… rien...."),
    ("10 %, 10%, 2 000 €", "10~%, 10~%, 2^000~€"),
    ("12 345 678 agents, 4~700", "12^345^678~agents, 4^700"),
    ("en 2025 300 agents", "en 2025 300~agents"),
    ("3 mois, 2 ans, 1 jour, 5 h", "3~mois, 2~ans, 1~jour, 5~h"),
    ("3 moissons, 12:30, 3:2", "3 moissons, 12:30, 3:2"),
    ("article L. 512-6, art. R. 123-7", "article~L.~512-6, art. R.~123-7"),
    ("décret n° 2008-580, articles 8-1 et 9", "décret n°~2008-580, articles~8-1 et 9"),
    ("un article de loi, un appel. 3 fois", "un article de loi, un appel. 3 fois"),
    ("https://a.fr/l'eau?x : voir", "https://a.fr/l'eau?x~: voir"),
    ("qui@exemple.fr ; non", "qui@exemple.fr~; non"),
    ("la fin  :", "la fin~:"),
    ("la fin^! «^non^»", "la fin~! «~non~»"),
    (":", ":"),
    ("«", "«"),
    ("", ""),
]
AS_TYPED = st.lists(
    st.one_of(
        st.sampled_from([*" :;!?'\"«»….-%€()<>[]`\n\u00a0\u202f\x00\x01", "...", "://", "@", "l'"]),
        st.sampled_from(["mot", "été", "3", "12", "000", "mois", "h", "&amp;", "www."]),
    ),
    max_size=24,
).map("".join)
HTML = AS_TYPED.map(lambda text: text.replace("<", "&lt;").replace(">", "&gt;"))


def told(shown: str) -> str:
    return shown.replace("~", "\u00a0").replace("^", "\u202f")


@pytest.mark.parametrize(("typed", "read"), SET)
def test_a_text_is_read_as_french_prints_it(typed: str, read: str) -> None:
    assert typeset(told(typed)) == told(read)


@given(AS_TYPED)
@settings(max_examples=1500)
def test_a_text_that_is_set_stays_as_it_is(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)
    assert typeset_markdown(typeset_markdown(text)) == typeset_markdown(text)
    assert typeset_html(typeset_html(text)) == typeset_html(text)


@given(AS_TYPED)
def test_no_word_is_changed(text: str) -> None:
    """Only spaces, apostrophes, quotation marks and dots are."""
    signs = re.compile("[\\s'’\"«»….]+")

    assert signs.sub("", typeset(text)) == signs.sub("", text)


def test_only_the_texts_of_html_are_set() -> None:
    html = (
        '<h2 id="l\'un">l\'un : <code>l\'un : x</code></h2><pre>a : "b"</pre>'
        '<a href="https://a.fr/l\'eau : x?" title="l\'eau">l\'<em>eau</em> ?</a>'
        '<img src="l\'eau.png" alt="l\'eau : \xe0 voir">&amp; <b>oui</b> : &lt;a; b'
    )

    assert typeset_html(html) == told(
        '<h2 id="l\'un">l’un~: <code>l\'un : x</code></h2><pre>a : "b"</pre>'
        '<a href="https://a.fr/l\'eau : x?" title="l\'eau">l’<em>eau</em>~?</a>'
        '<img src="l\'eau.png" alt="l’eau~: \xe0 voir">&amp; <b>oui</b>~: &lt;a~; b'
    )


def test_only_the_sentences_of_markdown_are_set() -> None:
    text = (
        "l'eau : `x : y` [l'eau](a'b.md \"l'eau : x\") : [[cle : x]] <https://a.fr/l'eau>\n\n"
        "| l'un : | b |\n| :--- | ---: |\n\n[x]: https://a.fr 'l'eau'\n\n"
        "    l'eau : b\n\n- l'eau\n"
    )

    assert typeset_markdown(text) == told(
        "l’eau~: `x : y` [l’eau](a'b.md \"l'eau : x\")~: [[cle : x]] <https://a.fr/l'eau>\n\n"
        "| l’un~: | b |\n| :--- | ---: |\n\n[x]: https://a.fr 'l'eau'\n\n"
        "    l'eau : b\n\n- l’eau\n"
    )


def typed(path: Path) -> None:
    """Write a file again as a keyboard would have it."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.translate({0xA0: " ", 0x2019: "'"}), encoding="utf-8")


@pytest.fixture
def careless(root: Path) -> Path:
    """Return the fixture site as typed in haste, with one more sentence in a story."""
    story = root / "stories/premier.md"
    text = story.read_text(encoding="utf-8").replace("Venez.", "Venez ! C’est l’été : 3 mois...")
    text = text.replace(
        "titre: Un premier essai au guichet", 'titre: "L\'essai « premier » : un essai"'
    )
    story.write_text(text, encoding="utf-8")
    for path in root.glob("s*/**/*.md"):
        if "versions" not in path.parts:  # they stay as they were published
            typed(path)
    return root


def test_all_that_is_published_of_a_careless_story_is_set(careless: Path) -> None:
    """The title, the data, the page, its headings and its Markdown; the file stays as it was."""
    before = (careless / "stories/premier.md").read_bytes()
    library = load(careless)
    story = next(one for one in library.stories if one.slug == "premier")
    text = told("Venez~! C’est l’été~: 3~mois…")
    made = rendered(story.body.text)

    assert story.facts.title == told("L’essai «~premier~»~: un essai")
    assert text in made.html
    assert made.toc[0]["children"][0]["id"] == "lintention-de-depart"
    assert text in story_record(with_names(story, library), "")["texte"]
    assert text in SitePage("x.md", "", "", None, Markup(), body=story.body.text).markdown
    assert (careless / "stories/premier.md").read_bytes() == before


def rendered(text: str) -> Rendered:
    return make_renderer()(SitePage("x.md", "Titre", "", None, Markup(), body=text))


def test_the_names_of_headings_are_set_in_menus_and_their_ids_are_not(careless: Path) -> None:
    story = next(one for one in load(careless).stories if one.slug == "premier")
    toc = get_toc(rendered(story.body.text).toc)  # type: ignore[arg-type]  # Markdown's tokens
    page = SimpleNamespace(meta={}, title="L'essai", toc=toc)

    typeset_titles(page)  # type: ignore[arg-type]  # all that it reads of a page

    intention = page.toc.items[0].children[0]
    assert (intention.title, intention.id) == ("L’intention de départ", "lintention-de-depart")
    assert page.title == "L’essai"


def test_the_documents_of_a_kit_are_set(careless: Path) -> None:
    library = load(careless)
    document = library.kits["renfort"][0]
    act = make_act(document, library, Settings())
    manuscript = with_instructions(act, document, library, Settings())

    shown = manuscript.as_html()
    assert "'" not in shown + manuscript.title + manuscript.footer
    assert re.search(r" [:;!?»]", re.sub("<[^>]*>", "", shown)) is None


def test_a_page_written_by_hand_is_set() -> None:
    assert clean_page("<p>l'eau : <code>l'un</code></p>", lambda _: "") == told(
        "<p>l’eau~: <code>l'un</code></p>"
    )
    assert safe_meta({"title": "L'eau : ici"}) == {"title": told("L’eau~: ici")}


@pytest.mark.browser
def test_the_preview_of_the_form_sets_texts_as_the_site_does(browser: Browser) -> None:
    texts = [told(typed) for typed, _ in SET] + [*examples()]
    script = """async ([texts, rules]) => {
      const { french } = await import("/assets/typography.js");
      return texts.map((text) => french(text, rules));
    }"""
    with opened_among_scripts(browser) as page:
        shown: list[str] = page.evaluate(script, [texts, shared_rules()])

    assert dict(zip(texts, shown, strict=True)) == {text: typeset(text) for text in texts}


def examples() -> Iterator[str]:
    """Yield the sentences of every explanation: they are full of signs."""
    from escales.problems.explanations import explanations  # noqa: PLC0415  # one test needs it

    for one in explanations().values():
        yield from (one.sentence, one.meaning, one.wrong.replace("\u00a0", " "))


def test_what_is_set_is_plain_json(careless: Path) -> None:
    facts: dict[str, Any] = load(careless).stories[0].facts.model_dump(mode="json")

    assert json.loads(json.dumps(facts)) == facts


def test_the_search_elides_the_same_words_as_the_program() -> None:
    text = (THEME / "assets/search/words.js").read_text(encoding="utf-8")
    assert re.findall(r"ELISION = /\(\?<!\S+?\)\(\?:(\S+?)\)\[", text) == [ELISIONS]


def test_the_number_of_an_article_never_breaks_and_is_copied_as_it_is() -> None:
    html = told(
        '<p title="article~8-1">l’article~L.~512-6, de <code>article~8-1</code> à 10-40~%</p>'
    )

    assert keep_whole(html) == told(
        '<p title="article~8-1">l’<span class="es-number">article~L.~512-6</span>,'
        " de <code>article~8-1</code> à 10-40~%</p>"
    )
