# SPDX-License-Identifier: EUPL-1.2
"""Find the names of files that a system refuses or that hide a text, and say what is expected."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from escales.problems.problem import Notes, Problem
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("reading")

PLAIN_NAME = "un-nom-simple"
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
REFUSED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*[<>:\"|?*\\].*|.*[. ]", re.IGNORECASE
)
# Texts that only have another name to take; documents that « escales import » opens, and others.
TEXT = re.compile(
    r"(?P<stem>.*?)(?P<kind>(?:\.(?:md|markdown|mdown|mkdn?|mdwn|mdx|qmd|rmd|txt|text))+)"
    r"(?:\.(?:download|crdownload|part))*\s*",
    re.IGNORECASE | re.DOTALL,
)
DOCUMENT = re.compile(r".*\.(?:odt|docx)", re.IGNORECASE | re.DOTALL)
OTHER_DOCUMENT = re.compile(
    r".*\.(?:docm?|dotx?|ott|fodt|rtf|pages|wp[sd]|html?|mht(?:ml)?|epub)",
    re.IGNORECASE | re.DOTALL,
)
ASKED = re.compile(r".*\.(?:css|m?js|svg|woff2)", re.IGNORECASE)
PDF = re.compile(r".*\.pdf", re.IGNORECASE | re.DOTALL)
# What programs leave beside a file while it is open, or when it changes.
LEFT = re.compile(
    r"~\$.*|.*~|#.*#|.*\.(?:bak|tmp|sw[op]|orig)|thumbs\.db|desktop\.ini", re.IGNORECASE | re.DOTALL
)
HIDDEN = re.compile(r"\.(?:[._#~]|(?!.*\.md$))", re.IGNORECASE | re.DOTALL)
# For speed: nearly all names are such, and no system refuses one of more than four signs.
COMMON = re.compile(r"[a-z0-9-]{5,}(?:\.md)?")


def is_refused_by_windows(name: str) -> bool:
    return COMMON.fullmatch(name) is None and REFUSED.fullmatch(name) is not None


def plain_name(name: str) -> str:
    """Return a name that every system can save and show, near this one."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122  # a name, not a path
    plain, kind = slugify(stem) or PLAIN_NAME, slugify(suffix)
    return f"{plain}{'-bis' if is_refused_by_windows(plain) else ''}{'.' if kind else ''}{kind}"


def usual_name(name: str) -> str:
    """Return the plain name of a file, with the suffix of texts when it only lacks that."""
    text = TEXT.fullmatch(name.rstrip(". "))
    return plain_name(f"{text['stem']}.md" if text else name)


def is_hidden(name: str) -> bool:
    """Whether a file is nobody's content; not a text that one has hidden without meaning to."""
    return name.startswith(".") and HIDDEN.match(name) is not None


def where_it_belongs(path: str) -> str:
    """Say what to do with a file that has no place at its path."""
    folder, *below, name = path.split("/")
    text = TEXT.fullmatch(name)
    new = plain_name(f"{text['stem'] if text else name.partition('.')[0]}.md")
    if LEFT.fullmatch(name):
        return phrases.remove
    if folder == "schemes" and not (text and (new == "index.md" or "kit" in below)):
        slug = slugify(os.path.splitext((*below, name)[0])[0])  # noqa: PTH122  # a name, not a path
        return phrases.scheme.format(slug=slug)
    if text or (folder == "stories" and "." not in name):
        return phrases.rename.format(name=new)
    if folder != "stories":
        kinds = (ASKED, phrases.asked), (PDF, phrases.annex)
        return next((words for kind, words in kinds if kind.fullmatch(name)), phrases.page)
    kinds = (DOCUMENT, phrases.document), (OTHER_DOCUMENT, phrases.other_document)
    known = (words for kind, words in (*kinds, (PDF, phrases.pdf)) if kind.fullmatch(name))
    return next(known, phrases.story).format(path=shlex.quote(path), name=new)


def misspelt_folders(root: Path, folders: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each folder of ours whose capitals or accents hide all that it holds."""
    for entry in root.iterdir() if root.is_dir() else ():
        meant = slugify(entry.name)
        if meant in folders and entry.name not in folders and entry.is_dir():
            notes = Notes(entry.name)
            notes.add(
                "unexpected-file", found=entry.name, expected=phrases.rename.format(name=meant)
            )
            yield from notes.problems
