# SPDX-License-Identifier: EUPL-1.2
"""Hooks for MkDocs: those of a site, with a neighbour made up by hand, which nobody gathered."""

from datetime import date
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig

from escales.content.elsewhere import (
    EmployerElsewhere,
    Lineage,
    Neighbour,
    Neighbourhood,
    SchemeElsewhere,
    StoryElsewhere,
)
from escales.mkdocs import events
from escales.mkdocs.build import BUILD, Build
from escales.mkdocs.events import (
    on_env,
    on_files,
    on_nav,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_post_page,
)
from escales.pages import make_site
from escales.schema.durations import parse_duration
from escales.words.vocabulary import Category, CollectivityType, Maturity, Viewpoint

__all__ = ["on_env", "on_files", "on_nav", "on_page_content", "on_page_context", "on_post_build"]
__all__ += ["on_page_markdown", "on_post_page"]

Card = tuple[str, str, list[str], list[str]]  # title, summary, skills, what readers type
CARDS: dict[str, Card] = yaml.load(
    (Path(__file__).parent / "engine/search/elsewhere.yml").read_text(encoding="utf-8"),
    yaml.CSafeLoader,
)
ADDRESS = "https://passages-29.example/"
SITE = Neighbour(
    "passages-29", "Les mobilités du Centre de gestion du Finistère", ADDRESS, date(2026, 11, 23)
)
EMPLOYER = EmployerElsewhere(
    SITE,
    "plouzane",
    f"{ADDRESS}collectivites/plouzane/",
    "Ville de Plouzané",
    CollectivityType.TOWN,
    "212902126",
    "29",
)
SCHEME = SchemeElsewhere(
    SITE,
    "passerelle",
    f"{ADDRESS}dispositifs/passerelle/",
    "La passerelle des îles",
    None,
    "Des agents des îles passent un mois sur le continent, et inversement.",
    "Ville de Plouzané",
    Maturity.TESTED,
    "0.2.0",
    Lineage("passerelle", "212902126"),
)


def address_of(slug: str) -> str:
    return f"{ADDRESS}recits/{slug}/"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    events.on_config(config)
    build: Build = config[BUILD]
    site = build.site
    stories = tuple(_story(slug, card) for slug, card in CARDS.items())
    neighbourhood = Neighbourhood((SITE,), stories, (SCHEME,), (EMPLOYER,))
    build.site = make_site(site.library, site.formats, site.settings, neighbourhood)
    return config


def _story(slug: str, card: Card) -> StoryElsewhere:
    title, summary, skills, _ = card
    duration = parse_duration("6 semaines")
    assert duration
    return StoryElsewhere(
        neighbour=SITE,
        id=slug,
        address=address_of(slug),
        title=title,
        summary=summary,
        category=Category.B,
        employer=EMPLOYER,
        host=None,
        duration=duration,
        share=None,
        scheme=SCHEME,
        viewpoint=Viewpoint.AGENT,
        year=2025,
        published_on=date(2026, 2, 1),
        signature="Agente portuaire",
        skills=tuple(skills),
    )
