# SPDX-License-Identifier: EUPL-1.2
"""The sections that stories and schemes have, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outline:
    """The `##` sections of a text, in order, and what may be written in one that stays empty.

    The `optional` sections may follow the required ones; with `opening`, a text may come before.
    `hints` gives, by section, the questions that help to write it.
    """

    required: tuple[str, ...]
    filler: str
    optional: tuple[str, ...] = ()
    opening: bool = False
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


STORY_OUTLINE = Outline(
    required=(
        "L’intention de départ",
        "Ce qui était attendu",
        "Ce qui s’est réellement produit",
        "Ce qui a été difficile",
        "Ce que cela a provoqué et permis",
    ),
    filler="Je préfère ne pas répondre.",
    optional=("Ce que je dirais à quelqu’un qui hésite",),
    hints={
        "L’intention de départ": (
            "D’où est venue l’idée : de vous, de votre hiérarchie, d’un besoin ailleurs ?",
            "Qu’est-ce qui vous a fait dire oui ?",
        ),
        "Ce qui était attendu": (
            "Que vous avait-on demandé, et pour combien de temps ?",
            "Qu’espériez-vous, sans forcément le dire ?",
        ),
        "Ce qui s’est réellement produit": (
            "À quoi ressemblait une journée ordinaire ?",
            "Qu’est-ce qui s’est passé autrement que prévu ?",
        ),
        "Ce qui a été difficile": (
            "À quel moment avez-vous eu envie d’arrêter, ou de ne pas commencer ?",
            "Qu’est-ce qui n’a jamais été réglé ?",
        ),
        "Ce que cela a provoqué et permis": (
            "Qu’est-ce qui a changé pour vous, pour votre équipe, pour l’équipe d’accueil ?",
            "Qu’en reste-t-il aujourd’hui ?",
        ),
        "Ce que je dirais à quelqu’un qui hésite": (
            "Quel conseil auriez-vous aimé recevoir avant de partir ?",
        ),
    },
)

SCHEME_OUTLINE = Outline(
    required=(
        "Le problème",
        "Pour qui, et pour qui non",
        "Quand l’utiliser, quand choisir autre chose",
        "Les étapes",
        "Les rôles",
        "La gouvernance et les rituels",
        "Le cadre juridique",
        "Coûts et temps",
        "Risques et parades",
        "Indicateurs",
        "Variantes",
        "Ce qu’on ne sait pas encore",
    ),
    filler="On ne le sait pas encore.",
    opening=True,
)
