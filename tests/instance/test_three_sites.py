# SPDX-License-Identifier: EUPL-1.2
"""Three administrations, each with content alone: one lends a scheme, one takes it, one gathers.

Their sites answer on this machine, as on three addresses.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from browsing import served
from building import build
from conftest import FIXTURE
from escales.commands.cli import main
from escales.schema.sections import STORY_OUTLINE
from every_text import texts
from instance.sites import options

SCHEME = "schemes/renfort"
LETTER = f"{SCHEME}/kit/lettre-de-renfort.md"
AGREEMENT = f"{SCHEME}/kit/convention-de-renfort.md"
SHEET = f"{SCHEME}/index.md"
STOP = "La personne peut arrêter quand elle le souhaite."
LOCK = "escales.lock"
STORY = "stories/un-mois-a-l-ecole.md"
TITLE = "Un mois à l’école, et retour au guichet"
LENDER = {"nom": "Renforts d’essai", "editeur": "Ville d’Essai", "contact": "recits@ville.example"}
TAKER = {
    "nom": "Passages d’essai",
    "editeur": "École du Test",
    "contact": "recits@ecole.example",
    "siren": "404833048",
    "type": "etablissement",
}
LOOPBACK = re.compile(r"http://127\.0\.0\.1:\d+")
HUB = {"nom": "Carrefour d’essai", "editeur": "Carrefour", "contact": "recits@carrefour.example"}

TOLD = f"""---
titre: {TITLE}
resume: Une agente d’accueil prête main-forte un mois à l’école, et revient avec des idées.
categorie: C
collectivite: ecole-du-test
duree: 1 mois
dispositif: renfort
annee: 2025
publie_le: 2026-02-01
signature: Agente d’accueil, catégorie C
competences: accueil du public
consentement:
  accord_le: 2026-01-05
  portee: [site, donnees-ouvertes]
  preuve: dossier 12
  reconnaissable: oui
---

