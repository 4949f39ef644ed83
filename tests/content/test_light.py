# SPDX-License-Identifier: EUPL-1.2
"""The pages of this site stay as light as those of the engine’s own small site."""

from pathlib import Path

from engine.test_light import MOST_BYTES, MOST_REQUESTS
from escales.publishing.weights import weigh
from kinds import built_pages

STORIES = {"story", "story with pictures", "story with tables"}


def test_the_living_home_and_stories_keep_to_the_same_budget(own_site: Path) -> None:
    """Computed as above, which a browser confirms."""
    found = [page for page in built_pages(own_site) if page.kind in {"/", *STORIES}]
    weights = {page.path: weigh(own_site, f"{page.path}index.md") for page in found}

    assert len(weights) > 2
    assert max(weight.size for weight in weights.values()) <= MOST_BYTES
    assert max(weight.requests for weight in weights.values()) <= MOST_REQUESTS
