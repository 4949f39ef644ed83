# SPDX-License-Identifier: EUPL-1.2
"""The versions of a scheme: its files as another site takes them, and what changed, in words."""

import json
import shutil
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from conftest import FIXTURE
from escales.checking.load import check, load
from escales.content.versions import DocumentChange, Span, compare, summary_of
from escales.content.versions.spans import compare_words
from escales.open_data.sources import make_archives, make_manifests
from escales.pages import make_pages, make_site
from escales.pictures import rebuild_in_kind
from escales.reading.passages import read_passages
from escales.reading.sources import NoSources, SchemeSources, read_sources
from escales.settings.site import Settings

HERE = Settings(name="Passages 29", address="https://passages.example/")
SHEET = "schemes/renfort/index.md"
KIT = "schemes/renfort/kit"
OLD = "schemes/renfort/versions/0.1.0"
TODAY = read_sources(FIXTURE, "renfort")
GIVEN = {  # of pictures, the pixels alone
    path: content if path.endswith(".md") else rebuild_in_kind(content)
    for path, content in TODAY.files.items()
}


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def changed(*edits: tuple[str, str, str], without: str = "", added: str = "") -> SchemeSources:
    """Return the sources of today after some edits."""
    files = dict(TODAY.files)
    for path, old, new in edits:
        text = files[path].decode()
        assert text.count(old) == 1, (path, old)
        files[path] = text.replace(old, new).encode()
    if added:
        files[added] = files[f"{KIT}/{without}.md"]
    if without:
        del files[f"{KIT}/{without}.md"]
    return SchemeSources("renfort", "0.3.0", TODAY.bearer, files)


def only(after: SchemeSources) -> DocumentChange:
    (found,) = compare(TODAY, after)
    return found


def said(change: DocumentChange) -> str:
    return summary_of(change).replace("\u00a0", " ")


def words(spans: tuple[Span, ...]) -> str:
    """Return a passage, what changed between braces."""
    return "".join(f"{{{text}}}" if changed else text for text, changed in spans)


def test_the_sources_of_a_scheme_are_its_files_to_the_letter() -> None:
    assert list(TODAY.files) == [
        "docs/collectivites/ville-d-essai.md",
        "schemes/renfort/images/plan.png",
        SHEET,
        f"{KIT}/bilan-de-renfort.md",
        f"{KIT}/convention-de-renfort.md",
        f"{KIT}/lettre-de-renfort.md",
    ]
    assert all((FIXTURE / path).read_bytes() == each for path, each in TODAY.files.items())
    assert load(FIXTURE).sources["renfort"] == TODAY


@pytest.mark.parametrize("name", ["ailleurs", "../site/schemes/renfort", "", "Renfort"])
def test_a_scheme_that_is_not_there_has_no_sources(name: str) -> None:
    with pytest.raises(NoSources):
        read_sources(FIXTURE, name)


def test_an_archive_holds_what_the_check_accepts(tmp_path: Path) -> None:
    """Unpacked, it is a folder of content: the same version, to the letter."""
    archives = dict(make_archives(load(FIXTURE), HERE))

    for version, kept in (("0.2.0", FIXTURE), ("0.1.0", None)):
        with ZipFile(BytesIO(archives[f"dispositifs/renfort/sources-{version}.zip"])) as archive:
            archive.extractall(tmp_path / version)
            assert archive.namelist() == sorted(archive.namelist())
        (tmp_path / version / "mkdocs.yml").write_text("site_name: Un autre site\n")
        unpacked = read_sources(tmp_path / version, "renfort")
        assert unpacked.version == version
        assert [problem.code for problem in check(tmp_path / version)] == []
        if kept:
            assert unpacked.files == GIVEN
    assert archives == dict(make_archives(load(FIXTURE), HERE)), "the same bytes, at any time"


def test_an_archive_says_what_it_is_to_whoever_opens_it() -> None:
    archives = dict(make_archives(load(FIXTURE), HERE))

    with ZipFile(BytesIO(archives["dispositifs/renfort/sources-0.1.0.zip"])) as archive:
        readme = archive.read("LISEZ-MOI.txt").decode()
        manifest = json.loads(archive.read("sources.json"))

    plain = " ".join(readme.replace("\u00a0", " ").split())
    assert "version 0.1.0 du 01/01/2026" in plain
    assert "Licence Ouverte 2.0" in plain
    assert "https://passages.example/dispositifs/renfort/" in plain
    assert "\n" not in readme.replace("\r\n", "")
    assert manifest["version"] == "0.1.0"
    assert "versions" not in manifest


