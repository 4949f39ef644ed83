# SPDX-License-Identifier: EUPL-1.2
"""What people paste and type shows as a forge shows it: on the page, in the preview, elsewhere."""

import json
import re

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser

from browsing import opened_among_scripts
from escales.form.patterns import shared_rules
from escales.html.render import make_renderer
from escales.pages.page import SitePage
from escales.problems.problem import Notes
from escales.reading.body import read_body, replace_targets
from escales.reading.hidden_characters import without_hidden_characters
from escales.reading.plain_form import open_blocks, to_plain_form

# What is typed, and the HTML of the page, without its line ends and what frames a table.
TABLE = (
    "<table><thead><tr><th>Jour</th><th>Lieu</th></tr></thead>"
    "<tbody><tr><td>lundi</td><td>accueil</td></tr></tbody></table>"
)
TWO = "<ul><li>un</li><li>deux</li></ul>"
THREE = "<ul><li>un<ul><li>deux<ul><li>trois</li></ul></li></ul></li></ul>"
SHOWN = {
    # Bullets of word processors
    "Jours :\n\n•\tun\n•\tdeux": f"<p>Jours :</p>{TWO}",
    "•un\n•deux": TWO,
    "Jours :\n\u00a0\u00a0• un\n\u00a0\u00a0• deux": f"<p>Jours :</p>{TWO}",
    "▪\tun\n▪\tdeux": TWO,
    "· un\n· deux": TWO,
    "§\tun\n§\tdeux": TWO,
    "§ un\n§ deux": TWO,
    "Jours\n– un\n– deux": f"<p>Jours</p>{TWO}",
    "—\tun\n—\tdeux": TWO,
    "\uf0b7\tun\n\uf0b7\tdeux": TWO,
    "-\tun\n-\u00a0deux": TWO,
    "• un\n\n• deux": "<ul><li><p>un</p></li><li><p>deux</p></li></ul>",
    "•\tun\no\tdeux\n▪\ttrois": THREE,
    "●\tun\n○\tdeux\n■\ttrois": THREE,
    "•\tun\n-\tdeux": TWO,
    "1)\tun\n2)\tdeux": "<ol><li>un</li><li>deux</li></ol>",
    "a)\tun\nb)\tdeux": "<ul><li>a) un</li><li>b) deux</li></ul>",
    # What only looks like one
    "Le chef\n– un homme calme – parlait.": "<p>Le chef – un homme calme – parlait.</p>",
    "Voir le\n§ 3 du guide.": "<p>Voir le § 3 du guide.</p>",
    "— Tu viens ?\n— Oui.": "<p>— Tu viens ? — Oui.</p>",
    "o deux": "<p>o deux</p>",
    "•••": "<p>•••</p>",
    "un\n•": "<p>un •</p>",
    # Lists
    "- un\n  - deux\n    - trois": THREE,
    "- un\n   - deux\n      - trois": THREE,
    "-\tun\n\t-\tdeux\n\t\t-\ttrois": THREE,
    "    - un\n    - deux": TWO,
    "Jours :\n  - un\n  - deux": f"<p>Jours :</p>{TWO}",
    "- un\n  - deux\n    - trois\n      - quatre\n        - cinq": THREE.replace(
        "trois", "trois<ul><li>quatre<ul><li>cinq</li></ul></li></ul>"
    ),
    "- un\n  - deux\n- trois": "<ul><li>un<ul><li>deux</li></ul></li><li>trois</li></ul>",
    "1. un\n   - deux\n2. trois": "<ol><li>un<ul><li>deux</li></ul></li><li>trois</li></ol>",
    "10. un\n    - deux": '<ol start="10"><li>un<ul><li>deux</li></ul></li></ol>',
    "- un\n1. deux": "<ul><li>un</li></ul><ol><li>deux</li></ol>",
    "- un\n\n  suite\n- deux": "<ul><li><p>un</p><p>suite</p></li><li><p>deux</p></li></ul>",
    "- un\n  suite\n- deux": "<ul><li>un suite</li><li>deux</li></ul>",
    "> Jours :\n> - un\n>   - deux": (
        "<blockquote><p>Jours :</p><ul><li>un<ul><li>deux</li></ul></li></ul></blockquote>"
    ),
    "> Jours :\n>\n> 1. un\n> 2. deux": (
        "<blockquote><p>Jours :</p><ol><li>un</li><li>deux</li></ol></blockquote>"
    ),
    "> dit\n- un\n- deux": f"<blockquote><p>dit</p></blockquote>{TWO}",
    "- un\n- deux\n---\nFin": f"{TWO}<hr><p>Fin</p>",
    "1. un\n\nMot\n\n2. deux": '<ol><li>un</li></ol><p>Mot</p><ol start="2"><li>deux</li></ol>',
    # A plus, a year, a number at the start of a line
    "J’ai gagné :\n+ 3 jours,\n+ 1 matinée.": (
        "<p>J’ai gagné :</p><ul><li>+ 3 jours,</li><li>+ 1 matinée.</li></ul>"
    ),
    "+ de temps\n- de bruit": "<ul><li>+ de temps</li><li>de bruit</li></ul>",
    "Plus\n+30 %": "<p>Plus +30 %</p>",
    "Le site ouvre en\n2024. Nous restons.": "<p>Le site ouvre en 2024. Nous restons.</p>",
    "2024. L’année du départ.": "<p>2024. L’année du départ.</p>",
    "- Le site ouvre en\n  2024. Nous restons.": (
        "<ul><li>Le site ouvre en 2024. Nous restons.</li></ul>"
    ),
    "2023. Arrivée\n2024. Départ": '<ol start="2023"><li>Arrivée</li><li>Départ</li></ol>',
    "Nous étions\n12. Le reste dormait.": "<p>Nous étions 12. Le reste dormait.</p>",
    "Nous étions\n12) Le reste dormait.": "<p>Nous étions 12) Le reste dormait.</p>",
    "Étapes :\n1. un\n2. deux": "<p>Étapes :</p><ol><li>un</li><li>deux</li></ol>",
    # Indents
    "Un mot.\n\n    Un paragraphe en retrait.": "<p>Un mot.</p><p>Un paragraphe en retrait.</p>",
    "\tUn mot.\n\tLa suite.": "<p>Un mot. La suite.</p>",
    "\u2003Un mot.\n\n\u00a0\u00a0\u00a0\u00a0Un autre.": "<p>Un mot.</p><p>Un autre.</p>",
    f"Un mot.\n\n{' ' * 40}Au milieu.": "<p>Un mot.</p><p>Au milieu.</p>",
    "- un\n\n        suite": "<ul><li><p>un</p><p>suite</p></li></ul>",
    "Un mot.\n\n    > dit": "<p>Un mot.</p><blockquote><p>dit</p></blockquote>",
    # Tables
    "Voici :\n| Jour | Lieu |\n|---|---|\n| lundi | accueil |": f"<p>Voici :</p>{TABLE}",
    "Voici :\nJour | Lieu\n--- | ---\nlundi | accueil": f"<p>Voici :</p>{TABLE}",
    "- un\n- deux\n| Jour | Lieu |\n| :--- | --- |\n| lundi | accueil |": TWO + TABLE,
    "Voici :\n  | Jour | Lieu |\n  |---|---|\n  | lundi | accueil |": f"<p>Voici :</p>{TABLE}",
    "> Voici :\n> | Jour | Lieu |\n> |---|---|\n> | lundi | accueil |": (
        f"<blockquote><p>Voici :</p>{TABLE}</blockquote>"
    ),
    "| Jour | Lieu |\n|---|---|\n| lundi | accueil |\n- un\n- deux": TABLE + TWO,
    "| Jour | Lieu |\n|---|---|\n| lundi | accueil \\| tri |": TABLE.replace(
        "accueil", "accueil | tri"
    ),
    "un | deux\nFin": "<p>un | deux Fin</p>",
    # Lines broken by hand
    "un\\\ndeux": "<p>un<br> deux</p>",
    "un  \ndeux": "<p>un<br> deux</p>",
    "- un\\\n  suite\n- deux": "<ul><li>un<br> suite</li><li>deux</li></ul>",
    "> un\\\n> deux": "<blockquote><p>un<br> deux</p></blockquote>",
    "un\\\n\ndeux": "<p>un\\</p><p>deux</p>",
    "un\\\\\ndeux": "<p>un\\ deux</p>",
}
LINKED = {
    "Voir https://www.exemple.fr/page.": (
        '<p>Voir <a href="https://www.exemple.fr/page">https://www.exemple.fr/page</a>.</p>'
    ),
    "(https://exemple.fr/a_(b))": (
        '<p>(<a href="https://exemple.fr/a_(b)">https://exemple.fr/a_(b)</a>)</p>'
    ),
    "**https://exemple.fr/a_b_c**, …": (
        '<p><strong><a href="https://exemple.fr/a_b_c">https://exemple.fr/a_b_c</a></strong>, …</p>'
    ),
    "« https://exemple.fr/?a=1&b=2 »": (
        '<p>«\u00a0<a href="https://exemple.fr/?a=1&amp;b=2">https://exemple.fr/?a=1&amp;b=2</a>\u00a0»</p>'
    ),
    "www.exemple.fr !": '<p><a href="https://www.exemple.fr">www.exemple.fr</a>\u00a0!</p>',
    "[ici](https://exemple.fr/a)": '<p><a href="https://exemple.fr/a">ici</a></p>',
    "[https://exemple.fr/a](https://exemple.fr/a)": (
        '<p><a href="https://exemple.fr/a">https://exemple.fr/a</a></p>'
    ),
    "`https://exemple.fr/a`": "<p><code>https://exemple.fr/a</code></p>",
    "`https://exemple.fr/a`, et ` seul": "<p><code>https://exemple.fr/a</code>, et ` seul</p>",
    "!www.exemple.fr": '<p>!<a href="https://www.exemple.fr">www.exemple.fr</a></p>',
    "https://exemple.fr/?a=1&amp;b=2": (
        '<p><a href="https://exemple.fr/?a=1&amp;b=2">https://exemple.fr/?a=1&amp;b=2</a></p>'
    ),
    # After a backslash, the bracket of a link would be none: that of the author would be its own.
    "![\\www.exemple.fr": (
        '<p>![\\<a href="https://www.exemple.fr">https://www.exemple.fr</a></p>'
    ),
    "un\\\\www.exemple.fr": '<p>un\\<a href="https://www.exemple.fr">www.exemple.fr</a></p>',
    "Une adresse commence par https://…": "<p>Une adresse commence par https://…</p>",
}
FRAME = re.compile(r'<div class="es-table"[^>]*>|</div>')


