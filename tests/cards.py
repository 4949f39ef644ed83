# SPDX-License-Identifier: EUPL-1.2
"""Draw the picture of each kind of page, which networks show beside a link: one for all stories."""

import sys
from html import escape
from pathlib import Path

from browsing import chromium
from escales.engines import CARD_SIZE
from escales.pages import phrases

CARDS = Path(__file__).parents[1] / "hooks/escales/theme/assets/cards"


def main() -> None:
    """Write <kind>.png for each kind, to be looked at before they are kept."""
    model = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    width, height = CARD_SIZE
    CARDS.mkdir(exist_ok=True)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": height})
        for kind, words in phrases.CARDS.items():
            whole = escape(words).replace("-", "\N{NON-BREAKING HYPHEN}")
            page.set_content(model.replace("SITE", phrases.SITE).replace("WORDS", whole))
            page.screenshot(path=CARDS / f"{kind}.png")
    sys.stdout.write(f"Les images sont dans {CARDS.relative_to(Path.cwd())}/\n")


if __name__ == "__main__":
    main()
