# SPDX-License-Identifier: EUPL-1.2
"""A document of a kit, filled in a real browser as somebody would; what is wrong with what comes.

What the act must not hold is read on the page, and in no code of ours.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from playwright.sync_api import Page
from pypdf import PdfReader

from every_text import text_of_pdf

PARTS = {"odt": "content.xml", "docx": "word/document.xml"}
TAG = re.compile(r"<[^>]+>")
# Labels, keys, lines to write on, addresses.
WORDS = re.compile(
    r"Consigne\.|Règle de droit\.|Garantie proposée\.|Au choix ?:|Clause à ne pas modifier"
    r"|\[\[|\]\]|Avant de remplir|☒|____|https?://|Ce document est un modèle"
)
# Links, notes, bookmarks of alternatives, what is highlighted or styled as a field.
MARKUP = re.compile(
    r"<text:a |<w:hyperlink|<text:note |footnoteReference|\"choix-|w:highlight|\"Champ\"|\"Case\""
)
HIGHLIGHT = re.compile("fdf3e4", re.IGNORECASE)
ANSWER = "Réponse d’essai"
BOX = "☐"
FEWEST = 20  # signs: a shorter text may well stand in the act too


def fill(page: Page, *, last: bool = False) -> None:
    """Type the example of each field, or an answer of ours; choose the first or last answers."""
    page.evaluate(
        """([answer, last]) => {
          const form = document.querySelector("form.es-kit");
          for (const one of form.querySelectorAll("fieldset[data-number]")) {
            const radios = one.querySelectorAll("input");
            radios[last ? radios.length - 1 : 0].click();
          }
          for (const field of form.querySelectorAll("textarea")) {
            const note = field.parentNode.querySelector(".es-note")?.textContent ?? "";
            field.value = note.split(/Exemple\\s*: /)[1]?.trim() || answer;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }""",
        [ANSWER, last],
    )


def downloaded(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f"form.es-kit [data-kind={kind}]").click()
    return Path(waiting.value.path()).read_bytes()


def beside_the_act(page: Page) -> list[str]:
    """Return each text of the page that the act must not hold: boxes, unless it has its own."""
    texts: list[str] = page.evaluate(
        """() => {
          const outside = ".es-sheet :is(.es-part--consigne, .es-part--avant-de-remplir)";
          const found = [...document.querySelectorAll(`${outside} :is(p, li, h2, h3, td)`)];
          found.push(...document.querySelectorAll(".es-sheet :is(.es-left, .footnote) :is(p, li)"));
          return found.map((one) => {
            const alone = one.cloneNode(true);
            for (const each of alone.querySelectorAll(".es-label, sup")) each.remove();
            return alone.textContent;
          });
        }"""
    )
    own = page.locator(".es-sheet").inner_text()
    return [
        *(beside for text in texts if len(beside := plain(text).rstrip("↩ ")) >= FEWEST),
        *([] if BOX in own else [BOX]),
    ]


def plain(text: str) -> str:
    """Return a text without what keeps words together: no-break spaces and hyphens."""
    return " ".join(text.replace("\u2011", "-").split())  # Python splits at no-break spaces too


def faults_of(text: str, outside: list[str]) -> Iterator[str]:
    """Yield what stands in an act and should not."""
    text = plain(text)
    yield from WORDS.findall(text)
    yield from (beside for beside in outside if beside in text)


def faults_of_file(content: bytes, kind: str, outside: list[str]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        parts = {name: file.read(name).decode() for name in file.namelist() if "xml" in name[-4:]}
    main = parts[PARTS[kind]]
    shown = {name: xml for name, xml in parts.items() if name == PARTS[kind] or "footer" in name}
    if kind == "odt":
        shown["styles.xml"] = parts["styles.xml"].partition("<office:master-styles>")[2]
    yield from MARKUP.findall(main)
    yield from HIGHLIGHT.findall("".join(parts.values()))
    for xml in shown.values():
        yield from faults_of(unescape(TAG.sub("", re.sub(r"</(?:text|w):p>", " ", xml))), outside)


def faults_of_print(page: Page, outside: list[str]) -> Iterator[str]:
    printed = page.pdf(prefer_css_page_size=True)
    yield from faults_of(text_of_pdf(printed), outside)
    for sheet in PdfReader(io.BytesIO(printed)).pages:
        links = (note.get_object() for note in sheet.get("/Annots", ()))
        yield from (str(link.get("/A", link.get("/Dest"))) for link in links)


def faults_when_filled(page: Page) -> list[str]:
    """Return all that is left beside the act in the document of a page, in each format."""
    found = []
    for kind, last in (("odt", False), ("docx", True)):
        fill(page, last=last)
        outside = beside_the_act(page)
        found += [f"{kind}: {one}" for one in faults_of_file(downloaded(page, kind), kind, outside)]
        status = page.get_by_role("status").inner_text()
        found += [] if status == "Le document rempli est téléchargé." else [f"{kind}: {status}"]
    found += [f"print: {one}" for one in faults_of_print(page, beside_the_act(page))]
    return found
