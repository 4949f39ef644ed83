# SPDX-License-Identifier: EUPL-1.2
"""Pass a header through its schema, and say in French, at the line, what does not fit."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from escales.header import Header, Location, dotted
from escales.messages import write_one_of
from escales.problems import Notes
from escales.schema import Facts
from escales.spelling import nearest

F = TypeVar("F", bound=Facts)

# The errors of pydantic that the schema can give, and the problems they are.
SHAPES = {
    "tuple_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
}


def validate(model: type[F], header: Header, notes: Notes) -> F | None:
    """Return the typed facts, or None once every fault of the header is noted."""
    try:
        facts = model.model_validate(_without_empty(header.values))
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return None if header.faulty else facts
    meant = set(_meant_keys(model, details))
    for detail in details:
        below = detail.get("ctx", {}).get("at")
        location = (*_as_written(model, detail["loc"]), *([below] if below else []))
        hidden = detail["type"] in {"missing", "missing-key"} and location in meant
        if not hidden and not any(location[: len(at)] == at for at in header.faulty):
            _note(model, location, detail, header, notes)
    return None


def _without_empty(value: Any) -> Any:  # noqa: ANN401  # any shape that YAML has
    """Leave out the keys that were left empty, as a model to fill has them."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item != ""}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value


def _as_written(model: type[Facts], location: Location) -> Location:
    """Name a field as contributors do: pydantic locates a default by its attribute."""
    first = model.model_fields.get(str(location[0])) if location else None
    return (str(first.alias), *location[1:]) if first else location


def _meant_keys(model: type[Facts], details: list[ErrorDetails]) -> Iterator[Location]:
    """Yield the missing keys that an unknown key misspells: one cause gives one message."""
    missing = [_as_written(model, d["loc"]) for d in details if d["type"].startswith("missing")]
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *around, wrong = detail["loc"]
            near = nearest(str(wrong), _keys(model, tuple(around)))
            if near is not None and (*around, near) in missing:
                yield (*around, near)


def _note(
    model: type[Facts], location: Location, detail: ErrorDetails, header: Header, notes: Notes
) -> None:
    code, values = _explain(model, location, detail, header)
    notes.add(code, header.line(location), dotted(location) or None, **values)


def _explain(
    model: type[Facts], location: Location, detail: ErrorDetails, header: Header
) -> tuple[str, dict[str, object]]:
    kind = detail["type"]
    around, name = location[:-1], str(location[-1])
    field = _keys(model, around).get(name)
    if kind == "extra_forbidden":
        keys = _keys(model, around)
        return "unknown-key", {"expected": write_one_of(keys, nearest(name, keys))}
    if kind in {"missing", "missing-key"}:
        code = "empty-value" if location in header.lines else "missing-key"
        return code, {"expected": _help(name, field)}
    if kind.endswith(("too_short", "too_long")):
        return _explain_length(name, field, detail)
    if kind in SHAPES:
        example = field.examples[0] if field and field.examples else f"{name}: …"
        return SHAPES[kind], {"example": str(example).strip("[]"), "field": name}
    if kind == "not-text" and isinstance(location[-1], int) and isinstance(detail["input"], dict):
        return "yaml-colon", {}
    return kind, dict(detail.get("ctx", {}))


def _explain_length(
    name: str, field: FieldInfo | None, detail: ErrorDetails
) -> tuple[str, dict[str, object]]:
    found, context = len(detail["input"]), detail["ctx"]
    if not found:
        return "empty-value", {"expected": _help(name, field)}
    limit = context.get("min_length", context.get("max_length"))
    if detail["type"].endswith("too_short"):
        return "too-short", {"found": found, "limit": limit}
    code = "too-long" if isinstance(detail["input"], str) else "too-many"
    return code, {"found": found, "limit": limit}


def _help(name: str, field: FieldInfo | None) -> str:
    if field is None:
        return ""
    example = f" Par exemple «\u00a0{name}: {field.examples[0]}\u00a0»." if field.examples else ""
    return f"{field.description}{example}"


def _keys(model: type[Facts], around: Location) -> dict[str, FieldInfo]:
    """Return the fields of the mapping at a location, by the key that is written."""
    for step in around:
        if isinstance(step, str) and step in (keys := model.keys()):
            model = next(_models(keys[step].annotation), model)
    return model.keys()


def _models(annotation: object) -> Iterator[type[Facts]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation  # type: ignore[misc] # every model of the schema is Facts
    for inner in get_args(annotation):
        yield from _models(inner)
