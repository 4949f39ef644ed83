# SPDX-License-Identifier: EUPL-1.2
"""Each row of the table of settings is true: what is followed shows, what is refused is told."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from PIL import Image
from playwright.sync_api import Browser

from browsing import served
from building import REPOSITORY, copied
from conftest import FIXTURE
from escales.checking.load import load
from escales.checking.templates import theme_blocks
from escales.commands.check import check_repository
from escales.html.head_tags import CARD_SIZE
from escales.mkdocs import events
from escales.mkdocs.configuration_file import read_configuration
from escales.mkdocs.plugin import EscalesPlugin
from escales.pages import make_block, make_site
from escales.problems.problem import InvalidContent
from escales.settings.configuration import UnreadableConfiguration
from escales.settings.rules import make_rules
from escales.settings.table import EXTENSIONS, FEATURES, PLUGINS, SettingRow, setting_rows
from escales.words.vocabulary import Block

FIRST_LINE = 3  # of what a test adds to a configuration
PAGE = """---
description: Une page qui essaie toutes les extensions de Markdown du site, une par une.
---

# Essai

## Partie { #ma-partie }

| A | B |
|---|--:|
| 1 | 2 |

5. cinq

!!! warning
    Prudence.

???+ tip
    Un conseil.

=== "Un"

    ```py title="x.py"
    return 1  # fin
    ```

=== "Deux"

    Le second.

- [x] écrit
- [ ] relu

