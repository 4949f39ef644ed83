# SPDX-License-Identifier: EUPL-1.2
"""The page of a story before it is published: the templates of the real one, with places to fill.

The form shows it, once `story/preview.js` has put the answers in it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import product
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from escales.pages.duration_line import LENGTH, START, TWO_YEARS
from escales.pages.page import PagePlan, SitePage
from escales.pages.story_lists import Site, band_uri, category_uri
from escales.pages.templating import fill, french_date
from escales.schema import Story
from escales.schema.durations import LONGEST, UPPER_BOUNDS
from escales.schema.sections import STORY_OUTLINE
from escales.words.addresses import PREVIEW, STORIES, url_of
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Band, Category, PageKind, Status, Viewpoint

phrases = phrases_of("pages")

DAY = date.max  # stands for the day of publication, which a filter of the templates writes


class _Place:
    """A fact that a browser will fill: templates write its name between angles."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, part: str) -> "_Place":
        if part.startswith("_"):
            raise AttributeError(part)
        return _Place(f"{self._name}.{part}")

    def __str__(self) -> str:
        return f"⟨{self._name}⟩"


class _Entries:
    """The collectivities, or the schemes: templates find in them what a story names."""

    def __getitem__(self, place: _Place) -> SimpleNamespace:
        return SimpleNamespace(uri=str(place.uri), facts=place)


def plan_preview(site: Site) -> PagePlan:
    """Plan the page that becomes the one of any story."""
    phrase = phrases["preview"]
    page = SitePage(
        uri=PREVIEW,
        title=phrase["title"],
        description=phrase["lead"],
        parent=STORIES,
        indexed=False,
        searchable=False,
        kind=PageKind.STORY,
    )
    return PagePlan(page, partial(_text, site))


def _text(site: Site) -> dict[str, Any]:
    titles = STORY_OUTLINE.names
    return {
        "body": "\n\n".join(f"## {title}\n\n…" for title in titles),
        "head": fill("preview_head.html", PREVIEW, phrase=phrases["preview"]),
        "foot": _script({"variants": [*_variants()], **_rules(site)}),
    }


def _variants() -> Iterator[Mapping[str, object]]:
    for host, scheme in product((False, True), repeat=2):
        yield _variant(host=host, scheme=scheme)


def _variant(*, host: bool, scheme: bool) -> Mapping[str, object]:
    """Return the head and the foot of a story that has another host or not, a scheme or not."""
    places = {name: _Place(name) for name in Story.model_fields}
    facts = SimpleNamespace(
        **{
            **places,
            "skills": [_Place("skills")],
            "example": False,
            "host": _Place("host") if host else None,
            "scheme": _Place("scheme") if scheme else None,
            "published_on": DAY,
            "corrected_on": None,
        }
    )
    values = {
        "story": SimpleNamespace(facts=facts, slug=""),
        "collectivities": _Entries(),
        "schemes": _Entries(),
        "voices": (),
        "nearby": (),
    }
    head = fill(
        "story_head.html",
        PREVIEW,
        category_uri=lambda category: str(category.uri),
        band_uri=lambda band: str(band.uri),
        at=0,  # the stop on the line, which has no text
        emblem="",
        **values,
    )
    foot = fill("story_foot.html", PREVIEW, card=None, **values)
    published = foot.replace(french_date(DAY), str(_Place("published")))
    return {"host": host, "scheme": scheme, "head": head, "foot": published}


def _rules(site: Site) -> Mapping[str, object]:
    """Return what a browser must know to fill the places: addresses, labels, the line."""
    library = site.library
    real = [entry for entry in library.collectivities.values() if not entry.facts.example]
    bounds = [*((units, url_of(band_uri(band))) for band, units in UPPER_BOUNDS.items())]
    return {
        "answers": {name: field.alias for name, field in Story.model_fields.items()},
        "bands": [*bounds, (None, url_of(band_uri(Band.BEYOND)))],
        "line": {"start": START, "two_years": TWO_YEARS, "length": LENGTH, "longest": LONGEST},
        "categories": {
            str(category): (category.label, url_of(category_uri(category))) for category in Category
        },
        "statuses": {str(status): status.within for status in Status},
        "viewpoints": {str(viewpoint): viewpoint.label for viewpoint in Viewpoint},
        "employers": {entry.facts.name: url_of(entry.uri) for entry in real},
        "schemes": {
            entry.slug: {
                "acronym": entry.facts.acronym or entry.facts.title,
                "title": entry.facts.title,
                "summary": entry.facts.summary,
                "uri": url_of(entry.uri),
            }
            for entry in library.schemes.values()
        },
        "says": phrases["preview"],
    }


def _script(rules: Mapping[str, object]) -> Markup:
    """Write what a browser must know, in JSON that nothing in it can end the script element of."""
    text = json.dumps(rules, ensure_ascii=False, separators=(",", ":"), default=dict)
    safe = Markup(text.replace("<", "\\u003c"))  # noqa: S704  # no tag is left in it
    return Markup('<script type="application/json" id="es-modele">{}</script>').format(safe)
