# SPDX-License-Identifier: EUPL-1.2
"""The table of settings: what the site does of each, from `site_settings.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escales.machine.text_yaml import load_text_yaml
from escales.words.spelling import slugify

TABLE = Path(__file__).with_name("site_settings.yml")
FOLLOWED, REFUSED = "suivi", "refuse"
FEATURES, PLUGINS, EXTENSIONS = "theme.features.", "plugins.", "markdown_extensions."

NAMED = (FEATURES, PLUGINS, EXTENSIONS)  # below them, a name is what one asks for


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting by its dotted name; `says` is what it does, or what to do instead."""

    key: str
    followed: bool
    says: str

    @property
    def name(self) -> str:
        """What an author writes: the name alone of a feature, of a plugin or of an extension."""
        return next((self.key.removeprefix(p) for p in NAMED if self.key.startswith(p)), self.key)


@dataclass(frozen=True, slots=True)
class SettingGroup:
    title: str
    rows: tuple[SettingRow, ...]

    @property
    def anchor(self) -> str:
        return f"reglages-{slugify(self.title)}"


@cache
def setting_groups() -> tuple[SettingGroup, ...]:
    """Return the rows, in the order of the file."""
    return tuple(
        SettingGroup(
            group["title"],
            tuple(
                SettingRow(key, FOLLOWED in told, told.get(FOLLOWED) or told[REFUSED])
                for key, told in group["rows"].items()
            ),
        )
        for group in load_text_yaml(TABLE)
    )


@cache
def setting_rows() -> Mapping[str, SettingRow]:
    """Return every row by its key."""
    return MappingProxyType({row.key: row for group in setting_groups() for row in group.rows})


def names_below(prefix: str) -> list[str]:
    """Return the names of the settings below one: "theme." gives those of the theme, "" all."""
    return [
        row.key.removeprefix(prefix)
        for row in setting_rows().values()
        if row.key.startswith(prefix)
        and (prefix in NAMED or not row.key.startswith(NAMED))
        and (prefix or "." not in row.key)
    ]
