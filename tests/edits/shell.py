# SPDX-License-Identifier: EUPL-1.2
"""What changes around the content: the program, the configuration, what every page carries.

Each may change every page, so that beside another one it would go unseen: each stands alone.
"""

import re
from datetime import timedelta
from pathlib import Path

from edits.site import NothingThereError, Site, value
from escales.reading.disk import ACCESSIBILITY

PROGRAM = "hooks/escales"
CONFIGURATION = "mkdocs.yml"
ENTRY = re.compile(r"^      - .*\.md\n", re.MULTILINE)  # of a menu


def template(site: Site) -> Path:
    return _append(site, "pages/templates/story_foot.html", "<p>Une reprise, la {}.</p>")


def macro(site: Site) -> Path:
    """Other templates use it."""
    return _in_program(site, "templates/macros.html", ">Exemple de fiction")


def partial(site: Site) -> Path:
    return _append(site, "mkdocs/theme/partials/footer.html", "<p>Une reprise, la {}.</p>")


def style(site: Site) -> Path:
    return _append(site, "html/css/base.css", ".es-invite {{ order: {}; }}")


def script(site: Site) -> Path:
    return _append(site, "theme/assets/shell.js", "// Une reprise, la {}.")


def phrase(site: Site) -> Path:
    """A module of the program, which the interpreter may have kept compiled."""
    return _in_program(site, "pages/phrases.py", '"Les collectivités')


def term(site: Site) -> Path:
    return _in_program(site, "words/glossary/terms.yml", "sens: Une base")


def explanation(site: Site) -> Path:
    return _in_program(site, "problems/explanations/2-valeurs.yml", "title: Un texte")


def site_name(site: Site) -> Path:
    return _in(site, CONFIGURATION, "site_name: Site")


def address(site: Site) -> Path:
    return _in(site, CONFIGURATION, "escales.example/projet")


def forge(site: Site) -> Path:
    return _in(site, CONFIGURATION, "forge.example/nous/escales")


def contact(site: Site) -> Path:
    return _in(site, CONFIGURATION, "contact@escales")


def publisher(site: Site) -> Path:
    return _in(site, CONFIGURATION, "nom: Camille Exemple")


def menu(site: Site) -> Path:
    """Two pages change places in the navigation."""
    file = site.root / CONFIGURATION
    one, other = site.chance.sample(ENTRY.findall(site.text(file)), 2)
    swapped = {one: other, other: one}
    site.write(file, ENTRY.sub(lambda entry: swapped.get(entry[0], entry[0]), site.text(file)))
    return file


def inherited(site: Site) -> Path:
    """That of the site comes from another configuration."""
    return _in(site, "base.yml", "site_description: Les")


def page_title(site: Site) -> Path:
    """Menus say it, on every page."""
    return _in(site, "docs/licences.md", "# Licences")


def accessibility(site: Site) -> Path:
    """The foot of every page tells it."""
    file = site.root / ACCESSIBILITY
    if _is_audited(site):
        return _in(site, ACCESSIBILITY, "par: Un service")
    audit = (
        "audit: {fait_le: 2026-11-02, par: Un service, pages: Accueil, environnement: Firefox}\n"
    )
    text = site.text(file).replace('"pas encore audité"', '"conforme", "verifie_par": "Un service"')
    site.write(file, audit + text)
    return file


def audit_too_old(site: Site) -> Path:
    """Nothing changes but the day: an audit counts for three years."""
    if not _is_audited(site):
        raise NothingThereError
    site.move_on(site.day + timedelta(days=3 * 366))
    return site.root


def nothing(site: Site) -> Path:
    return site.root


def back(site: Site) -> Path:
    """All is as it was before the last step, which the cache may have forgotten or not."""
    site.go_back()
    return site.root


def _is_audited(site: Site) -> bool:
    return bool(value(site.root / ACCESSIBILITY, "audit"))


def _append(site: Site, name: str, line: str) -> Path:
    file = site.root / PROGRAM / name
    site.write(file, f"{site.text(file)}\n{line.format(site.number())}\n")
    return file


def _in_program(site: Site, name: str, said: str) -> Path:
    return _in(site, f"{PROGRAM}/{name}", said)


def _in(site: Site, path: str, said: str) -> Path:
    """Add a number to what is said in a file."""
    file = site.root / path
    site.replace(file, said, f"{said}-{site.number()}")
    return file


EDITS = (
    *(template, macro, partial, style, script, phrase, term, explanation, site_name, address),
    *(forge, contact, publisher, menu, inherited, page_title, accessibility, audit_too_old),
    *(nothing, back),
)
