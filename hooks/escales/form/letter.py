# SPDX-License-Identifier: EUPL-1.2
"""The words of the letter that the form makes and that `escales receive` reads: `letter.yml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from escales.machine.text_yaml import load_text_yaml


@cache
def letter_words() -> Mapping[str, Any]:
    """Return the first line, the labels by key, the answers, and the last line of a letter."""
    return MappingProxyType(load_text_yaml(Path(__file__).with_name("letter.yml")))
