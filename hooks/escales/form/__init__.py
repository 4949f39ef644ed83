# SPDX-License-Identifier: EUPL-1.2
"""The form in which one tells a story without git: described from the models, filled in a browser.

It makes a letter, which `escales receive` reads. It judges the texts as the check does, in its own
words; all that is only a question stops nobody. `README.md` says which rules are data, and which
stand in both languages.
"""

from escales.form.description import Form, describe_form
from escales.form.letter import letter_words

__all__ = ["Form", "describe_form", "letter_words"]
