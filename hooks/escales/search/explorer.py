# SPDX-License-Identifier: EUPL-1.2
"""Write the files of the explorer: the answers of all stories to its filters, and their cards.

To filter, a browser needs a few bytes a story, then the cards that it shows. To filter without any
word, Pagefind would fetch its whole index. To know what is near, it needs a few bytes an employer.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from escales.pages import Site
from escales.pages.facets import Facet, make_facets
from escales.pages.nearby import true_employers
from escales.schema.departments import france
from escales.words.addresses import STORIES, url_of
from escales.words.places import departments_within, regions
from escales.words.spelling import slugify

FOLDER = "recits/explorateur"
ANSWERS = f"{FOLDER}/reponses.json"
PLACES = f"{FOLDER}/lieux.json"
CARDS_IN_FILE = 10  # as many as the explorer shows at once: words find them far from each other


def make_explorer_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of each file; stories are in the order of their list."""
    card = site.cards.for_page(STORIES)
    cards = [card(story) for story in site.all.ordered]
    version = sha256("".join(cards).encode()).hexdigest()[:8]
    for number, start in enumerate(range(0, len(cards), CARDS_IN_FILE)):
        file = f"{FOLDER}/fiches-{version}-{number}.json"
        yield file, _json(cards[start : start + CARDS_IN_FILE])
    facets = {facet.key: facet for facet in make_facets(site)}
    employers = [choice.slug for choice in facets["collectivite"].choices]
    answers = {
        "fiches": f"fiches-{version}",
        "par_fichier": CARDS_IN_FILE,
        "recits": site.all.tally.stories,
        "exemples": site.all.tally.examples,
        "reponses": {key: _column(facet, site, employers) for key, facet in facets.items()},
    }
    yield ANSWERS, _json(answers)
    yield PLACES, _json(_places(site))


def _column(facet: Facet, site: Site, employers: Sequence[str]) -> dict[str, object]:
    """Return the values of a facet, and for each story the position of its own among them.

    Or for each employer, where the employers of a story give its answer; -1 stands for none.
    """
    positions = {choice.slug: position for position, choice in enumerate(facet.choices)}
    if facet.by_employer is not None:
        places = [positions.get(facet.by_employer.get(slug, ""), -1) for slug in employers]
        return {"valeurs": list(positions), "employeurs": places}
    chosen = (facet.answers(story.facts) for story in site.all.ordered)
    return {
        "valeurs": list(positions),
        "recits": [
            positions[slug] if not others else sorted(positions[each] for each in (slug, *others))
            for slug, *others in chosen
        ],
    }


def _places(site: Site) -> Mapping[str, object]:
    """Return what readers may type that is a place, and how a sentence says it."""
    by_slug = {region.slug: region.within for region in regions().values()}
    slugs = list(by_slug)
    return {
        "regions": list(by_slug.items()),
        "departements": [
            [
                code,
                slugify(department.name),
                departments_within()[code],
                slugs.index(regions()[code].slug) if code in regions() else -1,
            ]
            for code, department in france().departments.items()
        ],
        "employeurs": [
            [
                one.place.slug,
                one.place.within,
                one.department or "",
                one.slug,
                url_of(one.uri),
                one.name,
            ]
            for one in true_employers(site)
            if one.place
        ],
    }


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