def test_a_manifest_says_each_version_and_what_changed_in_words() -> None:
    library = load(FIXTURE)
    archives = dict(make_archives(library, HERE))

    ((uri, content),) = make_manifests(library, HERE)

    manifest = json.loads(content)
    assert uri == "dispositifs/renfort/sources.json"
    assert manifest["format"] == 1
    assert manifest["porteur"] == {
        "id": "ville-d-essai",
        "nom": "Ville d’Essai",
        "siren": "732829320",
    }
    assert manifest["fichiers"] == [
        {"chemin": path, "sha256": sha256(each).hexdigest(), "taille": len(each)}
        for path, each in GIVEN.items()
    ]
    newest, oldest = manifest["versions"]
    assert (newest["version"], oldest["version"]) == ("0.2.0", "0.1.0")
    for version in manifest["versions"]:
        archive = archives[version["archive"].removeprefix(HERE.address)]
        assert version["sha256"] == sha256(archive).hexdigest()
        assert version["taille"] == len(archive)
    assert oldest["depuis"] == {}
    told = {each["chemin"]: each for each in newest["depuis"]["0.1.0"]}
    assert {path: each["changement"] for path, each in told.items()} == {
        SHEET: "modifié",
        f"{KIT}/bilan-de-renfort.md": "ajouté",
        f"{KIT}/convention-de-renfort.md": "modifié",
        f"{KIT}/fiche-de-renfort.md": "retiré",
    }
    assert told[f"{KIT}/convention-de-renfort.md"]["titre"] == "Convention de renfort"
    assert "« Objet »" in told[f"{KIT}/convention-de-renfort.md"]["en_clair"].replace("\u00a0", " ")


def test_a_manifest_without_an_address_leads_from_its_own_folder() -> None:
    ((_, content),) = make_manifests(load(FIXTURE), Settings())

    manifest = json.loads(content)
    assert manifest["page"] == "./"
    assert manifest["versions"][0]["archive"] == "sources-0.2.0.zip"


def test_what_was_published_stays_published(root: Path) -> None:
    """A text retouched under the same number is told; other sites still find what they took."""
    before = dict(make_archives(load(root), HERE))["dispositifs/renfort/sources-0.1.0.zip"]
    change(root, SHEET, "version: 0.2.0\njournal", "version: 0.1.0\njournal")

    library = load(root)

    archives = dict(make_archives(library, HERE))
    assert archives == {"dispositifs/renfort/sources-0.1.0.zip": before}
    assert [notice.code for notice in library.notices] == ["changed-since-version"]
    page = {page.uri: page for page in make_pages(make_site(library))}[
        "dispositifs/renfort/versions/index.md"
    ]
    assert "retouchés sans que la version change de numéro" in page.head


def test_the_page_of_the_bearer_changes_for_its_own_reasons() -> None:
    page = "docs/collectivites/ville-d-essai.md"
    files = {**TODAY.files, page: TODAY.files[page] + b"\nUne phrase de plus.\n"}

    assert compare(TODAY, SchemeSources("renfort", "0.3.0", TODAY.bearer, files)) == ()


