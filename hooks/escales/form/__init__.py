# SPDX-License-Identifier: EUPL-1.2
"""The form in which one tells a story without git: described from the models, filled in a browser.

What it makes passes the check, and what the check refuses it refuses, in the same sentences, or in
words of its own where the check speaks of a file.
`README.md` says how: which rules are data, and which stand in both languages.
"""

from escales.form.description import Form, describe_form
from escales.form.letter import letter_words
from escales.form.names_file import NAMES_FILE, make_names_file

__all__ = ["NAMES_FILE", "Form", "describe_form", "letter_words", "make_names_file"]
