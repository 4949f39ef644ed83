# SPDX-License-Identifier: EUPL-1.2
"""Take pictures of the built site, on a phone and at a desk, light and dark, on one sheet."""

import sys
from collections.abc import Iterable
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from browsing import chromium, served

PAGES = {
    "accueil": "",
    "recits": "recits/",
    "recits-filtres": "recits/?categorie=A&q=projet",
    "recit": "recits/deux-messageries-un-seul-jour/",
    "recit-a-plusieurs-voix": "recits/je-connaissais-toutes-les-bornes/",
    "par-categorie": "recits/par-categorie/",
    "par-duree": "recits/par-duree/",
    "par-dispositif": "recits/par-dispositif/",
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
    "reprendre": "reutiliser/",
    "raconter": "contribuer/",
    "formulaire": "contribuer/raconter/",
    "questionnaire": "contribuer/document/",
    "champs": "contribuer/champs/",
    "problemes": "contribuer/problemes/",
    "donnees": "donnees/",
    "accessibilite": "accessibilite/",
    "plan": "plan-du-site/",
    "introuvable": "404.html",
}
WIDTHS = (390, 1300)
SCHEMES = ("light", "dark")
SHOTS = tuple(product(WIDTHS, SCHEMES))
PICTURES = Path("build/pictures")
SHEET = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Les pages d’Escales</title>
<style>
body {{ font: 16px system-ui, sans-serif; margin: 1rem; background: #ccc; color: #111; }}
section {{ display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; margin-bottom: 2rem; }}
h2 {{ flex: 1 0 100%; margin: 0; }}
img {{ display: block; width: 32rem; height: 26rem; object-fit: cover; object-position: top; }}
img[src*="-390-"] {{ width: 12rem; }}
</style>
<h1>Les pages d’Escales</h1>
{}
</html>
"""


def main(only: list[str]) -> None:
    """Write build/pictures/<page>-<width>-<scheme>.png, of each page or of those named."""
    names = [name for name in PAGES if not only or name in only]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served(Path("site")) as address, chromium() as browser:
        for width, scheme in SHOTS:
            take(browser, address, names, width, scheme)
    (PICTURES / "index.html").write_text(sheet(PAGES), encoding="utf-8")
    sys.stdout.write(f"Les images sont sur une planche : {PICTURES}/index.html\n")


def take(browser: Browser, address: str, names: Iterable[str], width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for name in names:
        page.goto(f"{address}/{PAGES[name]}", wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", full_page=True)
    context.close()


def sheet(names: Iterable[str]) -> str:
    """Return the page that shows the pictures taken so far, each leading to the whole of it."""
    sections = []
    for name in names:
        files = [f"{name}-{width}-{scheme}.png" for width, scheme in SHOTS]
        shown = "\n".join(
            f'<a href="{file}"><img src="{file}" alt="{file}" loading="lazy"></a>'
            for file in files
            if (PICTURES / file).is_file()
        )
        if shown:
            sections.append(f"<section>\n<h2>{escape(name)}</h2>\n{shown}\n</section>")
    return SHEET.format("\n".join(sections))


if __name__ == "__main__":
    main(sys.argv[1:])
