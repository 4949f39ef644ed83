# SPDX-License-Identifier: EUPL-1.2
"""What a site takes of the content that comes with the engine, as its configuration says."""

from collections.abc import Mapping
from dataclasses import dataclass

from escales.problems.problem import Notes
from escales.reading.header import Header
from escales.schema.publisher import ABSENT_PAGES, ENGINE_CONTENT, TAKEN_SCHEMES
from escales.settings.configuration import Configuration

PLUGIN = "escales"
WITH_PLUGIN = "aussi «\u00a0plugins: [escales]\u00a0», sans quoi il ne sert à rien"


@dataclass(frozen=True, slots=True)
class ChosenContent:
    """The shared pages, or folders of them, that the site does without, and the schemes it takes.

    Each goes with its line in the configuration `file`.
    """

    file: str
    absent: Mapping[str, int]
    schemes: Mapping[str, int]


def read_chosen_content(configuration: Configuration, notes: Notes) -> ChosenContent | None:
    """Return what the site takes, or None when it does not install the engine as a plugin."""
    decisions = configuration.decisions
    if PLUGIN in plugin_names(configuration.site):
        absent, schemes = _listed(decisions, ABSENT_PAGES), _listed(decisions, TAKEN_SCHEMES)
        return ChosenContent(configuration.name, absent, schemes)
    for key in ENGINE_CONTENT:
        for found, line in _listed(decisions, key).items():
            notes.add("bad-setting", line, key, found=found, expected=WITH_PLUGIN)
    return None


def plugin_names(site: Header) -> dict[str, int]:
    """Return the name of each plugin of a configuration, and its line."""
    plugins = site.values.get("plugins") or ()
    names: dict[str, int] = {}
    for place, plugin in enumerate(plugins):
        name = next(iter(plugin), "") if isinstance(plugin, dict) else str(plugin)
        at = place if isinstance(plugins, list) else name
        names.setdefault(name, site.line(("plugins", at)))
    return names


def _listed(decisions: Header, key: str) -> dict[str, int]:
    """Return each value of a list, or the only value, with its line."""
    value = decisions.values.get(key) or []
    if not isinstance(value, list):
        return {str(value).strip(): decisions.line((key,))}
    return {str(one).strip(): decisions.line((key, place)) for place, one in enumerate(value)}
