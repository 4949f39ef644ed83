# SPDX-License-Identifier: EUPL-1.2
"""All that may happen to the content beside the stories: each function does it, to one file."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from edits import content
from edits.site import Site, value
from escales.words.vocabulary import Maturity

KIT = "schemes/renfort/kit/lettre-de-renfort.md"
LINKED = "renfort"  # the scheme that texts lead to


def scheme_title(site: Site) -> Path:
    return _set_scheme(site, "titre", f"Le dispositif repris, le numéro {site.number()}")


def scheme_acronym(site: Site) -> Path:
    return _set_scheme(site, "sigle", f"REPRIS{site.number()}")


def scheme_maturity(site: Site) -> Path:
    file = _scheme(site)
    others = [str(maturity) for maturity in Maturity if maturity != value(file, "maturite")]
    site.set(file, "maturite", site.choose(others))
    return file


def scheme_bearer(site: Site) -> Path:
    file = _scheme(site)
    others = [slug for slug in large(site) if slug not in value(file, "porteur")]
    site.set(file, "porteur", site.choose(others))
    return file


def scheme_version(site: Site) -> Path:
    """A version comes with a line of the journal, which its feed tells."""
    file, version = _scheme(site), f"1.{site.number()}.0"
    site.set(file, "version", version)
    told = f"  - {{version: {version}, date: {site.day}, changements: Une reprise.}}\n"
    site.replace(file, "licence: ", f"{told}licence: ")
    return file


def scheme_text(site: Site) -> Path:
    file = _scheme(site)
    site.replace(file, "Texte de la partie 1", f"Reprise {site.number()}. Texte de la partie 1")
    return file


def scheme_added(site: Site) -> Path:
    number = site.number()
    text = site.text(site.root / f"schemes/{LINKED}/index.md")
    file = site.root / f"schemes/nouveau-{number}/index.md"
    site.write(file, text)
    site.set(file, "titre", f"Un dispositif nouveau, le numéro {number}")
    site.set(file, "sigle", f"NEUF{number}")
    return file


def scheme_removed(site: Site) -> Path:
    """All that named it no longer does; what linked to it would be told."""
    slugs = [slug for slug in site.schemes() if slug.startswith("nouveau-")] or ["tutorat"]
    slug = site.choose(slugs)
    for file in site.stories():
        if slug in value(file, "dispositif"):
            site.set(file, "dispositif", None)
    for file in (site.root / f"schemes/{slug}").rglob("*.md"):
        site.remove(file)
    page = site.root / "docs/reutiliser.md"
    site.write(page, site.text(page).replace(f"dispositifs/{slug}/", f"dispositifs/{LINKED}/"))
    return page


def employer_name(site: Site) -> Path:
    """One that no story calls by its name."""
    told = "".join(site.text(file) for file in site.stories())
    files = [site.root / f"docs/collectivites/{slug}.md" for slug in large(site)]
    file = site.choose([file for file in files if value(file, "nom").strip('"') not in told])
    site.set(file, "nom", f"Une mairie reprise, la {site.number()}")
    return file


def employer_headcount(site: Site) -> Path:
    return _set_employer(site, "effectif", str(9000 + site.number()))


def employer_department(site: Site) -> Path:
    return _set_employer(site, "departement", f'"{site.chance.randint(21, 89)}"')


def employer_adoption(site: Site) -> Path:
    told = f"dispositif: {LINKED}, version: 0.1.0, depuis: 2026"
    variant = f"variante: Une fois sur {site.number() + 1}"
    return _set_employer(site, "reutilise", f"[{{{told}, {variant}}}]")


def employer_text(site: Site) -> Path:
    file = _employer(site)
    site.write(file, f"{site.text(file)}\nUne reprise de plus, la {site.number()}.\n")
    return file


def employer_added(site: Site) -> Path:
    number = site.number()
    file = site.root / f"docs/collectivites/nouvelle-{number}.md"
    site.write(file, content.collectivity(100 + number, f"Ville nouvelle {number}"))
    return file


def employer_removed(site: Site) -> Path:
    """Its stories are told of another one."""
    added = [slug for slug in site.employers() if slug.startswith("nouvelle-")]
    slug = site.choose(added or large(site))
    other = site.choose([one for one in large(site) if one != slug])
    for file in site.stories():
        for key in ("collectivite", "accueil"):
            if slug in value(file, key):
                host = key == "accueil"
                site.set(file, key, None if host else other)
        if value(file, "collectivite") == value(file, "accueil").strip('"'):
            site.set(file, "accueil", None)
    for file in site.root.glob("schemes/*/index.md"):
        if slug in value(file, "porteur"):
            site.set(file, "porteur", other)
    file = site.root / f"docs/collectivites/{slug}.md"
    site.remove(file)
    return file


def employers_swap_names(site: Site) -> Path:
    """Files that say an employer by its name now mean the other one."""
    one, other = (site.root / f"docs/collectivites/{slug}.md" for slug in site.employers()[:2])
    names = value(one, "nom"), value(other, "nom")
    site.set(one, "nom", names[1])
    site.set(other, "nom", names[0])
    return one


def kit_title(site: Site) -> Path:
    file = site.root / KIT
    site.set(file, "titre", f"Lettre reprise, la {site.number()}")
    return file


def kit_field(site: Site) -> Path:
    file, number = site.root / KIT, site.number()
    site.replace(file, "    libelle: ", f"    libelle: Le {number} ")
    return file


def kit_text(site: Site) -> Path:
    file = site.root / KIT
    site.replace(file, "## La mission\n", f"## La mission\n\nUne reprise, la {site.number()}.\n")
    return file


def kit_added(site: Site) -> Path:
    number = site.number()
    file = site.root / f"schemes/{LINKED}/kit/note-{number}.md"
    text = site.text(site.root / f"schemes/{LINKED}/kit/bilan-de-renfort.md")
    site.write(file, text.replace("titre: ", f"titre: Note {number}, "))
    return file


def agreement_text(site: Site) -> Path:
    file = site.root / "docs/contribuer/accord.md"
    site.replace(file, "La structure", f"Fois {site.number()}. La structure")
    return file


def page_text(site: Site) -> Path:
    file = site.root / site.choose(("docs/licences.md", "docs/index.md", "docs/reutiliser.md"))
    site.write(file, f"{site.text(file)}\nUne reprise de plus, la {site.number()}.\n")
    return file


def picture(site: Site) -> Path:
    """Another one takes its place under the same name, of another size."""
    file = site.root / site.choose(("stories/images/plan.png", "schemes/renfort/images/plan.png"))
    drawn = BytesIO()
    Image.new("RGB", (200 + site.number(), 150), (site.chance.randrange(256), 90, 120)).save(
        drawn, "PNG"
    )
    site.write(file, drawn.getvalue())
    return file


def picture_of_the_same_size(site: Site) -> Path:
    """Only its colours are other ones: no page says anything else."""
    file = site.root / "stories/images/plan.png"
    drawn = BytesIO()
    with Image.open(file) as there:
        Image.new("RGB", there.size, (site.number() % 256, 10, 200)).save(drawn, "PNG")
    site.write(file, drawn.getvalue())
    return file


def days(site: Site) -> Path:
    """Agreements come to their end, and the stories leave."""
    site.move_on(site.day + timedelta(days=site.choose((1, 1, 2, 30))))
    return site.root


def _scheme(site: Site) -> Path:
    return site.root / f"schemes/{site.choose(site.schemes())}/index.md"


def _set_scheme(site: Site, key: str, written: str) -> Path:
    file = _scheme(site)
    site.set(file, key, written)
    return file


def _employer(site: Site) -> Path:
    return site.root / f"docs/collectivites/{site.choose(site.employers())}.md"


def _set_employer(site: Site, key: str, written: str) -> Path:
    slug = site.choose(large(site))
    file = site.root / f"docs/collectivites/{slug}.md"
    site.set(file, key, written)
    return file


def large(site: Site) -> list[str]:
    """Return the employers that are there and large enough for anyone to write a story."""
    return [slug for slug in site.employers() if slug in content.EMPLOYERS]


EDITS = (
    *(scheme_title, scheme_acronym, scheme_maturity, scheme_bearer, scheme_version, scheme_text),
    *(scheme_added, scheme_removed, employer_name, employer_headcount, employer_department),
    *(employer_adoption, employer_text, employer_added, employer_removed, employers_swap_names),
    *(kit_title, kit_field, kit_text, kit_added, agreement_text, page_text, picture),
    *(picture_of_the_same_size, days),
)
