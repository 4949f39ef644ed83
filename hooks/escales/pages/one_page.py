# SPDX-License-Identifier: EUPL-1.2
"""A scheme on one page, for those who decide: its facts, and sentences of its own text."""

from functools import partial
from typing import Any

from escales.content.library import Entry
from escales.pages.circuit import paths_of
from escales.pages.decision import bold_starts, read_audience
from escales.pages.law import reading_sentence
from escales.pages.page import PagePlan, SitePage
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.schema import Scheme
from escales.words.addresses import one_page_uri
from escales.words.phrases import phrases_of
from escales.words.vocabulary import PageKind

phrases = phrases_of("pages")

UNKNOWN = "ce-qu-on-ne-sait-pas-encore"


def plan_one_page(scheme: Entry[Scheme], site: Site) -> PagePlan:
    """Plan the page that tells a scheme on one sheet."""
    facts = scheme.facts
    page = SitePage(
        uri=one_page_uri(scheme.slug),
        title=phrases.one_page.format(title=facts.title),
        description=phrases.one_page_description.format(title=facts.title),
        parent=scheme.uri,
        source=scheme.path,
        changed_on=facts.changed_on,
        kind=PageKind.PAGE,
        gist=facts.title,
        searchable=False,  # the page of the scheme says the same, and more
    )
    return PagePlan(page, partial(_text, scheme, site))


def _text(scheme: Entry[Scheme], site: Site) -> dict[str, Any]:
    facts = scheme.facts
    return {
        "head": fill(
            "one_page.html",
            one_page_uri(scheme.slug),
            scheme=scheme,
            bearer=site.library.collectivities[facts.bearer],
            paths=paths_of(scheme, site.library),
            audience=read_audience(scheme.body),
            unknown=bold_starts(scheme.body, UNKNOWN),
            law=reading_sentence(facts.law),
            kit=site.library.kits.get(scheme.slug, ()),
            settings=site.settings,
        )
    }
