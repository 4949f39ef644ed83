# SPDX-License-Identifier: EUPL-1.2
"""Ask whoever is at the terminal what a received story lacks; any question may wait."""

from collections.abc import Callable
from dataclasses import dataclass, field

from escales.commands.import_.employers import (
    display_name,
    employer_meant,
    employers_near,
    names_by_slug,
)
from escales.commands.new.interview import GoBackError, explanation, read_answer, say
from escales.commands.receive.crowd import ways_out
from escales.commands.receive.employer_pages import PREFIXES
from escales.commands.receive.story import AGREEMENT, RECOGNITION, Gap, ReceivedStory
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("commands/receive")

NEW = "+"  # what one types to make the page of an employer
AGREED_ON = f"{AGREEMENT}.accord_le"


@dataclass(slots=True)
class Interview:
    """The answers so far, and the questions that were left for later; each step may be undone."""

    story: ReceivedStory
    answers: dict[str, str]
    save: Callable[[dict[str, str]], None]
    passed: set[str] = field(default_factory=set)
    before: list[tuple[dict[str, str], set[str]]] = field(default_factory=list)

    def complete(self) -> None:
        """Ask until nothing lacks, but what was left for later."""
        while gap := self._next():
            here = dict(self.answers), set(self.passed)
            try:
                self._ask(gap)
            except GoBackError:
                self.answers, self.passed = self.before.pop() if self.before else here
            else:
                self.before.append(here)
            self.save(self.answers)

    def _next(self) -> Gap | None:
        later = set(self.passed)
        if AGREED_ON in later:  # the rest of the agreement comes with it
            later |= {p for p in self.story.questions if p.startswith(f"{AGREEMENT}.")}
        return next((gap for gap in self.story.gaps(self.answers) if gap.place not in later), None)

    def _ask(self, gap: Gap) -> None:
        if gap.place == RECOGNITION:
            self._ask_way_out(gap)
        elif gap.place in PREFIXES.values():
            self._ask_employer(gap)
        else:
            self._ask_value(gap)

    def _ask_value(self, gap: Gap) -> None:
        question = self.story.questions[gap.place]
        is_missing = gap.place not in self.answers
        needed = gap.required and (is_missing or question.field.is_required())
        duty = phrases.required if needed else phrases.optional if gap.required else phrases.useful
        say(f"\n{question.field.title} ({duty})", *explanation(self.story, question, self.answers))
        if gap.place in self.answers:
            say(f"  → {gap.message}")
        while answer := read_answer():
            trial = {**self.answers, gap.place: answer}
            wrong = [g for g in self.story.gaps(trial) if g.place == gap.place and g.message]
            if not wrong:
                self.answers = trial
                return
            say(f"  → {wrong[0].message}")
        self.passed.add(gap.place)
        if not question.field.is_required():
            self.answers.pop(gap.place, None)

    def _ask_employer(self, gap: Gap) -> None:
        """Ask which employer is meant: one of the site, or one whose page is to be made."""
        said = self.answers.get(gap.place, "")
        question, employers = self.story.questions[gap.place], self.story.employers
        names = names_by_slug(employers)
        near = employers_near(said, employers) if said else []
        say(f"\n{question.field.title} ({phrases.required})")
        say(f"  {phrases.employer_said.format(said=said)}" if said else f"  {gap.message}")
        say(*(f"  {n}. {names[slug]}" for n, slug in enumerate(near, 1)))
        say(f"  {phrases.employer_how_near if near else phrases.employer_how}")
        while answer := read_answer():
            listed = int(answer) if answer.isdecimal() and len(answer) < len("1000") else 0
            if 0 < listed <= len(near):
                self.answers[gap.place] = near[listed - 1]
                return
            if answer.startswith(NEW):
                if name := display_name(answer.removeprefix(NEW).strip() or said):
                    self._begin_page(gap.place, name)
                    return
            elif slug := employer_meant(answer, employers):
                self.answers[gap.place] = slug
                return
            unknown = phrases.employer_unknown.format(answer=answer)
            say(f"  → {phrases.a_number if listed else unknown}")
        self.passed.add(gap.place)
        if not question.field.is_required():
            self.answers.pop(gap.place, None)

    def _begin_page(self, place: str, name: str) -> None:
        prefix = next(prefix for prefix, key in PREFIXES.items() if key == place)
        for asked in [one for one in self.answers if one.startswith(f"{prefix}.")]:
            del self.answers[asked]
        self.answers |= {place: slugify(name), f"{prefix}.nom": name}
        if place == "collectivite" and (count := self.answers.get("effectif")):
            self.answers[f"{prefix}.effectif"] = count
        if f"{prefix}.siren" not in self.answers:
            say("", *phrases.siren_where.format(name=name.replace(" ", "+")).strip().split("\n"))

    def _ask_way_out(self, gap: Gap) -> None:
        """Ask what to do where too few people could have written the story."""
        ways = ways_out(self.story, self.answers)
        say(f"\n{phrases.crowd_title} ({phrases.required})", f"  {gap.message}")
        say(*(f"  {n}. {way.label}" for n, way in enumerate(ways, 1)))
        while answer := read_answer():
            if answer.isdecimal() and 0 < int(answer[:3]) <= len(ways):
                way = ways[int(answer[:3]) - 1]
                for place in way.without:
                    self.answers.pop(place, None)
                self.passed.difference_update(way.without)
                self.answers |= way.answers
                if way.asks:
                    self.answers.pop(way.asks, None)
                    self._ask_value(Gap(way.asks))
                return
            say(f"  → {phrases.a_number}")
        self.passed.add(gap.place)
