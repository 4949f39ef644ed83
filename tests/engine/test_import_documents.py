# SPDX-License-Identifier: EUPL-1.2
"""Whatever word processors leave in a document is kept, or left aside and told."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import word
from escales.commands.import_.answers import read_answers
from escales.commands.import_.command import left_out
from escales.commands.import_.opening import Document, open_document
from escales.commands.import_.story import write_story

HERE = Path(__file__).parent
IMPORTED = HERE / "imported"
CASES = yaml.safe_load((HERE / "import_cases.yml").read_text(encoding="utf-8"))
ALL = [(kind, case) for kind, cases in CASES.items() for case in cases]
SECTION = "Ce qui était attendu"


def section_of(document: Document, name: str = SECTION) -> str:
    """Return the Markdown of a part of the story that a document becomes."""
    story = write_story(read_answers(document.blocks))
    return story.partition(f"## {name}\n")[2].partition("\n## ")[0].strip()


def left_by(document: Document) -> str:
    return ", ".join(left_out(document.aside)).replace("\u00a0", " ")


@pytest.mark.parametrize(("kind", "case"), ALL, ids=[f"{k}: {c['about']}" for k, c in ALL])
def test_each_case_becomes_what_it_says(kind: str, case: dict[str, Any], tmp_path: Path) -> None:
    target = tmp_path / f"a.{kind}"
    if kind == "odt":
        heading = f'<text:p text:style-name="{case.get("heading", "")}">{SECTION}</text:p>'
        word.write_odt(heading + case["in"], target, case.get("styles", ""))
    else:
        heading = f'<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>{SECTION}</w:t></w:r></w:p>'
        word.write_docx(heading + case["in"], target, case.get("styles", ""), case.get("footnotes"))

    document = open_document(target)

    assert section_of(document) == case["becomes"]
    assert left_by(document) == case.get("aside", "")
