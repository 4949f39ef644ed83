# SPDX-License-Identifier: EUPL-1.2
"""The site that MkDocs and ProperDocs build from the fixture, and what a bad story leaves.

What coverage counts of the adapter are the tests marked so: each is a process of its own.
"""

import gzip
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from building import SITE, build, buildable
from conftest import FIXTURE

REPOSITORY = Path(__file__).parents[2]
PUBLISHED = {
    "ESCALES_SITE": "https://escales.example/projet/",
    "ESCALES_DEPOT": "https://forge.example/nous/escales",
    "ESCALES_MODIFIER": "-/edit/main/",
}


def contents(site: Path) -> dict[str, bytes]:
    paths = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fixture site, built as for publication under a sub-path."""
    path = tmp_path_factory.mktemp("built") / "site"
    result = build(path, FIXTURE, **PUBLISHED)
    assert result.returncode == 0, result.stderr
    return path


def copied(folder: Path) -> Path:
    """Return a copy of the fixture, free to be changed; its configuration still finds the hooks."""
    return buildable(folder)


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """Return a copy of the fixture with one bad story."""
    root = copied(tmp_path)
    story = root / "stories/premier.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("duree: 1 mois", "duree: 3 lunes"), encoding="utf-8")
    return root


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.covered
def test_two_builds_on_different_days_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """The clock of the second build is in another year, which MkDocs would print."""
    result = build(tmp_path / "again", FIXTURE, SOURCE_DATE_EPOCH="1843000000", **PUBLISHED)

    assert result.returncode == 0
    assert contents(tmp_path / "again") == contents(site)


def test_a_build_with_all_that_the_last_one_kept_is_the_same_as_one_from_nothing(
    tmp_path: Path,
) -> None:
    """A story, its picture beside links and a kit change; only the bytes of the index may differ.

    Pagefind names its files by chance.
    """
    (tmp_path / "warm").mkdir()
    warm, cold = copied(tmp_path / "warm"), tmp_path / "cold" / SITE
    shutil.copytree(tmp_path / "warm", tmp_path / "cold", symlinks=True)  # shares no document
    before, after, anew = (tmp_path / name for name in ("before", "after", "anew"))
    told = [build(before, warm, **PUBLISHED)]
    for root in (warm, cold):
        edit(root / "stories/premier.md", "Un premier essai", "Le premier essai")
        edit(root / "schemes/renfort/kit/lettre-de-renfort.md", "Prépare l’arrivée", "Attend")
    told += [build(after, warm, **PUBLISHED), build(anew, cold, **PUBLISHED)]

    assert [result.returncode for result in told] == [0, 0, 0], told
    assert changed(after, anew) == set()
    assert {Path(name).suffix for name in changed(after, before)} >= {".html", ".odt", ".png"}
    assert "recits/premier/index.html" in changed(after, before)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changed(site: Path, other: Path) -> set[str]:
    """Return the names of the files that differ, but for those of the index."""
    return {
        name
        for name, _ in contents(site).items() ^ contents(other).items()
        if not name.startswith("pagefind/")
    }


@pytest.mark.covered
def test_properdocs_builds_the_same_site(site: Path, tmp_path: Path) -> None:
    """Only the name of the generator differs."""
    result = build(tmp_path / "other", FIXTURE, builder="properdocs", **PUBLISHED)

    assert result.returncode == 0, result.stderr
    ours, theirs = contents(site), contents(tmp_path / "other")
    assert sorted(ours) == sorted(theirs)
    for name, content in ours.items():
        assert without_generator(content) == without_generator(theirs[name]), name


def without_generator(content: bytes) -> bytes:
    return re.sub(rb'<meta name="generator"[^>]*>', b"", content)


@pytest.mark.covered
def test_bad_content_stops_the_build_before_the_last_site_is_touched(
    spoilt: Path, tmp_path: Path
) -> None:
    published = tmp_path / "site"
    published.mkdir()
    (published / "index.html").write_text("Le site d’hier.", encoding="utf-8")

    result = build(published, spoilt)

    assert result.returncode == 1
    assert "stories/premier.md:8: duree\u00a0: «\u00a03 lunes\u00a0»" in result.stderr
    assert "Traceback" not in result.stderr
    assert contents(published) == {"index.html": "Le site d’hier.".encode()}


def test_a_story_stands_in_the_right_part_and_under_its_list(site: Path) -> None:
    story = page(site, "recits/premier")
    path = re.search(r'<nav class="es-path".*?</nav>', story, re.DOTALL)
    part = re.findall(r'<a href="([^"]*)" aria-current="true">([^<]*)</a>', story)

    assert path
    assert re.findall(r'href="([^"]*)"', path[0]) == ["../..", "../"]
    assert part == [("../", "Récits")]


def test_a_list_stands_under_the_lists_of_its_kind(site: Path) -> None:
    cell = page(site, "recits/par-categorie/c/jusqu-a-3-mois")
    path = re.search(r'<nav class="es-path".*?</nav>', cell, re.DOTALL)

    assert path
    assert re.findall(r">([^<>\n]+)<", path[0]) == [
        "Accueil",
        "Récits",
        "Récits par catégorie",
        "Récits de catégorie C",
        "Catégorie C, jusqu’à 3 mois",
    ]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("recits/premier", "stories/premier.md"),
        ("recits/deuxieme-voix", "stories/2025/deuxieme-voix.md"),
        ("dispositifs/renfort", "schemes/renfort/index.md"),
        ("dispositifs/renfort/kit/lettre-de-renfort", "schemes/renfort/kit/lettre-de-renfort.md"),
        ("collectivites/ville-d-essai", "docs/collectivites/ville-d-essai.md"),
        ("contribuer", "docs/contribuer/index.md"),
    ],
)
def test_edit_leads_to_the_true_file(site: Path, address: str, path: str) -> None:
    link = f'href="https://forge.example/nous/escales/-/edit/main/{path}"'

    assert link in page(site, address)


@pytest.mark.parametrize("address", ["recits", "recits/par-duree", "recits/recit-retire"])
def test_a_page_without_a_file_offers_no_edit(site: Path, address: str) -> None:
    assert "/edit/" not in page(site, address)


def test_what_an_author_wrote_is_escaped_in_the_head_too(site: Path) -> None:
    story = page(site, "recits/deuxieme-voix")

    assert "<title>Laisser partir\u00a0: &lt;oui&gt;, mais *quand &amp; comment" in story
    assert 'content="L’encadrement d’origine raconte le même mois, avec ses «\u00a0oui' in story
    assert "<oui" not in story


def test_only_fiction_and_withdrawn_stories_are_kept_from_other_engines(site: Path) -> None:
    hidden = {name for name, content in contents(site).items() if b'content="noindex"' in content}
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")

    assert hidden == {
        "collectivites/ville-imaginaire/index.html",
        "recits/apercu/index.html",  # what the form shows of any story
        "recits/recit-imagine/index.html",
        "recits/recit-retire/index.html",
        "recits/seconde-voix/index.html",  # a former address
    }
    assert "recit-imagine" not in sitemap
    assert "<lastmod>2026-02-03</lastmod>" in sitemap
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode() == sitemap


def test_each_page_has_one_address_for_other_engines(site: Path) -> None:
    """The same is canonical, in Open Graph and in the sitemap; a former one gives the new one."""
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    listed = set(re.findall(r"<loc>([^<]*)</loc>", sitemap))
    found = set()
    for name, content in contents(site).items():
        if name.endswith("index.html"):
            html, own = (
                content.decode(),
                PUBLISHED["ESCALES_SITE"] + name.removesuffix("index.html"),
            )
            (canonical,) = re.findall(r'<link rel="canonical" href="([^"]*)"', html)
            if 'http-equiv="refresh"' in html:
                assert canonical in listed
                continue
            assert canonical == own
            assert re.findall(r'<meta property="og:url" content="([^"]*)"', html) == [own]
            if 'content="noindex"' not in html:
                found.add(own)

    assert listed == found


def test_the_pictures_that_pages_name_are_published(site: Path) -> None:
    for name, content in contents(site).items():
        for picture in re.findall(rb'<meta property="og:image" content="([^"]*)"', content):
            path = picture.decode().removeprefix(PUBLISHED["ESCALES_SITE"])
            assert (site / path).is_file(), (name, path)


def test_the_second_page_of_a_list_stands_for_itself(tmp_path: Path) -> None:
    """It holds other stories than the first: it is canonical, and in the sitemap, on its own."""
    root = copied(tmp_path)
    model = (root / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    for n in range(60):
        (root / f"stories/essai-{n}.md").write_text(model, encoding="utf-8")

    result = build(tmp_path / "www", root, **PUBLISHED)

    address = f"{PUBLISHED['ESCALES_SITE']}recits/page/2/"
    assert result.returncode == 0, result.stderr
    assert f'<link rel="canonical" href="{address}">' in page(tmp_path / "www", "recits/page/2")
    assert f"<loc>{address}</loc>" in (tmp_path / "www/sitemap.xml").read_text(encoding="utf-8")


def test_a_section_inside_another_is_reached_from_it_and_leads_back(tmp_path: Path) -> None:
    root = copied(tmp_path)
    configuration = root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    last = "      - plan-du-site.md\n"
    inner = "      - Tenir un site:\n          - licences.md\n          - donnees.md\n"
    for line in ("      - donnees.md\n", "      - licences.md\n", last):
        assert text.count(line) == 1
        text = text.replace(line, last + inner if line == last else "")
    configuration.write_text(text, encoding="utf-8")

    result = build(tmp_path / "www", root, ESCALES_RECHERCHE="non")

    assert result.returncode == 0, result.stderr
    assert '<li><a href="../licences/">Tenir un site</a></li>' in page(
        tmp_path / "www", "mentions-legales"
    )
    inside = page(tmp_path / "www", "donnees")
    assert '<li><a href="../accessibilite/">À propos</a></li>' in inside
    assert '<li><a href="../licences/">Tenir un site</a></li>' in inside


def test_what_a_page_written_by_hand_says_of_itself_is_escaped_once(
    site: Path, tmp_path: Path
) -> None:
    root = copied(tmp_path)
    (root / "docs/contribuer/index.md").write_text(
        '---\ndescription: Raconter "ici" & maintenant, en toute simplicité, votre escale.\n---\n\n'
        "# Raconter\n",
        encoding="utf-8",
    )
    build(tmp_path / "www", root, **PUBLISHED)

    told = re.findall(
        r'<meta (?:name="description"|property="og:description") content="([^"]*)"',
        page(tmp_path / "www", "contribuer").replace("&quot;", "&#34;"),
    )
    assert (
        told
        == ["Raconter «\u00a0ici\u00a0» &amp; maintenant, en toute simplicité, votre escale."] * 2
    )
    assert '"@type":"WebSite"' in (site / "index.html").read_text(encoding="utf-8")
    assert '"@type":"Dataset"' in page(site, "donnees")


def test_a_page_is_published_as_the_check_read_it(tmp_path: Path) -> None:
    """MkDocs itself would see neither where this header begins nor where it ends, and show it."""
    root = copied(tmp_path)
    header = "\u200b---\ntitle: Raconter ici\n---\u00a0\n\n"
    (root / "docs/contribuer/index.md").write_text(f"{header}Un texte.\n", encoding="utf-8")
    result = build(tmp_path / "www", root, **PUBLISHED)

    shown = page(tmp_path / "www", "contribuer")
    assert result.returncode == 0, result.stderr
    assert "<title>Raconter ici" in shown
    assert "title: " not in shown


def test_a_story_page_is_light(site: Path) -> None:
    for story in (site / "recits").glob("*/index.html"):
        assert len(gzip.compress(story.read_bytes(), 9)) < 9_000, story


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.links.append(value)
            if name == "id" and value:
                self.anchors.add(value)


def read_links(html: str) -> _Links:
    parser = _Links()
    parser.feed(html)
    return parser


def internal_links(site: Path) -> Iterator[tuple[str, str]]:
    """Yield each page and, for each link on it, the file and the anchor that it asks for."""
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        for link in read_links(path.read_text(encoding="utf-8")).links:
            if not re.match(r"https:|data:|mailto:", link):
                yield name, urljoin(f"http://site/projet/{name}", link)


def test_every_internal_link_and_anchor_leads_somewhere(site: Path) -> None:
    """Links are relative: only the page 404, which has no place of its own, names the sub-path."""
    assert_links_lead_somewhere(site)


def assert_links_lead_somewhere(site: Path) -> None:
    anchors = {
        path: read_links(path.read_text(encoding="utf-8")).anchors for path in site.rglob("*.html")
    }
    for name, link in internal_links(site):
        address, anchor = urldefrag(link)
        assert address.startswith("http://site/projet/"), (name, link)
        target = site / unquote(urlsplit(address).path.removeprefix("/projet/"))
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), (name, link)
        assert not anchor or anchor.startswith("__") or anchor in anchors[target], (name, link)


OTHER_MENU = """nav:
  - Accueil: index.md
  - Lire:
      - Des récits:
          - Tous:
              - Chacun: recits/index.md
              - recits/par-duree/index.md
          - recits/par-categorie/index.md
      - Ailleurs: https://site.example/
      - dispositifs/index.md
      - Plus:
          - Encore:
              - collectivites/index.md
              - recits/par-dispositif/index.md
  - Raconter:
      - Comment:
          - contribuer/index.md
          - contribuer/raconter.md
          - contribuer/document.md
  - À propos:
      - accessibilite.md
      - donnees.md
      - donnees-personnelles.md
      - mentions-legales.md
