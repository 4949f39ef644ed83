# SPDX-License-Identifier: EUPL-1.2
"""What a publisher decides for all stories, and the day on which it is applied."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from escales.problems.problem import InvalidContent, Notes
from escales.reading.header import Header, Location, Value
from escales.schema import Publisher
from escales.settings.configuration import Configuration
from escales.settings.engine_content import ChosenContent, read_chosen_content
from escales.settings.extensions import PageExtensions, read_extensions
from escales.settings.look import Look, SiteFile, read_look
from escales.settings.neighbours import ChosenNeighbour, read_neighbours
from escales.settings.publisher import read_publisher
from escales.settings.refusals import check_site_settings

REFUSE, LEAVE_OUT = "refuser", "ecarter"
SECONDS = re.compile(r"[0-9]{1,11}")  # up to the year 5138
WHOLE = re.compile(r"[0-9]{1,6}")
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|#")  # in a menu, no page of this site
WEB = re.compile(r"(?:https?://[^\s<>\"'/?#]+(?:/[^\s<>\"'?#]*)?)?", re.IGNORECASE)
CHOICE = re.compile(f"{REFUSE}|{LEAVE_OUT}")
AN_ADDRESS = "une adresse, comme https://ville.example/"
SHAPES = {  # of settings of MkDocs, which would say so in English; the first two are our own needs
    "use_directory_urls": (re.compile(r"true|yes|on", re.IGNORECASE), "true"),
    "docs_dir": (re.compile(r"(?:\./)?docs/?"), "docs"),
    "site_url": (WEB, AN_ADDRESS),
    "repo_url": (WEB, AN_ADDRESS),
    "strict": (re.compile(r"true|yes|on|false|no|off", re.IGNORECASE), "true ou false"),
    "dev_addr": (re.compile(r"\S+:\d{1,5}"), "une adresse et un port, comme 127.0.0.1:8000"),
}
LISTS = ("plugins", "hooks", "nav", "watch", "markdown_extensions")


def today() -> date:
    """Return the day, or that of SOURCE_DATE_EPOCH, by which a build can be repeated.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if SECONDS.fullmatch(epoch):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011  # the day where the publisher is


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page that the menu names, and where it does."""

    path: str
    line: int
    uri: str


@dataclass(frozen=True, slots=True)
class Rules:
    """`anonymity_threshold` is the least number of people who might have written a story."""

    today: date = field(default_factory=today)
    grace_days: int = 90
    anonymity_threshold: int = 100
    answer_days: int = 10  # working days in which who sends a story is answered
    first_address: str = ""  # where the site was first published, with its last slash
    leave_out: bool = False  # bad stories are left out, instead of nothing being published
    publisher: Publisher = field(default_factory=Publisher)
    menu: tuple[MenuEntry, ...] = ()
    look: Look = field(default_factory=Look)
    extensions: PageExtensions = field(default_factory=PageExtensions)
    hooks: tuple[SiteFile, ...] = ()  # the programs that the site has MkDocs call
    chosen: ChosenContent | None = None  # of what comes with the engine, if it does
    neighbours: tuple[ChosenNeighbour, ...] = ()


def make_rules(configuration: Configuration) -> Rules:
    """Return what the publisher decides, or the defaults; raise InvalidContent at what is wrong."""
    decisions, notes = configuration.decisions, Notes(configuration.name)

    def read(key: str, default: str, right: re.Pattern[str], expected: str) -> str:
        value = str(decisions.values.get(key, "")).strip() or default
        if right.fullmatch(value):
            return value
        found = value.replace("'", "")  # a list, as one writes it
        line = decisions.lines.get((key,), 1)
        notes.add("bad-setting", line, key, found=found, expected=expected)
        return default

    _check_shapes(configuration.site, notes)
    first = read("premiere_adresse", "", WEB, AN_ADDRESS)
    check_site_settings(configuration.site, notes)
    rules = Rules(
        grace_days=int(read("delai_reexamen", "90", WHOLE, "un nombre de jours")),
        anonymity_threshold=int(read("seuil_anonymat", "100", WHOLE, "un nombre de personnes")),
        first_address=first.rstrip("/") + "/" if first else "",
        answer_days=int(read("delai_reponse", "10", WHOLE, "un nombre de jours ouvrés")),
        leave_out=read("recits_fautifs", REFUSE, CHOICE, f"{REFUSE} ou {LEAVE_OUT}") == LEAVE_OUT,
        publisher=read_publisher(decisions, notes),
        menu=tuple(_menu(configuration, ("nav",), configuration.site.values.get("nav", ""))),
        look=read_look(configuration.site, notes),
        extensions=read_extensions(configuration.site, notes),
        chosen=read_chosen_content(configuration, notes),
        neighbours=read_neighbours(configuration, notes),
        hooks=tuple(_hooks(configuration.site)),
    )
    if notes.problems:
        raise InvalidContent(notes.problems)
    return rules


def _check_shapes(site: Header, notes: Notes) -> None:
    """Note what MkDocs would not read, and what the links of our own pages do not go with."""
    for key, (right, expected) in SHAPES.items():
        found = str(site.values.get(key) or "").strip()
        if found and right.fullmatch(found) is None:
            notes.add("bad-setting", site.line((key,)), key, found=found, expected=expected)
    for key in LISTS:
        value = site.values.get(key)
        if value and isinstance(value, str):
            expected = f"une liste, comme «\u00a0{key}: [{value}]\u00a0»"
            notes.add("bad-setting", site.line((key,)), key, found=value, expected=expected)


def _hooks(site: Header) -> Iterator[SiteFile]:
    hooks = site.values.get("hooks")
    for place, path in enumerate(hooks if isinstance(hooks, list) else ()):
        if not str(path).startswith(("../", "/")):  # of another folder, we know nothing
            yield SiteFile(str(path), site.line(("hooks", place)), "hooks")


def _menu(configuration: Configuration, at: Location, entry: Value) -> Iterator[MenuEntry]:
    """Yield the pages of this site that an entry of the menu leads to, at any depth."""
    match entry:
        case dict():
            for key, below in entry.items():
                yield from _menu(configuration, (*at, key), below)
        case list():
            for place, below in enumerate(entry):
                yield from _menu(configuration, (*at, place), below)
        case str() if entry and ELSEWHERE.match(entry) is None:
            yield MenuEntry(configuration.name, configuration.site.lines.get(at, 1), entry)
