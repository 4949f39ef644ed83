# SPDX-License-Identifier: EUPL-1.2
"""The page of each scheme, and of each document of its kit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from escales.content.library import Entry, Library
from escales.pages.adaptation import provenance_of
from escales.pages.adopters import all_adopters
from escales.pages.body import author_text, document_text
from escales.pages.circuit import WIDTH, paths_of
from escales.pages.decision import anchors, read_audience
from escales.pages.duration_line import position
from escales.pages.kit_fields import form_values, whole_kit_values
from escales.pages.kit_form import fields_of_choices, is_labelled, make_choices
from escales.pages.law import reading_sentence
from escales.pages.page import FeedLink, PagePlan, SitePage
from escales.pages.poster import poster_values
from escales.pages.story_list import StoryList
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.pages.versions import unchanged_since
from escales.reading.marked_parts import choices_of
from escales.schema import KitDocument, Scheme
from escales.words.addresses import (
    SCHEMES,
    download_uri,
    feed_uri,
    guided_uri,
    kit_uri,
    one_page_uri,
    versions_uri,
)
from escales.words.kit_terms import Moment, Setting
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Format, PageKind

phrases = phrases_of("pages")

Group: TypeAlias = tuple[Setting | None, list[Entry[KitDocument]]]

LATEST = 5
LAW = "le-cadre-juridique"  # the section whose parts are folded
NOTE = "[^"  # the mark of a numbered note: its sources are then told at the end of the text
# Pages written by hand.
GUIDE, ADVICE, TRIED = "quel-cadre/index.md", "reutiliser.md", "qui-s-y-est-essaye.md"


def plan_scheme(scheme: Entry[Scheme], site: Site, story_list: StoryList) -> PagePlan:
    """Plan the page of a scheme: who bears it and who reuses it, its kit, its latest stories."""
    facts, uri = scheme.facts, scheme.uri
    bearer = site.library.collectivities[facts.bearer].facts
    page = SitePage(
        uri=uri,
        title=facts.title,
        description=facts.summary,
        parent=SCHEMES,
        source=scheme.path,
        changed_on=facts.changed_on,
        kind=PageKind.SCHEME,
        gist=" · ".join(filter(None, (facts.acronym, bearer.name, facts.maturity.label))),
        feeds=(FeedLink(phrases.versions_feed.format(title=facts.title), feed_uri(uri)),),
        json_ld={
            "@type": "CreativeWork",
            "version": facts.version,
            "license": facts.licence.detail,
            "dateModified": str(facts.changed_on),
        },
        whole_kit=bool(site.library.kits.get(scheme.slug)),
    )
    return PagePlan(page, partial(_scheme_text, scheme, site, story_list))


def _scheme_text(scheme: Entry[Scheme], site: Site, story_list: StoryList) -> dict[str, Any]:
    uri, library = scheme.uri, site.library
    values: dict[str, Any] = {
        "scheme": scheme,
        "bearer": library.collectivities[scheme.facts.bearer],
        "position": position,
        "kit": library.kits.get(scheme.slug, ()),
        "kit_uri": kit_uri(scheme.slug),
        "kit_weight": site.weights.get(kit_uri(scheme.slug)),
        "story_list": story_list,
        "provenance": provenance_of(scheme, library),
    }
    sections = anchors(scheme.body)
    head = fill(
        "scheme_head.html",
        uri,
        anchors=sections,
        law_id=sections.get(LAW),
        paths=paths_of(scheme, library),
        width=WIDTH,
        one_page=one_page_uri(scheme.slug),
        audience=read_audience(scheme.body),
        guide=uri_if_present(GUIDE, library),
        law=reading_sentence(scheme.facts.law),
        kit_in_order=_in_order(values["kit"]),
        formats=site.formats,
        download_uri=download_uri,
        **whole_kit_values(scheme.slug, values["kit"], site.formats),
        **values,
    )
    foot = fill(
        "scheme_foot.html",
        uri,
        latest=story_list.ordered[:LATEST],
        site=site,
        adopters=[
            (adopter, library.collectivities.get(adopter.employer))
            for adopter in all_adopters(library, site.elsewhere)
            if adopter.scheme == scheme.slug
        ],
        also=site.elsewhere.schemes_of_ours.get(scheme.slug, ()),
        tried=uri_if_present(TRIED, library),
        feed_uri=feed_uri(uri),
        versions_uri=versions_uri(scheme.slug) if scheme.slug in library.sources else None,
        several_versions=len(library.published_versions(scheme.slug)) > 1,
        card=site.cards.for_page(uri),
        advice=uri_if_present(ADVICE, library),
        has_notes=NOTE in scheme.body.text,
        **poster_values(uri, site.settings),
        **values,
    )
    folded = sections.get(LAW, "")
    return {**author_text(scheme), "head": head, "foot": foot, "folded": folded}


def _in_order(kit: Sequence[Entry[KitDocument]]) -> list[tuple[Moment | None, list[Group]]]:
    """Return documents by when they serve, then by whom between: what serves at all times first."""
    return [
        (moment, [(setting, papers) for setting in (None, *Setting) if (papers := found[setting])])
        for moment in (None, *Moment)
        if (found := _by_setting(each for each in kit if each.facts.moment == moment))
    ]


def _by_setting(
    documents: Iterable[Entry[KitDocument]],
) -> Mapping[Setting | None, list[Entry[KitDocument]]]:
    found = defaultdict(list)
    for document in documents:
        found[document.facts.setting].append(document)
    return found


def uri_if_present(uri: str, library: Library) -> str | None:
    return uri if f"docs/{uri}" in library.pages else None


def plan_kit(document: Entry[KitDocument], scheme: Entry[Scheme], site: Site) -> PagePlan:
    """Plan the page of a document of a kit, with its files to download."""
    title, scheme_title = document.facts.title, scheme.facts.title
    page = SitePage(
        uri=document.uri,
        title=title,
        description=phrases.kit_description.format(title=title, scheme=scheme_title),
        parent=scheme.uri,
        source=document.path,
        changed_on=scheme.facts.changed_on,
        whole_kit=True,
        fillable=bool(document.facts.fields or choices_of(document.body.text)),
        kind=PageKind.DOCUMENT,
        gist=scheme_title,
    )
    return PagePlan(page, partial(_kit_text, document, scheme, site))


def _kit_text(document: Entry[KitDocument], scheme: Entry[Scheme], site: Site) -> dict[str, Any]:
    uri, formats, text = document.uri, site.formats, document_text(document)
    source = document.body.text
    values = {"document": document, "scheme": scheme}
    kit = site.library.kits[scheme.slug]
    law = reading_sentence(scheme.facts.law)
    return {
        **text,
        "head": fill(
            "kit_head.html",
            uri,
            labelled=is_labelled(source),
            law=law,
            since=unchanged_since(document, scheme.slug, site.library),
            versions_uri=versions_uri(scheme.slug),
            **values,
        ),
        "foot": fill(
            "kit_foot.html",
            uri,
            formats=formats,
            missing=[kind for kind in Format if kind not in formats],
            download_uri=download_uri,
            kit_uri=kit_uri(scheme.slug),
            guided_uri=guided_uri,
            choices=make_choices(source),
            sourced="[^" in source,
            fields_of_choices=fields_of_choices(source),
            weights=site.weights,
            settings=site.settings,
            **whole_kit_values(scheme.slug, kit, formats) | form_values(document, kit),
            **values,
        ),
    }
