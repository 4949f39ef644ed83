# SPDX-License-Identifier: EUPL-1.2
"""The preview of the form is the page that the story will have, once it is published."""

import json
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from browsing import opened_among_scripts
from conftest import NAMED
from escales.checking.load import load
from escales.form.patterns import shared_rules
from escales.html.render import make_renderer
from escales.pages import make_pages, make_site
from escales.reading.pasted import make_right
from escales.schema.sections import STORY_OUTLINE
from escales.words.addresses import PREVIEW
from escales.words.spelling import slugify

pytestmark = pytest.mark.browser

TEXT = slugify(STORY_OUTLINE.required[0])
TITLES = STORY_OUTLINE.names
SECTIONS = [
    {"key": slugify(title), "title": title, "required": title in STORY_OUTLINE.required}
    for title in TITLES
]
# What people type or paste: each is an answer.
TEXTS = [
    "Un mot.\n\nUn **autre**, *doux*, ***les deux***, et le fichier_de_suivi _ici_.",
    "Mes journées :\n•\tl’accueil ;\n•\tle tri :\no\tun\no\tdeux\n•\tfin.\nVoilà.",
    "1. un\n2. deux\n\nPuis\n\n3. trois\n4. quatre",
    "- un\n\n    suite\n\n- deux",
    "Jour\tLieu\nlundi\taccueil | 2\nmardi\t",
    "| a | b | c |\n| :-- | :-: | --: |\n| 1 | **2** | 3 |",
    "| a | b |\n| - | - |\n| 1 | 2 |\n\n| a | b |\n| - | - |\n| 3 | 4 |",
    "Elle a dit :\n> Reviens\n> vite.\n\nJe suis revenue.",
    "### Le premier jour\n\nUn mot.\n\n* * *\n\nUn autre.",
    "Voir https://exemple.fr/a_b, [la page](https://exemple.fr/c) et <https://exemple.fr/d>.",
    '2 * 3 = 6, 5*4*3, a*b, \\*étoile\\*, `code * x`, 1 < 2 & 3 > 2, l\'été "vraiment" ?',
    "Le soir\vnous rangions.  \nEncore.",
    "+ 3 jours\n+ 1 matinée\n2024. Puis tout a changé.",
    "Je préfère ne pas répondre.",
    "**Accueil** : un mot ; l’*autre*…\n\n**Tout un paragraphe en gras**",
    "- **Gras** : un\n- *doux*\n    1. a\n    2. b\n- `c`",
]
FULL = {
    "titre": 'L\'essai : "vraiment" ?',
    "resume": "Une agente d’accueil prête main-forte un mois à l’école.",
    "categorie": "C",
    "statut": "titulaire",
    "point_de_vue": "manager-accueil",
    "collectivite": "Ville d’Essai",
    "accueil": "École du Test & <Fils>",
    "duree": "un an et demi",
    "quotite": "2 jours par semaine",
    "annee": "2025",
    "dispositif": "renfort",
    "competences": ["accueil du public", "tri d'archives"],
    "signature": "Agente d’accueil, catégorie C",
}
SHORT = {
    **FULL,
    "collectivite": "ville d'essai",
    **dict.fromkeys(("statut", "accueil", "quotite", "dispositif", "point_de_vue"), ""),
    "categorie": "A",
    "duree": "une demi-journée",
    "competences": [],
}
SHARES = ("ponctuelle", "temps plein", "20 à 40 %", "mi-temps", "30 %")
LENGTHS = ("3 jours et demi", "2 ans et 3 jours", "5 heures", "6 semaines", "4 mois", "9 ans")
STORIES = [
    *({**(FULL, SHORT)[place % 2], "text": text} for place, text in enumerate(TEXTS)),
    *({**FULL, "quotite": share, "text": "Oui."} for share in SHARES),
    *({**SHORT, "duree": length, "text": "Oui."} for length in LENGTHS),
]
FILL = """async ([preview, stories, rules]) => {
  const { fillPage } = await import("/assets/story/preview.js");
  return stories.map((story) => {
    const html = `<title></title><article>${preview}</article>`;
    const page = new DOMParser().parseFromString(html, "text/html");
    fillPage(page, story, rules);
    return page.querySelector("article").innerHTML;
  });
}"""
# What the real page has besides: its emblem, which the build draws, how to share it; what depends
# on the other stories, on the address and on the day.
OTHERS = """.es-emblem, .es-share, .es-ask, .es-poster, .es-printed, #es-a-lire-ensuite,
#es-a-lire-ensuite + ul"""
OUTLINE = """([pages, others]) => pages.map((html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const other of body.querySelectorAll(others)) other.remove();
  for (const title of body.querySelectorAll("h3")) title.removeAttribute("id");
  for (const link of body.querySelectorAll("a")) link.removeAttribute("target");
  body.querySelector(".es-signature").lastChild.remove();
  const lines = [];
  const walk = (node, depth) => {
    for (const child of node.childNodes) {
      const said = (child.data ?? "").replace(/[ \\n]+/g, " ");
      if (child.nodeType === Node.TEXT_NODE && said !== " ") lines.push(`${depth}${said.trim()}`);
      if (child.nodeType !== Node.ELEMENT_NODE) continue;
      lines.push(depth + child.cloneNode().outerHTML);
      walk(child, `${depth} `);
    }
  };
  body.normalize();
  walk(body, "");
  return lines;
})"""

