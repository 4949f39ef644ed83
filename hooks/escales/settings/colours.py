# SPDX-License-Identifier: EUPL-1.2
"""Colours that carry a text: their contrast, and the nearest that can be read."""

import re

HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
ENOUGH = 4.5  # https://www.w3.org/TR/WCAG21/#contrast-minimum
# What texts stand on, as html/css/palette.css and dark.css say: a test compares.
LIGHT_GROUNDS = ("#ffffff", "#f1f5f4", "#faf7f1", "#fdf1e3")
DARK_GROUNDS = ("#11191c", "#1a2529", "#171f21", "#33261b")
WHITE, BLACK = "#ffffff", "#000000"
STEPS = 100
SHORT = 4  # characters of #abc


def full(colour: str) -> str:
    """Return a colour in six digits."""
    digits = colour.lower()
    return f"#{''.join(each * 2 for each in digits[1:])}" if len(digits) == SHORT else digits


def contrast(one: str, other: str) -> float:
    """Return the ratio of https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def readable(colour: str, grounds: tuple[str, ...], towards: str) -> str:
    """Return the nearest colour that is read on all the grounds, on the way to black or white."""
    for step in range(STEPS + 1):
        mixed = _mix(colour, towards, step / STEPS)
        if least_contrast(mixed, grounds) >= ENOUGH:
            return mixed
    return towards


def text_on(ground: str) -> str:
    """Return white where it is read, else black: one of them always is."""
    return WHITE if contrast(WHITE, ground) >= ENOUGH else BLACK


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Return that of https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    linear, straight, shift = 0.04045, 12.92, 0.055
    parts = (value / 255 for value in _parts(colour))
    red, green, blue = (
        part / straight if part <= linear else ((part + shift) / (1 + shift)) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
