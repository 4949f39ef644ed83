# SPDX-License-Identifier: EUPL-1.2
"""Make tagged PDF files (PDF/UA-1) with WeasyPrint, from the same HTML as the site."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from mimetypes import MimeTypes
from pathlib import Path

from markupsafe import Markup

from escales.documents.manuscript import DocumentPicture, Manuscript
from escales.html.render import make_renderer
from escales.pages import SitePage

STYLE = Path(__file__).parent / "print.css"
FIELD = "\ue000{}\ue001"  # private characters around a field, which Markdown leaves alone
# A link that only works on the site becomes plain text.
ELSEWHERE = re.compile(r'<a href="(?!https:)[^"]*">(.*?)</a>', re.DOTALL)
SHOWN = re.compile("\ue000(.*?)\ue001")


def make_pdf(manuscript: Manuscript) -> bytes:
    """Return the document as a PDF; the same manuscript gives the same bytes."""
    from weasyprint import HTML, URLFetcher  # noqa: PLC0415  # only with the extra [documents]

    text = manuscript.with_fields(lambda label: FIELD.format(escape(label)))
    links = frozenset(manuscript.links)
    page = SitePage("", manuscript.title, "", None, Markup(), body=text, links=links)
    body = make_renderer()(page).html
    body = _with_pictures(body, manuscript.pictures)
    fields = SHOWN.sub(r'<span class="champ">[\1]</span>', ELSEWHERE.sub(r"\1", body))
    title, footer = escape(manuscript.title), escape(manuscript.footer)
    html = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body>"
        f"<footer>{footer}</footer><h1>{title}</h1>{fields}</body></html>"
    )
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    # Nothing is read from this machine or from the network.
    fetcher = URLFetcher(allowed_protocols=["data"])
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier
    )
    return pdf


def _with_pictures(html: str, pictures: Iterable[DocumentPicture]) -> str:
    """Put the pictures into the page itself."""
    for picture in pictures:
        kind = MimeTypes().guess_type(picture.name)[0]
        content = b64encode(picture.rebuilt()).decode()
        html = html.replace(f'src="{picture.name}"', f'src="data:{kind};base64,{content}"')
    return html
