# SPDX-License-Identifier: EUPL-1.2
"""Read a configuration as MkDocs does, `INHERIT` and `!ENV` included, every scalar still text.

To YAML, the telephone number 0353010000 is another number: the schema reads it itself.
"""

from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from escales.machine.text_yaml import LOADER
from escales.reading.header import Header, Location, Value
from escales.settings.configuration import Configuration, UnreadableConfiguration

PLACE = ("extra", "escales")
TAG = "tag:yaml.org,2002:"
NO_MAPPING = "« {found} » n’est pas une suite de réglages"


def read_configuration(file: Path) -> Configuration:
    """Return what a configuration says of Escales: nothing, when there is no such file.

    Raise UnreadableConfiguration where MkDocs stops, or when `extra.escales` holds no settings.
    """
    if not file.is_file():
        return Configuration(file.name)
    try:
        with file.open("rb") as opened:
            values = yaml_load(opened, _text_loader())  # type: ignore[arg-type]  # as YAML's own load
        root = yaml.compose(file.read_bytes(), LOADER)
    except (ConfigurationError, OSError, RecursionError, TypeError, ValueError) as error:
        raise UnreadableConfiguration(str(error)) from None
    extra = _below(_below({"": values}, ""), "extra")
    decided = {str(key): _as_text(value) for key, value in _below(extra, "escales").items()}
    lines: dict[Location, int] = {}
    _note_lines(root, (), lines)
    own_lines = {at[2:]: line for at, line in lines.items() if at[:2] == PLACE}
    header = Header(decided, own_lines, own_lines.pop((), 1))
    address = str(values.get("site_url") or "").rstrip("/")
    site = Header({str(key): _as_text(value) for key, value in (values or {}).items()}, lines, 1)
    return Configuration(file.name, header, f"{address}/" if address else "", site)


def _below(settings: dict[str, Any], key: str) -> dict[str, Any]:
    below = settings.get(key)
    if isinstance(below, dict | None):
        return below or {}
    raise UnreadableConfiguration(NO_MAPPING.format(found=key))


def _text_loader() -> type[yaml.SafeLoader]:
    """Return MkDocs' loader, without types, and without the objects that extensions are given."""
    loader: type[yaml.SafeLoader] = get_yaml_loader(yaml.SafeLoader)
    loader.yaml_implicit_resolvers = {
        sign: [(tag, form) for tag, form in forms if tag in {f"{TAG}merge", f"{TAG}null"}]
        for sign, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    loader.add_multi_constructor(f"{TAG}python/", lambda _loader, _name, _node: "")
    loader.add_constructor("!relative", lambda _loader, _node: "")
    return loader


def _note_lines(node: yaml.Node | None, location: Location, lines: dict[Location, int]) -> None:
    """Note the line of each key of this very file."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = (*location, str(key.value))
            lines[at] = key.start_mark.line + 1
            _note_lines(value, at, lines)
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            lines[*location, place] = item.start_mark.line + 1
            _note_lines(item, (*location, place), lines)


def _as_text(value: Any) -> Value:  # noqa: ANN401  # as YAML reads it
    match value:
        case dict():
            return {str(key): _as_text(below) for key, below in value.items()}
        case list():
            return [_as_text(item) for item in value]
    return "" if value is None else str(value)
