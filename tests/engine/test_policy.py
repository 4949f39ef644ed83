# SPDX-License-Identifier: EUPL-1.2
"""The Content-Security-Policy: every page has it, nothing of ours breaks it, and it bites."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from browsing import served
from building import build, buildable
from filling import fill

REPOSITORY = Path(__file__).parents[2]
PUBLISHED = {
    "ESCALES_SITE": "https://escales.example/projet/",
    "ESCALES_DEPOT": "https://forge.example/nous/escales",
    "ESCALES_MODIFIER": "-/edit/main/",
    "ESCALES_CONTACT": "recits@escales.example",
}
BARE = "default-src 'none';base-uri 'none';form-action 'none'"
FULL = (
    BARE + ";script-src 'self' 'wasm-unsafe-eval' 'sha256-{}';style-src 'self'"
    ";img-src 'self';font-src 'self';connect-src 'self';frame-src 'self'"
)
PHONE, DESK = 390, 1300

# A page that the fixture does without; one line is there to be aligned.
TABLE = "\n| à gauche | à droite |\n|:---|---:|\n| 1 | 2 |\n"
PROBLEMS = f"# Comprendre un problème\n{TABLE}\n<!-- escales:problemes -->\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the fixture site, every kind of page on it, twice: www and www/projet.

    The first is as `make site` builds it, the second as for publication under a sub-path.
    """
    folder = tmp_path_factory.mktemp("policy")
    root = buildable(folder)
    (root / "docs/contribuer/problemes.md").write_text(PROBLEMS, encoding="utf-8")
    configuration = (root / "mkdocs.yml").read_text(encoding="utf-8")
    nav = "      - contribuer/index.md\n"
    more = f"{nav}      - contribuer/problemes.md\n"
    (root / "mkdocs.yml").write_text(configuration.replace(nav, more), encoding="utf-8")
    for site, variables in (("www", {}), ("www/projet", PUBLISHED)):
        result = build(folder / site, root, **variables)
        assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder / "www") as served_at:
        yield served_at


class _Page(HTMLParser):
    """Reads what the policy has a say in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.policies: list[str] = []
        self.before = 0  # scripts, styles and pictures that stand before the policy
        self.inside: list[tuple[str | None, str]] = []  # the kind and the text of each script
        self.refused: list[str] = []
        self._kind: str | None = None
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and (said.get("http-equiv") or "").lower() == "content-security-policy":
            self.policies.append(said["content"] or "")
        self.before += not self.policies and tag in {"script", "style", "link", "img", "body"}
        self.refused += [tag] if tag in {"style", "base", "iframe", "object", "embed"} else []
        self.refused += [f"{tag} {name}" for name in said if re.match("on|style$", name)]
        self._open = tag == "script" and "src" not in said
        if self._open:
            self._kind = said.get("type")
            self.inside.append((self._kind, ""))

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[-1] = (self._kind, self.inside[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = False


def read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def check_pages(site: Path) -> set[str]:
    """Check every page below `site`; return the scripts that run inside pages."""
    scripts: set[str] = set()
    pages = sorted(site.rglob("*.html"))
    assert pages
    for path in pages:
        page = read(path)
        assert page.refused == [], path
        assert page.before == 0, path
        run = [text for kind, text in page.inside if kind in {None, "module"}]
        scripts |= set(run)
        assert page.policies == [FULL.format(digest(run[0])) if run else BARE], path
        others = {kind for kind, _ in page.inside} - {None}
        assert others <= {"application/json", "application/ld+json"}, path
    return scripts


def test_every_page_says_the_policy_once_and_first(folder: Path) -> None:
    """The page 404, former addresses and tombstones too; wherever the site stands."""
    scripts = check_pages(folder / "www")

    assert len(scripts) == 1
    bare = {path.parent.name for path in (folder / "www").rglob("*.html") if is_bare(path)}
    assert bare == {"seconde-voix"}


def is_bare(path: Path) -> bool:
    return read(path).policies == [BARE]


SLIP = """
def on_page_content(html, **_):
    return html + "<script>document.title = 'pris'</script>"
