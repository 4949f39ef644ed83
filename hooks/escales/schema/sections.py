# SPDX-License-Identifier: EUPL-1.2
"""The sections that stories and schemes have, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Outline:
    """The `##` sections of a text, in order, and what may be written in one that stays empty.

    The `optional` sections may follow the required ones; with `opening`, a text may come before.
    `hints` gives, by section, the questions that help to write it. `order` is that of all the
    sections, where it is not the required ones, then the others.
    """

    required: tuple[str, ...]
    filler: str
    optional: tuple[str, ...] = ()
    opening: bool = False
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All the sections, in their order."""
        return self.order or (*self.required, *self.optional)


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
    hints={
        "Le problème": ("Que se passe-t-il aujourd’hui, et pour qui est-ce gênant ?",),
        "Pour qui, et pour qui non": (
            "Qui peut y entrer ?",
            "Dans quels cas vaut-il mieux ne pas s’en servir ?",
        ),
        "Quand l’utiliser, quand choisir autre chose": (
            "À quel besoin répond-il mieux qu’un autre dispositif ?",
        ),
        "Les étapes": ("Dans l’ordre, qui fait quoi, de la demande au retour ?",),
        "Les rôles": ("Qui décide, qui accompagne, qui accueille ?",),
        "La gouvernance et les rituels": ("Qui se réunit, quand, et pour décider de quoi ?",),
        "Le cadre juridique": ("Sur quels textes et quels actes repose-t-il ?",),
        "Coûts et temps": ("Combien de jours et d’argent, et pour qui ?",),
        "Risques et parades": ("Qu’est-ce qui peut mal se passer, et que fait-on alors ?",),
        "Indicateurs": ("À quoi verrez-vous que cela sert, ou ne sert pas ?",),
        "Variantes": ("Qu’ont adapté celles et ceux qui l’ont repris ?",),
        "Ce qu’on ne sait pas encore": ("Quelles questions restent ouvertes ?",),
    },
)

# Of what nobody has tried yet: neither figures, nor roles that are held, nor risks that were met.
IDEA_PARTS = (
    "Le problème",
    "Pour qui, et pour qui non",
    "Les étapes",
    "Ce qu’on ne sait pas encore",
)
IDEA_OUTLINE = replace(
    SCHEME_OUTLINE,
    required=IDEA_PARTS,
    optional=tuple(name for name in SCHEME_OUTLINE.required if name not in IDEA_PARTS),
    order=SCHEME_OUTLINE.required,
)
