# SPDX-License-Identifier: EUPL-1.2
"""The French that the code says is in `phrases.yml`: each phrase is there, and each is said."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import escales
from escales.problems.explanations import explanations
from escales.words.phrases import Phrases, phrases_of

ENGINE = Path(escales.__file__).parent
FILES = sorted(ENGINE.rglob("phrases.yml"))
FOLDERS = [file.parent.relative_to(ENGINE).as_posix() for file in FILES]
OF = re.compile(r'^phrases = phrases_of\("([\w/]+)"\)$', re.MULTILINE)
SAID = re.compile(r'\bphrases(?:\.([a-z]\w*)|\["(\w+)"\])')
BREAKABLE = re.compile(r"« | »| [;:!?](?=\s|$)")  # where a line could end
ENGLISH = re.compile(r"\b(?:the|and|of|is|are|not|you|your|this)\b")


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def said(folder: str) -> dict[str, bool]:
    """Return the phrases of a folder that some module says: whether as one text, or as several."""
    names: dict[str, bool] = {}
    for module in ENGINE.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        if OF.findall(text) == [folder]:
            names |= {one or several: bool(one) for one, several in SAID.findall(text)}
    return names


def content(folder: str) -> dict[str, object]:
    return dict(phrases_of(folder)._content)  # noqa: SLF001  # what its file holds


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_phrase_is_said_and_each_that_is_said_is_there(folder: str) -> None:
    written = {name: isinstance(value, str) for name, value in content(folder).items()}

    assert said(folder) == written


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_phrase_is_french_and_takes_named_values(folder: str) -> None:
    for text in texts_in(content(folder)):
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        assert all(name == "" or name.isidentifier() for name in names), text
        assert ENGLISH.search(text) is None, text
        assert BREAKABLE.search(text) is None, text


def test_each_problem_is_told_with_its_no_break_spaces() -> None:
    for each in explanations().values():
        for text in (each.title, each.sentence, each.meaning):
            assert BREAKABLE.search(text) is None, text


def test_every_folder_that_the_code_names_has_its_phrases() -> None:
    named = {one for path in ENGINE.rglob("*.py") for one in OF.findall(path.read_text("utf-8"))}

    assert named == set(FOLDERS)


def test_a_phrase_that_is_not_there_is_a_fault_of_the_code() -> None:
    with pytest.raises(KeyError):
        assert Phrases({}).missing
