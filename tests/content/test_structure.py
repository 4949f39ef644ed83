# SPDX-License-Identifier: EUPL-1.2
"""Every page of the built sites, parsed without a browser: what holds for any page of ours.

RGAA criteria that are met, or that do not apply, by what these tests show are so in
`docs/accessibilite.yml`.
"""

import json
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml.html import HtmlElement

from checkers import NU
from kinds import Built, built_pages

# Messages of the Nu HTML checker that are no fault, and why.
ACCEPTED = {
    r"Resource violates Content Security Policy": (
        "it reads files from the disk, where no file is of the site itself: see test_policy.py"
    ),
    r"Inline script violates Content Security Policy.*application/json": (
        "what a form needs to know is no script, and no browser runs it: see test_policy.py"
    ),
}
PLAYING = ("audio", "video", "object", "embed", "canvas", "iframe", "frame", "bgsound", "marquee")
VAGUE = {"ici", "cliquez ici", "cliquer ici", "lire la suite", "en savoir plus", "lien", "suite"}
# It only remembers that one presses, so that nothing moves below the pointer meanwhile.
PRESSED = 'form.addEventListener("pointerdown", () => (pressed = true));'
LEVELS = "//h1|//h2|//h3|//h4|//h5|//h6"
SITES = ("own_site", "built")


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> Path:
    built: Path = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="module")
def pages(site: Path) -> Sequence[Built]:
    """Return every page, but those that only lead to another one."""
    return [page for page in built_pages(site) if not page.is_redirect]


@pytest.fixture(scope="module")
def scripts(site: Path) -> dict[str, str]:
    return {str(file): file.read_text(encoding="utf-8") for file in site.glob("**/*.js")}


def name_of(element: HtmlElement) -> str:
    """Return the accessible name of a link or a button, as far as static HTML says it."""
    label = element.get("aria-label") or element.get("title") or ""
    inside = [*element.itertext(), *element.xpath(".//img/@alt"), *element.xpath(".//@aria-label")]
    return " ".join(" ".join(inside).split()) or label.strip()


def outline(page: Built) -> Iterator[tuple[int, str]]:
    for heading in page.html.xpath(LEVELS):
        if not heading.xpath("ancestor::template|ancestor::dialog"):
            yield int(heading.tag[1]), name_of(heading)


@pytest.fixture(scope="module")
def found_by_nu(own_site: Path, built: Path) -> list[dict[str, str]]:
    """Return what the Nu checker says of every page of both sites, and of their sheets.

    Of redirects and of the page for missing addresses too; warnings as well. It starts once: to
    start takes it as long as to read a site.
    """
    options = ("--skip-non-html", "--also-check-css", "--format", "json")
    run = subprocess.run(
        ["java", "-jar", str(NU), *options, str(own_site), str(built)],
        check=False,
        capture_output=True,
        text=True,
    )
    messages: list[dict[str, str]] = json.loads(run.stderr or run.stdout)["messages"]
    return messages


def test_the_checker_of_html_finds_nothing(found_by_nu: list[dict[str, str]]) -> None:
    told = Counter(
        f"{message['message']}: {' '.join(message.get('extract', '').split())}"
        for message in found_by_nu
        if not message["message"].startswith("CSS:")
    )
    accepted = {said for said in told for pattern in ACCEPTED if re.match(pattern, said)}

    assert {said: told[said] for said in set(told) - accepted} == {}
    for pattern in ACCEPTED:
        assert any(re.match(pattern, said) for said in accepted), pattern


def test_the_checker_of_styles_finds_nothing(found_by_nu: list[dict[str, str]]) -> None:
    """But for what it does not know yet: browsers that do not either do without."""
    unknown = {
        re.sub(r"CSS: “([\w-]+)”: Property .* doesn't exist\.", r"\1", m["message"])
        for m in found_by_nu
        if m["message"].startswith("CSS:")
    }

    assert unknown == {"paint-order", "field-sizing", "vector-effect"}


