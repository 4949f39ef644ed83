# SPDX-License-Identifier: EUPL-1.2
"""The site that takes a scheme, read once, as it is before anything changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from escales.checking.engine_content import read_content
from escales.checking.references import names_of
from escales.commands.take.refusal import RefusedError
from escales.mkdocs.configuration_file import read_configuration
from escales.reading.disk import FileKind, Tree
from escales.reading.drafts import Draft, by_slug, read_draft
from escales.reading.lock import LOCK, read_lock
from escales.schema.lock import TakenScheme
from escales.settings.configuration import CONFIGURATION, Configuration
from escales.settings.rules import Rules, make_rules
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("commands/take")


@dataclass(frozen=True)
class Site:
    """`tree` holds what comes with the engine too; `taken` is what the lock says."""

    root: Path
    configuration: Configuration
    rules: Rules
    tree: Tree
    taken: Mapping[str, TakenScheme]

    @cached_property
    def employers(self) -> Mapping[str, Draft]:
        """The pages of employers of the site itself, by their name."""
        kind = FileKind.COLLECTIVITY
        drafts = (read_draft(each) for each in self.tree.sources if each.kind is kind)
        return by_slug(kind, (d for d in drafts if d.source.path not in self.tree.from_engine))

    @property
    def schemes(self) -> list[str]:
        """The names of the schemes of the site itself."""
        return [
            each.slug
            for each in self.tree.sources
            if each.kind is FileKind.SCHEME and each.path not in self.tree.from_engine
        ]

    def employer(self, wording: str) -> str | None:
        """Return the name of the page that a wording means, by its name or by what it says."""
        return names_of(self.employers).get(slugify(wording))

    def siren(self, employer: str) -> str | None:
        """Return the SIREN of an employer of the site, where its page can be read."""
        facts = self.employers[employer].facts if employer in self.employers else None
        return facts.siren if facts else None

    def text(self, path: str) -> str:
        """Return what a file of the site holds, with the ends of lines that it has."""
        return (self.root / path).read_bytes().decode("utf-8-sig")


def read_site(root: Path) -> Site:
    """Read a site; raise RefusedError when its lock cannot be understood."""
    configuration = read_configuration(root / CONFIGURATION)
    rules = make_rules(configuration)
    lock = read_lock(root)
    if lock.problems:
        raise RefusedError(phrases.bad_lock.format(path=LOCK))
    return Site(root, configuration, rules, read_content(root, rules), lock.schemes)
