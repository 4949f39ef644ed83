# SPDX-License-Identifier: EUPL-1.2
"""Four times as much of any construct costs about four times as much: to check, to render, to type.

What would cost sixteen times as much is refused by `reading/limits.py`. `pytest -rP` on this file
shows the table of all constructs.
"""

import gc
import json
import math
import sys
import time
from collections.abc import Callable
from functools import cache

import pytest
from markdown import Markdown
from playwright.sync_api import Browser

from browsing import opened_among_scripts
from conftest import FIXTURE
from escales.checking.each_file import judge_file
from escales.checking.handwritten import judge_page
from escales.checking.load import load
from escales.checking.page_markdown import PageMarkdown
from escales.form import describe_form
from escales.html.render import make_markdown
from escales.problems.problem import Notes
from escales.reading.body import read_body
from escales.reading.disk import FileKind, SourceFile
from escales.reading.limits import LONGEST_PARAGRAPH, excess_of
from escales.settings.site import Settings
from extensions import EVERY

pytestmark = pytest.mark.uncounted

SMALL, LARGE = 16_000, 64_000  # characters
LARGEST = 180_000  # what a form takes
SECOND = 1  # of the processor: what pastes take
NOTHING = 0.25  # seconds: what is faster is not measured
MOST_TIMES = 9  # four is linear, sixteen a square; a busy machine doubles some times

# Each is repeated as it is, or in paragraphs as long as may be.
LINES = [
    *(
        "a\n\n",
        "a\n",
        "# a\n",
        "# a\n\n",
        "## a\n\nb\n\n",
        "a\n===\n\n",
        "---\n\n",
        "***\n",
        "* * *\n\n",
    ),
    *("- a\n", "- a\n\n", "* a\n- b\n", "1. a\n", "1. a\n\n", "- a\n    - b\n", "- a\n\n    b\n\n"),
    *(
        "> a\n",
        "> a\n\n",
        "> a\nb\n\n",
        "> > a\n\n",
        ">\n",
        "> - a\n\n",
        "- > a\n",
        "- # a\n",
        "> # a\n",
    ),
    *(
        "> a\n> ===\n",
        "1. # a\n\n",
        "- - a\n",
        "    a\n",
        "    a\n\n",
        "\ta\n",
        "- a\n\n      b\n\n",
    ),
    *(
        "[a]: b\n",
        "[a]: b\n\n",
        "[a]: b\n'c'\n",
        "- [a]: b\n",
        "> [a]: b\n",
        "a [b][c]\n\n",
        "[^1]\n\n",
    ),
    *(
        "| a | b |\n",
        "| a | b |\n|---|---|\n| c | d |\n\n",
        "| a |\n|---|\n",
        "a | b\n\n",
        "[^1]: a\n",
    ),
    *(
        "<div>\n\n",
        "<div>a</div>\n\n",
        "<!-- a -->\n\n",
        "<p>\n",
        "<a\n\n",
        "&a\n\n",
        "<a@b.c>\n\n",
    ),
    *(
        "```\na\n```\n\n",
        "```a\n",
        "~~~\n",
        "!!! note\n    a\n\n",
        "!!! note\n",
        "*[a]: b\n",
        "  \n",
        "\\\n",
    ),
]
SIGNS = [
    *(
        "[a]",
        "[a](b) ",
        "[a](b 'c') ",
        "![a](b) ",
        "[a][b] ",
        "[a](b(c)) ",
        "[a",
        "[",
        "![",
        "](",
        "[a](",
    ),
    *(
        "[a]: ",
        "[^1]",
        "[[a]] ",
        "<a@b.c> ",
        "<https://a.fr/> ",
        "https://a.fr ",
        "www.a.fr ",
        "a@b.fr ",
    ),
    *(
        "`a` ",
        "`a ``b ",
        "``a` ",
        "`",
        "*a* ",
        "*a ",
        "**a** ",
        "**a ",
        "***a ",
        "**a*b",
        "a*b**c",
        "*a _b ",
    ),
    *(
        "_a_ ",
        "_a ",
        "__a ",
        "a_b_c ",
        "\\*",
        "\\",
        "\\[",
        "<b>x",
        "<b>a</b>",
        "</b>",
        "< ",
        "<a ",
        "<a b='c' ",
    ),
    *(
        "<!--",
        "<!-- a -->",
        "-->",
        "<?a ",
        "&amp;",
        "&a",
        "&#1;",
        "(",
        ")",
        "]",
        "'",
        '"',
        "!",
        "{a} ",
        "{.a} ",
    ),
    *(
        "{{a}} ",
        "{% a ",
        "a|b ",
        "# ",
        "- ",
        "> ",
        "1. ",
        "mot ",
        "é",
        "🙂",
        "a  \n",
        "<!-- escales:a ",
        "06 ",
    ),
    *(
        "06 39 98 12 34 ",
        "Mme Durand ",
        "je suis malade. ",
        "[https://a.fr](https://b.fr) ",
        "- a [b](c)\n",
    ),
]


