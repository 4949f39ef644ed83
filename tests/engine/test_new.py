# SPDX-License-Identifier: EUPL-1.2
"""`escales new`: questions in a real terminal, or options; a file that lacks only its text."""

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from engine.test_schema_files import as_an_editor
from escales.checking.load import check
from escales.commands.cli import main
from escales.commands.new.questions import questions
from escales.commands.new.unfinished import read_unfinished
from escales.reading.disk import FileKind
from escales.reading.editor_schemas import schema_path, schema_text
from escales.schema.sections import IDEA_OUTLINE, SCHEME_OUTLINE, STORY_OUTLINE
from terminal import Terminal

STORY = {
    "titre": "Trois jours : au guichet",
    "resume": "Un agent de la voirie tient le guichet trois jours et demi, pour voir.",
    "categorie": "catégorie c",
    "collectivite": "Ville d’Essai",
    "duree": "trois jours et demi",
    "annee": "2026",
    "publie_le": "23/11/2026",
    "signature": "Agent de voirie, catégorie C",
    "competences": "accueil, tri : deux sortes",
    "consentement.accord_le": "2026-11-02",
    "consentement.portee": "site",
    "consentement.preuve": "DRH, dossier 2026-14",
}
IDEA = {
    "titre": "Un échange de deux jours",
    "porteur": "ville-d-essai",
    "resume": "Deux agentes échangent leurs postes pendant deux jours, puis en parlent.",
    "maturite": "idee",
    "durees.max": "2 jours",
}
SCHEME = {
    "titre": "Un échange de deux jours",
    "resume": "Deux agentes échangent leurs postes pendant deux jours, puis en parlent.",
    "porteur": "ville-d-essai",
    "maturite": "teste",
    "perimetre": "interne, inter-institutionnel",
    "durees.max": "2 jours",
    "instruments": "lettre-de-mission",
    "lecture_du_droit.lu_le": "2026-02-27",
    "lecture_du_droit.version_des_textes": "un code d’essai de 2026",
    "valide_par_le_porteur": "non",
    "version": "0.1.0",
    "journal.version": "0.1.0",
    "journal.date": "2026-03-01",
    "journal.changements": "Première version.",
    "licence": "etalab-2.0",
    "sources.titre": "Une source d’essai",
    "sources.url": "https://source.example/page",
}
KIT = {
    "dispositif": "Le renfort d’un mois",
    "titre": "Point d’étape",
    "usage": "À mi-parcours, par l’agent et les deux équipes.",
    "pour": "agent, équipe d’accueil",
}
COLLECTIVITY = {"nom": "Ville de l’Essai", "type": "commune", "siren": "123 456 782"}


def options(answers: dict[str, str]) -> list[str]:
    return [word for name, answer in answers.items() for word in (f"--{name}", answer)]


def new(root: Path, *words: str) -> int:
    """Run the command in this process, whose standard input is no terminal."""
    return main(["new", *words, "--root", str(root)])


def codes(root: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in check(root)]


@pytest.mark.parametrize(
    ("kind", "answers", "path", "lacking"),
    [
        ("story", STORY, "stories/trois-jours-au-guichet.md", STORY_OUTLINE.required),
        ("scheme", SCHEME, "schemes/un-echange-de-deux-jours/index.md", SCHEME_OUTLINE.required),
        ("scheme", IDEA, "schemes/un-echange-de-deux-jours/index.md", IDEA_OUTLINE.required),
        ("kit", KIT, "schemes/renfort/kit/point-d-etape.md", ("",)),
        ("collectivity", COLLECTIVITY, "docs/collectivites/ville-de-l-essai.md", ("",)),
    ],
)
def test_options_make_a_file_that_lacks_only_its_text(
    kind: str, answers: dict[str, str], path: str, lacking: tuple[str, ...], root: Path
) -> None:
    assert new(root, kind, *options(answers)) == 0

    assert codes(root) == [(path, "guide-left") for _ in lacking]
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(re.sub(r"^> .*$", "Voilà.", text, flags=re.MULTILINE), "utf-8")
    assert codes(root) == []


