# SPDX-License-Identifier: EUPL-1.2
"""Write Atom feeds (RFC 4287), so that those who took something up learn what has changed."""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

from escales.addresses import feed_uri, url_of
from escales.library import Entry, Library
from escales.pages import phrases
from escales.schema import Scheme

ATOM = "http://www.w3.org/2005/Atom"
AUTHORITY = "tag:escales,2026:"  # of ids that outlive a change of address (RFC 4151)


def make_feeds(library: Library, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of each scheme's feed, made from its journal.

    `address` is that of the site, with its last slash; when it is empty, links are relative.
    """
    for scheme in library.schemes.values():
        yield feed_uri(scheme.uri), _scheme_feed(scheme, address or "../../")


def _scheme_feed(scheme: Entry[Scheme], address: str) -> bytes:
    facts, page = scheme.facts, address + url_of(scheme.uri)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "fr"})
    _add(feed, "id", f"{AUTHORITY}dispositifs/{scheme.slug}")
    _add(feed, "title", phrases.FEED_TITLE.format(title=facts.title))
    _add(feed, "updated", _moment(facts.changed_on))
    _add(_add(feed, "author"), "name", phrases.FEED_AUTHOR)
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(feed, "link", rel="self", type="application/atom+xml", href=page + "flux.xml")
    for change in sorted(facts.journal, key=lambda change: change.on, reverse=True):
        entry = _add(feed, "entry")
        _add(entry, "id", f"{AUTHORITY}dispositifs/{scheme.slug}/{change.version}")
        _add(entry, "title", phrases.FEED_ENTRY.format(version=change.version))
        _add(entry, "updated", _moment(change.on))
        _add(entry, "link", rel="alternate", type="text/html", href=f"{page}#es-journal")
        _add(entry, "summary", change.changes)
    ET.indent(feed)
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = text
    return element


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
