# SPDX-License-Identifier: EUPL-1.2
"""Set the French typography of what is published, as keyboards let authors forget it.

Sources are never changed: the facts of a header are set as they are read (`schema.values`), texts
as they are rendered (`html`) or published otherwise (`open_data`, `documents`, `publishing`). The
preview of the form does the same (mkdocs/theme/assets/typography.js). What is right stays as it is:
to set a text twice changes nothing. Splitting at a sign is several times faster than a pattern.
"""

import re
from collections.abc import Callable

NO_BREAK, NARROW = "\u00a0", "\u202f"
BLANKS = f" {NARROW}"
TAGS, ADDRESSES = "\x00", "\x01"  # stand for what must not change: the second within a text
FILLED = "\x02"  # stands for what a template fills (`typography_of_templates`)
APART = TAGS + ADDRESSES + FILLED
DOTS = re.compile(r"\.\.\.(?<!\.\.\.\.)(?!\.)")
QUOTED = re.compile(
    rf'"(?<![^\s(«’{NO_BREAK}]")([^\s"{APART}](?:[^"\n{APART}]{{0,300}}[^\s"{APART}])?)"(?![\w"])'
)
# What French cuts before a vowel; not "quelqu’un" nor "aujourd’hui", which are one word. In a
# browser, search.js holds the same pattern: a test compares them.
ELISIONS = "[cdjlmnst]|(?:jus|lors|puis|quoi)?qu"
ELIDED = re.compile(rf"(?<!\w)(?:{ELISIONS})\Z", re.IGNORECASE)
ENTITY = re.compile(r"&#?\w+\Z")  # of HTML: the semicolon that ends it is none
THREE = 3  # digits of a group
MOST_SIGNS = 8  # of an entity, or of an elided word
UNITS = (
    "mois|ans?|jours?|semaines?|heures?|minutes?|h|min|km|kg|m²|agents?|personnes?|euros?|pages?"
)
# What stands before the number of an article, of a decree: "article L. 512-6", "n° 2008-580".
NUMBERED = ("rticle ", "rticles ", "n° ", "L. ", "R. ", "D. ")
UNIT = re.compile(rf"(?:{UNITS})(?![\w-])")
ADDRESS = re.compile(
    rf"((?:https?://|www\.)[^\s<>{APART}]+|(?<![^\s<>@{APART}])[^\s<>@{APART}]+@[^\s<>@{APART}]+)"
)
TAG = re.compile(
    r'(<pre\b.*?</pre>|<script\b.*?</script>|<style\b.*?</style>|<code\b.*?</code>|<kbd\b.*?</kbd>|<[^<>"]*(?:"[^"]*"[^<>"]*)*>)',
    re.DOTALL,
)
# Code, fields, addresses and titles of links, tags, what draws tables and numbers definitions. Each
# begins with one sign, a new line when it has to begin a line: Python finds those fast.
MARKDOWN = re.compile(
    r"\n(?: {4}|\t)[^\n]*|`(?<!``)(`*)(?!`)[^\n]+?(?<!`)`\1(?!`)"
    r"|\[\[[^\[\]\n]+\]\]|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\n {0,3}\[[^\]\n]+\]:[^\n]*"
    r"|<[^<>\n]+>|\n[ |:-]*-[ |:-]*$",
    re.MULTILINE,
)
TEXTS = re.compile(r'(?<= alt=")[^"]+')


def typeset(text: str) -> str:
    """Set a plain text: its addresses stay as they are."""
    return _outside_addresses(text, _typeset)


def typeset_html(html: str) -> str:
    """Set the texts of a piece of HTML, and what its pictures say; no code, no other attribute."""
    html = html.replace("&nbsp;", NO_BREAK)
    if "<img" in html:
        html = TEXTS.sub(lambda alt: typeset(alt[0]), html)
    return _outside(TAG, TAGS, html, typeset)


def typeset_spaces_html(html: str) -> str:
    """Set nothing but the spaces: our own words quote what has to be typed as it is."""
    html = html.replace("&nbsp;", NO_BREAK)
    return _outside(TAG, TAGS, html, lambda text: _outside_addresses(text, _typeset_spaces))


def in_texts(html: str, change: Callable[[str], str]) -> str:
    """Change the texts of a piece of HTML, where a sign stands for each tag and each code."""
    return _outside(TAG, TAGS, html, change)


def _outside_addresses(text: str, change: Callable[[str], str]) -> str:
    if "://" in text or "@" in text or "www." in text:
        return _outside(ADDRESS, ADDRESSES, text, change)
    return change(text)


def typeset_markdown(text: str) -> str:
    """Set the sentences of a Markdown text."""
    lines, end = f"\n{text}", 1
    plain, untouched = [], []
    for match in MARKDOWN.finditer(lines):
        start = match.start() + (lines[match.start()] == "\n")
        plain.append(lines[end:start])
        untouched.append(lines[start : match.end()])
        end = match.end()
    return _put_back(typeset(TAGS.join([*plain, lines[end:]])), TAGS, untouched, text)


def _outside(pattern: re.Pattern[str], mark: str, text: str, change: Callable[[str], str]) -> str:
    """Change all that lies between the matches of a pattern of one group."""
    parts = pattern.split(text)
    return _put_back(change(mark.join(parts[::2])), mark, parts[1::2], text)


