# SPDX-License-Identifier: EUPL-1.2
"""The style sheet of the site: legible in both schemes, whole, light, and nothing unused."""

import gzip
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

import escales
from escales.documents.office import BORDER
from escales.html.style_sheet import PARTS, THEME_CLASSES, make_style_sheet

PACKAGE = Path(escales.__file__).parent
REPOSITORY = Path(__file__).parents[2]
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
LARGEST = 12_500  # bytes, compressed as hosts do
THEME = """
.md-typeset h1, .md-typeset .tabbed-set { color: var(--md-used) }
.md-typeset details, #__drawer { color: red }
.md-nav { color: var(--md-used-by-what-is-dropped) }
:root { --md-used: var(--md-used-by-a-variable); --md-used-by-a-variable: #123; --md-icon: url(x) }
:root { --md-other-icon: url(y) }
@media print { .md-nav { display: none } .md-typeset a:is(:hover, :focus) { color: #000 } }
@media screen { .md-search { display: none } }
@keyframes spin { to { rotate: 1turn } }
"""


def part(name: str) -> str:
    return (PACKAGE / f"html/css/{name}.css").read_text(encoding="utf-8")


def colours(*parts: str) -> dict[str, str]:
    """Return the colours that the palettes define; the last definition holds."""
    return {
        name: value
        for each in parts
        for name, value in re.findall(r"(--es-[\w-]+): (#\w+);", part(each))
    }


