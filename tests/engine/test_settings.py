# SPDX-License-Identifier: EUPL-1.2
"""What a maintainer says of the place where the site is published."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from escales.problems.problem import InvalidContent
from escales.settings.rules import Rules, read_rules, today
from escales.settings.site import Settings
from escales.words.vocabulary import Forge


@pytest.mark.parametrize(
    ("edit_path", "forge", "branch"),
    [
        ("-/edit/main/", Forge.GITLAB, "main"),
        ("edit/trunk/", Forge.GITHUB, "trunk"),
        ("_edit/main/", Forge.FORGEJO, "main"),
        ("src/branch/main/", None, "src/branch/main"),
        ("", None, "main"),
    ],
)
def test_the_path_to_edit_a_file_tells_the_forge(
    edit_path: str, forge: Forge | None, branch: str
) -> None:
    settings = Settings(repository="https://forge.example/a/b", edit_path=edit_path)

    assert settings.forge is forge
    assert settings.branch == branch


def test_without_a_repository_there_is_no_forge() -> None:
    assert Settings(edit_path="edit/main/").forge is None


@pytest.mark.parametrize(
    "written",
    [
        b"INHERIT: mkdocs.yml\n",
        b"INHERIT: [a, b]\n",
        b"site_name: \xff\n",
        b"extra: 5\n",
        b"extra: {[1]: 2}\n",
        b"a: [\n",
    ],
)
def test_a_configuration_that_cannot_be_read_is_for_mkdocs_to_tell(
    tmp_path: Path, written: bytes
) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(written)

    assert read_rules(tmp_path / "mkdocs.yml") == Rules()


@pytest.mark.parametrize("written", ["[1]", "{a: 1}", "-1"])
def test_a_setting_of_another_shape_is_told(tmp_path: Path, written: str) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"extra:\n  escales:\n    delai_reexamen: {written}\n", encoding="utf-8")

    with pytest.raises(InvalidContent) as invalid:
        read_rules(file)

    assert [(p.line, p.code) for p in invalid.value.problems] == [(3, "bad-setting")]


def test_the_day_is_that_of_the_epoch_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")

    assert today() == date(1970, 1, 2)


@pytest.mark.parametrize("epoch", ["", "²", "-1", "99999999999999999999"])
def test_an_epoch_that_is_none_is_not_heeded(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    assert abs((today() - datetime.now(UTC).date()).days) <= 1
