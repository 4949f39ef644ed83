# SPDX-License-Identifier: EUPL-1.2
"""The form judges as `escales check` does: the same answers, in Chromium and in Python."""

import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from html.entities import html5
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings
from playwright.sync_api import Browser

from browsing import THEME
from building import VOLATILE
from conftest import FIXTURE
from corpus import HALVES, sentences
from escales.checking.load import check
from escales.form.fields import NOT_ASKED
from escales.form.patterns import shared_rules
from escales.problems.explanations import explanations
from escales.problems.problem import Notes, Problem
from escales.reading.hidden_characters import HIDDEN, MEANINGLESS
from escales.reading.wrong_encoding import with_its_letters
from escales.schema import Story
from escales.settings.rules import Rules
from escales.settings.site import Settings
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Topic
from form_answers import make_answers
from letters import Judge, judging

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

SHARED = yaml.load(
    (Path(__file__).parent / "form_cases.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
ROUNDS = settings().max_examples  # ten times as many at night
STORY = "stories/recu.md"
# What a letter may leave to who receives it, and what is theirs alone.
COMPLETED = {
    "titre": "Un titre assez long",
    "resume": "Un résumé assez long pour que quelqu’un le lise dans une liste.",
    "categorie": "C",
    "collectivite": "ville-d-essai",
    "duree": "3 mois",
    "annee": "2025",
    "publie_le": "2026-11-23",
    "signature": "Agent, catégorie C",
}
AGREEMENT = "consentement:\n  accord_le: 2026-11-02\n  portee: [site]\n  preuve: Dossier 14\n"
# What the form asks and no story holds, or holds otherwise; judged by a test of its own.
NOT_IN_A_STORY = {"joindre", "effectif", "accueil", "collectivite", "annee", "reconnaissable"}
NOT_COMPARED = {"missing-key", "few-people", "name-not-agreed", "bad-year", "bad-number"}

Answers = dict[str, Any]
Said = list[tuple[str, str, str]]  # key, code, sentence


@pytest.fixture(scope="module")
def judge(browser: Browser) -> Iterator[Judge]:
    with judging(browser, FIXTURE, Settings(name="Site d’essai")) as judge:
        yield judge


def answers_of(case: Mapping[str, Any]) -> Answers:
    """Return the right story, changed as a case says."""
    answers = {**SHARED["right"], **case.get("change", {})}
    return {
        key: value["text"] * value["times"] if isinstance(value, dict) else value
        for key, value in answers.items()
        if value is not None
    }


def said_in_browser(review: Mapping[str, Any]) -> Said:
    return sorted((each["key"], each["code"], each["message"]) for each in review["problems"])


def compared(review: Mapping[str, Any]) -> Said:
    return [each for each in said_in_browser(review) if each[1] not in NOT_COMPARED]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the fixture site, where what is written is taken away again."""
    return shutil.copytree(FIXTURE, tmp_path_factory.mktemp("form") / "site", ignore=VOLATILE)


def header_of(review: Mapping[str, Any]) -> str:
    """Return the front matter that who receives these answers would write."""
    values = {k: v for k, v in review["values"].items() if k in set(Story.keys()) - NOT_IN_A_STORY}
    told = COMPLETED | {key: value for key, value in values.items() if value}
    agreed = "oui" if review["values"]["reconnaissable"] == "oui" else "non"
    fields = yaml.safe_dump(told, allow_unicode=True, width=10**6, sort_keys=False)
    return f"---\n{fields}{AGREEMENT}  reconnaissable: {agreed}\n---\n"


def said_by_check(review: Mapping[str, Any], site: Path) -> Said:
    """Put the story in the site, and tell what the check says of it."""
    header = header_of(review)
    (site / STORY).write_text(header + review["body"], encoding="utf-8")
    rules = Rules(anonymity_threshold=0)  # judged by a test of its own
    said = [
        place(problem, review, header.count("\n"))
        for problem in check(site, rules)
        if problem.code not in NOT_COMPARED
    ]
    (site / STORY).unlink()
    return sorted(said)


def in_the_words_of_the_form(code: str, message: str) -> str:
    """Say with the same values what the form says in words of its own."""
    instead = phrases_of("form")["instead"].get(code)
    if instead is None:
        return message
    sentence = re.escape(explanations()[code].sentence)
    named = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", sentence, count=1)
    for name in re.findall(r"\\{(\w+)\\}", named):
        again = f"(?P={name})" if f"(?P<{name}>" in named else f"(?P<{name}>.*)"
        named = named.replace(rf"\{{{name}\}}", again, 1)
    values = re.match(named, f"{message} ", re.IGNORECASE | re.DOTALL)
    assert values, message
    said = str(instead.format(**values.groupdict()))
    return said[0].upper() + said[1:]


def place(problem: Problem, review: Mapping[str, Any], above: int) -> tuple[str, str, str]:
    """Tell in which answer a problem of a file stands; `above` its body are so many lines."""
    told = problem.code, in_the_words_of_the_form(problem.code, problem.message)
    if problem.code == "too-big":
        return next(iter(review["starts"])), *told
    if problem.key:
        return problem.key, *told
    starts = sorted(review["starts"].items(), key=lambda start: start[1])
    return [key for key, line in starts if line <= problem.line - above][-1], *told


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_a_case_is_judged_alike_by_the_form_and_by_the_check(
    judge: Judge, case: Mapping[str, Any], site: Path
) -> None:
    (review,) = judge.review([answers_of(case)])

    said = said_in_browser(review)

    assert compared(review) == said_by_check(review, site)
    assert sorted({code for _, code, _ in said}) == case.get("codes", [])
    if "problems" in case:
        told = [f"{key}: {message}".replace("\u00a0", " ") for key, _, message in said]
        assert told == case["problems"]
    else:
        assert sorted({key for key, _, _ in said}) == case["keys"]


@pytest.mark.parametrize("seed", range(2))
def test_answers_at_random_are_judged_alike(judge: Judge, seed: int, site: Path) -> None:
    """Whatever one types: the same faults, in the same fields, in the same sentences."""
    chance = random.Random(seed)
    all_answers = [make_answers(SHARED["right"], chance) for _ in range(ROUNDS)]

    reviews = judge.review(all_answers)

    apart = []
    for answers, review in zip(all_answers, reviews, strict=True):
        here, there = compared(review), said_by_check(review, site)
        if here != there:
            changed = {k: v for k, v in answers.items() if SHARED["right"].get(k) != v}
            only = [
                sorted((Counter(one) - Counter(other)).elements())
                for one, other in ((here, there), (there, here))
            ]
            apart.append((changed, *only))
    assert apart == []
    assert any(review["problems"] for review in reviews)
    assert not all(review["problems"] for review in reviews)


def test_the_sentences_of_the_corpus_are_judged_alike(judge: Judge, root: Path) -> None:
    """Each sentence on its own, in the body and in the summary: what one finds, the other does."""
    told = [sentence for half in HALVES for sentence in sentences(half)]
    all_answers = [
        {
            **SHARED["right"],
            "ce-qui-a-ete-difficile": sentence.text,
            "resume": f"Voici un résumé assez long pour être lu. {sentence.text}"[:240],
        }
        for sentence in told
    ]
    reviews = judge.review(all_answers)
    for number, review in enumerate(reviews):  # a story each, in one site that is read once
        text = header_of(review) + review["body"]
        (root / f"stories/phrase-{number}.md").write_text(text, encoding="utf-8")
    found = defaultdict(list)
    for problem in check(root, Rules(anonymity_threshold=0)):
        found[problem.path].append(problem)

    for number, (sentence, review) in enumerate(zip(told, reviews, strict=True)):
        problems = found.pop(f"stories/phrase-{number}.md", [])
        above = header_of(review).count("\n")
        there = sorted(place(problem, review, above) for problem in problems)
        assert compared(review) == there, sentence.text
        codes = {code for _, code, _ in there} - {"formatted-text"}  # a title, in italics above
        assert {code_of(kind) for kind in sentence.finds} == codes
    assert found == {}


def code_of(kind: str) -> str:
    return "sensitive-topic" if kind in list(Topic) else f"personal-{kind}"


def test_what_was_read_again_is_kept_only_while_it_is_told(judge: Judge) -> None:
    told = {**SHARED["right"], "relu": ["sante", "syndicat"]}
    answers = [told, {**told, "ce-qui-a-ete-difficile": "Ma santé."}]

    reviews, letters = judge.review(answers), judge.write(answers)

    assert [review["topics"] for review in reviews] == [[], ["sante"]]
    assert "Sujets relus" not in letters[0]
    assert "\nSujets relus\u00a0: La santé, le handicap, le reclassement\n" in letters[1]
    assert [review["problems"] for review in reviews] == [[], []]


def test_the_letter_that_is_made_is_the_expected_one(judge: Judge) -> None:
    """Whole to who receives it; without how to reach its author where all can read it."""
    expected = (Path(__file__).parent / "form_letter.txt").read_text(encoding="utf-8")
    line = "Pour me joindre\u00a0: 06 39 98 12 34  (ne paraît jamais sur le site)\n"

    assert judge.write([SHARED["right"]]) == [expected]
    assert judge.write([SHARED["right"]], is_public=True) == [expected.replace(line, "")]
    assert line in expected


def test_at_most_eight_answers_are_needed_and_the_rest_only_asks(judge: Judge) -> None:
    chance = random.Random(18)
    reviews = judge.review([{}, *(make_answers(SHARED["right"], chance) for _ in range(100))])

    walls = [[each for each in review["problems"] if not each["asks"]] for review in reviews]

    assert len(walls[0]) == 8
    of_texts = set(reviews[0]["starts"]) | {"ce-que-je-dirais-a-quelqu-un-qui-hesite"}
    assert {each["key"] for wall in walls for each in wall} <= of_texts | {
        *("collectivite", "duree", "joindre"),
    }
    assert {each["code"] for review in reviews for each in review["problems"] if each["asks"]} >= {
        *("personal-name", "sensitive-topic", "bad-duration"),
    }


CROWDS = [  # an employer, a category, the number that its agent gives, and whether it is few
    ("Ville d’essai", "A", "", True),  # 1 100 agents, of whom 94
    ("ville d essai", "C", "", False),
    ("Ville d’essai", "", "", False),  # nobody knows the category: all are counted
    ("Mairie du Lac", "C", "", False),  # nobody knows how many: who receives it will look
    ("Mairie du Lac", "C", "120", True),
    ("Mairie du Lac", "C", "150", False),
    ("Hôpital du Lac", "C", "140", True),  # no source tells of its categories
]


@pytest.mark.parametrize(("employer", "category", "agents", "few"), CROWDS)
def test_too_few_people_are_a_question_with_two_ways_out(
    judge: Judge, employer: str, category: str, agents: str, *, few: bool
) -> None:
    told = {"collectivite": employer, "categorie": category, "effectif": agents}
    answers = [{**SHARED["right"], **told, "reconnaissable": it} for it in ("", "oui", "non")]

    asked = [
        [(each["key"], each["asks"]) for each in review["problems"]]
        for review in judge.review(answers)
    ]

    assert asked == [[("reconnaissable", True)] if few else [], [], []]


DROPPED = """async (rules) => {
  const { clean } = await import("/assets/story/compose.js");
  const points = [...Array(0x110000).keys()].filter((c) => c < 0xd800 || c > 0xdfff);
  return points.filter((c) => clean(`a${String.fromCodePoint(c)}b`, rules) === "ab");
}"""


def test_the_form_drops_the_very_characters_that_the_check_refuses(judge: Judge) -> None:
    """Nobody could find in a field what does not show: it is not asked for, it goes."""
    gone = re.compile(f"{HIDDEN.pattern}|{MEANINGLESS.pattern}")
    refused = {c for c in range(0x110000) if gone.sub("", f"a{chr(c)}b") == "ab"}

    dropped = set(judge.page.evaluate(DROPPED, shared_rules()))

    assert dropped == {c for c in refused if not 0xD800 <= c <= 0xDFFF}


NAMED = """async (names) => {
  const { signOf } = await import("/assets/story/compose.js");
  return names.map(signOf);
}"""


def test_a_browser_reads_the_names_of_signs_as_python_does(judge: Judge) -> None:
    names = [name.removesuffix(";") for name in html5 if name.endswith(";")]

    signs = judge.page.evaluate(NAMED, [*names, "rien", "notrien"])

    assert signs == [*(html5[f"{name};"] for name in names), "&rien;", "¬rien;"]


LETTERS = """async ([texts, rules]) => {
  const { clean } = await import("/assets/story/compose.js");
  return texts.map((text) => clean(text, rules));
}"""


def test_a_text_saved_twice_has_its_letters_again(judge: Judge) -> None:
    """As Windows-1252 or as Latin-1 reads it: the check tells it, a form mends what is pasted."""
    texts = ["prête", "l’été", "« ça »", "œuvre", "À É Ô…", "Noël — naïf", "10 €", "ÉTÉ» â€ ÃO"]
    spoilt = [*map(saved_twice, texts), *(t.encode().decode("latin-1") for t in texts[:5])]
    spoilt += [
        *(saved_twice(saved_twice(t)) for t in texts[:4]),
        *(t.encode().decode("mac_roman") for t in texts[:4]),
    ]

    mended = judge.page.evaluate(LETTERS, [spoilt, shared_rules()])

    assert mended == [*texts, *texts[:5], *texts[:4], *texts[:4]]
    assert mended == [with_its_letters(text, Notes("")) for text in spoilt]


def saved_twice(text: str) -> str:
    """Read UTF-8 as Windows does, where some bytes stand for nothing."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


def test_the_page_holds_the_problems_that_its_scripts_tell_and_no_others(judge: Judge) -> None:
    rules = judge.rules
    scripts = "".join(path.read_text() for path in (THEME / "assets/story").glob("*.js"))
    told = {code for code in explanations() if f'"{code}"' in scripts}
    told |= {f"personal-{kind}" for kind in rules["privacy"]["identifiers"]}

    assert set(rules["problems"]) == told


REPOSITORY_WORDS = re.compile(
    r"\b(?:YAML|SIREN|Markdown|HTML|dépôt|branche|fichier|en-tête|consentement|E\d{3})\b|\.md\b",
    re.IGNORECASE,
)


def test_no_word_of_the_repository_is_said_to_who_tells(judge: Judge) -> None:
    rules = judge.rules
    told = {**rules["problems"], **{key: text for key, text in rules["says"].items() if text}}

    assert {
        key: found[0] for key, text in told.items() if (found := REPOSITORY_WORDS.search(text))
    } == {}


def test_every_key_of_a_story_has_its_place_in_the_form() -> None:
    """A new field of the model is asked, or left out on purpose."""
    phrases = phrases_of("form")
    asked = {key for step in phrases["steps"] for key in (*step["fields"], *step["optional"])}

    assert asked | {"relu"} == set(Story.keys()) - NOT_ASKED | set(phrases["own"])
