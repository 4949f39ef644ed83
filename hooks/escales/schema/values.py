# SPDX-License-Identifier: EUPL-1.2
"""The types of front matter: each turns the text an author wrote into a value, or says why not."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, NoReturn, TypeVar

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from escales.schema import shapes
from escales.schema.days import read_day
from escales.schema.departments import france
from escales.schema.durations import ISO, Duration, parse_duration
from escales.schema.facts import NeverSearched, NotToCome
from escales.schema.lists import as_list
from escales.schema.markup import formatted
from escales.schema.shares import Share, parse_share
from escales.words.choices import write_one_of
from escales.words.spelling import SLUG, nearest, slugify
from escales.words.typography import typeset
from escales.words.vocabulary import Term

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
HEADCOUNTS = 1, 5_000_000
YES, NO = "oui", "non"
PLAIN_WORD = "un-mot-simple"

BLANKS = re.compile(r"[ \t\n]+")  # no-break spaces stay where the author put them
PLAIN = re.compile(r"[\w\s'’.,()/%-]*")  # a sign more would be lost in comparing words: "A+"
DIGITS = re.compile("[0-9]{1,9}")
THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\w))")  # the space that parts them
NUMBER = "(0|[1-9][0-9]{0,5})"
VERSION = re.compile(rf"{NUMBER}\.{NUMBER}\.{NUMBER}")
URL = re.compile(r"""https://[^\s/.]+\.[^\s<>"']+""")

T = TypeVar("T", bound=Term)


def refuse(code: str, **values: str) -> NoReturn:
    """Raise the problem `code` of `explanations`, for pydantic to carry to its place.

    The value `at` is a key below the field, when the fault stands there.
    """
    raise PydanticCustomError(code, code, values)


def refuse_before(
    day: date | None, earlier: date | None, keys: tuple[str, str], expected: str
) -> None:
    """Refuse a day that comes before another; `keys` are theirs, the earlier one's first."""
    if day and earlier and day < earlier:
        before, after = keys
        found, other = f"{before}: {earlier}", f"{after}: {day}"
        refuse("wrong-order", found=found, other=other, expected=expected)


def _text(value: object) -> str:
    if not isinstance(value, str):
        refuse("not-text")
    several = "  " in value or "\n" in value or "\t" in value
    return (BLANKS.sub(" ", value) if several else value).strip()


Text = Annotated[str, BeforeValidator(_text)]


def _typeset(value: str) -> str:
    """Set what people read, once it is judged: in pages, feeds and data alike."""
    if found := formatted(value):
        refuse("formatted-text", found=found[0])
    return typeset(value)


TYPESET = AfterValidator(_typeset)
Prose = Annotated[Text, TYPESET]
Title = Annotated[Text, StringConstraints(min_length=10, max_length=90), TYPESET]
Summary = Annotated[Text, StringConstraints(min_length=40, max_length=240), TYPESET]
Phrase = Annotated[Text, StringConstraints(min_length=2, max_length=60), TYPESET]
Signature = Annotated[Text, StringConstraints(min_length=3, max_length=90), TYPESET]
Sentence = Annotated[Text, StringConstraints(min_length=3, max_length=240), TYPESET]


def choose(choices: Iterable[T]) -> Callable[[object], T]:
    """Accept a term of a closed list by slug, label or short label, whatever its spelling."""
    terms = tuple(choices)
    by_name = {slugify(name): term for term in terms for name in (term, term.label)}

    def validate(value: object) -> T:
        text = _text(value)
        term = by_name.get(slugify(text)) if PLAIN.fullmatch(text) else None
        if term is None:
            near = by_name.get(slugify(nearest(text, by_name) or ""))
            refuse("not-in-list", found=text, expected=write_one_of(terms, near))
        return term

    return validate


def _yes(value: object) -> bool:
    text = _text(value)
    if slugify(text) not in {YES, NO}:
        refuse("not-in-list", found=text, expected=write_one_of([YES, NO]))
    return slugify(text) == YES


def _date(value: object) -> date:
    text = _text(value)
    day = read_day(text) if PLAIN.fullmatch(text) else None
    return day or refuse("bad-date", found=text)


def _duration(value: object) -> Duration:
    text = _text(value)
    return parse_duration(text) or refuse("bad-duration", found=text)


