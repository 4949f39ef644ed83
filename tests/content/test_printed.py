# SPDX-License-Identifier: EUPL-1.2
"""The documents of this site, as somebody prints them."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from building import REPOSITORY

TAG = re.compile(r"<[^>]+>")
PAGES = re.compile(r"^pages: (\d+)$", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{3,}")


KINDS = ("odt", "docx")


@pytest.fixture(scope="module")
def offices(own_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Return what LibreOffice prints of each ODT and DOCX, by file; it is started once."""
    folder = tmp_path_factory.mktemp("offices")
    files = {}
    for kind in KINDS:
        for file in sorted(own_site.glob(f"dispositifs/*/kit/*.{kind}")):
            name = f"{file.parts[-3]}-{file.stem}-{kind}"
            shutil.copyfile(file, folder / f"{name}.{kind}")
            files[file] = folder / f"{name}.pdf"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    names = sorted(path.name for path in folder.iterdir() if path.suffix[1:] in KINDS)
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
    return files


def halves_in(pdf: Path, page: Path) -> set[str]:
    """Return the words of a PDF that its page does not show: those are halves."""
    text = page.read_text(encoding="utf-8")
    printed = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    shown = WORD.findall(unescape(f"{TAG.sub('', text)} {text}"))  # with its own address
    return set(WORD.findall(printed)) - {*shown, "Page"}


def test_no_word_of_a_document_is_cut_in_two(own_site: Path) -> None:
    pdfs = sorted(own_site.glob("dispositifs/*/kit/*.pdf"))
    halves = {pdf.stem: halves_in(pdf, pdf.with_suffix("") / "index.html") for pdf in pdfs}

    assert len(pdfs) > 10
    assert {stem: found for stem, found in halves.items() if found} == {}


def test_libreoffice_cuts_no_word_in_two(offices: dict[Path, Path]) -> None:
    """No column is narrower than its longest word."""
    halves = {
        file.name: halves_in(pdf, file.with_suffix("") / "index.html")
        for file, pdf in offices.items()
    }

    assert len(halves) > 20
    assert {name: found for name, found in halves.items() if found} == {}


def test_wide_documents_are_landscape_and_others_are_not(offices: dict[Path, Path]) -> None:
    sources = {
        source.stem: "paysage: oui" in source.read_text(encoding="utf-8")
        for source in (REPOSITORY / "schemes").glob("*/kit/*.md")
    }
    wrong = [
        file.name
        for file, pdf in offices.items()
        for page in PdfReader(pdf).pages
        if (page.mediabox.width > page.mediabox.height) is not sources[file.stem]
    ]

    assert any(sources.values())
    assert wrong == []


def test_a_document_is_as_long_as_it_promises(own_site: Path, offices: dict[Path, Path]) -> None:
    longer = {}
    printed_by = {(file.stem, file.suffix): pdf for file, pdf in offices.items()}
    for source in sorted((REPOSITORY / "schemes").glob("*/kit/*.md")):
        if promised := PAGES.search(source.read_text(encoding="utf-8")):
            scheme = source.parts[-3]
            pdf = own_site / "dispositifs" / scheme / "kit" / f"{source.stem}.pdf"
            for one in (pdf, *(printed_by[source.stem, f".{kind}"] for kind in KINDS)):
                if (printed := len(PdfReader(one).pages)) > int(promised[1]):
                    longer[one.name] = printed

    assert longer == {}
