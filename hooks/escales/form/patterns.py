# SPDX-License-Identifier: EUPL-1.2
"""The patterns, bounds and lists of the check, as the browser's form takes them.

Each stands once, in the module of the check that uses it. `README.md` names the rules that are no
data, and so stand in both languages.
"""

import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from escales.checking import link_texts, sections
from escales.checking.privacy import as_shown, identifiers, lexicon
from escales.reading import (
    bare_addresses,
    body,
    headings,
    hidden_characters,
    limits,
    links,
    markdown_links,
    pasted,
    picture_paths,
    plain_form,
    wrong_encoding,
)
from escales.schema import days, durations, lists, markup, shares, values
from escales.words import numbers, spelling, typography

# Scripts name them in lower case.
SHARED: Mapping[ModuleType, str] = {
    as_shown: "LINKED DEFINED WORK VISIBLE OTHERS INDENT HYPHEN CIVILITY",
    bare_addresses: "BARE BRACKETS",
    body: "PARAGRAPH PLACEHOLDER HTML ATTRIBUTES MARKUP FOOTNOTE BOX INCLUDE",
    durations: "ABOUT ONE_AND_A_HALF NEGATIVE SIGNS AGAIN ISO FRENCH",
    identifiers: "SIGN REST",
    headings: "HEADING UNDERLINE",
    hidden_characters: "HIDDEN STACKED MEANINGLESS SYMBOL_BULLET REFERENCE UNSEEN",
    lexicon: "WRAP",
    limits: "DEEP CLOSED BLANK_LINE",
    link_texts: "WRITTEN SITE MAIL AROUND DECORATION PARTS",
    links: "HTTPS NO_ADDRESS URL_SCHEME",
    markdown_links: "CODE AUTOLINK LINK TITLE DEFINITION MIDDLE ESCAPED NAMED",
    pasted: "NEW_LINE CURLY MAIL_END SENTENCE_END TAB HASH PIPE",
    picture_paths: "REMOTE",
    plain_form: "LINE RULE BREAK ITEM",
    spelling: "SLUG EMAIL",
    typography: "DOTS QUOTED ELIDED ENTITY UNIT ADDRESS",
    numbers: "NUMBER ENDING",
    shares: "FIGURES FULL_TIME_EQUIVALENT IN_WORDS",
    values: "THOUSANDS",
    wrong_encoding: "SAVED_TWICE",
    lists: "BETWEEN_ITEMS IN_ITEM COMMA LAST",
    markup: "FORMATTED",
}
PATTERNS: Mapping[str, re.Pattern[str]] = {
    name.lower(): getattr(module, name)
    for module, names in SHARED.items()
    for name in names.split()
}
# What the two engines write otherwise: a group that has a name, what `\w`, `\d` and `\Z` stand for,
# quotes that need no backslash, and signs that do not show.
OTHERWISE = re.compile(
    r"(?P<group>\(\?P<)|(?P<same>\\\\|\\\[|\\\])|(?P<sign>\\[wdZ\"'-])|(?P<class>\[)|(?P<end>\])"
    r"|(?P<far>[^\x20-\x7e])"
)
SIGNS = {r"\w": r"\p{L}\p{N}_", r"\d": r"\p{Nd}", r"\Z": "(?![^])", r"\"": '"', r"\'": "'"}
ASCII_SIGNS = {**SIGNS, r"\w": "A-Za-z0-9_", r"\d": "0-9"}
CLASSES = {r"\w", r"\d"}  # within brackets, or with brackets of their own
FLAGS = {re.MULTILINE: "m", re.IGNORECASE: "i"}


def shared_rules() -> dict[str, object]:
    """Return what a browser must know of the check beside the fields and the lexicon."""
    return {
        "patterns": {name: for_browsers(pattern) for name, pattern in PATTERNS.items()},
        "lists": {
            "nested": plain_form.NESTED,
            "most_items": plain_form.MOST_ITEMS,
            "ranks": plain_form.RANKS,
        },
        "pasted": {
            "signature": pasted.LONGEST_SIGNATURE,
            "narrowest": pasted.NARROWEST,
            "widest": pasted.WIDEST,
        },
        "durations": {
            "units": durations.UNITS,
            "longest": durations.LONGEST,
            "most_signs": durations.MOST_SIGNS,
        },
        "shares": {
            "named": shares.NAMED,
            "fractions": shares.FRACTIONS,
            "periods": shares.PERIODS,
        },
        "numbers": numbers.NUMBERS,
        "months": days.MONTHS,
        "limits": {
            "paragraph": limits.LONGEST_PARAGRAPH,
            "open": limits.MOST_OPEN,
            "most": [[sign, *for_browsers(pattern), most] for sign, pattern, most in limits.MOST],
            "runs": limits.DEEP_RUNS,
            "guesses": links.MOST_GUESSES,
            "section": sections.SECTION,
        },
        "search": {
            "before": identifiers.BEFORE,
            "around": identifiers.AROUND,
            "near": identifiers.NEAR,
            "gap": identifiers.GAP,
            "letters": as_shown.LETTERS,
        },
    }


def for_browsers(pattern: re.Pattern[str]) -> list[str]:
    """Return the source and the flags of the same pattern in JavaScript."""
    flags = "".join(letter for flag, letter in FLAGS.items() if pattern.flags & flag)
    signs = ASCII_SIGNS if pattern.flags & re.ASCII else SIGNS
    return ["".join(_translated(pattern.pattern, signs)), f"{flags}gu"]


def _translated(source: str, signs: Mapping[str, str]) -> Iterator[str]:
    end, in_class = 0, False
    for match in OTHERWISE.finditer(source):
        yield source[end : match.start()]
        end = match.end()
        match match.lastgroup:
            case "group":
                yield "(?<"
            case "far":
                yield f"\\u{{{ord(match[0]):x}}}"
            case "sign":
                sign = signs.get(match[0], match[0])
                yield f"[{sign}]" if match[0] in CLASSES and not in_class else sign
            case "class" if in_class:
                yield rf"\{match[0]}"
            case _:
                in_class = {"class": True, "end": False}.get(str(match.lastgroup), in_class)
                yield match[0]
    yield source[end:]