def test_a_story_is_written_as_contributors_would(root: Path) -> None:
    new(root, "story", *options(STORY))

    header, _, text = (
        (root / "stories/trois-jours-au-guichet.md").read_text("utf-8").partition("\n\n")
    )
    assert header == (
        "---\n"
        'titre: "Trois jours : au guichet"\n'
        "resume: Un agent de la voirie tient le guichet trois jours et demi, pour voir.\n"
        "categorie: catégorie c\n"
        "collectivite: Ville d’Essai\n"
        "duree: trois jours et demi\n"
        "annee: 2026\n"
        "publie_le: 23/11/2026\n"
        "signature: Agent de voirie, catégorie C\n"
        "competences:\n"
        "  - accueil\n"
        '  - "tri : deux sortes"\n'
        "consentement:\n"
        "  accord_le: 2026-11-02\n"
        "  portee:\n"
        "    - site\n"
        "  preuve: DRH, dossier 2026-14\n"
        "---"
    )
    assert text.replace("\u00a0", " ").split("\n\n")[:3] == [
        "## L’intention de départ",
        (
            "> À remplir : D’où est venue l’idée : de vous, de votre hiérarchie, d’un besoin"
            " ailleurs ? Qu’est-ce qui vous a fait dire oui ?"
        ),
        "## Ce qui était attendu",
    ]


@pytest.mark.parametrize(
    "value", ["- tiret", "#dièse", "[crochet", '"guillemet', "&ancre", "*étoile"]
)
def test_whatever_yaml_would_misread_is_quoted(value: str, root: Path) -> None:
    assert new(root, "story", *options({**STORY, "signature": f"{value} : oui # non"})) == 0

    assert {code for _, code in codes(root)} == {"guide-left"}


def test_the_line_for_editors_leads_to_the_schema_that_the_header_passes(root: Path) -> None:
    """As the YAML language server does: the path is relative to the file."""
    (root / schema_path(FileKind.STORY)).parent.mkdir()
    for each in FileKind:
        (root / schema_path(each)).write_text(schema_text(each), encoding="utf-8")
    for kind, answers in (("story", STORY), ("scheme", SCHEME), ("collectivity", COLLECTIVITY)):
        before = set(root.rglob("*.md"))
        assert new(root, kind, *options(answers)) == 0
        (made,) = set(root.rglob("*.md")) - before
        text = made.read_text(encoding="utf-8")
        line = text.split("\n")[1]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert named
        schema = json.loads((made.parent / named[1]).read_text(encoding="utf-8"))
        assert list(Draft7Validator(schema).iter_errors(as_an_editor(text))) == []
        wrong = as_an_editor(text.replace("titre:", "titr:").replace("nom:", "nm:"))
        assert not Draft7Validator(schema).is_valid(wrong)
    assert {code for _, code in codes(root)} == {"guide-left"}


