# SPDX-License-Identifier: EUPL-1.2
"""All that may happen to a story. Each function does it to one, and returns the file it touched."""

import os
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from edits import content, others
from edits.site import Site, value
from escales.words.vocabulary import Viewpoint

LINKED = re.compile(r"\]\((?:[^()]*/)?([\w-]+\.md)")


def text(site: Site) -> Path:
    file, number = site.story(), site.number()
    site.replace(file, "\n\n## Ce qui a été", f"\n\nUn mot, le {number}.\n\n## Ce qui a été")
    return file


def text_of_the_same_size(site: Site) -> Path:
    """The file keeps its size and its time, as one that was taken out of an archive."""
    file = site.choose([f for f in site.stories() if "simple" in site.text(f)])
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    site.replace(file, "simple", "facile")
    os.utime(file, ns=times)
    return file


def title(site: Site) -> Path:
    return _set(site, "titre", f"Un essai repris, le numéro {site.number()}")


def summary(site: Site) -> Path:
    return _set(
        site, "resume", f"Un résumé que l’on vient de récrire, pour la fois {site.number()}."
    )


def category(site: Site) -> Path:
    return _other(site, "categorie", ["A", "B", "C"])


def status(site: Site) -> Path:
    return _other(site, "statut", ["titulaire", "stagiaire", "cdi", None])


def duration(site: Site) -> Path:
    return _other(site, "duree", [*content.DURATIONS])


def share(site: Site) -> Path:
    return _other(site, "quotite", ["10 %", "30 %", "temps plein", None])


def employer(site: Site) -> Path:
    return _other(site, "collectivite", others.large(site))


def host(site: Site) -> Path:
    file = site.story()
    there, own = value(file, "accueil"), value(file, "collectivite")
    others = [slug for slug in site.employers() if slug not in own and slug not in there]
    site.set(
        file, "accueil", None if there and site.chance.random() < 1 / 3 else site.choose(others)
    )
    return file


def scheme(site: Site) -> Path:
    return _other(site, "dispositif", [*site.schemes(), None])


def viewpoint(site: Site) -> Path:
    return _other(site, "point_de_vue", [str(viewpoint) for viewpoint in Viewpoint])


def experience(site: Site) -> Path:
    """It joins another story, or leaves the one it shared its experience with."""
    file, other = site.story(), site.story()
    shared = value(other, "experience").strip('"') or f"partage-nouveau-{site.number()}"
    site.set(other, "experience", shared)
    leaves = value(file, "experience") and site.chance.random() < 1 / 2
    site.set(file, "experience", None if leaves else shared)
    return file


def year(site: Site) -> Path:
    return _other(site, "annee", ["2023", "2024", "2025"])


def published(site: Site) -> Path:
    """It goes up or down in every list."""
    day = site.day - timedelta(days=site.chance.randrange(300))
    return _set(site, "publie_le", str(max(day, day.replace(2026, 1, 1))))


def signature(site: Site) -> Path:
    return _set(site, "signature", f"Agent de la salle {site.number()}")


def skills(site: Site) -> Path:
    return _set(site, "competences", f"[accueil du public, essai {site.number()}]")


def scope(site: Site) -> Path:
    """It enters the open data, or leaves them."""
    file = site.choose([f for f in site.stories() if "donnees-ouvertes" in site.text(f)])
    agreement = {**content.agreement(site.number()), "reexamen_le": "2099-12-31"}
    site.set(file, "consentement", str(agreement | {"portee": ["site"]}).replace("'", '"'))
    return file


def example(site: Site) -> Path:
    """A true story turns out to be fiction; fiction is told of employers that do not exist."""
    file = site.story()
    for key, written in (("exemple", "oui"), ("collectivite", "ville-imaginaire")):
        site.set(file, key, written)
    for key in ("accueil", "consentement", "dispositif"):
        site.set(file, key, None)
    return file


def truth(site: Site) -> Path:
    """Fiction turns out to be true."""
    file = site.choose([f for f in site.stories(true=False) if f not in site.stories()])
    site.set(file, "exemple", None)
    site.set(file, "collectivite", site.choose(others.large(site)))
    site.set(file, "consentement", '{accord_le: 2026-01-05, portee: [site], preuve: "DRH, 12"}')
    return file


def former_address(site: Site) -> Path:
    return _set(site, "anciens_slugs", f"[ancien-essai-{site.number()}]")


def link(site: Site) -> Path:
    """It leads to another story, whose title it need not say."""
    file, other = site.story(), site.story()
    to = os.path.relpath(other, file.parent)
    number = site.number()
    site.replace(file, "\n\n## Ce qui a été", f"\n\nVoir [là]({to}) {number}.\n\n## Ce qui a été")
    return file


def added(site: Site) -> Path:
    """Most come last, as true ones do; some have a date that puts them among the others."""
    number = 1000 + site.number()
    file = site.root / f"stories/{content.slug(number)}.md"
    site.write(file, content.story(number))
    site.set(file, "dispositif", site.choose(site.schemes()))
    site.set(file, "collectivite", site.choose(others.large(site)))
    site.set(file, "accueil", None)
    if site.chance.random() < 1 / 2:
        site.set(file, "publie_le", str(site.day))
    return file


def withdrawn(site: Site) -> Path:
    file = _alone(site)
    site.write(file, f"---\nretrait_le: {site.day}\npublie_le: {value(file, 'publie_le')}\n---\n")
    return file


def removed(site: Site) -> Path:
    file = _alone(site)
    site.remove(file)
    return file


def renamed(site: Site) -> Path:
    file = _alone(site)
    site.move(file, file.with_name(f"renomme-{site.number()}.md"))
    return file


def renamed_with_its_former_address(site: Site) -> Path:
    file = _alone(site)
    site.set(file, "anciens_slugs", f"[{file.stem}]")
    site.move(file, file.with_name(f"deplace-{site.number()}.md"))
    return file


def moved_to_a_folder(site: Site) -> Path:
    """Its address stays, and the link to its file on the forge does not."""
    file = _alone(site, leading_nowhere=True)
    site.move(file, file.parent / "2026" / file.name)
    return file


def swapped_names(site: Site) -> Path:
    """Two files take each other's names: all is said as before, and elsewhere."""
    one, other = site.chance.sample([f for f in site.stories() if f.parent.name == "stories"], 2)
    first, second = one.read_bytes(), other.read_bytes()
    site.write(one, second)
    site.write(other, first)
    return one


def _set(site: Site, key: str, written: str) -> Path:
    file = site.story()
    site.set(file, key, written)
    return file


def _other(site: Site, key: str, choices: Sequence[str | None]) -> Path:
    """Write another value than the one that is there; None is for none."""
    file = site.story()
    there = value(file, key).strip('"')
    site.set(file, key, site.choose([choice for choice in choices if (choice or "") != there]))
    return file


def _alone(site: Site, *, leading_nowhere: bool = False) -> Path:
    """Return a story that no text leads to, and that may lead to no other file."""
    files = site.stories()
    linked = {name for file in files for name in LINKED.findall(site.text(file))}
    own = ("essai-", "renomme-", "deplace-")
    free = [f for f in files if f.stem.startswith(own) and f.name not in linked]
    return site.choose([f for f in free if not leading_nowhere or "](" not in site.text(f)])


EDITS = (
    *(text, text_of_the_same_size, title, summary, category, status, duration, share, employer),
    *(host, scheme, viewpoint, experience, year, published, signature, skills, scope, example),
    *(truth, former_address, link, added, withdrawn, removed, renamed),
    *(renamed_with_its_former_address, moved_to_a_folder, swapped_names),
)