def _put_back(changed: str, mark: str, untouched: list[str], text: str) -> str:
    """Put back what must not change; return `text` when its own signs make that impossible."""
    pieces = changed.split(mark)
    if len(pieces) != len(untouched) + 1:
        return text
    joined = [""] * (len(pieces) + len(untouched))
    joined[::2], joined[1::2] = pieces, untouched
    return "".join(joined)


def _typeset(text: str) -> str:
    if "..." in text:
        text = DOTS.sub("…", text)
    if "'" in text:
        text = _at_each(text, "'", _apostrophe)
    if '"' in text:
        text = QUOTED.sub(rf"«{NO_BREAK}\1{NO_BREAK}»", text)
    return _typeset_spaces(text)


def _typeset_spaces(text: str) -> str:
    if "«" in text:
        text = _at_each(text, "«", _opening)
    for sign, rule in RULES.items():
        if sign in text:
            text = _at_each(text, sign, rule)
    for start in filter(text.__contains__, NUMBERED):
        text = _at_each(text, start, _article)
    for digit in filter(text.__contains__, "0123456789"):
        for blank in (" ", NO_BREAK):
            if digit + blank in text:
                text = _at_each(text, digit + blank, _number)
    return text


def _at_each(text: str, sign: str, rule: Callable[[str, str, str], tuple[str, str, str]]) -> str:
    """Apply a rule to each place of a sign: to what stands before it, to it, to what follows."""
    before, *others = text.split(sign)
    parts = []
    for after in others:
        before, changed_sign, rest = rule(before, sign, after)
        parts += [before, changed_sign]
        before = rest
    return "".join([*parts, before])


Sides = tuple[str, str, str]


def _apostrophe(before: str, sign: str, after: str) -> Sides:
    """Curl it between letters: 'ceci' and 5' are something else."""
    follows = after[:1]
    curled = before[-1:].isalpha() and (follows.isalnum() or (follows and follows in '«“"'))
    if follows and follows in APART:
        curled = ELIDED.search(before[-MOST_SIGNS:]) is not None
    return before, "’" if curled else sign, after


def _opening(before: str, sign: str, after: str) -> Sides:
    bare = after.lstrip(BLANKS)
    spaced = bare != after or not after[:1].isspace()
    return before, sign, f"{NO_BREAK}{bare}" if bare and spaced else after


def _spaced(before: str, *, tight: bool) -> str:
    """Put a no-break space after a text that has another one, or none and must not be `tight`."""
    bare = before.rstrip(BLANKS)
    if bare == before:
        return f"{before}{NO_BREAK}" if tight else before
    if not bare or bare[-1].isspace():
        return before if bare[-1:] != NO_BREAK else bare
    return f"{bare}{NO_BREAK}"


def _closing(before: str, sign: str, after: str) -> Sides:
    return _spaced(before, tight=bool(before) and not before[-1].isspace()), sign, after


def _colon(before: str, sign: str, after: str) -> Sides:
    """Leave what has no space: an hour, a key and its value. A table of Markdown has "| :--"."""
    return before if after[:1] == "-" else _spaced(before, tight=False), sign, after


def _semicolon(before: str, sign: str, after: str) -> Sides:
    last, follows = before[-1:], after[:1]
    ends = not follows or follows.isspace() or follows in APART
    tight = ends and (last.isalpha() or (last != "" and last in f"»)…{APART}"))
    entity = tight and ENTITY.search(before[-MOST_SIGNS:]) is not None
    return _spaced(before, tight=tight and not entity), sign, after


def _mark(before: str, sign: str, after: str) -> Sides:
    last, follows = before[-1:], after[:1]
    if follows and not follows.isspace() and follows not in f'»)”"!?.,…{APART}':
        return before, sign, after
    tight = last.isalnum() or (last != "" and last in "»)…")
    return _spaced(before, tight=tight), sign, after


def _unit(before: str, sign: str, after: str) -> Sides:
    return _spaced(before, tight=before[-1:].isdigit() and not after[:1].isalnum()), sign, after


# In this order: each rule reads, after its sign, a text that those above have set.
RULES = {
    "»": _closing,
    "%": _unit,
    "€": _unit,
    "?": _mark,
    "!": _mark,
    ":": _colon,
    ";": _semicolon,
}


def _article(before: str, sign: str, after: str) -> Sides:
    """Keep a number with what says what it is the number of."""
    whole = sign[0] == "r" or not before[-1:].isalnum()
    follows = after[:1].isdigit() or after[:2] in {"L.", "R.", "D."}
    return before, f"{sign[:-1]}{NO_BREAK}" if whole and follows else sign, after


def _number(before: str, sign: str, after: str) -> Sides:
    """Keep a number with its unit, and its thousands together; a year is no thousands."""
    year = len(before) >= THREE and before[-THREE:].isdigit()
    group = len(after) >= THREE and after[:THREE].isdigit()
    if group and not after[THREE : THREE + 1].isdigit() and not year:
        return before, f"{sign[0]}{NARROW}", after
    return before, f"{sign[0]}{NO_BREAK}" if UNIT.match(after) else sign, after
