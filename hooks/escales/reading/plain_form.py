# SPDX-License-Identifier: EUPL-1.2
"""Bring what word processors and forges leave to the plain form that every Markdown reads alike."""

import re

from escales.reading.lines import characters_after

BLANK = "[ \t\u00a0\u2002-\u200a\u202f\u3000]"
INDENT = "    "  # of each level of a list, as Python-Markdown wants it
NESTED = 2  # blanks that put an item under the one above
MOST_ITEMS = 100  # a larger number at the start of a line is rather a year
# The bullets of word processors: some are letters too, or dashes, and so need a blank or a tab.
BULLETS = "•‣⁃∙◦●○▪▫■➢➤✓✔"
LOOSE = rf"[·–](?={BLANK})|§(?=\t|{BLANK}+[A-Za-zÀ-ÿ])|[—oØüvq](?=\t)|[A-Za-z][.)](?=\t)"
RANKS = {"◦": 2, "○": 2, "o": 2, "▪": 4, "▫": 4, "■": 4, "§": 4}  # those of the levels below
LINE = re.compile(
    rf"(?P<quote>(?:> ?)*)(?P<indent>{BLANK}*)(?P<said>(?:(?P<mark>[-*+](?={BLANK})|[{BULLETS}]"
    rf"(?![{BULLETS}])|{LOOSE}|(?P<number>[0-9]{{1,9}})[.)](?={BLANK})){BLANK}*(?=\S))?(?P<text>.*))"
)
RULE = re.compile(r"([-*_])(?: *\1){2,} *")
BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n(?=[^\n])")
# Lines of which none begins so are plain already. It begins with a new line, which is found fast.
NOT_PLAIN = re.compile(
    rf"\n(?:> ?)*+(?:{BLANK}|[-*](?=[^ \S]| {{2}})|\+ |[{BULLETS}]|{LOOSE}|[0-9]{{1,9}}[.)]"
    r"|(?<=> )(?![^\n]))"
)
ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|(?P<number>[0-9]{1,9}\.)) ")
# What interrupts a paragraph on a forge: an item, the second line of a table, a rule.
OPENING = re.compile(
    rf"\n(?P<quote>(?:> ?)*)(?:(?P<item>{ITEM.pattern})"
    r"|(?P<rule>-{3,} *(?=\n|\Z))|(?P<table>\|? *:?-+:? *(?:\| *(?::?-+:? *)?)*(?=\n|\Z)))"
)


def to_plain_form(text: str) -> str:
    """Write in its plain form what means the same, on the same lines."""
    if "\n" not in characters_after("\\", text) and NOT_PLAIN.search(f"\n{text}") is None:
        return text
    return _Reading(BREAK.sub("\\1  \n", text).split("\n")).plain_text()


class _Reading:
    """Reads lines one by one, and knows in which list it is."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = [next(LINE.finditer(line)) for line in lines]  # the pattern takes any
        self.quotes = 0
        self.levels: list[tuple[int, int | None]] = []  # width and number of the items around
        self.apart = True  # whether nothing of a paragraph stands right above

    def plain_text(self) -> str:
        return "\n".join(map(self._plain, range(len(self.lines))))

    def _plain(self, place: int) -> str:
        line = self.lines[place]
        quote, said, width = line["quote"], line["said"], len(line["indent"].expandtabs(4))
        if quote.count(">") != self.quotes:
            self.quotes, self.levels, self.apart = quote.count(">"), [], True
        if not said.strip():
            self.apart = True
            return quote.rstrip()
        if line["mark"] and not RULE.fullmatch(said):
            if self._opens(line, width, place):
                return f"{quote}{self._item(line, width)}"
            if line["number"]:
                said = said.replace(line["mark"], f"{line['number']}\\{line['mark'][-1]}", 1)
        block = said[0] == "#" or RULE.fullmatch(said) is not None
        if self.apart or block:
            self.levels = self._around(width)
        self.apart = block
        return f"{quote}{INDENT * len(self.levels) if width else ''}{said}"

    def _around(self, width: int) -> list[tuple[int, int | None]]:
        """Return the items that a line of such an indentation stands under."""
        return [level for level in self.levels if level[0] + NESTED <= width]

    def _opens(self, line: re.Match[str], width: int, place: int) -> bool:
        """Whether a mark makes an item: not what a line that was cut happens to begin with."""
        if not line["number"]:
            aside = line["mark"] == "–" and " – " in line["text"]
            return not aside or self.apart or bool(self.levels)
        number, beside = int(line["number"]), self.levels[len(self._around(width)) :]
        before = beside[0][1] if beside else None
        if number <= 1 or before == number - 1:
            return True
        if number < MOST_ITEMS and (self.apart or before is not None):
            return True
        below = self.lines[place + 1 : place + 2]
        return [str(number + 1)] == [line["number"] for line in below]

    def _item(self, line: re.Match[str], width: int) -> str:
        mark, text, number = line["mark"], line["text"], line["number"]
        width += RANKS.get(mark, 0)
        around = self._around(width)
        self.levels, self.apart = [*around, (width, int(number) if number else None)], False
        if number:
            start = f"{number}. "
        elif mark == "+":
            start = "- \\+ "  # it may well say "more", and would not be seen
        elif mark[-1] in ".)":
            start = f"- {mark} "
        else:
            start = f"{mark if mark == '*' else '-'} "
        return f"{INDENT * len(around)}{start}{text}"


def open_blocks(text: str) -> str:
    """Put an empty line before each list, table or rule that Markdown would take for a line."""
    parts, end = [], 0
    for match in OPENING.finditer(text):
        place = match.start()
        if match["table"]:
            place = text.rfind("\n", 0, place)  # the table begins with the line above
            if "|" not in match["table"] or "|" not in text[place + 1 : match.start()]:
                continue
        if place > 0 and _interrupts(match, text, place, end):
            parts += [text[end:place], f"\n{match['quote'].rstrip()}"]
            end = place
    return "".join([*parts, text[end:]]) if parts else text


def _interrupts(match: re.Match[str], text: str, place: int, since: int) -> bool:
    """Whether a block needs an empty line at a place; the last one was put `since`."""
    quote = match["quote"]
    above = text[text.rfind("\n", 0, place) + 1 : place]
    inside = above.startswith(quote.rstrip())
    if not inside or not (above := above[len(quote) :]).strip():
        return False
    item = ITEM.match(above)
    if match["table"]:
        return "|" not in above
    if match["rule"]:
        return item is not None or above[0] in ">|"
    if item is None:  # a line of an item, or of a paragraph
        blank = text.rfind("\n\n", since, place)
        start = blank + 2 if blank >= 0 else since and since + 1
        return ITEM.match(text, start) is None
    return item["indent"] == match["indent"] and bool(item["number"]) != bool(match["number"])
