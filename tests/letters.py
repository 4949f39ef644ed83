# SPDX-License-Identifier: EUPL-1.2
"""Write the letter that the form makes, from answers, as its description says."""

from collections.abc import Mapping

from escales.form import letter_words
from escales.schema.sections import STORY_OUTLINE

PARTS = (*STORY_OUTLINE.required, *STORY_OUTLINE.optional)


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
