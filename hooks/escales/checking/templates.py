# SPDX-License-Identifier: EUPL-1.2
"""Check a site's own templates: what they extend, include and fill is there to be."""

import re
from functools import cache
from pathlib import Path

from escales.problems.problem import Notes, Problem
from escales.settings.look import Look
from escales.words.phrases import phrases_of
from escales.words.spelling import nearest

phrases = phrases_of("checking")

THEME = Path(__file__).parents[1] / "mkdocs/theme"
NAMED = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["'](?P<name>[^"']+)["']""")
EXTENDS = re.compile(r"\{%-?\s*extends\b")
BLOCK = re.compile(r"\{%-?\s*block\s+(?P<name>\w+)")
PARTIALS = "partials/"
MOST_TEMPLATES = 200


@cache
def theme_templates() -> dict[str, str]:
    """Return the templates of the site's theme, by name."""
    return _templates(THEME)


def theme_blocks() -> list[str]:
    """Return the blocks that a site's own templates may fill."""
    return sorted({m["name"] for text in theme_templates().values() for m in BLOCK.finditer(text)})


def check_templates(root: Path, look: Look) -> list[Problem]:
    """Return what templates of the site ask for that is not there."""
    if not look.templates:
        return []
    own, problems = _templates(root / look.templates), list[Problem]()
    known = {**theme_templates(), **own}
    held = _held_blocks(own)
    named = {m["name"] for text in own.values() for m in NAMED.finditer(text)}
    for name, text in own.items():
        inside = Notes(f"{look.templates.rstrip('/')}/{name}")
        for match in NAMED.finditer(text):
            if match["name"] not in known:
                _add(inside, text, match, phrases.partials)
        for match in BLOCK.finditer(text) if EXTENDS.search(text) else ():
            if match["name"] not in held:
                near = nearest(match["name"], theme_blocks())
                listed = phrases.blocks.format(names=", ".join(theme_blocks()))
                _add(inside, text, match, phrases.near.format(near=near) if near else listed)
        if name.startswith(PARTIALS) and name not in theme_templates() and name not in named:
            inside.add("template-unknown", found=name, expected=phrases.no_place)
        problems += inside.problems
    return problems


def _held_blocks(own: dict[str, str]) -> set[str]:
    """Return the blocks that may be filled: those of ours, and of templates that extend none."""
    whole = [text for text in own.values() if not EXTENDS.search(text)]
    return {*theme_blocks(), *(m["name"] for text in whole for m in BLOCK.finditer(text))}


def _add(notes: Notes, text: str, match: re.Match[str], expected: str) -> None:
    line = text.count("\n", 0, match.start()) + 1
    notes.add("template-unknown", line, found=match["name"], expected=expected)


def _templates(folder: Path) -> dict[str, str]:
    """Return the templates of a folder, by name."""
    files = sorted(folder.rglob("*.html"))[:MOST_TEMPLATES]
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8", errors="replace")
        for file in files
    }