"""


def test_a_script_that_slips_into_a_page_is_not_in_its_policy(tmp_path: Path) -> None:
    """Another hook adds it once pages are clean: no policy is made from what a page holds."""
    root = buildable(tmp_path)
    (root / "slip.py").write_text(SLIP, encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    ours = "../../../hooks/mkdocs_events.py"
    (root / "mkdocs.yml").write_text(settings.replace(ours, f"{ours}, slip.py"), encoding="utf-8")

    result = build(tmp_path / "www", root, ESCALES_RECHERCHE="non")

    assert result.returncode == 0, result.stderr
    page = read(tmp_path / "www/mentions-legales/index.html")
    start, theirs = sorted((text for kind, text in page.inside if kind is None), key=len)[::-1]
    assert "pris" in theirs
    assert page.policies == [FULL.format(digest(start))]


def test_json_in_pages_holds_nothing_that_ends_it(folder: Path) -> None:
    """The texts of authors stand in JSON-LD and in the rules of the form."""
    for path in (folder / "www").rglob("*.html"):
        for kind, text in read(path).inside:
            if kind:
                assert "<" not in text, path


@dataclass
class Watched:
    """A page, and all that its policy refused or that it asked of others."""

    page: Page
    address: str
    refused: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error("
            "'REFUSED', e.effectiveDirective, e.blockedURI, e.sourceFile, e.lineNumber))"
        )
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.refused.append(str(error)))
        self.page.on("request", lambda request: self._request(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.refused.append(message.text)

    def _request(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.outside.append(url)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}/{path}", wait_until="load")


PLACES = [("", False), ("/projet", True)]


@pytest.fixture(params=PLACES, ids=["light phone, at a root", "dark desk, under a sub-path"])
def watched(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Watched]:
    """Yield a page; in the end, nothing was refused and nothing left the site."""
    base, dark = request.param
    context = browser.new_context(
        viewport={"width": DESK if dark else PHONE, "height": 844},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
    )
    page = context.new_page()
    watched = Watched(page, f"{address}{base}")
    watched.watch()
    yield watched
    context.close()
    assert watched.refused == []
    assert watched.outside == []


PAGES = {
    "home": "",
    "explorer": "recits/",
    "hub": "recits/par-categorie/",
    "list": "recits/par-categorie/c/",
    "story": "recits/premier/",
    "fiction": "recits/recit-imagine/",
    "withdrawn": "recits/recit-retire/",
    "former address": "recits/seconde-voix/",
    "scheme": "dispositifs/renfort/",
    "kit": "dispositifs/renfort/kit/lettre-de-renfort/",
    "collectivities": "collectivites/",
    "collectivity": "collectivites/ecole-du-test/",
    "written by hand": "contribuer/",
    "form": "contribuer/raconter/",
    "document": "contribuer/document/",
    "agreement": "contribuer/accord/",
    "problems": "contribuer/problemes/#e106",
    "data": "donnees/",
    "site map": "plan-du-site/",
    "not found": "404.html",
}


@pytest.mark.browser
def test_no_page_breaks_the_policy(watched: Watched) -> None:
    """Each kind of page, read to its end."""
    for path in PAGES.values():
        watched.go(path)
        watched.page.mouse.wheel(0, 100_000)
        expect(watched.page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.browser
def test_the_menu_the_colours_and_the_search_work_under_the_policy(watched: Watched) -> None:
    page = watched.page
    watched.go("recits/premier/")
    dark = page.get_by_role("button", name="Thème sombre")
    was = dark.get_attribute("aria-pressed")
    dark.click()
    expect(dark).not_to_have_attribute("aria-pressed", str(was))
    watched.go("recits/par-categorie/")
    expect(dark).not_to_have_attribute("aria-pressed", str(was))
    if page.viewport_size == {"width": PHONE, "height": 844}:
        page.get_by_role("button", name="Menu").click()
        expect(page.get_by_role("link", name="À propos")).to_be_in_viewport()
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("searchbox", name="Chercher dans le site").fill("guichet")
    page.get_by_role("dialog").get_by_role("link", name="Un premier essai au guichet").click()
    page.wait_for_url("**/recits/premier/**")


@pytest.mark.browser
def test_the_colours_that_were_chosen_show_at_once(watched: Watched) -> None:
    """The script inside pages sets them before anything else runs, on each page of the site."""
    page = watched.page
    watched.go("")
    dark = page.get_by_role("button", name="Thème sombre")
    chosen = "light" if dark.get_attribute("aria-pressed") == "true" else "dark"
    dark.click()
    expect(page.locator("html")).to_have_attribute("data-scheme", chosen)

    page.route("**/shell.js", lambda route: route.fulfill(body=""))
    for path in ("recits/premier/", "", "dispositifs/renfort/kit/lettre-de-renfort/"):
        watched.go(path)
        assert page.locator("html").get_attribute("data-scheme") == chosen


@pytest.mark.browser
def test_the_explorer_works_under_the_policy(watched: Watched) -> None:
    page = watched.page
    watched.go("recits/")

    page.get_by_label("Un mot, un métier, un lieu").fill("guichet")

    found = page.locator("#es-trouves").get_by_role("link", name="Un premier essai au guichet")
    expect(found).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["ODT", "DOCX"])
def test_a_kit_is_filled_under_the_policy(watched: Watched, kind: str) -> None:
    page = watched.page
    watched.go("dispositifs/renfort/kit/lettre-de-renfort/")
    page.evaluate("window.print = () => { window.printed = true }")

    page.get_by_label("Nom de la direction").fill("Musées")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Télécharger rempli, en {kind}").click()
    page.get_by_role("button", name="Imprimer ou enregistrer en PDF").click()
    with page.expect_download() as whole:
        page.get_by_role("button", name="Télécharger le kit à mon nom").click()

    for each in (waiting, whole):
        assert Path(each.value.path()).read_bytes()[:2] == b"PK"
    assert page.evaluate("window.printed")


@pytest.mark.browser
def test_a_story_is_told_under_the_policy(watched: Watched) -> None:
    """Typed, restored after a reload, seen, and taken away."""
    page = watched.page
    watched.go("contribuer/raconter/")
    page.get_by_label("L’intention de départ").fill("Un brouillon")
    page.get_by_label("L’intention de départ").blur()
    watched.go("contribuer/raconter/")
    expect(page.locator('[name="l-intention-de-depart"]')).to_have_value("Un brouillon")

    fill(page)
    page.evaluate("location.hash = 'etape-10'")
    page.get_by_role("button", name="Voir ma page").click()
    shown = page.frame_locator("#es-apercu iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Trois mois à la médiathèque")
    page.get_by_role("button", name="Revenir au formulaire").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger", exact=True).click()

    assert waiting.value.suggested_filename == "recit-trois-mois-a-la-mediatheque.txt"


@pytest.mark.browser
def test_an_aligned_table_keeps_to_the_policy(watched: Watched) -> None:
    """Markdown would align it with a style attribute, which the policy refuses."""
    watched.go("contribuer/problemes/")

    aligned = watched.page.get_by_role("cell", name="2", exact=True)

    assert aligned.evaluate("cell => getComputedStyle(cell).textAlign").endswith("right")


HEAD, BODY = "</head>", "</article>"
ATTACKS = {
    "an inline script": (BODY, "<script>window.taken = true</script>", "script-src-elem"),
    "a script in the head": (HEAD, "<script>window.taken = true</script>", "script-src-elem"),
    "our script, changed": (
        BODY,
        "<script>START;window.taken = true</script>",
        "script-src-elem",
    ),
    "a script elsewhere": (
        BODY,
        '<script src="https://x.example/x.js"></script>',
        "script-src-elem",
    ),
    "a script in its address": (
        BODY,
        '<script src="data:text/javascript,window.taken=true"></script>',
        "script-src-elem",
    ),
    "an event": (BODY, '<img src="x.png" onerror="window.taken = true">', "script-src-attr"),
    "an event of a drawing": (BODY, '<svg onload="window.taken = true">', "script-src-attr"),
    "a link that runs": (
        BODY,
        '<a id="trap" href="javascript:window.taken=true">Lire</a>',
        "script-src-elem",
    ),
    "a picture elsewhere": (BODY, '<img src="https://x.example/x.png">', "img-src"),
    "a style": (BODY, "<style>body{display:none}</style>", "style-src-elem"),
    "a style attribute": (BODY, '<p style="position:fixed">', "style-src-attr"),
    "a style sheet elsewhere": (
        HEAD,
        '<link rel="stylesheet" href="https://x.example/x.css">',
        "style-src-elem",
    ),
    "another base": (HEAD, '<base href="https://x.example/">', "base-uri"),
    "a frame": (BODY, '<iframe src="https://x.example/"></iframe>', "frame-src"),
    "a frame with its text": (
        BODY,
        '<iframe srcdoc="<script>parent.taken = true</script>"></iframe>',
        "script-src-elem",
    ),
    "an object": (BODY, '<object data="https://x.example/x.swf"></object>', "object-src"),
    "a film": (BODY, '<video src="https://x.example/x.mp4"></video>', "media-src"),
    "a form that sends": (
        BODY,
        '<form action="https://x.example/"><button id="trap">Oui</button></form>',
        "form-action",
    ),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", ATTACKS)
def test_what_slips_into_a_page_is_refused_and_told(
    browser: Browser, address: str, folder: Path, name: str
) -> None:
    """Nothing of it runs, nothing of it is asked for."""
    place, html, directive = ATTACKS[name]
    story = folder / "www/projet/recits/premier/index.html"
    text = story.read_text(encoding="utf-8")
    (start,) = (script for kind, script in read(story).inside if kind is None)
    spoilt = text.replace(place, html.replace("START", start) + place, 1)
    assert spoilt != text
    page = browser.new_page()
    asked: list[str] = []
    page.route("**/premier/", lambda it: it.fulfill(body=spoilt, content_type="text/html"))
    page.route("https://x.example/**", lambda it: asked.append(it.request.url))
    page.add_init_script(
        "window.refused = []; document.addEventListener("
        "'securitypolicyviolation', e => refused.push(e.effectiveDirective))"
    )
    page.goto(f"{address}/projet/recits/premier/")

    if page.locator("#trap").count():
        page.locator("#trap").click(no_wait_after=True)
    if "srcdoc" in html:  # the frame has a document of its own, under the same policy
        page.wait_for_load_state("networkidle")
    else:
        page.wait_for_function("directive => refused.includes(directive)", arg=directive)

    assert page.evaluate("window.taken") is None
    assert asked == []
    page.close()
