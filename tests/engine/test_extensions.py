# SPDX-License-Identifier: EUPL-1.2
"""What extensions of Markdown may do in a page: the check and the build read alike, and safely."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escales.checking.handwritten import NO_EXTENSION, faults_of, is_suspect, judge_page
from escales.checking.look import refused_in_svg
from escales.html.cleaning import clean_page
from escales.html.style_sheet import EXTENSION_PARTS, make_style_sheet
from escales.settings.extensions import PageExtensions
from extensions import EVERY, render_page

INSIDE = {
    "an admonition": "!!! note\n    {}",
    "a title": '!!! note "{}"\n    a',
    "a box that folds": "??? note\n    a\n\n    {}",
    "a tab": '=== "A"\n    {}',
    "a label": '=== "{}"\n    a',
    "a task": "- [x] {}",
    "a note": "a[^1]\n\n[^1]: {}",
    "a definition": "A\n:   {}",
    "what is marked": "=={}==",
}

# What makes code, notes, definitions, links and tags of one another.
PIECES = [
    *(
        "`",
        "``",
        "```\n",
        "\n```\n",
        "~~~\n",
        "\\",
        "\\`",
        "<b>",
        "</b>",
        "<div>\n",
        "<",
        "<!-- a -->",
    ),
    *("<a@b.fr>", "<javascript:a>", "`<b>`", "`a <b> c`", "\n\n`<div>`\n\n", "<?php ", "&lt;"),
    *("[^1]", "[^1]: ", "\n[^1]: ", "\n  [^1]:\n    javascript:a", "\n[^1]: [^2]: javascript:a"),
    *("\n[a]: javascript:a\n", "\n[^]: javascript:a", "\n[^a b]: ", "[a]", "[a][^1]", "[a][a]"),
    *("[a](javascript:b)", "[a](b.md)", "[voir a.fr](b.md)", "[voir https://a.fr ici](b.md)"),
    *(
        "](",
        "[",
        "]",
        ":",
        "(",
        ")",
        "!",
        "\n",
        "\n\n",
        "\n- ",
        "\n> ",
        "\n    ",
        "\n# ",
        "mot",
        "{",
        "}",
    ),
    *("|a|b|\n|-|-|\n|", "!!! note\n    ", '=== "a"\n    ', "\na\n:   ", "*", "_", "$", "=="),
]


@settings(deadline=None, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_page_that_is_not_rendered_has_no_fault(text: str) -> None:
    for extensions in (NO_EXTENSION, EVERY):
        assert is_suspect(text, extensions) or list(faults_of(text, extensions)) == []


def test_numbered_notes_and_quoted_tags_are_not_suspect() -> None:
    assert not is_suspect("Un fait[^1], dans `<body>`.\n\n[^1]: [Une loi](https://a.fr).\n", EVERY)


def test_an_address_amid_the_text_of_a_link_is_told() -> None:
    (problem,) = judge_page("docs/x.md", "[voir https://a.fr ici](b.md)")

    assert problem.code == "link-text"


@pytest.mark.parametrize("text", INSIDE.values(), ids=INSIDE)
@pytest.mark.parametrize("html", ["<b>x</b>", "<img src=x onerror=alert(1)>"])
def test_html_is_told_wherever_extensions_put_it(text: str, html: str) -> None:
    codes = {problem.code for problem in judge_page("docs/x.md", text.format(html), EVERY)}

    assert "raw-html" in codes


@pytest.mark.parametrize("text", INSIDE.values(), ids=INSIDE)
def test_what_extensions_write_themselves_is_not_told(text: str) -> None:
    page = f"# A\n\n{text.format('Un texte & co <https://a.fr>')}"

    assert judge_page("docs/x.md", page, EVERY) == []


def test_code_is_not_html() -> None:
    text = '```html\n<b>x</b>\n```\n\n`<b>` et `#!html <i>`\n\n=== "A"\n    ```\n    <b>\n    ```\n'

    assert judge_page("docs/x.md", text, EVERY) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## A { #es-contenu }", " #es-contenu "),
        ("## A { #fn:1 }", " #fn:1 "),
        ("## A { .es-hidden }", " .es-hidden "),
        ("[a](https://b.fr){ .es-hidden }", " .es-hidden "),
        ("[a](https://b.fr){ target=_blank }", " target=_blank "),
        ('*a*{ style="color: red" }', ' style="color: red" '),
        ("*a*{ onclick=alert(1) }", " onclick=alert(1) "),
        ("Un texte\n{ .md-button }", " .md-button "),
    ],
)
def test_an_attribute_is_an_anchor_or_a_button(text: str, found: str) -> None:
    (problem,) = judge_page("docs/x.md", f"# A\n\n{text}\n", EVERY)

    assert (problem.code, problem.line) == ("attribute-list", 3 + text.count("\n"))
    assert found.strip() in problem.message
    cleaned = clean_page(render_page(text), str)
    assert re.findall(r'(?:id|class|style|onclick|target)="(?!headerlink|a")', cleaned) == []


def test_nothing_that_extensions_write_takes_a_class_or_an_id_of_ours() -> None:
    text = (
        '!!! es-hidden es-card\n    a\n\n??? es-hidden\n    b\n\n=== "c"\n    d[^es-haut]\n\n'
        "[^es-haut]: e\n\n- [x] f\n"
    )
    cleaned = clean_page(render_page(text), str)
    taken = " ".join(re.findall(r'(?:class|id)="([^"]*)"', cleaned)).split()

    assert {name for name in taken if name.startswith("es-")} == {"es-task", "es-sources"}
    assert {name for name in taken if "haut" in name} == {"fn:es-haut", "fnref:es-haut"}


def test_a_page_that_nobody_checked_shows_no_box_to_tick() -> None:
    html = '<input type="checkbox" disabled onclick="x"> <label for="a">b</label><input type=radio>'

    assert clean_page(html, str) == " b"


def test_all_tabs_are_open_each_below_its_label() -> None:
    cleaned = clean_page(render_page('=== "Un"\n    a\n\n=== "Deux"\n    b\n'), str)

    assert re.sub(r"<[^>]+>|\s+", " ", cleaned).split() == ["Un", "a", "Deux", "b"]
    assert cleaned.count('<p class="tabbed-title">') == 2


def test_only_the_style_of_what_is_enabled_is_in_the_sheet() -> None:
    bare = make_style_sheet("")
    whole = make_style_sheet("", None, EVERY)

    assert make_style_sheet("", None, PageExtensions((("toc", ()), ("tables", ())))) == bare
    for name in ("admonition", "highlight", "tabbed-set", "es-task", "headerlink"):
        assert f".{name}" not in bare
        assert f".{name}" in whole
    for name in EXTENSION_PARTS:
        options = (("permalink", True),) if name == "toc" else ()
        assert len(make_style_sheet("", None, PageExtensions(((name, options),)))) > len(bare)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        '<path onload="x"/>',
        '<a href="javascript:x"/>',
        '<use href="https://ailleurs.example/a.svg#b"/>',
        '<image href="//ailleurs.example/b.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "<foreignObject/>",
        "<style>@import 'https://ailleurs.example/c.css';</style>",
        "<style>a { fill: url(https://ailleurs.example/d.svg) }</style>",
        '<set attributeName="onload" to="x"/><g onbegin="x"/>',
        "<path",
    ],
)
def test_an_svg_that_runs_or_leaves_the_site_is_refused(inside: str) -> None:
    """A browser runs it when one opens it by its own address."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">\n{inside}</svg>'

    assert [line for _, line in refused_in_svg(svg.encode())] != []


@pytest.mark.parametrize(
    "start",
    ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="https://a.example/b.css"?>'],
)
def test_an_svg_declares_nothing(start: str) -> None:
    svg = f'{start}<svg xmlns="http://www.w3.org/2000/svg"/>'

    assert list(refused_in_svg(svg.encode())) != []


def test_an_svg_that_only_draws_is_accepted() -> None:
    svg = (
        '<?xml version="1.0"?>\n<!-- un dessin -->\n<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        '<defs><linearGradient id="a"/></defs><style>path { fill: url(#a) }</style>'
        '<path d="M0 0h9v9z" fill="url(#a)"/><use xlink:href="#a"/>'
        '<image href="data:image/png;base64,AAAA"/></svg>'
    )

    assert list(refused_in_svg(svg.encode())) == []
    assert list(refused_in_svg(b"<svg>" + b" " * 200_001)) == [("\u2026", 1)]
