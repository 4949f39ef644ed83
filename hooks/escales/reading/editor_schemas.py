# SPDX-License-Identifier: EUPL-1.2
"""Describe front matter to editors, as contributors write it: one JSON Schema for each kind.

Draft-07, which the YAML language server has read from its first version on, and other editors too;
it reads 2020-12 only since 2025.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from escales.problems.problem import Notes, Problem
from escales.reading.disk import MAX_TEXT, SCHEMAS, FileKind
from escales.reading.drafts import MODELS
from escales.schema import Facts, Withdrawal, shapes
from escales.schema.lists import as_list
from escales.schema.shapes import Shape
from escales.words.vocabulary import PageKind, Term

NOT_OURS = "Les schémas se font avec « make golden » : rien d’autre ne se range là."
DRAFT_07 = "http://json-schema.org/draft-07/schema#"

NAMES = {
    FileKind.STORY: PageKind.STORY,
    FileKind.SCHEME: PageKind.SCHEME,
    FileKind.KIT: PageKind.DOCUMENT,
    FileKind.AGREEMENT: PageKind.DOCUMENT,  # the same keys
    FileKind.COLLECTIVITY: PageKind.COLLECTIVITY,
}


class RawValueSchema(GenerateJsonSchema):
    """Describes what contributors write, where pydantic describes validated values."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return shapes.text(schema.get("min_length") or 1, schema.get("max_length"))

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        terms: list[Term] = list(schema["members"])
        return shapes.one_of(terms, [name for term in terms for name in (term, term.label)])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return shapes.optional(self.generate_inner(schema["schema"]))

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # None stands for a key that is not there

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        values = self.generate_inner(schema["values_schema"])
        return {"type": "object", "additionalProperties": shapes.optional(values)}

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        shape = super().function_before_schema(schema)
        return shapes.listed(shape) if schema["function"]["function"] is as_list else shape


def front_matter_schema(kind: FileKind) -> Shape:
    """Return the JSON Schema of the front matter of a kind of file."""
    schema = _shape(MODELS[kind])
    if kind is FileKind.STORY:
        schema = _or_withdrawn(schema, _shape(Withdrawal))
    return {"$schema": DRAFT_07, "title": NAMES[kind].label} | schema


def _shape(model: type[Facts]) -> Shape:
    schema = model.model_json_schema(schema_generator=RawValueSchema)
    plain: Shape = _plain(_untitled(schema), schema.get("$defs", {}))
    return plain


def _or_withdrawn(story: Shape, gone: Shape) -> Shape:
    """Describe a story, or what is left of one: keys that are still there are judged as before."""
    needed = {key: story.pop(key) for key in ("required", "anyOf")}
    more = {
        key: value for key, value in gone["properties"].items() if key not in story["properties"]
    }
    properties = {**story["properties"], **more}
    return {**story, "properties": properties, "if": {"required": gone["required"]}, "else": needed}


def schema_text(kind: FileKind) -> str:
    """Return the schema as its file holds it."""
    return json.dumps(front_matter_schema(kind), ensure_ascii=False, indent=2) + "\n"


def schema_path(kind: FileKind) -> str:
    """Return where the schema of a kind stands in the repository."""
    return f"{SCHEMAS}/{NAMES[kind]}.json"


def _plain(shape: Any, models: Shape) -> Any:  # noqa: ANN401  # any part of a schema
    """Return a schema without references: in draft-07, what stands beside one is not read."""
    if isinstance(shape, list):
        return [_plain(item, models) for item in shape]
    if not isinstance(shape, dict):
        return shape
    if "$ref" in shape:
        definition = models[shape["$ref"].rpartition("/")[2]]
        if "description" not in shape:  # else the field has its own; pydantic leaves out twins
            definition = _untitled(definition)
        return _plain({**definition, **{key: shape[key] for key in shape if key != "$ref"}}, models)
    schema = {key: _plain(value, models) for key, value in shape.items() if key != "$defs"}
    if "minLength" in schema or "maxLength" in schema:
        schema |= shapes.text(schema.pop("minLength", 1), schema.pop("maxLength", None))
    if "anyOf" in schema:
        choices = [shape.get("anyOf", [shape]) for shape in schema["anyOf"]]
        schema["anyOf"] = [choice for several in choices for choice in several]
    return _explained(schema) if isinstance(schema.get("description"), str) else schema


def _explained(field: Shape) -> Shape:
    """Let editors answer a value at fault by what is expected, and propose lists as lists."""
    for shape in (field, *field.get("anyOf", ())):
        if "pattern" in shape:
            shape["patternErrorMessage"] = field["description"]
    if "examples" in field:
        field["examples"] = [_example(text) for text in field["examples"]]
    return field


def _example(text: str) -> str | list[str]:
    return text.strip("[]").split(", ") if text.startswith("[") else text


def _untitled(shape: Shape) -> Shape:
    """Leave out the name and the sentence of a class: they speak to those who read the code."""
    return {key: value for key, value in shape.items() if key not in {"title", "description"}}


def check_schema_files(published: Mapping[str, Path]) -> list[Problem]:
    """Return a problem for each published file that is not, to the letter, a schema made here."""
    texts = {schema_path(kind): schema_text(kind) for kind in NAMES} if published else {}
    problems: list[Problem] = []
    for path, file in published.items():
        notes = Notes(path)
        try:
            if path not in texts or _text(file) != texts[path]:
                notes.add("unexpected-file", found=file.name, expected=NOT_OURS)
        except OSError:
            notes.add("unreadable")
        problems += notes.problems
    return problems


def _text(file: Path) -> str | None:
    """Return the text of a file, or None when it is far larger than any schema."""
    small = file.stat().st_size <= MAX_TEXT
    return file.read_text(encoding="utf-8", errors="replace") if small else None
