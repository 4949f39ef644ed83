# SPDX-License-Identifier: EUPL-1.2
"""The form judges as `escales check` does: the same answers, in Chromium and in Python."""

import json
import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html.entities import html5
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from browsing import served
from building import VOLATILE
from conftest import FIXTURE
from corpus import HALVES, sentences
from escales.checking.load import check, load
from escales.form import NAMES_FILE, describe_form, make_names_file
from escales.form.fields import NOT_ASKED
from escales.form.patterns import shared_rules
from escales.problems.explanations import explanations
from escales.problems.problem import Notes, Problem
from escales.reading.hidden_characters import HIDDEN, MEANINGLESS
from escales.reading.wrong_encoding import with_its_letters
from escales.schema import Consent, Story
from escales.settings.rules import Rules
from escales.settings.site import Settings
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Topic
from form_answers import make_answers

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

THEME = FIXTURE.parents[2] / "hooks/escales/mkdocs/theme"
SHARED = yaml.load(
    (Path(__file__).parent / "form_cases.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
EMPLOYER = re.compile(r"docs/collectivites/[\w-]+\.md")
ROUNDS = 400
REVIEW = """async ([all, rules, around]) => {
  const { review } = await import("/assets/story/check.js");
  return all.map((typed) => review(typed, rules, around));
}"""

Answers = dict[str, Any]
Said = list[tuple[str, str, str]]  # key, code, sentence


@dataclass(frozen=True)
class Judge:
    """Reviews answers in the browser, with the rules of the fixture site."""

    page: Page

    def review(self, answers: list[Answers]) -> list[dict[str, Any]]:
        library = load(FIXTURE)
        rules = json.loads(describe_form(library, Settings()).rules)
        names = json.loads(dict(make_names_file(library))[NAMES_FILE])
        around = {"names": names, "today": SHARED["today"]}
        reviews: list[dict[str, Any]] = self.page.evaluate(REVIEW, [answers, rules, around])
        return reviews


@pytest.fixture(scope="module")
def judge(browser: Browser) -> Iterator[Judge]:
    with served(THEME) as address:
        page = browser.new_page()
        page.goto(f"{address}/assets/escales.css")
        yield Judge(page)
        page.close()


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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the fixture site, where what is written is taken away again."""
    return shutil.copytree(FIXTURE, tmp_path_factory.mktemp("form") / "site", ignore=VOLATILE)


def said_by_check(review: Mapping[str, Any], site: Path) -> Said:
    """Put the files that were made in the site, and tell what the check says of them."""
    roles = [key for key in ("collectivite", "accueil") if review["values"].get(key) == "+"]
    keys = {file["path"]: role for file, role in zip(review["files"][1:], roles, strict=False)}
    for file in review["files"]:
        (site / file["path"]).write_text(file["text"], encoding="utf-8")
    rules = Rules(
        anonymity_threshold=0
    )  # a form knows no other story: it cannot count who could have told it
    said = [place(problem, review, keys) for problem in check(site, rules)]
    for file in review["files"]:
        if (FIXTURE / file["path"]).exists():
            shutil.copyfile(FIXTURE / file["path"], site / file["path"])
        else:
            (site / file["path"]).unlink()
    return sorted(said)


def in_the_words_of_the_form(code: str, message: str) -> str:
    """Say with the same values what the form says in words of its own."""
    instead = phrases_of("form")["instead"].get(code)
    if instead is None:
        return message
    named = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(explanations()[code].sentence))
    values = re.match(named, f"{message} ", re.IGNORECASE | re.DOTALL)
    assert values, message
    return str(instead.format(**values.groupdict()))


def place(
    problem: Problem, review: Mapping[str, Any], keys: Mapping[str, str]
) -> tuple[str, str, str]:
    """Tell in which field of the form a problem of a file stands."""
    path = review["files"][0]["path"]
    told = problem.code, in_the_words_of_the_form(problem.code, problem.message)
    if problem.code == "duplicate-slug":  # said of the file that is read last, of the other here
        return "fichier", problem.code, problem.message.replace(path, problem.path)
    if (
        problem.code == "duplicate-siren"
    ):  # said of the last employer of the form, whichever it names
        files = [problem.path, *EMPLOYER.findall(problem.message)]
        *_, mine = (path for path in keys if path in files)
        (other,) = (path for path in files if path != mine)
        return f"{keys[mine]}.siren", told[0], EMPLOYER.sub(other, told[1])
    if problem.path in keys:
        return f"{keys[problem.path]}.{problem.key or 'nom'}", *told
    assert problem.path == path, problem
    if problem.code == "too-big":
        return "", *told
    if problem.key or problem.line == 1:
        return problem.key or "fichier", *told
    starts = sorted(review["starts"].items(), key=lambda start: start[1])
    return [key for key, line in starts if line <= problem.line][-1], *told


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_a_case_is_judged_alike_by_the_form_and_by_the_check(
    judge: Judge, case: Mapping[str, Any], site: Path
) -> None:
    (review,) = judge.review([answers_of(case)])

    said = said_in_browser(review)

    assert said == said_by_check(review, site)
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
        here, there = said_in_browser(review), said_by_check(review, site)
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
        (file,) = review["files"]
        (root / f"stories/phrase-{number}.md").write_text(file["text"], encoding="utf-8")
    found = defaultdict(list)
    for problem in check(root, Rules(anonymity_threshold=0)):
        found[problem.path].append(problem)

    for number, (sentence, review) in enumerate(zip(told, reviews, strict=True)):
        problems = found.pop(f"stories/phrase-{number}.md", [])
        own = review["files"][0]["path"]
        there = sorted(place(replace(problem, path=own), review, {}) for problem in problems)
        assert said_in_browser(review) == there, sentence.text
        codes = {code for _, code, _ in there} - {"formatted-text"}  # a title, in italics above
        assert {code_of(kind) for kind in sentence.finds} == codes
    assert found == {}


def code_of(kind: str) -> str:
    return "sensitive-topic" if kind in list(Topic) else f"personal-{kind}"


def test_what_was_read_again_is_kept_only_while_it_is_told(judge: Judge) -> None:
    told = {**SHARED["right"], "relu": ["sante", "syndicat"]}
    reviews = judge.review([told, {**told, "ce-qui-a-ete-difficile": "Ma santé."}])

    assert [review["topics"] for review in reviews] == [[], ["sante"]]
    assert "relu" not in reviews[0]["files"][0]["text"]
    assert 'relu:\n  - "sante"\nconsentement:' in reviews[1]["files"][0]["text"]
    assert [review["problems"] for review in reviews] == [[], []]


def test_the_story_that_is_made_is_the_expected_file(judge: Judge) -> None:
    (review,) = judge.review([SHARED["right"]])

    (file,) = review["files"]
    expected = (Path(__file__).parent / "form_story.md").read_text(encoding="utf-8")
    assert file["path"] == "stories/trois-mois-a-la-mediatheque.md"
    assert file["text"] == expected


def test_a_name_that_comes_from_the_title_is_free(judge: Judge) -> None:
    titles = ["Deuxième voix", "Explorateur", "漢字漢字漢字漢字漢字"]
    reviews = judge.review([{**SHARED["right"], "titre": title} for title in titles])

    names = [review["name"] for review in reviews]
    assert names == ["deuxieme-voix-2", "explorateur-2", "un-nom-simple"]


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


def test_the_page_holds_the_problems_that_its_scripts_tell_and_no_others() -> None:
    rules = json.loads(describe_form(load(FIXTURE), Settings()).rules)
    scripts = "".join(path.read_text() for path in (THEME / "assets/story").glob("*.js"))
    told = {code for code in explanations() if f'"{code}"' in scripts}
    told |= {f"personal-{kind}" for kind in rules["privacy"]["identifiers"]}

    assert set(rules["problems"]) == told


def test_every_key_of_a_story_has_its_place_in_the_form() -> None:
    """A new field of the model is asked, or left out on purpose."""
    asked = {key for group in phrases_of("form")["groups"] for key in group["fields"]}
    consent = {f"consentement.{key}" for key in Consent.keys()}  # noqa: SIM118  # no dict
    keys = {*Story.keys(), *consent}

    assert asked == keys - NOT_ASKED - {"consentement"} | {"fichier"}
