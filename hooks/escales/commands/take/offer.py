# SPDX-License-Identifier: EUPL-1.2
"""What an origin offers of a scheme: the engine, a folder, a zip, or another site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from escales.commands.take.archive import unpack
from escales.commands.take.other_site import read_other_site
from escales.commands.take.refusal import RefusedError
from escales.machine.whole_files import read_at_most
from escales.reading.disk import FOLDERS, FileKind, read_tree
from escales.reading.engine_content import engine_root
from escales.reading.sources import NoSources, SchemeSources, header_of, read_sources
from escales.schema.lists import as_list
from escales.schema.lock import ENGINE
from escales.words.choices import either
from escales.words.phrases import phrases_of
from escales.words.spelling import SLUG

phrases = phrases_of("commands/take")

LARGEST_ZIP = 40_000_000  # bytes
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Offer:
    """A scheme as it is there today; `origin` is what the lock says, `page` its address, or None.

    `slug` may not be the name that was asked: a scheme is renamed there now and then.
    """

    sources: SchemeSources
    origin: str
    page: str | None = None

    @property
    def slug(self) -> str:
        return self.sources.slug

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files of the scheme itself, by their path below its folder."""
        return self.sources.below

    @property
    def bearer_page(self) -> bytes:
        return self.sources.files[self.sources.bearer_page]


def find_offer(slug: str, origin: str) -> Offer:
    """Return what an origin offers under a name, or a former one; raise RefusedError."""
    if SLUG.fullmatch(slug) is None:
        raise RefusedError(phrases.bad_name.format(found=slug))
    if origin == ENGINE:
        return Offer(_of_folder(engine_root(), slug, phrases.the_engine), ENGINE)
    if origin.startswith(WEB):
        content, page, site = read_other_site(origin, slug)
        return Offer(_of_zip(content, slug, origin), site, page)
    path = Path(origin)
    if path.is_dir():
        return Offer(_of_folder(path, slug, path.resolve().name), path.resolve().name)
    if path.is_file():
        content = read_at_most(path, LARGEST_ZIP + 1)
        return Offer(_of_zip(content, slug, path.name), path.name)
    raise RefusedError(phrases.no_origin.format(found=origin))


def _of_zip(content: bytes, slug: str, name: str) -> SchemeSources:
    if len(content) > LARGEST_ZIP:
        raise RefusedError(phrases.zip_too_large.format(found=name, limit=LARGEST_ZIP // 1_000_000))
    with TemporaryDirectory() as folder:
        unpack(content, Path(folder), name)
        return _of_folder(Path(folder), slug, name)


def _of_folder(root: Path, slug: str, name: str) -> SchemeSources:
    """Read a scheme in a folder of content, where it may have another name by now."""
    try:
        return read_sources(root, slug)
    except NoSources:
        schemes = dict(_schemes(root))
    found = next((one for one, former in schemes.items() if slug in former), None)
    if found is None or found == slug:
        raise RefusedError(_not_there(slug, list(schemes), name))
    try:
        return read_sources(root, found)
    except NoSources:
        raise RefusedError(_not_there(slug, list(schemes), name)) from None


def _schemes(root: Path) -> Iterator[tuple[str, list[object]]]:
    """Yield the name of each scheme of a folder, and its former ones."""
    for each in read_tree(root, FOLDERS[1:2]).sources:
        if each.kind is FileKind.SCHEME:
            yield each.slug, as_list(header_of(each.text.encode()).get("anciens_slugs", []))


def _not_there(slug: str, others: list[str], name: str) -> str:
    if slug in others:  # but without a page for who bears it
        return phrases.no_bearer.format(slug=slug, origin=name)
    there = either([f"«\u00a0{other}\u00a0»" for other in sorted(others)]) if others else ""
    said = phrases.not_there if others else phrases.nothing_there
    return said.format(slug=slug, origin=name, others=there)
