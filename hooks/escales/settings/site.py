# SPDX-License-Identifier: EUPL-1.2
"""What a maintainer says of the place where the site is published, and of who publishes it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from escales.schema import Publisher
from escales.settings.configuration import UNNAMED
from escales.words.spelling import slugify
from escales.words.vocabulary import Forge

HERE = {"localhost", "127.0.0.1", "::1"}  # where `mkdocs serve` shows the site
NOWHERE = "https://{name}.invalid/"  # no domain ever ends so: RFC 2606
LONGEST_LABEL = 63  # signs between two points of a domain: RFC 1035


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it may be unknown: then it is empty, and pages do without.

    `name` and `description` are those that the site gives itself. `address` is that of the site,
    with its last slash, and `first_address` the one where it was first published, when it has
    moved; `repository` is that of the repository, without; `edit_path` is the path of the forge
    that opens a file to edit, as MkDocs has it.
    """

    name: str = UNNAMED
    description: str = ""
    address: str = ""
    first_address: str = ""
    repository: str = ""
    edit_path: str = ""
    answer_days: int = 10  # working days, in which who sends a story is answered
    grace_days: int = 90  # that a story stays once its agreement is to be asked again
    publisher: Publisher = field(default_factory=Publisher)
    anonymity_threshold: int = 100  # the least number of people who might have written a story

    @property
    def contact(self) -> str:
        """The e-mail address that takes stories."""
        return self.publisher.contact or ""

    @property
    def publisher_name(self) -> str:
        """Who publishes, as data portals say it."""
        return self.publisher.editor.name or self.name

    @property
    def ids(self) -> str:
        """What the ids of feeds begin with: they outlive a change of address, as RFC 4287 asks.

        They are addresses, so that no two sites share one; those of a site without an address lead
        nowhere, and hold its name.
        """
        name = slugify(self.name)[:LONGEST_LABEL].strip("-") or "site"
        return self.first_address or self.address or NOWHERE.format(name=name)

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
