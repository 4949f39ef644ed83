# SPDX-License-Identifier: EUPL-1.2
"""What each wing says in French, beside its templates: its `phrases.yml`, which anyone may edit."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from escales.machine.text_yaml import load_text_yaml

ENGINE = Path(__file__).parents[1]


class Phrases:
    """The phrases of a folder: `phrases.title` is a text, `phrases["titles"]` holds several."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content

    def __getattr__(self, name: str) -> str:
        text: str = self._content[name]
        return text

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # a list or a mapping, as its file says
        return self._content[name]


@cache
def phrases_of(folder: str) -> Phrases:
    """Return the phrases of a folder of the engine, such as "commands/withdraw"."""
    return Phrases(MappingProxyType(load_text_yaml(ENGINE / folder / "phrases.yml")))
