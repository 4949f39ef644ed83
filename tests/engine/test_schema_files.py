# SPDX-License-Identifier: EUPL-1.2
"""The JSON Schemas for editors: never stricter than the check, and what they do catch."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from building import VOLATILE
from conftest import FIXTURE
from engine.test_cases import CASES, apply, read
from escales.checking.load import check
from escales.problems.problem import Notes
from escales.reading.disk import FileKind, SourceFile, read_tree
from escales.reading.drafts import MODELS
from escales.reading.editor_schemas import front_matter_schema, schema_text
from escales.reading.header import split_header
from escales.reading.validation import validate
from escales.schema import Story, Withdrawal

REPOSITORY = Path(__file__).parents[2]
HEADER = re.compile(r"\s*---\s*\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 with its core schema, as editors read it: no dates, and `oui` is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML has it so


CORE = {
    "null": r"|~|null|Null|NULL",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}
for name, pattern in CORE.items():
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{name}", re.compile(f"^(?:{pattern})$"), None
    )
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))  # no octals


def as_an_editor(text: str) -> Any:  # noqa: ANN401  # whatever YAML holds
    """Return the front matter as an editor reads it, or None when it cannot."""
    found = HEADER.match(text)
    try:
        return yaml.load(found[1], CoreLoader) if found else None  # noqa: S506  # a SafeLoader
    except yaml.YAMLError:
        return None


VALIDATORS = {kind: Draft7Validator(front_matter_schema(kind)) for kind in FileKind}


@cache  # most files of a case are those of the others
def refusals(source: SourceFile) -> list[str]:
    values = as_an_editor(source.text)
    errors = VALIDATORS[source.kind].iter_errors(values) if isinstance(values, dict) else ()
    return [f"{source.path}: {error.json_path}" for error in errors]


def sources(root: Path) -> Iterator[SourceFile]:
    yield from read_tree(root).sources


@pytest.mark.parametrize("kind", FileKind, ids=lambda kind: kind.name)
def test_the_schema_speaks_french_and_leaves_no_key_out(kind: FileKind) -> None:
    schema = front_matter_schema(kind)

    left = Withdrawal.keys() if kind is FileKind.STORY else {}  # a story may be withdrawn
    keys = {**MODELS[kind].keys(), **{k: v for k, v in left.items() if k not in Story.keys()}}  # noqa: SIM118  # no dict
    assert list(schema["properties"]) == list(keys)
    assert schema["additionalProperties"] is False
    for key, field in keys.items():
        told = schema["properties"][key]
        assert (told["title"], told["description"]) == (field.title, field.description)
    assert not re.search(r"What |The |\bA [a-z]", schema_text(kind))


@pytest.mark.parametrize("kind", FileKind, ids=lambda kind: kind.name)
def test_the_schema_is_right(kind: FileKind) -> None:
    Draft7Validator.check_schema(front_matter_schema(kind))


def test_whatever_is_published_passes_the_schema() -> None:
    assert [refusal for source in sources(FIXTURE) for refusal in refusals(source)] == []
    assert {source.kind for source in sources(FIXTURE)} == set(FileKind)


@pytest.mark.uncounted
def test_the_schema_refuses_no_case_that_the_check_accepts(tmp_path: Path) -> None:
    """And it refuses many that the check refuses."""
    caught = 0
    for number, path in enumerate(CASES):
        root = shutil.copytree(FIXTURE, tmp_path / str(number), ignore=VOLATILE)
        apply(read(path), root)
        at_fault = {problem.path for problem in check(root)}
        for source in sources(root):
            refused = refusals(source)
            assert not refused or source.path in at_fault, (path.stem, refused)
            caught += bool(refused)

    assert caught >= 30


ACCEPTED = {
    "titre": ["1234567890", '"  Deux    blancs ne comptent que pour un    "', "Ça commence ici"],
    "resume": [f"{'x ' * 119}xx", f'"{"x  " * 119}x"', "œ" * 40],
    "categorie": ["b", "Catégorie B", "CATEGORIE b", '" B "', "catégorie (b)", "Ｂ"],
    "statut": [
        "CDI",
        "contrat a duree indeterminee",
        "",
        '""',
        "Contrat à durée déterminée",
    ],
    "duree": [
        *("une demi-journée", "1 jour", "3 jours ouvrés", "Deux semaines", "1 AN et 6 mois"),
        *("18 mois", "un an et demi", "P3M", "pt4h", "1 an, 2 mois et 3 jours", "2 jours et demi"),
        *("trois demi-journées", "P1Y6M", "12 heures"),
    ],
    "quotite": [
        "20 %",
        "20%",
        "10-40 %",
        "10 à 40 %",
        "temps plein",
        "Ponctuelle",
        "ponctuelle,",
        "10 % – 40 %",
        "",
    ],
    "annee": ["2025", '"2025"', "2 025"],
    "publie_le": ["2026-11-23", "23/11/2026", '"1/2/2026"', '" 2026-11-23 "'],
    "exemple": ["Oui", "OUI", '"non"', '" non "', ""],
    "experience": ["2025", "renfort-mediatheque", "true", ""],
    "signature": ["Agent de voirie", "4 877"],
    "competences": ["[]", "accueil", "accueil, tri d’archives", "[2025, tri]", ""],
    "point_de_vue": ["l'encadrement d'origine", "RH", "équipe accueil", "équipe_origine"],
    "anciens_slugs": ["[un, deux]", "un, deux"],
}

REFUSED = {
    "titre": ["Court", "x" * 91, "[un]", ""],
    "resume": ["Trop court", f"{'x ' * 120}xx"],
    "categorie": ["D", "catégorie D", "[A]", ""],
    "statut": ["fonctionnaire", "contrat a duree"],
    "duree": ["3 lunes", "longtemps", "quelques mois", "3"],
    "quotite": ["20", "0.2", "un peu"],
    "annee": ["25", "l’an dernier", "2999"],
    "publie_le": ["demain", "2026", "23 novembre 2026"],
    "exemple": ["true", "vrai", "yes"],
    "experience": ["Deux Mots"],
    "competences": ["[a, b, c, d, e, f, g]", "{un: deux}"],
    "point_de_vue": ["manageur"],
    "titr": ["Une clé mal écrite"],
    "consentement": ["{accord_le: 2026-01-01}", "oui"],
}


def told(key: str, value: str) -> tuple[list[str], list[str]]:
    """Return what the check and the schema say of a story with this value, whatever else it has."""
    text = f"---\n{key}: {value}\n---\n"
    notes = Notes("stories/x.md")
    header, _, _ = split_header(text, notes)
    assert header
    validate(MODELS[FileKind.STORY], header, notes)
    checked = [str(p) for p in notes.problems if p.key and p.key.split(".")[0] == key]
    values = as_an_editor(text)
    errors = VALIDATORS[FileKind.STORY].iter_errors(values)
    absent = VALIDATORS[FileKind.STORY].iter_errors({})
    expected = {error.message for error in absent}
    return checked, [error.message for error in errors if error.message not in expected]


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in ACCEPTED.items() for value in values]
)
def test_what_the_check_accepts_the_schema_accepts(key: str, value: str) -> None:
    checked, refused = told(key, value)

    assert checked == []
    assert [message for message in refused if "under any of the given" not in message[-60:]] == []
    values = as_an_editor(f"---\n{key}: {value}\n---\n")
    shape = front_matter_schema(FileKind.STORY)["properties"][key]
    assert Draft7Validator(shape).is_valid(values[key])


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in REFUSED.items() for value in values]
)
def test_what_the_schema_catches_the_check_refuses(key: str, value: str) -> None:
    checked, refused = told(key, value)

    assert checked
    assert refused


@pytest.mark.parametrize(
    ("others", "right"), [("", False), ("exemple: oui", True), ("retrait_le: 2026-01-01", True)]
)
def test_a_story_needs_its_consent_in_editors_too(others: str, right: bool) -> None:  # noqa: FBT001  # a column of the table
    text = (FIXTURE / "stories/premier.md").read_text(encoding="utf-8")
    without = re.sub(r"consentement:\n(  .*\n)+", f"{others}\n", text)

    assert (refusals(SourceFile(FileKind.STORY, "stories/x.md", without)) == []) is right


def test_the_patterns_are_those_of_javascript() -> None:
    """Python alone knows named groups, and JavaScript refuses a needless backslash."""
    for kind in FileKind:
        text = schema_text(kind)
        patterns = re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', text)
        assert patterns
        for pattern in patterns:
            assert "(?P" not in pattern
            assert set(re.findall(r"\\\\(.)", pattern)) <= set("dsStnu./")
