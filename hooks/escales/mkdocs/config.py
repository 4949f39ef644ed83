# SPDX-License-Identifier: EUPL-1.2
"""What MkDocs' own settings mean to Escales."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from click import get_current_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from escales.checking.as_written import Content, library_as_written, read_as_written
from escales.checking.load import load
from escales.content.library import Library
from escales.machine.progress import screen
from escales.machine.snapshots import Snapshot, take_snapshot
from escales.mkdocs.configuration_file import read_configuration
from escales.mkdocs.publish import PageMaker
from escales.problems.problem import InvalidContent, in_order
from escales.problems.reports import write_plain_report
from escales.reading.own_folders import link_on_the_way
from escales.settings.configuration import (
    UNNAMED,
    Configuration,
    UnreadableConfiguration,
)
from escales.settings.publisher import CANNOT_BE_PUBLIC, note_missing_settings
from escales.settings.rules import Rules, make_rules
from escales.settings.site import Settings
from escales.words.phrases import phrases_of
from escales.words.typography import typeset

phrases = phrases_of("mkdocs")

LOG = logging.getLogger("mkdocs.hooks.escales")  # shows where MkDocs logs
WITHOUT_SEARCH = "non"  # of ESCALES_RECHERCHE
SERVED = "escales"  # its key in the context of the command: nothing else lasts between two builds


def repository_root(config: MkDocsConfig) -> Path:
    """Return the folder of the repository."""
    return Path(config.config_file_path).parent


def settings_of(config: MkDocsConfig, rules: Rules) -> Settings:
    return Settings(
        name=typeset(config.site_name or UNNAMED),
        description=typeset(config.site_description or ""),
        address=config.site_url or "",
        first_address=rules.first_address,
        repository=(config.repo_url or "").rstrip("/"),
        edit_path=config.edit_uri or "",
        answer_days=rules.answer_days,
        grace_days=rules.grace_days,
        publisher=rules.publisher,
        anonymity_threshold=rules.anonymity_threshold,
    )


def stop_at_missing_settings(configuration: Configuration, settings: Settings) -> None:
    """Raise PluginError with what a publisher must still say before a site is public."""
    if missing := note_missing_settings(settings.publisher, configuration):
        report = write_plain_report(missing, settings.address)
        raise PluginError(f"{CANNOT_BE_PUBLIC.format(address=settings.address)}\n\n{report}")


def wants_search(config: MkDocsConfig) -> bool:
    return str(config.extra.get("recherche")) != WITHOUT_SEARCH


@dataclass(slots=True)
class Served:
    """What `mkdocs serve` keeps in memory from a build to the next, filled as a build goes on."""

    folder: str = ""  # where the site is made: where MkDocs says, if empty
    watched: Sequence[str] = ()  # files and folders
    seen: Snapshot = field(default_factory=dict)  # how they were before they were read
    content: Content | None = None
    rules: Rules = field(default_factory=Rules)
    page_maker: PageMaker | None = None

    @property
    def is_first(self) -> bool:
        """Whether no site was made yet: there is none to show meanwhile."""
        return not self.folder

    def begin(self, config: MkDocsConfig) -> None:
        """Have the site made beside the one that is shown, if there is one."""
        config.site_dir = self.folder or config.site_dir
        self.watched = [config.docs_dir, config.config_file_path, *config.watch]


def served() -> Served | None:
    """Return what `mkdocs serve` keeps, when it is what asks for the build."""
    context = get_current_context(silent=True)
    if context is None or context.info_name != "serve":
        return None
    kept: Served = context.meta.setdefault(SERVED, Served())
    return kept


def is_serving() -> bool:
    """Whether `mkdocs serve` asks for the build."""
    return served() is not None


def read_content(config: MkDocsConfig) -> tuple[Library, Settings, Rules]:
    """Return what the site says, and where; raise PluginError with all that is wrong."""
    screen.is_quiet = not LOG.isEnabledFor(logging.INFO)  # as `mkdocs build -q` asks
    address = config.site_url or ""
    if link := link_on_the_way(Path(config.site_dir), repository_root(config)):
        raise PluginError(
            f"«\u00a0{link}\u00a0» est un lien\u00a0: le site n’est pas construit là où il mène."
        )
    try:
        configuration = read_configuration(Path(config.config_file_path))
        if not config.use_directory_urls:  # an option of the command may say so
            configuration.site.values["use_directory_urls"] = "false"
        rules = make_rules(configuration)
        library = _read_library(repository_root(config), rules)
    except UnreadableConfiguration as error:
        raise PluginError(phrases.unreadable.format(error=error)) from None
    except InvalidContent as invalid:
        report = write_plain_report(invalid.problems, address)
        raise PluginError(f"Le contenu ne peut pas être publié :\n\n{report}") from None
    if unfinished := [problem for file in library.unfinished for problem in file.problems]:
        LOG.warning(write_plain_report(in_order(unfinished), address))
    if library.notices:
        LOG.info(write_plain_report(library.notices, address))
    settings = settings_of(config, rules)
    if settings.is_public and not is_serving():
        stop_at_missing_settings(configuration, settings)
    return library, settings, rules


def _read_library(root: Path, rules: Rules) -> Library:
    kept = served()
    if kept is None:
        return load(root, rules)
    kept.rules, kept.seen = rules, take_snapshot(kept.watched)
    kept.content = read_as_written(root, rules, kept.content)
    return library_as_written(kept.content, rules)
