# SPDX-License-Identifier: EUPL-1.2
"""What a fuzzer calls with any bytes: an exception that escapes from here is a fault of ours."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from escales.checking.handwritten import check_pages, judge_page
from escales.commands.import_.answers import read_answers
from escales.commands.import_.package import repack
from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.import_.story import story_slug, write_story
from escales.commands.import_.tree import lost_links, plain_text
from escales.html.cleaning import clean_page
from escales.html.render import make_renderer
from escales.pages import SitePage
from escales.problems.problem import Notes
from escales.problems.reports import FORMATS
from escales.reading.body import read_body, replace_targets
from escales.reading.disk import NEW_LINE, FileKind, SourceFile, Tree, check_name
from escales.reading.drafts import read_draft
from escales.reading.links import Destinations, check_links
from escales.reading.picture_paths import Picture
from escales.schema.durations import parse_duration
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import SLUG
from extensions import EVERY, render_page
from harmless import harm

PATHS = {
    FileKind.STORY: "stories/x.md",
    FileKind.SCHEME: "schemes/x/index.md",
    FileKind.KIT: "schemes/x/kit/x.md",
    FileKind.COLLECTIVITY: "docs/collectivites/x.md",
}
# A form holds what its author typed: no sign of it may act in the story that is made.
ACTING = {"raw-html", "attribute-list", "include", "footnote", "link-scheme", "image-remote"}
SECTIONS = {str(number): name for number, name in enumerate(STORY_OUTLINE.required)}
SEVEN = 7
KNOWN = {"stories/a.md", "docs/index.md"}


def text_of(raw: bytes) -> str:
    """Return what the reader of the disk would give: it refuses other bytes before."""
    return NEW_LINE.sub("\n", raw.decode("utf-8", "ignore"))


def read(raw: bytes) -> None:
    """Read a file of any kind; tell what is wrong in it, or render it."""
    kind = list(PATHS)[raw[0] % len(PATHS)] if raw else FileKind.STORY
    source = SourceFile(kind, PATHS[kind], text_of(raw[1:]))
    draft = read_draft(source)
    check_name(source, draft.notes)
    for write in FORMATS.values():
        write(draft.notes.problems, "")
    if draft.notes.problems or draft.header is None:
        assert draft.notes.problems, "what cannot be read is told"
        return
    targets = [link.target for link in draft.body.links]
    text = replace_targets(draft.body, targets)
    page = SitePage("x.md", "", "", None, Markup(), body=text, links=frozenset(targets))
    assert harm(make_renderer()(page).body) == []


def page(raw: bytes) -> None:
    """Check a page written by hand, and clean it whatever the check says."""
    text = text_of(raw)
    tree = Tree(Path("/nowhere"), pages={"docs/x.md": text})
    check_pages(tree, {"docs/x.md": judge_page("docs/x.md", text, EVERY)})
    if read_body(text, 1, notes := Notes("")) and not _heavy(notes):
        html = render_page(text)
        assert harm(clean_page(html, str)) == []


def _heavy(notes: Notes) -> bool:
    return any(problem.code in {"too-crowded", "too-nested"} for problem in notes.problems)


def duration(raw: bytes) -> None:
    """Read a duration; what is read is said in words and in ISO 8601 that mean the same."""
    found = parse_duration(text_of(raw))
    if found:
        for said in (str(found).replace("\u202f", ""), found.iso):  # without its thousands apart
            again = parse_duration(said)
            assert again, said
            assert again.units == found.units, said


def link(raw: bytes) -> None:
    """Follow a link and a picture; they lead to what is known, to the web, or nowhere."""
    target = text_of(raw)
    pictures = {"stories/images/a.png": Picture(Path("a.png"), 1, "png")}
    tree = Tree(Path("/nowhere"), texts=set(KNOWN), pictures=pictures)
    known = Destinations(tree, lambda _: set())
    for text in (f"[a]({target})", f"![a]({target})", f"[a]\n\n[a]: {target}", f"<{target}>"):
        notes = Notes(PATHS[FileKind.STORY])
        body = read_body(text, 1, notes)
        for found in check_links(notes.path, body, known, notes):
            uri = found.partition("#")[0]
            web = found[:8].lower() == "https://"
            assert web or uri in {"", "recits/a.md", "index.md", "recits/images/a.webp"}, found


def archive(raw: bytes) -> None:
    """Open what may be a document; and what is one, but for one of its parts."""
    for kind, name in (("odt", "content.xml"), ("docx", "word/document.xml")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            if kind == "odt":
                file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            types = "application/vnd.openxmlformats.wordprocessingml.document.main+xml"
            file.writestr("[Content_Types].xml", f'<x type="{types}"/>')
            file.writestr(name, raw)
        for document in (raw, out.getvalue(), out.getvalue().replace(b"PK", raw[:2] or b"PK", 1)):
            try:
                repack(document, kind)
            except QuestionnaireRefusedError as refused:
                refused.sentence(f"a.{kind}")  # raises when there is none


def questionnaire(raw: bytes) -> None:
    """Make a story of the tree of a document: of whatever it says, nothing acts."""
    blocks = [_block(line) for line in text_of(raw).split("\n")]
    plain_text(blocks)
    lost_links(blocks)
    answers = read_answers(blocks)
    assert SLUG.fullmatch(story_slug(answers.values.get("titre", "")))
    draft = read_draft(SourceFile(FileKind.STORY, PATHS[FileKind.STORY], write_story(answers)))
    assert draft.header, "a header that is ours can be read"
    assert not ACTING & {problem.code for problem in draft.notes.problems}


def _block(line: str) -> dict[str, object]:
    """Return the block of pandoc that the first character of a line stands for."""
    kind, said = line[:1], line[1:]
    words: list[dict[str, object]] = [{"t": "Str", "c": said}]
    if line in SECTIONS:
        words = [{"t": "Str", "c": SECTIONS[line]}]
    if kind == "#" or line in SECTIONS:
        return {"t": "Header", "c": [2, ["", [], []], words]}
    if kind == "-":
        return {"t": "BulletList", "c": [[{"t": "Plain", "c": words}]]}
    if kind == ">":
        return {"t": "BlockQuote", "c": [{"t": "Para", "c": words}]}
    if kind == "*":
        half = len(said) // 2
        strong = {"t": "Strong", "c": [{"t": "Str", "c": said[:half]}]}
        return {"t": "Para", "c": [strong, {"t": "Emph", "c": [{"t": "Str", "c": said[half:]}]}]}
    if kind == "@":
        return {"t": "Para", "c": [{"t": "Link", "c": [["", [], []], words, [said, ""]]}]}
    return {"t": "Para", "c": [{"t": "Str", "c": line}]}


def planted(raw: bytes) -> None:
    """Fail as a fault would, on one duration: to show that a fuzzer finds it, and tells."""
    found = parse_duration(text_of(raw))
    assert found is None or found.months != SEVEN, "a fault planted here"


TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {
        "read": read,
        "page": page,
        "duration": duration,
        "link": link,
        "archive": archive,
        "questionnaire": questionnaire,
        "planted": planted,
    }
)
