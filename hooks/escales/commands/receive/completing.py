# SPDX-License-Identifier: EUPL-1.2
"""Complete one received story with what the maintainer knows, write it, and say what remains."""

import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from escales.checking.references import check_references
from escales.commands.check import check_repository
from escales.commands.console import OK, PROBLEMS
from escales.commands.import_.employers import employer_meant, names_by_slug
from escales.commands.import_.tree import clean
from escales.commands.new.questions import questions
from escales.commands.receive.answers_of_people import RECOGNISABLE
from escales.commands.receive.asking import Interview
from escales.commands.receive.crowd import WayOut, ways_out
from escales.commands.receive.employer_pages import PREFIXES
from escales.commands.receive.register import Entry, Register, State
from escales.commands.receive.story import RECOGNITION, REVIEWED, Gap, ReceivedStory
from escales.commands.receive.submission import Submission
from escales.commands.receive.writing import write_story
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.problem import Problem
from escales.reading.disk import FileKind, Tree
from escales.reading.drafts import read_draft
from escales.schema.sections import STORY_OUTLINE
from escales.schema.values import NO, YES
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import Rules
from escales.words.phrases import phrases_of
from escales.words.spelling import counted, french_number, slugify

phrases = phrases_of("commands/receive")

FIRST = 80  # signs shown of a text that fits nowhere
MOST_SHOWN = 15  # of them


def complete(
    entry: Entry, given: Mapping[str, str], register: Register, tree: Tree, rules: Rules
) -> int:
    """Ask for what lacks, or take it from options; write the story once nothing does."""
    if entry.story:
        _say(phrases.already.format(number=entry.number, path=entry.story))
        return OK
    story = story_of(entry.submission, tree, rules)
    for prefix, place in PREFIXES.items():
        if name := given.get(f"{prefix}.nom"):
            given = {place: slugify(name), **given}
    answers = settled(story, {**_kept(entry, given), **given})

    def save(so_far: Mapping[str, str]) -> None:
        register.save(replace(entry, answers=dict(so_far)))

    _say(*_received(entry, story, answers))
    if sys.stdin.isatty() and story.gaps(answers):
        interview = Interview(story, answers, save)
        _say("", phrases.welcome)
        try:
            interview.complete()
        except (EOFError, KeyboardInterrupt):
            save(interview.answers)
            _say("", phrases.interrupted.format(number=entry.number))
            return PROBLEMS
        answers = interview.answers
    if gaps := [gap for gap in story.gaps(answers) if gap.required]:
        register.save(replace(entry, answers=dict(answers), state=_state(entry, State.INCOMPLETE)))
        _say("", *_waiting(entry, story, gaps, answers))
        return PROBLEMS
    paths = write_story(story, answers, tree.root)
    state = _state(entry, State.RECEIVED)
    register.save(replace(entry, answers=dict(answers), story=paths[0], state=state))
    problems = _problems(paths, tree.root)
    _say("", *_written(entry, answers, paths, problems))
    return PROBLEMS if any(problem.stops for problem in problems) else OK


def _kept(entry: Entry, given: Mapping[str, str]) -> dict[str, str]:
    """Return the answers so far, but the page of an employer when another is named instead."""
    changed = tuple(f"{prefix}." for prefix, place in PREFIXES.items() if place in given)
    answers = entry.answers or entry.submission.values
    return {place: said for place, said in answers.items() if not place.startswith(changed)}


def _state(entry: Entry, state: State) -> State:
    """Return a state, unless somebody said that the story was reread."""
    return entry.state if entry.state is State.REREAD else state


def story_of(submission: Submission, tree: Tree, rules: Rules) -> ReceivedStory:
    """Return what somebody sent, beside the content as it stands."""
    drafts = [read_draft(source) for source in tree.sources]
    check_references(drafts)  # stories are compared by the files that they name
    return ReceivedStory(submission, tree, drafts, rules)


