# SPDX-License-Identifier: EUPL-1.2
"""The pictures that the site shows, and their sizes on pages: nothing moves as they load."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from escales.pictures.pixels import Size
from escales.words.addresses import url_of

# An <img> as Markdown and nh3 write it: every attribute between double quotes.
IMAGE = re.compile(r'<img(?P<attributes>(?: [a-z-]+="[^"]*")+) ?/?>')
SOURCE = re.compile(r' src="([^"]*)"')


@dataclass(frozen=True, slots=True)
class PublishedPicture:
    """A picture of the repository that the site shows."""

    path: str  # relative to the root
    file: Path  # as the disk spells it
    format: str  # of the file, as its first bytes tell: jpeg, png, webp
    size: Size  # at which it is published


def with_sizes(html: str, uri: str, pictures: Mapping[str, PublishedPicture]) -> str:
    """Return the HTML of the page at `uri`, each of the `pictures` on it with its size.

    They stand in a text, under a title: browsers fetch them when readers come near.
    """
    if "<img" not in html:
        return html
    folder = posixpath.dirname(url_of(uri))

    def sized(match: re.Match[str]) -> str:
        source = SOURCE.search(match["attributes"])
        target = unquote(unescape(source[1])) if source else ""
        picture = pictures.get(posixpath.normpath(posixpath.join(folder, target)))
        if picture is None:
            return match[0]
        width, height = picture.size
        return (
            f'<img{match["attributes"]} width="{width}" height="{height}"'
            ' loading="lazy" decoding="async">'
        )

    return IMAGE.sub(sized, html)
