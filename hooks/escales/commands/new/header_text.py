# SPDX-License-Identifier: EUPL-1.2
"""Write a header as contributors would: quotes only where YAML needs them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from escales.commands.new.questions import Question

PLAIN = re.compile(r"\w[\w ’'.,;!?()/«»%\u00a0\u202f-]*")  # reads the same without quotes
FIRST_ITEM = "0"


def put(values: dict[str, Any], question: Question, answer: str) -> None:
    """Put an answer at its place; a list of mappings has one."""
    *around, key = question.location
    below = values
    for step in around:
        below = below.setdefault(str(step), {})
    is_list = question.several and answer
    below[str(key)] = [item.strip() for item in answer.split(",")] if is_list else answer


def header_lines(values: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{indent}{key}: {_scalar(value)}".rstrip()
        elif isinstance(value, list):
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {_scalar(item)}" for item in value)
        elif FIRST_ITEM in value:
            first, *others = header_lines(value[FIRST_ITEM], f"{indent}    ")
            yield from (f"{indent}{key}:", f"{indent}  - {first.lstrip()}", *others)
        else:
            yield from (f"{indent}{key}:", *header_lines(value, f"{indent}  "))


def _scalar(text: str) -> str:
    return text if not text or PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
