# SPDX-License-Identifier: EUPL-1.2
"""What changed at the origin is told, and brought together with what changed here: nothing lost."""

from pathlib import Path

import pytest

from browsing import served
from escales.machine import three_way
from escales.reading.lock import read_lock
from taking import (
    EMPLOYER,
    LETTER,
    REPORT,
    SCHEME,
    SHEET,
    TOWN,
    adopter,
    bearer,
    change,
    escales,
    files_of,
    publish,
    release,
    rename,
    told,
    write,
)

pytestmark = pytest.mark.covered

OURS = {"La direction [[direction]] accueille": "Notre direction [[direction]] accueille"}
THEIRS = {"La direction [[direction]] accueille": "La direction [[direction]] reçoit"}
CONVENTION = f"schemes/{SCHEME}/kit/convention-de-renfort.md"


@pytest.fixture
def upstream(tmp_path: Path) -> Path:
    return bearer(tmp_path / "amont")


@pytest.fixture
def here(upstream: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a site that took the scheme."""
    root = adopter(tmp_path / "ici")
    assert escales(root, "take", SCHEME, "--from", upstream) == 0
    capsys.readouterr()
    return root


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace("\u00a0", " ")


def test_nothing_new_is_said_so(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(here)

    assert escales(here, "follow", SCHEME, "--from", upstream, "--merge") == 0

    assert said(capsys) == (
        "Le renfort d’un mois (renfort)\nVous suivez la version 0.2.0, du 1er mars 2026.\n"
        "Rien n’a changé à l’origine depuis.\n"
    )
    assert files_of(here) == before


def test_what_changed_is_told_document_by_document_and_nothing_is_written(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(upstream)
    change(upstream, LETTER, THEIRS)
    change(upstream, SHEET, {"Texte de la partie 8.": "Texte nouveau de la partie 8."})
    change(here, LETTER, OURS)
    change(here, SHEET, {"Texte de la partie 12.": "Texte à nous de la partie 12."})
    before = files_of(here)

    assert escales(here, "follow", "--from", upstream) == 0

    assert said(capsys) == (
        "Le renfort d’un mois (renfort)\n"
        "Vous suivez la version 0.2.0, du 1er mars 2026.\n"
        "L’origine en est à la version 0.3.0 :\n"
        "  0.3.0, le 1er juin 2026 : Une durée, une image.\n"
        "\nÀ l’origine\n"
        "  - Le renfort d’un mois : 1 passage modifié, dans « Coûts et temps ».\n"
        "  - Lettre de renfort : 1 passage modifié, dans « La mission ».\n"
        "\nChez vous\n"
        "  - Le renfort d’un mois : 1 passage modifié, dans « Ce qu’on ne sait pas encore ».\n"
        "  - Lettre de renfort : 1 passage modifié, dans « La mission ».\n"
        "\nDes deux côtés\n"
        "  - Le renfort d’un mois : vos changements et ceux de l’origine s’ajoutent\n"
        "  - Lettre de renfort : 1 passage à choisir\n"
        "\nPour intégrer ces changements à vos textes, sans rien perdre des vôtres :"
        " escales follow renfort --merge\n"
    )
    assert files_of(here) == before


def test_both_sides_are_brought_together_and_the_next_time_starts_from_there(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(here, SHEET, {"Texte de la partie 12.": "On sait tout, chez nous."})
    change(here, REPORT, {"Le bilan du renfort": "Notre bilan du renfort"})
    release(upstream)
    change(upstream, SHEET, {"Texte de la partie 8.": "Deux jours de montage."})
    change(upstream, LETTER, THEIRS)
    before = files_of(here)

    assert escales(here, "follow", SCHEME, "--from", upstream, "--merge") == 0

    after, theirs = files_of(here), files_of(upstream)
    sheet = after[SHEET].decode()
    assert "On sait tout, chez nous." in sheet
    assert "Deux jours de montage." in sheet
    assert "version: 0.3.0" in sheet
    assert after[LETTER] == theirs[LETTER]
    assert after[REPORT] == before[REPORT]
    assert after[f"schemes/{SCHEME}/origine/index.md"] == theirs[SHEET]
    assert read_lock(here).schemes[SCHEME].version == "0.3.0"
    assert "version: 0.3.0\n    depuis: 2026" in after[TOWN].decode()
    assert told(here) == []
    out = said(capsys)
    assert "schemes/renfort/index.md : vos changements et ceux de l’origine s’ajoutent" in out
    assert "schemes/renfort/kit/lettre-de-renfort.md : mis à jour" in out
    assert "bilan" not in out.split("suit maintenant")[1]
    (kept,) = here.glob("build/reprise-*/avant")
    assert str(kept) in out
    assert (kept / SHEET).read_bytes() == before[SHEET]

    assert escales(here, "follow", SCHEME, "--from", upstream) == 0
    assert "Rien n’a changé à l’origine" in said(capsys)


def test_a_system_that_ends_lines_otherwise_changed_nothing(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (*here.rglob("*.md"), here / "escales.lock"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert told(here) == []

    assert escales(here, "follow", "--from", upstream) == 0
    assert "Rien n’a changé" in (out := said(capsys))
    assert "Chez vous" not in out
    release(upstream)
    assert escales(here, "follow", "--from", upstream, "--merge") == 0
    assert told(here) == []
    page = files_of(here)[TOWN]
    assert b"version: 0.3.0\r\n" in page
    assert page.count(b"\r\n") == page.count(b"\n")


def test_two_wordings_are_both_there_and_the_check_says_where(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(here, LETTER, OURS)
    release(upstream)
    change(upstream, LETTER, THEIRS)

    assert escales(here, "follow", SCHEME, "--from", upstream, "--merge") == 1

    text = files_of(here)[LETTER].decode()
    for wording in (*OURS.values(), *THEIRS.values()):
        assert wording in text
    line = text.split("\n").index("<<<<<<< chez vous") + 1
    (problem,) = told(here)
    assert problem.startswith(f"{LETTER}:{line}: Deux rédactions attendent ici votre choix")
    assert problem in said(capsys).replace(" [E616]", "")
    assert escales(here, "follow", SCHEME, "--from", upstream) == 0
    assert f"Des passages attendent votre choix dans {LETTER} :" in said(capsys)
    # Nothing more is brought together until somebody has chosen.
    release_again = {"version: 0.3.0\njournal:": "version: 0.4.0\njournal:"}
    change(upstream, SHEET, release_again)
    change(
        upstream,
        SHEET,
        {"  - version: 0.3.0\n    date: 2026-06-01": "  - version: 0.4.0\n    date: 2026-06-02"},
    )
    before = files_of(here)
    assert escales(here, "follow", SCHEME, "--from", upstream, "--merge") == 2
    assert "attendent encore votre choix" in capsys.readouterr().err
    assert files_of(here) == before


def test_two_headers_are_brought_together_line_by_line(upstream: Path, here: Path) -> None:
    change(here, SHEET, {"quotite: 10-40 %": "quotite: 10-20 %"})
    change(upstream, SHEET, {"maturite: teste": "maturite: en-service"})
    release(upstream)

    assert escales(here, "follow", SCHEME, "--from", upstream, "--merge") == 0

    header = files_of(here)[SHEET].decode().split("\n---\n")[0]
    assert {"quotite: 10-20 %", "maturite: en-service", "version: 0.3.0"} <= set(header.split("\n"))


def test_what_was_removed_there_and_changed_here_stays(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(here, REPORT, {"Le bilan du renfort": "Notre bilan du renfort"})
    (here / CONVENTION).unlink()
    change(here, SHEET, {"    document: convention-de-renfort\n": ""})
    (upstream / REPORT).unlink()
    change(upstream, CONVENTION, {"\nusage: ": "\nusage: Désormais, "})
    write(upstream, {f"schemes/{SCHEME}/kit/memo.md": (upstream / LETTER).read_text("utf-8")})
    before = files_of(here)

    assert escales(here, "follow", SCHEME, "--from", upstream, "--merge") == 0

    after = files_of(here)
    assert after[REPORT] == before[REPORT]
    assert CONVENTION not in after
    assert after[f"schemes/{SCHEME}/kit/memo.md"] == after[LETTER]
    assert f"schemes/{SCHEME}/origine/kit/bilan-de-renfort.md" not in after
    out = said(capsys)
    assert f"{REPORT} : gardé, car vous l’aviez changé ; l’origine l’a retiré" in out
    assert f"{CONVENTION} : toujours retiré, comme chez vous ; l’origine l’a changé" in out
    assert "L’origine a changé depuis, sans donner un nouveau numéro." in out


def test_a_scheme_renamed_there_is_renamed_here_with_all_that_names_it(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        here,
        {"docs/chez-nous.md": "# Chez nous\n\nVoyez [le nôtre](dispositifs/renfort/index.md).\n"},
    )
    change(here, SHEET, {"Texte de la partie 12.": "On sait tout, chez nous."})
    release(upstream)
    rename(upstream, "appui")

    assert escales(here, "follow", SCHEME, "--from", upstream, "--merge") == 0

    after = files_of(here)
    assert not [path for path in after if path.startswith(f"schemes/{SCHEME}/")]
    assert "On sait tout, chez nous." in after["schemes/appui/index.md"].decode()
    assert "dispositif: appui\n    version: 0.3.0" in after[TOWN].decode()
    assert "(dispositifs/appui/index.md)" in after["docs/chez-nous.md"].decode()
    assert list(read_lock(here).schemes) == ["appui"]
    assert told(here) == []
    assert "Il s’appelait « renfort »" in said(capsys)
    assert escales(here, "follow", "appui", "--from", upstream) == 0
    assert "Rien n’a changé" in said(capsys)


def test_a_site_that_is_served_is_followed_by_itself_even_renamed(
    upstream: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, www = adopter(tmp_path / "ici"), tmp_path / "www"
    publish(upstream, www)
    with served(www) as address:
        assert escales(root, "take", SCHEME, "--from", address) == 0
        release(upstream)
        rename(upstream, "appui")
        (www / f"dispositifs/{SCHEME}/sources.json").unlink()
        publish(upstream, www)

        assert escales(root, "follow", "--merge") == 0
        assert f"passage par passage : {address}/dispositifs/appui/versions/" in said(capsys)

    taken = read_lock(root).schemes["appui"]
    assert (taken.origin, taken.version) == (f"{address}/", "0.3.0")
    assert told(root) == []


def test_what_comes_wrong_is_refused_and_nothing_is_written(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(upstream)
    change(upstream, LETTER, {"## La mission": "<script>alert(1)</script>\n\n## La mission"})
    before = files_of(here)

    assert escales(here, "follow", "--from", upstream, "--merge") == 1

    out = capsys.readouterr()
    assert "n’a pas été intégrée" in out.err
    assert f"{LETTER}:16: " in out.out
    assert files_of(here) == before


def test_an_older_version_is_told_and_not_taken(
    upstream: Path, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = bearer(tmp_path / "avant")
    release(upstream)
    assert escales(here, "follow", "--from", upstream, "--merge") == 0
    before = files_of(here)
    capsys.readouterr()

    assert escales(here, "follow", "--from", older, "--merge") == 0

    assert "plus ancienne que la vôtre" in said(capsys)
    assert files_of(here) == before


def test_without_git_what_changed_is_told_all_the_same(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(three_way, "COMMAND", ("git-that-is-not-there",))
    change(here, LETTER, OURS)
    change(upstream, LETTER, THEIRS)
    before = files_of(here)

    assert escales(here, "follow", "--from", upstream) == 0
    assert "Lettre de renfort : 1 passage modifié" in said(capsys)
    assert escales(here, "follow", "--from", upstream, "--merge") == 2
    assert "git n’est pas installé" in capsys.readouterr().err
    assert files_of(here) == before


def test_an_origin_that_is_no_longer_as_it_was_is_told(
    upstream: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = here / f"schemes/{SCHEME}/origine/kit/bilan-de-renfort.md"
    text = file.read_text("utf-8")

    for spoil in (lambda: file.write_text(f"{text}Un ajout.\n", encoding="utf-8"), file.unlink):
        spoil()
        assert escales(here, "follow", "--from", upstream, "--merge") == 2
        assert "n’est plus tel qu’il a été repris" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "« renfort » vient de « amont ». Dites où se trouve la nouvelle version"),
        (["renfrot"], "Vouliez-vous écrire « renfort » ?"),
        (
            ["--from", "absent"],
            "« absent » n’est pas une adresse https, et il n’y a ici ni dossier ni archive",
        ),
    ],
)
def test_what_cannot_be_followed_is_told(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert escales(here, "follow", *arguments) == 2
    assert sentence in capsys.readouterr().err.replace("\u00a0", " ")


def test_a_site_that_took_nothing_says_how_to(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert escales(root, "follow") == 2
    assert "escales take matp" in capsys.readouterr().err


def test_of_several_adopters_only_who_publishes_is_updated(upstream: Path, here: Path) -> None:
    other = "docs/collectivites/bourgade.md"
    page = (here / TOWN).read_text("utf-8")
    listed = page[page.index("reutilise") : page.index("---\n\n")]
    employer = EMPLOYER.format("Bourgade", 552100554)
    write(here, {other: employer.replace("\n---\n\n", f"\n{listed}---\n\n")})
    release(upstream)
    change(upstream, SHEET, {"Texte de la partie 8.": "Deux jours."})

    assert escales(here, "follow", "--from", upstream, "--merge") == 0

    for path in (TOWN, other):
        assert "version: 0.2.0" in (here / path).read_text("utf-8")
