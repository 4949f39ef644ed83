# SPDX-License-Identifier: EUPL-1.2
"""The same stories for Eleventy, with templates written for this: what `nu` makes, three facets.

Its pages carry the same text and the same menu as the others, in a shell far lighter than
Material's, and neither feeds nor search: Eleventy is compared at its best.
"""

import json
from pathlib import Path
from string import Template
from typing import Any

from bench.content import Told, groups_of, header
from bench.hugo import BY_PAGE, FACETS
from bench.pages import ADDRESS, addresses_of, write_stories, write_stubs
from escales.words.spelling import slugify

SHELL = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} - {{ site.name }}</title>
{% if description %}<meta name="description" content="{{ description }}">{% endif %}
<link rel="canonical" href="{{ site.address }}{{ page.url }}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">{{ site.name }}</a>
<nav><ul>
{% for address in site.menu %}<li><a href="/{{ address }}">{{ address or "Accueil" }}</a></li>
{% endfor %}</ul></nav></header>
<main>
<h1>{{ title }}</h1>
{{ content | safe }}
</main>
<footer><p>{{ site.name }}</p></footer>
</body>
</html>
"""
STORY = """---
layout: shell.njk
---
<ul>
{% for facet in site.facets %}
<li><a href="/{{ facet }}/{{ facets[facet].slug }}/">{{ facets[facet].name }}</a></li>
{% endfor %}
</ul>
{{ content | safe }}
"""
# What a page of a list says of a story: its title, its summary.
LIST = """---js
{
  layout: "shell.njk",
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: "{{ list.address }}index.html",
  eleventyComputed: { title: "{{ list.term }}" },
}
---
{% for story in list.stories %}<article>
<h2><a href="{{ story.url }}">{{ story.data.title }}</a></h2>
<p>{{ story.data.description }}</p>
</article>
{% endfor %}<p>{% if list.before %}<a href="/{{ list.before }}">Avant</a>{% endif %}
{{ list.number }} / {{ list.pages }}
{% if list.after %}<a href="/{{ list.after }}">Après</a>{% endif %}</p>
"""
TERMS = """---
layout: shell.njk
pagination: { data: site.facets, size: 1, alias: facet }
permalink: "{{ facet }}/index.html"
title: Classement
---
<ul>
{% for list in collections.lists %}{% if list.facet == facet and list.number == 1 %}
<li><a href="/{{ list.address }}">{{ list.term }}</a> {{ list.total }}</li>
{% endif %}{% endfor %}
</ul>
"""
CONFIG = Template("""// As its documentation has it: a collection of the pages of all lists.
function lists(collection) {
  const stories = collection.getFilteredByTag("stories");
  return $facets.flatMap((facet) => {
    const terms = new Map();
    for (const story of stories) {
      const { slug } = story.data.facets[facet];
      if (!terms.has(slug)) terms.set(slug, []);
      terms.get(slug).push(story);
    }
    return [...terms].flatMap(([slug, found]) => {
      const term = found[0].data.facets[facet].name;
      const pages = Math.ceil(found.length / $by_page);
      const address = (number) =>
        `$${facet}/$${slug}/` + (number > 1 ? `page/$${number}/` : "");
      return Array.from({ length: pages }, (_, place) => ({
        facet, term, pages,
        total: found.length,
        number: place + 1,
        address: address(place + 1),
        before: place > 0 && address(place),
        after: place + 1 < pages && address(place + 2),
        stories: found.slice(place * $by_page, (place + 1) * $by_page),
      }));
    });
  });
}

module.exports = (config) => {
  config.addCollection("lists", lists);
  config.addPassthroughCopy({ static: "/" });
  return {
    dir: { input: "docs", includes: "../layouts", data: "../data" },
    templateFormats: ["md", "njk"],
    markdownTemplateEngine: false,
  };
};
""")


def write_eleventy(root: Path, count: int) -> None:
    nav = write_stubs(root)
    write_stories(root / "docs/stories", count, _story)
    site = {
        "name": "Récits",
        "address": ADDRESS.removesuffix("/"),
        "menu": list(addresses_of(nav)),
        "facets": FACETS,
    }
    config = CONFIG.substitute(facets=json.dumps(FACETS), by_page=BY_PAGE)
    defaults = {"layout": "shell.njk", "title": site["name"]}
    of_stories = {"layout": "story.njk", "tags": "stories"}
    files: dict[str, Any] = {
        "eleventy.config.cjs": config,
        "layouts/shell.njk": SHELL,
        "layouts/story.njk": STORY,
        "docs/lists.njk": LIST,
        "docs/terms.njk": TERMS,
        "docs/docs.json": json.dumps(defaults),
        "docs/stories/stories.json": json.dumps(of_stories),
        "data/site.json": json.dumps(site),
        "static/style.css": "body { max-width: 45rem }\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def build_with_eleventy(root: Path, site: Path) -> list[str]:
    """Return words that hold in the folder of the site: it takes no other."""
    return [
        "--config=eleventy.config.cjs",
        f"--output=../{site.relative_to(root.parent)}",
        "--quiet",
    ]


def _story(told: Told) -> str:
    groups = [{"name": group, "slug": slugify(group)} for group in groups_of(told)]
    facets = dict(zip(FACETS, groups, strict=True))
    return header(title=told.title, description=told.summary, facets=facets) + told.text
