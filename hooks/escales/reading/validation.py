# SPDX-License-Identifier: EUPL-1.2
"""Pass a header through its schema, and say in French, at the line, what does not fit."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from escales.problems.problem import Notes
from escales.reading.advice import quoted
from escales.reading.header import Header, Location, dotted
from escales.schema import Facts, keys_below, models_of
from escales.words.choices import write_one_of
from escales.words.spelling import counted, nearest, slugify

F = TypeVar("F", bound=Facts)

# What people used to YAML in English may write.
ENGLISH = {
    "title": "titre",
    "summary": "resume",
    "description": "resume",
    "category": "categorie",
    "status": "statut",
    "duration": "duree",
    "year": "annee",
    "date": "publie_le",
    "author": "signature",
    "tags": "competences",
    "name": "nom",
    "label": "libelle",
    "help": "aide",
    "example": "exemple",
    "source": "sources",
    "changelog": "journal",
}

# By its slug, a key that is no more: the one in its place, the problem that says what to write.
FORMER = {"droit-verifie-le": ("lecture_du_droit", "law-checked-on")}

# What a length counts: one, several.
CHARACTERS = "caractère", "caractères"
ITEMS = "élément", "éléments"

# The errors of pydantic that the schema can give, and the problems they are.
SHAPES = {
    "tuple_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
}


def validate(model: type[F], header: Header, notes: Notes) -> F | None:
    """Return the typed facts, or None once every fault of the header is noted."""
    try:
        facts = model.model_validate(_filled(model, header.values))
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return None if header.faulty else facts
    meant = set(_meant_keys(model, details))
    details = _without_misplaced(model, details, header, notes)
    for detail in details:
        location = _location(model, detail)
        hidden = detail["type"] in {"missing", "missing-key"} and location in meant
        hidden = hidden or _follows_from_another(detail, details)
        if not hidden and not any(location[: len(at)] == at for at in header.faulty):
            _note(model, location, detail, header, notes)
    return None


def _filled(model: type[Facts], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a header says, without the keys of the schema that it leaves empty."""
    return _without_empty(values, model.keys()) if _has_empty(values) else values


def _has_empty(value: Any) -> bool:  # noqa: ANN401  # any shape that YAML has
    if isinstance(value, dict):
        return "" in value.values() or any(map(_has_empty, value.values()))
    return isinstance(value, list) and any(map(_has_empty, value))


def _without_empty(value: Any, keys: Mapping[str, FieldInfo]) -> Any:  # noqa: ANN401  # any shape that YAML has
    """Leave out the keys of the schema that are empty, as in a model to fill."""
    if isinstance(value, dict):
        return {
            key: _without_empty(item, keys_below(keys.get(key)))
            for key, item in value.items()
            if item != "" or (keys and key not in keys)
        }
    return [_without_empty(item, keys) for item in value] if isinstance(value, list) else value


def _without_misplaced(
    model: type[Facts], details: list[ErrorDetails], header: Header, notes: Notes
) -> list[ErrorDetails]:
    """Note once the keys that lack their indent under another, and leave them out."""
    placed, noted = [], set()
    for detail in details:
        unknown = detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1
        name = str(detail["loc"][0]) if unknown else ""
        parent = _parent_of(model, name) if unknown else None
        if parent is None:
            placed.append(detail)
        elif parent not in noted:
            noted.add(parent)
            notes.add("key-misplaced", header.line((name,)), name, found=name, parent=parent)
    return placed


def _location(model: type[Facts], detail: ErrorDetails) -> Location:
    """Name a field as contributors do: pydantic locates a default by its attribute."""
    location: Location = detail["loc"]
    first = model.model_fields.get(str(location[0])) if location else None
    if first and detail["type"] != "extra_forbidden":
        location = (str(first.alias), *location[1:])
    below = detail.get("ctx", {}).get("at")
    return (*location, below) if below else location


def _follows_from_another(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is only too short because an item of it is at fault."""
    here = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(here) and other["loc"][: len(here)] == here for other in details
    )


def _meant_keys(model: type[Facts], details: list[ErrorDetails]) -> Iterator[Location]:
    """Yield the missing keys that unknown keys misspell: one cause gives one message."""
    missing = [_location(model, d) for d in details if d["type"].startswith("missing")]
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *around, wrong = detail["loc"]
            near = _meant(str(wrong), _keys(model, tuple(around)))
            parent = _parent_of(model, str(wrong)) if not around else None
            yield from (place for place in missing if place in ((*around, near), (parent,)))


def _meant(wrong: str, keys: Collection[str]) -> str | None:
    """Return the key that was meant: in place of a former or an English one, or the nearest."""
    former, _ = FORMER.get(slugify(wrong), (None, ""))
    instead = former or ENGLISH.get(slugify(wrong))
    return instead if instead in keys else nearest(wrong, keys)


def _parent_of(model: type[Facts], wrong: str) -> str | None:
    """Return the key under which an unknown key belongs: "preuve" is in "consentement"."""
    for key, field in (keys := model.keys()).items():
        inner = {name for below in models_of(field.annotation) for name in list(below.keys())}
        if wrong in inner and wrong not in keys:
            return key
    return None


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
        keys = [*_keys(model, around), *(() if around else model.other_keys)]
        return _explain_unknown(name, keys, detail)
    if kind in {"missing", "missing-key"}:
        code = "empty-value" if location in header.lines else "missing-key"
        return code, {"expected": help_for(name, field)}
    if kind.endswith(("too_short", "too_long")):
        return _explain_length(name, field, detail)
    if kind in SHAPES:
        example = field.examples[0] if field and field.examples else f"{name}: …"
        field_name = next((str(step) for step in reversed(location) if isinstance(step, str)), name)
        return SHAPES[kind], {"example": str(example).strip("[]"), "field": field_name}
    if kind == "not-text" and isinstance(location[-1], int) and isinstance(detail["input"], dict):
        key, value = next(iter(detail["input"].items()))
        return "yaml-colon", {"expected": f"- {quoted(f'{key} : {value}')}"}
    return kind, dict(detail.get("ctx", {}))


def _explain_unknown(
    name: str, keys: Collection[str], detail: ErrorDetails
) -> tuple[str, dict[str, object]]:
    instead, code = FORMER.get(slugify(name), (None, ""))
    if instead in keys:
        return code, {"found": detail["input"]}
    return "unknown-key", {"expected": write_one_of(keys, _meant(name, keys))}


def _explain_length(
    name: str, field: FieldInfo | None, detail: ErrorDetails
) -> tuple[str, dict[str, object]]:
    length, context = len(detail["input"]), detail["ctx"]
    if not length:
        return "empty-value", {"expected": help_for(name, field)}
    limit = context.get("min_length", context.get("max_length"))
    if not isinstance(detail["input"], str):
        return "too-many", {"found": counted(length, *ITEMS), "limit": limit}
    code = "too-short" if detail["type"].endswith("too_short") else "too-long"
    return code, {"found": counted(length, *CHARACTERS), "limit": limit}


def help_for(name: str, field: FieldInfo | None) -> str:
    """Say what is expected in a field, for whoever left it out."""
    if field is None:
        return ""
    example = f" Par exemple «\u00a0{name}: {field.examples[0]}\u00a0»." if field.examples else ""
    return f"{field.description}{example}"


def _keys(model: type[Facts], around: Location) -> dict[str, FieldInfo]:
    """Return the fields of the mapping at a location, by their keys."""
    for step in around:
        if isinstance(step, str) and step in (keys := model.keys()):
            model = next(models_of(keys[step].annotation), model)
    return model.keys()
