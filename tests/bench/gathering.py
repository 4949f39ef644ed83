# SPDX-License-Identifier: EUPL-1.2
"""Measure `escales gather`: how long many neighbours take to be read, and in how much memory."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.memory import run
from bench.targets import Measure, number
from neighbours import address_of, open_data, serving, settings_for

NEIGHBOURS, STORIES = 20, 1000
MOST_SECONDS, MOST_MEGABYTES = 30, 200


def measure_gather(folder: Path, neighbours: int, stories: int) -> Measure:
    """Gather so many neighbours, of so many stories each, served by this very process."""
    (folder / "docs").mkdir(parents=True)
    files: dict[str, bytes] = {}
    with serving(files) as address:
        for place in range(neighbours):
            data = open_data(place, stories, address_of(place, address))
            files |= {f"voisin-{place + 1}/{uri}": content for uri, content in data.items()}
        settings = settings_for(neighbours, address)
        (folder / "mkdocs.yml").write_text(f"extra:\n  escales:\n{settings}", "utf-8")
        command = ("escales", "gather", "--strict", "--root", str(folder))
        return run(command, folder / "log", dict(os.environ), Path(sys.executable))


def gather_table(measure: Measure) -> Iterator[str]:
    yield f"Lire {NEIGHBOURS} voisins de {number(STORIES, 0)} récits (« escales gather »)"
    yield f"- durée : {number(measure.seconds, 1)} s, au plus {MOST_SECONDS} s"
    yield f"- mémoire : {number(measure.peak, 0)} Mo, au plus {MOST_MEGABYTES} Mo"


def is_missed(measure: Measure) -> bool:
    return measure.seconds > MOST_SECONDS or measure.peak > MOST_MEGABYTES