def _share(value: object) -> Share:
    text = _text(value)
    return parse_share(text) or refuse("bad-share", found=text)


def _whole(code: str, low: int, high: int) -> Callable[[object], int]:
    def validate(value: object) -> int:
        text = THOUSANDS.sub("", _text(value))
        if DIGITS.fullmatch(text) is None or not low <= int(text) <= high:
            refuse(code, found=text)
        return int(text)

    return validate


def _siren(value: str) -> str:
    digits = re.sub(r"\s", "", value)
    if re.fullmatch(r"[0-9]{9}", digits) is None or luhn(digits) % 10:
        refuse("bad-siren", found=value)
    return digits


def luhn(digits: str) -> int:
    """Return the Luhn sum, a multiple of 10 for a right number (ISO/IEC 7812-1)."""
    doubled = "".join(str(int(digit) * 2) for digit in digits[-2::-2])
    return sum(int(digit) for digit in digits[-1::-2] + doubled)


def _slug(value: str) -> str:
    if SLUG.fullmatch(value) is None:
        refuse("bad-slug", found=value, expected=slugify(value) or PLAIN_WORD)
    return value


def _matching(pattern: re.Pattern[str], code: str) -> Callable[[str], str]:
    def validate(value: str) -> str:
        return value if pattern.fullmatch(value) else refuse(code, found=value)

    return validate


def _department(value: str) -> str:
    return value if value in france().departments else refuse("bad-department", found=value)


# The last word of each type is for editors: the shapes of its values.
YesNo = Annotated[bool, BeforeValidator(_yes), WithJsonSchema(shapes.one_of([YES, NO], [YES, NO]))]
AnyDay = Annotated[
    date, BeforeValidator(_date), WithJsonSchema(shapes.loosely(exactly=[shapes.A_DAY]))
]
Day = Annotated[AnyDay, NotToCome()]
DurationField = Annotated[
    Duration,
    BeforeValidator(_duration),
    PlainSerializer(lambda d: d.iso),
    WithJsonSchema(shapes.loosely(ISO.pattern, shapes.A_DURATION, exactly=[shapes.AGAIN])),
]
ShareField = Annotated[
    Share,
    BeforeValidator(_share),
    PlainSerializer(str),
    WithJsonSchema(
        shapes.loosely(shapes.A_SHARE, exactly=[shapes.AGAIN, ".+/.+"], types=("integer", "string"))
    ),
]
Year = Annotated[
    int,
    BeforeValidator(_whole("bad-year", EARLIEST_YEAR, LATEST_YEAR)),
    WithJsonSchema(shapes.whole_number(EARLIEST_YEAR, LATEST_YEAR)),
]
Headcount = Annotated[
    int,
    BeforeValidator(_whole("bad-number", *HEADCOUNTS)),
    WithJsonSchema(shapes.whole_number(*HEADCOUNTS)),
]
Position = Annotated[
    int,
    BeforeValidator(_whole("bad-number", 1, 99)),
    WithJsonSchema(shapes.whole_number(1, 99)),
]
Siren = Annotated[
    Text,
    AfterValidator(_siren),
    NeverSearched("a number whose key is right"),
    WithJsonSchema(shapes.matching(r"(?:\d\s*){9}", types=("integer", "string"))),
]
Slug = Annotated[
    Text,
    StringConstraints(max_length=60),
    AfterValidator(_slug),
    WithJsonSchema(shapes.matching(SLUG.pattern, types=shapes.SCALAR)),
]
Reference = Annotated[Text, NeverSearched("the name of a file that must exist")]
Version = Annotated[
    Text,
    AfterValidator(_matching(VERSION, "bad-version")),
    NeverSearched("three numbers"),
    WithJsonSchema(shapes.matching(VERSION.pattern)),
]
Url = Annotated[
    Text, AfterValidator(_matching(URL, "bad-url")), WithJsonSchema(shapes.matching(URL.pattern))
]
DEPARTMENT = shapes.matching(r"\d{2,3}|2[AB]", types=("integer", "string"))
DepartmentCode = Annotated[
    Text,
    AfterValidator(_department),
    NeverSearched("a code of a closed list"),
    WithJsonSchema(DEPARTMENT),
]
OneLineList = BeforeValidator(as_list)
