# SPDX-License-Identifier: EUPL-1.2
"""The form in which one tells a story without git: described from the models, filled in a browser.

What it makes passes the check, and what the check refuses it refuses, in the same sentences: the
modules of theme/assets/story/ hold the same rules, and tests/test_form_rules.py compares both.
"""

from escales.form.description import Form, make_form
from escales.form.names import NAMES, make_names

__all__ = ["NAMES", "Form", "make_form", "make_names"]
