# SPDX-License-Identifier: EUPL-1.2
"""Each attack in a text is refused by the check, and harmless when the check is bypassed."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from escales.checking.handwritten import judge_page
from escales.checking.load import check, load
from escales.checking.sections import check_sections
from escales.form import describe_form
from escales.html.cleaning import clean_page, safe_meta
from escales.html.render import make_renderer
from escales.pages import make_pages, make_site
from escales.problems.problem import Notes, Problem
from escales.problems.reports import FORMATS
from escales.reading.body import read_body
from escales.reading.disk import FileKind, SourceFile, Tree
from escales.reading.drafts import read_draft
from escales.reading.hidden_characters import HIDDEN
from escales.reading.links import Destinations, check_links
from escales.schema.durations import parse_duration
from escales.schema.sections import STORY_OUTLINE
from escales.schema.values import VERSION
from extensions import render_page
from harmless import harm, shown

STORY = "stories/troisieme-essai.md"

# What is written in a text, and the codes of the problems that tell it.
ATTACKS = {
    "script": ("<script>alert(1)</script>", "raw-html"),
    "script of another site": ("<SCRIPT SRC=//e.example/x.js>", "raw-html"),
    "event": ("<img src=x onerror=alert(1)>", "raw-html"),
    "event without spaces": ("</p><svg/onload=alert(1)>", "raw-html"),
    "event in a target": ('![x](<x onerror="alert(1)>)', "image-missing"),
    "event in a title": ('[x](https://a.example/ "\' onclick=alert(1) \\"")', ""),
    "javascript": ("[a](javascript:alert(1))", "link-scheme"),
    "javascript in capitals": ("[a](JaVaScRiPt:alert(1))", "link-scheme"),
    "javascript in entities": ("[a](&#106;avascript:alert(1))", "link-missing"),
    "javascript with an entity of a tab": ("[a](java&#x09;script:alert(1))", "link-missing"),
    "javascript with a name of a tab": ("[a](java&Tab;script:alert(1))", "link-missing"),
    "javascript with a tab": ("[a](java\tscript:alert(1))", "link-spaces"),
    "javascript after a control": ("[a](\x01javascript:alert(1))", "hidden-character link-scheme"),
    "javascript around a control": (
        "[a](java\x02script:alert(1))",
        "hidden-character link-scheme",
    ),
    "javascript in per cent": ("[a](%6aavascript:alert(1))", "link-missing"),
    "javascript between angles": ("<javascript:alert(1)>", "link-scheme"),
    "javascript in a definition": ("[a][r]\n\n[r]: javascript:alert(1)", "link-scheme"),
    "javascript under a definition": ("[a][r]\n\n[r]:\n  javascript:alert(1)", "link-scheme"),
    "javascript before quotes": ('[a][r]\n\n[r]: javascript:alert(1) "a"b"', "link-scheme"),
    "data in a link": ("[a](data:text/html;base64,PHNjcmlwdD4=)", "link-scheme"),
    "data in a picture": ("![a](data:image/svg+xml,<svg/onload=x>)", "image-remote raw-html"),
    "vbscript": ("[a](vbscript:msgbox)", "link-scheme"),
    "file": ("[a](file:///etc/passwd)", "link-scheme"),
    "another site without a scheme": ("[a](//e.example/x)", "link-scheme"),
    "a picture of another site": ("![a](https://e.example/x.png)", "image-remote"),
    "attributes of a paragraph": ("Un mot.{: onclick=alert(1) }", "attribute-list"),
    "attributes of a heading": ("### Un titre {#x onclick=alert(1)}", "attribute-list"),
    "comment": ("<!-- <script>alert(1)</script> -->", "raw-html"),
    "CDATA": ("<![CDATA[ <script>alert(1)</script> ]]>", "raw-html"),
    "doctype": ("<!DOCTYPE html>", "raw-html"),
    "processing": ("<?php system('x') ?>", "raw-html"),
    "unclosed": ("Un texte <script", "raw-html"),
    "unclosed event": ("Un texte <img src=x onerror=alert(1)", "raw-html"),
    "unclosed comment": ("<!-- x", "raw-html"),
    "svg": ("<svg><script>alert(1)</script></svg>", "raw-html"),
    "style": ("<style>@import '//e.example/x'</style>", "raw-html"),
    "base": ("<base href=//e.example/>", "raw-html"),
    "meta": ('<meta http-equiv=refresh content="0;url=//e.example/">', "raw-html"),
    "form": ("<form action=//e.example/><button formaction=javascript:x>", "raw-html"),
    "iframe": ('<iframe srcdoc="<script>alert(1)</script>">', "raw-html"),
    "mutation by noscript": (
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "raw-html",
    ),
    "mutation by math": (
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "raw-html",
    ),
    "mutation by svg": (
        '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
        "raw-html",
    ),
    "mutation by a table": ("<table><math><td><style><!--</style><img src onerror=x>", "raw-html"),
    "tag behind a bracket": ("x](<img src=x onerror=alert(1)>", "raw-html"),
    "tag in a link that is none": ("[x](<img src=x onerror=alert(1)>", "raw-html"),
    "tag around a control": ("<\x02script>alert(1)<\x02/script>", "hidden-character raw-html"),
    "tag after a false code": ("`a\n<img src=x onerror=alert(1)>`", "raw-html"),
    "tag after a false backtick": ("\\`<b onclick=alert(1)>`", "raw-html"),
    "tag in the words of a picture": (
        "![<img src=x onerror=alert(1)>](images/plan.png)",
        "raw-html",
    ),
    "tag in a heading": ("### <img src=x onerror=alert(1)>", "raw-html"),
    "tag in an abbreviation": ("*[mot]: <b onclick=alert(1)>", "raw-html"),
    "snippet": ('--8<-- ".git/config"', "include"),
    "scissors": ("-8<- ../../.env", "include"),
    "include of Jinja": ('{% include ".env" %}', "include"),
    "variable of Jinja": ("{{ config.extra }}", "include"),
    "include of Markdown": ("{! .git/config !}", "include"),
    "variable in code": ("`{{ config.extra }}`", "include"),
    "field": ("[[config]]", "include"),
    "path above": ("[a](../../../etc/passwd)", "link-missing"),
    "path in per cent": ("[a](%2e%2e/%2e%2e/%2e%2e/etc/passwd)", "link-missing"),
    "absolute path": ("[a](/etc/passwd)", "link-scheme"),
    "absolute path in per cent": ("[a](%2Fetc%2Fpasswd)", "link-missing"),
    "path of Windows": ("[a](..\\..\\secret)", "link-missing"),
    "null byte": ("[a](premier.md%00.png)", "link-missing"),
    "settings of git": ("[a](../.git/config)", "link-missing"),
    "a picture above": ("![a](../../../../etc/passwd)", "image-missing"),
    "a picture of settings": ("![a](../mkdocs.yml)", "image-format"),
    "turned letters": ("Un \u202etxet\u202c.", "hidden-character"),
    "isolated letters": ("Un \u2066texte\u2069.", "hidden-character"),
    "turned letters by number": ("Un &#x202e;txet&#8236;.", "hidden-character"),
    "turned letters by name": ("Un &rlm;txet.", "hidden-character"),
    "a number inside a number": ("Un &#82&#8203;38;txet.", "hidden-character"),
    "null by number": ("Un &#0;texte.", "hidden-character"),
    "joined letters": ("Du\u200dpont.", "hidden-character"),
    "tags": ("Un texte\U000e0041\U000e0042.", "hidden-character"),
    "selectors": ("Un texte❤\ufe0f\ufe01\ufe02\ufe03.", "hidden-character"),
    "more selectors": ("Un texte\U000e0101\U000e0102.", "hidden-character"),
    "private use": ("Un \ue000texte\ue001.", "hidden-character"),
    "piled accents": ("Z" + "\u0300" * 40 + "algo.", "stacked-accents"),
    "lists in lists": ("- " * 10_000 + "x", "too-nested"),
    "quotations in quotations": ("> " * 10_000 + "x", "too-nested"),
    "emphasis without end": ("*" * 10_000 + "x", "too-nested"),
    "brackets without end": ("[" * 10_000, "too-nested"),
    "brackets apart": ("[a " * 10_000, "too-crowded"),
    "links without end": ("[a](" * 10_000, "too-crowded"),
    "headings without end": ("### a\n" * 10_000, "too-crowded"),
    "headings in lists": ("- # a\n" * 10_000, "too-crowded"),
    "headings in quotations": ("> # a\n\n" * 10_000, "too-crowded"),
    "headings in numbered lists": ("1. ## a\n\n" * 10_000, "too-crowded"),
    "definitions without end": ("[a]: b\n'c'\n\n" * 10_000, "too-crowded"),
    "tags without end": ("<a\n\n" * 10_000, "too-crowded"),
    "notes without end": ("[^1]\n\n" * 10_000, "too-crowded"),
    "fences without end": ("```a\n\n" * 10_000, "too-crowded"),
    "paragraphs without end": ("a\n\n" * 10_000, "too-crowded"),
    "braces without end": ("{a\n\n" * 10_000, "too-crowded"),
    "rules without end": ("---\n" * 10_000, "too-crowded"),
    "a line without end": ("mot " * 10_000, "too-crowded"),
}
LIVELY = {name: text for name, (text, _) in ATTACKS.items() if len(text) < 1000}
INNOCENT = [
    "Sans\u00a0rien de ca\u00adché\u202f: 👩\u200d💻, ❤\ufe0f, 🏳\ufe0f\u200d🌈, 1\ufe0f\u20e3.",
    "3 < 4, a<4, x > y, &lt;b&gt;, `<b>`, C++ & co.",
    "[le plan](../docs/index.md), [un autre récit](premier.md#ce-qui-a-ete-difficile).",
    "Du\u200bpont, Du\u2060pont, Du\ufeffpont, Du&#8203;pont, Du&shy;pont, le soir\x0bet la nuit.",
    "Un texte […], des crochets [sic], { une accolade }, 8<9, -- et ---.",
]


def written(root: Path, text: str) -> set[str]:
    """Put a text in a story, and return the codes of the problems that the check tells."""
    story = (root / STORY).read_text(encoding="utf-8")
    (root / STORY).write_text(story.replace("Je voulais voir.", text), encoding="utf-8")
    return {problem.code for problem in check(root)}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_in_a_text_is_refused(name: str, root: Path) -> None:
    text, codes = ATTACKS[name]

    told = written(root, text)

    assert told & set(codes.split()) == set(codes.split())
    assert told or not codes


@pytest.mark.parametrize("text", INNOCENT)
def test_what_people_write_is_not_refused(text: str, root: Path) -> None:
    assert written(root, text) == set()


@pytest.mark.parametrize("text", LIVELY.values(), ids=LIVELY)
def test_an_attack_in_a_text_is_harmless_when_nobody_checked_it(text: str, root: Path) -> None:
    """Each link is taken for one that the check has followed: only the build is left."""
    library = load(root)
    body = read_body(text, 1, Notes(""))
    targets = tuple(link.target for link in body.links)
    stories = tuple(replace(story, body=body, targets=targets) for story in library.stories)
    hostile = replace(library, stories=stories)
    render = make_renderer()

    for page in make_pages(make_site(hostile)):
        if page.uri.startswith("recits/") and page.body:
            made = render(page)
            assert harm(made.body) == []
            for heading in made.toc[0]["children"]:
                assert harm(str(heading["name"])) == []


@pytest.mark.parametrize("text", LIVELY.values(), ids=LIVELY)
def test_an_attack_in_a_page_of_docs_is_harmless_when_nobody_checked_it(text: str) -> None:
    """These pages are rendered by MkDocs itself, and cleaned after it."""
    html = render_page(text)

    assert harm(clean_page(html, str)) == []


PAGE_ATTACKS = [
    name
    for name, (_, codes) in ATTACKS.items()
    if name in LIVELY and set(codes.split()) & {"raw-html", "image-remote", "hidden-character"}
]
PAGE_ATTACKS += [name for name in LIVELY if name.startswith(("javascript", "data", "vbscript"))]
# What MkDocs shows as words there, or as code, and what leads nowhere.
TEXT_THERE = {"unclosed", "unclosed event", "unclosed comment", "tag after a false code"}
TEXT_THERE |= {"tag in the words of a picture", "javascript in per cent", "javascript with a tab"}


@pytest.mark.parametrize("name", sorted(set(PAGE_ATTACKS) - TEXT_THERE))
def test_an_attack_in_a_page_of_docs_is_refused(name: str, root: Path) -> None:
    (root / "docs/page.md").write_text(f"# Une page\n\n{ATTACKS[name][0]}\n", encoding="utf-8")

    assert {problem.path for problem in check(root)} == {"docs/page.md"}


@pytest.mark.parametrize("name", [name for name in ATTACKS if name not in LIVELY])
def test_a_page_of_docs_has_the_bounds_of_a_story(name: str) -> None:
    (problem,) = judge_page("docs/page.md", f"# Une page\n\n{ATTACKS[name][0]}\n")

    assert problem.code == ATTACKS[name][1]
    assert problem.line >= 3


@pytest.mark.parametrize("mark", ["template: x.html", "hide: [navigation]", "icon: x", "tags: [x]"])
def test_a_page_of_docs_sets_nothing_but_its_title(root: Path, mark: str) -> None:
    """Between marks, or above the text as MkDocs also reads them."""
    for text in (f"---\n{mark}\n---\n\n# Une page\n", f"{mark}\n\n# Une page\n"):
        (root / "docs/page.md").write_text(text, encoding="utf-8")
        assert {problem.code for problem in check(root)} <= {"unknown-key", "page-metadata"}
        assert check(root)


def test_a_page_of_docs_keeps_two_facts_when_nobody_checked_it() -> None:
    bomb = [["x"] * 10] * 10
    meta = {"title": '<b>"', "description": "d", "template": "x.html", "hide": bomb}

    assert safe_meta(meta) == {"title": "&lt;b&gt;&quot;", "description": "d"}
    assert safe_meta({"title": bomb}) == {}


def test_a_mark_is_filled_and_never_from_within_a_tag() -> None:
    html = '<p title="<!-- escales:plan -->" onclick="x()">a</p><!-- escales:nimporte --><!--b-->'

    made = clean_page(html, lambda block: f"[{block}]")

    assert harm(made) == []
    assert "[plan]" in made
    assert "nimporte" not in made


# Headers that YAML, or what reads it, might not survive; and the first problem that tells it.
HEADERS = {
    "aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]", "yaml-alias"),
    "tag": ("titre: !!python/object/apply:os.system [id]", "yaml-tag"),
    "merge": ("<<: {titre: Trois jours}", "unknown-key"),
    "huge number": (f"annee: {'9' * 100_000}", "duplicate-key"),
    "huge duration": (f"quotite: {'9' * 100_000} mois", "bad-share"),
    "deep brackets": ("competences: " + "[" * 50_000, "yaml-syntax"),
    "deep braces": ("competences: " + "{a: " * 20_000, "yaml-syntax"),
    "many keys": ("\n".join(f"k{n}: x" for n in range(10_000)), "header-too-long"),
    "the same key": ("\n".join("x: x" for _ in range(10_000)), "header-too-long"),
    "many items": ("competences:\n" + "-\n" * 50_000, "header-too-long"),
    "a long key": ("k" * 100_000 + ": x", "header-not-mapping"),
    "a long value": ("experience: " + "x" * 100_000, "too-long"),
    "many aliases": ("competences: [" + "*a," * 30_000 + "]", "header-too-long"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_that_grows_without_end_is_told_at_once(name: str, root: Path) -> None:
    lines, code = HEADERS[name]
    story = (root / STORY).read_text(encoding="utf-8")
    (root / STORY).write_text(story.replace("---\n", f"---\n{lines}\n", 1), encoding="utf-8")
    start = time.process_time()

    assert code in {problem.code for problem in check(root)}
    assert time.process_time() - start < 5


@pytest.mark.parametrize("number", ["9" * 5_000, "0" * 5_000 + "1", "٣" * 10])
def test_a_number_without_end_is_none(number: str) -> None:
    """Python refuses to read more than 4 300 digits, by an error of its own."""
    assert parse_duration(f"{number} mois") is None
    assert parse_duration(f"P{number}M") is None
    assert VERSION.fullmatch(f"1.0.{number}") is None


def test_zeros_do_not_hide_a_year(root: Path) -> None:
    story = (root / STORY).read_text(encoding="utf-8")
    story = re.sub(r"(?m)^annee: .*$", "annee: 000002025999", story)
    (root / STORY).write_text(story, encoding="utf-8")

    assert [problem.code for problem in check(root)] == ["bad-year"]


@pytest.mark.parametrize("path", [STORY, "docs/index.md", "docs/collectivites/ville-d-essai.md"])
def test_a_line_of_ten_megabytes_is_not_read(path: str, root: Path) -> None:
    (root / path).write_bytes(b"x" * 10_000_000)

    told = [problem for problem in check(root) if problem.path == path]
    assert [problem.code for problem in told] == ["too-big"]


def test_what_is_no_file_is_not_opened(root: Path) -> None:
    """A socket, a pipe, and the links of all kinds: in a loop, to a folder, to secrets."""
    os.mkfifo(root / "docs/tuyau.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(root / "stories/prise.md"))
        (root / "schemes/boucle").symlink_to("boucle")
        (root / "docs/dossier").symlink_to("/etc")
        (root / "docs/secrets.md").symlink_to("/proc/self/environ")
        (root / "docs/plan.pdf").symlink_to("/etc/passwd")

        told = {f"{problem.path} {problem.code}" for problem in check(root)}

    assert told == {
        "docs/tuyau.md unreadable",
        "stories/prise.md unreadable",
        "schemes/boucle symlink",
        "docs/dossier symlink",
        "docs/secrets.md symlink",
        "docs/plan.pdf symlink",
    }


# The names of files as bytes, and the codes that tell them.
NAMES: dict[str, tuple[bytes, list[str]]] = {
    "long": (b"x" * 250 + b".md", []),
    "line": (b"a\n::error file=b.md", ["bad-file-name"]),
    "turned": ("a\u202edm.md".encode(), ["bad-file-name"]),
    "dot": (b"a.md.", ["windows-name"]),
    "space": (b"a.md ", ["windows-name"]),
    "reserved": (b"nul.md", ["windows-name"]),
    "bytes": (b"a\xff\xfe.md", ["bad-file-name"]),
    "letters that look alike": ("r\u0435cit.md".encode(), ["bad-file-name"]),
    "script": (b"a.md'onclick='x.md", ["bad-file-name"]),
    "hidden": (b"..a.md", []),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_lies_is_told(name: str, root: Path) -> None:
    raw, codes = NAMES[name]
    story = (root / STORY).read_bytes()
    Path(os.fsdecode(os.fsencode(root / "stories") + b"/" + raw)).write_bytes(story)

    assert [problem.code for problem in check(root)] == codes


def test_folders_in_folders_are_not_opened_without_end(root: Path) -> None:
    """Deeper than Python would go."""
    here, depth = Path.cwd(), 1500
    os.chdir(root / "stories")
    for _ in range(depth):
        Path("d").mkdir()  # one at a time: the path of all would be too long
        os.chdir("d")
    os.chdir(here)

    told = [problem.code for problem in check(root)]

    subprocess.run(["rm", "-r", str(root / "stories")], check=True)  # Python would not
    assert told == ["folder-too-deep"]


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_a_report_stays_readable_whatever_is_found(
    write: Callable[[Sequence[Problem], str], str], root: Path
) -> None:
    """No line of it is forged, no terminal is driven, and no value fills the screen."""
    story = (root / STORY).read_text(encoding="utf-8")
    story = story.replace("categorie: ", f"categorie: {'x' * 100_000}")
    story = story.replace("Je voulais voir.", "[a](b\n::error file=x::c \x1b[31m\u202e)")
    (root / STORY).write_text(story, encoding="utf-8")

    report = write(check(root), "")

    assert not re.search(r"(?m)^::error file=x", report)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", report)
    assert max(map(len, report.split("\n"))) < 5_000


# Fragments that, repeated, take some regular expression to its worst.
FRAGMENTS = [
    *("[a](", "[a](b(", "](<", "[a](<b", "![a](", "[^", "[x]: a\n", "[x]: (\n", '[x]: "', "[x]\n"),
    *(
        "<a",
        "<a:",
        "<a@",
        "<!--",
        "`a",
        "``a`",
        "{: ",
        "{a=",
        "{{",
        "{%",
        "--8<",
        "-",
        "[[a",
        "a\n=\n",
    ),
    *(
        "## a\n",
        "> ",
        "- a\n",
        " ",
        "\u00a0",
        "\n\u00a0",
        "\t",
        "\n",
        "\n \n",
        "a\u0300",
        "\u0300",
        "*a",
    ),
    *(
        "[a](b ",
        '[a]("',
        "[a]( ",
        "(",
        "[a](" + " " * 50,
        "\\",
        "\\[",
        "1.",
        "1.\u00a0",
        "#",
        "=",
        "_a",
    ),
    *("a: b\n", "a:\u00a0", "- ", "&a ", "*a ", "? ", "{", "[", "'", '"', "|\n", ": ", "é", "🙂"),
]


def read_all(text: str) -> None:
    """Read a text in all the ways that the check does, without its other rules."""
    body = read_body(text, 1, Notes(""))
    if len(body.headings) < 500:
        check_sections(body, STORY_OUTLINE, Notes(""))
    read_draft(SourceFile(FileKind.STORY, "stories/x.md", f"---\ntitre: {text}\n---\n"))
    read_draft(SourceFile(FileKind.STORY, "stories/x.md", f"---\n{text}\n---\n"))
    parse_duration(text)


def cost(read: Callable[[str], None], text: str) -> float:
    """Return the least time of the processor, in seconds, of three tries: others count less."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.uncounted
