# SPDX-License-Identifier: EUPL-1.2
"""Read the boxes that people tick, be they drawn by a program or typed."""

import re

TICKED, EMPTY = "☒☑✓✔✅🗹🗷⊠⊡■⬛◼◉●🔘", "☐□◻❑⬜◽▢○◯"
TYPED_BOXES = (
    (re.compile(r"[\[(]\s*[xXvV✓✔✗✘•]\s*[\])]"), "☒"),
    (re.compile(r"\[\s*\]|\(\s*\)"), "☐"),
)
BOX_BEFORE = re.compile(rf"([{TICKED}{EMPTY}])([^{TICKED}{EMPTY}]*)")
BOX_AFTER = re.compile(rf"([^{TICKED}{EMPTY}]+)([{TICKED}{EMPTY}])")
BETWEEN = " \u00a0\n,;"


def ticked_choices(text: str) -> str:
    """Return the choices whose box is ticked, when a text has boxes."""
    for signs, box in TYPED_BOXES:
        text = signs.sub(box, text)
    if BOX_BEFORE.match(text):
        pairs = BOX_BEFORE.findall(text)
    else:
        pairs = [(box, label) for label, box in BOX_AFTER.findall(text)]
    chosen = ", ".join(label.strip(BETWEEN) for box, label in pairs if box in TICKED)
    return chosen if pairs else text
