# SPDX-License-Identifier: EUPL-1.2
"""The same stories for Hugo, with a theme written for this: what `nu` makes, and three facets.

Its pages carry the same text and the same menu as the others, in a shell far lighter than
Material's, and neither feeds nor search: Hugo is compared at its best.
"""

import json
from pathlib import Path
from string import Template
from typing import Any

from bench.content import Told, groups_of, header
from bench.pages import ADDRESS, pages_of, write_stories, write_stubs

BY_PAGE = 50  # stories in a page of a list
FACETS = ("par-categorie", "par-duree", "par-employeur")

SHELL = Template("""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "style.css" | relURL }}">
</head>
<body>
<header><a href="{{ "/" | relURL }}">{{ site.Title }}</a>
<nav><ul>
{{ range site.Menus.main }}<li><a href="{{ .URL }}">{{ .Name }}</a></li>
{{ end }}</ul></nav></header>
<nav><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ol></nav>
<main>
$main</main>
<footer><p>{{ site.Title }}</p></footer>
</body>
</html>
""")
FACTS = """{{ range slice "par-categorie" "par-duree" "par-employeur" }}{{ range $.GetTerms . }}
<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}{{ end }}"""
SINGLE = f"""<h1>{{{{ .Title }}}}</h1>
<ul>{FACTS}</ul>
{{{{ .TableOfContents }}}}
{{{{ .Content }}}}
"""
# What a page of a list says of a story: its title, its summary, its facets.
LIST = """<h1>{{ .Title }}</h1>
{{ .Content }}
{{ range .Paginator.Pages }}<article>
<h2><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></h2>
<p>{{ .Description }}</p>
</article>
{{ end }}<p>{{ with .Paginator }}{{ if .HasPrev }}<a href="{{ .Prev.URL }}">Avant</a>{{ end }}
{{ .PageNumber }} / {{ .TotalPages }}
{{ if .HasNext }}<a href="{{ .Next.URL }}">Après</a>{{ end }}{{ end }}</p>
"""
TERMS = """<h1>{{ .Title }}</h1>
<ul>
{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a>
{{ .Count }}</li>
{{ end }}</ul>
"""
LAYOUTS = {"single": SINGLE, "list": LIST, "taxonomy": TERMS, "home": "{{ .Content }}\n"}


def write_hugo(root: Path, count: int) -> None:
    nav = write_stubs(root)
    for index in (root / "docs").rglob("index.md"):
        index.rename(index.with_name("_index.md"))  # where other pages stand beside it
    write_stories(root / "docs/recits", count, _story)
    (root / "layouts").mkdir()
    for name, main in LAYOUTS.items():
        (root / f"layouts/{name}.html").write_text(SHELL.substitute(main=main), encoding="utf-8")
    (root / "static").mkdir()
    (root / "static/style.css").write_text("body { max-width: 45rem }\n", encoding="utf-8")
    (root / "hugo.json").write_text(json.dumps(_config(nav)), encoding="utf-8")


def _story(told: Told) -> str:
    facts = header(
        title=told.title,
        description=told.summary,
        date=str(told.published_on),
        **dict(zip(FACETS, groups_of(told), strict=True)),
    )
    return facts + told.text


def _config(nav: list[Any]) -> dict[str, Any]:
    addresses = [page.removesuffix("index.md").removesuffix(".md") for page in pages_of(nav)]
    return {
        "title": "Récits",
        "baseURL": ADDRESS,
        "defaultContentLanguage": "fr",
        "titleCaseStyle": "none",
        "contentDir": "docs",
        "taxonomies": {facet: facet for facet in FACETS},
        "pagination": {"pagerSize": BY_PAGE},
        "disableKinds": ["rss"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
        "menus": {
            "main": [
                {"name": address or "Accueil", "pageRef": f"/{address}", "weight": place}
                for place, address in enumerate(addresses, start=1)
            ]
        },
    }
