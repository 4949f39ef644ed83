# SPDX-License-Identifier: EUPL-1.2
"""Nothing goes out at an address before its legal pages say who publishes; a copy shows it."""

import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from building import build, buildable
from conftest import FIXTURE
from escales.commands.cli import main
from escales.mkdocs.configuration_file import read_configuration
from escales.settings.rules import make_rules
from escales.settings.site import Settings

ADDRESS = {"ESCALES_SITE": "https://escales.example/projet/", "ESCALES_RECHERCHE": "non"}
KEYS = [
    "editeur.nom",
    "editeur.adresse",
    "editeur.telephone",
    "directeur_publication.nom",
    "hebergeur.nom",
    "hebergeur.adresse",
    "hebergeur.telephone",
    "contact",
    "dpo",
]
PREFIX = "Le site ne peut pas être publié à l’adresse https://escales.example/projet/"


@pytest.fixture
def anonymous(tmp_path: Path) -> Path:
    """Return a copy of the fixture that does not say who publishes it, but for two facts."""
    root = buildable(tmp_path)
    file = root / "mkdocs.yml"
    before, told = file.read_text(encoding="utf-8").split("extra:\n")
    _, after = told.split("nav:\n")
    said = "    editeur:\n      nom: Ville d’Essai\n      telephone:\n    dpo: ''\n"
    extra = f"extra:\n  recherche: non\n  escales:\n{said}"
    file.write_text(f"{before}{extra}nav:\n{after}", encoding="utf-8")
    return root


def words(page: Path) -> str:
    """Return what a page says, its tags apart."""
    text = unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
    return text.replace("\u00a0", " ")


