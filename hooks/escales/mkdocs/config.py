# SPDX-License-Identifier: EUPL-1.2
"""What MkDocs' own settings mean to Escales."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click import get_current_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from escales.problems.reports import write_plain_report
from escales.settings.configuration import UNNAMED, Configuration
from escales.settings.publisher import CANNOT_BE_PUBLIC, note_missing_settings
from escales.settings.rules import Rules
from escales.settings.site import Settings
from escales.words.typography import typeset

WITHOUT_SEARCH = "non"  # of ESCALES_RECHERCHE


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
        publisher=rules.publisher,
    )


def stop_at_missing_settings(configuration: Configuration, settings: Settings) -> None:
    """Raise PluginError with what a publisher must still say before a site is public."""
    if missing := note_missing_settings(settings.publisher, configuration):
        report = write_plain_report(missing, settings.address)
        raise PluginError(f"{CANNOT_BE_PUBLIC.format(address=settings.address)}\n\n{report}")


def wants_search(config: MkDocsConfig) -> bool:
    return str(config.extra.get("recherche")) != WITHOUT_SEARCH


def is_serving() -> bool:
    """Whether `mkdocs serve` asks for the build."""
    context = get_current_context(silent=True)
    return context is not None and context.info_name == "serve"


def nav_uris(nav: Any) -> Iterator[str]:  # noqa: ANN401  # as YAML reads it
    """Yield the pages that the navigation names."""
    match nav:
        case str():
            yield nav
        case list():
            for one in nav:
                yield from nav_uris(one)
        case dict():
            yield from nav_uris(list(nav.values()))
