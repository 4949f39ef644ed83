# SPDX-License-Identifier: EUPL-1.2
"""Read what a build publishes, or stop it with all that is wrong."""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from escales.checking.load import load
from escales.content.library import Library
from escales.mkdocs.config import (
    is_serving,
    repository_root,
    settings_of,
    stop_at_missing_settings,
)
from escales.mkdocs.configuration_file import read_configuration
from escales.mkdocs.serving import UNREADABLE
from escales.problems.problem import InvalidContent
from escales.problems.reports import write_plain_report
from escales.reading.own_folders import link_on_the_way
from escales.settings.configuration import UnreadableConfiguration
from escales.settings.rules import Rules, make_rules
from escales.settings.site import Settings

LOG = logging.getLogger("mkdocs.hooks.escales")  # shows where MkDocs logs


def read_content(config: MkDocsConfig) -> tuple[Library, Settings, Rules]:
    """Return what the site says, and where; raise PluginError with all that is wrong."""
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
        library = load(repository_root(config), rules)
    except UnreadableConfiguration as error:
        raise PluginError(UNREADABLE.format(error=error)) from None
    except InvalidContent as invalid:
        report = write_plain_report(invalid.problems, address)
        raise PluginError(f"Le contenu ne peut pas être publié :\n\n{report}") from None
    if library.notices:
        LOG.info(write_plain_report(library.notices, address))
    settings = settings_of(config, rules.publisher)
    if settings.is_public and not is_serving():
        stop_at_missing_settings(configuration, settings)
    return library, settings, rules
