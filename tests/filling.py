# SPDX-License-Identifier: EUPL-1.2
"""Fill the form, with answers that are right unless others are given."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

RIGHT: Mapping[str, Any] = yaml.load(
    (Path(__file__).parent / "engine/form_cases.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)["right"]


# What a browser does as one types, chooses or ticks; one goes to the next field.
FILL = """(answers) => {
  for (const [key, value] of answers) {
    const all = [...document.getElementsByName(key)];
    const ticked = all.filter((it) => it.matches("[type=radio], [type=checkbox]"));
    const tell = (it) => {
      for (const kind of ["input", "change"]) it.dispatchEvent(new Event(kind, { bubbles: true }));
    };
    const wanted = [value].flat();
    if (!all[0] || all[0].disabled) throw new Error(`no field ${key}`);
    all[0].focus(); // on the screen of the form that one sees
    if (!ticked.length) {
      all[0].value = value;
      tell(all[0]);
    }
    for (const it of ticked) if (wanted.includes(it.value) && !it.checked) it.click();
    const there = all.filter((it) => !ticked.length || it.checked).map((it) => it.value);
    if (all[0].matches("select, [type=radio], [type=checkbox]") && `${there}` !== `${wanted}`)
      throw new Error(`${key} cannot be ${value}`);
  }
}"""


def fill(page: Page, answers: Mapping[str, Any] = RIGHT) -> None:
    """Fill all at once: that a person can do so is what the keyboard alone shows."""
    page.evaluate(FILL, list(answers.items()))
