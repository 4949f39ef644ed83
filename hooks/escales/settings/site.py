# SPDX-License-Identifier: EUPL-1.2
"""What a maintainer says of the place where the site is published, and of who publishes it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from escales.schema import Publisher
from escales.words.vocabulary import Forge

HERE = {"localhost", "127.0.0.1", "::1"}  # where `mkdocs serve` shows the site


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it may be unknown: then it is empty, and pages do without.

    `address` is that of the site, with its last slash; `repository` that of the repository,
    without; `edit_path` is the path of the forge that opens a file to edit, as MkDocs has it.
    """

    address: str = ""
    repository: str = ""
    edit_path: str = ""
    publisher: Publisher = field(default_factory=Publisher)

    @property
    def contact(self) -> str:
        """The e-mail address that takes stories."""
        return self.publisher.contact or ""

    @property
    def is_public(self) -> bool:
        """Whether the site is built to be read at its address: then its legal pages are whole."""
        return bool(self.address) and urlsplit(self.address).hostname not in HERE

    @property
    def forge(self) -> Forge | None:
        """The forge, which its path to edit a file gives away; None when no repository is known."""
        forges = (forge for forge in Forge if self.edit_path.startswith(forge.detail))
        return next(forges, None) if self.repository else None

    @property
    def branch(self) -> str:
        """The branch that is published."""
        return self.edit_path.strip("/").rpartition("edit/")[2] or "main"
