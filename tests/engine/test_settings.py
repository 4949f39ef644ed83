# SPDX-License-Identifier: EUPL-1.2
"""What a maintainer says of the place where the site is published."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click import ClickException
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from building import buildable
from escales.commands.cli import main
from escales.mkdocs.build import BUILD
from escales.mkdocs.configuration_file import read_configuration
from escales.mkdocs.events import on_config
from escales.problems.problem import InvalidContent
from escales.settings.rules import make_rules, today
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


READ = {
    "nothing": {"mkdocs.yml": ""},
    "nothing below": {"mkdocs.yml": "extra:\n  escales:\n"},
    "a chain": {
        "mkdocs.yml": "INHERIT: mine/base.yml\nextra: {escales: {editeur: {nom: Région}}}",
        "mine/base.yml": "INHERIT: ../first.yml\nextra: {escales: {dpo: d@ville.example}}",
        "first.yml": "extra: {escales: {dpo: x@v.example, editeur: {nom: Ville, adresse: Ici}}}",
    },
    "of the environment": {
        "mkdocs.yml": "extra:\n  escales:\n    recits_fautifs: !ENV [NOWHERE, ELSEWHERE, refuser]\n"
        "    contact: !ENV [NOWHERE, c@ville.example]\n    dpo: !ENV NOWHERE\n",
    },
    "merged": {
        "mkdocs.yml": "extra:\n  a: &a {adresse: Ici}\n"
        "  escales:\n    hebergeur: {<<: *a, nom: Nous}\n",
    },
    "said twice": {
        "mkdocs.yml": "extra: {escales: {dpo: a}}\nextra: {escales: {dpo: d@ville.example}}"
    },
    "an object": {
        "mkdocs.yml": "extra: {escales: {dpo: d@ville.example}, x: !!python/name:builtins.len }"
    },
}
UNREADABLE = {
    "no parent": {"mkdocs.yml": "INHERIT: base.yml\n"},
    "itself": {"mkdocs.yml": "INHERIT: mkdocs.yml\n"},
    "two parents": {"mkdocs.yml": "INHERIT: [a, b]\n"},
    "a bad parent": {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "a: [\n"},
    "no YAML": {"mkdocs.yml": "a: [\n"},
    "no text": {"mkdocs.yml": "site_name: \0\n"},
    "no settings": {"mkdocs.yml": "- site_name\n"},
    "no extra": {"mkdocs.yml": "extra: 5\n"},
    "no key": {"mkdocs.yml": "extra: {[1]: 2}\n"},
    "no such tag": {"mkdocs.yml": "extra: {a: !UNKNOWN b}\n"},
    "a list": {"mkdocs.yml": "extra: {escales: [dpo]}\n"},
}


def configure(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root / "mkdocs.yml"


def start_build(file: Path) -> MkDocsConfig:
    """Have MkDocs read a configuration, and the engine begin to build with it."""
    return on_config(load_config(str(file), site_name="Essai", plugins=[]))


def as_text(value: Any) -> Any:  # noqa: ANN401  # as YAML reads it
    if isinstance(value, dict):
        return {key: as_text(below) for key, below in value.items()}
    return value or ""


@pytest.mark.parametrize("name", READ)
def test_the_check_reads_a_configuration_as_mkdocs_does(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELSEWHERE", "ecarter")
    file = configure(root, READ[name])

    config, configuration = start_build(file), read_configuration(file)

    assert configuration.decisions.values == as_text(config.extra.get("escales") or {})
    assert make_rules(configuration).publisher == config[BUILD].site.settings.publisher
    assert main(["check", "--root", str(root)]) == 0


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_stops_mkdocs_stops_the_check(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configure(root, UNREADABLE[name])

    with pytest.raises((ClickException, RecursionError, TypeError, OSError)):
        start_build(file)
    assert main(["check", "--root", str(root)]) == 2
    assert f"« {file} » ne peut pas être lu" in capsys.readouterr().err


def test_a_site_whose_stories_are_gone_is_read(tmp_path: Path) -> None:
    """Nor is the folder missed by `mkdocs serve`, which follows those that there are."""
    root = buildable(tmp_path)
    shutil.rmtree(root / "stories")

    config = on_config(load_config(str(root / "mkdocs.yml")))

    assert {Path(path).name for path in config.watch} == {"docs", "schemes"}
    assert main(["check", "--root", str(root)]) == 0


@pytest.mark.parametrize("written", ["[1]", "{a: 1}", "-1"])
def test_a_setting_of_another_shape_is_told_by_both_in_the_same_words(
    root: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configure(root, {"mkdocs.yml": f"extra:\n  escales:\n    delai_reexamen: {written}\n"})

    with pytest.raises(PluginError) as stopped:
        start_build(file)
    assert main(["check", "--root", str(root)]) == 1
    report = capsys.readouterr().out
    assert report.strip() in str(stopped.value)
    said = report.replace("\u00a0", " ")
    assert said.startswith(f"mkdocs.yml:3: delai_reexamen : « {written} » ne va pas")


def test_a_setting_that_is_inherited_has_no_line_of_its_own(root: Path) -> None:
    files = {"mkdocs.yml": "\nINHERIT: base.yml\n", "base.yml": "\nextra: {escales: {dpo: '@'}}"}

    with pytest.raises(InvalidContent) as invalid:
        make_rules(read_configuration(configure(root, files)))

    assert [(p.path, p.line, p.key) for p in invalid.value.problems] == [("mkdocs.yml", 1, "dpo")]


def test_the_day_is_that_of_the_epoch_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")

    assert today() == date(1970, 1, 2)


@pytest.mark.parametrize("epoch", ["", "²", "-1", "99999999999999999999"])
def test_an_epoch_that_is_none_is_not_heeded(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    assert abs((today() - datetime.now(UTC).date()).days) <= 1
