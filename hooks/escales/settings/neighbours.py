# SPDX-License-Identifier: EUPL-1.2
"""The neighbours that a site names: other sites, whose cards it shows beside its own stories."""

import re
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from escales.problems.problem import Notes
from escales.reading.header import Value
from escales.reading.validation import validate
from escales.schema import Facts
from escales.schema.facts import field
from escales.schema.publisher import NEIGHBOURS
from escales.schema.values import Phrase, Text, refuse
from escales.settings.configuration import Configuration
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("settings")

MOST_NEIGHBOURS = 100
LONGEST_SLUG = 100  # signs: it names a file
SITE = re.compile(  # in http, this machine alone, for trials
    r"(?:https://[^\s/?#@\\<>\"']+\.[^\s/?#@\\<>\"']+|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?)"
    r"(?:/[^\s?#\\<>\"']*)?",
    re.IGNORECASE,
)


def _site(value: str) -> str:
    """Return the address of a site in its usual form, with a slash at its end."""
    if SITE.fullmatch(value) is None:
        refuse("bad-setting", found=value, expected=phrases.neighbour)
    parts = urlsplit(value)
    path = parts.path.rstrip("/") + "/"
    return parts._replace(netloc=parts.netloc.lower(), path=path).geturl()


class NeighbourFacts(Facts):
    """A neighbour, as `mkdocs.yml` names it; its own name when none is given."""

    address: Annotated[Text, AfterValidator(_site)] = field(
        "adresse", "Adresse", "L’adresse du site voisin.", "https://recits.voisin.example/"
    )
    name: Phrase | None = field(
        "nom", "Nom", "Comment l’appeler ici.", "Récits du Pays voisin", default=None
    )


class NeighbourList(Facts):
    """All that are named."""

    neighbours: tuple[NeighbourFacts, ...] = field(
        NEIGHBOURS, "Voisins", "Les sites voisins.", default=(), max_length=MOST_NEIGHBOURS
    )


@dataclass(frozen=True, slots=True)
class ChosenNeighbour:
    """`slug` names its file in voisins/; `name` is empty when the neighbour is to say it."""

    slug: str
    address: str
    name: str = ""


def read_neighbours(configuration: Configuration, notes: Notes) -> tuple[ChosenNeighbour, ...]:
    """Return the neighbours of a site, in its order; note at its line each that cannot be one."""
    decisions = configuration.decisions
    said = decisions.values.get(NEIGHBOURS) or []
    entries: Value = [_entry(one) for one in said] if isinstance(said, list) else said
    facts = validate(NeighbourList, replace(decisions, values={NEIGHBOURS: entries}), notes)
    own = {configuration.address, str(decisions.values.get("premiere_adresse", ""))}
    chosen: dict[str, ChosenNeighbour] = {}
    for place, one in enumerate(facts.neighbours if facts else ()):
        slug, wrong = site_slug(one.address), ""
        if slug in {site_slug(address) for address in own if address}:
            wrong = phrases.not_oneself
        elif slug in chosen:
            wrong = phrases.once
        if wrong:
            line = decisions.line((NEIGHBOURS, place))
            notes.add("bad-setting", line, NEIGHBOURS, found=one.address, expected=wrong)
        chosen[slug] = ChosenNeighbour(slug, one.address, one.name or "")
    return tuple(chosen.values())


def _entry(said: Value) -> Value:
    return {"adresse": said} if isinstance(said, str) else said


def site_slug(address: str) -> str:
    """Return a name for a file: one site has one, whether it is asked for in https or not."""
    parts = urlsplit(address)
    return slugify(f"{parts.netloc}{parts.path}")[:LONGEST_SLUG].strip("-")
