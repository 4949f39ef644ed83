# SPDX-License-Identifier: EUPL-1.2
"""What neighbours publish: judged when it is gathered, and judged again when a site is built."""

from collections.abc import Iterator
from pathlib import Path

from escales.content.elsewhere import NOBODY, Neighbourhood
from escales.open_data.neighbours.elsewhere import put_together
from escales.open_data.neighbours.judging import NotTaken
from escales.open_data.neighbours.saved import FOLDER as GATHERED
from escales.open_data.neighbours.saved import (
    TooOld,
    copies_to_publish,
    neighbour_path,
    read_neighbour,
)
from escales.settings.rules import Rules
from escales.words.phrases import phrases_of

phrases = phrases_of("open_data/neighbours")

__all__ = ["GATHERED", "copies_to_publish", "read_neighbourhood"]


def read_neighbourhood(root: Path, rules: Rules) -> Neighbourhood:
    """Return what was gathered of the neighbours that the settings name; the rest is a sentence."""
    if not rules.neighbours:
        return NOBODY
    silences: list[str] = []
    return put_together(list(_parts(root, rules, silences)), silences)


def _parts(root: Path, rules: Rules, silences: list[str]) -> Iterator[Neighbourhood]:
    for chosen in rules.neighbours:
        name = chosen.name or chosen.address
        try:
            yield read_neighbour(root, chosen, rules.today)
        except TooOld:
            silences.append(phrases.too_old.format(name=name))
        except (OSError, NotTaken) as failed:
            there = not isinstance(failed, FileNotFoundError)
            file = neighbour_path(Path(), chosen.slug)
            text = phrases.not_right if there else phrases.not_gathered
            silences.append(text.format(name=name, file=file.as_posix()))
