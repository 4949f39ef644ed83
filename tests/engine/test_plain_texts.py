# SPDX-License-Identifier: EUPL-1.2
"""What is plain goes past the patterns of Markdown, and the HTML is the same to the byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Extension, Markdown
from markdown.extensions.tables import TableExtension

from conftest import FIXTURE
from engine.test_fuzz import pieces, steady
from engine.test_hostile import LIVELY
from escales.html.fast_markdown import SIGNS, FastHeadings, FastPlainText

pytestmark = pytest.mark.random

BLOCKS = ["Un mot.", "é", "ok ", "  \n", "\n\n", "\n", "=", "---", "***", "# ", "## Titre", "[TOC]"]
BLOCKS += [
    "* a",
    "1. b",
    "> c",
    "    d",
    "\t",
    "|",
    "a | b\n--|--\n",
    "[a]: b",
    "[a]",
    "&amp;",
    "ª",
]
BLOCKS += ["<b>", "<div>\n", "</div>", "<!--", "-->", "`", "```", "\\*", "_e_", "**f**", "![g](h)"]
BLOCKS += [
    "http://i.fr",
    "<https://j.fr>",
    "<k@l.fr>",
    "m  \nn",
    "\x02",
    "\x03",
    "\x02klzzwxh:0000\x03",
]
bodies = st.lists(st.sampled_from(BLOCKS) | pieces, max_size=14).map("".join)


def plainly(*extensions: str | Extension) -> Markdown:
    return Markdown(extensions=["sane_lists", "toc", TableExtension(), *extensions])


def quickly() -> Markdown:
    return Markdown(extensions=["sane_lists", FastHeadings(), TableExtension(), FastPlainText()])


def made(markdown: Markdown, text: str) -> tuple[str, object]:
    html = markdown.reset().convert(text)
    return html, markdown.toc_tokens  # type: ignore[attr-defined] # set by toc


@settings(steady, max_examples=400)
@given(bodies)
def test_any_text_gives_the_same_html_and_the_same_headings(text: str) -> None:
    assert made(quickly(), text) == made(plainly(), text)


@pytest.mark.parametrize("text", LIVELY.values(), ids=LIVELY)
def test_an_attack_gives_what_markdown_gives(text: str) -> None:
    assert made(quickly(), text) == made(plainly(), text)


def test_one_renderer_serves_any_number_of_texts() -> None:
    quick, plain = quickly(), plainly()
    texts = [path.read_text(encoding="utf-8") for path in sorted(FIXTURE.rglob("*.md"))]

    assert texts
    assert [made(quick, text) for text in texts] == [made(plain, text) for text in texts]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## Deux\n\n## Deux", ["deux", "deux_1"]),
        ("## A & B\n\n## *Deux*", ["a-b", "deux"]),
        ("Deux\n---\n\nUn\n===", ["deux", "un"]),
        ("## 行\n\n##  L’été", ["_1", "lete"]),
    ],
)
def test_headings_have_the_ids_that_links_lead_to(text: str, ids: list[str]) -> None:
    quick = quickly()
    quick.convert(text)

    assert [token["id"] for token in quick.toc_tokens] == ids  # type: ignore[attr-defined] # set by toc
    assert made(quick, text) == made(plainly(), text)


def test_the_patterns_of_markdown_are_those_that_we_know() -> None:
    """With a new one, each text is searched again: the HTML stays right, and takes longer."""
    patterns = plainly().inlinePatterns

    assert len(patterns) == len(SIGNS)
    assert all(name in patterns for name in SIGNS)


@pytest.mark.parametrize(
    ("extension", "text", "html"),
    [
        ("nl2br", "un\ndeux", "<p>un<br />\ndeux</p>"),
        ("smarty", "un -- deux", "<p>un &ndash; deux</p>"),
        ("abbr", "le CET\n\n*[CET]: temps", '<p>le <abbr title="temps">CET</abbr></p>'),
        ("def_list", "un\n:   deux", "<dl>\n<dt>un</dt>\n<dd>deux</dd>\n</dl>"),
    ],
)
def test_other_extensions_still_find_what_they_look_for(
    extension: str, text: str, html: str
) -> None:
    assert plainly(extension, FastPlainText()).convert(text) == html
