# SPDX-License-Identifier: EUPL-1.2
"""Make tagged PDF files (PDF/UA-1) with WeasyPrint, from the same HTML as the site."""

import hashlib
import re
import subprocess
from base64 import b64encode
from collections.abc import Iterable, Iterator
from ctypes import CDLL, c_char_p
from functools import cache
from html import escape
from mimetypes import MimeTypes
from pathlib import Path

from escales.documents.by_hand import with_lines_to_write_on, with_room_for_a_pen
from escales.documents.manuscript import DocumentPicture, Manuscript
from escales.html.columns import with_column_widths

STYLE = Path(__file__).parent / "print.css"
# A tag, or twenty signs without a space: an address, a name of a file.
TAG_OR_LONG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>|([^\s<]{20,})')

PUNCTUATION = range(0x2010, 0x2060)
# The faces of print.css, as fontconfig names them; those of code are the system's.
FACES = (
    *("Liberation Sans", "Liberation Sans:bold", "Liberation Sans:italic"),
    *("DejaVu Sans", "monospace"),
)


def make_pdf(manuscript: Manuscript) -> bytes:
    """Return the document as a PDF; the same manuscript gives the same bytes."""
    html = with_column_widths(manuscript.as_html(), manuscript.markdown)
    html = with_room_for_a_pen(html) if manuscript.by_hand else with_lines_to_write_on(html)
    body = TAG_OR_LONG.sub(
        lambda match: f'<span class="long">{match[1]}</span>' if match[1] else match[0],
        html,
    )
    body = _with_pictures(body, manuscript.shown_pictures)
    if manuscript.landscape:
        body = f"<style>@page {{ size: A4 landscape; margin: 15mm 20mm 18mm; }}</style>{body}"
    return _printed(manuscript.title, body, manuscript.footer, manuscript.origin)


def make_pdf_questionnaire(html: str, title: str, footer: str) -> bytes:
    """Return a questionnaire in HTML as a PDF to print and fill by hand."""
    return _printed(title, html, footer)


@cache
def printer_fingerprint() -> str:
    """Return the hash of all that draws a PDF beside us: the fonts, Pango and HarfBuzz.

    Where they cannot be asked, it is that of a page which shows the signs of French in all that
    print.css asks for: two seconds more.
    """
    try:
        return hashlib.sha256(b"\0".join(_drawing_tools())).hexdigest()
    except (AttributeError, OSError, subprocess.CalledProcessError):
        return hashlib.sha256(_sample_page()).hexdigest()


def _drawing_tools() -> Iterator[bytes]:
    """Yield the fonts in the order in which each face finds them, and versions of libraries."""
    command = ["fc-match", "--sort", "--format", "%{file} %{fontversion}\n"]
    asked = [
        subprocess.Popen([*command, face], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603  # ours
        for face in FACES
    ]
    for one in asked:
        fonts, _ = one.communicate()
        if one.returncode:
            raise subprocess.CalledProcessError(one.returncode, one.args)
        yield fonts
    yield str(CDLL("libpango-1.0.so.0").pango_version()).encode()
    harfbuzz = CDLL("libharfbuzz.so.0").hb_version_string
    harfbuzz.restype = c_char_p
    yield harfbuzz()


def _sample_page() -> bytes:
    signs = escape("".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *PUNCTUATION])))
    tags = ("p", "strong", "em", "code", "h1")
    body = "".join(f"<{tag}>{signs}</{tag}>" for tag in tags)
    return _printed(signs, body, signs)


def _printed(title: str, body: str, footer: str, origin: str = "") -> bytes:
    from weasyprint import HTML, URLFetcher  # noqa: PLC0415  # only with the extra [documents]

    title, footer = escape(title), escape(footer)
    told = f'<meta name="description" content="{escape(origin)}">' if origin else ""
    html = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{told}'
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
