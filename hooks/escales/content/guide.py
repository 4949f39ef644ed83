# SPDX-License-Identifier: EUPL-1.2
"""The guide « Quel cadre »: pages that ask a question, each answer a link, down to a result."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FOLDER = "quel-cadre/"
START = f"{FOLDER}index.md"
QUESTION = f"{FOLDER}question-"
ANSWER = f"{FOLDER}reponse-"
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
FIRST_QUESTION = re.compile(r"^## (.+)$", re.MULTILINE)
CHOICE = re.compile(r"^- \[([^\[\]]+)\]\(((?:question|reponse)-[a-z0-9-]+\.md)\)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """A question on the way to a page, and what one may have answered to go on."""

    uri: str
    title: str
    choices: tuple[str, ...]


Way = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The questions: `titles` by page, `choices` the label and the page of each answer."""

    titles: Mapping[str, str]
    choices: Mapping[str, tuple[tuple[str, str], ...]]

    def ways_to(self, uri: str) -> list[Way]:
        """Return every way from the start to a page, the shortest first."""
        return sorted((way for end, way in self._walk(START, ()) if end == uri), key=len)

    def questions_after(self, uri: str) -> tuple[int, int]:
        """Return how many questions follow a page: the fewest, the most."""
        lengths = [len(way) for end, way in self._walk(uri, ()) if end not in self.choices]
        return (min(lengths) - 1, max(lengths) - 1) if lengths else (0, 0)

    def _walk(self, uri: str, way: Way) -> Iterator[tuple[str, Way]]:
        yield uri, way
        if uri in {step.uri for step in way}:
            return  # a page that one has met: whoever wrote it goes round
        for following in dict.fromkeys(to for _, to in self.choices.get(uri, ())):
            labels = tuple(label for label, to in self.choices[uri] if to == following)
            yield from self._walk(following, (*way, Step(uri, self.titles[uri], labels)))


def read_guide(pages: Mapping[str, str]) -> Guide:
    """Return the guide that the pages of docs/ hold, by their paths."""
    uris = {path.removeprefix("docs/"): text for path, text in pages.items()}
    titles, choices = {}, {}
    for uri, text in uris.items():
        asks = uri == START or uri.startswith(QUESTION)
        if asks:
            links = ((label, FOLDER + to) for label, to in CHOICE.findall(text))
            choices[uri] = tuple((label, to) for label, to in links if to in uris)
        if asks or uri.startswith(ANSWER):
            title = (FIRST_QUESTION if uri == START else TITLE).search(text)
            titles[uri] = title[1] if title else uri
    return Guide(titles, choices)
