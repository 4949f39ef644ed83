# SPDX-License-Identifier: EUPL-1.2
"""Find the addresses of the web that stand in a text without any mark, as forges make links of."""

import re
from collections.abc import Iterable, Iterator

from escales.reading.lines import positions_of

# The signs that end a sentence are no part of it, nor a bracket that it does not open.
BARE = re.compile(
    r"(?<![A-Za-z0-9/@.:=_-])(?<!\]\()(?:[Hh]ttps?://|[Ww]ww\.)(?:[\w-]{1,63}\.){1,9}[\w-]{2,63}"
    r"(?::[0-9]{1,5})?(?:[/?#](?:[^\s<>()\[\]{}|\\^\"`*«»]|\([^\s<>()\[\]|\\`*]{0,200}\))*"
    r"(?<![?!.,:;_~'’”…]))?"
)
BRACKETS = re.compile(r"\[[^\[\]]*\]")  # the text of a link, when its address is elsewhere


def bare_addresses(
    plain: str, taken: set[int], others: Iterable[re.Pattern[str]]
) -> Iterator[tuple[str, int, int]]:
    """Yield each address, with its start and its end, that is in no link that `others` find.

    Those links begin where it is `taken`.
    """
    colons = (place for place in positions_of(":", plain) if plain.startswith("//", place + 1))
    starts = [place - 4 - (plain[place - 1] == "s") for place in colons]
    starts += [place - 1 for place in positions_of("w", plain) if plain.startswith("w.", place + 1)]
    matches = [BARE.match(plain, place) for place in starts if place >= 0 and place not in taken]
    if not any(matches):
        return
    left = plain
    for pattern in (*others, *([BRACKETS] if "]:" in plain else [])):
        left = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), left)
    for match in filter(None, matches):
        if left.startswith(match[0], match.start()):
            yield match[0] if "://" in match[0] else f"https://{match[0]}", *match.span()
