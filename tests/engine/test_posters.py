# SPDX-License-Identifier: EUPL-1.2
"""What comes out of a printer: the text of a page, or its sheet for a notice board, on A4."""

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pypdf import PdfReader

from conftest import FIXTURE
from escales.checking.load import load
from escales.html.render import make_renderer
from escales.pages import make_pages, make_site
from escales.pages.poster import draw_qr_code
from escales.settings.site import Settings
from escales.words.vocabulary import Instrument, Status

SITE = (
    "https://recits-et-dispositifs.direction-des-ressources-humaines.departement.example/escales/"
)
HERE = Settings(
    name="Passages 29",
    description="Les micro-mobilités des agents du Finistère, des récits à lire et des dispositifs "
    "à reprendre d’une administration à l’autre.",
    address=SITE,
)
STORY, FICTION, SCHEME = "recits/premier/", "recits/recit-imagine/", "dispositifs/renfort/"
LONG = "Anticonstitutionnellement, notre intercommunalité réorganisait quarante-trois médiathèques"
SUMMARY = ("Pendant dix-huit mois, deux jours par semaine, " * 9)[:239] + "."
RUN = re.compile(r"m(-?\d+) (-?[\d.]+)h(\d+)")


def drawn(svg: str, scale: int = 4) -> Image.Image:
    """Return the picture of a code, from the path that stands in pages."""
    box = re.search(r'viewBox="0 0 (\d+) ', svg)
    assert box
    picture = Image.new("L", (int(box[1]) * scale,) * 2, 255)
    draw, x, y = ImageDraw.Draw(picture), 0, 0.0
    for run in RUN.finditer(svg):
        x, y = x + int(run[1]), y + float(run[2])
        end = x + int(run[3])
        top = int(y - 0.5) * scale
        draw.rectangle((x * scale, top, end * scale - 1, top + scale - 1), fill=0)
        x = end
    return picture


def read_code(picture: Image.Image) -> str:
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    return str(code.text)


def test_readers_read_every_address() -> None:
    """One mask for all, as it is: whatever the address, and whatever its length."""
    chance = Random(7)
    for length in range(20, 420, 16):
        slug = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz-0123456789", k=length))
        address = f"https://a.example/{slug}/"
        assert read_code(drawn(draw_qr_code(address))) == address