def test_without_a_terminal_all_that_lacks_or_errs_is_listed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {**STORY, "categorie": "D", "publie_le": "2025-01-01", "collectivite": "Lyon"}
    before = sorted(root.rglob("*"))

    assert new(root, "story", *options(answers)) == 1

    assert capsys.readouterr().err.replace("\u00a0", " ").splitlines() == [
        "Rien n’a été écrit. Il reste à corriger :",
        "  --categorie : « D » n’est pas dans la liste. Écrivez « A », « B » ou « C ».",
        (
            "  --publie_le : « annee: 2026 » vient après « 2025-01-01 ». Corrigez l’année ou la"
            " date de publication."
        ),
        (
            "  --collectivite : « Lyon » n’est pas une administration connue de ce site. Écrivez"
            " « ecole-du-test », « une-commune-de-corse » ou « ville-d-essai ». Si elle manque,"
            " ajoutez sa fiche dans docs/collectivites/."
        ),
        "La fiche d’un employeur se fait avec « escales new collectivity ».",
    ]
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("kind", "answers", "told"),
    [
        ("story", {**STORY, "titre": "Explorateur"}, "« explorateur » est une adresse du site."),
        ("story", {**STORY, "fichier": "premier"}, "déjà prise par stories/premier.md."),
        ("story", {**STORY, "fichier": "deuxieme-voix"}, "stories/2025/deuxieme-voix.md"),
        ("story", {**STORY, "fichier": "Mon Fichier"}, "Renommez-le « mon-fichier.md »."),
        ("scheme", {**SCHEME, "fichier": "renfort"}, "déjà prise par schemes/renfort/index.md."),
        ("collectivity", {**COLLECTIVITY, "nom": "Ville d’Essai"}, "« ville-d-essai » est déjà"),
        ("kit", {**KIT, "titre": "Lettre de renfort"}, "kit/lettre-de-renfort.md"),
    ],
)
def test_a_name_that_is_taken_is_told_and_nothing_is_overwritten(
    kind: str,
    answers: dict[str, str],
    told: str,
    root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.md")}

    assert new(root, kind, *options(answers)) == 1

    error = capsys.readouterr().err.replace("\u00a0", " ")
    assert "--fichier : " in error
    assert told in error
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before
    assert new(root, kind, *options({**answers, "fichier": "un-autre-nom"})) == 0


def test_what_identifies_someone_is_told_before_anything_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {**STORY, "signature": "Mme Durand", "resume": f"{STORY['resume']} Mon salaire."}

    assert new(root, "story", *options(answers)) == 1

    (_, line) = capsys.readouterr().err.replace("\u00a0", " ").splitlines()
    assert line.startswith("  --signature : « Mme D••• » ressemble au nom d’une personne.")


@pytest.mark.parametrize("name", ["../../evil", "/evil", "a/b"])
def test_a_name_leads_to_no_other_folder(root: Path, name: str) -> None:
    before = sorted(root.parent.rglob("*"))

    assert new(root, "story", *options({**STORY, "fichier": name})) == 1
    assert sorted(root.parent.rglob("*")) == before


def test_a_file_that_holds_nothing_is_not_overwritten_either(root: Path) -> None:
    (root / "stories/trois-jours-au-guichet.md").write_text("\n", encoding="utf-8")

    assert new(root, "story", *options(STORY)) == 1
    assert (root / "stories/trois-jours-au-guichet.md").read_text(encoding="utf-8") == "\n"


def asking(root: Path, *words: str) -> Terminal:
    """Return a terminal where the command asks its questions."""
    return Terminal("new", *words, "--root", str(root))


def test_a_person_is_asked_and_told_at_once_what_does_not_fit(root: Path) -> None:
    terminal = asking(root, "story")

    assert "Titre (obligatoire)\n  Ce que vous diriez à voix haute" in terminal.read("> ")
    assert "Ce champ est obligatoire" in terminal.answer("")
    assert "il y a 5 caractères, c’est trop court" in terminal.answer("Court").lower()
    assert "Résumé (obligatoire)" in terminal.answer("Trois jours au guichet")
    assert "Catégorie (obligatoire)" in terminal.answer(STORY["resume"])
    assert "« D » n’est pas dans la liste. Écrivez « A », « B » ou « C »." in terminal.answer("D")
    asked = terminal.answer("c")
    assert "Au choix : ecole-du-test, une-commune-de-corse, ville-d-essai\n" in asked
    assert "« Ville de Lyon » n’a pas encore de fiche." in terminal.answer("Ville de Lyon")
    assert "n’est pas une administration connue" in terminal.answer("non")
    assert "Durée (obligatoire)" in terminal.answer("ville d’essai")
    assert "« 3 lunes » n’est pas une durée" in terminal.answer("3 lunes")
    for answer, following in (
        ("3 jours", "Année de début (obligatoire)"),
        ("2026", "Signature (obligatoire)"),
        ("Agent de voirie", "Accord donné le (peut attendre"),
        ("2026-11-02", "Portée (peut attendre"),
        ("donnees-ouvertes", "Preuve (peut attendre"),
    ):
        assert following in terminal.answer(answer)
    assert "ressemble à une adresse électronique" in terminal.answer("moi@ville.example")
    rest = terminal.answer("DRH, dossier 12")
    assert (
        "Le reste peut attendre : Exemple de fiction, Statut, Employeur d’accueil, Part du temps,"
        " Dispositif, Qui raconte, Expérience, Nom public, Compétences, Accord de publication."
    ) in rest
    # What is only wrong beside another answer is asked again.
    assert "« site » manque à la portée" in terminal.answer("")
    os.write(terminal.screen, b"site\n")
    assert terminal.end() == 0
    assert "C’est écrit : stories/trois-jours-au-guichet.md" in terminal.shown.replace(
        "\u00a0", " "
    )
    story = "stories/trois-jours-au-guichet.md"
    assert codes(root) == [(story, "guide-left") for _ in STORY_OUTLINE.required]
    assert "\npublie_le: 2026-11-23\n" in (root / story).read_text(encoding="utf-8")


def test_without_an_agreement_the_story_waits_for_it(root: Path) -> None:
    """No question is a dead end: what lacks has its lines, which the check asks to fill."""
    terminal = asking(root, "story")
    terminal.read("> ")
    first = ("titre", "resume", "categorie", "collectivite", "duree", "annee", "signature")
    for key in first:
        asked = terminal.answer(STORY[key])
    assert "Accord donné le (peut attendre" in asked
    assert "Y répondre maintenant ?" in terminal.answer("")
    assert "Exemple de fiction (facultatif)" in terminal.answer("oui")
    assert "Accord donné le (peut attendre" in terminal.answer("<")
    terminal.answer("")
    os.write(terminal.screen, b"\n")

    assert terminal.end() == 0
    shown = terminal.shown.replace("\u00a0", " ")
    assert "Ces lignes de l’en-tête attendent d’être remplies : consentement." in shown
    assert "Rien ne paraît avant." in shown
    text = (root / "stories/trois-jours-au-guichet.md").read_text(encoding="utf-8")
    assert "consentement:\n  accord_le:\n  portee:\n  preuve:\n---\n" in text
    told = [problem for problem in check(root) if problem.code != "guide-left"]
    assert [(problem.key, problem.code) for problem in told] == [
        ("consentement.accord_le", "empty-value"),
        ("consentement.portee", "empty-value"),
        ("consentement.preuve", "empty-value"),
    ]


def test_the_page_of_an_unknown_employer_is_made_on_the_way(root: Path) -> None:
    terminal = asking(root, "story")
    terminal.read("> ")
    for key in ("titre", "resume", "categorie"):
        terminal.answer(STORY[key])
    assert "La faire maintenant" in terminal.answer(COLLECTIVITY["nom"])
    assert "Type (obligatoire)" in terminal.answer("oui")
    for answer, following in (
        ("commune", "Fictive (facultatif)"),
        ("", "SIREN"),
        (COLLECTIVITY["siren"], "Département (facultatif)"),
        ("", "Effectif (facultatif)"),
        ("4700", "Y répondre maintenant ?"),
    ):
        assert following in terminal.answer(answer)
    asked = terminal.answer("")
    assert "C’est fait : docs/collectivites/ville-de-l-essai.md" in asked
    assert "Durée (obligatoire)" in asked
    for key in ("duree", "annee", "signature"):
        terminal.answer(STORY[key])
    terminal.answer("")  # no agreement yet
    os.write(terminal.screen, b"\n")

    assert terminal.end() == 0
    text = (root / "stories/trois-jours-au-guichet.md").read_text(encoding="utf-8")
    assert "collectivite: Ville de l’Essai\n" in text
    assert {code for _, code in codes(root)} == {"guide-left", "empty-value"}


def test_fiction_needs_no_consent_and_is_offered_fictional_employers(root: Path) -> None:
    before = {**STORY, "exemple": "oui", "collectivite": "ville-imaginaire"}
    kept = {key: text for key, text in before.items() if not key.startswith("consentement")}
    terminal = asking(root, "story", *options({**kept, "collectivite": "ville-d-essai"}))
    assert "Au choix : ville-imaginaire\n" in terminal.read("> ")
    os.write(terminal.screen, b"ville-imaginaire\n")

    assert terminal.end() == 0
    assert {code for _, code in codes(root)} == {"guide-left"}


def test_a_scheme_asks_five_things_and_has_the_rest_by_itself(root: Path) -> None:
    terminal = asking(root, "scheme")
    terminal.read("> ")
    for answer, following in (
        (IDEA["titre"], "Porté par (obligatoire)"),
        (IDEA["porteur"], "Résumé (obligatoire)"),
        (IDEA["resume"], "Maturité (obligatoire)"),
        (IDEA["maturite"], "Au plus (facultatif)"),
        (IDEA["durees.max"], "Y répondre maintenant ?"),
    ):
        assert following in terminal.answer(answer)
    os.write(terminal.screen, b"\n")

    assert terminal.end() == 0
    text = (root / "schemes/un-echange-de-deux-jours/index.md").read_text(encoding="utf-8")
    assert (
        "version: 0.1.0\njournal:\n  - version: 0.1.0\n    date: 2026-11-23\n"
        "    changements: Première version.\nlicence: etalab-2.0\n---\n"
    ) in text


def test_a_scheme_that_was_tried_waits_for_its_acts_and_its_sources(root: Path) -> None:
    assert new(root, "scheme", *options({**IDEA, "maturite": "teste"})) == 0

    told = {problem.key for problem in check(root) if problem.code != "guide-left"}
    assert told == {"perimetre", "instruments"} | {
        "lecture_du_droit.lu_le",
        "lecture_du_droit.version_des_textes",
        "sources.1.titre",
        "sources.1.url",
    }


@pytest.mark.parametrize("kind", [FileKind.STORY, FileKind.SCHEME, FileKind.COLLECTIVITY])
def test_each_question_says_what_is_expected_with_an_example_of_its_own(kind: FileKind) -> None:
    for question in questions(kind):
        assert question.field.description, question.place
        assert question.terms or question.field.examples, question.place


def test_with_options_a_person_is_asked_only_what_is_lacking_or_wrong(root: Path) -> None:
    answers = {**STORY, "fichier": "premier"}
    del answers["annee"]
    terminal = asking(root, "story", *options(answers))

    assert "Année de début (obligatoire)" in terminal.read("> ")
    assert "déjà prise par stories/premier.md" in terminal.answer("2026")
    os.write(terminal.screen, b"trois-jours\n")
    assert terminal.end() == 0
    assert (root / "stories/trois-jours.md").is_file()


@pytest.mark.parametrize("leaving", ["\x03", "\x04"], ids=["Ctrl-C", "end of input"])
def test_a_person_who_leaves_finds_the_answers_again(leaving: str, root: Path) -> None:
    before = sorted((root / "stories").rglob("*"))
    terminal = asking(root, "story")
    terminal.read("> ")
    terminal.answer("Trois jours au guichet")
    os.write(terminal.screen, f"{leaving}\n".encode())  # a Ctrl-C too quick shows at the next line

    assert terminal.end() == 1
    assert "Vos réponses sont gardées" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert sorted((root / "stories").rglob("*")) == before

    again = asking(root, "story")
    shown = again.read("> ")
    assert "Titre : Trois jours au guichet\n" in shown
    assert shown.count("(obligatoire)") == 1
    assert "Résumé (obligatoire)" in shown
    assert "Titre (obligatoire)" in again.answer("<")  # and what stood before can be changed
    os.write(again.screen, b"\x04")
    assert again.end() == 1
    saved = json.loads((root / ".cache/new/story.json").read_text(encoding="utf-8"))
    assert saved == {"reponses": {}, "passees": 0}


def test_one_goes_back_question_by_question_and_what_is_written_waits_no_more(root: Path) -> None:
    terminal = asking(root, "collectivity")
    terminal.read("> ")
    assert "Nom (obligatoire)" in terminal.answer("<")  # nothing is before the first
    for answer, following in (
        ("Ville de l’Erreur", "Type (obligatoire)"),
        ("commune", "Fictive (facultatif)"),
        ("<", "Type (obligatoire)"),
        ("<", "Nom (obligatoire)"),
        (COLLECTIVITY["nom"], "Type (obligatoire)"),
        (COLLECTIVITY["type"], "Fictive (facultatif)"),
        ("", "SIREN"),
    ):
        assert following in terminal.answer(answer)
    terminal.answer(COLLECTIVITY["siren"])
    assert (root / ".cache/new/collectivity.json").is_file()
    for _ in range(12):
        if "C’est écrit" in terminal.answer(""):
            break

    assert terminal.end() == 0
    assert [*(root / ".cache/new").iterdir()] == []
    assert codes(root) == [("docs/collectivites/ville-de-l-essai.md", "guide-left")]


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"reponses": 3, "passees": "x"}'])
def test_answers_that_cannot_be_read_are_asked_anew(spoilt: bytes, tmp_path: Path) -> None:
    file = tmp_path / ".cache/new/story.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(spoilt)

    begun = read_unfinished(tmp_path, FileKind.STORY)

    assert (begun.answers, begun.passed) == ({}, 0)


def test_an_optional_group_is_left_out_at_its_first_key(root: Path) -> None:
    terminal = asking(root, "collectivity")
    terminal.read("> ")
    for answer in ("Ville de l’Essai", "commune", "", "123456782", "", "", "oui", ""):
        asked = terminal.answer(answer)
    assert "Le dispositif repris" in asked
    os.write(terminal.screen, b"\n")

    assert terminal.end() == 0
    assert codes(root) == [("docs/collectivites/ville-de-l-essai.md", "guide-left")]


def test_the_help_speaks_french_and_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["new", "story", "--help"])
    told = capsys.readouterr().out

    assert "Emploi" in told
    for name in (*STORY, "fichier", "consentement.reexamen_le"):
        assert f"--{name} " in told
    assert "--retrait_le" not in told


@pytest.mark.parametrize("kind", ["story", "scheme", "collectivity", "kit"])
def test_the_schema_of_each_kind_is_shown(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0

    assert json.loads(capsys.readouterr().out)["additionalProperties"] is False
