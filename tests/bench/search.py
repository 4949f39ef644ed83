# SPDX-License-Identifier: EUPL-1.2
"""Measure in Chromium what a reader's search fetches and how long it takes."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, Response

from bench.targets import SearchMeasure
from browsing import chromium, served

QUERY = "responsable"
TIMEOUT = 600_000  # milliseconds: Material's own is slow at 10,000 stories
# What Pagefind writes is compressed already; the rest is compressed by any server.
COMPRESSED = ("pf_meta", "pf_index", "pf_fragment", ".pagefind", ".png", ".woff2")
# What a site without search would not fetch, be it before the question or after it.
OF_SEARCH = re.compile("/(pagefind|explorateur|search|workers)/|/(search|find|explorer)[.]js")
CHANGES = [
    ("categorie", 0),
    ("duree", 1),
    ("duree", 4),
    ("collectivite", 5),
    ("categorie", 0),
    ("collectivite", 5),
    ("dispositif", 1),
    ("annee", 2),
    ("duree", 1),
    ("annee", 2),
    ("point_de_vue", 0),
    ("dispositif", 1),
]
# Click a box, and wait for the list that answers it.
CHANGE = """([key, place]) => new Promise((resolve) => {
  const box = document.querySelectorAll(`input[name="${key}"]`)[place];
  const list = document.getElementById("es-trouves");
  const start = performance.now();
  box.click();
  const seen = () => list.getAttribute("aria-busy") === "false";
  if (seen()) throw new Error("answered before it was asked");
  new MutationObserver((_, observer) => {
    if (seen()) { observer.disconnect(); resolve(performance.now() - start); }
  }).observe(list, { attributes: true });
})"""
TYPE = """([field, query, done]) => new Promise((resolve) => {
  const start = performance.now();
  const input = document.querySelector(field);
  input.value = query;
  for (const type of ["focus", "keyup", "input"]) {
    input.dispatchEvent(new Event(type, { bubbles: true }));
  }
  const timer = setInterval(() => {
    if (document.querySelector(done)) { clearInterval(timer); resolve(performance.now() - start); }
  }, 5);
})"""


@dataclass
class _Wire:
    """What the search of a page fetches, weighed as servers send it."""

    weight: int = 0
    answers: list[Response] = field(default_factory=list)

    def take(self, answer: Response) -> None:
        if OF_SEARCH.search(answer.url):
            self.answers.append(answer)

    def weigh(self) -> int:
        for answer in self.answers:
            body = answer.body()
            sent = body if answer.url.endswith(COMPRESSED) else gzip.compress(body, 9, mtime=0)
            self.weight += len(sent)
        self.answers.clear()
        return self.weight


@contextmanager
def _reader(site: Path, path: str) -> Iterator[tuple[Page, _Wire]]:
    """Open a page with an empty cache, and weigh what it fetches for its search."""
    with served(site) as address, chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(TIMEOUT)
        wire = _Wire()
        page.on("response", wire.take)
        page.goto(f"{address}/{path}", wait_until="domcontentloaded")
        yield page, wire
        page.close()


def _measure_escales(site: Path) -> SearchMeasure:
    with _reader(site, "recits/") as (page, wire):
        search_time = page.evaluate(TYPE, ["#es-q", QUERY, "#es-trouves > .es-item"])
        search_weight = wire.weigh()
    with _reader(site, "recits/") as (page, wire):
        filter_time = page.evaluate(CHANGE, CHANGES[-1])
        filter_weight = wire.weigh()
        change_time = median(page.evaluate(CHANGE, change) for change in CHANGES)
    return SearchMeasure(search_weight, search_time, filter_weight, filter_time, change_time)


def _measure_material(site: Path) -> SearchMeasure:
    with _reader(site, "") as (page, wire):
        field_of_search = "[data-md-component=search-query]"
        done = ".md-search-result__item"
        time = page.evaluate(TYPE, [field_of_search, QUERY, done])
        return SearchMeasure(wire.weigh(), time)


SEARCHES: dict[str, Callable[[Path], SearchMeasure]] = {
    "escales": _measure_escales,
    "carrefour": _measure_escales,
    "material": _measure_material,
}
