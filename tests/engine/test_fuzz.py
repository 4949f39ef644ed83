# SPDX-License-Identifier: EUPL-1.2
"""Inputs that nobody thought of: by hypothesis, from what we know; by atheris, from the code."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup

from building import VOLATILE
from conftest import FIXTURE
from engine.test_hostile import ATTACKS
from escales.checking.load import load
from escales.html.render import TABLES, make_markdown, make_renderer
from escales.pages import SitePage, make_pages, make_site
from escales.problems.problem import InvalidContent, Notes
from escales.reading.body import read_body, replace_targets
from escales.reading.disk import Tree
from escales.reading.links import Destinations, check_links
from escales.reading.picture_paths import Picture
from escales.schema import Collectivity, Consent, KitDocument, Scheme, Story
from escales.schema.sections import STORY_OUTLINE
from fuzz.targets import PATHS, TARGETS
from harmless import elements, harm

pytestmark = pytest.mark.uncounted

RUN = Path(__file__).parents[1] / "fuzz/run.py"

steady = settings(suppress_health_check=list(HealthCheck))  # ten times as many examples at night
few = settings(steady, max_examples=steady.max_examples // 5)

characters = st.characters(exclude_categories=["Cs"])
pieces = st.one_of(
    st.text(characters, max_size=20),
    st.sampled_from([text for text, _ in ATTACKS.values() if len(text) < 200]),
    st.sampled_from([f"\n## {name}\n\n" for name in STORY_OUTLINE.required]),
    st.sampled_from(["\n", "\n\n", "- ", "1. ", "> ", "    ", "`", "**", "_", "[", "](", ")", "|"]),
    st.sampled_from(["<", ">", "&lt;", "&#", "{", "}", "\\", "!", "#", "---\n", ": ", '"', "'"]),
)
texts = st.lists(pieces, max_size=30).map("".join)
keys = st.sampled_from(
    [key for model in (Story, Consent, Scheme, KitDocument, Collectivity) for key in model.keys()]  # noqa: SIM118  # no dict
)
scalars = st.one_of(
    st.text(characters, max_size=30),
    st.integers().map(str),
    st.dates().map(str),
    st.sampled_from(["oui", "non", "A", "18 mois", "20 %", "x" * 500, "9" * 5000, "", "~", "<b>"]),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
)
headers = st.dictionaries(keys | st.text(characters, max_size=10), values, max_size=12)
WORDS = ["un", "une", "deux", "douze", "zéro", "1", "18", "99999", "9" * 5000, "٣", "²", "-1", "½"]
UNITS = ["an", "ans", "mois", "semaines", "jours", "journée", "demi-journée", "heures", "et demi"]
durations = st.one_of(
    st.lists(st.sampled_from([*WORDS, *UNITS, "et", ",", " ", "P", "T", "Y"]), max_size=8).map(
        " ".join
    ),
    st.from_regex(r"P(\d{1,9}Y)?(\d{1,9}M)?(\d{1,9}D)?(T\d{1,9}H)?", fullmatch=True),
    st.text(characters, max_size=30),
)
targets = st.one_of(
    st.lists(
        st.sampled_from(["..", "/", "%2e", "%2f", "\\", "a.md", "#", "?", ":", "//", "x"])
    ).map("".join),
    st.tuples(
        st.sampled_from(["https", "javascript", "data", "file", "java\tscript", "&#106;avascript"]),
        st.text(characters, max_size=20),
    ).map(":".join),
    st.text(characters, max_size=40),
)


@steady
@given(st.sampled_from(range(len(PATHS))), headers, texts)
def test_any_file_is_told_or_rendered(kind: int, header: dict[str, Any], text: str) -> None:
    """Whatever YAML and Markdown can hold."""
    written = "\n".join(f"{key}: {json.dumps(value)}" for key, value in header.items())
    TARGETS["read"](bytes([kind]) + f"---\n{written}\n---\n{text}".encode())


@steady
@given(texts)
def test_any_text_without_a_header_is_told(text: str) -> None:
    TARGETS["read"](b"\0" + text.encode())


@steady
@given(texts)
def test_any_page_of_docs_is_told_or_cleaned(text: str) -> None:
    TARGETS["page"](text.encode())


@steady
@given(durations)
def test_any_duration_is_read_or_not(text: str) -> None:
    TARGETS["duration"](text.encode())


@steady
@given(targets)
def test_any_link_leads_to_what_is_known(target: str) -> None:
    TARGETS["link"](target.encode())


@steady
@given(st.binary(max_size=500))
def test_any_archive_is_opened_or_refused(raw: bytes) -> None:
    TARGETS["archive"](raw)


@steady
@given(st.lists(st.sampled_from("#->*@01234 ").flatmap(lambda c: pieces.map(lambda p: c + p))))
def test_any_questionnaire_becomes_words(lines: list[str]) -> None:
    TARGETS["questionnaire"]("\n".join(lines).encode())


@steady
@given(texts)
def test_the_shortcuts_change_nothing_of_what_markdown_makes(text: str) -> None:
    """Texts without marks go past its patterns, and its own list of headings is not written."""
    shorter, whole = make_markdown(), Markdown(extensions=["sane_lists", "toc", TABLES])

    assert shorter.convert(text) == whole.convert(text)
    assert shorter.toc_tokens == whole.toc_tokens  # type: ignore[attr-defined]  # set by toc


def test_the_mark_of_a_list_of_headings_is_not_shown() -> None:
    html = make_markdown().convert("## Avant\n\n[TOC]\n\nIl se lit « [TOC] » ici.")

    assert html.count("[TOC]") == 1
    assert "« [TOC] »" in html


link_pieces = st.sampled_from(
    [
        *(
            "[a",
            "[b]",
            "](",
            "]",
            "[",
            "(",
            ")",
            "![",
            "!",
            "\\",
            "`",
            "``",
            "<",
            ">",
            "'",
            '"',
            "_",
            "*",
        ),
        *(
            " ",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "> ",
            "    ",
            "\t",
            "# ",
            "===\n",
            "|",
            "^",
            "{",
            ":",
            "mot",
        ),
        *(
            "[x]: ",
            "[x]:\n",
            "- [x]: ",
            "> [x]:\n> ",
            "[x]",
            "[a][x]",
            "![a][x]",
            "[a] [x]",
            "[a]\n[x]",
        ),
        *(
            "[X]",
            "https://a.example/b",
            "https://c.example/(d)",
            "https://e.example/i'j",
            "premier.md",
        ),
        *(
            "(t)",
            "'t'",
            '"t"',
            "<https://k.example/l>",
            "www.o.example/p_(q)",
            "?r&amp;s",
            "<m@n.fr>",
            "images/plan.png",
            "&amp;",
            "&copy;",
        ),
        *(
            "[a](https://a.example/b)",
            "[a](<https://a.example/b c>)",
            "[a](https://a.example/b 'c')",
        ),
        *(
            "![p](images/plan.png)",
            "[![p](images/plan.png)](https://a.example/b)",
            "\\_",
            "\\(",
            "\\[",
        ),
    ]
)


RENDER = make_renderer()


@settings(steady, max_examples=3 * steady.max_examples)
@given(st.lists(link_pieces, max_size=12).map("".join))
@example("![\\https://e.example/i'j")
def test_no_link_is_shown_without_its_address(text: str) -> None:
    """Whatever link Markdown sees, the check has seen, or has told that it cannot read."""
    picture = Picture(Path("plan.png"), 1, "png")
    pictures = {"stories/images/plan.png": picture}
    tree = Tree(Path("/nowhere"), texts={"stories/premier.md"}, pictures=pictures)
    body = read_body(text, 1, notes := Notes("stories/x.md"))
    known = Destinations(tree, lambda _: set())
    targets = check_links(notes.path, body, known, notes)
    if notes.problems:
        return
    written = replace_targets(body, targets)
    page = SitePage("recits/x.md", "", "", None, Markup(), body=written, links=frozenset(targets))
    for element in elements(RENDER(page).body):
        shown = {"a": "href", "img": "src"}.get(element.tag)
        assert shown is None or element.get(shown) in targets, element.attrib


@few
@given(texts)
def test_a_story_is_told_or_published_without_harm(text: str) -> None:
    """Through the whole: from the disk to the page."""
    right = (FIXTURE / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    assert right.count("Je voulais voir.") == 1
    with TemporaryDirectory() as folder:
        root = shutil.copytree(FIXTURE, Path(folder, "site"), ignore=VOLATILE)
        spoilt = right.replace("Je voulais voir.", text)
        (root / "stories/troisieme-essai.md").write_text(spoilt, encoding="utf-8", newline="")
        try:
            library = load(root)
        except InvalidContent:
            return
    render = make_renderer()
    for page in make_pages(make_site(library)):
        if page.uri == "recits/troisieme-essai.md":
            assert harm(render(page).body) == []


# How many inputs atheris tries: enough to leave the paths that the seeds take, in a few seconds.
RUNS = {"read": 350, "page": 200, "duration": 10_000, "link": 1_000, "archive": 750}
RUNS |= {"questionnaire": 350}
RUNS = {name: number * steady.max_examples // 100 for name, number in RUNS.items()}
RUNS["planted"] = 50_000
# The program is instrumented once for all the targets, each of which has its process.
FUZZ = """
import json, os, runpy, sys
folder, runs = sys.argv[2], json.loads(sys.argv[3])
main = runpy.run_path(sys.argv[1], run_name="run")["main"]
for name, number in runs.items():
    child = os.fork()
    if not child:
        told = os.open(f"{folder}/{name}.log", os.O_WRONLY | os.O_CREAT)
        os.dup2(told, 1), os.dup2(told, 2)
        options = [f"-runs={number}", "-seed=1", "-max_len=2000", "-timeout=10"]
        sys.argv = [sys.argv[1], name, folder, *options]
        main()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, Path]]:
    """Run every target; return the exit code of each, and the file of what it said."""
    pytest.importorskip("atheris", reason="no wheel of it for this Python or system")
    folder = tmp_path_factory.mktemp("fuzz")
    # Not measured: atheris watches each line already, and two who watch are slow.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-c", FUZZ, str(RUN), str(folder), json.dumps(RUNS)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, env=plain)
    assert told.returncode == 0, told.stderr
    codes = map(int, told.stdout.split())
    return {name: (code, folder / f"{name}.log") for name, code in zip(RUNS, codes, strict=True)}


@pytest.mark.parametrize("name", sorted(RUNS.keys() - {"planted"}))
def test_what_the_code_itself_suggests_never_fails(
    name: str, fuzzed: dict[str, tuple[int, Path]]
) -> None:
    """No exception but ours, and no input that takes ten seconds."""
    code, log = fuzzed[name]
    told = log.read_text(encoding="utf-8", errors="replace")

    assert code == 0, told[-3000:]
    done = re.search(r"Done (\d+) runs", told)
    assert done
    assert int(done[1]) >= RUNS[name]


def test_a_fault_is_found_and_its_input_kept(fuzzed: dict[str, tuple[int, Path]]) -> None:
    code, log = fuzzed["planted"]

    assert code != 0
    assert "a fault planted here" in log.read_text(encoding="utf-8", errors="replace")
    (kept,) = log.parent.glob("planted-crash-*")
    with pytest.raises(AssertionError, match="planted"):
        TARGETS["planted"](kept.read_bytes())


def test_every_target_is_run() -> None:
    assert set(RUNS) == set(TARGETS)
