# SPDX-License-Identifier: EUPL-1.2
"""Mails as real programs make them, written by hand: a program to make mails would be too tidy."""

import base64
import quopri
import textwrap
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType

from escales.form import letter_words
from escales.schema.sections import STORY_OUTLINE

PARTS = STORY_OUTLINE.names
AUTHOR = "camille.exemple@ville.example"
HEADERS = f"""\
From: =?UTF-8?Q?Camille_Exempl=C3=A9?= <{AUTHOR}>
To: recits@site.example
Date: Mon, 23 Nov 2026 09:12:44 +0100
Message-ID: <abc@ville.example>
Subject: =?utf-8?B?TW9uIHLDqWNpdA==?=
MIME-Version: 1.0
"""
DISCLAIMER = (
    "Ce message et ses pièces jointes sont confidentiels. Avant d’imprimer, pensez à la planète."
)


def letter(answers: Mapping[str, str], site: str = "Site d’essai") -> str:
    """Return the letter of answers, by key of its labels or by title of a part."""
    words = letter_words()
    lines = [words["first"].format(site=site), ""]
    for key, label in words["labels"].items():
        if key in answers:
            private = f"  {words['private']}" if key == "joindre" else ""
            lines.append(f"{label} : {answers[key]}{private}")
    for part in PARTS:
        if part in answers:
            lines += ["", f"{words['heading']} {part}", "", answers[part]]
    return "\n".join([*lines, "", words["last"], ""])


def _qp(text: str, charset: str = "utf-8") -> str:
    return quopri.encodestring(text.encode(charset)).decode("ascii")


def _base64(content: bytes) -> str:
    return base64.encodebytes(content).decode("ascii")


def _mail(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _wrapped(letter: str, width: int, end: str = "", prefix: str = "") -> str:
    """Cut lines as programs do; with `end`, those that go on end so."""
    lines = []
    for line in letter.split("\n"):
        cut = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
        lines += [f"{prefix}{each}{end}" for each in cut[:-1]] + [f"{prefix}{cut[-1]}".rstrip()]
    return "\n".join(lines)


def thunderbird(letter: str) -> bytes:
    """Flowed text, RFC 3676: lines that go on end with a space; a signature below."""
    return _mail(
        f"{HEADERS}User-Agent: Mozilla Thunderbird\n"
        "Content-Type: text/plain; charset=UTF-8; format=flowed\n"
        "Content-Language: fr\nContent-Transfer-Encoding: 8bit\n\n"
        f"Bonjour,\n\n{_wrapped(letter, 70, ' ')}\n\n-- \nCamille\nVille d’Essai\n"
    )


def gmail(letter: str) -> bytes:
    """Twice the same: plain text wrapped at 78, and HTML in `div`, both forwarded."""
    forward = (
        "---------- Forwarded message ---------\nDe : Camille <camille@perso.example>\n"
        "Date: dim. 22 nov. 2026 à 20:03\nSubject: Mon récit\nTo: <rh@ville.example>\n\n\n"
    )
    html = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in letter.split("\n"))
    return _mail(
        f'{HEADERS}Content-Type: multipart/alternative; boundary="0000000000006f"\n\n'
        '--0000000000006f\nContent-Type: text/plain; charset="UTF-8"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
        f"{_qp(forward + _wrapped(letter, 76))}\n"
        '--0000000000006f\nContent-Type: text/html; charset="UTF-8"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
        + _qp(f'<div dir="ltr"><div class="gmail_quote">{html}</div></div>\n')
        + "\n--0000000000006f--\n"
    )


