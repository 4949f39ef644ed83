# SPDX-License-Identifier: EUPL-1.2
"""Say what YAML cannot read in a header, and how to write it: right to the letter."""

import re
from collections.abc import Sequence

import yaml

SQUEEZED = re.compile(r"[ ]*(?P<key>[^\W\d][\w-]*):[^\s:/]")  # "duree:3 jours"
LINE = re.compile(r"[ ]*(?P<before>(?:-[ ]+)?(?:[^\W\d][\w-]*[ ]*:[ ]+)?)(?P<value>.*)")
FOLLOWING = re.compile(r"[ ]+(?!-[ ]|[^\W\d][\w-]*[ ]*:(?:[ ]|$))\S")
# A phrase between quotes, and more behind it: the quotes are its own, not those of the value.
PHRASE = re.compile(r"([\"'])[^\"']*[^\s\"']\1(?=[^\w])")
QUOTED = re.compile(r"\"\s*([^\"]*[^\s\"])\s*\"")
# What a value that YAML cannot read may begin with, and the problem that it is.
OPENINGS = {
    '"': "yaml-quote",
    "'": "yaml-quote",
    "*": "yaml-alias",
    "&": "yaml-anchor",
    "!": "yaml-tag",
}


def explain_error(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[int, str, str]:
    """Return the line from 0, the code, and the word at fault, of an error of YAML."""
    problem, context, mark = error.problem or "", error.context or "", error.problem_mark
    if error.context_mark and any(word in context for word in ("quoted", "flow", "simple key")):
        mark = error.context_mark  # where the fault begins, not where YAML gives up
    number = min(mark.line if mark else 0, len(lines) - 1)
    line = lines[number]
    if squeezed := SQUEEZED.match(line):
        return number, "yaml-space", squeezed["key"]
    if "mapping values are not allowed" in problem:
        return number, "yaml-colon" if line.count(":") > 1 else "yaml-indent", ""
    if "\t" in line:
        return number, "yaml-tab", ""
    value = line.partition(":")[2].strip()
    return number, OPENINGS.get(value[:1], "yaml-syntax"), value[1:].split(" ")[0]


def line_to_write(lines: Sequence[str], number: int) -> str:
    """Return a line of a header, and those that follow it, with its value between quotes."""
    found = LINE.match(lines[number])
    before, value = (found["before"], found["value"]) if found else ("", "")
    for line in lines[number + 1 :]:
        if not FOLLOWING.match(line):
            break
        value += f" {line.strip()}"
    return before + quoted(value)


def quoted(value: str) -> str:
    """Return a text as YAML takes it between straight quotes; French ones replace its own."""
    text = value.strip()
    for quote in "\"'":
        if text.startswith(quote) and not PHRASE.match(text):
            text = text[1:].removesuffix(quote)
    text = QUOTED.sub("«\u00a0\\1\u00a0»", text.replace("\\", "\\\\"))
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'
