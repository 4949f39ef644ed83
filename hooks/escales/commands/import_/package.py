# SPDX-License-Identifier: EUPL-1.2
"""Unpack an ODT or DOCX that anybody may have made, and pack it again with its text only."""

import io
import lzma
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from escales.commands.import_ import docx, odt
from escales.commands.import_.refusal import QuestionnaireRefusedError, real_archive
from escales.commands.import_.xml_parts import STYLE, TEXT, W, parse, usual_names, write
from escales.reading.disk import MAX_TEXT as MAX_STORY
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("documents")

MAX_TEXT = 20_000_000  # bytes, of its text once unpacked
MAX_PARTS = 2_000
MAX_RATIO = 200  # a real text rarely shrinks to a fiftieth

# The parts that hold text. The others, such as pictures, comments and the author's name, stay out.
PARTS = {
    "odt": re.compile(r"mimetype|content\.xml|styles\.xml|META-INF/manifest\.xml"),
    "docx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/(?:document\d*|footnotes|endnotes)\.xml\.rels"
        r"|word/(?:document\d*|styles|numbering|footnotes|endnotes|(?:header|footer)\d*)\.xml"
    ),
}
BODIES = {
    "odt": re.compile(r"content\.xml"),
    "docx": re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml"),
}
MARGINS = {
    "odt": tuple(STYLE + m + of for m in ("header", "footer") for of in ("", "-left", "-first")),
    "docx": (f"{W}hdr", f"{W}ftr"),
}
LINES = {"odt": f"{TEXT}p", "docx": f"{W}p"}
WORDS = {"odt": None, "docx": f"{W}t"}  # what holds the text of a line, when not all of it does
PICTURES = re.compile(r"(?:word/media|Pictures)/.+")
PAGE_NUMBER = re.compile(r"(?:page)?[-\d]*(?:(?:sur|de)[-\d]*)?")
# A document, a model of documents, with macros or without: what is not text stays out.
WORD = re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)\.[\w.]*main\+xml")
ENCRYPTED = b":encryption-data"
# What zipfile raises of bytes that are those of no archive, or no longer.
DAMAGED = (
    zipfile.BadZipFile,  # no directory, or a part that is not the one that it names
    zlib.error,  # what is compressed does not unpack
    lzma.LZMAError,  # likewise
    OSError,  # likewise, for bzip2
    EOFError,  # a part cut short
    ValueError,  # a part before the beginning of the file, or a name in no encoding
    NotImplementedError,  # a compression that it does not know
)


def repack(raw: bytes, kind: str) -> tuple[bytes, Counter[str]]:
    """Return the document with nothing but the text that shows, and how much of what stays out.

    The kinds of what stays out are those of `phrases["aside"]`.
    """
    parts, pictures = _unpack(raw, kind)
    aside, out = Counter(pictures=pictures), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, part in _plain_parts(parts, kind, aside).items():
            target.writestr(name, part)
    return out.getvalue(), aside


def _unpack(raw: bytes, kind: str) -> tuple[dict[str, bytes], int]:
    """Return the parts that hold text, by their names, and the number of pictures."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as source:
            pictures = sum(PICTURES.fullmatch(name) is not None for name in source.namelist())
            return _text_parts(source, kind), pictures
    except DAMAGED:
        raise QuestionnaireRefusedError("not-a-document") from None
    except RuntimeError:  # how zipfile says that it needs a password
        raise QuestionnaireRefusedError("locked") from None


def _text_parts(source: zipfile.ZipFile, kind: str) -> dict[str, bytes]:
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
    _check_kind(source, parts, kind)
    return parts


def _check_kind(source: zipfile.ZipFile, parts: Mapping[str, bytes], kind: str) -> None:
    """Refuse what only has the name of the format."""
    if ENCRYPTED in parts.get("META-INF/manifest.xml", b""):
        raise QuestionnaireRefusedError("locked")
    names = source.namelist()
    with source.open("mimetype") if "mimetype" in names else io.BytesIO() as file:
        real = real_archive(names, file.read(200))
    if real != kind:
        raise QuestionnaireRefusedError("another-kind", real)
    is_text = kind == "odt" or WORD.search(parts.get("[Content_Types].xml", b""))
    if not is_text or not any(map(BODIES[kind].fullmatch, parts)):
        raise QuestionnaireRefusedError("not-a-document")


def _plain_parts(parts: Mapping[str, bytes], kind: str, aside: Counter[str]) -> dict[str, bytes]:
    """Return the parts as pandoc takes them: of their trees, those that it reads by its names."""
    usual = {name: usual_names(part) for name, part in parts.items()}
    trees = {name: parse(part) for name, part in usual.items() if name != "mimetype"}
    bodies = [tree for name, tree in trees.items() if BODIES[kind].fullmatch(name)]
    without_styles = Element("none")
    if kind == "docx":
        docx.make_plain(bodies, trees.get("word/styles.xml", without_styles), aside)
    else:
        odt.make_plain(trees["content.xml"], trees.get("styles.xml", without_styles), aside)
    if sum(len(text.strip()) for body in bodies for text in body.itertext()) > MAX_STORY:
        raise QuestionnaireRefusedError("too-long")
    aside["margins"] += any(_margins(trees.values(), kind))
    texts = [name for name in trees if not name.endswith((".rels", "[Content_Types].xml"))]
    return usual | {name: write(trees[name]) for name in texts}


def _margins(trees: Iterable[Element], kind: str) -> Iterator[bool]:
    """Tell of each line of the headers and footers whether a person wrote it."""
    ours = slugify(phrases.footer.partition("{")[0])
    for tree in trees:
        for tag in MARGINS[kind]:
            for margin in tree.iter(tag):
                for line in margin.iter(LINES[kind]):
                    slug = slugify("".join(each.text or "" for each in line.iter(WORDS[kind])))
                    yield not slug.startswith(ours) and PAGE_NUMBER.fullmatch(slug) is None