def repeated(construct: str, size: int) -> str:
    if construct in LINES:
        return construct * (size // len(construct))
    paragraph = construct * ((LONGEST_PARAGRAPH - 100) // len(construct))
    return "\n\n".join([paragraph] * max(1, size // LONGEST_PARAGRAPH))


@cache
def markdowns() -> tuple[Markdown, PageMarkdown]:
    return make_markdown(), PageMarkdown(EVERY)


def check_story(text: str) -> None:
    judge_file(SourceFile(FileKind.STORY, "stories/x.md", f"---\ntitre: a\n---\n\n## A\n\n{text}"))


def check_page(text: str) -> None:
    judge_page("docs/x.md", f"# A\n\n{text}", EVERY)


def render(text: str) -> None:
    """Make HTML of what the check lets through, in the two ways of the site."""
    story, page = markdowns()
    read_body(text, 1, notes := Notes(""))
    if all(problem.code not in {"too-crowded", "too-nested"} for problem in notes.problems):
        story.reset().convert(text)
    if excess_of(text) is None:
        page.convert(text)


def growth(work: Callable[[str], None], construct: str) -> tuple[float, float]:
    """Return the time of the large text, and how many times that of the small one it is.

    What takes no time is not measured twice.
    """
    times = []
    gc.collect()
    gc.freeze()  # what other tests left in memory is not looked through again
    for size in (LARGE, SMALL):
        text, start = repeated(construct, size), time.process_time()
        work(text)
        times.append(time.process_time() - start)
        if times[0] < NOTHING:
            return times[0], 0.0
    return times[0], times[0] / max(times[1], 0.001)


@pytest.mark.parametrize("work", [check_story, check_page, render])
@pytest.mark.parametrize("construct", [*LINES, *SIGNS], ids=repr)
def test_no_construct_costs_the_square_of_its_length(
    work: Callable[[str], None], construct: str
) -> None:
    for _ in range(3):  # what else the machine does counts less
        seconds, times = growth(work, construct)
        told = f"{work.__name__:12} {construct!r:24} {seconds:6.2f} s, {times:5.1f} times"
        sys.stdout.write(f"{told}\n")
        if seconds < NOTHING or times < MOST_TIMES:
            return
    pytest.fail(f"{construct!r}: {times:.1f} times as long for four times as much")


READY = """async ([rules, right, key]) => {
  const { review } = await import("/assets/story/check.js");
  const repeated = (construct, size) => construct.repeat(size / [...construct].length);
  window.paste = ([construct, longest, size]) => {
    const paragraph = repeated(construct, Math.min(size, longest));
    const text = Array(Math.ceil(size / longest)).fill(paragraph).join("\\n\\n");
    review({ ...right, [key]: text }, rules);
  };
}"""


@pytest.mark.browser
def test_no_paste_freezes_the_form(browser: Browser) -> None:
    """As long as a file may be: 180,000 signs, in one go and in paragraphs, in a second."""
    rules = json.loads(describe_form(load(FIXTURE), Settings()).rules)
    pasted = [(construct, LARGEST) for construct in [*LINES, *SIGNS]]
    pasted += [(construct, LONGEST_PARAGRAPH - 100) for construct in SIGNS]
    machine = browser.new_browser_cdp_session()
    with opened_among_scripts(browser) as page:

        def spent() -> float:
            """Return the seconds of the processor that pages have taken until now."""
            told = machine.send("SystemInfo.getProcessInfo")["processInfo"]
            return float(sum(one["cpuTime"] for one in told if one["type"] == "renderer"))

        def cost(construct: str, longest: int, size: int) -> float:
            before = spent()
            page.evaluate("asked => paste(asked)", [construct, longest, size])
            return spent() - before

        page.evaluate(READY, [rules, {}, rules["sections"][0]["key"]])
        for construct, longest in pasted:
            small, large = math.inf, math.inf
            for _ in range(5):  # what else the machine does counts less
                large = min(large, cost(construct, longest, LARGEST))
                if large < SECOND:
                    break
                small = min(small, cost(construct, longest, LARGEST // 4))
                if large < MOST_TIMES * small:
                    break
            sys.stdout.write(f"form         {construct!r:24} {large:6.2f} s\n")
            assert large < SECOND or large < MOST_TIMES * small, construct
