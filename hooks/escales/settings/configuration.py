# SPDX-License-Identifier: EUPL-1.2
"""What a configuration says of Escales, still text, whoever has read it."""

from dataclasses import dataclass, field

from escales.reading.header import Header
from escales.words.typography import typeset

UNNAMED = "Site sans nom"  # as long as nobody gave it one
CONFIGURATION = "mkdocs.yml"  # at the root, unless MkDocs is told otherwise


class UnreadableConfiguration(Exception):  # noqa: N818  # reads as what it says
    """MkDocs cannot read the configuration; the text says why."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The file `name`: `decisions` is its `extra.escales`, `address` that of the site, or "".

    `site` is all that it says.

    A key that only another file gives, from which this one inherits, has no line.
    """

    name: str = CONFIGURATION
    decisions: Header = field(default_factory=lambda: Header({}, {}, 1))
    address: str = ""
    site: Header = field(default_factory=lambda: Header({}, {}, 1))

    @property
    def site_name(self) -> str:
        return typeset(str(self.site.values.get("site_name") or UNNAMED))

    @property
    def site_description(self) -> str:
        return typeset(str(self.site.values.get("site_description") or ""))
