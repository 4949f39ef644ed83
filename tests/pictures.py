# SPDX-License-Identifier: EUPL-1.2
"""Take pictures of the built site, on a phone and on a desk, light and dark."""

import sys
from pathlib import Path

from browsing import chromium, served

PAGES = {
    "accueil": "",
    "recits": "recits/",
    "recits-filtres": "recits/?categorie=A&q=projet",
    "recit": "recits/deux-messageries-un-seul-jour/",
    "par-categorie": "recits/par-categorie/",
    "categorie-c": "recits/par-categorie/c/",
    "vide": "recits/par-categorie/c/plus-de-2-ans/",
    "dispositifs": "dispositifs/",
    "matp": "dispositifs/matp/",
    "document": "dispositifs/matp/kit/lettre-de-mission-interne/",
    "cadre": "quel-cadre/",
    "question": "quel-cadre/question-duree/",
    "reponse": "quel-cadre/reponse-immersion-professionnelle/",
    "collectivites": "collectivites/",
    "collectivite": "collectivites/departement-de-l-isere/",
    "raconter": "contribuer/",
    "problemes": "contribuer/problemes/",
    "donnees": "donnees/",
    "plan": "plan-du-site/",
    "introuvable": "404.html",
}
WIDTHS = (390, 1300)


def main(only: list[str]) -> None:
    """Write build/pictures/<page>-<width>-<scheme>.png for each page, or for those named."""
    pictures = Path("build/pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    with served(Path("site")) as address, chromium() as browser:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 844},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                page = context.new_page()
                for name, path in PAGES.items():
                    if not only or name in only:
                        page.goto(f"{address}/{path}", wait_until="networkidle")
                        target = pictures / f"{name}-{width}-{scheme}.png"
                        page.screenshot(path=target, full_page=True)
                context.close()
    sys.stdout.write(f"Les images sont dans {pictures}/\n")


if __name__ == "__main__":
    main(sys.argv[1:])
