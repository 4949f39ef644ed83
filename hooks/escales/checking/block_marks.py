# SPDX-License-Identifier: EUPL-1.2
"""The lines of hand-written pages, such as <!-- escales:tableau -->, that the content fills."""

import re
from collections.abc import Callable

from escales.problems.problem import Notes
from escales.words.choices import write_one_of
from escales.words.spelling import nearest
from escales.words.vocabulary import Block

MARK = re.compile(r"<!--\s*escales\s*:\s*(?P<name>.*?)\s*-->")

BLOCKS: dict[str, Block] = {str(block): block for block in Block}


def check_block_marks(text: str, notes: Notes) -> None:
    for match in MARK.finditer(text):
        if match["name"] not in BLOCKS:
            near = nearest(match["name"], Block)
            line = text.count("\n", 0, match.start()) + 1
            expected = write_one_of(Block, near)
            notes.add("block-unknown", line, found=match["name"], expected=expected)


def fill_block_marks(text: str, block: Callable[[Block], str]) -> str:
    """Replace each mark of a checked page, in Markdown or in HTML, by its block."""
    return MARK.sub(lambda match: block(BLOCKS[match["name"]]), text)
