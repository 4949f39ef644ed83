# SPDX-License-Identifier: EUPL-1.2
"""The house stands as its map says: wings import downwards, and one of them knows MkDocs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[2] / "hooks"
ENGINE = HOOKS / "escales"
MODULES = sorted(ENGINE.rglob("*.py"))
WINGS = re.findall(
    r"^\| \[(\w+)\]\(escales/\1\) \|", (HOOKS / "README.md").read_text("utf-8"), re.MULTILINE
)
GENERATORS = {"material", "mkdocs", "properdocs"}
ADAPTER = "mkdocs"
MOST_ENTRIES, MOST_LINES = 20, 250


def imports(module: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever it does."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wing_of(module: Path) -> str | None:
    """Return the wing of a module; None at the door, `python -m escales`."""
    place = module.relative_to(ENGINE).parts
    return place[0] if len(place) > 1 else None


def test_the_map_names_every_wing_once() -> None:
    wings = {path.parent.name for path in ENGINE.glob("*/*.py")}

    assert sorted(WINGS) == sorted(wings)


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_imports_only_those_below_it(wing: str) -> None:
    """The ground is at the top of the map."""
    allowed = {"__version__", *WINGS[: WINGS.index(wing) + 1]}
    found = {
        (module.relative_to(ENGINE).as_posix(), name)
        for module in MODULES
        if wing_of(module) == wing
        for name in imports(module)
        if name.startswith("escales.") and name.split(".")[1] not in allowed
    }

    assert found == set()


def test_only_the_adapter_imports_mkdocs() -> None:
    """The core must outlive the generator."""
    knowing = {
        wing_of(module)
        for module in MODULES
        for name in imports(module)
        if name.split(".")[0] in GENERATORS
    }

    assert knowing == {ADAPTER}


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_says_what_it_holds(wing: str) -> None:
    assert ast.get_docstring(ast.parse((ENGINE / wing / "__init__.py").read_text("utf-8")))


def test_the_door_of_the_house_shows_it_whole() -> None:
    shown = [path for path in ENGINE.iterdir() if path.name != "__pycache__"]

    assert len(shown) <= MOST_ENTRIES


def test_a_module_fits_in_the_head() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_what_mkdocs_loads_only_hands_its_events_on() -> None:
    """All of them: one that is not handed on would never be called, without a word."""
    lines = (HOOKS / "mkdocs_events.py").read_text("utf-8").splitlines()
    code = (ENGINE / "mkdocs/events.py").read_text("utf-8")
    events = re.findall(r"^def (on_\w+)\(", code, re.MULTILINE)

    assert lines[3:5] == ["from escales.mkdocs import events", ""]
    assert sorted(lines[5:]) == sorted(f"{event} = events.{event}" for event in events)
    as_plugin = (ENGINE / "mkdocs/plugin.py").read_text("utf-8")
    handed_on = re.findall(r"^    (on_\w+) = staticmethod\(events\.\1\)$", as_plugin, re.MULTILINE)
    assert sorted(handed_on) == sorted(events)
