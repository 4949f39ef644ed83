# SPDX-License-Identifier: EUPL-1.2
"""Read a text as browsers show it: links, marks, entities and unusual signs hide nothing."""

import re
import sys
import unicodedata
from collections.abc import Callable
from html.entities import html5

from escales.machine.utf8 import as_bytes, as_text
from escales.reading.hidden_characters import ASCII
from escales.reading.lines import characters_after, matches_from, positions_of

# A link or a picture: what it says, then its address, or the name under which it stands below.
LINKED = re.compile(
    r"\[(?P<said>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.){0,300}\]){0,1000})\]"
    r"(?:\((?P<address>(?:[^()\\\n]|\\.|\n(?!\n)|\([^()\n]{0,300}\)){0,2000})\)"
    r"|\[(?P<name>[^\[\]\n]{0,300})\])?"
)
DEFINED = re.compile(r"(?:^|\n)[ >]{0,9}\[(?P<name>[^\[\]\n]{1,300})\]:")
# How one says that a name is a title or a place: in italics or in quotes, all in full.
FULL_NAME = (
    r"(?:Madame|Mademoiselle|Monsieur|Docteure?|Professeure?|Maître|Capitaine|Commandante?)"
    r"(?:[ \u00a0\u202f](?:de|du|des|la|le))*[ \u00a0\u202f][A-ZÀ-ÖØ-ÞŒ][\w’'-]*"
)
TITLE_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞŒ][\w’'-]*|[ld][’'][\w-]+|(?:les?|la|des?|du|aux?|un|une)(?: [\w-]+)?|et)"
)
QUOTES = '*_«“"'
WORK = re.compile(
    r"(?<![\w*])[*_«“\"][ \u00a0\u202f]?"
    r"(?:(?:Les?|La|L[’']|Une?|Chez|Bonjour|Adieu|Merci)(?:(?<=[’'])|[ ])(?:[\w’'-]+ ){0,3})?"
    rf"{FULL_NAME}(?:,?[ \u00a0\u202f]{TITLE_WORD}){{0,6}}[ \u00a0\u202f]?[*_»”\"](?![\w*])"
)
# A sign as its number or its name; one that Markdown keeps as it is; what may make an emphasis.
SIGNS = "&\\*`_"
MARKS = re.compile(
    r"[&\\*`_](?:(?<=&)(?:#(?P<number>[0-9]{1,7})|#[xX](?P<hexadecimal>[0-9A-Fa-f]{1,6})"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]{1,30}));"
    r"|(?<=\\)(?P<escaped>[!-/:-@\[-`{-~]|(?=\n))"
    r"|(?<=[*`])(?P<stars>[*`]{0,8})|(?<=_)(?P<bars>_{0,8}))"
)
WORD = re.compile("[A-Za-z0-9_]")
# Those that show.
VISIBLE = re.compile("[\t -~\u00a0\u00ab\u00bb\u00c0-\u017f\u2002-\u200a\u2010-\u201e\u205f]")
ENTITIES = {
    name[:-1]: sign
    for name, sign in html5.items()
    if name.endswith(";") and VISIBLE.fullmatch(sign)
}
# The start of a line in a list or a quotation that goes on.
INDENT = re.compile(r"\n[ \t>]+")
SEPARATOR = "\x1e"  # parts texts that are read at once: no text holds it
# What nearly all texts hold beyond ASCII, which stays as it is.
FRENCH = re.compile(f"[{SEPARATOR}\u00a0«»À-ÿ\u2010-\u2015‘’“”•…œŒ°\u202f€]*")
# Letters of other alphabets, spaces of other widths, digits of other scripts, letters and digits
# of other widths and weights, and what does not show.
OTHERS = re.compile(
    "[\u00ad\u0100-\u0151\u0154-\u024f\u0253-\u025b\u0660-\u0669\u06f0-\u06f9\u1e00-\u1eff"
    "\u2000-\u200f\u202a-\u202e\u205f-\u206f\u3000\ufeff\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
# Those that are no letter with an accent.
LETTERS = dict(zip("ĐđĦħıĿŀŁłŊŋŦŧƁƆƊƏƐɓɔɖɗəɛẞ", "DdHhiLlLlNnTtBODEEboddeeS", strict=True))
# The name of a file, or a word of an address, is read as what it stands for.
HYPHEN = re.compile("(?<=[a-z])-(?=[a-z])|-(?=[a-z]{3})")
CIVILITY = re.compile("(?<![a-z0-9])(mme|mlle|melle|mr|dr|madame|mademoiselle|monsieur)-([a-z])")


def as_shown(text: str) -> str:
    """Return a text without its marks; its lines stay where they are."""
    text = _replaced(WORK, QUOTES, lambda _: "«»", text)
    text = _replaced(MARKS, SIGNS, _shown, text)
    if not (text.isascii() or FRENCH.fullmatch(as_text(as_bytes(text).translate(None, ASCII)))):
        text = OTHERS.sub(_plain, unicodedata.normalize("NFC", text))
    text = text.replace("  \n", "\n")
    return INDENT.sub("\n", text)


def split_links(text: str, line: int = 0) -> tuple[str, list[tuple[int, str]]]:
    """Return a text with what its links say in their place, and each address with its line."""
    if "[" not in text:
        return text, []
    defining = ":" in characters_after("]", text)
    names = {match["name"].lower() for match in DEFINED.finditer(text)} if defining else set()
    parts, addresses, end = list[str](), list[tuple[int, str]](), 0
    for match in matches_from("[", LINKED, text):
        address, name = match["address"], (match["name"] or match["said"]).lower()
        if address is None and name not in names:
            continue
        start = match.start() - text.endswith("!", end, match.start())
        parts.append(text[end:start])
        line += parts[-1].count("\n")
        said, inner = split_links(match["said"], line)
        lost = match[0].count("\n") - said.count("\n")
        addresses += [*inner, (line, f"]({address})")] if address is not None else inner
        parts.append(said + "\n" * lost)
        line, end = line + match[0].count("\n"), match.end()
    return "".join([*parts, text[end:]]), addresses


def spelled(slug: str) -> str:
    """Return the words of a slug: "mme-durand" is someone, "12-rue-haute" is an address."""
    named = CIVILITY.sub(lambda match: f"{match[1].title()} {match[2].upper()}", slug)
    return HYPHEN.sub(" ", named)


def _replaced(
    pattern: re.Pattern[str], signs: str, shown: Callable[[re.Match[str]], str], text: str
) -> str:
    """Replace what begins with one of the signs: each is found fast, and mostly is not there."""
    parts, end = list[str](), 0
    for place in sorted(place for sign in signs for place in positions_of(sign, text)):
        if place >= end and (match := pattern.match(text, place)):
            parts += [text[end:place], shown(match)]
            end = match.end()
    return "".join([*parts, text[end:]]) if parts else text


def _shown(mark: re.Match[str]) -> str:
    if mark["stars"] is not None or mark["bars"] is not None:
        return "" if _emphasises(mark) else mark[0]
    if mark["name"]:
        return ENTITIES.get(mark["name"], mark[0])
    if mark["escaped"] is not None:
        return mark["escaped"]
    number = int(mark["number"] or 0) or int(mark["hexadecimal"] or "0", 16)
    shown = chr(number) if 0 < number <= sys.maxunicode else ""
    return shown if shown.isprintable() or _is_unseen(shown) else " "  # never a new line


def _emphasises(mark: re.Match[str]) -> bool:
    """Whether stars or bars touch a word: not a lone one between spaces, nor bars inside a word."""
    start, end = mark.span()
    before, after = mark.string[start - 1 : start].strip(), mark.string[end : end + 1].strip()
    if not before and not after:
        return end - start > 1
    return mark["bars"] is None or not (WORD.fullmatch(before) and WORD.fullmatch(after))


def _plain(sign: re.Match[str]) -> str:
    if _is_unseen(sign[0]):
        return ""
    digit = unicodedata.decimal(sign[0], None)
    plain = LETTERS.get(sign[0]) or unicodedata.normalize("NFKD", sign[0])[0]
    return plain if digit is None else str(digit)


def _is_unseen(sign: str) -> bool:
    return sign != "" and unicodedata.category(sign) == "Cf"
