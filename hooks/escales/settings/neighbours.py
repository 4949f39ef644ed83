# SPDX-License-Identifier: EUPL-1.2
"""The neighbours that a site names: other sites, whose cards it shows beside its own stories."""

import re
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from escales.problems.problem import Notes
from escales.reading.header import Header, Location, Value, dotted
from escales.reading.validation import validate
from escales.schema import Facts
from escales.schema.facts import field
from escales.schema.publisher import NEIGHBOURS
from escales.schema.values import Phrase, Text, refuse
from escales.settings.configuration import Configuration
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("settings")

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


SiteAddress = Annotated[Text, AfterValidator(_site)]


class NeighbourFacts(Facts):
    """A neighbour, as `mkdocs.yml` names it; its own name when none is given."""

    address: SiteAddress = field(
        "adresse", "Adresse", "L’adresse du site voisin.", "https://recits.voisin.example/"
    )
    name: Phrase | None = field(
        "nom", "Nom", "Comment l’appeler ici.", "Récits du Pays voisin", default=None
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
    if not isinstance(said, list):
        line = decisions.line((NEIGHBOURS,))
        notes.add("bad-setting", line, NEIGHBOURS, found=said, expected=phrases.neighbours)
        return ()
    own = (configuration.address, str(decisions.values.get("premiere_adresse", "")))
    taken = {site_slug(address): phrases.not_oneself for address in own if address}
    chosen = []
    for place, entry in enumerate(said):
        facts = _read_entry(decisions, place, entry, notes)
        slug = site_slug(facts.address) if facts else ""
        if facts and (expected := taken.setdefault(slug, "")):
            line = decisions.line((NEIGHBOURS, place))
            key = dotted((NEIGHBOURS, place))
            notes.add("bad-setting", line, key, found=facts.address, expected=expected)
        elif facts:
            taken[slug] = phrases.once
            chosen.append(ChosenNeighbour(slug, facts.address, facts.name or ""))
    return tuple(chosen)


def _read_entry(decisions: Header, place: int, entry: Value, notes: Notes) -> NeighbourFacts | None:
    """Return one entry, an address alone or with a name, or None once its faults are noted."""
    at: Location = (NEIGHBOURS, place)
    values: dict[str, Value] = entry if isinstance(entry, dict) else {"adresse": entry}
    lines = {there[2:]: line for there, line in decisions.lines.items() if there[:2] == at}
    faults = Notes(notes.path)
    facts = validate(NeighbourFacts, Header(values, lines, decisions.line(at)), faults)
    notes.problems += [
        replace(fault, key=".".join(filter(None, (dotted(at), fault.key))))
        for fault in faults.problems
    ]
    return facts


def site_slug(address: str) -> str:
    """Return a name for a file: one site has one, whether it is asked for in https or not."""
    parts = urlsplit(address)
    return slugify(f"{parts.netloc}{parts.path}")[:LONGEST_SLUG].strip("-")
