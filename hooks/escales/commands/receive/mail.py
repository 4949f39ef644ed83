# SPDX-License-Identifier: EUPL-1.2
"""Take a mail apart, within bounds: its texts, its attachments, who sent it. Nothing is run.

The names of attachments are shown, and tell by their end how to read them: they lead to no file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from escales.commands.receive.html_text import text_of_html
from escales.commands.receive.refusal import NotReceivedError

MOST_PARTS, DEEPEST = 200, 12
MAX_HTML = 2_000_000  # signs: those of Word repeat their styles at each line
LONGEST_NAME = 120
CHARSETS = {"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252", "cp850", "macintosh"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail. `kind` is the end of its name, without the dot."""

    name: str
    kind: str
    content: bytes


@dataclass(slots=True)
class Mail:
    """`plain` and `html` most often say the same text twice."""

    sender: str = ""
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    forwarded: list["Mail"] = field(default_factory=list)


def read_mail(raw: bytes) -> Mail:
    """Return what a mail holds; raise NotReceivedError when it is too much."""
    try:
        message = message_from_bytes(raw)
        if sum(1 for _ in message.walk()) > MOST_PARTS:
            raise NotReceivedError("too-complex")
        return _mail(message, 0)
    except RecursionError:
        raise NotReceivedError("too-complex") from None


def is_mail(raw: bytes) -> bool:
    """Whether bytes begin as those of a mail: with headers that all of them have."""
    message = message_from_bytes(raw[:50_000].partition(b"\n\n")[0])
    names = {name.lower() for name in message.keys()}  # noqa: SIM118  # a message is no mapping
    return "from" in names and bool(names & {"date", "subject", "mime-version", "message-id"})


def _mail(message: Message, depth: int) -> Mail:
    if depth > DEEPEST:
        raise NotReceivedError("too-complex")
    mail = Mail(_sender(message))
    for part in _leaves(message, depth):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            messages = inner if isinstance(inner, list) else []
            mail.forwarded += [_mail(m, depth + 1) for m in messages if isinstance(m, Message)]
        elif _is_attached(part):
            mail.attachments.append(_attachment(part))
        else:
            (mail.html if kind == "text/html" else mail.plain).append(_text(part))
    return mail


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """Yield the parts that hold something."""
    payload = message.get_payload()
    if not isinstance(payload, list) or message.get_content_type() == "message/rfc822":
        yield message
        return
    if depth > DEEPEST:
        raise NotReceivedError("too-complex")
    for part in payload:
        if isinstance(part, Message):
            yield from _leaves(part, depth + 1)


def _is_attached(part: Message) -> bool:
    disposition = part.get_content_disposition()
    is_text = part.get_content_maintype() == "text"
    return disposition == "attachment" or bool(part.get_filename()) or not is_text


def _attachment(part: Message) -> Attachment:
    name = _decoded(part.get_filename() or part.get_content_type())
    name = "".join(c if c.isprintable() else " " for c in name)[-LONGEST_NAME:]
    kind = name.rpartition(".")[2].lower() if "." in name else ""
    return Attachment(name, kind, _bytes(part))


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    text = decoded(_bytes(part), part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        if len(text) > MAX_HTML:
            raise NotReceivedError("too-big")
        return text_of_html(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        return _unflowed(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def decoded(raw: bytes, charset: str = "") -> str:
    """Return a text, in the encoding that it says, or else in those that people have."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = "utf-16"
    known = charset.lower() in CHARSETS or charset.lower().startswith("utf-16")
    for each in ("utf-8-sig", *([charset] if known else []), "windows-1252"):
        try:
            return raw.decode(each)
        except UnicodeError:
            continue
    return raw.decode("utf-8", "replace")


def _unflowed(text: str, *, joined: bool) -> str:
    """Put together the lines that a program cut: RFC 3676, sections 4.1 to 4.5."""
    lines: list[str] = []
    open_depth = -1  # of the quotation that the line above goes on in
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        said = line[marks:].removeprefix(" ")
        flows = said.endswith(" ") and said != "-- "
        piece = said[:-1] if flows and joined else said
        if open_depth == marks and said != "-- ":
            lines[-1] += piece
        else:
            lines.append(f"{'>' * marks}{' ' if marks else ''}{piece}")
        open_depth = marks if flows else -1
    return "\n".join(line.rstrip(" ") if line.strip() != "--" else line for line in lines)


def _sender(message: Message) -> str:
    name, address = parseaddr(_decoded(message.get("From") or ""))
    if "@" not in address:
        return ""
    return f"{name} <{address}>" if name else address


def _decoded(header: object) -> str:
    try:
        return " ".join(str(make_header(decode_header(str(header)))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(str(header).split())
