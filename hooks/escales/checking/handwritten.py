# SPDX-License-Identifier: EUPL-1.2
"""Check the pages of docs/ that people write by hand: Markdown, and the marks of our blocks."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePosixPath

from escales.checking.block_marks import MARK, check_block_marks
from escales.checking.link_texts import borrowed_address
from escales.checking.page_markdown import ATTRIBUTES, PageMarkdown
from escales.checking.privacy import check_page as check_page_privacy
from escales.problems.problem import Notes, Problem
from escales.reading.body import without_code
from escales.reading.conflicts import without_conflicts
from escales.reading.disk import Tree
from escales.reading.header import Header, split_header
from escales.reading.hidden_characters import without_hidden_characters
from escales.reading.hyphens import begins_with_header
from escales.reading.limits import excess_of
from escales.reading.lines import Lines
from escales.reading.links import URL_SCHEME
from escales.reading.picture_paths import is_remote
from escales.reading.validation import validate
from escales.schema import HandWrittenPage
from escales.schema.law import LAW, LawReading
from escales.settings.extensions import PageExtensions
from escales.words.addresses import url_of

# The folders of the site where every page is made from the content.
GENERATED_FOLDERS = ("docs/recits/", "docs/dispositifs/", "docs/collectivites/")
FORMER, RARE = "anciennes_adresses", "rare"
SETTING = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:.*")  # as MkDocs reads it above a page
UNSEEN = re.compile(r"[\x00-\x20]+")  # a browser leaves them out of an address
ALLOWED_URL_SCHEMES = {"https", "mailto"}
ID = re.compile(r'\sid="([^"]+)"')
NAME = re.compile(r"[^\w-].*", re.DOTALL)  # all that follows the name of a tag
LONGEST_QUOTE = 60  # characters of a piece of HTML
NO_EXTENSION = PageExtensions()  # but those that are always there
# What may be HTML, a picture or a link to refuse: a page with none is not rendered, to save time.
# And a link whose text may be an address.
SUSPECT = re.compile(
    r"!\[|\]:|&|\]\((?!https://|(?!/)[\w./#-]*\))|\.[A-Za-z*_`]{2}[^\[\]]{0,999}\]"
)
# What begins a numbered note: no definition of a link, which it looks like.
NOTE = re.compile(r"^[ ]{0,3}\[\^[\w-]+\]:", re.MULTILINE)
FENCE_ATTRIBUTES = re.compile(r"^[ ]*(?:`{3,}|~{3,})[ ]*(?P<found>\{[^\n]*\})", re.MULTILINE)


def check_pages(tree: Tree, by_page: Mapping[str, Iterable[Problem]]) -> list[Problem]:
    """Return what is wrong in the pages of docs/; `by_page` is what `judge_page` says of each."""
    problems: list[Problem] = []
    taken = {url_of(path.removeprefix("docs/")): path for path in tree.pages}
    for path, text in tree.pages.items():
        notes = Notes(path)
        notes.problems += by_page[path]
        _check_former_addresses(text, taken, notes)
        problems += notes.problems
    return problems


def former_addresses(path: str, text: str) -> tuple[str, ...]:
    """Return the addresses that a checked page has had, without their last slash."""
    facts, _ = _read_facts(text, FORMER, Notes(path))
    return facts.former_addresses if facts else ()


def law_reading(path: str, pages: Mapping[str, str]) -> LawReading | None:
    """Return what a checked page says that was read of the law; or what its folder's index says."""
    for each in (path, PurePosixPath(path).with_name("index.md").as_posix()):
        facts, _ = _read_facts(pages.get(each, ""), LAW, Notes(each))
        if facts and facts.law:
            return facts.law
    return None


def is_rare(path: str, pages: Mapping[str, str]) -> bool:
    """Tell whether a checked page says that it answers few readers."""
    facts, _ = _read_facts(pages.get(path, ""), RARE, Notes(path))
    return bool(facts and facts.rare)


def judge_page(path: str, source: str, extensions: PageExtensions = NO_EXTENSION) -> list[Problem]:
    """Return what is wrong in a page, without looking at any other."""
    notes = Notes(path)
    if path.startswith(GENERATED_FOLDERS):
        notes.add("reserved-name", found=path.removeprefix("docs/"))
    text = without_hidden_characters(without_conflicts(source, notes), notes)
    header, body, line = split_page(text, notes)
    if excess := excess_of(body):
        notes.add(excess.code, Lines(body, line).at(excess.place))
        return notes.problems
    check_block_marks(text, notes)
    if header:
        validate(HandWrittenPage, header, notes)
    elif SETTING.fullmatch(first := text.partition("\n")[0]):
        notes.add("page-metadata", found=first)
    check_page_privacy(text, notes)
    for match in FENCE_ATTRIBUTES.finditer(body):
        found = match["found"]
        notes.add("attribute-list", Lines(body, line).at(match.start()), found=found)
    for code, values in faults_of(body, extensions) if is_suspect(body, extensions) else ():
        notes.add(code, line_of(text, values["found"]), **values)
    return notes.problems


