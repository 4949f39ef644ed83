# SPDX-License-Identifier: EUPL-1.2
"""Open what came, whatever program made it, and return the stories that it tells."""

import re
from collections.abc import Iterator
from pathlib import Path

from escales.commands.import_.opening import MAX_FILE
from escales.commands.import_.refusal import OLD_OFFICE, QuestionnaireRefusedError
from escales.commands.receive.letter import read_letters, read_prose
from escales.commands.receive.mail import Attachment, Mail, decoded, is_mail, read_mail
from escales.commands.receive.questionnaire import read_questionnaire
from escales.commands.receive.refusal import NotReceivedError
from escales.commands.receive.story_file import is_story_file, read_story_file
from escales.commands.receive.submission import Submission
from escales.machine.whole_files import read_at_most
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/receive")

MAX_LETTER = 1_000_000  # signs of a text
DOCUMENTS = {"odt", "docx"}
TEXTS = {"txt", "text", "md", "markdown", ""}
MAILS = {"eml"}
TRANSPORT = {"text/calendar", "application/pgp-signature", "application/pkcs7-signature", "vcf"}


def open_received(file: Path) -> list[Submission]:
    """Open a file that nobody has looked at; raise NotReceivedError, QuestionnaireRefusedError."""
    try:
        raw = read_at_most(file, MAX_FILE + 1)
    except OSError:
        raise NotReceivedError("unreadable") from None
    return read_received(raw, file.suffix.lower().removeprefix("."))


def read_received(raw: bytes, kind: str = "") -> list[Submission]:
    """Return the stories that bytes tell; `kind` is how the name of their file ends."""
    if len(raw) > MAX_FILE:
        raise NotReceivedError("too-big")
    if not raw.strip(b"\0 \r\n\t"):
        raise NotReceivedError("empty")
    if kind == "msg" and raw.startswith(OLD_OFFICE):
        raise NotReceivedError("outlook")
    if kind in DOCUMENTS or raw.startswith((b"PK\x03\x04", OLD_OFFICE)):
        return [read_questionnaire(raw, kind if kind in DOCUMENTS else "docx")]
    if kind in MAILS or (kind in TEXTS and is_mail(raw)):
        found = list(_of_mail(read_mail(raw)))
    elif kind in TEXTS:
        text = decoded(raw)
        found = _of_text(text) or read_prose(_lines(text))
    else:
        raise NotReceivedError("unknown-kind")
    if not found:
        raise NotReceivedError("no-answer")
    return found


def _of_text(text: str) -> list[Submission]:
    if len(text) > MAX_LETTER:
        raise NotReceivedError("too-long")
    text = _lines(text)
    return [read_story_file(text)] if is_story_file(text) else read_letters(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_mail(mail: Mail) -> Iterator[Submission]:
    """Yield the stories of a mail once each, with what it says beside them."""
    aside: list[str] = []
    found: list[Submission] = []
    for attachment in mail.attachments:
        found += _of_attachment(attachment, aside)
    attached = {each.fingerprint for each in found}
    bodies = ("\n\n".join(mail.plain), "\n\n".join(mail.html))
    letters = next(filter(None, map(_of_text, bodies)), [])
    found += [each for each in letters if each.fingerprint not in attached]
    if not found and not mail.forwarded:
        found = next(filter(None, (read_prose(_lines(body)) for body in bodies)), [])
    if attached and not letters:
        beside = next(filter(str.strip, bodies), "")
        found[0].unplaced += [" ".join(each.split()) for each in _paragraphs(beside)]
    for each in found:
        each.contact = each.contact or mail.sender
        each.aside += aside
    yield from found
    for inner in mail.forwarded:
        yield from _of_mail(inner)


def _of_attachment(attachment: Attachment, aside: list[str]) -> list[Submission]:
    if attachment.kind in DOCUMENTS | TEXTS | MAILS and attachment.content:
        try:
            return read_received(attachment.content, attachment.kind)
        except (NotReceivedError, QuestionnaireRefusedError) as refused:
            aside.append(phrases.not_taken.format(why=refused.sentence(attachment.name)))
            return []
    if attachment.name not in TRANSPORT:
        aside.append(phrases.attachment.format(name=attachment.name))
    return []


def _paragraphs(text: str) -> list[str]:
    return [each for each in re.split(r"\n\s*\n", text) if each.strip()]
