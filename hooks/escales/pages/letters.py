# SPDX-License-Identifier: EUPL-1.2
"""The letters that who keeps the site sends to who told a story, filled with what it knows."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from escales.machine.text_yaml import load_text_yaml
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.settings.site import Settings
from escales.words.addresses import STORIES, url_of
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("pages")

FILE = Path(__file__).parent / "letters.yml"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: when it is sent, its subject, its text, where brackets hold what is to write."""

    slug: str
    title: str
    when: str
    subject: str
    text: str
    to: str = ""

    @property
    def paragraphs(self) -> list[list[str]]:
        """The lines of each paragraph."""
        return [paragraph.split("\n") for paragraph in self.text.split("\n\n")]

    @property
    def mail_address(self) -> str:
        """The link that opens a mail program with the letter in it; to nobody yet, unless `to`."""
        body = self.text.replace("\n", "\r\n")  # RFC 6068, 5
        return f"mailto:{self.to}?subject={quote(self.subject)}&body={quote(body)}"


def answer_delay(settings: Settings) -> str:
    """Return in how many working days who sends a story is answered."""
    return counted(settings.answer_days, *phrases["working_days"])


def letters(site: Site) -> list[Letter]:
    """Return the letters, with the name, the address, the contact and the delays of the site."""
    settings, agreement, gaps = site.settings, site.library.agreement, phrases["letter_gaps"]
    address = settings.address
    values = {
        "site": settings.name,
        "contact": settings.contact or gaps["contact"],
        "agreement": address + url_of(agreement.uri)
        if address and agreement
        else gaps["agreement"],
        "story": address + url_of(STORIES) + gaps["name"] if address else gaps["story"],
        "answer": answer_delay(settings),
        "grace": counted(settings.grace_days, *phrases["days"]),
    }
    return [
        Letter(
            slug, *(said[part].format(**values) for part in ("title", "when", "subject", "text"))
        )
        for slug, said in load_text_yaml(FILE).items()
    ]


def letters_block(uri: str, site: Site) -> Markup:
    """Return the block of the letters, each to copy or to open in a mail program."""
    return fill("letters.html", uri, letters=letters(site))
