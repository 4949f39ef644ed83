# SPDX-License-Identifier: EUPL-1.2
"""What the head of a page says to feed readers, social networks and search engines."""

import json
from collections.abc import Mapping

from markupsafe import Markup

from escales.pages import SitePage, list_feeds
from escales.pages.feeds import feed_title
from escales.pages.templating import fill
from escales.settings.site import Settings
from escales.words.addresses import STORIES, url_of
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Licence, PageKind

phrases = phrases_of("pages")

SITE_FEEDS = list_feeds(phrases.all_stories_title, STORIES)
CARD_SIZE = (1200, 630)  # of the pictures in theme/assets/cards, and of those of stories
DATA = {"application/json": "donnees/recits.json", "text/csv": "donnees/recits.csv"}
SCHEMA_TYPES = {"index.md": "WebSite", "donnees.md": "Dataset"}  # schema.org's types of such pages


def handwritten_page(
    uri: str, title: str, description: str, site_name: str, *, rare: bool = False
) -> SitePage:
    """Return a page written by hand without its text; the home has the title of the site."""
    return SitePage(
        uri=uri,
        title=site_name if uri == "index.md" else title,
        description=description,
        parent=None,
        head=Markup(),
        json_ld={"@type": SCHEMA_TYPES[uri]} if uri in SCHEMA_TYPES else {},
        rare=rare,
    )


def make_head_tags(page: SitePage, settings: Settings) -> Markup:
    """Return what we add to the <head> of a page: feeds, Open Graph, JSON-LD.

    Open Graph and JSON-LD ask for whole addresses: a site without one leaves them out.
    """
    name, address = settings.name, settings.address
    feeds = dict.fromkeys((*page.feeds, *SITE_FEEDS))
    shown = page.kind if page.indexed else PageKind.PAGE
    fiction = page.kind is PageKind.STORY and not page.indexed
    return fill(
        "head_tags.html",
        page.uri,
        page=page,
        feeds=[feed._replace(title=feed_title(feed.title, name)) for feed in feeds],
        address=address,
        url=address + url_of(page.uri),
        site=name,
        title=phrases.fiction.format(title=page.title) if fiction else page.title,
        article=shown is PageKind.STORY,
        card=address + (page.card.uri if page.card else f"assets/cards/{shown}.png"),
        card_words=page.card.words if page.card else phrases["cards"][shown],
        card_size=CARD_SIZE,
        json_ld=_script(_json_ld(page, settings)) if page.json_ld else None,
    )


def make_robots(address: str) -> tuple[str, bytes]:
    """Return the uri and the content of robots.txt, which forbids nothing: pages say noindex."""
    lines = ["User-agent: *", "Allow: /"]
    if address:
        lines += ["", f"Sitemap: {address}sitemap.xml"]
    return "robots.txt", "".join(f"{line}\n" for line in lines).encode()


def _json_ld(page: SitePage, settings: Settings) -> Mapping[str, object]:
    """Return the JSON-LD of a page; without author, since a story is signed by a role."""
    kind, address = page.json_ld["@type"], settings.address
    about: dict[str, object] = {"@context": "https://schema.org", **page.json_ld}
    about["headline" if kind == "Article" else "name"] = page.title
    about |= {
        "description": page.description,
        "url": address + url_of(page.uri),
        "inLanguage": "fr",
    }
    if kind == "Dataset":
        about |= {
            "name": phrases.dataset,
            "license": Licence.ETALAB.detail,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media, "contentUrl": address + uri}
                for media, uri in DATA.items()
            ],
        }
    if kind != "WebSite":
        about["isPartOf"] = {"@type": "WebSite", "name": settings.name, "url": address}
    return about


def _script(about: Mapping[str, object]) -> Markup:
    """Return JSON that is safe within <script>."""
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  # nothing in it opens or ends a tag