Answers = Mapping[str, Any]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened_among_scripts(browser) as opened:
        yield opened


def with_answers(answers: Answers) -> dict[str, Any]:
    """Return the answers as the form gives them: the text stands under each question but one."""
    texts = {slugify(title): answers["text"] for title in STORY_OUTLINE.required}
    return {**{slugify(title): "" for title in TITLES}, **answers, **texts}


def write_story(root: Path, name: str, answers: Answers) -> None:
    """Write the file that the maintainer makes of a letter."""
    slugs = {"École du Test & <Fils>": "ecole-du-test"}
    facts = {
        **{key: value for key, value in answers.items() if value and key != "text"},
        "collectivite": "ville-d-essai",
        "accueil": slugs.get(answers["accueil"]),
        "publie_le": "2026-02-01",
        "consentement": {
            "accord_le": "2026-01-05",
            "portee": ["site"],
            "preuve": "DRH, dossier 12",
            "reconnaissable": "oui",
        },
    }
    header = yaml.safe_dump({k: v for k, v in facts.items() if v}, allow_unicode=True)
    right = make_right(answers["text"]).text
    body = "".join(f"\n## {title}\n\n{right}\n" for title in STORY_OUTLINE.required)
    (root / f"stories/{name}.md").write_text(f"---\n{header}---\n{body}", encoding="utf-8")


def test_the_preview_is_the_page_that_is_published(page: Page, root: Path) -> None:
    """The same elements, in the same order, with the same texts and the same links."""
    for place, answers in enumerate(STORIES):
        write_story(root, f"apercu-{place}", answers)
    site = make_site(load(root), settings=NAMED)
    render = make_renderer()
    pages = {each.uri: each for each in make_pages(site)}
    real = [render(pages[f"recits/apercu-{place}.md"]).html for place in range(len(STORIES))]
    rules = json.loads(json.dumps({**shared_rules(), "sections": SECTIONS}))
    stories = [with_answers(answers) for answers in STORIES]

    previews = page.evaluate(FILL, [render(pages[PREVIEW]).html, stories, rules])
    shown = page.evaluate(OUTLINE, [previews, OTHERS])

    published = page.evaluate(OUTLINE, [real, OTHERS])
    apart = {
        story["text"]: [*unified_diff(there, here, n=0)]
        for story, here, there in zip(STORIES, shown, published, strict=True)
        if here != there
    }
    assert apart == {}


def test_the_preview_says_what_is_still_to_come_and_takes_no_html(page: Page, root: Path) -> None:
    story = with_answers({**dict.fromkeys(FULL, ""), "competences": [], "text": ""})
    hostile = "<img src=x onerror=alert(1)> [ici](javascript:alert(1)) [là](https://a.example)"
    answers = {"titre": hostile, "collectivite": "Mairie <b>de</b> X", TEXT: hostile}
    site = make_site(load(root), settings=NAMED)
    preview = next(each for each in make_pages(site) if each.uri == PREVIEW)
    rules = json.loads(json.dumps({**shared_rules(), "sections": SECTIONS}))

    (shown,) = page.evaluate(FILL, [make_renderer()(preview).html, [{**story, **answers}], rules])

    page.set_content(shown)
    assert page.locator("img, script, b, template").count() == 0
    addresses = page.locator("a").evaluate_all(
        "links => links.map((it) => it.getAttribute('href'))"
    )
    assert addresses == ["https://a.example"]
    expect(page.get_by_role("heading", level=1)).to_have_text(hostile)
    expect(page.locator("dt", has_text="Catégorie").locator("+ dd")).to_have_text("à compléter")
    expect(page.locator("dt", has_text="Employeur").locator("+ dd")).to_have_text(
        "Mairie <b>de</b> X"
    )
    expect(page.get_by_text("Pas encore de réponse.")).to_have_count(4)
    expect(page.get_by_role("heading", level=2)).to_have_count(5)
    expect(page.locator(".es-mini, .es-glance__skills")).to_have_count(0)
