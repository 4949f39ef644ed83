# SPDX-License-Identifier: EUPL-1.2
"""The sources of a scheme: the files that another site can take, byte for byte.

Those of today are what the check accepts. Those of a past version are read as they are, whatever
the schema says today.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from escales.problems.problem import Notes
from escales.reading.disk import FileKind, Tree, read_tree
from escales.reading.engine_content import engine_root
from escales.reading.header import Header, Value, split_header
from escales.schema.days import read_day
from escales.words.spelling import SLUG, slugify

COLLECTIVITIES = "docs/collectivites"


class NoSources(Exception):  # noqa: N818  # reads as what it says, and is caught by name
    """A folder has no such scheme, or one of which nothing can be said; the text says why."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A line of the journal of a scheme, as it was written."""

    version: str
    on: date
    changes: str


@dataclass(frozen=True)
class SchemeSources:
    """The files of a scheme in a version, by their path in a repository of content, sorted.

    `bearer` is the name of the page of whoever bears it: "departement-de-l-isere".
    """

    slug: str
    version: str
    bearer: str
    files: Mapping[str, bytes]

    @property
    def sheet(self) -> str:
        """The path of the text of the scheme itself."""
        return f"schemes/{self.slug}/index.md"

    @property
    def bearer_page(self) -> str:
        return f"{COLLECTIVITIES}/{self.bearer}.md"

    @property
    def below(self) -> Mapping[str, bytes]:
        """The files of the scheme by their path below its folder; its bearer has none there."""
        folder = f"schemes/{self.slug}/"
        return {
            path.removeprefix(folder): content
            for path, content in self.files.items()
            if path.startswith(folder)
        }

    @cached_property
    def header(self) -> Mapping[str, Value]:
        """What the scheme says of itself, as it is written."""
        return header_of(self.files[self.sheet])

    @cached_property
    def bearer_header(self) -> Mapping[str, Value]:
        return header_of(self.files.get(self.bearer_page, b""))

    @property
    def title(self) -> str:
        return str(self.header.get("titre", self.slug))

    @property
    def licence(self) -> str:
        return str(self.header.get("licence", ""))

    @property
    def bearer_name(self) -> str:
        return str(self.bearer_header.get("nom", self.bearer))

    @property
    def bearer_siren(self) -> str | None:
        return str(self.bearer_header.get("siren", "")) or None

    @cached_property
    def journal(self) -> tuple[VersionLine, ...]:
        """The lines of its journal that can be read, the newest first."""
        lines = (_version_line(line) for line in _items(self.header.get("journal")))
        found = [line for line in lines if line]
        return tuple(sorted(found, key=lambda line: order_of(line.version), reverse=True))

    @property
    def line(self) -> VersionLine | None:
        """What its journal says of this very version."""
        return next((line for line in self.journal if line.version == self.version), None)


def order_of(version: str) -> tuple[int, ...]:
    """Return what versions are sorted by: 0.10.0 comes after 0.9.0."""
    return tuple(int(number) for number in version.split(".") if number.isdecimal())


def header_of(content: bytes) -> Mapping[str, Value]:
    """Return what the header of a file says, right or wrong; nothing when it cannot be read."""
    text = with_plain_ends(content).decode("utf-8-sig", "replace")
    header: Header | None = split_header(text, Notes(""))[0] if text.strip() else None
    return header.values if header else {}


def read_sources(root: Path, slug: str) -> SchemeSources:
    """Read those of a scheme in a folder of content; raise NoSources when it is not there."""
    if SLUG.fullmatch(slug) is None:
        raise NoSources(slug)
    return tree_sources(read_tree(root, (f"schemes/{slug}", COLLECTIVITIES)), slug)


def tree_sources(tree: Tree, slug: str, bearer: str | None = None) -> SchemeSources:
    """Return those of a scheme among what was read; raise NoSources when it is not there.

    What came with the engine is as the engine has it. `bearer` is the page of whoever bears it,
    when it is known already.
    """
    below = f"schemes/{slug}/"
    sheet = f"{below}index.md"
    texts = [each.path for each in tree.sources if each.path.startswith(below)]
    pictures = [path for path in tree.pictures if path.startswith(below)]
    if sheet not in texts:
        raise NoSources(slug)
    header = header_of(_bytes(tree, sheet))
    bearer = bearer or _bearer(str(header.get("porteur", "")), tree)
    if bearer is None:
        raise NoSources(slug)
    page = f"{COLLECTIVITIES}/{bearer}.md"
    if page not in {each.path for each in tree.sources}:
        raise NoSources(slug)
    files = {path: _bytes(tree, path) for path in (*texts, page)}
    files |= {path: tree.pictures[path].file.read_bytes() for path in pictures}
    version = str(header.get("version", ""))
    return SchemeSources(slug, version, bearer, dict(sorted(files.items())))


def with_plain_ends(content: bytes) -> bytes:
    """Return a text whose lines end as git has them: they differ from one system to another."""
    return content.replace(b"\r\n", b"\n")


def _bytes(tree: Tree, path: str) -> bytes:
    root = engine_root() if path in tree.from_engine else tree.root
    return with_plain_ends((root / path).read_bytes())


def _bearer(written: str, tree: Tree) -> str | None:
    """Return the name of the page of an employer, written by that name or by its own."""
    pages = {each.slug: each for each in tree.sources if each.kind is FileKind.COLLECTIVITY}
    if (slug := slugify(written)) in pages:
        return slug
    named = (
        page.slug
        for page in pages.values()
        if slugify(str(header_of(page.text.encode()).get("nom", ""))) == slug
    )
    return next(named, None)


def _items(value: "Value | None") -> Iterator[Mapping[str, Value]]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def _version_line(item: Mapping[str, Value]) -> VersionLine | None:
    on = read_day(str(item.get("date", "")))
    version = str(item.get("version", ""))
    if on is None or not order_of(version):
        return None
    return VersionLine(version, on, str(item.get("changements", "")))
