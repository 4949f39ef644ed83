# SPDX-License-Identifier: EUPL-1.2
"""A taken scheme on three sides: as it was taken, as it is here, as its origin has it today."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from escales.checking.taken import fingerprint, origins_of
from escales.commands.take.offer import WEB, Offer, find_offer
from escales.commands.take.refusal import RefusedError
from escales.commands.take.site import Site
from escales.content.merging import Files, Outcome, Verdict, bring_together
from escales.content.versions import DocumentChange, compare
from escales.machine.three_way import Labels, merge
from escales.problems.problem import Notes
from escales.reading.conflicts import without_conflicts
from escales.reading.sources import (
    NoSources,
    SchemeSources,
    VersionLine,
    header_of,
    order_of,
    tree_sources,
)
from escales.schema.lists import as_list
from escales.schema.lock import ENGINE, TakenScheme
from escales.words.phrases import phrases_of
from escales.words.typography import typeset

phrases = phrases_of("commands/follow")


@dataclass(frozen=True)
class Followed:
    """`slug` is the name of the scheme here; the three sides are below the same folder."""

    slug: str
    taken: TakenScheme
    offer: Offer
    base: SchemeSources
    ours: SchemeSources

    @property
    def theirs(self) -> SchemeSources:
        return self.offer.sources

    @cached_property
    def there(self) -> tuple[DocumentChange, ...]:
        """What changed at the origin since it was taken."""
        return compare(self.base, self.theirs)

    @cached_property
    def here(self) -> tuple[DocumentChange, ...]:
        """What changed here since it was taken."""
        return compare(self.base, self.ours)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What becomes of each file; raise NoGitError when git is not there to merge."""
        labels = Labels(
            phrases.ours,
            phrases.version.format(version=self.taken.version),
            phrases.version.format(version=self.theirs.version),
        )
        base, ours, theirs = self.base.below, self.ours.below, self.theirs.below
        return tuple(
            bring_together(
                base,
                ours,
                theirs,
                partial(merge, labels=labels),
                renamed_there=_renamed(base, theirs),
                renamed_here=_renamed(base, ours),
            )
        )

    @property
    def both(self) -> list[Outcome]:
        """What becomes of the files that both changed, otherwise than alike."""
        alone = {Verdict.SAME, Verdict.THEIRS, Verdict.ADDED, Verdict.REMOVED, Verdict.OURS}
        return [each for each in self.outcomes if each.verdict not in alone]

    def title_of(self, outcome: Outcome) -> str:
        """Return the title of a document, as its origin says it, or as the site does."""
        files = {**self.base.below, **self.ours.below, **self.theirs.below}
        header = header_of(files[outcome.path if outcome.path in files else outcome.before])
        return typeset(str(header.get("titre", outcome.path)))

    @property
    def new_lines(self) -> list[VersionLine]:
        """The lines of the journal since the version that was taken, the oldest first."""
        taken = order_of(self.taken.version)
        lines = (line for line in self.theirs.journal if order_of(line.version) > taken)
        return sorted(lines, key=lambda line: order_of(line.version))

    @property
    def is_new(self) -> bool:
        """Whether the origin says something that the site has not taken yet."""
        return bool(self.there) or self.theirs.version != self.taken.version

    @property
    def is_older(self) -> bool:
        return order_of(self.theirs.version) < order_of(self.taken.version)

    @property
    def waiting(self) -> list[str]:
        """The files where two wordings wait for a choice already."""
        below = f"schemes/{self.slug}/"
        return [
            f"{below}{path}" for path, text in self.ours.below.items() if _has_conflicts(path, text)
        ]

    @property
    def name(self) -> str:
        """The name of the scheme here once it follows: a new one, when the origin renamed it."""
        renamed = self.offer.slug != self.taken.scheme and self.slug == self.taken.scheme
        return self.offer.slug if renamed else self.slug


def read_followed(site: Site, slug: str, origin: str | None) -> Followed:
    """Read the three sides of a scheme; raise RefusedError when one of them cannot be."""
    taken = site.taken[slug]
    known = taken.origin == ENGINE or taken.origin.startswith(WEB)
    if origin is None and not known:
        raise RefusedError(phrases.where.format(slug=slug, origin=taken.origin))
    try:
        ours = tree_sources(site.tree, slug)
    except NoSources:
        raise RefusedError(phrases.not_here.format(slug=slug)) from None
    base = origins_of(site.tree, {slug: ours}).get(slug)
    files = {path: fingerprint(content) for path, content in base.below.items()} if base else {}
    if base is None or files != dict(taken.files):
        raise RefusedError(phrases.no_base.format(slug=slug))
    offer = find_offer(taken.scheme, origin or taken.origin)
    if taken.origin.startswith(WEB) and not offer.origin.startswith(WEB):
        # Fetched by hand where the network is closed: it still comes from there.
        offer = Offer(offer.sources, taken.origin, taken.page)
    return Followed(slug, taken, offer, base, ours)


def _renamed(base: Files, files: Files) -> Mapping[str, str]:
    """Return the new path of each document that has another name now, as it says itself."""
    names: dict[str, str] = {}
    for path, content in files.items():
        if path in base or not path.endswith(".md"):
            continue
        folder = path.rpartition("/")[0]
        for former in as_list(header_of(content).get("anciens_slugs", [])):
            old = f"{folder}/{former}.md"
            if old in base and old not in files:
                names.setdefault(old, path)
    return names


def _has_conflicts(path: str, content: bytes) -> bool:
    text = content.decode("utf-8-sig", "replace") if path.endswith(".md") else ""
    notes = Notes(path)
    without_conflicts(text, notes)
    return bool(notes.problems)
