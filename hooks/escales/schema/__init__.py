# SPDX-License-Identifier: EUPL-1.2
"""What the front matter of each kind of file may say: the only description of it."""

from escales.schema.annotations import (
    SearchedKeys,
    is_searched,
    keys_below,
    models_of,
    searched_below,
    takes_several,
    terms_of,
)
from escales.schema.circuit import Step
from escales.schema.collectivity import Collectivity
from escales.schema.consent import Consent
from escales.schema.facts import Facts
from escales.schema.kit import KitDocument, KitField
from escales.schema.page import HandWrittenPage, StoriesToShow
from escales.schema.publisher import Publisher
from escales.schema.scheme import Scheme
from escales.schema.story import Story
from escales.schema.withdrawal import Withdrawal

__all__ = [
    "Collectivity",
    "Consent",
    "Facts",
    "HandWrittenPage",
    "KitDocument",
    "KitField",
    "Publisher",
    "Scheme",
    "SearchedKeys",
    "Step",
    "StoriesToShow",
    "Story",
    "Withdrawal",
    "is_searched",
    "keys_below",
    "models_of",
    "searched_below",
    "takes_several",
    "terms_of",
]
