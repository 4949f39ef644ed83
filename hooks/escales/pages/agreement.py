# SPDX-License-Identifier: EUPL-1.2
"""The page of the agreement to publish a story, and the documents to download to tell one."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from escales.content.library import Entry
from escales.pages.body import document_text
from escales.pages.page import PagePlan, SitePage
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.schema import KitDocument
from escales.settings.site import Settings
from escales.words.addresses import DOCUMENTS, QUESTIONNAIRE, download_uri
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Format, PageKind

phrases = phrases_of("pages")

# To fill in a word processor, or by hand.
QUESTIONNAIRE_FORMATS = AGREEMENT_FORMATS = (Format.ODT, Format.DOCX, Format.PDF)


class Download(NamedTuple):
    """A file to download; `weight` is in bytes, None before it is computed."""

    format: Format
    uri: str
    weight: int | None


def plan_agreement(agreement: Entry[KitDocument], site: Site) -> PagePlan:
    """Plan the page where the agreement is read before it is downloaded."""
    title = agreement.facts.title
    page = SitePage(
        uri=agreement.uri,
        title=title,
        description=phrases.agreement_description.format(title=title),
        parent=DOCUMENTS,
        source=agreement.path,
        kind=PageKind.DOCUMENT,
    )
    return PagePlan(page, partial(_text, agreement, site))


def publisher_answers(settings: Settings) -> dict[str, str]:
    """Return what the site says of who publishes it, by the fields of the agreement."""
    publisher = settings.publisher
    editor, sheet = publisher.editor, publisher.agreement
    answers = {
        "structure": ", ".join(filter(None, (editor.name, editor.address))),
        "adresse-du-site": settings.address,
        "contact": settings.contact,
        "contact-dpo": publisher.officer or "",
        "finalite": sheet.purpose or "",
        "base-legale": sheet.basis or "",
        "destinataires": sheet.recipients or "",
        "garde-de-la-preuve": sheet.keeping or "",
    }
    return {key: answer for key, answer in answers.items() if answer}


def _text(agreement: Entry[KitDocument], site: Site) -> dict[str, Any]:
    facts, uri = agreement.facts, agreement.uri
    downloads = _downloads(uri, AGREEMENT_FORMATS, site.formats, {})
    return {
        **document_text(agreement, publisher_answers(site.settings)),
        "head": fill("agreement_head.html", uri, facts=facts),
        "foot": fill("agreement_foot.html", uri, downloads=downloads, facts=facts),
    }


def documents_block(uri: str, site: Site) -> Markup:
    """Return the block of the questionnaire and the agreement, and of whom to send them to."""
    agreement, formats, weights = site.library.agreement, site.formats, site.weights
    return fill(
        "documents.html",
        uri,
        form=_downloads(QUESTIONNAIRE, QUESTIONNAIRE_FORMATS, formats, weights),
        agreement=agreement,
        papers=_downloads(agreement.uri, AGREEMENT_FORMATS, formats, weights) if agreement else [],
        missing=[kind for kind in AGREEMENT_FORMATS if kind not in formats],
        contact=site.settings.contact,
    )


def _downloads(
    uri: str, kinds: Sequence[Format], formats: Sequence[Format], weights: Mapping[str, int]
) -> list[Download]:
    files = [(kind, download_uri(uri, kind)) for kind in kinds if kind in formats]
    return [Download(kind, file, weights.get(file)) for kind, file in files]