def contrast(one: str, other: str) -> float:
    """Return the ratio of https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) > 4 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


SCHEMES = {"light": colours("palette"), "dark": colours("palette", "dark")}


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> Mapping[str, str]:
    return SCHEMES[request.param]


def test_the_measure_of_contrasts_is_that_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("text", ["text", "quiet", "link", "accent"])
@pytest.mark.parametrize("ground", ["page", "soft", "chalk", "fiction"])
def test_texts_stand_out(scheme: Mapping[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[f"--es-{text}"], scheme[f"--es-{ground}"]) >= 4.5


@pytest.mark.parametrize(
    ("shape", "ground"),
    [("edge", "page"), ("edge", "soft"), ("fiction-line", "page"), ("buoy", "water")],
)
def test_shapes_that_mean_something_stand_out(
    scheme: Mapping[str, str], shape: str, ground: str
) -> None:
    assert contrast(scheme[f"--es-{shape}"], scheme[f"--es-{ground}"]) >= 3


def test_headers_are_read_on_water(scheme: Mapping[str, str]) -> None:
    assert contrast(scheme["--es-water-text"], scheme["--es-water"]) >= 7


@pytest.mark.parametrize(
    "path",
    [
        *sorted((PACKAGE / "html/css").glob("*.css")),
        PACKAGE / "mkdocs/theme/assets/escales.svg",
        REPOSITORY / "tests/cards.html",
    ],
    ids=lambda path: path.name,
)
def test_a_colour_that_css_cannot_take_from_the_palette_is_one_of_it(path: Path) -> None:
    palette = {*colours("palette").values(), *colours("dark").values()}

    assert set(COLOUR.findall(path.read_text(encoding="utf-8"))) <= palette


def test_documents_have_the_same_colours_in_all_formats() -> None:
    documents = PACKAGE / "documents"
    parts = {"odt": "styles.xml", "docx": "word/styles.xml"}
    pdf = set(COLOUR.findall((documents / "print.css").read_text(encoding="utf-8")))
    pdf.remove("#1a5a73")  # of links, whose colour is that of the reader's word processor elsewhere
    assert pdf.issuperset(COLOUR.findall(BORDER))

    for kind, part in parts.items():
        with zipfile.ZipFile(documents / f"reference.{kind}") as reference:
            styles = reference.read(part).decode().lower() + BORDER
        assert [colour for colour in sorted(pdf) if colour.lstrip("#") not in styles] == []


def test_only_what_the_site_shows_is_taken_from_the_theme() -> None:
    taken = make_style_sheet(THEME).partition("@font-face")[0]

    assert re.sub(r"\s", "", taken) == (
        ".md-typeseth1{color:var(--md-used)}"
        ":root{--md-used:var(--md-used-by-a-variable);--md-used-by-a-variable:#123}"
        "@mediaprint{.md-typeseta:is(:hover,:focus){color:#000}}"
    )


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        (".md-typeset a:is(.md-nav,.md-button){top:0}", False),
        (".md-typeset a:is(:hover,.md-button){top:0}", True),
        ('.md-typeset a:before{content:"}.md-nav{"}', True),
        ('.md-nav a:before{content:"}.md-typeset{"}', False),
        ("/* .md-nav */.md-typeset a{top:0}", True),
        ('.md-typeset [type="}"]{top:0}', True),
        (".md-typeset a,.md-nav a{top:0}", True),
        ("@media print{.md-nav{top:0}.md-typeset a{top:0}}", True),
    ],
)
def test_a_rule_is_taken_wherever_its_signs_stand(rule: str, taken: bool) -> None:  # noqa: FBT001  # a parameter of the test
    around = ".md-typeset h1{{left:0}}{}.md-typeset h2{{left:0}}"
    sheet = make_style_sheet(around.format(rule))
    own = make_style_sheet("")

    found = sheet.removesuffix(own)
    assert found.startswith(".md-typeset h1{left:0}")
    assert found.endswith(".md-typeset h2{left:0}")
    assert (found != around.format("")) is taken


@pytest.fixture(scope="module")
def sheet(built: Path) -> str:
    return (built / "assets/escales.css").read_text(encoding="utf-8")


def rules(nodes: Iterable[Node]) -> list[QualifiedRule]:
    """Return the rules of a sheet, those within conditions too; a mistake in it is told here."""
    found: list[QualifiedRule] = []
    for node in nodes:
        assert not isinstance(node, ParseError), node.message
        if isinstance(node, QualifiedRule):
            found.append(node)
        elif isinstance(node, AtRule) and node.lower_at_keyword in ("media", "supports"):
            found += rules(tinycss2.parse_rule_list(node.content, skip_whitespace=True))
    return found


def test_the_sheet_has_no_mistake_and_no_variable_that_is_not_defined(sheet: str) -> None:
    defined, used = set(), set()
    found = rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))
    for rule in found:
        for each in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
            assert isinstance(each, Declaration), tinycss2.serialize(rule.prelude)
            defined |= {each.name} if each.name.startswith("--") else set()
            used |= set(re.findall(r"var\((--[\w-]+)\)", tinycss2.serialize(each.value)))

    assert len(found) > 200
    assert used <= defined


def test_the_dark_scheme_is_the_same_for_a_choice_and_for_a_system(sheet: str) -> None:
    asked = re.findall(r"dark\)\{:root:not\(\[data-scheme=light\]\)\{([^}]*)\}", sheet)
    chosen = re.findall(r"screen\{:root\[data-scheme=dark\]\{([^}]*)\}", sheet)

    assert asked == chosen
    assert [("--es-page:#11191c;" in each) for each in chosen] == [True]


def test_the_sheet_is_light_and_asks_for_the_font_alone(sheet: str) -> None:
    assert len(gzip.compress(sheet.encode(), 6)) <= LARGEST
    assert set(re.findall(r"url\(([^)]+)\)", sheet)) == {"fonts/fraunces-5.3.0-600.woff2"}
    assert "@import" not in sheet


def test_pages_use_nothing_of_the_theme_that_was_left_out(built: Path) -> None:
    used = set()
    for page in built.rglob("*.html"):
        for classes in re.findall(r'class="([^"]*)"', page.read_text(encoding="utf-8")):
            used |= {name for name in classes.split() if name.startswith("md-")}

    assert used == THEME_CLASSES


def test_no_rule_of_ours_is_left_behind_by_what_it_styled() -> None:
    """Each class that our sheets name is set somewhere: in a template, a script or a program."""
    sources = [
        path.read_text(encoding="utf-8")
        for suffix in ("html", "js", "py")
        for path in PACKAGE.rglob(f"*.{suffix}")
    ]
    styled = {name for each in PARTS for name in re.findall(r"\.(es-[\w-]+)", part(each))}

    assert [name for name in sorted(styled) if not any(name in each for each in sources)] == []