def settled(story: ReceivedStory, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers, with the names of files where people wrote those of employers."""
    settled = dict(answers)
    for place in PREFIXES.values():
        if slug := employer_meant(settled.get(place, ""), story.employers):
            settled[place] = slug
    if settled.get("accueil") and settled.get("accueil") == settled.get("collectivite"):
        del settled["accueil"]
    if settled.get(REVIEWED):
        settled[REVIEWED] = story.needed_topics(settled)
    return settled


def _problems(paths: list[str], root: Path) -> list[Problem]:
    configuration = read_configuration(root / CONFIGURATION)
    return [each for each in check_repository(root, configuration) if each.path in paths]


def _received(entry: Entry, story: ReceivedStory, answers: Mapping[str, str]) -> Iterator[str]:
    """Say what came, and what replaces it since; how long it is, what fits nowhere."""
    submission = entry.submission
    title = clean(entry.title) or phrases.untitled
    yield phrases.received.format(number=entry.number, title=title, source=clean(entry.source))
    for place, said in submission.values.items():
        yield f"  {_label(place)}\u00a0: {_replaced(place, said, story, answers)}"
    if submission.values.get(RECOGNISABLE) == NO and answers.get(RECOGNISABLE) == YES:
        yield f"  → {phrases.refusal_lifted}"
    parts = counted(len(submission.sections), *phrases["parts"])
    yield phrases.words.format(words=french_number(submission.words), sections=parts)
    for name, text in submission.sections.items():
        yield f"  - {name}\u00a0: {_short(text)}"
    if lacking := [n for n in STORY_OUTLINE.required if not submission.sections.get(n)]:
        yield phrases.lacking.format(parts=", ".join(f"«\u00a0{name}\u00a0»" for name in lacking))
    if submission.contact:
        yield phrases.contact.format(contact=clean(submission.contact))
    if submission.aside:
        yield phrases.aside.format(what=", ".join(map(clean, submission.aside)))
    if submission.unplaced:
        yield phrases.unplaced
        yield from (
            f"  - «\u00a0{_short(text)}\u00a0»" for text in submission.unplaced[:MOST_SHOWN]
        )


def _replaced(place: str, said: str, story: ReceivedStory, answers: Mapping[str, str]) -> str:
    """Return what stands for an answer now, beside what came where it says another thing."""
    now = answers.get(place, "")
    if place in PREFIXES.values():
        prefix = next(prefix for prefix, key in PREFIXES.items() if key == place)
        known = names_by_slug(story.employers)
        is_same = now == employer_meant(said, story.employers)
        now = said if is_same else known.get(now) or answers.get(f"{prefix}.nom") or now
    if not now or now == said:
        return _short(said)
    return f"{_short(now)} {phrases.said_otherwise.format(said=_short(said))}"


def _label(place: str) -> str:
    """Return what a question is called, or its place when no field of a story has it."""
    questions_by_place = {question.place: question for question in questions(FileKind.STORY)}
    question = questions_by_place.get(place)
    return str(question.field.title) if question else place


def _short(text: str) -> str:
    line = clean(" ".join(text.split()))
    return line if len(line) <= FIRST else line[:FIRST].rstrip() + "…"


def _waiting(
    entry: Entry, story: ReceivedStory, gaps: list[Gap], answers: Mapping[str, str]
) -> Iterator[str]:
    yield phrases.waiting
    for gap in gaps:
        question = story.questions.get(gap.place)
        label = question.field.title if question else phrases.crowd_title
        option = f" (--{gap.place})" if question else ""
        wrong = f"\u00a0: {gap.message}" if gap.place in answers or not question else ""
        yield f"  - {label}{option}{wrong}"
        if gap.place == RECOGNITION:
            ways = ways_out(story, answers)
            yield from (f"    - {way.label}\u00a0: {_options(way)}" for way in ways)
    yield phrases.resume.format(number=entry.number)


def _options(way: WayOut) -> str:
    """Return what one adds to the command to choose a way out without being asked."""
    chosen = [f"--{place} {shlex.quote(answer)}" for place, answer in way.answers.items()]
    return " ".join([*chosen, *([f"--{way.asks} …"] if way.asks else [])])


def _written(
    entry: Entry, answers: Mapping[str, str], paths: list[str], problems: list[Problem]
) -> Iterator[str]:
    yield phrases.written.format(path=paths[0])
    yield from (phrases.employer_written.format(path=path) for path in paths[1:])
    dropped = [
        f"{_label(place)}\u00a0: {_short(said)}"
        for place, said in entry.submission.values.items()
        if said and place not in answers
    ]
    if dropped:
        yield phrases.dropped.format(what="\u00a0; ".join(dropped))
    if problems:
        yield "\n" + phrases.to_do
        yield from (f"{problem} [{problem.number}]" for problem in problems)
    yield "\n" + phrases.next
    if entry.state is not State.REREAD:
        yield phrases.reread.format(number=entry.number)


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]))
