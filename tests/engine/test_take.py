# SPDX-License-Identifier: EUPL-1.2
"""A scheme is taken from anywhere, once the check has read it; else nothing is written."""

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import served
from escales.checking.load import load
from escales.commands.take import stage
from escales.mkdocs.configuration_file import read_configuration
from escales.reading.lock import read_lock
from escales.reading.sources import read_sources
from escales.settings.rules import make_rules
from taking import (
    EMPLOYER,
    LETTER,
    SCHEME,
    SHEET,
    TOWN,
    adopter,
    archive_of,
    bearer,
    change,
    escales,
    files_of,
    manifest_for,
    publish,
    rename,
    told,
    write,
)

pytestmark = pytest.mark.covered

BEARER = "docs/collectivites/ville-d-essai.md"
Spoil = Callable[[dict[str, Any]], object]
SourcesOf = Callable[[Path, Path], str]  # from the site that bears it and an empty folder


@pytest.fixture
def upstream(tmp_path: Path) -> Path:
    return bearer(tmp_path / "amont")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return adopter(tmp_path / "ici")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Return what the site that bears the scheme publishes."""
    publish(bearer(tmp_path / "publie"), tmp_path / "www")
    return tmp_path / "www"


def zipped(root: Path, folder: Path) -> str:
    files = read_sources(root, SCHEME).files
    extra = {"sources.json": manifest_for(files), "LISEZ-MOI.txt": b"Bonjour."}
    write(folder, {"sources-0.2.0.zip": archive_of(root, extra)})
    return str(folder / "sources-0.2.0.zip")


def unzipped(root: Path, folder: Path) -> str:
    with zipfile.ZipFile(zipped(root, folder)) as archive:
        archive.extractall(folder / "sources")
    return str(folder / "sources")


@pytest.mark.parametrize(
    ("origin_of", "origin"),
    [
        (lambda root, _: str(root), "amont"),
        (zipped, "sources-0.2.0.zip"),
        (unzipped, "sources"),
    ],
    ids=["folder", "zip", "unzipped"],
)
def test_a_scheme_is_taken_byte_for_byte_with_where_it_came_from(
    upstream: Path, here: Path, tmp_path: Path, origin_of: SourcesOf, origin: str
) -> None:
    before = files_of(here)

    assert escales(here, "take", SCHEME, "--from", origin_of(upstream, tmp_path / "zip")) == 0

    after, theirs = files_of(here), read_sources(upstream, SCHEME)
    for path, content in theirs.below.items():
        assert after[f"schemes/{SCHEME}/{path}"] == content
        assert after[f"schemes/{SCHEME}/origine/{path}"] == content
    assert after[BEARER] == theirs.files[BEARER]
    page = after[TOWN].decode()
    adoption = "reutilise:\n  - dispositif: renfort\n    version: 0.2.0\n    depuis: 2026\n"
    assert page == before[TOWN].decode().replace("\n---\n\n", f"\n{adoption}---\n\n")
    lock = read_lock(here)
    assert lock.problems == []
    taken = lock.schemes[SCHEME]
    assert (taken.origin, taken.scheme, taken.version) == (origin, SCHEME, "0.2.0")
    assert (taken.bearer.name, taken.bearer.siren) == ("Ville d’Essai", "732829320")
    assert str(tmp_path) not in after["escales.lock"].decode()
    assert {path for path in after if after[path] != before.get(path)} == {
        *(path for path in after if path.startswith("schemes/")),
        *(TOWN, BEARER, "escales.lock"),
    }
    assert told(here) == []
    assert not [*here.glob("build/*")]


def test_a_site_that_is_served_gives_its_sources(
    upstream: Path, here: Path, tmp_path: Path
) -> None:
    publish(upstream, tmp_path / "www/projet")
    with served(tmp_path / "www") as address:
        site = f"{address.rstrip('/')}/projet/"

        assert escales(here, "take", SCHEME, "--from", f"{site}dispositifs/{SCHEME}/") == 0

    taken = read_lock(here).schemes[SCHEME]
    assert (taken.origin, taken.page) == (site, f"{site}dispositifs/{SCHEME}/")
    assert files_of(here)[SHEET] == files_of(upstream)[SHEET]
    assert told(here) == []


def no_version(manifest: dict[str, Any]) -> None:
    manifest["version"] = "9.0.0"


def elsewhere(manifest: dict[str, Any]) -> None:
    manifest["versions"][0]["archive"] = "https://autre.example/sources.zip"


def on_disk(manifest: dict[str, Any]) -> None:
    manifest["versions"][0]["archive"] = "file:///etc/passwd"


def another(manifest: dict[str, Any]) -> None:
    manifest["versions"][0]["sha256"] = "0" * 64


def to_come(manifest: dict[str, Any]) -> None:
    manifest["format"] = 2


def no_list(manifest: dict[str, Any]) -> None:
    manifest["versions"] = "0.2.0"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (no_version, "ne décrit pas les sources d’un dispositif"),
        (no_list, "ne décrit pas les sources d’un dispositif"),
        (elsewhere, "mène à une archive d’un autre site"),
        (on_disk, "mène à une archive d’un autre site"),
        (another, "son empreinte diffère"),
        (to_come, "une version plus récente du programme"),
    ],
)
def test_a_site_that_misleads_is_refused_and_nothing_is_written(
    here: Path, published: Path, capsys: pytest.CaptureFixture[str], spoil: Spoil, sentence: str
) -> None:
    manifest = published / f"dispositifs/{SCHEME}/sources.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    spoil(told)
    manifest.write_text(json.dumps(told), encoding="utf-8")
    before = files_of(here)
    with served(published) as address:
        assert escales(here, "take", SCHEME, "--from", address) == 2

    assert sentence in capsys.readouterr().err
    assert files_of(here) == before


def test_an_address_that_answers_nothing_is_told(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(tmp_path) as address:
        assert escales(here, "take", SCHEME, "--from", address) == 2

    assert "le site n’a pas ce fichier à cette adresse (réponse 404)" in capsys.readouterr().err


def slip(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr("../../.bashrc", b"x")
    return content.getvalue()


def hostile_archives(root: Path) -> Iterator[tuple[bytes, str]]:
    files = dict(read_sources(root, SCHEME).files)
    yield b"<html>", "elle est abîmée, ou ce n’est pas un zip"
    yield slip(files), "n’est pas un nom de fichier sûr"
    yield archive_of(root, {"mkdocs.yml": b"hooks: [a.py]"}), "n’est pas une source de dispositif"
    yield (
        archive_of(root, {f"schemes/{SCHEME}/versions/0.1.0/index.md": b"x"}),
        "n’est pas une source de dispositif",
    )
    yield (
        archive_of(root, {"stories/a.md": b"---\ntitre: x\n---\n"}),
        "n’est pas une source de dispositif",
    )
    yield archive_of(root, {"sources.json": b"[]"}), "n’est pas le fichier annoncé"
    other = {**files, LETTER: b"autre"}
    yield (
        archive_of(root, {"sources.json": manifest_for(other)}),
        f"« {LETTER} » n’est pas le fichier annoncé",
    )


def test_a_hostile_archive_is_refused_and_nothing_is_written(
    upstream: Path, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(here)
    for content, sentence in hostile_archives(upstream):
        write(tmp_path, {"a.zip": content})

        assert escales(here, "take", SCHEME, "--from", tmp_path / "a.zip") == 2
        assert sentence in capsys.readouterr().err.replace("\u00a0", " ")
        assert files_of(here) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "amont", "ici"]


def test_what_the_check_refuses_is_told_at_its_line_and_not_written(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(upstream, LETTER, {"## La mission": "<script>alert(1)</script>\n\n## La mission"})
    before = files_of(here)

    assert escales(here, "take", SCHEME, "--from", upstream) == 1

    said = capsys.readouterr()
    assert "« renfort » n’a pas été repris" in said.err.replace("\u00a0", " ")
    assert f"{LETTER}:16: " in said.out
    assert files_of(here) == before


def test_the_problems_of_the_site_itself_keep_nothing_from_being_taken(
    upstream: Path, here: Path
) -> None:
    write(here, {"docs/collectivites/autre.md": EMPLOYER.format("Autre", 123)})
    problems = told(here)

    assert escales(here, "take", SCHEME, "--from", upstream, "--for", "bourg-d-essai") == 0
    assert told(here) == problems != []


@pytest.mark.parametrize(
    ("scheme", "sentence"),
    [
        ("renfrot", "« renfrot » n’est pas dans amont. Il s’y trouve « renfort »."),
        ("../renfort", "« ../renfort » n’est pas le nom d’un dispositif."),
    ],
)
def test_a_scheme_that_is_not_there_is_told(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str], scheme: str, sentence: str
) -> None:
    assert escales(here, "take", scheme, "--from", upstream) == 2
    assert sentence in capsys.readouterr().err.replace("\u00a0", " ")


def test_what_is_here_is_never_replaced(
    upstream: Path, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = bearer(tmp_path / "aussi")
    before = files_of(own)
    assert escales(own, "take", SCHEME, "--from", upstream) == 2
    assert "est déjà un dispositif de ce site" in capsys.readouterr().err
    assert files_of(own) == before

    assert escales(here, "take", SCHEME, "--from", upstream) == 0
    change(
        here, LETTER, {"La direction [[direction]] accueille": "Chez nous, [[direction]] reçoit"}
    )
    before = files_of(here)
    assert escales(here, "take", SCHEME, "--from", upstream) == 2
    assert "escales follow renfort" in capsys.readouterr().err
    assert files_of(here) == before


def test_a_scheme_that_was_renamed_there_is_taken_under_its_new_name(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        upstream,
        SHEET,
        {"licence: etalab-2.0": "licence: etalab-2.0\nanciens_slugs: [coup-de-main]"},
    )

    assert escales(here, "take", "coup-de-main", "--from", upstream) == 0
    assert "escales follow renfort" in capsys.readouterr().out
    assert SCHEME in read_lock(here).schemes


def test_links_to_what_is_not_here_are_plain_words_and_the_files_stay(
    upstream: Path, here: Path
) -> None:
    write(upstream, {"docs/chez-nous.md": "# Chez nous\n\n## Le bureau\n\nUn bureau.\n"})
    write(here, {"docs/licences.md": "# Licences\n\nAucune partie.\n"})
    links = (
        "Voyez [la page](../../docs/chez-nous.md), [le bureau](../../docs/chez-nous.md#le-bureau)"
        " et [la licence](../../docs/licences.md#textes)."
    )
    write(upstream, {"docs/licences.md": "# Licences\n\n## Textes\n\nUne partie.\n"})
    change(upstream, SHEET, {"Texte de la partie 6.": links})
    assert told(upstream) == []

    assert escales(here, "take", SCHEME, "--from", upstream) == 0

    assert files_of(here)[SHEET] == files_of(upstream)[SHEET]
    assert told(here) == []
    rules = make_rules(read_configuration(here / "mkdocs.yml"))
    text = load(here, rules).schemes[SCHEME].body.text
    assert "Voyez la page, le bureau et [la licence](../../docs/licences.md)." in text
    change(here, SHEET, {"Texte de la partie 8.": "Voyez [rien](../../docs/absente.md)."})
    (problem,) = told(here)
    assert problem.startswith(f"{SHEET}:")
    assert "absente.md" in problem


def test_the_bearer_comes_without_what_it_takes_up_elsewhere(upstream: Path, here: Path) -> None:
    listed = "reutilise:\n  - {dispositif: autre, version: 0.1.0, depuis: 2025}\n---\n\nUne ville"
    change(
        upstream,
        BEARER,
        {"---\n\nUne ville": listed, "Elle porte": "[Voyez](autre.md). Elle porte"},
    )

    assert escales(here, "take", SCHEME, "--from", upstream) == 0

    page = files_of(here)[BEARER].decode()
    assert "reutilise" not in page
    assert "Voyez. Elle porte [le renfort](../../schemes/renfort/index.md)." in page


def test_a_bearer_that_is_here_keeps_its_page(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = EMPLOYER.format("Ville d’Essai", 732829320)
    write(here, {"docs/collectivites/essai.md": EMPLOYER.format("Essai", 732829320)})
    assert escales(here, "take", SCHEME, "--from", upstream) == 2
    assert "Renommez-la docs/collectivites/ville-d-essai.md" in capsys.readouterr().err

    (here / "docs/collectivites/essai.md").unlink()
    write(here, {BEARER: own.replace("732829320", "404833048")})
    assert escales(here, "take", SCHEME, "--from", upstream) == 2
    assert "leurs numéros\u00a0SIREN diffèrent" in capsys.readouterr().err.replace(
        " SIREN", "\u00a0SIREN"
    )

    write(here, {BEARER: own})
    assert escales(here, "take", SCHEME, "--from", upstream) == 0
    assert files_of(here)[BEARER] == own.encode()


def adopters(root: Path) -> list[str]:
    files = files_of(root)
    return [path for path in files if b"reutilise" in files[path] and path.startswith("docs/coll")]


def test_who_takes_it_up_is_asked_when_it_is_not_clear(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "docs/collectivites/bourgade.md"
    write(here, {other: EMPLOYER.format("Bourgade", "552100554")})
    assert escales(here, "take", SCHEME, "--from", upstream) == 2
    assert "--for : bourg-d-essai, bourgade" in capsys.readouterr().err.replace("\u00a0", " ")
    assert escales(here, "take", SCHEME, "--from", upstream, "--for", "bourgad") == 2
    assert "Vouliez-vous écrire « bourgade »" in capsys.readouterr().err.replace("\u00a0", " ")
    change(here, "mkdocs.yml", {"      telephone: 03 53 01 00 00\n": "      siren: 552 100 554\n"})

    assert escales(here, "take", SCHEME, "--from", upstream) == 0
    assert adopters(here) == [other]


def test_who_bears_what_was_taken_before_does_not_take_the_next_one(
    upstream: Path, here: Path, tmp_path: Path
) -> None:
    other = bearer(tmp_path / "autre")
    change(other, SHEET, {"porteur: Ville d'Essai": "porteur: ecole-du-test"})
    rename(other, "appui")
    change(other, "schemes/appui/index.md", {"anciens_slugs: [renfort]\n": ""})

    assert escales(here, "take", "appui", "--from", other) == 0
    assert escales(here, "take", SCHEME, "--from", upstream) == 0

    page = files_of(here)[TOWN].decode()
    assert "- dispositif: appui" in page
    assert "- dispositif: renfort" in page
    assert told(here) == []


def test_who_bears_it_does_not_take_it_up(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / TOWN).unlink()

    assert escales(here, "take", SCHEME, "--from", upstream) == 0

    assert adopters(here) == []
    assert "« - dispositif: renfort »" in capsys.readouterr().out.replace("\u00a0", " ")


@pytest.mark.parametrize("moved", [0, 1, 7, 13])
def test_whoever_is_stopped_finds_all_as_it_was(
    upstream: Path, here: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    before, real, count = files_of(here), Path.replace, [0]

    def stopped(self: Path, target: Path) -> Path:
        count[0] += 1
        if count[0] == moved + 1:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    status = escales(here, "take", SCHEME, "--from", upstream)
    monkeypatch.undo()

    assert status == 130
    assert files_of(here) == before
    assert not [*here.glob("build/*")]


def test_what_a_machine_that_stops_leaves_is_ended_by_the_next_command(
    upstream: Path, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real, count = Path.replace, [0]

    def stopped(self: Path, target: Path) -> Path:
        count[0] += 1
        if count[0] == 8:
            os._exit(9)
        return real(self, target)

    if not (child := os.fork()):
        monkeypatch.setattr(Path, "replace", stopped)
        escales(here, "take", SCHEME, "--from", upstream)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert any("lancez « escales follow »" in problem for problem in told(here))

    assert escales(here, "take", SCHEME, "--from", upstream) == 2  # it is there by now

    assert "Une commande avait été interrompue." in capsys.readouterr().out
    assert told(here) == []
    assert read_lock(here).schemes
    assert escales(here, "follow", "--from", upstream) == 0
    assert "Rien n’a changé" in capsys.readouterr().out


def test_a_plan_that_leads_elsewhere_is_not_followed(here: Path, tmp_path: Path) -> None:
    plan = {"../hors.txt": True, "docs/../../hors.txt": False, "mkdocs.yml": False}
    write(here, {f"build/reprise-x/{stage.PLAN}": json.dumps(plan)})
    write(tmp_path, {"hors.txt": "à garder"})
    before = files_of(here)

    assert stage.end_what_was_stopped(here)

    assert files_of(here) == before
    assert (tmp_path / "hors.txt").read_text(encoding="utf-8") == "à garder"


@pytest.mark.parametrize("linked", ["docs/collectivites", "schemes", "escales.lock"])
def test_nothing_is_written_through_a_link(
    upstream: Path, here: Path, tmp_path: Path, linked: str
) -> None:
    elsewhere = tmp_path / "ailleurs"
    if (here / linked).exists():
        (here / linked).rename(elsewhere)
    elif linked == "schemes":
        elsewhere.mkdir()
    else:
        elsewhere.write_text("dispositifs: {}\n", encoding="utf-8")
    (here / linked).symlink_to(elsewhere)
    before = files_of(tmp_path)

    assert escales(here, "take", SCHEME, "--from", upstream) != 0

    assert files_of(tmp_path) == before


def test_a_folder_that_is_left_there_is_not_filled(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {f"schemes/{SCHEME}/kit/vieux.txt": "à garder"})
    before = files_of(here)

    assert escales(here, "take", SCHEME, "--from", upstream) == 2

    assert "est déjà un dispositif de ce site" in capsys.readouterr().err
    assert files_of(here) == before
