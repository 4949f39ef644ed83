# SPDX-License-Identifier: EUPL-1.2
"""The same stories for Pelican, with a theme written for this: what `nu` makes, and three facets.

Its own lists by category, tag and author hold the facets. Its pages carry the same text and the
same menu as the others, in a shell far lighter than Material's, and neither feeds nor search:
Pelican is compared at its best.
"""

from pathlib import Path
from string import Template
from typing import Any

from bench.content import Told, groups_of
from bench.pages import ADDRESS, addresses_of, write_stories, write_stubs

BY_PAGE = 50  # stories in a page of a list

SHELL = Template("""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{{ SITENAME }}{% endblock %}</title>
{% block head %}{% endblock %}
<link rel="stylesheet" href="{{ SITEURL }}/theme/style.css">
</head>
<body>
<header><a href="{{ SITEURL }}/">{{ SITENAME }}</a>
<nav><ul>
{% for name, url in MENUITEMS %}<li><a href="{{ SITEURL }}/{{ url }}">{{ name }}</a></li>
{% endfor %}</ul></nav></header>
<main>
{% block main %}{% endblock %}
</main>
<footer><p>{{ SITENAME }}</p></footer>
</body>
</html>
""").template
PAGE = """{% extends "base.html" %}
{% block title %}{{ page.title }} - {{ SITENAME }}{% endblock %}
{% block main %}<h1>{{ page.title }}</h1>
{{ page.content }}{% endblock %}
"""
ARTICLE = """{% extends "base.html" %}
{% block title %}{{ article.title }} - {{ SITENAME }}{% endblock %}
{% block head %}<meta name="description" content="{{ article.description }}">
<link rel="canonical" href="{{ SITEURL }}/{{ article.url }}">{% endblock %}
{% block main %}<h1>{{ article.title }}</h1>
<ul>
<li><a href="{{ SITEURL }}/{{ article.category.url }}">{{ article.category }}</a></li>
{% for tag in article.tags %}<li><a href="{{ SITEURL }}/{{ tag.url }}">{{ tag }}</a></li>
{% endfor %}<li><a href="{{ SITEURL }}/{{ article.author.url }}">{{ article.author }}</a></li>
</ul>
{{ article.content }}{% endblock %}
"""
# What a page of a list says of a story: its title, its summary.
LIST = Template("""{% extends "base.html" %}
{% block title %}{{ $term }} - {{ SITENAME }}{% endblock %}
{% block main %}<h1>{{ $term }}</h1>
{% for article in articles_page.object_list %}<article>
<h2><a href="{{ SITEURL }}/{{ article.url }}">{{ article.title }}</a></h2>
<p>{{ article.description }}</p>
</article>
{% endfor %}<p>{% if articles_page.has_previous() %}<a
href="{{ SITEURL }}/{{ articles_previous_page.url }}">Avant</a>{% endif %}
{{ articles_page.number }} / {{ articles_paginator.num_pages }}
{% if articles_page.has_next() %}<a
href="{{ SITEURL }}/{{ articles_next_page.url }}">Après</a>{% endif %}</p>
{% endblock %}
""")
TERMS = Template("""{% extends "base.html" %}
{% block main %}<ul>
{% for term, told in $terms %}<li><a href="{{ SITEURL }}/{{ term.url }}">{{ term }}</a>
{{ told|length }}</li>
{% endfor %}</ul>{% endblock %}
""")
EXTENSIONS = ("meta", "toc", "tables", "fenced_code")  # those of MkDocs, and its headers
FACETS = {"category": "categories", "tag": "tags", "author": "authors"}
LISTS = {one: LIST.substitute(term=one) for one in FACETS}
INDEXES = {many: TERMS.substitute(terms=many) for many in FACETS.values()}
TEMPLATES = {"base": SHELL, "page": PAGE, "article": ARTICLE, **LISTS, **INDEXES}


def write_pelican(root: Path, count: int) -> None:
    nav = write_stubs(root)
    home = root / "docs/index.md"
    text = home.read_text(encoding="utf-8").replace("---\n", "---\nsave_as: index.html\n", 1)
    home.write_text(text, encoding="utf-8")
    write_stories(root / "docs/stories", count, _story)
    (root / "theme/templates").mkdir(parents=True)
    for name, template in TEMPLATES.items():
        (root / f"theme/templates/{name}.html").write_text(template, encoding="utf-8")
    (root / "theme/static").mkdir()
    (root / "theme/static/style.css").write_text("body { max-width: 45rem }\n", encoding="utf-8")
    lines = [f"{name} = {value!r}\n" for name, value in _settings(nav).items()]
    (root / "pelicanconf.py").write_text("".join(lines), encoding="utf-8")


def build_with_pelican(root: Path, site: Path) -> list[str]:
    settings = str(root / "pelicanconf.py")
    return ["--fatal", "errors", "-s", settings, "-o", str(site)]


def _story(told: Told) -> str:
    category, duration, employer = groups_of(told)
    facts = {
        "Title": told.title,
        "Description": told.summary,
        "Date": told.published_on,
        "Category": category,
        "Tags": duration.replace(",", ""),  # a comma parts two of them
        "Author": employer,
    }
    return "\n".join([*(f"{name}: {value}" for name, value in facts.items()), "", told.text])


def _settings(nav: list[Any]) -> dict[str, Any]:
    """Return those of a site whose addresses are folders, without what the others do not make."""
    feeds = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM")
    lists = {
        f"{one.upper()}_{key}": f"par-{one}/{{slug}}/{end}"
        for one in FACETS
        for key, end in (("URL", ""), ("SAVE_AS", "index.html"))
    }
    indexes = {f"{many.upper()}_SAVE_AS": f"par-{one}/index.html" for one, many in FACETS.items()}
    return {
        "SITENAME": "Récits",
        "SITEURL": ADDRESS.removesuffix("/"),
        "PATH": "docs",
        "THEME": "theme",
        "THEME_STATIC_DIR": "theme",
        "THEME_STATIC_PATHS": ["static"],
        "TIMEZONE": "Europe/Paris",
        "DEFAULT_LANG": "fr",
        "DEFAULT_DATE": "2026-01-01",
        "ARTICLE_PATHS": ["stories"],
        "PAGE_PATHS": [""],
        "STATIC_PATHS": [],
        "FILENAME_METADATA": "(?P<title>.*)",
        "PATH_METADATA": r"(?P<slug>.*?)(/index)?[.]md",
        "MENUITEMS": [(address or "Accueil", address) for address in addresses_of(nav)],
        "ARTICLE_URL": "{slug}/",
        "ARTICLE_SAVE_AS": "{slug}/index.html",
        "ARTICLE_TRANSLATION_ID": None,
        "PAGE_URL": "{slug}/",
        "PAGE_SAVE_AS": "{slug}/index.html",
        "PAGE_TRANSLATION_ID": None,
        "DIRECT_TEMPLATES": list(FACETS.values()),
        "ARCHIVES_SAVE_AS": "",
        "DEFAULT_PAGINATION": BY_PAGE,
        "PAGINATED_TEMPLATES": dict.fromkeys(FACETS),
        "PAGINATION_PATTERNS": [
            (1, "{base_name}/", "{base_name}/index.html"),
            (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
        ],
        "MARKDOWN": {
            "extension_configs": {f"markdown.extensions.{name}": {} for name in EXTENSIONS}
        },
        **dict.fromkeys([*feeds, "AUTHOR_FEED_RSS"]),
        **lists,
        **indexes,
    }