def test_the_same_files_from_another_system_are_the_same(root: Path) -> None:
    """Git may write other ends of lines there."""
    for path in (root / OLD).rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (root / SHEET).write_bytes((root / SHEET).read_bytes().replace(b"\n", b"\r\n"))

    library = load(root)

    assert library.versions == load(FIXTURE).versions
    assert library.sources["renfort"] == TODAY


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            (SHEET, "2. On se rencontre.\n", "2. On se rencontre deux fois.\n3. On se décide.\n"),
            "1 passage modifié et 1 ajouté, dans « Les étapes ».",
        ),
        (
            (SHEET, "max: 1 mois", "max: 2 mois"),
            (
                "Durée : « Au moins : une demi-journée ; Au plus : 1 mois » devient"
                " « Au moins : une demi-journée ; Au plus : 2 mois »."
            ),
        ),
        (
            (SHEET, "maturite: teste", "maturite: arrete"),
            "Maturité : « Testé » devient « Arrêté ».",
        ),
        (
            (f"{KIT}/convention-de-renfort.md", "temps: une heure\n", ""),
            "Temps : « une heure » n’est plus dit.",
        ),
        (
            (f"{KIT}/bilan-de-renfort.md", "pour: [agent]", "pour: [agent]\ntemps: une heure"),
            "Temps : « une heure », qui n’était pas dit.",
        ),
        (
            (f"{KIT}/bilan-de-renfort.md", "titre: Bilan de renfort", "titre: Bilan du renfort"),
            "Son nom change : « Bilan de renfort » devient « Bilan du renfort ».",
        ),
        (
            (
                f"{KIT}/convention-de-renfort.md",
                "> **Consigne.** Relisez",
                "> **Consigne.** *Relisez*",
            ),
            "Seule la mise en forme change.",
        ),
        (
            (f"{KIT}/convention-de-renfort.md", "(lettre-de-renfort.md)", "(bilan-de-renfort.md)"),
            "Un lien mène ailleurs.",
        ),
        (
            (
                f"{KIT}/lettre-de-renfort.md",
                "libelle: Lieu d’accueil",
                "libelle: Le lieu d’accueil",
            ),
            (
                "1 passage modifié, dans « La mission »."
                " Champs : « Lieu d’accueil » devient « Le lieu d’accueil »."
            ),
        ),
    ],
)
def test_what_changed_is_told_as_one_would_say_it(
    edit: tuple[str, str, str], expected: str
) -> None:
    assert said(only(changed(edit))) == expected


def test_a_document_that_another_name_has_is_known_again() -> None:
    """By the former name that it says, or by its text."""
    moved = only(changed(without="bilan-de-renfort", added=f"{KIT}/bilan.md"))
    names = (
        f"{KIT}/bilan-de-renfort.md",
        "pour: [agent]",
        ("pour: [agent]\nanciens_slugs: [bilan-de-renfort]\ntemps: une heure"),
    )
    renamed = only(changed(names, without="bilan-de-renfort", added=f"{KIT}/bilan.md"))

    assert (moved.old_path, moved.path) == ("kit/bilan-de-renfort.md", "kit/bilan.md")
    assert said(moved) == "Son adresse change. Son texte ne change pas."
    assert (renamed.kind.value, renamed.old_path) == ("renommé", "kit/bilan-de-renfort.md")
    assert "Temps : « une heure », qui n’était pas dit." in said(renamed)


def test_a_passage_that_moved_is_neither_gone_nor_new() -> None:
    sheet = f"{KIT}/convention-de-renfort.md"
    consigne = "> **Consigne.** Relisez ce projet à deux.\n\n"
    moved = changed((sheet, consigne, ""), (sheet, "## Objet\n\n", f"## Objet\n\n{consigne}"))

    assert said(only(moved)) == "1 passage déplacé, dans « Objet »."
    (passage,) = only(moved).passages
    assert passage.moved
    assert words(passage.after) == "Consigne. Relisez ce projet à deux."


def test_a_word_that_changes_everywhere_is_told_passage_by_passage() -> None:
    """However many there are in a row."""
    texts = [f"Le point numéro {number} est lu par l’agent ce jour-là." for number in range(99)]
    body = TODAY.files[f"{KIT}/bilan-de-renfort.md"].decode() + "\n\n".join(texts)
    path = f"{KIT}/bilan-de-renfort.md"
    before = SchemeSources("renfort", "0.1.0", TODAY.bearer, {**TODAY.files, path: body.encode()})
    everywhere = body.replace("l’agent", "l’équipe").encode()
    after = SchemeSources("renfort", "0.2.0", TODAY.bearer, {**TODAY.files, path: everywhere})

    (found,) = compare(before, after)

    assert said(found) == "99 passages modifiés."


