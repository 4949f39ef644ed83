# SPDX-License-Identifier: EUPL-1.2
"""What a maintainer says of the place where the site is published."""

from dataclasses import dataclass

from escales.vocabulary import Forge


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it may be unknown: then it is empty, and pages do without.

    `address` is that of the site, with its last slash; `repository` that of the repository,
    without; `edit_path` is the path of the forge that opens a file to edit, as MkDocs has it.
    """

    address: str = ""
    repository: str = ""
    edit_path: str = ""
    contact: str = ""  # an e-mail address that takes stories

    @property
    def forge(self) -> Forge | None:
        """The forge, as its path to edit a file tells; None when no repository is known."""
        known = (forge for forge in Forge if self.edit_path.startswith(forge.edit_path))
        return next(known, None) if self.repository else None

    @property
    def branch(self) -> str:
        """The branch that is published."""
        return self.edit_path.strip("/").rpartition("edit/")[2] or "main"