@pytest.mark.parametrize("fragment", FRAGMENTS, ids=repr)
def test_no_text_takes_the_square_of_its_length(fragment: str) -> None:
    """Four times the text takes about four times as long; a square would take sixteen."""
    small = fragment * (5_000 // len(fragment))
    for _ in range(3):  # what else the machine does counts less
        first, fourth = cost(read_all, small), cost(read_all, small * 4)
        if fourth < 0.1 or fourth < 9 * first:
            return
    pytest.fail(f"{fourth:.2f} s, {first:.2f} s for a quarter")


def test_the_form_drops_what_the_check_refuses_to_hide(root: Path) -> None:
    """The rules of the form hold no character that does not show."""
    assert (
        HIDDEN.search(str(describe_form(load(root), make_site(load(root)).settings).rules)) is None
    )


def test_marks_that_mean_nothing_leave_pages_written_by_hand() -> None:
    assert clean_page("<p>Du\u200bpont, Du&shy;pont, Du&#xfeff;pont</p>", str) == (
        "<p>Dupont, Dupont, Dupont</p>"
    )


def test_many_links_to_one_missing_file_cost_as_one() -> None:
    """Each missing target is compared once with the names of all files; and not without end."""
    many = ["[a](zz.md) [b](#zz) "] * 800 + [f"[a](z{n}.md) [b](#z{n}) " for n in range(150)]
    body = read_body("\n\n".join(many), 1, Notes(""))
    names = {f"stories/nom-{n}.md" for n in range(1000)}
    known = Destinations(Tree(Path(), texts={STORY, *names}), lambda _: {"a"})

    check_links(STORY, body, known, notes := Notes(STORY))

    assert len(notes.problems) == len(body.links) == 1900
    assert list(known.files) == ["stories/zz.md", *(f"stories/z{n}.md" for n in range(99))]
    assert list(known.anchors_by_file[STORY]) == ["zz", *(f"z{n}" for n in range(99))]


def test_a_page_of_docs_hides_nothing_by_a_class_nor_takes_an_id() -> None:
    fence = "``` { .a .es-hidden #avis }\nb\n```\n\n!!! es-hidden es-card\n    c\n\n## d\n"
    html = render_page(fence, "admonition")

    made = clean_page(html, str)

    assert "es-hidden" in html
    kept = set(re.findall(r'(?:class|id)="([^"]*)"', made))
    assert kept == {"language-a", "admonition", "admonition-title", "d"}


def test_words_stay_words() -> None:
    assert shown(clean_page("<p>a &lt;b&gt; c</p>", str)) == "a <b> c"