def is_suspect(body: str, extensions: PageExtensions) -> bool:
    """Whether a text may hold what `faults_of` looks for; a tag within code does not count."""
    text = MARK.sub("", body)
    if ATTRIBUTES in extensions.names and "{" in text:
        return True
    return SUSPECT.search(NOTE.sub("", text)) is not None or "<" in without_code(text)


def split_page(text: str, notes: Notes) -> tuple[Header | None, str, int]:
    """Return the header of a page, its text, and the line where this begins.

    MkDocs publishes what is read here: were the header read twice, one reading might hide from
    the other what it holds.
    """
    return split_header(text, notes) if begins_with_header(text) else (None, text, 1)


def _read_facts(text: str, key: str, notes: Notes) -> tuple[HandWrittenPage | None, int]:
    """Return what a page says of itself, if it has a key, and the line of this."""
    text = without_hidden_characters(text, notes)
    if not text.startswith("---") or key not in text:
        return None, 1
    header, _, _ = split_header(text, notes)
    facts = validate(HandWrittenPage, header, notes) if header else None
    return facts, header.line((key,)) if header else 1


def _check_former_addresses(text: str, taken: dict[str, str], notes: Notes) -> None:
    """Note the former addresses that another page holds, or that hold other kinds of pages."""
    facts, line = _read_facts(text, FORMER, Notes(notes.path))
    for address in facts.former_addresses if facts else ():
        if f"docs/{address}/".startswith(GENERATED_FOLDERS):
            notes.add("reserved-name", line, FORMER, found=address)
        elif f"{address}/" in taken:
            other = taken[f"{address}/"]
            notes.add("duplicate-slug", line, FORMER, found=address, other=other)
        taken.setdefault(f"{address}/", notes.path)


def line_of(text: str, words: str) -> int:
    """Return the first line that holds some words, as they are or as entities."""
    first = words.split("\n", maxsplit=1)[0]
    read = text if first in text else unescape(text)
    return read.count("\n", 0, max(0, read.find(first))) + 1


@cache  # making it takes longer than rendering most pages
def _markdown(extensions: PageExtensions) -> PageMarkdown:
    return PageMarkdown(extensions)


def faults_of(body: str, extensions: PageExtensions) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the code and the values of each piece of HTML, and of each link, to refuse."""
    markdown = _markdown(extensions)
    html = markdown.convert(body)
    raw_pieces = (raw.strip() for raw in markdown.raw)
    pieces = [raw for raw in raw_pieces if raw.startswith("<") and not MARK.fullmatch(raw)]
    for attributes in markdown.refused:
        yield "attribute-list", {"found": attributes}
    opened = {NAME.sub("", raw[1:].lower()) for raw in pieces}
    for raw in pieces:
        if NAME.sub("", raw[2:].lower()) not in opened or not raw.startswith("</"):
            yield "raw-html", {"found": raw[:LONGEST_QUOTE]}
    links = _Links()
    links.feed(html)
    noted = "\n".join(map(unescape, pieces))
    for target, image in links.addresses:
        seen = UNSEEN.sub("", target).lower()
        scheme = URL_SCHEME.match(seen)
        leaves = scheme is not None and scheme[0][:-1] not in ALLOWED_URL_SCHEMES
        if (is_remote(seen) if image else leaves) and target not in noted:
            yield "image-remote" if image else "link-scheme", {"found": target}
    for target, text in links.texts:
        if found := borrowed_address(text, target):
            yield "link-text", {"found": found, "other": target}


def addresses_in(text: str, extensions: PageExtensions = NO_EXTENSION) -> list[tuple[str, bool]]:
    """Return the address of each link and picture of a page, and whether it is a picture."""
    _, body, _ = split_page(text, Notes(""))
    if excess_of(body):
        return []  # told already: it would take minutes to render
    links = _Links()
    links.feed(_markdown(extensions).convert(body))
    return links.addresses


def ids_in(text: str, extensions: PageExtensions) -> list[str]:
    """Return the anchors of a page, as MkDocs will make them."""
    _, body, _ = split_page(text, Notes(""))
    return [] if excess_of(body) else ID.findall(_markdown(extensions).convert(body))


class _Links(HTMLParser):
    """Finds the addresses of a page, once their entities are read, and what its links say."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[tuple[str, bool]] = []
        self.texts: list[tuple[str, str]] = []  # target, text
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [(v or "", tag == "img") for k, v in attrs if k in {"href", "src"}]
        if tag == "a":
            self.texts.append((dict(attrs).get("href") or "", ""))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.inside:
            target, text = self.texts[-1]
            self.texts[-1] = target, text + data