def test_a_code_has_its_margin_and_bears_a_fold() -> None:
    """Four modules of white around; at level M, a scratch does not stop readers."""
    picture = drawn(draw_qr_code(SITE + STORY), scale=1)
    margin = 4
    assert picture.point(lambda value: 255 - value).getbbox() == (
        margin,
        margin,
        picture.width - margin,
        picture.height - margin,
    )

    large = drawn(draw_qr_code(SITE + STORY))
    middle = large.height * 0.55
    ImageDraw.Draw(large).line((0, middle, large.width, middle), fill=255, width=4)
    assert read_code(large) == SITE + STORY


Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the articles of the fixture site as where its address is known, and longer ones."""
    root = tmp_path_factory.mktemp("posters") / "site"
    subprocess.run(["cp", "-r", FIXTURE, root], check=True)
    lengthen(root / "schemes/renfort/index.md", "Le renfort d’un mois")
    for story in (root / "stories").rglob("*.md"):
        text = story.read_text(encoding="utf-8")
        story.write_text(re.sub("dispositif: .*", "dispositif: renfort", text), encoding="utf-8")
    lengthen(root / "stories/recit-imagine.md", "Un récit imaginé pour montrer")
    render = make_renderer()
    found = {}
    for name, where in (("", FIXTURE), ("long ", root)):
        site = make_site(load(where), settings=HERE)
        for page in make_pages(site):
            found[name + page.uri.removesuffix("index.md").removesuffix(".md").rstrip("/")] = (
                render(page).html
            )
    return found


def lengthen(path: Path, title: str) -> None:
    """Give a page all that it may have, and the longest of it."""
    text = path.read_text(encoding="utf-8")
    assert f"titre: {title}\n" in text
    text = text.replace(f"titre: {title}\n", f'titre: "{LONG}"\n')
    text = re.sub("resume: .*\n", f'resume: "{SUMMARY}"\n', text)
    every = ", ".join(Instrument)
    text = re.sub(r"instruments:\n(?:  - .*\n)+", f"instruments: [{every}]\n", text)
    text = re.sub("statuts: .*\n", f"statuts: [{', '.join(Status)}]\n", text)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def opened(browser: Browser, address: str, articles: dict[str, str]) -> Iterator[Opener]:
    """Return what opens a page, its article as where the address of the site is known."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, article: str = "", *, scripts: bool = True) -> Page:
        context = browser.new_context(color_scheme="dark", java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        uri, _, _anchor = path.partition("#")
        if article:

            def answer(route: Route) -> None:
                text = route.fetch().text()
                start, end = text.index("<article"), text.index("</article>")
                opening = text[start : text.index(">", start) + 1]
                body = text[:start] + opening + articles[article] + text[end:]
                route.fulfill(body=body, content_type="text/html; charset=utf-8")

            page.route(f"{address}/{uri}", answer)
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(pdf: PdfReader) -> str:
    text = normalize("NFKC", " ".join(page.extract_text() for page in pdf.pages))
    return " ".join(text.split())


def picture_of(page: Page, folder: Path) -> Image.Image:
    """Return what the sheet looks like on paper, at the 100 dots an inch of a poor printer."""
    (folder / "sheet.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    command = ["pdftoppm", "-r", "100", "-png", "-singlefile", "sheet.pdf", "sheet"]
    subprocess.run(command, cwd=folder, check=True)
    return Image.open(folder / "sheet.png")


WIDTH = 703  # pixels: what the margins of 12 mm leave of A4
CASES = {
    "story": (STORY, "recits/premier", "Un premier essai au guichet"),
    "fiction": (FICTION, "recits/recit-imagine", "Un récit imaginé pour montrer"),
    "scheme": (SCHEME, "dispositifs/renfort", "Le renfort d’un mois"),
    "long story": (FICTION, "long recits/recit-imagine", LONG),
    "long scheme": (SCHEME, "long dispositifs/renfort", LONG),
}


@pytest.mark.browser
@pytest.mark.parametrize(("path", "article", "title"), CASES.values(), ids=CASES)
def test_a_poster_is_one_sheet_that_leads_to_its_page(
    opened: Opener, tmp_path: Path, path: str, article: str, title: str
) -> None:
    page = opened(f"{path}#es-affiche", article)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": WIDTH, "height": 900})

    pdf = printed(page)
    told = words(pdf)

    assert len(pdf.pages) == 1
    assert [round(side / 72 * 25.4) for side in pdf.pages[0].mediabox[2:]] == [210, 297]
    assert title in told
    assert (SITE + path) in told.replace(" ", "")
    assert f"{HERE.name} {HERE.description}" in told
    assert ("Exemple de fiction" in told) == (path == FICTION)
    assert ("Fiche Non validée" in told) == (path == SCHEME)
    for other in ("Menu", "Accueil", "Imprimer", "1 / 1"):
        assert other not in told
    sheet = page.locator(".es-poster__sheet")
    assert sheet.evaluate("sheet => sheet.scrollHeight <= sheet.clientHeight")
    picture = picture_of(page, tmp_path)
    assert read_code(picture) == SITE + path
    assert picture.convert("L").getpixel((5, 5)) == 255


@pytest.mark.browser
def test_the_button_prints_and_the_link_closes(opened: Opener) -> None:
    page = opened(STORY, "recits/premier")
    page.evaluate("() => { window.print = () => { document.title = 'printed' } }")
    sheet = page.get_by_role("region", name="Affiche à imprimer")
    assert not sheet.is_visible()

    page.get_by_role("link", name="Une affiche à imprimer").click()
    expect(sheet).to_be_visible()
    assert page.get_by_role("img", name=f"Code QR de l’adresse {SITE}{STORY}").is_visible()
    page.get_by_role("button", name="Imprimer l’affiche").click()
    assert page.title() == "printed"

    page.get_by_role("link", name="Fermer l’affiche").click()
    expect(sheet).to_be_hidden()


@pytest.mark.browser
def test_without_scripts_the_browser_prints_the_same_sheet(opened: Opener) -> None:
    page = opened(STORY, "recits/premier", scripts=False)
    page.get_by_role("link", name="Une affiche à imprimer").click()

    assert page.get_by_text("Imprimez cette page : seule l’affiche sort").is_visible()
    assert not page.get_by_role("button", name="Imprimer l’affiche").is_visible()
    pdf = printed(page)
    assert len(pdf.pages) == 1
    assert (SITE + STORY) in words(pdf).replace(" ", "")


@pytest.mark.browser
def test_a_copy_without_an_address_says_so(opened: Opener) -> None:
    page = opened(f"{STORY}#es-affiche")

    told = words(printed(page))

    assert "L’adresse publique de ce site n’est pas encore connue" in told
    assert page.locator(".es-qr").count() == 0


@pytest.mark.browser
def test_a_story_is_printed_alone_with_its_warning_and_numbered_pages(opened: Opener) -> None:
    page = opened(FICTION, "recits/recit-imagine")

    told = words(printed(page))

    assert "tort à personne. Ceci est une fiction" in told
    assert f"{SITE}{FICTION}" in told.replace(" ", "")
    assert re.match(r"1 / \dSite d’essai", told)
    for other in ("Aller au contenu", "Menu", "Accueil", "affiche", "À lire ensuite", "Licences"):
        assert other not in told


@pytest.mark.browser
def test_a_scheme_is_printed_with_the_addresses_of_its_sources_alone(opened: Opener) -> None:
    page = opened(SCHEME, "dispositifs/renfort")

    told = words(printed(page))

    assert "Le renfort d’un mois (RENFORT) Un dispositif" in told
    assert "Une source d’essai (https://source.example/page)" in told
    assert told.count("https://source.example/page") == 1
    assert "Fiche non validée" in told
    for other in ("Accueil", "Avant de choisir", "Reprendre le kit", "affiche", "(../"):
        assert other not in told


LONG_STORY = """
const told = document.querySelector(".es-told");
const [heading, text] = [told.querySelector("h2"), told.querySelector("p")];
for (let each = 0; each < 24; each += 1) {
  const [title, room] = [heading.cloneNode(true), text.cloneNode(true)];
  room.style.height = `${150 + each * 1.7}mm`; // so that headings come to the foot of a page
  told.append(title, room);
}
"""
RING = (14, 90, 104)  # the colour of links: of the ring around a number, and of no text here


@pytest.mark.browser
def test_the_number_of_a_question_is_not_cut_from_it_by_the_end_of_a_page(
    opened: Opener, tmp_path: Path
) -> None:
    page = opened(STORY, "recits/premier")
    page.evaluate(LONG_STORY)
    (tmp_path / "story.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    subprocess.run(["pdftoppm", "-r", "72", "-png", "story.pdf", "page"], cwd=tmp_path, check=True)

    pages = [Image.open(path).convert("RGB") for path in sorted(tmp_path.glob("page-*.png"))]
    assert len(pages) > 15
    cut = [number for number, each in enumerate(pages) if any(map(like_a_ring, foot(each)))]
    assert cut == []


def like_a_ring(colour: tuple[int, ...]) -> bool:
    return max(abs(one - other) for one, other in zip(colour, RING, strict=True)) < 40


def foot(sheet: Image.Image) -> set[tuple[int, ...]]:
    """Return the colours of the last millimetres of text, where no heading may stand."""
    end = sheet.height - round(20 / 25.4 * 72)
    strip = sheet.crop((round(18 / 25.4 * 72) - 8, end - 8, sheet.width // 4, end + 2))
    return {colour for _, colour in strip.getcolors(maxcolors=4096) or ()}  # type: ignore[misc]  # of RGB


TABLE = """
() => {
  const long = "Une phrase assez longue pour prendre toute la place qu’on lui laisse. ".repeat(6);
  const words = ["Fonctionnairetitularisable", "Intercommunalités", long, long];
  const table = document.createElement("table");
  const cells = table.insertRow();
  for (const word of words) cells.insertCell().textContent = word;
  document.querySelector(".es-page").prepend(table);
  return [...cells.cells].slice(0, 2).map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getClientRects().length;
  });
}
"""


@pytest.mark.browser
def test_no_word_is_cut_in_a_cell(opened: Opener) -> None:
    page = opened(SCHEME)
    page.set_viewport_size({"width": 658, "height": 900})  # what the margins leave of A4
    page.emulate_media(media="print")

    assert page.evaluate(TABLE) == [1, 1]


@pytest.mark.browser
def test_a_list_is_printed_without_what_only_serves_on_a_screen(opened: Opener) -> None:
    told = words(printed(opened("recits/par-categorie/c/")))

    assert "Récits de catégorie C" in told
    for other in ("Menu", "Accueil", "Copier le lien", "Suivre ces récits", "Licences"):
        assert other not in told
    assert "Voir les récits" not in words(printed(opened("recits/")))


@pytest.mark.browser
def test_the_line_of_durations_is_as_wide_as_the_page(opened: Opener) -> None:
    """The lines to write on of a document have other rules."""
    page = opened("")
    page.emulate_media(media="print")
    width = "one => one.getBoundingClientRect().width"

    assert page.locator("nav.es-line").evaluate(width) > page.locator("h1").evaluate(width) / 2


@pytest.mark.browser
def test_paper_is_white_even_from_the_dark_scheme(opened: Opener, tmp_path: Path) -> None:
    page = opened(FICTION, "recits/recit-imagine")

    tones = picture_of(page, tmp_path).convert("L").histogram()

    assert max(range(256), key=tones.__getitem__) == 255
    assert tones[0]