def outlook(letter: str) -> bytes:
    """HTML alone, in windows-1252, a paragraph for each line, a label in bold, a disclaimer."""
    lines = []
    for line in letter.split("\n"):
        label, colon, value = line.partition(" : ")
        said = f"<b>{escape(label)}</b>{colon}{escape(value)}" if colon else escape(line)
        lines.append(
            f"<p class=MsoNormal><span style='color:black'>{said or '&nbsp;'}<o:p></o:p></span></p>"
        )
    body = "\n".join(lines)
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv='
        'Content-Type content="text/html; charset=windows-1252"><style><!-- p.MsoNormal'
        " {margin:0cm;} --></style></head><body lang=FR><div class=WordSection1>\n"
        f"<p class=MsoNormal>Bonjour,<o:p></o:p></p>\n{body}\n"
        f"<p class=MsoNormal>Cordialement</p><hr><p>{DISCLAIMER}</p></div></body></html>"
    )
    return _mail(
        f"{HEADERS}X-Mailer: Microsoft Outlook 16.0\n"
        'Content-Type: text/html; charset="Windows-1252"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
        + _qp(page.replace("\u202f", "\u00a0"), "windows-1252")
    )


def apple_mail(letter: str) -> bytes:
    """The letter attached, its name in RFC 2231, between two texts; sent from a telephone."""
    return _mail(
        f"{HEADERS}X-Mailer: iPhone Mail (23A341)\n"
        "Content-Type: multipart/mixed; boundary=Apple-Mail-1\n\n"
        "--Apple-Mail-1\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n"
        f"{_qp('Voici mon récit, en pièce jointe.')}\n\n"
        "--Apple-Mail-1\nContent-Disposition: attachment;\n"
        " filename*=utf-8''r%C3%A9cit-..%2F..%2Ftrois%20mois.txt\n"
        "Content-Type: text/plain; charset=utf-8;\n name*=utf-8''r%C3%A9cit.txt\n"
        f"Content-Transfer-Encoding: base64\n\n{_base64(letter.encode())}\n"
        "--Apple-Mail-1\nContent-Type: text/plain; charset=us-ascii\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n\n{_qp('Envoyé de mon iPhone')}\n\n"
        "--Apple-Mail-1--\n"
    )


def zimbra(letter: str) -> bytes:
    """An answer that quotes, wrapped at 72, in base64, beside a signature that is a picture."""
    quoted = _wrapped(letter, 70, prefix="> ")
    text = f'Merci de votre accueil.\n\n----- Mail original -----\nDe: "Camille" <{AUTHOR}>\n'
    text += f"À: recits@site.example\nEnvoyé: Dimanche 22 Novembre 2026 20:03:10\n\n{quoted}\n\n"
    return _mail(
        f"{HEADERS}X-Mailer: Zimbra 8.8.15\n"
        'Content-Type: multipart/mixed; \n\tboundary="----=_Part_1"\n\n'
        "------=_Part_1\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: base64\n\n{_base64(text.encode())}\n"
        "------=_Part_1\nContent-Type: image/png; name=logo.png\n"
        "Content-Disposition: attachment; filename=logo.png\n"
        f"Content-Transfer-Encoding: base64\n\n{_base64(b'not a picture')}\n------=_Part_1--\n"
    )


def as_attachment(mail: bytes) -> bytes:
    """Another mail forwarded as it came, by whoever keeps the site."""
    return (
        b"From: drh@ville.example\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\nSubject: TR\r\n"
        b"Content-Type: multipart/mixed; boundary=%(b)b\r\n\r\n--%(b)b\r\n"
        b"Content-Type: text/plain\r\n\r\nPour vous.\r\n--%(b)b\r\n"
        b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"
        b"%(mail)b\r\n--%(b)b--\r\n" % {b"b": b"b%d" % len(mail), b"mail": mail}
    )


def with_file(name: str, content: bytes) -> bytes:
    """A mail that only brings a file."""
    return _mail(
        f"{HEADERS}Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        "Content-Type: text/plain; charset=utf-8\n\nBonjour, le voici.\n--b\n"
        f'Content-Type: application/octet-stream; name="{name}"\n'
        f'Content-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{_base64(content)}\n--b--\n"
    )


PROGRAMS: Mapping[str, Callable[[str], bytes]] = MappingProxyType(
    {
        "thunderbird": thunderbird,
        "gmail": gmail,
        "outlook": outlook,
        "apple_mail": apple_mail,
        "zimbra": zimbra,
        "forwarded": lambda letter: as_attachment(thunderbird(letter)),
    }
)
