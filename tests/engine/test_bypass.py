# SPDX-License-Identifier: EUPL-1.2
"""A hostile library, past every check: what the build makes of it holds nothing that runs."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import tinyhtml5
import yaml
from lxml import etree
from playwright.sync_api import Browser, Dialog, Page, Route

from browsing import served
from building import VOLATILE, python
from bypass import make_hostile
from conftest import FIXTURE
from engine.test_hostile import LIVELY
from escales.checking.load import load
from escales.documents.downloads import make_downloads
from escales.html.render import make_renderer
from escales.open_data import Content, make_open_data
from escales.pages import make_pages, make_site
from escales.publishing.write import make_files
from escales.reading.hidden_characters import HIDDEN
from escales.settings.site import Settings
from escales.words.vocabulary import Format
from harmless import PAYLOAD, harm, harm_of_page, shown


@pytest.mark.parametrize(
    "payload", [PAYLOAD, "\n\n".join(LIVELY.values())], ids=["what ends a tag", "all attacks"]
)
def test_every_page_is_harmless(payload: str) -> None:
    """Titles, summaries, signatures, skills, names, sources, fields: all of them are hostile."""
    library = make_hostile(load(FIXTURE), payload)
    render = make_renderer()

    for page in make_pages(make_site(library)):
        made = render(page)
        assert harm_of_page(made.html) == [], page.uri
        assert harm(made.body) == [], page.uri


def test_titles_are_shown_as_they_are_written() -> None:
    library = make_hostile(load(FIXTURE))
    story = next(page for page in make_pages(make_site(library)) if page.json_ld)

    assert PAYLOAD in shown(story.head)


def whole(files: Iterable[tuple[str, Content]]) -> dict[str, bytes]:
    return {uri: b"".join(content) for uri, content in files}


def test_the_data_is_whole_whatever_it_holds() -> None:
    library = make_hostile(load(FIXTURE))
    files = whole(make_files(make_site(library, settings=Settings(address="https://a.example/"))))

    for uri, content in files.items():
        if uri.endswith((".json", ".jsonld")):
            json.loads(content)
        elif uri.endswith(".html"):
            assert harm_of_page(content.decode().partition("<body>")[2]) == []
    stories = json.loads(files["donnees/recits.json"])["recits"]
    assert {story["titre"] for story in stories} == {PAYLOAD}


CELLS = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "a;=1", "a;  =1", "a\t@x"]
CELLS += ['a";"=1', "a\n-1", "a\r\n+1", "=cmd|' /C calc'!A0", "'=1;=2"]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_acts_as_a_formula(cell: str, separator: str) -> None:
    """In every CSV, and however the spreadsheet of a reader splits it."""
    library = make_hostile(load(FIXTURE), cell)
    files = whole(make_open_data(library, [], Settings()))
    tables = [content.decode() for uri, content in files.items() if uri.endswith(".csv")]
    assert len(tables) == 2

    for table in tables:
        rows = csv.reader(io.StringIO(table, newline=""), delimiter=separator)
        for found in (found for row in rows for found in row):
            for line in re.split("[\r\n]", found):
                assert not re.match(r"\s*[=+\-@＝＋－＠]", line.replace('"', "")), found


@pytest.mark.parametrize("text", ["a\x00b\x08\x1b", "a\ufffeb\uffff", "]]><x/>", "&x;<!--"])
def test_every_feed_is_whole_xml(text: str) -> None:
    library = make_hostile(load(FIXTURE), text)
    files = whole(make_files(make_site(library, settings=Settings(address="https://a.example/"))))
    feeds = [content for uri, content in files.items() if uri.endswith(".xml")]

    for content in feeds:
        told = etree.fromstring(content)
        titles = told.findall(".//{http://www.w3.org/2005/Atom}entry/{*}summary")
        for title in titles:
            assert title.text == re.sub("[\x00\x08\x1b\ufffe\uffff]", "", text)


@pytest.mark.parametrize("kind", [Format.ODT, Format.DOCX])
def test_a_document_to_take_away_leads_only_to_the_web(kind: Format) -> None:
    payload = HIDDEN.sub("", "\n\n".join(LIVELY.values()))  # XML cannot hold controls at all
    library = make_hostile(load(FIXTURE), payload)
    settings = Settings(address="https://a.example/")
    files = make_downloads(library, [kind], FIXTURE.parents[2], settings)
    documents = [content for uri, content in files if uri.endswith(f"renfort.{kind}")]
    assert len(documents) == 6  # three of them, each with its instructions beside

    for document in documents:
        with zipfile.ZipFile(io.BytesIO(document)) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    told = etree.tostring(etree.fromstring(parts.read(name))).lower()
                    assert not re.search(rb'(?:href|target)="\s*(?:java|vb|data|file)', told), name


def test_the_markdown_for_other_generators_keeps_its_header() -> None:
    for page in make_pages(make_site(make_hostile(load(FIXTURE)))):
        header = page.markdown.split("\n---\n", 1)[0].removeprefix("---\n")
        assert set(yaml.safe_load(header)) <= {"title", "description", "robots"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the hostile site with MkDocs: hostile facts, pages, files, links and settings."""
    folder = tmp_path_factory.mktemp("hostile")
    root = shutil.copytree(FIXTURE, folder / "root", ignore=VOLATILE)
    shutil.copytree(FIXTURE, folder / "right", ignore=VOLATILE)
    attacks = "\n\n".join(LIVELY.values())
    (root / "docs/page.md").write_text(f"# {PAYLOAD}\n\n{attacks}\n\n## {PAYLOAD}\n\nFin.\n")
    (root / "docs/reglee.md").write_text(
        f"---\ntemplate: 404.html\ntitle: {json.dumps(PAYLOAD)}\n---\n\nTexte.\n"
    )
    (root / "docs/reglage.md").write_text("template: 404.html\nhide: toc\n\n# Une page\n")
    (root / "docs/x.html").write_text("<script>alert(1)</script>")
    (root / "docs/x.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    (root / "docs/x.js").write_text("alert(1)")
    (root / "docs/x.pdf").symlink_to("/proc/self/environ")
    (root / "docs/secret.md").symlink_to("/etc/passwd")
    written = (FIXTURE / "mkdocs.yml").read_text(encoding="utf-8")
    settings = yaml.safe_load(re.sub(r"!ENV \[\w+, (.*)\]", r"\1", written))
    theme = FIXTURE.parents[2] / "hooks/escales/mkdocs/theme"
    settings |= {
        "INHERIT": str(FIXTURE / "mkdocs.yml"),
        "docs_dir": str(root / "docs"),
        "site_dir": str(folder / "www"),
        "hooks": [str(FIXTURE.parents[1] / "bypass.py")],
        "theme": {"custom_dir": str(theme)},
        "watch": [],
        "site_url": "https://a.example/",
        "extra": {**settings["extra"], "verifie": str(folder / "right")},
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    told = python("mkdocs", "build", "-f", root / "mkdocs.yml")
    assert told.returncode == 0, told.stderr[-3000:]
    return folder / "www"


def pages_of(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "assets" not in path.parts)


def test_nothing_of_docs_runs_or_leads_out_of_it(built: Path) -> None:
    for name in ("x.html", "x.svg", "x.js", "x.pdf", "secret/index.html"):
        assert not (built / name).exists()
    for page in pages_of(built):
        assert "root:x:0" not in page.read_text(encoding="utf-8")


def test_a_page_cannot_choose_its_template(built: Path) -> None:
    for name in ("reglee", "reglage"):
        page = (built / name / "index.html").read_text(encoding="utf-8")
        assert "Page introuvable" not in page


SCRIPTS = """() => [...document.querySelectorAll("script")]
  .filter((one) => !/json/.test(one.type)).map((one) => one.getAttribute("src") || one.text)"""
WALK = """() => [...document.querySelectorAll("*")].flatMap((one) =>
  [...one.attributes].filter((its) => its.name.startsWith("on")
    || ["srcdoc", "formaction"].includes(its.name)
    || /^(javascript|data|vbscript):/i.test(its.value.replace(/^[\\0-\\x20]+|[\\t\\n\\r]/g, ""))
  ).map((its) => `<${one.localName} ${its.name}=${its.value}>`))"""


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page, and the list of all that a hostile site got it to do."""
    page, done = browser.new_page(), list[str]()

    def asked(dialog: Dialog) -> None:
        done.append(dialog.message)
        dialog.dismiss()

    def outside(route: Route) -> None:
        done.append(route.request.url)
        route.abort()

    page.on("dialog", asked)
    page.on("pageerror", lambda error: done.append(str(error)))
    page.route(lambda url: "127.0.0.1" not in url, outside)
    yield page, done
    page.close()


# A page of each kind: they are made by the templates that are read whole above.
KINDS = [
    "",
    "404.html",
    "page/",
    "reglee/",
    "reglage/",
    "recits/",
    "recits/premier/",
    "recits/recit-imagine/",
]
KINDS += [
    "recits/par-categorie/c/",
    "collectivites/",
    "collectivites/ville-d-essai/",
    "dispositifs/",
]
KINDS += ["dispositifs/renfort/", "dispositifs/renfort/kit/bilan-de-renfort/", "plan-du-site/"]
KINDS += ["contribuer/raconter/", "contribuer/accord/", "donnees/"]


@pytest.mark.browser
def test_a_browser_runs_nothing_but_the_scripts_of_the_site(
    built: Path, watched: tuple[Page, list[str]]
) -> None:
    page, done = watched
    with served(built) as address:
        for uri in KINDS:
            answer = page.goto(f"{address}/{uri}", wait_until="load")
            assert answer
            assert answer.ok, uri
            scripts = [re.sub(r"^(?:\.\./|\./|/)+", "", one) for one in page.evaluate(SCRIPTS)]
            assert all(one.startswith("assets/") or "alert" not in one for one in scripts), uri
            assert page.evaluate(WALK) == [], uri
            for one in page.locator("script[type*=json]").all():
                json.loads(one.text_content() or "")
    assert done == []


@pytest.mark.browser
def test_a_title_is_whole_in_a_browser(built: Path, watched: tuple[Page, list[str]]) -> None:
    page, _ = watched
    with served(built) as address:
        page.goto(f"{address}/recits/premier/")
        assert page.title().startswith(" ".join(PAYLOAD.split())[:40])
        described = page.locator("meta[name=description]").get_attribute("content")
        assert described == PAYLOAD
        assert page.locator("h1").text_content() == PAYLOAD


@pytest.mark.browser
def test_what_the_search_finds_stays_words(built: Path, watched: tuple[Page, list[str]]) -> None:
    """An excerpt is put in the page as HTML: what its author wrote as text must stay text."""
    page, done = watched
    with served(built) as address:
        page.goto(f"{address}/recits/")
        page.keyboard.press("/")
        page.keyboard.type("leurre")
        page.get_by_role("dialog").get_by_text("«\u00a0leurre\u00a0»").wait_for()
        excerpts = page.locator("#es-recherche [data-excerpt]")

        assert any("<img src=x onerror=alert(1)>" in one for one in excerpts.all_text_contents())
        assert page.locator("#es-recherche img").count() == 0
        assert page.evaluate(WALK) == []
    assert done == []


def test_the_whole_page_keeps_its_structure(built: Path) -> None:
    """The words of a title open no tag and close none: each page has one title, in its head."""
    for path in sorted(built.rglob("*.html")):
        page = tinyhtml5.parse(path.read_text(encoding="utf-8"), namespace_html_elements=False)
        titles = [one for one in page.find("head").iter() if one.tag == "title"]
        assert len(titles) == 1, path
