# SPDX-License-Identifier: EUPL-1.2
"""Content spoilt at random: the check always answers, and what it accepts always builds."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import settings

from escales.checking.load import load
from escales.html.render import make_renderer
from escales.pages import make_pages, make_site
from escales.problems.problem import InvalidContent

pytestmark = pytest.mark.uncounted

SPLINTERS = [
    *("---\n", ": ", "- ", "\n", "\n\n", "#", "## ", "===\n", "...\n", "\t", "\u00a0", "\u2028"),
    *("[", "]", "(", ")", "![", "[[", "]]", "{: x }", "{", "}", "|", ">", "?", "\\", "`", '"', "'"),
    *("<", "<b>", "&a ", "*a", "!t ", "%", "@", "~", "[]", "{}", "é", "🙂", "\x00", "\x07", "\x85"),
    *("oui", "2026-02-30", "null", "0x10", "/", "..", "javascript:", "x" * 300),
]
ROUNDS = settings().max_examples // 2  # ten times as many at night
SLOW = 5  # seconds of the processor for one round: a hundred times what it takes


def spoil(text: str, chance: random.Random) -> str:
    """Insert, cut or swap in a few places."""
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(text) + 1)
        match chance.randrange(3):
            case 0:
                splinter = chance.choice(SPLINTERS) * chance.choice([1, 1, 1, 2, 50])
                text = text[:place] + splinter + text[place:]
            case 1:
                text = text[:place] + text[place + chance.randint(1, 30) :]
            case _:
                lines = text.split("\n")
                one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
    return text


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_content_is_told_or_builds(root: Path, seed: int) -> None:
    """No exception but ours, in bounded time, whatever an author's editor did."""
    chance = random.Random(seed)
    files = sorted(root.rglob("*.md"))
    render = make_renderer()
    accepted = refused = 0
    for _ in range(ROUNDS):
        path = chance.choice(files)
        right = path.read_text(encoding="utf-8")
        path.write_text(spoil(right, chance), encoding="utf-8")
        start = time.process_time()
        try:
            pages = [render(page) for page in make_pages(make_site(load(root)))]
            accepted += bool(pages)
        except InvalidContent as invalid:
            refused += bool(invalid.problems)
        assert time.process_time() - start < SLOW
        path.write_text(right, encoding="utf-8")

    assert accepted
    assert refused
    assert accepted + refused == ROUNDS
