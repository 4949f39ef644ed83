# SPDX-License-Identifier: EUPL-1.2
"""Take off what mail programs put around a text: marks of quotation, headers, signatures."""

import re
from collections.abc import Sequence

from escales.words.spelling import slugify

MARKS = re.compile(r"(?:[ \t]*>)+|(?:[ \t]*\|)+(?=[ \t])")
# What begins the signature of a person or of a program, where no end of the letter is seen.
SIGNATURE = re.compile(
    r"-- ?|_{5,}|-{5,}|\*{5,}"
    r"|(?:envoyé|sent) (?:de(?:puis)?|à partir d|from) ?.{0,60}"
    r"|(?:télécharge[rz]|obtene[rz]|get) outlook .{0,60}",
    re.IGNORECASE,
)
HEADERS = {
    "de",
    "from",
    "envoye",
    "sent",
    "date",
    "a",
    "to",
    "cc",
    "cci",
    "bcc",
    "objet",
    "subject",
}
HEADERS |= {"repondre-a", "reply-to", "importance", "pieces-jointes", "attachments", "priorite"}
SENDERS = {"de", "from", "repondre-a", "reply-to"}
FORWARDED = re.compile(
    r"-{2,}.{0,40}(?:message|transf|forward|origin).{0,40}"
    r"|(?:le |on ).{5,160}(?:a écrit|wrote)[ \u00a0]?:"
    r"|(?:début du message|begin forwarded).{0,40}",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"[^\s<>\"'()\[\]:;,@]{1,64}@[^\s<>\"'()\[\]:;,@]{1,255}\.[^\s<>\"'()\[\]:;,@.]{2,63}"
)
LONGEST_HEADER = 20  # signs
MOST_SIGNATURE = 40  # lines: more is a text, and its line of dashes a rule


def without_quotation(lines: Sequence[str], marked: str) -> list[str]:
    """Take off as many marks as the line `marked` has: a quotation of the text's own keeps its."""
    marks = MARKS.match(marked)
    if marks is None:
        return list(lines)
    sign = marks[0].strip()[0]
    one = re.compile(rf"(?:[ \t]*{re.escape(sign)}){{1,{marks[0].count(sign)}}} ?")
    return [one.sub("", line, count=1) if one.match(line) else line for line in lines]


def is_of_mail(line: str) -> bool:
    """Whether a line before a letter is one that a mail program writes."""
    line = MARKS.sub("", line).strip(" *")
    label = line.partition(":")[0]
    named = ":" in line and len(label) <= LONGEST_HEADER and slugify(label) in HEADERS
    return named or FORWARDED.fullmatch(line) is not None


def senders(lines: Sequence[str]) -> list[str]:
    """Return who wrote, as headers that were copied into a text say."""
    found = []
    for line in lines:
        label, colon, value = MARKS.sub("", line).strip(" *").partition(":")
        if colon and slugify(label) in SENDERS and ADDRESS.search(value):
            found.append(" ".join(value.replace("*", " ").split()))
    return found


def before_signature(lines: Sequence[str]) -> int:
    """Return where the signature of a mail begins, or how many lines there are."""
    at = (n for n, line in enumerate(lines) if SIGNATURE.fullmatch(line.strip(" \u00a0\t")))
    first = next(at, len(lines))
    return first if len(lines) - first <= MOST_SIGNATURE else len(lines)
