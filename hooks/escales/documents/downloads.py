# SPDX-License-Identifier: EUPL-1.2
"""Make all files to download: each document in each format, and each kit as one ZIP."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from escales.content.library import Library
from escales.documents.kit_list import make_kit_list
from escales.documents.kit_readme import README, make_readme
from escales.documents.manuscript import (
    Manuscript,
    make_act,
    make_agreement_manuscript,
    with_instructions,
)
from escales.documents.office import make_office, make_office_questionnaire
from escales.documents.print import make_pdf, make_pdf_questionnaire, printer_fingerprint
from escales.documents.questionnaire import (
    QUESTIONNAIRE_TITLE,
    make_questionnaire,
    questionnaire_footer,
    site_names,
)
from escales.machine.progress import shown
from escales.machine.saved_files import SavedFiles
from escales.machine.workers import map_on_all_cores
from escales.machine.zip_files import make_zip
from escales.pages.agreement import AGREEMENT_FORMATS, QUESTIONNAIRE_FORMATS
from escales.pages.kit_fields import FILLED
from escales.reading.body import show_field
from escales.settings.site import Settings
from escales.words.addresses import (
    DOCUMENTS,
    GUIDED,
    QUESTIONNAIRE,
    download_uri,
    guided_uri,
    kit_list_uri,
    kit_name,
    kit_uri,
)
from escales.words.phrases import phrases_of
from escales.words.typography import typeset_markdown
from escales.words.vocabulary import Format

phrases = phrases_of("documents")

# The package that makes each format, of the extra [documents].
NEEDS = {Format.ODT: "pypandoc-binary", Format.DOCX: "pypandoc-binary", Format.PDF: "weasyprint"}
FORMAT_MAKERS: dict[Format, Callable[[Manuscript], bytes]] = {
    Format.ODT: partial(make_office, kind="odt"),
    Format.DOCX: partial(make_office, kind="docx"),
    Format.PDF: make_pdf,
    Format.MARKDOWN: lambda manuscript: _plain(manuscript).encode(),
}


def available_formats() -> tuple[Format, ...]:
    """Return the formats that this installation can make."""
    return tuple(kind for kind in Format if kind not in NEEDS or _version(NEEDS[kind]))


def make_downloads(
    library: Library, formats: Sequence[Format], root: Path, settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of each file, for the repository at `root`.

    Files are saved for the next builds under .cache/, which may be deleted at any time.
    """
    cache = SavedFiles(root / ".cache/documents")
    filled = [kind for kind in FILLED if kind in formats]
    jobs = list(_jobs(library, formats, filled, settings))
    if Format.PDF in formats:
        printer_fingerprint()  # once, for all processes
    making = map_on_all_cores(lambda job: _make(*job, cache), jobs)
    with closing(shown(making, phrases.progress, len(jobs))) as made:
        for slug, documents in library.kits.items():
            scheme = library.schemes[slug]
            yield kit_list_uri(slug), make_kit_list(scheme, documents, filled, settings)
            folders = [*formats, *([GUIDED] if filled else [])]
            kit = {README: make_readme(scheme, documents, folders, settings).encode()}
            for number, document in enumerate(documents, 1):
                name = kit_name(number, document.slug)
                for kind in formats:
                    kit[f"{kind}/{name}.{kind}"] = content = next(made)
                    yield download_uri(document.uri, kind), content
                for kind in filled:
                    kit[f"{GUIDED}/{kind}/{name}.{kind}"] = content = next(made)
                    yield guided_uri(document.uri, kind), content
            hashes = [(name, sha256(content).hexdigest()) for name, content in kit.items()]
            yield kit_uri(slug), cache.get(hashes, partial(make_zip, kit))
        next(made, None)  # none is left, and all are shown as done
    is_offered = f"docs/{DOCUMENTS}" in library.pages
    for kind in (kind for kind in QUESTIONNAIRE_FORMATS if is_offered and kind in formats):
        yield download_uri(QUESTIONNAIRE, kind), _questionnaire(kind, library, settings, cache)
    if agreement := library.agreement:
        manuscript = make_agreement_manuscript(agreement, library, settings)
        for kind in (kind for kind in AGREEMENT_FORMATS if kind in formats):
            yield download_uri(agreement.uri, kind), _make(manuscript, kind, cache)


def _jobs(
    library: Library, formats: Sequence[Format], filled: Sequence[Format], settings: Settings
) -> Iterator[tuple[Manuscript, Format]]:
    """Yield each file of the kits, in the order in which they are handed on."""
    for document in (document for kit in library.kits.values() for document in kit):
        act = make_act(document, library, settings)
        guided = with_instructions(act, document, library, settings)
        yield from ((act, kind) for kind in formats)
        yield from ((guided, kind) for kind in filled)


def _make(manuscript: Manuscript, kind: Format, cache: SavedFiles) -> bytes:
    pictures = [sha256(one.file.read_bytes()).digest() for one in manuscript.shown_pictures]
    printer = printer_fingerprint() if kind is Format.PDF else ""
    key = manuscript, pictures, kind, printer
    return cache.get(key, partial(FORMAT_MAKERS[kind], manuscript))


def _questionnaire(kind: Format, library: Library, settings: Settings, cache: SavedFiles) -> bytes:
    paper = kind is Format.PDF
    html = make_questionnaire(site_names(library), settings, paper=paper)
    form = html, QUESTIONNAIRE_TITLE, questionnaire_footer(settings)
    if paper:
        key = form, printer_fingerprint()
        return cache.get(key, partial(make_pdf_questionnaire, *form))
    return cache.get((form, kind), partial(make_office_questionnaire, *form, kind))


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _plain(manuscript: Manuscript) -> str:
    text = typeset_markdown(manuscript.with_fields(manuscript.text, show_field))
    for picture in manuscript.pictures:
        text = text.replace(f"]({picture.name}", f"]({picture.address}")
    return f"# {manuscript.title}\n\n{text}\n\n---\n\n{manuscript.origin}\n"
