# SPDX-License-Identifier: EUPL-1.2
"""A document ready to become a file: the act alone, or all that is said beside it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from markupsafe import Markup

from escales.content.library import Entry, Library
from escales.html.article_numbers import as_told
from escales.html.parts import with_parts
from escales.html.render import make_renderer
from escales.pages import SitePage
from escales.pages.agreement import publisher_answers
from escales.pages.law import reading_sentence
from escales.pictures import rebuild_for_office
from escales.pictures.published import PublishedPicture
from escales.reading.body import PLACEHOLDER, escape_markdown, fill_fields, replace_targets
from escales.reading.marked_parts import CHOICE, act_text, whole_text
from escales.reading.parts import BEFORE_FILLING
from escales.schema import KitDocument
from escales.settings.site import Settings
from escales.words.addresses import is_external, url_of
from escales.words.kit_terms import PartLabel
from escales.words.phrases import phrases_of

phrases = phrases_of("documents")

FIELD = "\ue000{}\ue001"  # private characters around a field, which Markdown leaves alone
SHOWN = re.compile("\ue000(.*?)\ue001")
SPAN = '<span class="champ" data-custom-style="Champ">[{}]</span>'  # the second is pandoc's
# A link that only works on the site becomes plain text.
ELSEWHERE = re.compile(r'<a (?:class="[^"]*" )?href="(?!https:)[^"]*">(.*?)</a>', re.DOTALL)
# Numbered notes: in a file, nothing leads back from their list.
BACK = re.compile(r'\s*<a class="footnote-backref"[^>]*>[^<]*</a>')
NOTE_ID = re.compile(r' id="fn(?:ref\d*)?:[^"]*"')
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
# An alternative begins with a box to tick, which the browser takes away from the one it keeps.
BOX = '<span class="case" data-custom-style="Case">☐\u00a0</span>'
OPTION = re.compile(rf'(<div id="{CHOICE}[0-9-]+">\s*)(<p>)?')
SIDE = re.compile(r'class="es-(center|right)"')  # the style sheet of the site is not there
FRAME = re.compile(r"</?div[^>]*>")  # of a table, which does not scroll on paper


@dataclass(frozen=True, slots=True)
class DocumentPicture:
    """A picture of a document: `name` is its own in the text, `alternative` its text."""

    name: str  # its suffix is that of the rebuilt picture
    file: Path  # of the repository
    alternative: str
    address: str  # on the site

    def rebuilt(self) -> bytes:
        """Return the picture rebuilt from its pixels, without any metadata."""
        return rebuild_for_office(self.file.read_bytes())


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What all formats are made from. `text` is Markdown, with [[key]] for each field."""

    uri: str  # of its page
    title: str
    usage: str
    text: str
    labels: tuple[tuple[str, str], ...]  # of the fields, by key
    links: tuple[str, ...]  # all that the text links to or shows
    pictures: tuple[DocumentPicture, ...]  # in the order of the text
    footer: str
    origin: str = ""  # where it comes from, for the properties of the file
    warning: str = ""  # what is said before a document that is not the act alone
    by_hand: bool = False  # whether it is printed, filled with a pen and signed
    landscape: bool = False

    @property
    def markdown(self) -> str:
        """The text that is shown: its parts between marks."""
        return whole_text(self.text) if self.warning else act_text(self.text)

    @property
    def shown_pictures(self) -> tuple[DocumentPicture, ...]:
        """The pictures that are shown."""
        return tuple(one for one in self.pictures if f"]({one.name}" in self.markdown)

    def with_fields(self, text: str, show: Callable[[str], str]) -> str:
        """Return a text with each field shown by its label."""
        labels = dict(self.labels)
        return PLACEHOLDER.sub(lambda match: show(labels[match[1].strip()]), text)

    def as_html(self) -> str:
        """Return what is shown, as the page shows it: all files to look at are made from it."""
        text = self.with_fields(self.markdown, lambda label: FIELD.format(escape_markdown(label)))
        links = frozenset(self.links)
        page = SitePage("", self.title, "", None, Markup(), body=text, links=links)
        html = FRAME.sub("", NOTE_ID.sub("", BACK.sub("", make_renderer()(page).body)))
        html = SIDE.sub(r'style="text-align: \1"', html)
        html = html.replace("<ol", '<ol type="1"')  # else word processors number by letters too
        html = with_parts(html, _tags, r"<strong>\1</strong>")
        html = OPTION.sub(lambda m: f"{m[1]}<p>{BOX}{'' if m[2] else '</p>'}", html)
        html = without_local_links(html) if self.warning or self.by_hand else LINK.sub(r"\1", html)
        warning = f"<p><em>{escape(self.warning)}</em></p>" if self.warning else ""
        return SHOWN.sub(lambda field: SPAN.format(as_told(field[1])), warning + html)


