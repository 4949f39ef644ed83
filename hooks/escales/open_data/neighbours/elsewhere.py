# SPDX-License-Identifier: EUPL-1.2
"""Turn the cards of a neighbour into what pages show of it."""

from collections.abc import Iterable
from itertools import chain

from escales.content.elsewhere import (
    AdoptionElsewhere,
    EmployerElsewhere,
    Lineage,
    Neighbour,
    Neighbourhood,
    SchemeElsewhere,
    StoryElsewhere,
)
from escales.open_data.neighbours.cards import SchemeCard, StoryCard
from escales.open_data.neighbours.judging import Cards
from escales.words.addresses import first_name, later_names


def neighbourhood_of(neighbour: Neighbour, cards: Cards) -> Neighbourhood:
    """Return all that one neighbour says."""
    employers = {
        card.id: EmployerElsewhere(
            neighbour, card.id, card.address, card.name, card.kind, card.siren, card.department
        )
        for card in cards.employers.values()
    }
    schemes = {card.id: _scheme(neighbour, card, cards) for card in cards.schemes.values()}
    adoptions = (
        AdoptionElsewhere(
            employers[card.id], schemes[one.scheme], one.version, one.since, one.variant
        )
        for card in cards.employers.values()
        for one in card.adoptions
        if one.scheme in schemes
    )
    stories = (_story(neighbour, card, employers, schemes) for card in cards.stories.values())
    return Neighbourhood(
        (neighbour,),
        tuple(stories),
        tuple(schemes.values()),
        tuple(employers.values()),
        tuple(adoptions),
    )


def put_together(parts: Iterable[Neighbourhood], silences: Iterable[str]) -> Neighbourhood:
    """Return what all neighbours say: stories newest first, the rest by address."""
    parts = list(parts)
    stories = chain.from_iterable(part.stories for part in parts)
    by_address = sorted(stories, key=lambda story: story.address)
    return Neighbourhood(
        tuple(chain.from_iterable(part.neighbours for part in parts)),
        tuple(sorted(by_address, key=lambda story: story.published_on, reverse=True)),
        tuple(
            sorted(chain.from_iterable(part.schemes for part in parts), key=lambda one: one.address)
        ),
        tuple(
            sorted(
                chain.from_iterable(part.employers for part in parts), key=lambda one: one.address
            )
        ),
        tuple(
            sorted(
                chain.from_iterable(part.adoptions for part in parts),
                key=lambda one: (one.employer.address, one.scheme.address),
            )
        ),
        tuple(silences),
    )


def _scheme(neighbour: Neighbour, card: SchemeCard, cards: Cards) -> SchemeElsewhere:
    return SchemeElsewhere(
        neighbour,
        card.id,
        card.address,
        card.title,
        card.acronym,
        card.summary,
        card.bearer_name,
        card.maturity,
        card.version,
        _lineage(card, cards),
        () if card.origin else later_names(card.id, card.former_slugs),
    )


def _lineage(card: SchemeCard, cards: Cards) -> Lineage | None:
    """Return what makes it the same scheme on several sites, if its first bearer has a SIREN."""
    if card.origin:
        scheme, siren = card.origin.scheme, card.origin.bearer.siren
    else:
        bearer = cards.employers.get(card.bearer)
        scheme = first_name(card.id, card.former_slugs)
        siren = bearer.siren if bearer else None
    return Lineage(scheme, siren) if siren else None


def _story(
    neighbour: Neighbour,
    card: StoryCard,
    employers: dict[str, EmployerElsewhere],
    schemes: dict[str, SchemeElsewhere],
) -> StoryElsewhere:
    return StoryElsewhere(
        neighbour,
        card.id,
        card.address,
        card.title,
        card.summary,
        card.category,
        employers[card.employer],
        employers[card.host] if card.host else None,
        card.duration,
        card.share,
        schemes[card.scheme] if card.scheme else None,
        card.viewpoint,
        card.year,
        card.published_on,
        card.signature,
        card.skills,
    )