def shown(text: str) -> str:
    """Return the HTML that a page has of a text, on one line."""
    notes = Notes("")
    body = read_body(without_hidden_characters(text, notes), 1, notes)
    targets = [link.target for link in body.links]
    assert notes.problems == []
    made = replace_targets(body, targets)
    page = SitePage("x.md", "", "", None, Markup(), body=made, links=frozenset(targets))
    return on_one_line(FRAME.sub("", make_renderer()(page).body))


def on_one_line(html: str) -> str:
    html = re.sub(r"\s*\n\s*", " ", html)
    return re.sub(r"(?<=>) +(?=<)|(?<=<li>) +| +(?=<(?:/|ul|ol|li|p>))", "", html).strip()


@pytest.mark.parametrize("text", [*SHOWN, *LINKED])
def test_a_text_shows_as_its_author_saw_it(text: str) -> None:
    assert shown(text).replace("\u00a0", " ") == {**SHOWN, **LINKED}[text].replace("\u00a0", " ")


def test_a_text_that_is_plain_gets_no_line_more() -> None:
    text = (
        "Jours :\n\n- un\n- deux\n\n> Clause.\n>\n> 1. un\n> 2. deux\n\n| a |\n|---|\n\n---\n\nFin."
    )

    assert to_plain_form(text) == open_blocks(text) == text


DRAWN = """async ([texts, rules, says]) => {
  const { clean } = await import("/assets/story/compose.js");
  const { tidy } = await import("/assets/story/plain.js");
  const { blocks } = await import("/assets/story/blocks.js");
  return texts.map((text) =>
    blocks(tidy(clean(text, rules), rules), rules, says).map((node) => node.outerHTML).join(""));
}"""


@pytest.mark.browser
def test_the_preview_draws_what_the_page_will_show(browser: Browser) -> None:
    """But for the paragraphs of an item."""
    with opened_among_scripts(browser) as page:
        drawn = page.evaluate(
            DRAWN, [[*SHOWN], json.loads(json.dumps(shared_rules())), {"table": ""}]
        )

    paragraph = re.compile("</?p>|<div[^>]*>|</div>")  # tables have a frame to scroll in
    for (text, expected), html in zip(SHOWN.items(), drawn, strict=True):
        assert paragraph.sub("", html.replace("<br>", "<br> ")) == paragraph.sub("", expected), text
