# SPDX-License-Identifier: EUPL-1.2
"""The departments of France: their codes, their names, and the map on which they are drawn."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MAP = Path(__file__).parent / "map/departments.json"  # drawn by .ci/draw_map.py


@dataclass(frozen=True, slots=True)
class Department:
    """A department, or an overseas territory that has a code like one."""

    code: str
    name: str
    path: str = ""  # of an SVG; none for the overseas territories that are not departments
    label: Sequence[int] = ()  # where its code has most room: x, y

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


@dataclass(frozen=True, slots=True)
class Inset:
    """A frame of the map for what is too far or too small: left, top, width, height."""

    caption: str
    frame: Sequence[int]


@dataclass(frozen=True, slots=True)
class France:
    """The map: its size, its insets, and the departments by code, Corsica at its place."""

    width: int
    height: int
    insets: Sequence[Inset]
    departments: Mapping[str, Department]


@cache
def france() -> France:
    drawn = json.loads(MAP.read_text(encoding="utf-8"))
    return France(
        width=drawn["width"],
        height=drawn["height"],
        insets=[Inset(**inset) for inset in drawn["insets"]],
        departments={
            code: Department(code, **entry) for code, entry in drawn["departments"].items()
        },
    )