def test_words_that_changed_are_apart_from_those_that_stay() -> None:
    before, after = compare_words(
        "Dans le mois qui précède la fin.", "Dans les deux mois qui précèdent la fin."
    )

    assert words(before) == "Dans {le} mois qui {précède} la fin."
    assert words(after) == "Dans {les deux} mois qui {précèdent} la fin."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**Consigne.** Relisez *ce* projet, `deux` fois.",
            "Consigne. Relisez ce projet, deux fois.",
        ),
        ("Le [code](https://x.example/y_(z)) le dit[^1].", "Le code le dit."),
        ("Un snake_case reste, et 5 \\* 3 aussi.", "Un snake_case reste, et 5 * 3 aussi."),
        ("Signé par [[qui]], le [[jour]].", "Signé par [Qui signe], le [jour]."),
        ("| Qui | Quoi |\n| --- | --- |\n| L’agent | |", "Qui · Quoi / L’agent"),
        (
            "> **Au choix.**\n>\n> - **Un.** Oui\n>   ou non.\n> - Deux.",
            "Au choix. / Un. Oui ou non. / Deux.",
        ),
        ("![Un plan](../images/plan.png)", "Un plan"),
        ("[^1]: Le [code](https://x.example/).", "Le code."),
        ("&lt;b&gt;x&lt;/b&gt; <script>y", "<b>x</b> <script>y"),
    ],
)
def test_a_text_is_read_without_its_signs(text: str, expected: str) -> None:
    read = read_passages(text, {"qui": "Qui signe"}).passages

    assert " / ".join(passage.text for passage in read) == expected


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "*", "> - ", "[[a][a]", "# ", "| ", "\\", "&#", "`"]
)
def test_a_text_that_nobody_checked_is_read_as_fast(piece: str) -> None:
    """A past version is not judged: what it costs is bounded by what it weighs."""
    read_passages(piece * (200_000 // len(piece)), {})


def test_what_is_shown_of_a_past_version_is_no_html(root: Path) -> None:
    """It is text, whatever it holds."""
    sources = load(root).versions["renfort"][0]
    assert b"une longue demande" in sources.files[SHEET]
    text = sources.files[SHEET].replace(b"une longue demande", b"<script>alert(1)</script> demande")
    spoilt = SchemeSources("renfort", "0.1.0", sources.bearer, {**sources.files, SHEET: text})
    library = load(root)
    library.versions["renfort"] = (spoilt,)  # type: ignore[index]  # a mapping that load has made

    page = {page.uri: page for page in make_pages(make_site(library))}[
        "dispositifs/renfort/versions/0.1.0-0.2.0.md"
    ]

    assert "<script>" not in page.head
    assert "&lt;script&gt;alert" in page.head


def test_a_document_says_since_when_it_is_what_it_is() -> None:
    pages = {page.uri: page.head for page in make_pages(make_site(load(FIXTURE)))}
    kit = "dispositifs/renfort/kit"

    assert "Inchangé depuis la version 0.1.0" in pages[f"{kit}/lettre-de-renfort.md"]
    assert "Changé dans la version 0.2.0" in pages[f"{kit}/convention-de-renfort.md"]
    assert "Nouveau dans la version 0.2.0" in pages[f"{kit}/bilan-de-renfort.md"]


def test_one_version_is_told_in_one_sentence(root: Path) -> None:
    shutil.rmtree(root / "schemes/renfort/versions")

    pages = {page.uri: page.head for page in make_pages(make_site(load(root)))}

    page = pages["dispositifs/renfort/versions/index.md"]
    assert "n’ont encore qu’une version, la 0.2.0, du 1er mars 2026" in page
    assert "Les textes de cette version n’ont pas été gardés." in page  # of the first one
    assert not any("versions/0" in uri for uri in pages)
    assert "voir les versions" not in pages["dispositifs/renfort/kit/lettre-de-renfort.md"]


def test_ten_versions_are_compared_and_the_others_are_said_to_be_not(root: Path) -> None:
    library = load(root)
    (first,) = library.versions["renfort"]
    kept = tuple(
        SchemeSources("renfort", f"0.1.{number}", first.bearer, first.files)
        for number in range(11, -1, -1)
    )
    library.versions["renfort"] = kept  # type: ignore[index]  # a mapping that load has made

    pages = {page.uri: page.head for page in make_pages(make_site(library))}

    pairs = [uri for uri in pages if "/versions/0" in uri]
    assert len(pairs) == 10 * 9 / 2
    assert "dispositifs/renfort/versions/0.1.2-0.2.0.md" not in pages
    assert "Seules les 10 dernières versions" in pages["dispositifs/renfort/versions/index.md"]
