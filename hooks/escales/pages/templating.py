# SPDX-License-Identifier: EUPL-1.2
"""Fill the page templates; every value is escaped unless it is Markup."""

import re
from datetime import date
from functools import cache
from math import ceil
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from escales.machine.compiled_templates import compiled_templates
from escales.words.addresses import path_to_root, url_of
from escales.words.spelling import counted, french_number
from escales.words.typography_of_templates import FrenchTemplates

# A site that is tried on its own machine has no other way.
WEB = re.compile(r"https://|http://(?:localhost|127\.0\.0\.1|\[::1\])[:/]", re.IGNORECASE)
BLANK_LINES = re.compile(r"\n\s*\n")
TEMPLATES = Path(__file__).parent / "templates"


def fill(template: str, uri: str, **values: object) -> Markup:
    """Return the HTML of a template for the page at `uri`, where `href(uri)` links from it."""
    root = path_to_root(uri)
    html = _environment().get_template(template).render(href=lambda to: root + url_of(to), **values)
    return Markup(BLANK_LINES.sub("\n", html))  # noqa: S704  # escaped by the environment


@cache
def french_date(day: date) -> str:
    """Write "1er mars 2026": Babel does not know that the first of a month is ordinal."""
    text = format_date(day, "d MMMM y", locale="fr")
    return f"1er {text[2:]}" if day.day == 1 else text


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[FrenchTemplates],
        bytecode_cache=compiled_templates(),
    )
    environment.globals.clear()  # Jinja's own: none is used
    environment.filters |= {"date": french_date, "number": french_number, "counted": counted}
    environment.filters |= {"web": safe_web_address, "kilobytes": kilobytes}
    return environment


def safe_web_address(address: str | None) -> str:
    """Return an address in https, or on this machine; nothing for any other."""
    return address if address and WEB.match(address) else ""


def kilobytes(weight: int) -> str:
    """Write 1234 bytes as "2 ko"."""
    return f"{french_number(ceil(weight / 1000))}\u00a0ko"
