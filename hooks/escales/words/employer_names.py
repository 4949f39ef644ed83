# SPDX-License-Identifier: EUPL-1.2
"""Say whose something is, when it is an employer's: "du Département de l’Isère"."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escales.machine.text_yaml import load_text_yaml
from escales.words.spelling import slugify

FILE = Path(__file__).parent / "employer_names.yml"
VOWELS = "aeiouyh"


def of_employer(name: str) -> str:
    """Return a name after « de » and its article, inside a sentence."""
    plain = slugify(name)
    article = _articles().get(plain.partition("-")[0])
    if article is None:
        return f"d’{name}" if plain[:1] in VOWELS else f"de {name}"
    return f"{article}{name}" if article.endswith("’") else f"{article} {name}"


@cache
def _articles() -> Mapping[str, str]:
    """Return what comes before a name, by its first word."""
    return MappingProxyType(
        {word: article for article, words in load_text_yaml(FILE).items() for word in words}
    )
