# SPDX-License-Identifier: EUPL-1.2
"""What extensions of Markdown write, made readable without a script: tabs, and lists of tasks."""

import re

from escales.words.phrases import phrases_of

phrases = phrases_of("html")

LABEL = re.compile(r'<label for="__tabbed_\d+_\d+">(?P<text>.*?)</label>', re.DOTALL)
TITLE = r'<p class="tabbed-title">\g<text></p>'
BOX = re.compile(r'<input type="checkbox" disabled(?P<checked> checked)?\s*/?>')
DONE, TO_DO = '<span class="task-done"></span>', '<span class="task-todo"></span>'
SIGN = '<span class="es-task" role="img" aria-label="{words}">{sign}</span>'
# What the extensions that pages may have write; any other class might hide a text, or dress it as
# ours. What an admonition is called is in the phrases of the check.
BOXES = (
    "note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote"
    "|admonition(?:-title)?"
)
CLASSES = (
    rf"{BOXES}|headerlink|language-[\w-]{{1,40}}|task-list(?:-item)?|task-(?:done|todo)"
    "|tabbed-(?:set|content|title)|footnote(?:-ref|-backref)?|highlight|filename"
)
OF_CODE = r"[a-z][a-z0-9]{0,2}"  # of Pygments: what a piece of code is
BUTTON = "md-button"
NOTE_ID = re.compile(r"fn(?:ref\d*)?:[^\s\"'<>&]{1,60}")  # of a note, or of where it is called
OF_TAG = {"span": rf"{CLASSES}|{OF_CODE}", "a": rf"{CLASSES}|{BUTTON}"}
PATTERNS = {
    tag: re.compile(rf"(?<!\S)(?:{classes})(?!\S)")
    for tag, classes in {"": CLASSES, **OF_TAG}.items()
}


def show_extensions(html: str) -> str:
    """Return the HTML of a page, not cleaned yet, with what it says of tabs and tasks in texts."""
    if "<label" in html:
        html = LABEL.sub(TITLE, html)
    if "<input" in html:
        html = BOX.sub(lambda box: DONE if box["checked"] else TO_DO, html)
    return html


def show_tasks(html: str) -> str:
    """Return clean HTML where a sign, and a word, say which tasks are done."""
    if "task-" not in html:
        return html
    html = html.replace(DONE, SIGN.format(words=phrases.done, sign="☑"))
    return html.replace(TO_DO, SIGN.format(words=phrases.to_do, sign="☐"))


def allowed_classes(tag: str, classes: str) -> str:
    return " ".join(PATTERNS.get(tag, PATTERNS[""]).findall(classes))
