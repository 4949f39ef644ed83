# SPDX-License-Identifier: EUPL-1.2
"""`escales receive`: whatever people send becomes a story, and nobody's address comes with it."""

import io
import json
import os
import random
import re
import stat
import subprocess
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

import mails
import word
from conftest import NAMED
from escales.checking.engine_content import read_content
from escales.checking.load import check
from escales.commands.cli import main
from escales.commands.receive.completing import settled, story_of
from escales.commands.receive.mail import read_mail
from escales.commands.receive.opening import open_received, read_received
from escales.commands.receive.refusal import NotReceivedError
from escales.commands.receive.story import ReceivedStory
from escales.commands.receive.working_days import working_days_since
from escales.commands.receive.writing import write_story
from escales.schema.sections import STORY_OUTLINE
from escales.settings.rules import Rules
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Status, Topic, Viewpoint
from form_answers import make_answers
from letters import judging
from mails import PARTS, letter
from terminal import Terminal

phrases = phrases_of("commands/receive")

HERE = Path(__file__).parent
IMPORTED, CASES = HERE / "imported", HERE / "form_cases.yml"
ROUNDS = 200

CONTACT = "06 98 76 54 32, camille@perso.example"
HIDDEN = ("98 76 54", "perso.example", "camille.exemple", "exemplé")
ANSWERS = {
    "titre": "Trois mois à la médiathèque : « et retour »",
    "resume": (
        "Un agent des espaces verts prête main-forte à la médiathèque de sa ville pendant un"
        " trimestre, deux jours par semaine, puis revient."
    ),
    "categorie": "C",
    "collectivite": "Ville d’Essai",
    "duree": "3 mois",
    "quotite": "2 jours par semaine",
    "annee": "2025-03",
    "competences": "accueil du public ; tri d’archives ; tenue d’un carnet de bord de la salle",
    "signature": "Agent, catégorie C",
    "reconnaissable": "je ne sais pas",
    "joindre": CONTACT,
    "L’intention de départ": (
        "Aider une équipe où il manquait du monde. C’était aussi l’occasion de voir comment"
        " travaillent les autres, sans quitter la ville."
    ),
    "Ce qui était attendu": "On m’avait dit :\n\n- tenir l’accueil\n- ranger les livres",
    "Ce qui s’est réellement produit": "L’accueil a pris **tout** le temps.",
    "Ce qui a été difficile": "Je préfère ne pas répondre.",
    "Ce que cela a provoqué et permis": "Les deux équipes se parlent.",
}
KNOWN = {
    "consentement.accord_le": "2026-11-02",
    "consentement.portee": "site",
    "consentement.preuve": "DRH, dossier 2026-14",
}
PATH = "stories/trois-mois-a-la-mediatheque-et-retour.md"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of the register: it never is that of whoever tests."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    return tmp_path / "data/escales/site-d-essai/recus.json"


def receive(root: Path, *words: str | Path, **options: str) -> int:
    given = [word for name, said in options.items() for word in (f"--{name}", said)]
    return main(["receive", *map(str, words), *given, "--root", str(root)])


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def flat(text: str) -> list[str]:
    return text.replace("\u00a0", " ").replace("\u202f", " ").split()


