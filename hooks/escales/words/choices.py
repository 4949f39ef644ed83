# SPDX-License-Identifier: EUPL-1.2
"""Say in French which choices there are."""

from collections.abc import Iterable


def write_one_of(choices: Iterable[str], near: str | None = None, *, limit: int = 25) -> str:
    """Say which are allowed: the nearest choice when there is one, the whole list when short."""
    if near is not None:
        return f"Vouliez-vous écrire « {near} » ?"
    listed = [f"« {choice} »" for choice in choices]
    if not listed:
        return ""
    if len(listed) > limit:
        return f"Écrivez par exemple {', '.join(listed[:3])}."
    return f"Écrivez {either(listed)}."


def either(choices: list[str]) -> str:
    """Join choices as French does: "a, b ou c"."""
    return " ou ".join([", ".join(choices[:-1]), choices[-1]] if len(choices) > 1 else choices)
