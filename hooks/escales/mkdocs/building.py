# SPDX-License-Identifier: EUPL-1.2
"""What one build has at hand, from one event of MkDocs to the next."""

import logging
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from escales.build_cache import BuildCache
from escales.html.render import Rendered, make_renderer
from escales.mkdocs.publish import Publication
from escales.pages import Catalogue, Sight, recall_block
from escales.pages import Page as PlainPage
from escales.search import SearchIndex
from escales.words.glossary import site_expander as expand
from escales.words.vocabulary import Block

BUILDING = "escales"  # where a build keeps it: in its own configuration, never in a module


class Building:
    """What one build has loaded, the index of its search, unless it is to have none, and its cache.

    `key` is that of the whole site in the cache; `written` are those of the files that are kept as
    they are written, by path. Later come the navigation, then the publication of planned pages.
    """

    nav: Navigation
    publication: Publication

    def __init__(
        self,
        catalogue: Catalogue,
        index: SearchIndex | None,
        cache: BuildCache | None = None,
        key: bytes = b"",
    ) -> None:
        self.catalogue = catalogue
        self.index = index
        self.cache = cache or BuildCache()
        self.key = key
        self.sight = Sight(catalogue.library)
        self.written: dict[str, str] = {}
        self._warnings = CountHandler()
        self._warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._warnings)

    @property
    def render(self) -> Callable[[PlainPage], Rendered]:
        return make_renderer(self.catalogue.library.pictures, expand())

    def keeping(self, uri: str, content: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the pieces of a file as they are written, each of them kept for the next builds."""
        keys = []
        for piece in content:
            keys.append(self.cache.keep(piece).hex())
            yield piece
        self.written[uri] = "".join(keys)

    def block(self, name: Block, uri: str) -> Markup:
        """Return a block of the page at `uri`."""
        return recall_block(name, uri, self.catalogue, self.sight, self.cache)

    @property
    def warnings(self) -> int:
        """How many warnings MkDocs has given so far."""
        return sum(count for _, count in self._warnings.get_counts())

    def stop_counting(self) -> int:
        """Return how many it gave."""
        logging.getLogger("mkdocs").removeHandler(self._warnings)
        return self.warnings
