# SPDX-License-Identifier: EUPL-1.2
"""The parts of the page on accessibility that are computed from the state of each criterion."""

from markupsafe import Markup

from escales.content.accessibility import VALID_FOR
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.schema.rgaa import rgaa
from escales.words.numbers import NUMBERS
from escales.words.vocabulary import Block, CriterionState

PARTS = {
    Block.ACCESSIBILITY_LEVEL: "accessibility_level.html",
    Block.ACCESSIBILITY_GAPS: "accessibility_gaps.html",
    Block.ACCESSIBILITY_ORIGIN: "accessibility_origin.html",
    Block.CRITERIA: "accessibility_criteria.html",
}


def accessibility_block(name: Block, uri: str, site: Site) -> Markup:
    """Return the HTML of one of these parts, for the page at `uri`."""
    statement, reference = site.library.accessibility, rgaa()
    tally = statement.tally(reference.numbers)
    failing = [
        (number, title, criterion)
        for theme in reference.themes
        for number, title in theme.criteria.items()
        if (criterion := statement.criterion(number)).state is CriterionState.FAILING
    ]
    return fill(
        PARTS[name],
        uri,
        site_name=site.settings.name,
        statement=statement,
        rgaa=reference,
        states=list(CriterionState),
        failing=failing,
        valid_for=NUMBERS[VALID_FOR],
        met=tally[CriterionState.CONFORMING],
        applicable=tally[CriterionState.CONFORMING] + tally[CriterionState.FAILING],
    )