Une note[^1], le PDF, :smile:, `#!py 1`, ==surligné==, ^^ajouté^^, H~2~O.
[Un bouton](https://site.example/){ .md-button }

Terme
:   Son sens.

*[PDF]: un document

[^1]: Sa fin.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
HOOKS = """
EVENTS = []
def on_page_markdown(markdown, page, config, files):
    return markdown + "\\n\\nDu greffon."
def on_page_content(html, page, config, files):
    return html + "<p>Un contenu.</p>"
def on_page_context(context, page, config, nav):
    context["given"] = "une valeur donnée"
def on_post_page(output, page, config):
    return output.replace("</body>", "<!-- après --></body>")
def on_post_template(output_content, template_name, config):
    return output_content.replace("</body>", "<!-- modèle --></body>")
"""
OWN = """{% extends "base.html" %}
{% block announce %}<p>Une annonce.</p>{% endblock %}
{% block extrahead %}
<meta name="propre" content="{{ config.extra.propre }}, {{ given }}">
{% endblock %}
{% block content %}{{ super() }}<p>Sous le texte.</p>{% endblock %}
"""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    site: Path
    config: MkDocsConfig

    def __getitem__(self, name: str) -> str:
        """Return a file of the site; a page by its address, the home by ""."""
        file = self.site / name
        return (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")


def build_with(root: Path, text: str, files: Mapping[str, str] | None = None) -> BuiltSite:
    """Build the small site with some settings more, in this very process."""
    for name, content in (files or {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    hooks = f"hooks: [{REPOSITORY / 'hooks/mkdocs_events.py'}, propre.py]\n"
    (root / "propre.py").touch()
    inherited = f"INHERIT: {FIXTURE / 'mkdocs.yml'}\n{hooks}{text}"
    (root / "mkdocs.yml").write_text(inherited, encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(root / "www"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return BuiltSite(root / "www", config)


EVERY = """
site_name: Passages 29
site_url: https://passages.example/
site_description: Des passages, en commun.
site_author: Département d’Essai
copyright: © 2026 <a href="https://essai.example/" onclick="x">Essai</a>
repo_url: https://forge.example/nous/passages
repo_name: Nos fichiers
edit_uri: -/edit/main/
not_in_nav: /essai.md
dev_addr: 127.0.0.1:8765
watch: [propre.py]
remote_branch: publie
remote_name: ailleurs
extra_css: [styles/site.css]
extra_javascript:
  - scripts/site.js
  - { path: scripts/module.mjs, type: module }
theme:
  name: material
  logo: images/logo.svg
  favicon: images/icone.png
  language: fr
  direction: ltr
  font: false
  palette:
    - { scheme: slate, primary: teal, accent: orange, toggle: { name: Clair } }
    - { scheme: default, primary: indigo, accent: "#8c1d40", toggle: { name: Sombre } }
  features:
    - content.action.edit
    - navigation.indexes
    - navigation.path
    - navigation.sections
    - navigation.tabs
    - navigation.top
  custom_dir: modeles
  static_templates: [autre.html]
extra:
  propre: à nous
  homepage: https://essai.example/
  social:
    - { icon: fontawesome/brands/mastodon, link: https://reseau.example/@nous, name: Le réseau }
plugins: [search]
markdown_extensions:
  - toc: { permalink: true }
""" + "".join(
    f"  - {row.name}\n"
    for row in setting_rows().values()
    if row.key.startswith(EXTENSIONS) and row.followed and row.name != "toc"
)
FILES = {
    "docs/essai.md": PAGE,
    "docs/images/logo.svg": SVG,
    "docs/styles/site.css": '@font-face { font-family: A; src: url("../polices/a.woff2"); }',
    "docs/polices/a.woff2": "",
    "docs/scripts/site.js": "",
    "docs/scripts/module.mjs": "",
    "modeles/main.html": OWN,
    "modeles/autre.html": '{% extends "main.html" %}{% block content %}Autre page{% endblock %}',
    "propre.py": HOOKS,
}


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build once a site that asks for all that is followed."""
    root = copied(tmp_path_factory.mktemp("every") / "site")
    (root / "docs/images").mkdir(exist_ok=True)
    Image.new("RGB", (9, 9)).save(root / "docs/images/icone.png")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESCALES_RECHERCHE", "oui")
        return build_with(root, EVERY, FILES)


@pytest.fixture(scope="module")
def otherwise(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build once a site that asks for the same otherwise."""
    root = copied(tmp_path_factory.mktemp("otherwise") / "site")
    files = {
        "docs/polices/texte.woff2": "",
        "docs/styles/site.css": ":root { --md-primary-fg-color: #8c1d40; }",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESCALES_RECHERCHE", "non")
        return build_with(root, OTHER, files)


OTHER = """
theme:
  name: material
  icon: { logo: material/library }
  font: { text: polices/texte.woff2 }
  palette: { scheme: default, primary: custom }
extra: { generator: false }
extra_css: [styles/site.css]
"""
STORY, SHEET = "recits/premier", "assets/escales.css"
# What each row that is followed changes: in a file of the site, the words or the pattern that are
# there; or, of MkDocs' own, what it makes of the setting.
SHOWN: Mapping[str, tuple[str, str] | Callable[[BuiltSite], bool]] = {
    "site_name": ("", "<span>Passages 29</span>"),
    "site_url": (STORY, '<link rel="canonical" href="https://passages.example/recits/premier/">'),
    "site_description": (
        "404.html",
        '<meta name="description" content="Des passages, en commun.">',
    ),
    "site_author": (STORY, '<meta name="author" content="Département d’Essai">'),
    "copyright": (STORY, '<p>© 2026 <a href="https://essai.example/">Essai</a></p>'),
    "repo_url": (STORY, '<a href="https://forge.example/nous/passages">'),
    "repo_name": (STORY, ">Nos fichiers</a>"),
    "edit_uri": (STORY, "nous/passages/-/edit/main/stories/premier.md"),
    "nav": (STORY, '<li><a href="../" aria-current="true">Récits</a></li>'),
    "not_in_nav": lambda built: 'href="essai/"' not in built[""],
    "validation": lambda built: built.config.validation.links.not_found > 0,
    "docs_dir": lambda built: built.config.docs_dir.endswith("/docs"),
    "site_dir": lambda built: built.site.is_dir(),
    "use_directory_urls": lambda built: (built.site / "recits/premier/index.html").is_file(),
    "strict": lambda built: built.config.strict,
    "dev_addr": lambda built: built.config.dev_addr[1] == 8765,
    "watch": lambda built: any(path.endswith("propre.py") for path in built.config.watch),
    "hooks": ("essai", "<!-- après -->"),
    "remote_branch": lambda built: built.config.remote_branch == "publie",
    "remote_name": lambda built: built.config.remote_name == "ailleurs",
    "extra_css": (STORY, '<link rel="stylesheet" href="../../styles/site.css">'),
    "extra_javascript": (
        STORY,
        '<script src="../../scripts/module.mjs" type="module"></script>',
    ),
    "extra": (STORY, '<meta name="propre" content="à nous, une valeur donnée">'),
    "theme": (STORY, '<header class="es-header">'),
    "plugins": lambda built: "material/search" in built.config.plugins,
    "markdown_extensions": ("essai", '<div class="admonition warning">'),
    "theme.name": (STORY, '<article class="es-page md-typeset">'),
    "theme.logo": (STORY, '<img class="es-logo" src="../../images/logo.svg" alt="">'),
    "theme.favicon": (STORY, '<link rel="icon" href="../../images/icone.webp" type="image/webp">'),
    "theme.palette": (SHEET, "--es-water:#4051b5;--es-water-text:#ffffff;--es-link:#4051b5"),
    "theme.font": lambda built: "@font-face" not in built[SHEET],
    "theme.language": ("", '<html lang="fr"'),
    "theme.direction": ("", 'dir="ltr"'),
    "theme.features": (STORY, ">Haut de page</a>"),
    "theme.features.content.action.edit": (STORY, 'rel="edit">Modifier cette page</a>'),
    "theme.features.navigation.indexes": ("", '<li><a href="recits/">Récits</a></li>'),
    "theme.features.navigation.path": (STORY, '<nav class="es-path"'),
    "theme.features.navigation.sections": (
        STORY,
        "<summary>Rubrique «\u00a0Récits\u00a0»</summary>",
    ),
    "theme.features.navigation.tabs": (STORY, 'aria-label="Menu principal"'),
    "theme.features.navigation.top": (STORY, '<a href="#es-haut">Haut de page</a>'),
    "theme.custom_dir": (STORY, "<p>Une annonce.</p>"),
    "theme.static_templates": ("autre.html", "Autre page"),
    "extra.social": (STORY, "</svg>Le réseau</a>"),
    "extra.homepage": (STORY, '<a class="es-brand" href="https://essai.example/">'),
    "plugins.search": lambda built: (
        (built.site / "pagefind").is_dir() and not (built.site / "search").exists()
    ),
    "markdown_extensions.tables": ("essai", '<td class="es-right">2</td>'),
    "markdown_extensions.sane_lists": ("essai", '<ol start="5">'),
    "markdown_extensions.toc": ("essai", '<a class="headerlink" href="#ma-partie"'),
    "markdown_extensions.fenced_code": ("essai", "<pre>"),
    "markdown_extensions.admonition": ("essai", '<p class="admonition-title">Attention</p>'),
    "markdown_extensions.pymdownx.details": (
        "essai",
        '<details class="admonition tip" open="open">\n<summary>Conseil</summary>',
    ),
    "markdown_extensions.pymdownx.superfences": (
        "essai",
        '<div class="tabbed-content">\n<div class="highlight">',
    ),
    "markdown_extensions.pymdownx.highlight": ("essai", '<span class="k">return</span>'),
    "markdown_extensions.pymdownx.inlinehilite": ("essai", '<code class="highlight">'),
    "markdown_extensions.pymdownx.tabbed": ("essai", '<p class="tabbed-title">Deux</p>'),
    "markdown_extensions.pymdownx.tasklist": ("essai", 'aria-label="Fait">☑</span> écrit'),
    "markdown_extensions.footnotes": ("essai", '<li id="fn:1">\n<p>Sa fin.'),
    "markdown_extensions.def_list": ("essai", "<dt>Terme</dt>\n<dd>Son sens.</dd>"),
    "markdown_extensions.abbr": ("essai", '<abbr title="un document">PDF</abbr>'),
    "markdown_extensions.attr_list": ("essai", '<h2 id="ma-partie">Partie'),
    "markdown_extensions.pymdownx.emoji": ("essai", "😄"),
    "markdown_extensions.pymdownx.mark": ("essai", "<mark>surligné</mark>"),
    "markdown_extensions.pymdownx.caret": ("essai", "<ins>ajouté</ins>"),
    "markdown_extensions.pymdownx.tilde": ("essai", "H<sub>2</sub>O"),
}
OTHERWISE: Mapping[str, tuple[str, str] | Callable[[BuiltSite], bool]] = {
    "theme.icon": (STORY, 'class="es-icon"'),
    "theme.font": (
        SHEET,
        '@font-face{font-family:"es-text";src:url(../polices/texte.woff2) format("woff2")',
    ),
    "theme.palette": (SHEET, "--es-water:#8c1d40;--es-water-text:#ffffff;--es-link:#8c1d40"),
    "extra.generator": lambda built: "Fait avec Escales" not in built[STORY],
    "plugins.escales": lambda _: EscalesPlugin.on_env is events.on_env,
    "extra_css": ("", '<link rel="stylesheet" href="styles/site.css">'),
}


def test_every_row_that_is_followed_has_its_test() -> None:
    followed = {row.key for row in setting_rows().values() if row.followed}

    assert {*SHOWN, *OTHERWISE} == followed


@pytest.mark.parametrize("key", SHOWN)
def test_what_is_followed_shows(every: BuiltSite, key: str) -> None:
    assert_shown(every, SHOWN[key])


@pytest.mark.parametrize("key", OTHERWISE)
def test_what_is_followed_otherwise_shows(otherwise: BuiltSite, key: str) -> None:
    assert_shown(otherwise, OTHERWISE[key])


def assert_shown(built: BuiltSite, expected: tuple[str, str] | Callable[[BuiltSite], bool]) -> None:
    if callable(expected):
        assert expected(built)
    else:
        name, words = expected
        assert words in built[name]


BLOCKS = [
    *("announce", "container", "content", "extrahead", "footer", "header", "hero", "htmltitle"),
    *("libs", "scripts", "site_meta", "site_nav", "styles", "title"),
]


def example(row: SettingRow) -> str:
    """Write the setting of a row as one would, at the first line below `site_name`."""
    for prefix, written in (
        (FEATURES, "theme: { name: material, features: [{}] }"),
        (PLUGINS, "plugins: [{}]"),
        (EXTENSIONS, "markdown_extensions: [{}]"),
    ):
        if row.key.startswith(prefix):
            return written.replace("{}", row.name)
    if "." in row.key:
        outer, _, inner = row.key.partition(".")
        return f"{outer}: {{ {inner}: quelque chose }}"
    return f"{row.key}: quelque chose"


@pytest.mark.parametrize("row", [r for r in setting_rows().values() if not r.followed], ids=str)
def test_what_is_refused_is_told_at_its_line(row: SettingRow, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"\nsite_name: A\n{example(row)}\n", encoding="utf-8")

    with pytest.raises(InvalidContent) as refused:
        make_rules(read_configuration(tmp_path / "mkdocs.yml"))

    (problem,) = refused.value.problems
    assert (problem.line, problem.code) == (FIRST_LINE, "setting-refused")
    assert problem.message == f"Le site ne suit pas «\u00a0{row.name}\u00a0». {row.says}"


def test_the_table_tells_every_row_once() -> None:
    table = str(make_block(Block.SETTINGS, "x.md", make_site(load(FIXTURE), [])))

    names = re.findall(r"<tr><td><code>([^<]*)</code></td><td><strong>(\w+)\.", table)
    assert names == [(r.name, "Suivi" if r.followed else "Refusé") for r in setting_rows().values()]


def test_own_hooks_follow_ours_on_every_page(every: BuiltSite) -> None:
    """A page written by hand goes through all of them; one that is made, through three."""
    by_hand, made, lost = every["essai"], every[STORY], every["404.html"]

    assert "<p>Du greffon.</p>" in by_hand
    assert "Du greffon." not in made
    for page in (by_hand, made):
        assert "<p>Un contenu.</p>" in page
        assert "une valeur donnée" in page
        assert "<!-- après --></body>" in page
        assert "<p>Sous le texte.</p>" in page
    assert "<!-- modèle --></body>" in lost
    assert "Une annonce." in lost


def test_only_files_that_are_asked_for_are_published(every: BuiltSite) -> None:
    assert (every.site / "polices/a.woff2").is_file()
    assert not (every.site / "modeles").exists()


def test_the_picture_of_a_story_is_published_where_its_page_says(every: BuiltSite) -> None:
    said = re.findall(r'"og:image" content="https://passages.example/([^"]*)"', every[STORY])

    assert said == ["assets/cards/recits/premier.png"]
    with Image.open(every.site / said[0]) as picture:
        assert picture.size == CARD_SIZE


def test_each_block_of_the_theme_may_be_filled(tmp_path: Path) -> None:
    """On a page that is made as on one written by hand; a partial of the same name is replaced."""
    given = "".join(f"{{% block {b} %}}{{{{ super() }}}}[{b}]{{% endblock %}}" for b in BLOCKS)
    files = {
        "modeles/main.html": f'{{% extends "base.html" %}}{given}',
        "modeles/partials/footer.html": "Notre pied de page",
    }
    root = copied(tmp_path / "site")
    settings = "theme: { name: material, custom_dir: modeles }\nextra: { recherche: non }\n"
    built = build_with(root, settings, files)

    assert theme_blocks() == BLOCKS
    for page in (built[STORY], built["contribuer"]):
        assert [block for block in BLOCKS if f"[{block}]" not in page] == []
        assert "Notre pied de page" in page


def test_a_theme_that_is_not_named_is_ours(tmp_path: Path) -> None:
    """Whoever wrote no theme at all has what a site of Material has."""
    root = copied(tmp_path / "site")
    (root / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"))

    assert config.theme.name == "mkdocs"
    assert Path(events.on_config(config).theme.dirs[0]).name == "theme"
    assert check_repository(root, read_configuration(root / "mkdocs.yml")) == []


SHAPES = (
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "[{a: }]",
    "{a: {b: c}}",
    "[a, {b: c}]",
    "''",
    "~",
    "1",
    "a b",
)
BELOW = ("palette", "font", "icon", "features", "logo", "name", "custom_dir", "social", "homepage")


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_a_setting_is_a_fault_of_ours(shape: str, tmp_path: Path) -> None:
    """Whatever is written, it is followed or told."""
    written = [f"{key}: {shape}" for key in setting_rows() if "." not in key]
    written += [f"{top}: {{ {key}: {shape} }}" for top in ("theme", "extra") for key in BELOW]
    written += [
        f"theme: {{ palette: {{ primary: {shape} }} }}",
        f"theme: {{ font: {{ text: {shape} }} }}",
    ]
    written += [f"{one}: [ {{ toc: {shape} }} ]" for one in ("plugins", "markdown_extensions")]
    for text in written:
        (tmp_path / "mkdocs.yml").write_text(f"site_name: A\n{text}\n", encoding="utf-8")
        try:
            check_repository(tmp_path, read_configuration(tmp_path / "mkdocs.yml"))
        except UnreadableConfiguration:
            assert text.startswith("extra: ")


GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.browser
def test_the_first_scheme_shows_until_the_reader_chooses(
    every: BuiltSite, otherwise: BuiltSite, browser: Browser
) -> None:
    """Whatever their system asks for; a site of one scheme has no button to change it."""
    context = browser.new_context(color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    with served(every.site) as address:
        page.goto(f"{address}/{STORY}/")
        button = page.locator("#es-theme")
        assert page.evaluate(GROUND) == "rgb(17, 25, 28)"
        assert button.get_attribute("aria-pressed") == "true"
        button.click()
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
        page.reload()
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    with served(otherwise.site) as address:
        page.goto(f"{address}/{STORY}/")
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
        assert page.locator("#es-theme").count() == 0
    context.close()
