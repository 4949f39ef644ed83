# SPDX-License-Identifier: EUPL-1.2
"""Hold texts as UTF-8: in French, Python takes two bytes for each sign of a text, and UTF-8 one."""

UTF_8 = "utf-8"
ANY_SIGN = "surrogatepass"  # a terminal may give one that is no character: the check tells, later


def as_bytes(text: str) -> bytes:
    return text.encode(UTF_8, ANY_SIGN)


def as_text(utf8: bytes) -> str:
    return utf8.decode(UTF_8, ANY_SIGN)