def kit_footer(document: Entry[KitDocument], library: Library, settings: Settings) -> str:
    """Return the footer of a document of a kit: its scheme, version, licence and address."""
    scheme = library.schemes[document.path.split("/")[1]]
    return phrases.kit_footer.format(
        title=document.facts.title,
        site=settings.name,
        scheme=scheme.facts.title,
        version=scheme.facts.version,
        licence=scheme.facts.licence.label,
        address=settings.address + url_of(document.uri),
    )


def agreement_footer(document: Entry[KitDocument], settings: Settings) -> str:
    """Return the footer of the agreement, which belongs to no scheme."""
    title, address = document.facts.title, settings.address + url_of(document.uri)
    return phrases.agreement_footer.format(title=title, site=settings.name, address=address)


def make_act(document: Entry[KitDocument], library: Library, settings: Settings) -> Manuscript:
    """Prepare a document of a kit as it is signed: its footer is its title, and nothing of ours."""
    title, origin = document.facts.title, kit_footer(document, library, settings)
    return _manuscript(document, library, settings.address, footer=title, origin=origin)


def with_instructions(
    act: Manuscript, document: Entry[KitDocument], library: Library, settings: Settings
) -> Manuscript:
    """Return the same document with all that helps to prepare it, and what to beware of."""
    scheme = library.schemes[document.path.split("/")[1]].facts
    sentences = [phrases.warning.format(site=settings.name)]
    if not scheme.validated:
        bearer = library.collectivities[scheme.bearer].facts.name
        sentences.append(phrases.not_validated.format(bearer=bearer))
    sentences += filter(None, [reading_sentence(scheme.law)])
    return replace(act, footer=act.origin, warning=" ".join(sentences))


def _manuscript(
    document: Entry[KitDocument], library: Library, address: str, *, footer: str, origin: str = ""
) -> Manuscript:
    """Prepare a document; `address` is that of the site, with its last slash, or empty."""
    links = list(zip(document.body.links, document.targets, strict=True))
    shown = [(link.text, target) for link, target in links if link.image]
    pictures = tuple(
        _picture(n, library.pictures[target], text, address + target)
        for n, (text, target) in enumerate(shown, 1)
    )
    names = iter(pictures)
    targets = [
        next(names).name
        if link.image
        else target
        if is_external(target)
        else address + url_of(target)
        for link, target in links
    ]
    return Manuscript(
        uri=document.uri,
        title=document.facts.title,
        usage=document.facts.usage,
        text=replace_targets(document.body, targets).strip(),
        labels=tuple((key, field.label) for key, field in document.facts.fields.items()),
        links=tuple(targets),
        pictures=pictures,
        footer=footer,
        origin=origin,
        landscape=document.facts.landscape,
    )


def make_agreement_manuscript(
    document: Entry[KitDocument], library: Library, settings: Settings
) -> Manuscript:
    """Prepare the agreement, with all that the site knows of who publishes it."""
    footer = agreement_footer(document, settings)
    bare = _manuscript(document, library, settings.address, footer=footer)
    text = fill_fields(bare.text, publisher_answers(settings))
    return replace(bare, text=text, by_hand=True)


def _picture(number: int, picture: PublishedPicture, text: str, address: str) -> DocumentPicture:
    suffix = "png" if picture.format == "png" else "jpg"  # as `rebuild_for_office` does
    return DocumentPicture(f"image-{number}.{suffix}", picture.file.resolve(), text, address)


def without_local_links(html: str) -> str:
    return ELSEWHERE.sub(r"\1", html)


def _tags(name: str) -> tuple[str, str]:
    """Return what stands around a part: pandoc makes a section or a bookmark of what has an id."""
    if name.startswith(CHOICE):
        return f'<div id="{name}">', "</div>"
    quoted = name not in {BEFORE_FILLING, PartLabel.CHOICE}
    return ("<blockquote>", "</blockquote>") if quoted else ("", "")
