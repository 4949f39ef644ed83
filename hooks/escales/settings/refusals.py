# SPDX-License-Identifier: EUPL-1.2
"""Say of each setting that the site does not follow what to do instead, at its line."""

import re
from collections.abc import Iterator
from importlib.metadata import entry_points

from escales.problems.problem import Notes
from escales.reading.header import Header, Location, Value
from escales.settings.table import (
    EXTENSIONS,
    FEATURES,
    NAMED,
    PLUGINS,
    names_below,
    setting_rows,
)
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import nearest

phrases = phrases_of("settings")

OFF = re.compile(r"|false|no|off|null|~", re.IGNORECASE)  # a setting that asks for nothing
# What one writes before the name of a plugin or of an extension, and means the same.
SPACE = re.compile(r"^(?:material/|markdown\.extensions\.)")


def check_site_settings(site: Header, notes: Notes) -> None:
    """Note each setting that is refused, and those that are none."""
    for location, key, value in _written(site.values):
        row = setting_rows().get(key)
        line, setting = site.line(location), str(location[0])
        if row and not row.followed and not _is_off(value, key):
            notes.add("setting-refused", line, setting, found=row.name, expected=row.says)
        elif row is None and (expected := _unknown(site, key)):
            found = next((key.removeprefix(one) for one in NAMED if key.startswith(one)), key)
            notes.add("setting-unknown", line, setting, found=found, expected=expected)


def _written(values: dict[str, Value]) -> Iterator[tuple[Location, str, Value]]:
    """Yield the place, the key in the table and the value of each setting."""
    for name, value in values.items():
        yield (name,), name, value
        if name in {"theme", "extra"} and isinstance(value, dict):
            for below, inner in value.items():
                yield (name, below), f"{name}.{below}", inner
    theme = values.get("theme")
    features = theme.get("features") if isinstance(theme, dict) else None
    for place, feature in enumerate(features if isinstance(features, list) else ()):
        yield ("theme", "features", place), f"{FEATURES}{feature}", "true"
    for setting, prefix in (("plugins", PLUGINS), ("markdown_extensions", EXTENSIONS)):
        for location, name, options in named_items(setting, values.get(setting)):
            yield location, f"{prefix}{name}", options or "true"


def named_items(setting: str, items: "Value | None") -> Iterator[tuple[Location, str, Value]]:
    """Yield the place, the name and the options of each plugin, or of each extension.

    They are written as a list or as a mapping; an item of the list may have options.
    """
    if isinstance(items, dict):
        for name, options in items.items():
            yield (setting, name), SPACE.sub("", name), options
    for place, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            for name, options in item.items():
                yield (setting, place), SPACE.sub("", name), options
        else:
            yield (setting, place), SPACE.sub("", str(item)), ""


def _is_off(value: Value, key: str) -> bool:
    off = not value or (isinstance(value, str) and OFF.fullmatch(value) is not None)
    return off and not key.startswith(NAMED)


def _unknown(site: Header, key: str) -> str:
    """Say what was meant by a setting that is not in the table; nothing where others are welcome.

    A plugin may be any that is installed, and keys of one's own are for one's own templates.
    """
    if key.startswith(PLUGINS):
        return "" if _is_installed(key.removeprefix(PLUGINS)) else phrases.no_plugin
    if key.startswith("extra."):
        return ""
    if key.startswith(EXTENSIONS):
        return _nearest(key, EXTENSIONS) or phrases.no_extension
    if key.startswith(FEATURES):
        return _nearest(key, FEATURES) or phrases.remove
    if key.startswith("theme."):
        theme = site.values["theme"]
        own = isinstance(theme, dict) and theme.get("custom_dir")
        return "" if own else _nearest(key, "theme.") or phrases.remove
    return _nearest(key, "") or phrases.remove


def _is_installed(plugin: str) -> bool:
    """Whether MkDocs would find a plugin, by itself or as one of Material's."""
    names = (plugin, f"material/{plugin}")
    return any(entry_points(group="mkdocs.plugins", name=name) for name in names)


def _nearest(key: str, prefix: str) -> str:
    near = nearest(key.removeprefix(prefix), names_below(prefix))
    return write_one_of([], near) if near else ""
