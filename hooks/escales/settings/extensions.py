# SPDX-License-Identifier: EUPL-1.2
"""The extensions of Markdown for pages written by hand: the check and MkDocs read alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from escales.problems.problem import Notes
from escales.reading.header import Header, Location, Value
from escales.settings.refusals import named_items
from escales.settings.table import EXTENSIONS, setting_rows
from escales.words.phrases import phrases_of

phrases = phrases_of("settings")

Option = bool | int | str
BASE = ("toc", "tables", "fenced_code", "sane_lists", "footnotes")  # always there
YES = re.compile(r"true|yes|on", re.IGNORECASE)
NO = re.compile(r"|false|no|off|null|~|0", re.IGNORECASE)
NUMBER = re.compile(r"[1-6](?:-[1-6])?")
LANGUAGE = re.compile(r"[\w+-]{1,40}")
PLAIN = re.compile(r"[^<>\"&\\]{1,60}")
FLAG = re.compile(f"{YES.pattern}|{NO.pattern}", re.IGNORECASE)
ANY = re.compile(r".*", re.DOTALL)
# What each option may say; the site has its own way where it may be any.
OPTIONS: Mapping[str, Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "toc": {"permalink": PLAIN, "permalink_title": PLAIN, "toc_depth": NUMBER},
        "pymdownx.highlight": {
            "pygments_lang_class": FLAG,
            "use_pygments": FLAG,
            "auto_title": FLAG,
            "default_lang": LANGUAGE,
        },
        "pymdownx.superfences": {
            "preserve_tabs": FLAG,
            "disable_indented_code_blocks": FLAG,
            "relaxed_headers": FLAG,
        },
        "pymdownx.mark": {"smart_mark": FLAG},
        "pymdownx.caret": {"smart_insert": FLAG, "insert": FLAG, "superscript": FLAG},
        "pymdownx.tilde": {"smart_delete": FLAG, "delete": FLAG, "subscript": FLAG},
    }
)
OURS = MappingProxyType(
    {
        "tables": {"use_align_attribute": ANY},
        "pymdownx.tabbed": {"alternate_style": ANY},
        "pymdownx.tasklist": {"custom_checkbox": ANY},
        "pymdownx.emoji": {"emoji_index": ANY, "emoji_generator": ANY},
    }
)


@dataclass(frozen=True, slots=True)
class PageExtensions:
    """Those that the configuration enables, each with its options, in its order."""

    enabled: tuple[tuple[str, tuple[tuple[str, Option], ...]], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, with those that are always there."""
        return (*BASE, *(name for name, _ in self.enabled if name not in BASE))


def read_extensions(site: Header, notes: Notes) -> PageExtensions:
    """Return the extensions that are followed; note the options that are not."""
    enabled = []
    items = site.values.get("markdown_extensions")
    for location, name, options in named_items("markdown_extensions", items):
        row = setting_rows().get(f"{EXTENSIONS}{name}")
        if row is not None and row.followed:
            enabled.append((name, _read_options(site, location, name, options, notes)))
    return PageExtensions(tuple(enabled))


def _read_options(
    site: Header, location: Location, name: str, options: Value, notes: Notes
) -> tuple[tuple[str, Option], ...]:
    read: list[tuple[str, Option]] = []
    for option, value in options.items() if isinstance(options, dict) else ():
        written = value if isinstance(value, str) else None
        allowed = OPTIONS.get(name, {}).get(option)
        if allowed and written is not None and allowed.fullmatch(written):
            read.append((option, _typed(written)))
        elif option not in OURS.get(name, {}) and not (
            written is not None and NO.fullmatch(written)
        ):
            line, found = site.line((*location, name, option)), f"{name}\u00a0: {option}"
            expected = phrases.no_fence if option == "custom_fences" else phrases.no_option
            notes.add(
                "setting-refused", line, "markdown_extensions", found=found, expected=expected
            )
    return tuple(read)


def _typed(written: str) -> Option:
    if YES.fullmatch(written):
        return True
    if NO.fullmatch(written):
        return False
    return int(written) if written.isdecimal() else written
