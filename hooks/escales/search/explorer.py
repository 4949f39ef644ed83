# SPDX-License-Identifier: EUPL-1.2
"""Write the files of the explorer: the answers of all stories to its filters, and their cards.

To filter, a browser needs a few bytes a story, then the cards that it shows. To filter without any
word, Pagefind would fetch its whole index.
"""

import json
from collections.abc import Iterator
from hashlib import sha256

from escales.pages import Site
from escales.pages.facets import Facet, make_facets
from escales.words.addresses import STORIES

FOLDER = "recits/explorateur"
ANSWERS = f"{FOLDER}/reponses.json"
CARDS_IN_FILE = 25


def make_explorer_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of each file; stories are in the order of their list."""
    card = site.cards.for_page(STORIES)
    cards = [card(story) for story in site.all.ordered]
    version = sha256("".join(cards).encode()).hexdigest()[:8]
    for number, start in enumerate(range(0, len(cards), CARDS_IN_FILE)):
        file = f"{FOLDER}/fiches-{version}-{number}.json"
        yield file, _json(cards[start : start + CARDS_IN_FILE])
    answers = {
        "fiches": f"fiches-{version}",
        "par_fichier": CARDS_IN_FILE,
        "recits": site.all.tally.stories,
        "exemples": site.all.tally.examples,
        "reponses": {facet.key: _column(facet, site) for facet in make_facets(site)},
    }
    yield ANSWERS, _json(answers)


def _column(facet: Facet, site: Site) -> dict[str, object]:
    """Return the values of a facet, and for each story the position of its own among them."""
    positions = {choice.slug: position for position, choice in enumerate(facet.choices)}
    chosen = (facet.answers(story.facts) for story in site.all.ordered)
    return {
        "valeurs": list(positions),
        "recits": [
            positions[slug] if not others else sorted(positions[each] for each in (slug, *others))
            for slug, *others in chosen
        ],
    }


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
