# SPDX-License-Identifier: EUPL-1.2
"""Make tagged PDF files (PDF/UA-1) with WeasyPrint, from the same HTML as the site."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from mimetypes import MimeTypes
from pathlib import Path

from escales.documents.manuscript import DocumentPicture, Manuscript

STYLE = Path(__file__).parent / "print.css"
# A tag, or twenty signs without a space: an address, a name of a file.
TAG_OR_LONG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>|([^\s<]{20,})')

PUNCTUATION = range(0x2010, 0x2060)


def make_pdf(manuscript: Manuscript) -> bytes:
    """Return the document as a PDF; the same manuscript gives the same bytes."""
    body = TAG_OR_LONG.sub(
        lambda match: f'<span class="long">{match[1]}</span>' if match[1] else match[0],
        manuscript.as_html(),
    )
    body = _with_pictures(body, manuscript.pictures)
    return _printed(manuscript.title, body, manuscript.footer)


@cache
def printer_fingerprint() -> str:
    """Return the hash of a page that shows the signs of French in all that print.css asks for.

    It changes with the fonts of this system and the libraries that draw them: nothing else tells
    their versions.
    """
    signs = escape("".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *PUNCTUATION])))
    tags = ("p", "strong", "em", "code", "h1")
    body = "".join(f"<{tag}>{signs}</{tag}>" for tag in tags)
    return hashlib.sha256(_printed(signs, body, signs)).hexdigest()


def _printed(title: str, body: str, footer: str) -> bytes:
    from weasyprint import HTML, URLFetcher  # noqa: PLC0415  # only with the extra [documents]

    title, footer = escape(title), escape(footer)
    html = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body>"
        f"<footer>{footer}</footer><h1>{title}</h1>{body}</body></html>"
    )
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    # Nothing is read from this machine or from the network.
    fetcher = URLFetcher(allowed_protocols=["data"])
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier,
        presentational_hints=True,  # else a list that goes on begins again at 1
    )
    return pdf


def _with_pictures(html: str, pictures: Iterable[DocumentPicture]) -> str:
    """Put the pictures into the page itself."""
    for picture in pictures:
        kind = MimeTypes().guess_type(picture.name)[0]
        content = b64encode(picture.rebuilt()).decode()
        html = html.replace(f'src="{picture.name}"', f'src="data:{kind};base64,{content}"')
    return html