def test_a_build_for_publication_stops_at_every_gap_and_keeps_the_old_site(
    anonymous: Path, tmp_path: Path
) -> None:
    """One message: where each missing fact is written, what is expected, and an example."""
    site = tmp_path / "www/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("Le site d’hier.", encoding="utf-8")
    build_command = [sys.executable, "-m", "mkdocs", "build", "-f", str(anonymous / "mkdocs.yml")]
    told = subprocess.run(
        [*publishing(site), *build_command, "--site-dir", "{}"],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **ADDRESS},
        check=False,
        capture_output=True,
        text=True,
    )

    said = told.stderr.replace("\u00a0", " ")
    found = re.findall(r"^mkdocs\.yml:(\d+): ([\w.]+) : (.*)$", said, re.MULTILINE)
    text = (anonymous / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    lines = {key: int(line) for line, key, _ in found}
    assert told.returncode == 1
    assert said.count(PREFIX) == 1
    assert sorted(lines) == sorted(set(KEYS) - {"editeur.nom"})
    assert text[lines["editeur.telephone"] - 1] == "      telephone:"
    assert text[lines["editeur.adresse"] - 1] == "    editeur:"
    assert text[lines["dpo"] - 1] == "    dpo: ''"
    for _, key, sentence in found:
        assert f"Par exemple « {key.split('.')[-1]}: " in sentence, key
    assert "L’ancien site est resté en place, tel quel." in said
    assert (site / "index.html").read_text(encoding="utf-8") == "Le site d’hier."


@pytest.mark.parametrize("address", ["https://escales.example/projet/", "http://intranet/x/"])
def test_the_check_and_the_build_give_one_verdict(
    anonymous: Path,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ESCALES_SITE", address)

    def check(*options: str) -> tuple[int, str, list[dict[str, str]]]:
        code = main(["check", "--root", str(anonymous), "--format", "json", *options])
        said = capsys.readouterr()
        return code, said.err.replace("\u00a0", " "), json.loads(said.out)

    code, why, problems = check()
    build_told = build(anonymous.parent / "www", anonymous, ESCALES_SITE=address)

    assert code == 1
    assert why.startswith(f"Le site ne peut pas être publié à l’adresse {address}")
    assert {problem["key"] for problem in problems} == set(KEYS) - {"editeur.nom"}
    assert build_told.returncode == 1
    for problem in problems:
        assert f"mkdocs.yml:{problem['line']}: {problem['key']}" in build_told.stderr
    assert check("--proposal") == (0, "", [])  # its author cannot answer for the publisher


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8000/", "http://localhost:8000/x/"])
def test_without_an_address_that_others_read_nobody_has_to_say_who_publishes(
    anonymous: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCALES_SITE", address)

    assert main(["check", "--root", str(anonymous)]) == 0


def test_what_is_wrong_elsewhere_is_told_with_what_is_missing(
    anonymous: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """But not what is missing in settings that cannot be read as they are."""
    monkeypatch.setenv("ESCALES_SITE", ADDRESS["ESCALES_SITE"])
    (anonymous / "stories/vide.md").touch()

    assert main(["check", "--root", str(anonymous)]) == 1
    said = capsys.readouterr().out
    assert said.count("\nmkdocs.yml:") + said.startswith("mkdocs.yml:") == len(KEYS) - 1
    assert "stories/vide.md:1: " in said
    configuration = (anonymous / "mkdocs.yml").read_text(encoding="utf-8")
    wrong = configuration.replace("    dpo: ''", "    dpo: ''\n    delai_reexamen: x")
    (anonymous / "mkdocs.yml").write_text(wrong, encoding="utf-8")
    assert main(["check", "--root", str(anonymous)]) == 1
    assert "1 problème dans" in capsys.readouterr().out.replace("\u00a0", " ")


def publishing(site: Path) -> list[str]:
    return [sys.executable, "-m", "escales", "publish", "--root", str(FIXTURE), str(site), "--"]


def test_without_an_address_the_site_is_built_and_each_gap_is_said_in_words(
    anonymous: Path, tmp_path: Path
) -> None:
    """As on a fresh clone, and as in the preview of a proposal."""
    told = build(tmp_path / "site", anonymous, ESCALES_RECHERCHE="non", ESCALES_SITE="")

    assert told.returncode == 0, told.stderr
    legal = words(tmp_path / "site/mentions-legales/index.html")
    assert "Ce site est une version de travail. Il manque ici 8 informations" in legal
    for key in set(KEYS) - {"editeur.nom"}:
        assert re.search(rf"À compléter \([^)]*Dans mkdocs.yml, extra.escales.{key}\)", legal), key
    assert "extra.escales.editeur.nom" not in legal
    assert "extra.escales.dpo" in words(tmp_path / "site/donnees-personnelles/index.html")
    assert "extra.escales.contact" in words(tmp_path / "site/accessibilite/index.html")


def test_what_the_publisher_said_is_on_the_legal_pages(tmp_path: Path) -> None:
    told = build(tmp_path / "site", FIXTURE, **ADDRESS)

    assert told.returncode == 0, told.stderr
    pages = ("mentions-legales", "donnees-personnelles", "accessibilite")
    legal, personal, access = (words(tmp_path / f"site/{name}/index.html") for name in pages)
    for fact in (
        "Ville d’Essai",
        "Adresse : 1 place de l’Essai, 99999 Essai",
        "Téléphone : 03 53 01 00 00",
        "Camille Exemple, maire",
        "Hébergeur d’essai",
        "Adresse : 2 rue des Machines, 99999 Essai",
        "Téléphone : 03 53 01 00 01",
        "dpd@escales.example",
    ):
        assert fact in legal
    assert all("contact@escales.example" in page for page in (legal, personal, access))
    assert "dpd@escales.example" in personal
    assert not any("À compléter" in page for page in (legal, personal, access))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://escales.example/", True),
        ("http://intranet/escales/", True),
        ("http://127.0.0.1:8000/", False),
        ("http://localhost:8000/escales/", False),
        ("", False),
    ],
)
def test_only_an_address_that_others_can_read_is_public(address: str, public: bool) -> None:  # noqa: FBT001  # a case
    assert Settings(address=address).is_public is public


def test_a_value_from_the_environment_stays_the_text_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To YAML, 0353010000 is a number in base eight, and the SIREN another one."""
    monkeypatch.setenv("TELEPHONE", "0353010000")
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        "extra:\n  escales:\n    editeur:\n      telephone: !ENV [RIEN, TELEPHONE, '']\n"
        "      siren: 213801855\n      nom: !ENV RIEN\n"
        "    hebergeur:\n      telephone: 0353010001\n",
        encoding="utf-8",
    )

    publisher = make_rules(read_configuration(file)).publisher

    assert publisher.editor.phone == "0353010000"
    assert publisher.editor.siren == "213801855"
    assert publisher.host.phone == "0353010001"
    assert publisher.editor.name is None


def test_a_configuration_says_over_the_one_it_inherits_from(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(
        "extra:\n  escales:\n    editeur: {nom: Ville, adresse: Ici}\n    dpo: d@ville.example\n",
        encoding="utf-8",
    )
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        "INHERIT: base.yml\nextra:\n  escales:\n    editeur: {nom: Région}\n", encoding="utf-8"
    )

    publisher = make_rules(read_configuration(file)).publisher

    assert (publisher.editor.name, publisher.editor.address) == ("Région", "Ici")
    assert publisher.officer == "d@ville.example"
