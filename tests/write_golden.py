# SPDX-License-Identifier: EUPL-1.2
"""Write the golden pages and the schemas for editors anew, and keep the new addresses."""

import shutil
from datetime import date
from pathlib import Path

from conftest import FIXTURE, GOLDEN, NAMED
from escales.checking.load import load
from escales.pages import make_site
from escales.publishing.write import write_pages
from escales.reading.disk import FileKind
from escales.reading.editor_schemas import schema_path, schema_text
from escales.settings.rules import Rules
from escales.words.vocabulary import Format
from published import answering, keep

shutil.rmtree(GOLDEN, ignore_errors=True)
library = load(FIXTURE, Rules(today=date(2026, 11, 23)))  # the day of the tests, when none ends
write_pages(make_site(library, list(Format), NAMED), GOLDEN)
for kind in FileKind:
    path = Path(__file__).parents[1] / schema_path(kind)
    path.parent.mkdir(exist_ok=True)
    path.write_text(schema_text(kind), encoding="utf-8")
keep(answering(rules=Rules(today=date(2026, 11, 23))))
