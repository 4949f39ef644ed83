# SPDX-License-Identifier: EUPL-1.2
"""Turn texts into UTF-8 and back: Python holds French in two bytes a sign, UTF-8 mostly in one."""

UTF_8 = "utf-8"
ANY_SIGN = "surrogatepass"  # a terminal may give one that is no character: the check says so


def as_bytes(text: str) -> bytes:
    return text.encode(UTF_8, ANY_SIGN)


def as_text(utf8: bytes) -> str:
    return utf8.decode(UTF_8, ANY_SIGN)