def test_every_page_says_its_type_its_language_and_its_title(site: Path) -> None:
    """RGAA 8.1, 8.3, 8.4, 8.5."""
    for page in built_pages(site):
        tree = page.html.getroottree()
        assert tree.docinfo.doctype == "<!DOCTYPE html>", page.path
        assert page.html.get("lang") == "fr", page.path
        assert page.html.findtext("head/title"), page.path


def test_titles_tell_pages_apart(pages: Sequence[Built]) -> None:
    """Each is its own, and all but that of the home end with the name of the site."""
    titles = {page.path: page.html.findtext("head/title") for page in pages}
    name = titles[""].split(" – ")[0]

    assert [title for title, count in Counter(titles.values()).items() if count > 1] == []
    assert [
        path for path, title in titles.items() if path and not title.endswith(f" – {name}")
    ] == []


def test_headings_follow_each_other(pages: Sequence[Built]) -> None:
    """One of the first level, no level skipped, none empty."""
    for page in pages:
        levels = [level for level, _ in outline(page)]
        assert levels.count(1) == 1, page.path
        assert all(after - before <= 1 for before, after in pairwise(levels)), page.path
        assert all(words for _, words in outline(page)), page.path


def test_every_page_has_its_landmarks(pages: Sequence[Built]) -> None:
    """One header, one main part, one footer; each of several navigations has a name of its own."""
    for page in pages:
        for tag in ("header", "main", "footer"):
            found = page.html.xpath(f"//body//{tag}[not(ancestor::main)][not(ancestor::dialog)]")
            assert len(found) == 1, (page.path, tag)
        navigations = page.html.xpath("//nav")
        names = Counter(
            nav.get("aria-label") or nav.get("aria-labelledby") or "" for nav in navigations
        )
        assert "" not in names, page.path
        assert [name for name, count in names.items() if count > 1] == [], page.path


def test_every_page_begins_with_a_link_to_its_text(pages: Sequence[Built]) -> None:
    """RGAA 12.7; the link leads to the main part, or to the title in it."""
    for page in pages:
        first = page.html.xpath("//body//*[self::a[@href] or self::button or self::input]")[0]
        assert first.get("href", "").startswith("#"), page.path
        (target,) = page.html.xpath("//*[@id=$id]", id=first.get("href")[1:])
        assert target.tag in {"main", "h1"}, page.path


def test_every_page_leads_to_the_same_places_in_the_same_order(pages: Sequence[Built]) -> None:
    """RGAA 12.1, 12.4: a menu, the search and the site map are where one saw them before."""
    for part, needed in (("header", "plan-du-site/"), ("footer", "plan-du-site/")):
        orders = defaultdict(list)
        for page in pages:
            links = page.html.xpath(f"//body//{part}[not(ancestor::main)]//a[@href]")
            leads = (urljoin(f"/{page.path}", link.get("href")) for link in links)
            leads = (lead for lead in leads if "#" not in lead)
            orders[tuple(lead for lead in leads if not lead.startswith("http"))].append(page.path)
        assert len(orders) == 1, {order: paths[:2] for order, paths in orders.items()}
        assert f"/{needed}" in next(iter(orders)), part


def test_no_page_plays_or_frames_anything(site: Path) -> None:
    """RGAA 2.1, 2.2, 4.1 to 4.7, 4.10, 4.11: there is no sound, no film, no frame."""
    path = "|".join(f"//{tag}" for tag in PLAYING)

    assert [page.path for page in built_pages(site) if page.html.xpath(path)] == []


def test_every_link_has_a_name(pages: Sequence[Built]) -> None:
    """RGAA 6.2; and no name is a word that says nothing of where it leads."""
    for page in pages:
        for link in page.html.xpath("//a[@href][not(ancestor::template)]"):
            name = name_of(link)
            assert name, (page.path, link.get("href"))
            assert name.casefold().strip(" .…»") not in VAGUE, (page.path, name)


def test_one_name_leads_to_one_place(pages: Sequence[Built]) -> None:
    """Within the text of a page: two links that sound the same are the same."""
    for page in pages:
        places = defaultdict(set)
        for link in page.html.xpath("//main//a[@href][not(ancestor::template)]"):
            if not link.xpath("ancestor::nav|ancestor::td|ancestor::dialog"):
                lead = urldefrag(urljoin(f"/{page.path}", link.get("href")))
                places[name_of(link)].add(lead.url)
        assert {name: found for name, found in places.items() if len(found) > 1} == {}, page.path


