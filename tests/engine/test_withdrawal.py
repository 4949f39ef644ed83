# SPDX-License-Identifier: EUPL-1.2
"""A story leaves the site: nothing of it is left in any file, whoever or whatever takes it away."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from building import build, buildable
from conftest import FIXTURE
from escales.checking.load import check, load
from escales.commands.cli import main
from escales.schema import Story
from ready import run_python


def make_picture(comment: str) -> bytes:
    """Return a picture that says a word beside its pixels."""
    said, written = PngImagePlugin.PngInfo(), BytesIO()
    said.add_text("Comment", comment)
    Image.new("RGB", (60, 40), "teal").save(written, "PNG", pnginfo=said)
    return written.getvalue()


REPOSITORY = FIXTURE.parents[2]
PUBLISHED = {"ESCALES_SITE": "https://escales.example/"}
PICTURE = make_picture("zalpaphoto")
GZIP = b"\x1f\x8b"

# A story with a word of its own in each of its keys that takes words.
TOLD = """---
titre: Zalpatitre au grand jour
resume: Un zalparesume assez long pour tenir dans une liste, et que personne d’autre n’écrit.
categorie: B
statut: cdi
collectivite: ville-d-essai
accueil: ecole-du-test
duree: 4 mois
quotite: 20 %
experience: zalpaexperience
annee: 2025
publie_le: 2026-02-05
signature: Zalpasignature
competences: [zalpacompetence]
consentement:
  accord_le: 2026-01-05
  portee: [site, donnees-ouvertes]
  preuve: Zalpapreuve
anciens_slugs: [un-nom-d-avant]
---

## L’intention de départ

