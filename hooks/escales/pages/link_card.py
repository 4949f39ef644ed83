# SPDX-License-Identifier: EUPL-1.2
"""What the picture that networks show beside a link to a story says: its title, its facts."""

from dataclasses import dataclass

from escales.content.library import Entry, Library
from escales.pages.emblem import Way, way_of
from escales.pictures.lettering import can_write
from escales.schema import Story
from escales.words.addresses import url_of
from escales.words.phrases import phrases_of

phrases = phrases_of("pages")


@dataclass(frozen=True, slots=True)
class LinkCard:
    """The picture of one story; `uri` is its place, `facts` are a line, `employers` one or two."""

    uri: str
    kind: str
    fiction: bool
    title: str
    facts: str
    employers: tuple[str, ...]
    way: Way

    @property
    def words(self) -> str:
        """What the picture says, for those who do not see it."""
        said: dict[str, str] = phrases["link_card"]
        return said["words"].format(
            kind=self.kind,
            title=self.title,
            facts=self.facts.replace(" · ", ", "),
            employers=said["to"].join(self.employers),
        )


def link_card(story: Entry[Story], library: Library) -> LinkCard | None:
    """Return the card of a story; None when our font lacks one of its letters."""
    facts, said = story.facts, phrases["link_card"]
    employers = filter(None, (facts.collectivity, facts.host))
    card = LinkCard(
        uri=f"assets/cards/{url_of(story.uri).rstrip('/')}.png",
        kind=said["fiction"] if facts.example else said["story"],
        fiction=facts.example,
        title=facts.title,
        facts=f"{facts.category.label} · {_time(facts)}",
        employers=tuple(library.collectivities[slug].facts.name for slug in employers),
        way=way_of(facts),
    )
    return card if can_write("".join((card.title, card.facts, *card.employers))) else None


def _time(facts: Story) -> str:
    """Return a duration with the working time that it took: "3 mois, 20 % du temps"."""
    if facts.share is None:
        return str(facts.duration)
    share = str(facts.share)
    spoken = phrases["link_card"]["time"].format(share=share) if "%" in share else share.lower()
    return f"{facts.duration}, {spoken}"
