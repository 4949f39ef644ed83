# SPDX-License-Identifier: EUPL-1.2
"""The names that a new story may not take: a file that the form asks for once it needs it."""

import json
from collections.abc import Iterator

from escales.content.library import Library

NAMES_FILE = "contribuer/noms.json"


def make_names_file(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of the file: who holds each name, where the name says less."""
    stories_and_notices = library.all_stories
    stories = {story.slug: story.path for story in stories_and_notices}
    former = {
        slug: story.path for story in stories_and_notices for slug in story.facts.former_slugs
    }
    taken = {
        "recits": [slug for slug, path in stories.items() if path == f"stories/{slug}.md"],
        "ailleurs": {slug: path for slug, path in stories.items() if path != f"stories/{slug}.md"}
        | former,
        "collectivites": list(library.collectivities),
        "sirens": {
            employer.facts.siren: employer.path
            for employer in library.collectivities.values()
            if employer.facts.siren
        },
    }
    yield NAMES_FILE, json.dumps(taken, ensure_ascii=False, separators=(",", ":")).encode()
