# SPDX-License-Identifier: EUPL-1.2
"""Set the French typography of our templates once, as they are loaded."""

import re

from jinja2 import Environment
from jinja2.ext import Extension

from escales.words.typography import FILLED, typeset_spaces_html

FILLING = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
SUFFIX = ".html"


class FrenchTemplates(Extension):
    """Sets what stands between the tags of HTML and those of Jinja: it is French."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template with its texts set."""
        del filename
        if not (name or "").endswith(SUFFIX) or FILLED in source:
            return source
        fillings = iter(FILLING.findall(source))
        text = typeset_spaces_html(FILLING.sub(FILLED, source))
        return re.sub(FILLED, lambda _: next(fillings), text)
