# SPDX-License-Identifier: EUPL-1.2
"""Write feeds (Atom, RFC 4287; JSON Feed 1.1) of the stories, and of the versions of schemes."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple
from xml.etree import ElementTree as ET

from escales.content.library import Entry
from escales.open_data import Content
from escales.pages import Site, StoryList
from escales.pages.schemes_compared import versions_feeds
from escales.pages.versions import previous_version
from escales.reading.sources import order_of
from escales.schema import Scheme, Story
from escales.settings.site import Settings
from escales.words.addresses import (
    SCHEMES,
    comparison_uri,
    feed_uri,
    first_name,
    folder_of,
    path_to_root,
    url_of,
)
from escales.words.phrases import phrases_of

phrases = phrases_of("pages")

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
# What XML 1.0 cannot hold, even escaped: https://www.w3.org/TR/xml/#charsets
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEWEST = 20  # stories, or versions of all schemes, in a feed
START = date(2026, 1, 1)  # the date of an empty feed: Atom wants one


class Item(NamedTuple):
    """A story or a version of a scheme in a feed. `page` is an address."""

    id: str
    title: str
    page: str
    on: date
    changed_on: date
    summary: str


class Channel(NamedTuple):
    """A feed in no format yet, the newest item first; `page` and `base` are addresses."""

    id: str
    title: str
    author: str
    page: str
    base: str
    items: tuple[Item, ...]

    @property
    def changed_on(self) -> date:
        return max((item.changed_on for item in self.items), default=START)


def make_feeds(site: Site) -> Iterator[tuple[str, Content]]:
    """Yield the uri and the content of the feeds of each scheme and of each list.

    Each is made as it is written. When the site has no address, links are relative; ids never are.
    """
    for scheme in site.library.schemes.values():
        uri = feed_uri(scheme.uri)
        yield uri, _made(_atom, uri, partial(_versions, scheme, site))
    atom, json_feed = (link.uri for link in versions_feeds())
    yield atom, _made(_atom, atom, partial(_all_versions, site))
    yield json_feed, _made(_json, json_feed, partial(_all_versions, site))
    for story_list in site.story_lists:
        if story_list.feeds:
            atom, json_feed = (link.uri for link in story_list.feeds)
            stories = partial(_stories, story_list, site.settings)
            yield atom, _made(_atom, atom, stories)
            yield json_feed, _made(_json, json_feed, stories)


def _made(
    write: Callable[[Channel, str], bytes], uri: str, read: Callable[[], Channel]
) -> Iterator[bytes]:
    """Yield a feed, read when somebody wants it."""
    yield write(read(), uri)


def feed_title(title: str, site_name: str) -> str:
    """Return the title of a feed, as it stands among those of other sites."""
    return phrases.feed.format(site=site_name, title=title)


def _id(entry: Entry[Scheme] | Entry[Story], settings: Settings) -> str:
    """Return an id that outlives a change of name, too."""
    first = first_name(entry.slug, entry.facts.former_slugs)
    return f"{settings.ids}{folder_of(entry.uri)}{first}/"


def _versions(scheme: Entry[Scheme], site: Site) -> Channel:
    settings = site.settings
    base = settings.address or path_to_root(feed_uri(scheme.uri))
    return Channel(
        _id(scheme, settings),
        feed_title(phrases.versions_feed.format(title=scheme.facts.title), settings.name),
        settings.name,
        base + url_of(scheme.uri),
        base,
        _newest_first(_version_items(scheme, base, site, phrases.version)),
    )


def _all_versions(site: Site) -> Channel:
    settings = site.settings
    base = settings.address or path_to_root(feed_uri(SCHEMES))
    items = (
        item
        for scheme in site.library.schemes.values()
        for item in _version_items(scheme, base, site, phrases.version_of)
    )
    return Channel(
        settings.ids + url_of(SCHEMES),
        feed_title(phrases.all_versions_feed, settings.name),
        settings.name,
        base + url_of(SCHEMES),
        base,
        _newest_first(items)[:NEWEST],
    )


def _version_items(scheme: Entry[Scheme], base: str, site: Site, title: str) -> Iterator[Item]:
    """Yield each version of a scheme; it leads to what changed in it, if that is known."""
    facts, whole = scheme.facts, _id(scheme, site.settings)
    for change in sorted(facts.journal, key=lambda one: order_of(one.version), reverse=True):
        previous = previous_version(change.version, scheme.slug, site.library)
        uri = f"{scheme.uri}#es-journal"
        if previous:
            uri = comparison_uri(scheme.slug, previous, change.version)
        yield Item(
            id=f"{whole}#{change.version}",
            title=title.format(title=facts.title, version=change.version),
            page=base + url_of(uri),
            on=change.on,
            changed_on=change.on,
            summary=change.changes,
        )


def _newest_first(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.on, reverse=True))


def _stories(story_list: StoryList, settings: Settings) -> Channel:
    base = settings.address or path_to_root(feed_uri(story_list.uri))
    return Channel(
        settings.ids + url_of(story_list.uri),
        feed_title(story_list.feeds[0].title, settings.name),
        settings.name,
        base + url_of(story_list.uri),
        base,
        tuple(
            Item(
                id=_id(story, settings),
                title=story.facts.title,
                page=base + url_of(story.uri),
                on=story.facts.published_on,
                changed_on=story.facts.changed_on,
                summary=story.facts.summary,
            )
            for story in islice(
                (story for story in story_list.stories if not story.facts.example), NEWEST
            )
        ),
    )


def _atom(channel: Channel, uri: str) -> bytes:
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "fr"})
    _add(feed, "id", channel.id)
    _add(feed, "title", channel.title)
    _add(feed, "updated", _moment(channel.changed_on))
    _add(_add(feed, "author"), "name", channel.author)
    _add(feed, "link", rel="alternate", type="text/html", href=channel.page)
    _add(feed, "link", rel="self", type="application/atom+xml", href=channel.base + uri)
    for item in channel.items:
        entry = _add(feed, "entry")
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(item.changed_on))
        if item.changed_on != item.on:
            _add(entry, "published", _moment(item.on))
        _add(entry, "link", rel="alternate", type="text/html", href=item.page)
        _add(entry, "summary", item.summary)
    ET.indent(feed)
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, {k: NOT_XML.sub("", v) for k, v in attributes.items()})
    element.text = text and NOT_XML.sub("", text)
    return element


def _json(channel: Channel, uri: str) -> bytes:
    feed = {
        "version": JSON_FEED,
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.base + uri,
        "language": "fr",
        "authors": [{"name": channel.author}],
        "items": [
            {
                "id": item.id,
                "url": item.page,
                "title": item.title,
                "summary": item.summary,
                "content_text": item.summary,
                "date_published": _moment(item.on),
                **_modified(item),
            }
            for item in channel.items
        ],
    }
    return f"{json.dumps(feed, ensure_ascii=False, indent=1)}\n".encode()


def _modified(item: Item) -> dict[str, str]:
    return {} if item.changed_on == item.on else {"date_modified": _moment(item.changed_on)}


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
