# SPDX-License-Identifier: EUPL-1.2
"""The files of a new site, from the templates that stand beside this module."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from escales import __version__
from escales.commands.init.new_site import HubFacts, SiteFacts, employer_slug
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Forge

phrases = phrases_of("commands/init")

TEMPLATE = Path(__file__).parent / "template"
ALWAYS = {  # what is written, by the name of its template
    "README.md": "README.md",
    "SECURITY.md": "SECURITY.md",
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    "Makefile": "Makefile",
    "gitignore": ".gitignore",
    "index.md": "docs/index.md",
    "a-propos.md": "docs/a-propos.md",
    "stories.md": "stories/README.md",
}
EMPLOYER = "collectivite.md"
HUB = {  # in place of those of the same path, and beside the others
    "carrefour.md": "docs/index.md",
    "ou-raconter.md": "docs/contribuer/index.md",
    "fiches.md": "docs/donnees-personnelles.md",
}
ONLY_WITH_STORIES = {"index.md", "stories.md"}
PIPELINES = {
    Forge.GITLAB: {"gitlab-ci.yml": ".gitlab-ci.yml"},
    Forge.GITHUB: {"github.yml": ".github/workflows/site.yml"},
    Forge.FORGEJO: {"forgejo.yml": ".forgejo/workflows/site.yml"},
}
SERVER = {  # where no forge serves the site
    "nginx.conf": "serveur/nginx.conf",
    "apache.conf": "serveur/apache.conf",
    "Containerfile": "serveur/Containerfile",
    "dockerignore": ".dockerignore",
}
HOSTED = {Forge.GITLAB, Forge.GITHUB}
GAP = re.compile(r"\[\[(\w+)\]\]")
ONLY = re.compile(r"(?ms)^\[\[si (\w+)\]\]\n(.*?)^\[\[fin\]\]\n")


def site_files(facts: SiteFacts, answers: Mapping[str, str], requirement: str) -> dict[str, str]:
    """Return the text of each file, by its path."""
    values = dict(_values(facts, answers, requirement))
    return {path: fill(_template(name), values) for name, path in sorted(_names(facts))}


def fill(template: str, values: Mapping[str, str]) -> str:
    """Fill the gaps `[[name]]`; leave out the parts `[[si name]]` … `[[fin]]` without a value."""
    kept = ONLY.sub(lambda part: part[2] if values[part[1]] else "", template)
    return GAP.sub(lambda gap: values[gap[1]], kept)


def _template(name: str) -> str:
    return (TEMPLATE / name).read_text(encoding="utf-8")


def _names(facts: SiteFacts) -> Iterator[tuple[str, str]]:
    if isinstance(facts, HubFacts):
        yield from HUB.items()
        yield from ((name, path) for name, path in ALWAYS.items() if name not in ONLY_WITH_STORIES)
    else:
        yield from ALWAYS.items()
    if facts.siren:
        yield EMPLOYER, f"docs/collectivites/{employer_slug(facts)}.md"
    yield from PIPELINES.get(facts.forge, {}).items() if facts.forge else ()
    if facts.forge not in HOSTED:
        yield from SERVER.items()


def _values(
    facts: SiteFacts, answers: Mapping[str, str], requirement: str
) -> Iterator[tuple[str, str]]:
    """Yield what fills each gap; texts in quotes where YAML would take them for something else."""
    yield "nom", answers["nom"]
    yield "nom_yaml", _quoted(answers["nom"])
    home = phrases.home_of_hub if isinstance(facts, HubFacts) else phrases.home
    yield "accueil_yaml", _quoted(home.format(name=answers["nom"]))
    yield "editeur", answers["editeur"]
    yield "editeur_yaml", _quoted(answers["editeur"])
    yield "contact", facts.contact or ""
    yield "sans_contact", "" if facts.contact else "oui"
    yield "siren", facts.siren or ""
    yield "type", facts.kind or ""
    yield "couleur", facts.colour.detail if facts.colour else ""
    yield "sans_couleur", "" if facts.colour else "oui"
    yield "dispositifs", ", ".join(facts.schemes)
    neighbours = facts.neighbours if isinstance(facts, HubFacts) else ()
    yield "voisins", ", ".join(map(_quoted, neighbours))
    yield "ou_raconter", "\n".join(f"- <{address}contribuer/>" for address in neighbours)
    yield "hub", "oui" if neighbours else ""
    yield "sans_hub", "" if neighbours else "oui"
    yield "moteur", requirement
    yield "version", __version__
    for forge in Forge:
        yield forge.value, "oui" if facts.forge is forge else ""
    yield "sans_forge", "" if facts.forge else "oui"
    yield "serveur", "" if facts.forge in HOSTED else "oui"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
