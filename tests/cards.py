# SPDX-License-Identifier: EUPL-1.2
"""Draw the picture of each kind of page, which networks show beside a link: one for all stories.

None names a site: every instance shows the same ones.
"""

import re
import sys
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image

from browsing import chromium
from escales.html.head_tags import CARD_SIZE
from escales.words.phrases import phrases_of

phrases = phrases_of("pages")

ASSETS = Path(__file__).parents[1] / "hooks/escales/mkdocs/theme/assets"
CARDS = ASSETS / "cards"
COLOURS = 32  # there are four, and what smooths the edges between them
COMPOUND = re.compile(r"\S+-\S+")  # stays on its line
FONT = ASSETS / "fonts/fraunces-5.3.0-600.woff2"


def main() -> None:
    """Write <kind>.png for each kind, to be looked at before they are kept."""
    model = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    font = f"data:font/woff2;base64,{b64encode(FONT.read_bytes()).decode()}"
    model = model.replace("FONT", font)
    width, height = CARD_SIZE
    CARDS.mkdir(exist_ok=True)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": height})
        for kind, words in phrases["cards"].items():
            whole = COMPOUND.sub(r"<b>\g<0></b>", escape(words))
            page.set_content(model.replace("WORDS", whole))
            page.evaluate("document.fonts.ready.then(() => true)")
            picture = Image.open(BytesIO(page.screenshot()))
            picture.quantize(COLOURS).save(CARDS / f"{kind}.png", optimize=True)
    sys.stdout.write(f"Les images sont dans {CARDS.relative_to(Path.cwd())}/\n")


if __name__ == "__main__":
    main()
