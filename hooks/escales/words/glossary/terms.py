# SPDX-License-Identifier: EUPL-1.2
"""Read the glossary: acronyms, words, and what looks like an acronym but is a name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escales.machine.text_yaml import load_text_yaml
from escales.words.spelling import slugify
from escales.words.typography import typeset

FILE = Path(__file__).parent / "terms.yml"
# Two to six capitals; in this form, the engine of patterns skips from capital to capital.
ACRONYM = re.compile(r"[A-Z](?<![\w.-].)[A-Z]{1,5}(?![\w-])")


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word, or an acronym when `full` says what it stands for; `source` is an address.

    The word of one `scheme` is explained where this scheme is.
    """

    word: str
    meaning: str
    full: str | None = None
    source: str | None = None
    scheme: str | None = None

    @property
    def anchor(self) -> str:
        return f"es-mot-{slugify(self.word)}"


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in the order of the page; `names` says why each of them needs no explanation."""

    acronyms: tuple[GlossaryTerm, ...]
    words: tuple[GlossaryTerm, ...]
    names: Mapping[str, str]


@cache
def glossary() -> Glossary:
    """Return the glossary; the file, a part of the program, is read once."""
    content = load_text_yaml(FILE)
    acronyms, words = (
        tuple(
            GlossaryTerm(
                one["mot"],
                typeset(one["sens"]),
                one.get("developpe"),
                one.get("source"),
                one.get("dispositif"),
            )
            for one in content[kind]
        )
        for kind in ("sigles", "mots")
    )
    return Glossary(acronyms, words, MappingProxyType(content["exceptions"]))
