# SPDX-License-Identifier: EUPL-1.2
"""Say why a file is not taken, and what it really is when its name says something else."""

import re

from escales.words.phrases import phrases_of

phrases = phrases_of("documents")

HEAD = 2000  # bytes in which a format declares itself
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Office before 2007, and what it wraps in a password
ENCRYPTED, WORKBOOK, SLIDES = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "PowerPoint Document")
)
# How files begin, by the code of what they are in `phrases["real_kinds"]`.
BEGINNINGS = {
    "rtf": rb"\{\\rtf",
    "pdf": rb"%PDF-",
    "flat-odt": rb"(?s:.*)<office:document\s",
    "flat-word": rb"(?s:.*)<(?:pkg:package|w:wordDocument)\s",
    "html": rb"(?i:(?s:.*)<(?:!doctype html|html|head|body)\b|mime-version:)",
    "archive": rb"\x1f\x8b|7z\xbc\xaf|Rar!",
    "picture": rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP",
}
BEGINNINGS_OF = {code: re.compile(rb"(?:\xef\xbb\xbf)?\s*" + p) for code, p in BEGINNINGS.items()}
# What archives hold, likewise.
CONTENTS = {
    "pages": re.compile(r"(?:.*/)?(?:Document\.iwa|Index\.zip|index\.xml)"),
    "workbook": re.compile(r"xl/.*"),
    "slides": re.compile(r"ppt/.*"),
    "docx": re.compile(r"word/document\d*\.xml"),
}
MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "workbook",
    b"application/vnd.oasis.opendocument.presentation": "slides",
    b"application/epub+zip": "epub",
}


class QuestionnaireRefusedError(Exception):
    """The file cannot be read as a questionnaire; `code` is of `phrases["refusals"]`.

    `real` is what the file is instead, of `phrases["real_kinds"]`, or nothing.
    """

    def __init__(self, code: str, real: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.real = real

    def sentence(self, name: str) -> str:
        """Say it of the file called `name`."""
        kind = name.rpartition(".")[2].upper()
        real = phrases["real_kinds"].get(self.real, "")
        return str(phrases["refusals"][self.code].format(name=name, kind=kind, real=real))


def check_beginning(raw: bytes) -> None:
    """Refuse a file that is no archive, and says by its first bytes what it is."""
    if not raw.strip(b"\0 \r\n\t"):
        raise QuestionnaireRefusedError("empty")
    if raw.startswith(OLD_OFFICE):
        if ENCRYPTED in raw:
            raise QuestionnaireRefusedError("locked")
        kinds = {WORKBOOK: "workbook", SLIDES: "slides"}
        real = next((kind for stream, kind in kinds.items() if stream in raw), "old-word")
        raise QuestionnaireRefusedError("another-kind", real)
    head = raw[:HEAD].replace(b"\0", b"")  # texts in UTF-16 too
    for code, pattern in BEGINNINGS_OF.items():
        if pattern.match(head):
            raise QuestionnaireRefusedError("another-kind", code)
    if _is_plain(head):
        raise QuestionnaireRefusedError("another-kind", "text")


def _is_plain(head: bytes) -> bool:
    """Whether bytes are those of a text that anybody may read."""
    text = head.decode("utf-8", "ignore")
    return not head.startswith(b"PK\x03\x04") and all(c.isprintable() or c.isspace() for c in text)


def real_archive(names: list[str], mimetype: bytes) -> str:
    """Return what an archive is, by the names of its parts."""
    if declared := MIMETYPES.get(mimetype.strip()):
        return declared
    kinds = (kind for kind, part in CONTENTS.items() if any(map(part.fullmatch, names)))
    return next(kinds, "archive")
