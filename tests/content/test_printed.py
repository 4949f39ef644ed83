# SPDX-License-Identifier: EUPL-1.2
"""The PDF files of this site, as somebody prints them."""

import re
import subprocess
from html import unescape
from pathlib import Path

from pypdf import PdfReader

from building import REPOSITORY

TAG = re.compile(r"<[^>]+>")
PAGES = re.compile(r"^pages: (\d+)$", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{3,}")


def test_no_word_of_a_document_is_cut_in_two(own_site: Path) -> None:
    """Else its halves would be words that the page does not show."""
    halves = {}
    for pdf in sorted(own_site.glob("dispositifs/*/kit/*.pdf")):
        page = (pdf.with_suffix("") / "index.html").read_text(encoding="utf-8")
        printed = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
        ).stdout
        shown = WORD.findall(unescape(f"{TAG.sub('', page)} {page}"))  # with its own address
        alone = set(WORD.findall(printed)) - {*shown, "Page"}
        if alone:
            halves[pdf.stem] = alone

    assert len(list(own_site.glob("dispositifs/*/kit/*.pdf"))) > 10
    assert halves == {}


def test_a_document_is_as_long_as_it_promises(own_site: Path) -> None:
    longer = {}
    for source in sorted((REPOSITORY / "schemes").glob("*/kit/*.md")):
        if promised := PAGES.search(source.read_text(encoding="utf-8")):
            scheme = source.parts[-3]
            pdf = own_site / "dispositifs" / scheme / "kit" / f"{source.stem}.pdf"
            if (printed := len(PdfReader(pdf).pages)) > int(promised[1]):
                longer[source.stem] = printed

    assert longer == {}
