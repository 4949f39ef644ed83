# SPDX-License-Identifier: EUPL-1.2
"""Open a filled questionnaire that anybody may have made, and give pandoc's tree of its text."""

import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from escales.commands.import_.package import PARTS, repack
from escales.commands.import_.refusal import QuestionnaireRefusedError, check_beginning
from escales.commands.import_.tree import PandocNode
from escales.documents.pandoc import pandoc_path
from escales.machine.whole_files import read_at_most

MAX_FILE = 30_000_000  # bytes, of the file as it is
SECONDS = 60
FULL = re.compile(rb"heap exhausted|stack overflow", re.IGNORECASE)  # as pandoc says it


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, as the blocks of pandoc's tree, and how much of what stays behind."""

    blocks: list[PandocNode]
    aside: Counter[str]  # by the keys of `phrases["aside"]`


def open_document(path: Path) -> Document:
    """Open an ODT or DOCX file that nobody has looked at; raise QuestionnaireRefusedError."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in PARTS:
        raise QuestionnaireRefusedError("unknown-kind")
    try:
        raw = read_at_most(path, MAX_FILE + 1)
    except OSError:
        raise QuestionnaireRefusedError("unreadable") from None
    return read_document(raw, kind)


def read_document(raw: bytes, kind: str) -> Document:
    """Read the bytes of an ODT or DOCX file, likewise; `kind` is how its name ends."""
    if len(raw) > MAX_FILE:
        raise QuestionnaireRefusedError("too-big")
    check_beginning(raw)
    packed, aside = repack(raw, kind)
    return Document(_tree(packed, kind), aside)


def _tree(document: bytes, kind: str) -> list[PandocNode]:
    try:
        pandoc = pandoc_path()
    except ImportError:
        raise QuestionnaireRefusedError("extra-missing") from None
    # Without files nor network, in bounded memory; tracked insertions are accepted, deletions and
    # comments left out, which is what pandoc does by itself.
    command = [pandoc, "+RTS", "-M512M", "-RTS", "--sandbox"]
    try:
        read = subprocess.run(  # noqa: S603  # pandoc itself, and options of ours
            [*command, "--from", kind, "--to", "json"],
            input=document,
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        tree = json.loads(read.stdout)
    except (subprocess.TimeoutExpired, RecursionError):
        raise QuestionnaireRefusedError("too-complex") from None
    except subprocess.CalledProcessError as error:
        full = FULL.search(error.stderr) is not None
        raise QuestionnaireRefusedError("too-complex" if full else "not-a-document") from None
    # What wears the style of a title leaves the text for the metadata.
    titles = [{"t": "Para", "c": value["c"]} for value in tree["meta"].values()]
    return [*titles, *tree["blocks"]]
