# SPDX-License-Identifier: EUPL-1.2
"""What all front matter shares: frozen models, French keys, and a sentence of help on each."""

from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class NeverSearched:
    """Marks a type that is not searched for personal data, and says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotToCome:
    """Marks a type of days that are past, or today."""


class Facts(BaseModel):
    """Front matter, which never changes once it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    other_keys: ClassVar[tuple[str, ...]] = ()  # the keys that make another thing of such a file

    @classmethod
    def keys(cls) -> dict[str, FieldInfo]:
        """Return the fields by the key that contributors write."""
        return {str(field.alias): field for field in cls.model_fields.values()}


def field(
    alias: str,
    label: str,
    hint: str,
    example: str = "",
    /,
    *,
    default: Any = ...,  # noqa: ANN401  # as in pydantic: the field's type says what
    **bounds: Any,  # noqa: ANN401  # likewise
) -> Any:  # noqa: ANN401  # likewise
    """Describe a field: its key, its label, its help, an example, its default."""
    examples = [example] if example else None
    return Field(default, alias=alias, title=label, description=hint, examples=examples, **bounds)


def unless(required: str, *others: str, **values: JsonDict) -> JsonDict:
    """Tell editors that a key is required where none of the others is, nor such a value.

    The validator of the field says when exactly; a schema cannot.
    """
    choices: list[JsonValue] = [{"required": [name]} for name in (required, *others)]
    for name, shape in values.items():
        choices.append({"required": [name], "properties": {name: shape}})
    return {"anyOf": choices}
