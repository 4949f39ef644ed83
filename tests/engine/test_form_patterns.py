# SPDX-License-Identifier: EUPL-1.2
"""A pattern that the form shares with the check finds the same in Chromium as in Python."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from browsing import THEME, opened_among_scripts
from building import REPOSITORY
from escales.form.patterns import PATTERNS, for_browsers, shared_rules
from escales.reading.plain_form import to_plain_form

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
TABLE = (REPOSITORY / "hooks/escales/form/README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| [^|`]+ \| (`[^|]+) \| (`[^|]+) \| (`[^|]+) \|$", re.MULTILINE)
FOLDERS = (REPOSITORY / "hooks/escales", THEME / "assets", HERE)  # of the columns of the table
QUOTED = re.compile(r"`([^`]+)`")
SAMPLES = 400
LENGTHS = yaml.safe_load((HERE / "length_cases.yml").read_text(encoding="utf-8"))

# Pieces of which a text may be made, so that each pattern finds something in some of them.
PIECES = [
    *("## Titre", "\n## Titre", "\nmot\n=====", "- un", "1. deux", "> dit", "---", "\n"),
    *("\n\n", "\n    ", "                        ", "\t", "[a](b.md)", "[a [b] c](d (e) 'f')"),
    *("![i](j.png)", '[k]: <l> "m"', "[n][o]", "![p][q]", "[[r]]", "[^1]", "<b>", "</b>"),
    *("\n!!! note", '\n??? tip "a"', '\n=== "b"', "\n!!! quoi"),
    *("<!-- s -->", "<https://t.example/u>", "<v@w.example>", "`x`", "``y`z``", "{: .a }"),
    *("h\\_i", "\\(j"),
    *("{#b}", "{{ c }}", "{% d %}", "--8<-- e", "https://f.example/g", "//h", "mailto:i"),
    *("dix huit mois", "vingt et une", "2 semaines (10 jours)", "0,5 ETP", "- a ; b", "prÃªte"),
    "\n- - - - x",
    *("10-20 %", "20 \xe0 40 %", "temps plein", "ponctuelle", "2026-11-02", "02/11/2026"),
    *("1 200", "-3 mois", "18 mois", "1 an et 6 mois", "une demi journee", "P3M", "P1Y6M"),
    *("environ 3 mois", "20 % environ", "1,5 mois", "2.5 jours"),
    *("con", "aux.md", "a b.", "a-b-c", "C:\\docs", "www.", "\\\\srv", "j.k@l.example", "«"),
    *("»", "l'", "qu'", '"m"', "...", "&amp", "mois", "é", "œ", "²", "\u0663", "\u200b"),
    *("\xa0", "\u202f", "e\u0301\u0301\u0301\u0301", "\U0001f44d\u200d", "\ue000", "\uff10"),
    *("\n                        mot", "\n•\tun", "\no\tdeux", "\n- trois", "\n  - quatre"),
    *("\n1) un", "\n2. deux", "\n2024. Puis", "\n2025. Fin", "\n+ 3 jours", "\n> - dit"),
    *("\n>   - redit", "\n– incise – ici", "\n§ I", "\na)\tun", "\n***", "\n* * *", "\\\n"),
    *("\n\n        retrait", "\n  suite", "https://a.example/b_(c).", "www.d.example", "&#8203;"),
    *("&#x202e;", "&shy;", "&zwj;", "\uf0b7\tx", "\xad", "\n\u2003mot", "\n- \n"),
    *("#1 mot", "a | b", "“mot”", "un\vdeux", "Envoyé de mon iPhone"),
    *("*Madame Bovary*", "« Le Docteur Jivago »", "mme-durand", "madame-x"),
]
# The scripts that judge nothing.
DRAWN = (
    "blocks",
    "clipboard",
    "form",
    "insert",
    "nodes",
    "paste",
    "patterns",
    "preview",
    "steps",
    "ways",
)
FIND = """async ([rules, samples, durations, shares]) => {
  const { lengthOfTime, shareOf } = await import("/assets/story/durations.js");
  const { tidy } = await import("/assets/story/plain.js");
  return {
    found: Object.fromEntries(Object.entries(rules.patterns).map(([name, [source, flags]]) => [
      name, samples.map((text) => text.match(new RegExp(source, flags)) || []),
    ])),
    plain: samples.map((sample) => tidy(sample, rules)),
    durations: durations.map((text) => lengthOfTime(text, rules) || null),
    shares: shares.map((text) => shareOf(text, rules) ?? null),
  };
}"""


def samples() -> Iterator[str]:
    yield from PIECES
    chance = random.Random(0)
    for _ in range(SAMPLES):
        yield "".join(chance.choice(PIECES) + chance.choice(["", " "]) for _ in range(6))


@pytest.fixture(scope="module")
def found(browser: Browser) -> dict[str, Any]:
    rules = json.loads(json.dumps(shared_rules()))
    with opened_among_scripts(browser) as page:
        answer: dict[str, Any] = page.evaluate(
            FIND, [rules, [*samples()], *map(list, LENGTHS.values())]
        )
    return answer


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_finds_the_same_in_both_engines(name: str, found: dict[str, Any]) -> None:
    here = [[match[0] for match in PATTERNS[name].finditer(text)] for text in samples()]

    assert found["found"][name] == here
    assert any(here), "no sample shows what it finds"


def test_lengths_and_shares_are_read_as_one_says_them(found: dict[str, Any]) -> None:
    for kind, cases in LENGTHS.items():
        assert dict(zip(cases, found[kind], strict=True)) == cases


def test_a_text_takes_the_same_plain_form(found: dict[str, Any]) -> None:
    here = [to_plain_form(text) for text in samples()]

    assert found["plain"] == here
    assert here != [*samples()]
    for text, plain in zip(samples(), here, strict=True):
        assert plain.count("\n") == text.count("\n")
        assert to_plain_form(plain) == plain, "it is plain already"


@pytest.mark.parametrize(
    ("python", "flags", "expected"),
    [
        (r"(?P<a>\d)\w", 0, [r"(?<a>[\p{Nd}])[\p{L}\p{N}_]", "gu"]),
        (r"[\w-]\Z", re.IGNORECASE, [r"[\p{L}\p{N}_-](?![^])", "igu"]),
        (r"^\d", re.ASCII | re.MULTILINE, ["^[0-9]", "mgu"]),
        (r"[\[\"é\]]\\d", 0, [r'[\["\u{e9}\]]\\d', "gu"]),
    ],
)
def test_a_pattern_is_translated(python: str, flags: int, expected: list[str]) -> None:
    assert for_browsers(re.compile(python, flags)) == expected


def test_a_pattern_that_is_shared_stands_in_no_script_and_each_serves_there() -> None:
    assets = THEME / "assets"
    files = [*(assets / "story").glob("*.js"), assets / "typography.js"]
    scripts = "".join(file.read_text(encoding="utf-8") for file in files)

    copied = {name for name, pattern in PATTERNS.items() if for_browsers(pattern)[0] in scripts}
    assert copied - {"scheme", "slug"} == set()
    assert {name for name in PATTERNS if not re.search(rf"\b{name}\b", scripts)} == set()


def test_every_rule_of_the_table_stands_where_it_says_and_its_test_too() -> None:
    rows = [tuple(QUOTED.findall(cell) for cell in row) for row in ROW.findall(TABLE)]

    assert len(rows) > 20
    for places in rows:
        for (path, name), folder in zip(places, FOLDERS, strict=True):
            source = (folder / path).read_text(encoding="utf-8")
            assert re.search(
                rf"^ *(?:async |export )*(?:def|function\*?|const) {name}\b", source, re.MULTILINE
            ), name


def test_every_script_of_the_form_that_judges_is_in_the_table() -> None:
    scripts = {f"story/{file.name}" for file in (THEME / "assets/story").glob("*.js")}
    drawn = {f"story/{name}.js" for name in DRAWN}

    assert {place for row in ROW.findall(TABLE) for place in QUOTED.findall(row[1])[:1]} >= (
        scripts - drawn
    )