def told(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    return (said.out + said.err).replace("\u00a0", " ")


def test_the_letter_of_the_form_becomes_a_story_that_passes(root: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "recit-trois-mois.txt", letter(ANSWERS))

    assert receive(root, file, **KNOWN) == 0

    assert check(root) == []
    assert (root / PATH).read_text(encoding="utf-8") == STORY


STORY = """\
---
titre: "Trois mois à la médiathèque : « et retour »"
resume: Un agent des espaces verts prête main-forte à la médiathèque de sa ville pendant un trimestre, deux jours par semaine, puis revient.
categorie: C
collectivite: ville-d-essai
duree: 3 mois
quotite: 2 jours par semaine
annee: 2025
publie_le: 2026-11-23
signature: Agent, catégorie C
competences:
  - accueil du public
  - tri d’archives
  - tenue d’un carnet de bord de la salle
consentement:
  accord_le: 2026-11-02
  portee:
    - site
  preuve: DRH, dossier 2026-14
---

## L’intention de départ

Aider une équipe où il manquait du monde. C’était aussi l’occasion de voir comment travaillent les autres, sans quitter la ville.

## Ce qui était attendu

On m’avait dit :

- tenir l’accueil
- ranger les livres

## Ce qui s’est réellement produit

L’accueil a pris **tout** le temps.

## Ce qui a été difficile

Je préfère ne pas répondre.

## Ce que cela a provoqué et permis

Les deux équipes se parlent.
"""  # noqa: E501  # as files are


@pytest.mark.parametrize("program", mails.PROGRAMS)
def test_every_mail_program_brings_the_same_story(
    program: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrapped, quoted, bold, in HTML, attached or sent on: the words and the parts are the same."""
    file = written(tmp_path, "courrier.eml", mails.PROGRAMS[program](letter(ANSWERS)))

    assert receive(root, file, **KNOWN) == 0

    assert flat((root / PATH).read_text(encoding="utf-8")) == flat(STORY)
    assert "Pour joindre la personne : 06 98 76 54 32, camille@perso.example" in told(capsys)


def test_whoever_wrote_is_reached_at_the_address_of_the_mail(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anonymous = {key: said for key, said in ANSWERS.items() if key != "joindre"}
    file = written(tmp_path, "c.eml", mails.as_attachment(mails.apple_mail(letter(anonymous))))

    receive(root, file)

    assert f"Camille Exemplé <{mails.AUTHOR}> (gardé hors du dépôt)" in told(capsys)


@pytest.mark.parametrize("program", [*mails.PROGRAMS, "letter"])
def test_no_way_to_reach_anybody_enters_the_repository(
    program: str, root: Path, tmp_path: Path, kept: Path
) -> None:
    text = letter(ANSWERS)
    content = text.encode() if program == "letter" else mails.PROGRAMS[program](text)
    assert receive(root, written(tmp_path, "c.eml", content), **KNOWN) == 0

    everything = b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())
    assert not [word for word in HIDDEN if word.encode() in everything.lower()]
    assert CONTACT in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_what_stands_around_a_letter_is_told_and_kept(
    root: Path, tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = letter({**ANSWERS, "statut": "intermittent"}).replace(
        "\nCatégorie", "\nUn mot.\nCatégorie"
    )
    file = written(tmp_path, "c.eml", mails.outlook(f"{text}\nPS, changez mon nom."))

    receive(root, file, **KNOWN)

    said = told(capsys)
    assert "« Bonjour, »" in said
    assert "« PS, changez mon nom. »" in said
    assert mails.DISCLAIMER[:60] in said
    assert "« intermittent » n’est pas dans la liste" in said
    assert "changez mon nom" in kept.read_text(encoding="utf-8")


def test_a_letter_that_was_badly_copied_is_read_all_the_same() -> None:
    """Labels in any case and without accents; titles bold, numbered, with a colon or underlined."""
    text = letter(ANSWERS).replace("## L’intention de départ", "*L'INTENTION DE DEPART*\n-----")
    text = text.replace("## Ce qui était attendu", "2) Ce qui était attendu :")
    text = (
        text.replace("## ", "").replace("Durée :", "DUREE\u00a0:").replace("Titre :", "**Titre:**")
    )
    text = text.partition("— Fin")[0] + "-- \nCamille\n"
    text = "\r\n".join(f"> > {line}" for line in text.split("\n"))

    (found,) = read_received(text.encode("utf-16"), "txt")

    assert list(found.sections) == list(STORY_OUTLINE.required)
    assert found.sections["Ce que cela a provoqué et permis"] == "Les deux équipes se parlent."
    assert found.values["titre"] == ANSWERS["titre"]
    assert (found.values["duree"], found.values["annee"]) == ("3 mois", "2025")
    assert found.unplaced == ["-- Camille"]


def test_a_quotation_of_the_author_stays_one_in_a_mail_that_quotes() -> None:
    said = {**ANSWERS, "Ce qui était attendu": "> Restez calmes.\n\nOn nous l’a dit."}

    (found,) = read_received(mails.zimbra(letter(said)), "eml")

    assert found.sections["Ce qui était attendu"] == "> Restez calmes.\n\nOn nous l’a dit."


def test_letters_sent_together_are_as_many_stories(root: Path, tmp_path: Path) -> None:
    other = {**ANSWERS, "titre": "Une autre fois, une autre ville"}
    both = written(tmp_path, "deux.txt", letter(ANSWERS) + letter(other))
    third = letter({**ANSWERS, "titre": "Encore une fois, au guichet"})

    assert receive(root, both, written(tmp_path, "un.txt", third), **KNOWN) == 0

    assert {path.stem for path in (root / "stories").glob("*.md")} >= {
        "trois-mois-a-la-mediatheque-et-retour",
        "une-autre-fois-une-autre-ville",
        "encore-une-fois-au-guichet",
    }


def questionnaire(path: Path) -> Path:
    """Write a questionnaire that somebody filled in Word."""
    labels = {"Titre": "titre", "Résumé": "resume", "Catégorie": "categorie", "Durée": "duree"}
    labels |= {"Employeur d’origine": "collectivite", "Signature": "signature"}
    lines = [("", f"{label} : {ANSWERS[key]}") for label, key in labels.items()]
    lines.append(("", "Année de début : 2025"))
    for part in STORY_OUTLINE.required:
        lines += [("Heading2", part), ("", ANSWERS[part].replace("\n\n-", " –").replace("\n", " "))]
    word.write(lines, path)
    return path


@pytest.mark.parametrize("attached", [False, True])
def test_a_questionnaire_becomes_a_story_that_passes(
    *, attached: bool, root: Path, tmp_path: Path
) -> None:
    file = questionnaire(tmp_path / "rempli.docx")
    if attached:
        mail = mails.with_file("Questionnaire (1).docx", file.read_bytes())
        file = written(tmp_path, "courrier.eml", mail)

    assert receive(root, file, **KNOWN) == 0
    assert check(root) == []


@pytest.mark.parametrize("file", sorted(IMPORTED.iterdir()), ids=lambda file: str(file.name))
def test_a_questionnaire_says_the_same_to_both_commands(
    file: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `import` makes of it, and what it leaves aside, or refuses."""
    code = main(["import", str(file), "--root", str(root)])
    imported = capsys.readouterr()
    refused = receive(root, file) == 2
    received = capsys.readouterr()

    assert refused == (code == 2)
    if refused:
        assert received.err == imported.err
        return
    story = max((root / "stories").glob("*.md"), key=lambda path: path.stat().st_mtime_ns)
    (found,) = read_received(file.read_bytes(), file.suffix[1:])
    for part, text in found.sections.items():
        said = story.read_text(encoding="utf-8").partition(f"## {part}\n")[2].partition("\n## ")[0]
        assert text == said.strip()
    left = imported.out.partition("Laissé de côté\u00a0: ")[2].partition(".\n")[0]
    assert ", ".join(found.aside) == left


def test_a_story_file_with_gaps_only_lacks_what_it_lacks(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.sub(r"(?ms)^(?:consentement:.*?(?=^---)|signature:[^\n]*\n)", "", STORY)
    file = written(tmp_path, "recit.md", text)

    assert receive(root, file) == 1
    said = told(capsys)
    assert re.findall(r"\(--(\S+)\)", said) == ["signature", "consentement.accord_le"]
    assert receive(root, file, signature="Agent de la ville", **KNOWN) == 0
    assert check(root) == []


def test_pasted_text_is_taken_from_the_standard_input(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(letter(ANSWERS).encode())))

    assert receive(root, "-", **KNOWN) == 0
    assert (root / PATH).is_file()


OPTIONS = {"titre", "resume", "categorie", "collectivite", "duree", "signature"}
PROSE = """Bonjour,

J’ai passé trois mois à la médiathèque, deux jours par semaine. On m’avait dit de tenir
l’accueil ; j’ai surtout appris à écouter. Au retour, mon équipe avait changé les tournées,
et personne ne me l’avait dit.

Depuis, les deux services se parlent. Je le referais.
"""


@pytest.mark.parametrize("program", [mails.thunderbird, mails.gmail, mails.outlook, None])
def test_a_story_told_without_titles_is_kept_whole_and_followed(
    program: Callable[[str], bytes] | None,
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Who writes a letter as one does is not sent back to a form: it waits for its reading."""
    name = "courrier.eml" if program else "courrier.txt"
    (tmp_path / name).write_bytes(program(PROSE) if program else PROSE.encode())

    assert receive(root, str(tmp_path / name)) == 1

    shown = told(capsys)
    assert "  - Ce qui s’est réellement produit : Bonjour" in shown
    assert "  Sans réponse : « L’intention de départ », « Ce qui était attendu »," in shown
    assert receive(root, "--list") == 0
    assert "à compléter" in told(capsys).lower()

    options = {key: said for key, said in ANSWERS.items() if key in OPTIONS}
    receive(root, "1", **KNOWN, **options, annee="2025")

    text = next((root / "stories").glob("trois-mois*")).read_text(encoding="utf-8")
    assert " ".join(flat(PROSE)) in " ".join(flat(text))  # whole, however it was wrapped
    assert "[E" in told(capsys)  # the parts that lack are told, at their line


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("message.msg", b"\xd0\xcf\x11\xe0" + bytes(600), "outlook"),
        ("photo.jpg", b"\xff\xd8\xff", "unknown-kind"),
        ("vide.txt", b" \n", "empty"),
        ("autre.txt", b"Bonjour,\nvoici un texte sans titres.\n", "no-answer"),
        ("absent.txt", None, "unreadable"),
        ("long.txt", b"a" * 1_000_001, "too-long"),
        ("recit.md", b"---\ntitre: a\n", "bad-header"),
        ("rien.eml", mails.with_file("x.pdf", b"%PDF-"), "no-answer"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(  # noqa: PLR0913, PLR0917  # a case has three parts
    name: str, content: bytes | None, code: str, root: Path, tmp_path: Path, kept: Path
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NotReceivedError) as refused:
        open_received(file)

    assert refused.value.code == code
    assert receive(root, file) == 2
    assert not kept.exists()


def test_a_mail_is_read_within_bounds() -> None:
    """Parts in parts, mails in mails, too many parts: refused at once."""
    nested = mails.thunderbird(letter(ANSWERS))
    for _ in range(30):
        nested = mails.as_attachment(nested)
    many = mails.HEADERS.encode() + b'Content-Type: multipart/mixed; boundary="b"\n\n'
    many += b"--b\nContent-Type: text/plain\n\na\n" * 500 + b"--b--\n"
    for raw in (nested, many):
        with pytest.raises(NotReceivedError) as refused:
            read_mail(raw)
        assert refused.value.code == "too-complex"


@pytest.mark.parametrize(
    "text",
    [
        "<" * 300_000,
        "<b>" * 100_000,
        "> " * 300_000,
        "*" * 300_000,
        " :" * 300_000,
        "-- \n" * 100_000,
        "a@" * 300_000,
        "Titre : a\n" + "De : " + "a@a." * 100_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    for raw in (text, mails.outlook(text).decode("ascii", "replace")):
        try:
            read_received(f"Titre : a\nDurée : b\n{raw}\nSignature : c\n".encode(), "txt")
        except NotReceivedError:
            continue
    assert time.process_time() - began < 20  # of another order than what is read twice


def test_without_agreement_nothing_is_written_and_all_is_kept(
    root: Path, tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(root.rglob("*"))
    file = written(tmp_path, "recit.txt", letter(ANSWERS))

    assert receive(root, file) == 1

    assert sorted(root.rglob("*")) == before
    assert "- Accord donné le (--consentement.accord_le)\n" in told(capsys)
    (entry,) = json.loads(kept.read_bytes())["recus"]
    assert (entry["numero"], entry["etat"]) == (1, "a-completer")
    assert receive(root, "1", **KNOWN) == 0
    assert (root / PATH).read_text(encoding="utf-8") == STORY


def test_the_same_story_that_comes_twice_is_one(
    root: Path, tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(root, written(tmp_path, "a.txt", letter(ANSWERS)))
    receive(root, written(tmp_path, "b.eml", mails.gmail(letter(ANSWERS))), **KNOWN)
    assert "on reprend le numéro 1" in told(capsys)
    assert receive(root, tmp_path / "a.txt", **KNOWN) == 0

    assert len(json.loads(kept.read_bytes())["recus"]) == 1
    assert len(list((root / "stories").glob("trois-mois*"))) == 1


def test_no_file_is_ever_overwritten(root: Path, tmp_path: Path) -> None:
    (root / PATH).write_text(STORY, encoding="utf-8")
    other = {**ANSWERS, "Ce qui était attendu": "Autre chose."}

    assert receive(root, written(tmp_path, "a.txt", letter(other)), **KNOWN) == 0

    assert (root / PATH).read_text(encoding="utf-8") == STORY
    assert "Autre chose." in (root / PATH.replace(".md", "-2.md")).read_text(encoding="utf-8")


NEW_EMPLOYER = {
    "employeur.nom": "Ville de Port-Escale",
    "employeur.type": "commune",
    "employeur.siren": "123 456 782",
    "employeur.departement": "59",
    "employeur.effectif": "1 200",
}


def test_the_page_of_a_new_employer_is_made_with_its_story(root: Path, tmp_path: Path) -> None:
    said = {**ANSWERS, "collectivite": "mairie de port escale"}

    file = written(tmp_path, "a.txt", letter(said))
    assert receive(root, file, collectivite="Ville de Port-Escale", **NEW_EMPLOYER, **KNOWN) == 0

    assert check(root) == []
    assert (root / "docs/collectivites/ville-de-port-escale.md").read_text(encoding="utf-8") == (
        "---\nnom: Ville de Port-Escale\ntype: commune\nsiren: 123 456 782\ndepartement: 59\n"
        "effectif: 1 200\n---\n\n" + phrases.employer_text + "\n"
    )


@pytest.mark.parametrize(
    "said", ["Mairie d’Essai", "la ville d'essai", "COMMUNE D ESSAI", "ville-d-essai"]
)
def test_an_employer_is_known_as_people_call_it(said: str, root: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "a.txt", letter({**ANSWERS, "collectivite": said}))

    assert receive(root, file, **KNOWN) == 0
    assert "\ncollectivite: ville-d-essai\n" in (root / PATH).read_text(encoding="utf-8")


def test_the_topics_that_the_author_reread_are_kept_when_the_story_touches_them(
    root: Path, tmp_path: Path
) -> None:
    said = {**ANSWERS, "relu": "La santé, le handicap, le reclassement ; un mandat syndical"}
    said["Ce qui a été difficile"] = "Mon collègue était en arrêt maladie."

    assert receive(root, written(tmp_path, "a.txt", letter(said)), **KNOWN) == 0

    assert check(root) == []
    assert "\nrelu:\n  - sante\nconsentement" in (root / PATH).read_text(encoding="utf-8")


SAID = (
    "J’ai appris un autre métier.",
    "On m’avait dit : « trois mois, pas plus » ; c’était long !",
    "Le dièse #1, puis - un tiret",
    "- un\n- deux\n\n1. trois\n2. quatre",
    "> Restez.\n\nJe suis restée.",
    "Le **bilan** *final* (50 % du temps) : oui/non ? 1 + 1 = 2.",
    "Étape n° 2 — l’été, à 8 h 30…",
    "Je préfère ne pas répondre.",
)
MAYBE: Mapping[str, tuple[str, ...]] = {
    "resume": ("Un agent aide une autre équipe pendant un temps : il raconte « le retour ».",),
    "statut": (*Status, *(each.label for each in Status), "je ne sais pas"),
    "point_de_vue": (*Viewpoint, *(each.label for each in Viewpoint)),
    "accueil": ("École du Test & <Fils>", "le même", "ecole-du-test", "Lycée de nulle part"),
    "quotite": ("mi-temps", "2 jours par semaine", "20 %", "50", "selon les semaines"),
    "dispositif": ("Un renfort d’essai", "aucun", "renfort", "le machin"),
    "competences": ("accueil ; tri", "écoute", "conduite (B, C), tri", "- lire\n- classer"),
    "signature": ("Agent, catégorie C", "Une agente de la ville", "Nathalie Bernard"),
    "nom_public": ("oui",),
    "reconnaissable": ("oui", "non", "je ne sais pas"),
    "relu": ("la santé, le handicap, le reclassement", "un mandat syndical"),
    "effectif": ("340", "beaucoup"),
}
USUAL: Mapping[str, tuple[str, ...]] = {
    "categorie": ("A", "b", "Catégorie C", "je ne sais pas"),
    "collectivite": ("Ville d’Essai", "mairie d’essai", "Une commune de Corse", "Port-Escale"),
    "duree": ("3 mois", "un an et demi", "10 jours", "une demi-journée", "assez longtemps"),
    "annee": ("2025-03", "mars 2024", "2023", "l’hiver dernier"),
    "joindre": (CONTACT,),
}
# What a maintainer says where an author could not, or said it otherwise.
BY_HAND: Mapping[str, str] = {
    "resume": "Une personne aide une autre équipe que la sienne, puis revient à son poste.",
    "categorie": "C",
    "collectivite": "une-commune-de-corse",
    "duree": "4 mois",
    "annee": "2025",
    "signature": "Une personne de la ville",
    "consentement.reconnaissable": "oui",
    **KNOWN,
}


def test_two_hundred_letters_completed_by_a_maintainer_pass(root: Path) -> None:
    """Whatever was left out, or said in other words, quoted and wrapped by whichever program."""
    chance, programs = random.Random(18), list(mails.PROGRAMS.values())
    rules = Rules()
    tree = read_content(root, rules)  # no name comes twice
    for number in range(200):
        said = {key: chance.choice(values) for key, values in USUAL.items()}
        said |= {k: chance.choice(v) for k, v in MAYBE.items() if chance.random() < 0.5}
        said |= {part: chance.choice(SAID) for part in PARTS if part in STORY_OUTLINE.required}
        if chance.random() < 0.5:
            said["titre"] = f"Un essai, numéro {number} : « et après »"
        sent = letter(said)
        raw = sent.encode() if number % 2 else chance.choice(programs)(sent)
        (found,) = read_received(raw, "txt" if number % 2 else "eml")
        story = story_of(found, tree, rules)
        answers = completed(story, f"Un récit reçu, numéro {number}")
        write_story(story, answers, root)

    assert len(list((root / "stories").glob("un-*.md"))) == 200
    assert check(root, rules) == []


def completed(story: ReceivedStory, title: str) -> dict[str, str]:
    """Return the answers of a story once whoever keeps the site has said what lacks."""
    answers = settled(story, {"titre": title, **story.submission.values})
    by_hand = {**BY_HAND, "titre": title, "relu": ", ".join(Topic)}
    while gaps := [gap for gap in story.gaps(answers) if gap.required]:
        question = story.questions.get(gaps[0].place)
        if question is None:
            answers["consentement.reconnaissable"] = "oui"
        elif gaps[0].place in by_hand:
            answers[gaps[0].place] = by_hand[gaps[0].place]
        else:
            del answers[gaps[0].place]
    answers["relu"] = story.needed_topics(answers)
    return answers


@pytest.mark.browser
@pytest.mark.uncounted
def test_what_the_form_lets_send_passes_once_it_is_completed(browser: Browser, root: Path) -> None:
    """Whatever one types, as long as the form finds its texts right: no text is lost either."""
    right = yaml.load(CASES.read_text(encoding="utf-8"), yaml.CSafeLoader)["right"]
    chance, rules = random.Random(18), Rules()
    typed = [right, *(make_answers(right, chance) for _ in range(ROUNDS))]
    with judging(browser, root, NAMED) as judge:
        reviews, letters = judge.review(typed), judge.write(typed)
    tree, rights = read_content(root, rules), 0
    for review, sent in zip(reviews, letters, strict=True):
        if {problem["key"] for problem in review["problems"]} & {*map(slugify, PARTS)}:
            continue  # of a text: told again by the check, at its line
        rights += 1
        (found,) = read_received(sent.encode(), "txt")
        assert found.unplaced == []
        story = story_of(found, tree, rules)
        answers = completed(story, "Un récit reçu")
        write_story(story, {**answers, "titre": f"{answers['titre'][:70]} {rights}"}, root)

    assert rights > ROUNDS // 4
    assert not [
        f for f in (root / "stories").glob("*.md") if "relu:\nconsentement" in f.read_text("utf-8")
    ]
    assert check(root, rules) == []


def asking(root: Path, *words: str | Path) -> Terminal:
    return Terminal("receive", *map(str, words), "--root", str(root))


def test_a_maintainer_completes_what_an_agent_cannot_know(root: Path, tmp_path: Path) -> None:
    """A new employer that is too small, « je ne sais pas », and going back."""
    said = {**ANSWERS, "collectivite": "port escale", "categorie": "je ne sais pas"}
    terminal = asking(root, written(tmp_path, "a.txt", letter(said)))

    assert "La personne a écrit « port escale »" in terminal.read("> ")
    assert "Pour faire sa fiche : « + Port »" in terminal.answer("Port")
    shown = terminal.answer("+ Ville de Port-Escale")
    assert "annuaire-entreprises.data.gouv.fr/rechercher?terms=Ville+de+Port-Escale" in shown
    assert "La personne a écrit" in terminal.answer("<")
    assert "Type (à compléter)" in terminal.answer("+ Ville de Port-Escale")
    assert "SIREN (à compléter)" in terminal.answer("commune")
    assert "n’est pas un numéro SIREN" in terminal.answer("123456789")
    assert "Département (facultatif, mais utile)" in terminal.answer("123 456 782")
    assert "Effectif (facultatif, mais utile)" in terminal.answer("2A")
    assert "Catégorie (à compléter)" in terminal.answer("30")
    assert "pourrait être reconnue (à compléter)" in terminal.answer("c")
    assert "Catégorie (à compléter)" in terminal.answer("<")
    shown = terminal.answer("C")
    assert "1. dire plutôt « Une commune de Corse »\n" in shown
    assert "2. faire la fiche de plusieurs employeurs à la fois, comme « Une commune (" in shown
    assert "Effectif (facultatif, mais utile)" in terminal.answer("2")
    assert "Accord donné le (à compléter)" in terminal.answer("20 000")
    assert "« demain » n’est pas une date" in terminal.answer("demain")
    assert "Portée (à compléter)" in terminal.answer("2/11/2026")
    assert "Preuve (à compléter)" in terminal.answer("site")
    terminal.answer("DRH, dossier 2026-14")
    assert terminal.end() == 0, terminal.shown

    assert check(root) == []
    page = (root / "docs/collectivites/une-commune-corse-du-sud.md").read_text(encoding="utf-8")
    assert "type: plusieurs\ndepartement: 2A\neffectif: 20 000\n" in page
    assert not list((root / "docs/collectivites").glob("*port*"))


def test_the_ways_out_are_told_to_whom_no_question_is_asked(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each way out is given as the options that take it; another employer may be named."""
    page = {"employeur.nom": "Ville de Port-Escale", "employeur.siren": "123 456 782"}
    page |= {"employeur.type": "commune", "employeur.departement": "2A"}
    page |= {"employeur.effectif": "30"}
    receive(root, written(tmp_path, "a.txt", letter({**ANSWERS, "collectivite": "ici"})), **page)
    shown = told(capsys)
    assert "« Une commune de Corse » : --collectivite une-commune-de-corse\n" in shown
    assert "employeur : --employeur.effectif …\n" in shown
    assert " : --consentement.reconnaissable oui\n" in shown

    kept = {place: said for place, said in KNOWN.items() if place != "collectivite"}
    assert receive(root, "1", **kept, collectivite="une-commune-de-corse") == 0

    assert not list((root / "docs/collectivites").glob("*port*"))


def test_an_option_wins_over_the_letter_and_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal is lifted by the signed agreement only: who types « oui » is told so."""
    said = {**ANSWERS, "reconnaissable": "non", "annee": "2024"}
    file = written(tmp_path, "a.txt", letter(said))
    receive(root, file)
    before = told(capsys)
    assert "  Accepte d’être reconnaissable : non\n" in before
    assert "La personne avait répondu" not in before

    options = {"consentement.reconnaissable": "oui", "annee": "2025"}
    assert receive(root, "1", **KNOWN, **options) == 0

    shown = told(capsys)
    assert "  Accepte d’être reconnaissable : oui (l’envoi disait « non »)\n" in shown
    assert "  Année de début : 2025 (l’envoi disait « 2024 »)\n" in shown
    assert "  Employeur d’origine : Ville d’Essai\n" in shown
    assert "  → La personne avait répondu « non » : ne gardez « oui » que si" in shown
    assert "reconnaissable: oui" in (root / PATH).read_text(encoding="utf-8")


def test_no_question_quotes_the_words_of_a_header(root: Path, tmp_path: Path) -> None:
    """Whoever answers sees no file: keys and paths are for who writes them."""
    said = {**ANSWERS, "collectivite": "port escale", "signature": "Camille Exemple"}
    terminal = asking(root, written(tmp_path, "a.txt", letter(said)))
    terminal.read("> ")
    terminal.answer("+ Ville de Port-Escale")
    for answer in ("commune", "123 456 782", "2A"):
        shown = terminal.answer(answer)
    shown = terminal.answer("30")
    assert "Cette signature est peut-être un nom." in shown
    shown += terminal.answer("Agent, catégorie C")
    assert "Pour que « Ville de Port-Escale » suffise, il faudrait au moins" in shown
    shown += terminal.answer("2")
    shown += terminal.answer("")
    assert "On ne sait pas combien d’agents compte « Une commune (Corse-du-Sud) »." in shown
    assert "faire la fiche de plusieurs" not in shown.rpartition("On ne sait pas")[2]
    assert not re.search(r"nom_public|reconnaissable:|docs/|« effectif »", shown), shown
    os.write(terminal.screen, b"\x03\n")
    assert terminal.end() == 1


def test_whatever_is_left_for_later_is_asked_the_next_time(root: Path, tmp_path: Path) -> None:
    """« Entrée » passes a question; Ctrl-C stops; neither loses what was typed."""
    said = {**ANSWERS, "categorie": "je ne sais pas", "quotite": "quand il fallait"}
    terminal = asking(root, written(tmp_path, "a.txt", letter(said)))
    assert "Catégorie" in terminal.read("> ")
    assert "« quand il fallait »" in terminal.answer("C").rpartition("Part du temps")[2]
    assert "Accord donné le" in terminal.answer("")
    assert "Portée" in terminal.answer("2/11/2026")
    os.write(terminal.screen, b"\x03\n")  # one too quick shows at the next line
    assert terminal.end() == 1
    assert "Pour reprendre : escales receive 1" in terminal.shown.replace("\u00a0", " ")

    terminal = asking(root, "1")
    assert "Portée (à compléter)" in terminal.read("> ")
    assert "Preuve" in terminal.answer("site")
    terminal.answer("DRH, dossier 2026-14")
    assert terminal.end() == 0
    assert "laissé de côté : Part du temps : quand il fallait." in terminal.shown.replace(
        "\u00a0", " "
    )
    assert check(root) == []


def test_the_number_of_agents_is_added_to_a_page_and_nothing_else_changes(
    root: Path, tmp_path: Path
) -> None:
    page = root / "docs/collectivites/ville-d-essai.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(before.replace("effectif: 1 100\n", ""), encoding="utf-8")
    options = {"employeur.effectif": "1 100"}

    assert receive(root, written(tmp_path, "a.txt", letter(ANSWERS)), **KNOWN) == 1
    assert receive(root, "1", **options) == 0

    assert sorted(page.read_text("utf-8").split("\n")) == sorted(before.split("\n"))
    assert check(root) == []


def day(monkeypatch: pytest.MonkeyPatch, on: str) -> None:
    stamp = int(date.fromisoformat(on).toordinal() - date(1970, 1, 1).toordinal()) * 86_400
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(stamp))


def test_what_waits_beyond_the_delay_comes_first_and_is_told_to_programs(
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    day(monkeypatch, "2026-11-02")  # a Monday
    receive(root, written(tmp_path, "a.txt", letter(ANSWERS)))
    day(monkeypatch, "2026-11-16")
    receive(root, written(tmp_path, "b.txt", letter({**ANSWERS, "titre": "Un deuxième récit"})))
    assert receive(root, "--list") == 0
    day(monkeypatch, "2026-11-17")
    told(capsys)

    assert receive(root, "--list") == 1
    late, in_time = told(capsys).split("En cours (1)")
    assert "Délai de réponse : 10 jours ouvrés." in late
    assert "Au-delà du délai (1)\n  1. Trois mois" in late
    assert "reçu le 2 novembre 2026, il y a 11 jours ouvrés" in late
    assert "2. Un deuxième récit – À compléter" in in_time
    assert receive(root, "--state", "1", "à compléter") == 0
    assert receive(root, "--list") == 0
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nextra:\n  escales:\n    delai_reponse: 0\n")
    assert receive(root, "--list") == 1


def test_a_published_story_is_found_by_itself_then_forgotten(
    root: Path, tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
        command = ["git", "-C", str(root), *who, *words]
        subprocess.run(command, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", "-A")
    git("commit", "-m", "a")
    receive(root, written(tmp_path, "a.txt", letter(ANSWERS)), **KNOWN)
    assert receive(root, "--list") == 0
    assert "1. Trois mois à la médiathèque : « et retour » – Reçu" in told(capsys)
    assert receive(root, "--forget", "1") == 2
    assert receive(root, "--state", "1", "relu") == 0
    assert receive(root, "--list") == 0
    assert "– Relu" in told(capsys)
    git("add", "stories")
    git("commit", "-m", "b")

    assert receive(root, "--list") == 0

    assert "Publiés (1)\n  1. Trois mois" in told(capsys)
    assert receive(root, "--forget", "1") == 0
    assert json.loads(kept.read_bytes()) == {"recus": []}
    assert receive(root, "--list") == 0
    assert "Aucun récit reçu n’attend." in told(capsys)


def test_a_story_reread_before_its_agreement_comes_stays_so(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the page for who receives says: answer first, then write once the agreement is there."""
    assert receive(root, written(tmp_path, "a.txt", letter(ANSWERS))) == 1
    assert receive(root, "--state", "1", "Relu") == 0
    assert receive(root, "1") == 1
    receive(root, "--list")
    assert "1. Trois mois à la médiathèque : « et retour » – Relu" in told(capsys)

    assert receive(root, "1", **KNOWN) == 0
    assert receive(root, "1") == 0
    assert f"Le numéro 1 est déjà écrit dans {PATH}." in told(capsys)


def test_without_git_a_story_that_was_reread_is_published_even_renamed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(root, written(tmp_path, "a.txt", letter(ANSWERS)), **KNOWN)
    receive(root, "--state", "1", "relu")
    former = STORY.replace("\nconsentement", f"\nanciens_slugs: [{Path(PATH).stem}]\nconsentement")
    (root / "stories/autre-nom.md").write_text(former, encoding="utf-8")
    (root / PATH).unlink()

    assert receive(root, "--list") == 0

    assert "Publiés (1)" in told(capsys)


def test_a_damaged_register_is_told_and_left_as_it_is(
    root: Path, tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.parent.mkdir(parents=True)
    kept.write_text('{"recus": [', encoding="utf-8")

    assert receive(root, written(tmp_path, "a.txt", letter(ANSWERS)), **KNOWN) == 2
    assert receive(root, "--list") == 2

    assert "ne se lit plus" in capsys.readouterr().err
    assert kept.read_text(encoding="utf-8") == '{"recus": ['
    assert not (root / PATH).exists()


def test_the_register_never_stands_in_the_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(root / "data"))

    assert receive(root, written(tmp_path, "a.txt", letter(ANSWERS)), **KNOWN) == 2
    assert not (root / "data").exists()


@pytest.mark.parametrize(
    ("since", "today", "days"),
    [
        ("2026-11-02", "2026-11-02", 0),
        ("2026-11-06", "2026-11-09", 1),  # from a Friday to a Monday
        ("2026-11-07", "2026-11-08", 0),
        ("2026-11-02", "2026-11-16", 10),
        ("2026-11-16", "2026-11-02", 0),
    ],
)
def test_working_days_go_from_monday_to_friday(since: str, today: str, days: int) -> None:
    assert working_days_since(date.fromisoformat(since), date.fromisoformat(today)) == days