""" + "".join(f"## {title}\n\nUne phrase du récit.\n\n" for title in STORY_OUTLINE.required)


@dataclass(frozen=True)
class Instance:
    """A repository of content, the folder of its site, and the address where that answers."""

    root: Path
    site: Path
    address: str

    def build(self) -> None:
        settings = {"ESCALES_SITE": self.address, "ESCALES_RECHERCHE": "non"}
        done = build(self.site, self.root, **settings)
        assert done.returncode == 0, done.stdout + done.stderr

    def run(self, *words: str) -> int:
        return main([*words, "--root", str(self.root)])

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert text.count(old) == 1, (path, old)
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def page(self, path: str) -> str:
        return (self.site / path / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Instance]]:
    """Begin three sites; the first has the scheme of the tests, and whoever bears it."""
    folder = tmp_path_factory.mktemp("three")
    with ExitStack() as stack:
        instances = {}
        for name in ("lender", "taker", "hub"):
            site = folder / f"{name}-site"
            site.mkdir()
            address = f"{stack.enter_context(served(site))}/"
            instances[name] = Instance(folder / name, site, address)
        lender, taker, hub = instances.values()
        assert main(["init", str(lender.root), *options(LENDER)]) == 0
        assert main(["init", str(taker.root), *options(TAKER)]) == 0
        addresses = f"{lender.address}, {taker.address}"
        hub_options = [*options(HUB), "--voisins", addresses]
        assert main(["init", "--hub", str(hub.root), *hub_options]) == 0
        shutil.copytree(FIXTURE / SCHEME, lender.root / SCHEME)
        employers = lender.root / "docs/collectivites"
        employers.mkdir()
        shutil.copy(FIXTURE / "docs/collectivites/ville-d-essai.md", employers)
        contributing = hub.root / "docs/contribuer/index.md"  # its links are to be https, rightly
        text = contributing.read_text("utf-8")
        contributing.write_text(LOOPBACK.sub("https://site.example", text), encoding="utf-8")
        yield instances


def test_a_scheme_is_lent_taken_changed_followed_and_merged(
    three: dict[str, Instance], capsys: pytest.CaptureFixture[str]
) -> None:
    lender, taker = three["lender"], three["taker"]
    assert lender.run("release", "renfort") == 0
    lender.build()

    assert taker.run("take", "renfort", "--from", lender.address) == 0

    kept = {path: (lender.root / path).read_bytes() for path in (SHEET, LETTER, AGREEMENT)}
    taken = {path: (taker.root / path).read_bytes() for path in kept}
    assert taken == kept
    assert "0.2.0" in taker.text(LOCK)
    assert "dispositif: renfort" in taker.text("docs/collectivites/ecole-du-test.md")
    assert taker.run("check") == 0

    taker.change(AGREEMENT, "La personne garde son bureau.", "La personne garde son casier.")
    taker.change(LETTER, STOP, "La personne peut arrêter en le disant la veille.")
    taker.build()
    assert "Adapté de la version 0.2.0" in plain(taker.page("dispositifs/renfort"))
    assert "(ajouté : casier )" in plain(taker.page("dispositifs/renfort/adaptation"))

    lender.change(AGREEMENT, "Relisez ce projet à deux.", "Relisez ce projet à trois.")
    lender.change(LETTER, STOP, "La personne peut arrêter quand elle veut, par écrit.")
    assert lender.run("release", "renfort", "--change", "Relire à trois.", "--level", "minor") == 0
    lender.build()
    compared = plain(lender.page("dispositifs/renfort/versions/0.2.0-0.3.0"))
    assert "Convention de renfort" in compared
    assert "(ajouté : trois )" in compared

    capsys.readouterr()
    assert taker.run("follow") == 0
    told = plain(capsys.readouterr().out)
    assert "0.3.0" in told
    assert "Lettre de renfort" in told
    assert "à trois" not in taker.text(AGREEMENT)

    assert taker.run("follow", "--merge") == 1
    assert "à trois" in taker.text(AGREEMENT)
    assert "son casier" in taker.text(AGREEMENT)
    both = taker.text(LETTER)
    assert "en le disant la veille" in both
    assert "quand elle veut, par écrit" in both
    capsys.readouterr()
    assert taker.run("check") == 1
    assert f"{LETTER}:" in capsys.readouterr().out

    settled = re.sub(r"(?ms)^<{7}.*?\n(.*?)^={7}\n.*?^>{7}.*?\n", r"\1", both)
    (taker.root / LETTER).write_text(settled, encoding="utf-8")
    assert taker.run("check") == 0
    assert "0.3.0" in taker.text(LOCK)
    assert taker.run("follow") == 0
    taker.build()
    assert "Adapté de la version 0.3.0" in plain(taker.page("dispositifs/renfort"))
    data = json.loads((taker.site / "donnees/dispositifs.json").read_text("utf-8"))
    (scheme,) = (one for one in data["dispositifs"] if one["id"] == "renfort")
    assert scheme["repris_de"]["version"] == "0.3.0"


def test_a_story_is_told_gathered_withdrawn_and_gone(three: dict[str, Instance]) -> None:
    """After the first test: the taker has the scheme of the lender."""
    lender, taker, hub = three["lender"], three["taker"], three["hub"]
    (taker.root / STORY).write_text(TOLD, encoding="utf-8")
    assert taker.run("check") == 0
    taker.build()
    address = f"{taker.address}recits/un-mois-a-l-ecole/"

    assert hub.run("gather") == 0
    hub.build()
    listed = hub.page("recits")
    assert f'href="{address}"' in listed
    assert TITLE in plain(listed)
    assert "Raconté sur Passages d’essai" in plain(listed)
    assert not (hub.site / "recits/un-mois-a-l-ecole").exists()
    lender.change("mkdocs.yml", "voisins: []", f"voisins: [{taker.address}]")
    assert lender.run("gather") == 0
    lender.build()
    assert "École du Test" in plain(lender.page("dispositifs/renfort")), "who took it is not known"

    assert taker.run("withdraw", "un-mois-a-l-ecole") == 0
    taker.build()
    assert hub.run("gather") == 0
    hub.build()
    left = [path for path, text in texts(hub.site) if TITLE in plain(text) or address in text]
    assert left == []
    assert not any(TITLE in file.read_text("utf-8") for file in (hub.root / "voisins").iterdir())


def plain(page: str) -> str:
    """Return a text without tags, its spaces all alike."""
    return " ".join(
        re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").replace("\u202f", " ").split()
    )