"""


@pytest.mark.covered
def test_sections_at_any_depth_and_pages_that_went_leave_no_dead_link(tmp_path: Path) -> None:
    """A section leads to its first page, in the header, beside the text and above it."""
    root = copied(tmp_path)
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    start, end = text.index("nav:"), text.index("plugins:")
    config.write_text(text[:start] + OTHER_MENU + text[end:], encoding="utf-8")
    for name in ("ecoconception", "plan-du-site", "licences"):
        (root / f"docs/{name}.md").unlink()

    result = build(tmp_path / "site", root, ESCALES_RECHERCHE="non", **PUBLISHED)

    assert result.returncode == 0, result.stderr
    assert_links_lead_somewhere(tmp_path / "site")
    leads = {
        "mentions-legales": {"Lire": "../recits/", "Raconter": "../contribuer/"},
        "dispositifs": {"Des récits": "../recits/", "Plus": "../collectivites/"},
        "recits/par-categorie": {"Tous": "../"},
        "recits/premier": {"Lire": "../", "Des récits": "../"},
    }
    for address, expected in leads.items():
        links = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', page(tmp_path / "site", address))
        found = {words: {link for link, said in links if said == words} for words in expected}
        assert found == {words: {link} for words, link in expected.items()}, address
    assert "Écoconception" not in page(tmp_path / "site", "mentions-legales")


@pytest.mark.covered
def test_a_part_of_a_page_that_is_not_there_is_told_in_french(tmp_path: Path) -> None:
    """Of what the site itself fills or makes, only the build knows the parts."""
    root = copied(tmp_path)
    page = root / "docs/donnees.md"
    text = page.read_text(encoding="utf-8")
    links = "[a](plan-du-site.md#rien) [b](dispositifs/renfort/index.md#les-etape)"
    page.write_text(f"{text}\n{links}\n", encoding="utf-8")
    line = text.count("\n") + 2

    told = build(tmp_path / "site", root, ESCALES_RECHERCHE="non")

    assert told.returncode == 1
    shown = told.stderr.replace("\u00a0", " ")
    said = f"docs/donnees.md:{line}: Le lien « {{}} » mène à un titre qui n’existe pas."
    assert said.format("plan-du-site.md#rien") in shown
    near = "« dispositifs/renfort/index.md#les-etapes » ?"
    assert (
        f"{said.format('dispositifs/renfort/index.md#les-etape')} Vouliez-vous écrire {near}"
        in (shown)
    )
    assert "anchor" not in shown


@pytest.mark.covered
def test_what_would_leave_dead_links_stops_the_build_in_french(tmp_path: Path) -> None:
    """As `escales check` says it; a scheme that goes leaves links in pages and menus."""
    root = copied(tmp_path)
    shutil.rmtree(root / "schemes/renfort")
    page = root / "docs/donnees.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n[Le renfort](dispositifs/renfort/index.md)\n", encoding="utf-8")
    line = text.count("\n") + 2

    gone = build(tmp_path / "site", root)
    flat = build(tmp_path / "site", FIXTURE, "--no-directory-urls")

    told = f"docs/donnees.md:{line}: Le lien « dispositifs/renfort/index.md » mène à un fichier"
    assert told in gone.stderr.replace("\u00a0", " ")
    assert "use_directory_urls : « false » ne va pas" in flat.stderr.replace("\u00a0", " ")
    assert (gone.returncode, flat.returncode) == (1, 1)
    assert not (tmp_path / "site").exists()


def test_no_page_asks_anything_of_another_site(site: Path) -> None:
    """Scripts, styles, pictures and fonts are all ours; only readers' clicks leave the site."""
    for name, content in contents(site).items():
        if name.endswith(".html"):
            text = content.decode()
            assert not re.findall(r'<(?:script|img|iframe|source)[^>]*src="(?:https?:)?//', text), (
                name
            )
            loaded = re.findall(r"<link[^>]*>", text)
            outside = [link for link in loaded if "http" in link and "canonical" not in link]
            assert outside == [], name
            assert 'data-md-component="source"' not in text, name
