# SPDX-License-Identifier: EUPL-1.2
"""The names that a new story may not take: a file that the form asks for once it needs it."""

import json
from collections.abc import Iterator

from escales.content.library import Library

NAMES = "contribuer/noms.json"


def make_names(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of the file: who holds each name, where the name says less."""
    held = library.all_stories
    stories = {story.slug: story.path for story in held}
    former = {slug: story.path for story in held for slug in story.facts.former_slugs}
    taken = {
        "recits": [slug for slug, path in stories.items() if path == f"stories/{slug}.md"],
        "ailleurs": {slug: path for slug, path in stories.items() if path != f"stories/{slug}.md"}
        | former,
        "collectivites": list(library.collectivities),
    }
    yield NAMES, json.dumps(taken, ensure_ascii=False, separators=(",", ":")).encode()