Zalpatexte, et [zalpalien](https://zalpaadresse.example/).

![Zalpaimage](images/zalpafichier.png)

## Ce qui était attendu

Un coup de main.

## Ce qui s’est réellement produit

J’ai appris.

## Ce qui a été difficile

Le rythme.

## Ce que cela a provoqué et permis

De l’envie.
"""
OF_ITS_OWN = sorted(set(re.findall("zalpa[a-z]*", TOLD, re.IGNORECASE)))
PUBLIC = {word.lower() for word in OF_ITS_OWN} - {"zalpapreuve", "zalpaexperience"}


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Return a site that can be built, with one more story, to which another one leads."""
    root = buildable(tmp_path)
    (root / "stories/temoin.md").write_text(TOLD, encoding="utf-8")
    (root / "stories/images/zalpafichier.png").write_bytes(PICTURE)
    other = root / "stories/troisieme-essai.md"
    text = other.read_text(encoding="utf-8")
    linked = "Comme [l’autre](temoin.md#ce-qui-a-ete-difficile)."
    other.write_text(text.replace("Je voulais voir.", linked), encoding="utf-8")
    return root


def words(site: Path) -> set[str]:
    """Return the words of the story that any file of a site holds, its search included."""
    found: set[str] = set()
    for path in site.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        content = gzip.decompress(content) if content.startswith(GZIP) else content
        text = f"{path.relative_to(site)} {content.decode('utf-8', 'replace')}".lower()
        found |= set(re.findall("zalpa[a-z]*", text))
    return found


def made(root: Path, **environment: str) -> Path:
    """Build a site and return its folder."""
    site = root.parents[2] / "www"
    result = build(site, root, **{**PUBLISHED, **environment})
    assert result.returncode == 0, result.stderr
    return site


def add_a_line(root: Path) -> dict[str, str]:
    """Withdraw as one does in a hurry, on the page of the forge."""
    story = root / "stories/temoin.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("annee: 2025", "annee: 2025\nretrait_le: 2026-11-23"), "utf-8")
    return {}


def run_the_command(root: Path) -> dict[str, str]:
    assert main(["withdraw", "temoin", "--root", str(root)]) == 0
    return {}


def let_it_end(root: Path) -> dict[str, str]:
    """Change nothing: three years and the delay go by."""
    del root
    return {"SOURCE_DATE_EPOCH": str(int(datetime(2029, 4, 6, tzinfo=UTC).timestamp()))}


WITHDRAWN = ("Ce récit a été retiré le 23 novembre 2026.", "n’a pas à s’en justifier")
ENDED = (
    "Ce récit n’est plus publié ici depuis le 6 avril 2029.",
    "L’accord de publication est arrivé à son terme.",
)
NOTICES = (WITHDRAWN, ENDED)


def test_what_a_story_says_is_on_the_site_before_it_leaves(told: Path) -> None:
    """Else the other tests of this file would see nothing."""
    site = made(told)

    assert words(site) >= PUBLIC
    assert "zalpapreuve" not in words(site)
    assert (site / "recits/images/zalpafichier.webp").exists()


@pytest.mark.parametrize("leave", [add_a_line, run_the_command, let_it_end])
def test_nothing_of_a_story_that_has_left_is_in_any_file(
    leave: Callable[[Path], dict[str, str]], told: Path
) -> None:
    """And its notice says how it left."""
    site = made(told, **leave(told))

    page = (site / "recits/temoin/index.html").read_text(encoding="utf-8")
    assert words(site) == set()
    assert '<meta name="robots" content="noindex">' in page
    assert "Merci de ne pas le republier" in page
    assert "edit/" not in page
    former = (site / "recits/un-nom-d-avant/index.html").read_text(encoding="utf-8")
    assert "url=../../recits/temoin/" in former
    naming = {
        str(path.relative_to(site))
        for path in site.rglob("*")
        if path.is_file() and b"temoin/" in path.read_bytes()
    }
    others = {
        "recits/troisieme-essai/index.html",
        "donnees/recits.json",
    }  # whose author leads to it
    others = set() if leave is let_it_end else others  # the other agreement ends that day too
    assert naming == {"recits/temoin/index.html", "recits/un-nom-d-avant/index.html", *others}
    data = json.loads((site / "donnees/recits.json").read_text(encoding="utf-8"))
    assert "un-nom-d-avant" in [record["id"] for record in data["retires"]]
    assert len(data["recits"]) == (0 if leave is let_it_end else 3)
    assert all(sentence in page for sentence in NOTICES[leave is let_it_end])


# The command


def withdraw(root: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command as a person does, and return what it answers."""
    environment = {name: text for name, text in os.environ.items() if name != "ESCALES_SITE"}
    command = ("escales", "withdraw", *arguments, "--root", str(root))
    ran = run_python(*command, environment=environment)
    said, refused = (text.replace("\u00a0", " ") for text in (ran.stdout, ran.stderr))
    return ran.returncode, said, refused


def left(root: Path, path: str = "stories/temoin.md") -> list[str]:
    return (root / path).read_text(encoding="utf-8").splitlines()


ONLY = ["---", "retrait_le: 2026-11-23", "---"]


def test_a_file_keeps_its_days_and_its_addresses_and_nothing_else(told: Path) -> None:
    code, said, _ = withdraw(told, "temoin")

    assert code == 0
    assert left(told) == [
        "---",
        "retrait_le: 2026-11-23",
        "publie_le: 2026-02-05",
        "anciens_slugs: [un-nom-d-avant]",
        "---",
    ]
    assert check(told) == []
    assert not (told / "stories/images/zalpafichier.png").exists()
    assert said == (
        """Le récit « temoin » est retiré, à la date du 23 novembre 2026.

  stories/temoin.md : le texte et l’en-tête sont effacés. Il reste retrait_le, publie_le,
  anciens_slugs.
  stories/images/zalpafichier.png : image supprimée, aucun autre texte ne la montrait.

Ce qu’il reste à faire

  1. Relire le nom du fichier : « temoin », « un-nom-d-avant ». Il reste dans l’adresse de
     la page et dans la liste des récits retirés. S’il dit qui parlait, supprimez aussi le
     fichier avant d’enregistrer. La page répondra alors « introuvable » et les données
     n’annonceront plus le retrait. La commande :
       rm -- stories/temoin.md
  2. Enregistrer le tout en un seul commit, puis l’envoyer :
       git add --all -- stories/temoin.md stories/images/zalpafichier.png
       git commit -m "Retrait d’un récit"
       git push
  3. Relire les textes qui mènent à ce récit. Leur lien conduit maintenant à l’avis de
     retrait :
       stories/troisieme-essai.md
  4. Dire à la personne ce qui ne peut pas être défait, et décider s’il faut purger
     l’historique :
       docs/retirer-un-recit.md
"""
    )


@pytest.mark.parametrize(
    "named",
    [
        "un-nom-d-avant",
        "temoin.md",
        "./stories/temoin.md",
        "https://escales.example/recits/temoin/#es-debut",
    ],
)
def test_a_story_is_found_by_any_name_it_has(named: str, told: Path) -> None:
    assert withdraw(told, named)[0] == 0
    assert "Zalpa" not in "".join(left(told))


def test_a_past_version_that_leads_to_the_story_is_to_be_deleted(told: Path) -> None:
    """It is published as it was, and may name who told the story; without it, all is right."""
    kept = told / "schemes/renfort/versions/0.1.0"
    text = (kept / "index.md").read_text(encoding="utf-8")
    (kept / "index.md").write_text(f"{text}\n[Lui](../../stories/temoin.md)\n", encoding="utf-8")

    _, said, _ = withdraw(told, "temoin")

    assert "rm -r -- schemes/renfort/versions/0.1.0\n" in said
    shutil.rmtree(kept)
    assert check(told) == []


def test_an_unknown_story_is_a_misuse_and_the_nearest_is_named(told: Path) -> None:
    code, said, refused = withdraw(told, "temoins")

    assert (code, said) == (2, "")
    assert refused == (
        "escales : aucun récit ne s’appelle « temoins ». Vouliez-vous écrire « temoin » ?\n"
    )


def test_two_stories_of_one_name_are_told_apart_by_their_path(told: Path) -> None:
    shutil.copyfile(told / "stories/temoin.md", told / "stories/2025/temoin.md")

    code, _, refused = withdraw(told, "temoin")
    assert code == 2
    assert "stories/temoin.md, stories/2025/temoin.md" in refused
    assert withdraw(told, "stories/2025/temoin.md")[0] == 0
    assert left(told)[1].startswith("titre: Zalpa")
    assert "Zalpa" not in "".join(left(told, "stories/2025/temoin.md"))
    assert (told / "stories/images/zalpafichier.png").exists()  # shown by the other one


@pytest.mark.parametrize("day", ["2026-11-02", "02/11/2026"])
def test_the_day_may_be_given(day: str, told: Path) -> None:
    assert withdraw(told, "temoin", "--on", day)[0] == 0
    assert left(told)[1] == "retrait_le: 2026-11-02"


@pytest.mark.parametrize(
    ("day", "why"), [("2026-11-24", "est un jour à venir"), ("hier", "n’est pas une date")]
)
def test_a_day_that_cannot_be_is_a_misuse(day: str, why: str, told: Path) -> None:
    code, _, refused = withdraw(told, "temoin", "--on", day)

    assert code == 2
    assert why in refused
    assert left(told)[1].startswith("titre: Zalpa")


def test_an_emptied_story_is_left_alone(told: Path) -> None:
    withdraw(told, "temoin", "--on", "2026-11-02")
    code, said, _ = withdraw(told, "temoin")

    assert code == 0
    assert "déjà retiré, depuis le 2 novembre 2026" in said
    assert left(told)[1] == "retrait_le: 2026-11-02"


def test_a_story_withdrawn_in_a_hurry_is_emptied_and_keeps_its_day(told: Path) -> None:
    add_a_line(told)
    story = told / "stories/temoin.md"
    story.write_text(story.read_text("utf-8").replace("2026-11-23", "2026-10-01"), "utf-8")
    (notice,) = check(told)
    assert (notice.code, notice.line, notice.stops) == ("withdrawn-not-emptied", 12, False)

    withdraw(told, "temoin")

    assert left(told)[1] == "retrait_le: 2026-10-01"
    assert not (told / "stories/images/zalpafichier.png").exists()
    assert check(told) == []


def test_that_open_data_were_refused_is_not_forgotten(told: Path) -> None:
    """Else the data would name, once withdrawn, a story that they never had."""
    story = told / "stories/temoin.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("[site, donnees-ouvertes]", "site"), encoding="utf-8")

    _, said, _ = withdraw(told, "temoin")

    assert "donnees_ouvertes: non" in left(told)
    assert "et dans la liste" not in said
    (gone,) = (entry for entry in load(told).withdrawn if entry.slug == "temoin")
    assert not gone.facts.is_announced


def test_fiction_stays_fiction(told: Path) -> None:
    withdraw(told, "recit-imagine")

    kept = ["retrait_le: 2026-11-23", "publie_le: 2026-02-04", "exemple: oui"]
    assert left(told, "stories/recit-imagine.md")[1:-1] == kept


BROKEN: dict[str, bytes] = {
    "a bad value": TOLD.replace("4 mois", "quatre lunes").encode(),
    "a bad agreement": TOLD.replace("accord_le: 2026-01-05", "accord_le: un jour").encode(),
    "bad YAML": TOLD.replace("Zalpatitre", '"Zalpatitre').encode(),
    "no header": TOLD.split("---\n", 2)[2].encode(),
    "a header without an end": TOLD.replace("\n---\n\n", "\n\n", 1).encode(),
    "bytes that are no text": TOLD.encode("latin-1", "replace"),
    "too big": TOLD.encode() + b"x" * 200_001,
    "nested too deep": TOLD.replace("Un coup de main.", f"{'> ' * 60}x").encode(),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_story_can_be_withdrawn(content: bytes, told: Path) -> None:
    """That is when it matters most: the site could not be built without it."""
    (told / "stories/temoin.md").write_bytes(content)

    code, said, _ = withdraw(told, "temoin")

    assert code == 0
    assert "Zalpa" not in "\n".join(left(told))
    assert "zalpafichier.png" in said  # deleted, or said to be shown by nobody
    assert check(told) == []


def test_an_empty_file_can_be_withdrawn(told: Path) -> None:
    (told / "stories/temoin.md").write_bytes(b"")

    assert withdraw(told, "temoin")[0] == 0
    assert left(told) == ONLY


def test_former_names_that_cannot_be_addresses_go_with_the_rest(told: Path) -> None:
    story = told / "stories/temoin.md"
    text = story.read_text(encoding="utf-8").replace("[un-nom-d-avant]", "[Été, un-nom, '']")
    story.write_text(text, encoding="utf-8")

    withdraw(told, "temoin")

    assert "anciens_slugs: [un-nom]" in left(told)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("stories/premier.md", "![Une image](images/zalpafichier.png)"),
        ("schemes/renfort/index.md", "![Une image](../../stories/images/zalpafichier.png)"),
        ("docs/donnees.md", "![Une image](../stories/images/zalpafichier.png)"),
        ("docs/donnees.md", '<img src="../recits/images/zalpafichier.webp" alt="">'),
    ],
)
def test_a_picture_that_another_text_shows_is_kept(path: str, text: str, told: Path) -> None:
    with (told / path).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")

    _, said, _ = withdraw(told, "temoin")

    assert (told / "stories/images/zalpafichier.png").read_bytes() == PICTURE
    kept = f"stories/images/zalpafichier.png : image gardée, montrée aussi par {path}."
    assert kept in " ".join(said.split())
    assert "git add --all -- stories/temoin.md\n" in said


def test_what_stands_elsewhere_and_what_nobody_shows_is_told(told: Path) -> None:
    shutil.copytree(told / "stories/images", told / "docs/images")
    (told / "stories/images/seule.png").write_bytes(PICTURE)
    story = told / "stories/temoin.md"
    text = story.read_text(encoding="utf-8").replace("(images/", "(../docs/images/")
    story.write_text(text, encoding="utf-8")

    _, said, _ = withdraw(told, "temoin")

    assert "docs/images/zalpafichier.png : fichier gardé" in said
    assert "stories/images/seule.png : aucun texte ne montre cette image" in said
    assert (told / "docs/images/zalpafichier.png").exists()
    assert (told / "stories/images/seule.png").exists()


def test_the_other_voices_are_named(told: Path) -> None:
    _, said, _ = withdraw(told, "premier")

    assert "les autres voix" in said
    assert "stories/2025/deuxieme-voix.md" in said


def test_what_is_no_file_of_its_own_is_refused(told: Path) -> None:
    target = told.parent / "ailleurs.md"
    target.write_text(TOLD, encoding="utf-8")
    (told / "stories/temoin.md").unlink()
    (told / "stories/temoin.md").symlink_to(target)
    os.mkfifo(told / "stories/tuyau.md")

    for name in ("temoin", "tuyau"):
        code, _, refused = withdraw(told, name)
        assert code == 2
        assert "Rien n’a été changé" in refused
    assert target.read_text(encoding="utf-8") == TOLD


def test_a_full_disk_changes_nothing(told: Path) -> None:
    """The new file cannot be written: the old one is whole, and so are its pictures."""
    command = f"ulimit -f 0; exec '{sys.executable}' -m escales withdraw temoin --root '{told}'"
    before = sorted(path.name for path in (told / "stories").rglob("*"))

    ran = subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True)

    assert ran.returncode == 2
    assert "ne peut pas être écrit" in ran.stderr
    assert (told / "stories/temoin.md").read_text(encoding="utf-8") == TOLD
    assert sorted(path.name for path in (told / "stories").rglob("*")) == before


def test_no_key_of_a_story_stays_but_those_that_say_nothing_of_its_author(told: Path) -> None:
    """A new key of the model is emptied too, unless somebody decides that it may stay."""
    withdraw(told, "temoin")
    stays = {line.partition(":")[0] for line in left(told)} & set(Story.keys())

    assert stays == {"publie_le", "anciens_slugs"}
