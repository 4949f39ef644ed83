# SPDX-License-Identifier: EUPL-1.2
"""Find the claims of law of a Markdown text that say neither their source nor whose they are."""

import re
from collections.abc import Iterator

from escales.problems.problem import Notes
from escales.reading.header import split_header

# What speaks of law: an article by its number, a decree, what the law or a code wants. Not "article
# 3" alone, as an act calls its own.
CLAIM = re.compile(
    r"\barticles?\s+(?:[LRD]\.|\d+-\d|\d+\)|\d+\s+(?:du|de la loi)\b)|\b[LRD]\.\s?\d"
    r"|\bdécrets?\b|\bla loi\b|\bobligatoires?\b"
    r"|\ble code (?:général|des|du|civil|pénal)\b|\b(?:règle|est|sont|plein) de droit\b",
    re.IGNORECASE,
)
# A note, or a link to the text that it names, where a sheet of paper has no room for notes.
TOLD = re.compile(r"\[\^[\w-]+\]|\[(?:article|décret|loi)[^\]]*\]\(https://")
# Who says so: this site, which proposes, reads or has not read; or an instruction.
OURS = re.compile(
    r"notre (?:proposition|lecture|calcul)|nous proposons|garantie proposée|consigne\b"
    r"|nous n’avons (?:pas|rien|trouvé aucun)|à (?:vérifier|valider|confirmer)|\bvérifiez\b",
    re.IGNORECASE,
)
END = re.compile(r"(?<=[.!?…])(?<!\bart\.)((?:\[\^[\w-]+\])*)\s+(?=[«*(]*[A-ZÀ-Ý])")
ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s+")
APART = {"avant de remplir", "ce qui reste à vérifier"}  # what a whole section says of itself


def unsourced(text: str) -> Iterator[str]:
    """Yield each sentence that claims a law, without a note nor a word on whose claim it is.

    A note serves what comes before it in its paragraph, its item or its row; a list has the notes
    of the words that open it.
    """
    lists, level = False, 0
    for block in _blocks(text):
        if heading := re.match(r"(#+)\s+(.*)", block):
            depth = len(heading[1])
            level = depth if heading[2].lower() in APART else 0 if depth <= level else level
        in_list = lists and (ITEM.match(block) or block.startswith("|")) is not None
        lists = in_list or re.search(r":\**(?:\[\^[\w-]+\])+$", block) is not None
        if level or in_list or block.startswith(("#", "[^")):
            continue
        yield from _unsourced_of(block)


def _unsourced_of(block: str) -> Iterator[str]:
    sentences = [block] if block.startswith("|") else END.sub(r"\1\n", block).split("\n")
    for place, sentence in enumerate(sentences):
        if TOLD.search(" ".join(sentences[place:])):
            continue
        if OURS.search(sentence):  # and what follows, to the end of the paragraph
            return
        question = sentence.rstrip("*").endswith("?")
        if CLAIM.search(sentence) and not question:
            yield sentence


def _blocks(text: str) -> Iterator[str]:
    """Yield the paragraphs, items, rows and quotations of a text, each on one line."""
    _, body, _ = split_header(text, Notes("")) if text.startswith("---\n") else (None, text, 1)
    body = re.sub(r"^```.*?^```|<!--.*?-->", "", body, flags=re.DOTALL | re.MULTILINE)
    block: list[str] = []
    for line in [*body.replace("\u00a0", " ").split("\n"), ""]:
        plain = re.sub(r"^\s*(?:>\s?)+", "", line)
        quoted = plain != line
        begins = (not plain.strip() and not quoted) or plain.startswith(("#", "|", "[^"))
        begins |= ITEM.match(plain) is not None and not quoted
        if begins and block:
            yield " ".join(block)
            block = []
        if plain.strip():
            block.append(plain.strip())
