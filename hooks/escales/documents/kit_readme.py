# SPDX-License-Identifier: EUPL-1.2
"""What the ZIP of a kit says of itself: what it holds, in which order, and whom to ask."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from textwrap import fill as fold

from escales.content.library import Entry
from escales.pages.law import reading_sentence
from escales.pages.templating import french_date
from escales.schema import KitDocument, Scheme
from escales.settings.site import Settings
from escales.words.addresses import url_of
from escales.words.phrases import phrases_of

phrases = phrases_of("documents")

README = "LISEZ-MOI.txt"
WIDTH = 78  # signs on a line, for the plainest of text editors
INDENT = "    "  # below the number of a document

fill = partial(fold, width=WIDTH, break_on_hyphens=False, break_long_words=False)


def make_readme(
    scheme: Entry[Scheme],
    documents: Sequence[Entry[KitDocument]],
    folders: Sequence[str],
    settings: Settings,
) -> str:
    """Return what the archive holds, in which order, under which licence, and whom to ask.

    `folders` are those of the archive: its formats, and that of the documents with instructions.
    """
    facts, texts = scheme.facts, phrases["kit_readme"]
    address = settings.address + url_of(scheme.uri) if settings.address else ""
    known = {
        "title": facts.title,
        "site": settings.name,
        "version": facts.version,
        "day": french_date(facts.changed_on),
        "licence": facts.licence.label,
        "terms": facts.licence.detail,
        "contact": settings.contact,
        "address": address,
    }
    ways = [way for way, there in (("mail", settings.contact), ("page", address)) if there]
    parts = [
        fill(texts["title"].format(**known).upper()),
        fill(texts["version"].format(**known)),
        _titled(texts["folders_title"], texts["folders"], _folders(folders, texts["kinds"])),
        _titled(texts["order_title"], *_in_order(documents, texts)),
        _titled(
            texts["worth_title"],
            texts["validated" if facts.validated else "not_validated"],
            reading_sentence(facts.law) or texts["not_reviewed"],
            texts["worth"],
        ),
        _titled(texts["ask_title"], *(texts[way].format(**known) for way in ways), texts["law"]),
        _titled(texts["licence_title"], texts["licence"].format(**known)),
    ]
    text = "\n\n".join(parts) + "\n"
    return text.replace("\n", "\r\n")  # for the oldest of text editors too


def _titled(title: str, *paragraphs: str) -> str:
    shown = (part if part.startswith("\n") else fill(part) for part in paragraphs)
    return "\n".join((title, "-" * len(title), *shown))


def _folders(folders: Sequence[str], kinds: Mapping[str, str]) -> str:
    return "".join(f"\n- {kind}\u00a0: {kinds[kind]}" for kind in folders)


def _in_order(documents: Sequence[Entry[KitDocument]], texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the documents, under the moment when each serves."""
    numbered = enumerate(documents, 1)
    for moment, group in groupby(numbered, lambda one: one[1].facts.moment):
        if moment:
            yield f"\n{moment.label.upper()}"
        for number, document in group:
            yield "\n" + "\n".join(_document(number, document.facts, texts))


def _document(number: int, facts: KitDocument, texts: Mapping[str, str]) -> Iterator[str]:
    yield f"{number:02}  {facts.title}"
    details = [
        facts.setting.label if facts.setting else "",
        texts["written_by"].format(facts.written_by) if facts.written_by else "",
        texts["time"].format(facts.time) if facts.time else "",
    ]
    for part in (facts.usage, " ".join(f"{detail}." for detail in details if detail)):
        if part:
            yield fill(part, initial_indent=INDENT, subsequent_indent=INDENT)
