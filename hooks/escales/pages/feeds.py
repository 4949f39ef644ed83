# SPDX-License-Identifier: EUPL-1.2
"""Write feeds (Atom, RFC 4287; JSON Feed 1.1) of the stories, and of the versions of schemes."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple
from xml.etree import ElementTree as ET

from escales.content.library import Entry
from escales.pages import Site, StoryList
from escales.schema import Scheme
from escales.words.addresses import feed_uri, path_to_root, story_tag, tag_of, url_of
from escales.words.phrases import phrases_of

phrases = phrases_of("pages")

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
# What XML 1.0 cannot hold, even escaped: https://www.w3.org/TR/xml/#charsets
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEWEST = 20  # stories in a feed
START = date(2026, 1, 1)  # the date of an empty feed: Atom wants one, and this is that of its id


class Item(NamedTuple):
    """A story or a version of a scheme in a feed. `page` is an address."""

    tag: str
    title: str
    page: str
    on: date
    summary: str


class Channel(NamedTuple):
    """A feed in no format yet, the newest item first; `page` and `base` are addresses."""

    tag: str
    title: str
    page: str
    base: str
    items: tuple[Item, ...]

    @property
    def changed_on(self) -> date:
        return max((item.on for item in self.items), default=START)


def make_feeds(site: Site, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of the feeds of each scheme and of each list.

    `address` is that of the site, with its last slash; when it is empty, links are relative.
    """
    for scheme in site.library.schemes.values():
        uri = feed_uri(scheme.uri)
        yield uri, _atom(_versions(scheme, address), uri)
    for story_list in site.story_lists:
        if story_list.feeds:
            channel = _stories(story_list, address)
            atom, json_feed = (link.uri for link in story_list.feeds)
            yield atom, _atom(channel, atom)
            yield json_feed, _json(channel, json_feed)


def _versions(scheme: Entry[Scheme], address: str) -> Channel:
    facts, tag = scheme.facts, tag_of(scheme.uri)
    base = address or path_to_root(feed_uri(scheme.uri))
    page = base + url_of(scheme.uri)
    return Channel(
        tag,
        phrases.versions_feed.format(title=facts.title),
        page,
        base,
        tuple(
            Item(
                tag=f"{tag}/{change.version}",
                title=phrases.version.format(version=change.version),
                page=f"{page}#es-journal",
                on=change.on,
                summary=change.changes,
            )
            for change in sorted(facts.journal, key=lambda change: change.on, reverse=True)
        ),
    )


def _stories(story_list: StoryList, address: str) -> Channel:
    base = address or path_to_root(feed_uri(story_list.uri))
    return Channel(
        tag_of(story_list.uri),
        story_list.feeds[0].title,
        base + url_of(story_list.uri),
        base,
        tuple(
            Item(
                tag=story_tag(story.slug, story.facts.former_slugs),
                title=story.facts.title,
                page=base + url_of(story.uri),
                on=story.facts.published_on,
                summary=story.facts.summary,
            )
            for story in islice(
                (story for story in story_list.stories if not story.facts.example), NEWEST
            )
        ),
    )


def _atom(channel: Channel, uri: str) -> bytes:
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "fr"})
    _add(feed, "id", channel.tag)
    _add(feed, "title", channel.title)
    _add(feed, "updated", _moment(channel.changed_on))
    _add(_add(feed, "author"), "name", phrases.site)
    _add(feed, "link", rel="alternate", type="text/html", href=channel.page)
    _add(feed, "link", rel="self", type="application/atom+xml", href=channel.base + uri)
    for item in channel.items:
        entry = _add(feed, "entry")
        _add(entry, "id", item.tag)
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(item.on))
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
        "authors": [{"name": phrases.site}],
        "items": [
            {
                "id": item.tag,
                "url": item.page,
                "title": item.title,
                "summary": item.summary,
                "content_text": item.summary,
                "date_published": _moment(item.on),
            }
            for item in channel.items
        ],
    }
    return f"{json.dumps(feed, ensure_ascii=False, indent=1)}\n".encode()


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
