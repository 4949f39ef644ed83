# SPDX-License-Identifier: EUPL-1.2
"""The JSON Schemas that editors find in this repository are those of the engine."""

import pytest

from building import REPOSITORY
from engine.test_schema_files import refusals, sources
from escales.reading.disk import FileKind
from escales.reading.editor_schemas import schema_path, schema_text


@pytest.mark.parametrize("kind", FileKind, ids=lambda kind: kind.name)
def test_the_schema_is_the_one_that_editors_find(kind: FileKind) -> None:
    """The file in the repository is made from the models: `make golden`."""
    assert (REPOSITORY / schema_path(kind)).read_text(encoding="utf-8") == schema_text(kind)


def test_whatever_is_published_passes_the_schema() -> None:
    assert [refusal for source in sources(REPOSITORY) for refusal in refusals(source)] == []
    assert {source.kind for source in sources(REPOSITORY)} == set(FileKind)
