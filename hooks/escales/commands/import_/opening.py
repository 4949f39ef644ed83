# SPDX-License-Identifier: EUPL-1.2
"""Open a filled questionnaire that anybody may have made, and give pandoc's tree of its text."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from escales.commands.import_.tree import PandocNode
from escales.words.phrases import phrases_of

phrases = phrases_of("documents")

MAX_FILE = 30_000_000  # bytes, of the file as it is
MAX_TEXT = 20_000_000  # bytes, of its text once unpacked
MAX_PARTS = 2_000
MAX_RATIO = 200  # a real text rarely shrinks to a fiftieth
SECONDS = 60

# The parts that hold text. The others, such as pictures, comments and the author's name, stay out.
PARTS = {
    "odt": re.compile(r"mimetype|content\.xml|styles\.xml|META-INF/manifest\.xml"),
    "docx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/(?:document\d*|footnotes|endnotes)\.xml\.rels"
        r"|word/(?:document\d*|styles|numbering|footnotes|endnotes)\.xml"
    ),
}
PICTURES = re.compile(r"(?:word/media|Pictures)/.+")
# What pandoc would bring to light, and what it leaves out without a word.
HIDDEN = re.compile(
    rb'<w:vanish\s*(?:/>|\sw:val="(?:1|true|on)")|text:display="none"|text:is-hidden="true"'
)
BOXES = re.compile(
    rb"<(?:w:txbxContent|w:fldSimple|draw:text-box|text:text-input|text:drop-down)\b"
)
BODIES = {"odt": r"content\.xml", "docx": r"word/document\d*\.xml"}
LOCKED = b"\xd0\xcf\x11\xe0"  # how Word wraps a file with a password, and its files before 2007
FULL = re.compile(rb"heap exhausted|stack overflow", re.IGNORECASE)  # as pandoc says it
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, as the blocks of pandoc's tree, and what stays behind."""

    blocks: list[PandocNode]
    pictures: int
    boxes: bool  # text in boxes or form fields


class QuestionnaireRefusedError(Exception):
    """The file cannot be read as a questionnaire; `code` is of `phrases["refusals"]`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def sentence(self, name: str) -> str:
        """Say it of the file called `name`."""
        kind = name.rpartition(".")[2].upper()
        return str(phrases["refusals"][self.code].format(name=name, kind=kind))


def open_document(path: Path) -> Document:
    """Open an ODT or DOCX file that nobody has looked at; raise QuestionnaireRefusedError."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in PARTS:
        raise QuestionnaireRefusedError("unknown-kind")
    if not path.is_file():
        raise QuestionnaireRefusedError("unreadable")
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE + 1)
    except OSError:
        raise QuestionnaireRefusedError("unreadable") from None
    if len(raw) > MAX_FILE:
        raise QuestionnaireRefusedError("too-big")
    if raw.startswith(LOCKED):
        raise QuestionnaireRefusedError("locked")
    packed, pictures, boxes = repack(raw, kind)
    return Document(_tree(packed, kind), pictures, boxes)


def repack(raw: bytes, kind: str) -> tuple[bytes, int, bool]:
    """Return the document with nothing but its text, how many pictures it had, and if boxes."""
    out, boxes = io.BytesIO(), False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
            for name, part in _parts(source, kind):
                target.writestr(name, part)
                boxes = boxes or BOXES.search(part) is not None
            pictures = sum(bool(PICTURES.fullmatch(name)) for name in source.namelist())
    # zipfile raises NotImplementedError for a compression that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise QuestionnaireRefusedError("not-a-document") from None
    except RuntimeError:  # how zipfile says that it needs a password
        raise QuestionnaireRefusedError("locked") from None
    return out.getvalue(), pictures, boxes


def _parts(source: zipfile.ZipFile, kind: str) -> Iterator[tuple[str, bytes]]:
    entries = source.infolist()
    if len(entries) > MAX_PARTS:
        raise QuestionnaireRefusedError("too-big")
    text_parts = [entry for entry in entries if PARTS[kind].fullmatch(entry.filename)]
    if len({entry.filename for entry in text_parts}) < len(text_parts):
        raise QuestionnaireRefusedError("not-a-document")
    parts: dict[str, bytes] = {}
    left = MAX_TEXT
    for entry in text_parts:
        if entry.file_size > min(left, MAX_RATIO * (entry.compress_size + 1000)):
            raise QuestionnaireRefusedError("too-big")
        with source.open(entry) as file:
            parts[entry.filename] = part = file.read(left + 1)
        left -= len(part)
        if left < 0:
            raise QuestionnaireRefusedError("too-big")
    _check_kind(parts, kind)
    yield from parts.items()


def _check_kind(parts: dict[str, bytes], kind: str) -> None:
    """Refuse what only has the name of the format, and XML that defines things of its own."""
    if kind == "odt":
        declared = parts.get("mimetype", b"").strip()
        right = declared == b"application/vnd.oasis.opendocument.text"
    else:
        declared = parts.get("[Content_Types].xml", b"")
        right = b"wordprocessingml.document.main+xml" in declared
    if b"manifest:encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise QuestionnaireRefusedError("locked")
    bodies = [part for name, part in parts.items() if re.fullmatch(BODIES[kind], name)]
    if not right or not bodies or any(map(_defines, parts.values())):
        raise QuestionnaireRefusedError("not-a-document")
    if any(map(HIDDEN.search, bodies)):
        raise QuestionnaireRefusedError("hidden-text")


def _defines(part: bytes) -> bool:
    """Whether XML defines things of its own, in whatever encoding: no word processor does that."""
    return DECLARED.search(part.replace(b"\0", b"")) is not None


def _tree(document: bytes, kind: str) -> list[PandocNode]:
    try:
        import pypandoc  # noqa: PLC0415  # only with the extra [documents]
    except ImportError:
        raise QuestionnaireRefusedError("extra-missing") from None
    # Without files nor network, in bounded memory; tracked insertions are accepted, deletions and
    # comments left out, which is what pandoc does by itself.
    command = [pypandoc.get_pandoc_path(), "+RTS", "-M512M", "-RTS", "--sandbox"]
    try:
        read = subprocess.run(  # noqa: S603  # pandoc itself, and options of ours
            [*command, "--from", kind, "--to", "json"],
            input=document,
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        tree = json.loads(read.stdout)
    except (subprocess.TimeoutExpired, RecursionError):
        raise QuestionnaireRefusedError("too-complex") from None
    except subprocess.CalledProcessError as error:
        full = FULL.search(error.stderr) is not None
        raise QuestionnaireRefusedError("too-complex" if full else "not-a-document") from None
    # What wears the style of a title leaves the text for the metadata.
    titles = [{"t": "Para", "c": value["c"]} for value in tree["meta"].values()]
    return [*titles, *tree["blocks"]]