def test_every_picture_has_an_alternative(site: Path) -> None:
    """An empty one says that it is there for its looks; a drawing is hidden, or has a name."""
    for page in built_pages(site):
        assert [img.get("src") for img in page.html.xpath("//img[not(@alt)]")] == [], page.path
        for drawing in page.html.xpath("//svg[not(ancestor::svg)]"):
            hidden = drawing.xpath("ancestor-or-self::*[@aria-hidden='true']")
            named = drawing.get("aria-label") or drawing.get("aria-labelledby")
            labelled = drawing.xpath("ancestor::*[self::a or self::button or self::label]")
            parts = drawing.get("role") == "presentation"  # the links that it holds have names
            assert hidden or named or labelled or parts, page.path


def test_every_field_has_a_label(pages: Sequence[Built]) -> None:
    for page in pages:
        labelled = set(page.html.xpath("//label/@for"))
        for field in page.html.xpath("//input|//select|//textarea"):
            named = field.get("aria-label") or field.get("aria-labelledby") or field.get("title")
            hidden = field.get("type") == "hidden" or field.xpath("ancestor-or-self::*[@hidden]")
            within = field.xpath("ancestor::label")
            assert named or within or hidden or field.get("id") in labelled, (
                page.path,
                dict(field.attrib),
            )


def test_no_order_of_tabulation_is_forced(site: Path) -> None:
    for page in built_pages(site):
        forced = page.html.xpath("//*[@tabindex][not(@tabindex='0' or @tabindex='-1')]")
        assert [element.attrib for element in forced] == [], page.path


def test_tables_have_headings_and_wide_ones_scroll_by_themselves(pages: Sequence[Built]) -> None:
    for page in pages:
        for table in page.html.xpath("//main//table"):
            assert table.xpath(".//th"), page.path
            region = table.getparent()
            named = region.get("aria-label") or region.get("aria-labelledby")
            scrolls = region.get("role") == "region" and region.get("tabindex") == "0" and named
            assert scrolls, page.path


def test_passages_in_another_language_say_so(pages: Sequence[Built]) -> None:
    """A language that is told is one that exists."""
    for page in pages:
        assert set(page.html.xpath("//body//*/@lang")) <= {"en", "de", "es", "it", "la"}, page.path


def test_nothing_opens_a_window(site: Path, scripts: dict[str, str]) -> None:
    """RGAA 13.2."""
    for page in built_pages(site):
        assert page.html.xpath("//@target") == [], page.path
    assert [name for name, text in scripts.items() if "window.open" in text] == []


def test_scripts_wait_for_plain_clicks(scripts: dict[str, str]) -> None:
    """RGAA 13.10 to 13.12: no gesture, no movement of the device, nothing before one lets go."""
    early = re.compile(
        r"touch(?:start|move)|(?:mouse|pointer)(?:down|move)|device(?:motion|orient)"
    )

    assert scripts
    assert [name for name, text in scripts.items() if early.search(text.replace(PRESSED, ""))] == []


def test_every_document_has_its_page_and_its_formats(pages: Sequence[Built], site: Path) -> None:
    """Each document to download is first a page; it is offered for offices, and as a tagged PDF."""
    documents = [page for page in pages if re.fullmatch(r"dispositifs/[^/]+/kit/.+/", page.path)]

    assert documents
    for page in documents:
        offered = [
            site / urljoin(page.path, link.get("href"))
            for link in page.html.xpath("//a[@download]")
        ]
        kinds = {file.suffix for file in offered}
        assert {".odt", ".docx", ".pdf"} <= kinds, page.path
        assert all(file.is_file() for file in offered), page.path
        assert all(
            b"/MarkInfo" in file.read_bytes() or b"/ObjStm" in file.read_bytes()
            for file in offered
            if file.suffix == ".pdf"
        ), page.path
