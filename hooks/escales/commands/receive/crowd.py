# SPDX-License-Identifier: EUPL-1.2
"""The ways out where few people could have written a story: vaguer, better counted, or accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from escales.checking.privacy.anonymity import agents_in_category
from escales.commands.receive.employer_pages import can_add_headcount
from escales.commands.receive.plain_words import category_of
from escales.commands.receive.story import Answers, ReceivedStory
from escales.schema import Collectivity
from escales.schema.departments import france
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import CollectivityType

phrases = phrases_of("commands/receive")

PLACE, PREFIX = "collectivite", "employeur"
ABOUT_PAGE = tuple(f"{PREFIX}.{key}" for key in ("nom", "type", "siren", "departement", "effectif"))


@dataclass(frozen=True, slots=True)
class WayOut:
    """What a choice writes, which answers it makes useless, and the question that it asks."""

    label: str
    answers: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    asks: str = ""


def ways_out(story: ReceivedStory, answers: Answers) -> list[WayOut]:
    """Return the choices that there are, the vaguest first."""
    return list(_ways(story, answers))


def _ways(story: ReceivedStory, answers: Answers) -> Iterator[WayOut]:
    category = category_of(answers)
    for draft in story.employers:
        several = isinstance(draft.facts, Collectivity) and (
            draft.facts.kind is CollectivityType.SEVERAL
        )
        enough = several and agents_in_category(draft.facts, category)
        if enough and enough >= story.rules.anonymity_threshold:
            label = phrases.way_broader.format(name=draft.facts.name)
            yield WayOut(label, {PLACE: draft.source.slug}, ABOUT_PAGE)
    if answers.get(f"{PREFIX}.type") != CollectivityType.SEVERAL:  # else, it was chosen just before
        yield _group(story, answers)
    employer = next((e for e in story.employers if e.source.slug == answers.get(PLACE)), None)
    if f"{PREFIX}.nom" in answers or (employer and can_add_headcount(employer, story.tree)):
        yield WayOut(phrases.way_count, asks=f"{PREFIX}.effectif")
    yield WayOut(phrases.way_accepted, {"consentement.reconnaissable": "oui"})


def _group(story: ReceivedStory, answers: Answers) -> WayOut:
    """Return the page of several employers of one kind, and of one department."""
    employer = next((e for e in story.employers if e.source.slug == answers.get(PLACE)), None)
    facts = employer.facts if employer else None
    kind = answers.get(f"{PREFIX}.type") or (str(facts.kind) if facts else "")
    code = answers.get(f"{PREFIX}.departement") or (facts.department if facts else "") or ""
    name = phrases["groups"].get(slugify(kind), phrases["groups"][""])
    page = {f"{PREFIX}.type": str(CollectivityType.SEVERAL)}
    if department := france().departments.get(code):
        name, page[f"{PREFIX}.departement"] = f"{name} ({department.name})", code
    page |= {PLACE: slugify(name), f"{PREFIX}.nom": name}
    return WayOut(phrases.way_group.format(name=name), page, ABOUT_PAGE)
