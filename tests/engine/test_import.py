# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire filled in a word processor becomes a story, and nothing else goes through."""

import random
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import Path

import pytest
from markupsafe import Markup

import word
from conftest import FIXTURE
from escales.checking.load import check, load
from escales.commands.cli import main
from escales.commands.import_.tree import clean
from escales.documents import make_downloads
from escales.html.render import make_renderer
from escales.pages import SitePage
from escales.schema import Story
from escales.settings.site import Settings
from escales.words.phrases import phrases_of
from escales.words.typography import typeset, typeset_html
from escales.words.vocabulary import Format
from writer import basic, edit

phrases = phrases_of("documents")

SHARE = "Quelle part de votre temps\u00a0?"
ANSWERS = {
    "Un titre": "Trois mois à la médiathèque : et retour",
    "Votre récit en une phrase": (
        "Un agent des espaces verts prête main-forte à l’école pendant un trimestre."
    ),
    "Votre catégorie": "Catégorie C",
    "Votre statut": "titulaire",
    "Votre place dans cette mobilité": "La personne en mobilité",
    "Comment signez-vous\u00a0?": "Agent des espaces verts, catégorie C",
    "Votre employeur": "Ville d’Essai",
    "L’employeur qui vous a accueilli": "École du Test & <Fils>",
    "Le dispositif": "Le renfort d’un mois",
    "Combien de temps cela a-t-il duré\u00a0?": "3 mois",
    SHARE: "20 %",
    "Quand cela a-t-il commencé\u00a0?": "mars 2025",
    "Ce que vous avez appris à faire": "accueil du public, tri d’archives",
}
SECTIONS = {
    "L’intention de départ": ["Je voulais voir autre chose.", "Et comprendre."],
    "Ce qui était attendu": ["Deux choses :", "ranger des livres", "tenir l’accueil"],
    "Ce qui s’est réellement produit": [
        "J’ai appris <vite> & bien.",
        "# pas un titre",
        "- [x] {fin}",
    ],
    "Ce qui a été difficile": ["Je préfère ne pas répondre."],
    "Ce que cela a provoqué et permis": ["Voir la page de l’école, puis renoncer."],
}
ADDRESS = "https://recits.ville.example/projet/"
PATH = "stories/trois-mois-a-la-mediatheque-et-retour.md"
STORY = """---
titre: "Trois mois à la médiathèque : et retour"
resume: "Un agent des espaces verts prête main-forte à l’école pendant un trimestre."
categorie: "Catégorie C"
statut: "titulaire"
collectivite: "Ville d’Essai"
accueil: "École du Test & <Fils>"
duree: "3 mois"
quotite: "20 %"
dispositif: "Le renfort d’un mois"
point_de_vue: "La personne en mobilité"
annee: "2025"
publie_le:
signature: "Agent des espaces verts, catégorie C"
competences:
  - "accueil du public"
  - "tri d’archives"
consentement:
  accord_le:
  portee:
  preuve:
---

## L’intention de départ

Je voulais voir **autre chose**.

Et comprendre.

## Ce qui était attendu

Deux choses :

- ranger des livres
- tenir l’accueil

## Ce qui s’est réellement produit

J’ai appris &lt;vite> & bien.

\\# pas un titre

\\- &#91;x&#93; &#123;fin}

## Ce qui a été difficile

Je préfère ne pas répondre.

## Ce que cela a provoqué et permis

Voir [la page de l’école](https://ecole.example/page), puis recommencer.
"""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the questionnaires of the fixture site."""
    folder = tmp_path_factory.mktemp("blank")
    settings = Settings(name="Site d’essai", address=ADDRESS)
    for uri, content in make_downloads(load(FIXTURE), [Format.ODT, Format.DOCX], folder, settings):
        if "questionnaire" in uri:
            (folder / uri.rpartition("/")[2]).write_bytes(content)
    return folder


def filled() -> list[str]:
    """Return what a person does with the questionnaire, in Basic."""
    sections = [
        f"Tell({basic(name)}, Array({', '.join(map(basic, texts))}))"
        for name, texts in SECTIONS.items()
    ]
    return [
        *(f"Answer({basic(label)}, {basic(value)})" for label, value in ANSWERS.items()),
        *sections,
        'Find("autre chose").CharWeight = 150',
        'Find("ranger des livres").NumberingStyleName = "List 1"',
        'Find("tenir l’accueil").NumberingStyleName = "List 1"',
        'Find("la page de l’école").HyperLinkURL = "https://ecole.example/page"',
        'doc.DocumentProperties.Author = "Jeanne Secrète"',
        'Comment("comprendre", "Jeanne Secrète", "Un commentaire")',
        "doc.RecordChanges = True",
        'Find("puis renoncer").String = "puis recommencer"',
    ]


# It lacks only what those who publish give: the exit code is that of a good import.
TO_DO = """Le récit est écrit dans {path}.

Reste à compléter dans ce fichier :
{path}:13: publie_le : ce champ est vide. Le jour de publication. Par exemple « publie_le: \
2026-11-23 ». [E118]
{path}:19: consentement.accord_le : ce champ est vide. Le jour de l’accord. Par exemple « \
accord_le: 2026-11-02 ». [E118]
{path}:20: consentement.portee : ce champ est vide. Où le récit peut paraître ; « \
donnees-ouvertes » permet à chacun de le reprendre, sous Licence Ouverte 2.0. Par exemple « \
portee: [site, donnees-ouvertes] ». [E118]
{path}:21: consentement.preuve : ce champ est vide. Où l’accord signé est gardé : une \
référence, jamais l’accord lui-même. Par exemple « preuve: DRH, dossier 2026-14 ». [E118]

Relisez ce fichier avec la personne qui raconte, complétez-le, puis lancez « escales check ».
"""


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command said, with plain spaces."""
    return "".join(capsys.readouterr()).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_what_libreoffice_saves_becomes_the_expected_story(
    blank: Path, root: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The author's name, the comment and what was struck out stay behind, and it is told."""
    edit(blank / f"questionnaire.{kind}", filled(), tmp_path / f"rempli.{kind}")
    with zipfile.ZipFile(tmp_path / f"rempli.{kind}") as saved:
        inside = "".join(saved.read(name).decode("utf-8", "replace") for name in saved.namelist())
    assert all(word in inside for word in ("Jeanne Secrète", "Un commentaire", "renoncer"))

    assert main(["import", str(tmp_path / f"rempli.{kind}"), "--root", str(root)]) == 0
    assert (root / PATH).read_text(encoding="utf-8") == STORY
    left = "Laissé de côté : 1 commentaire, du texte supprimé en suivi des modifications.\n"
    assert told(capsys) == TO_DO.format(path=PATH).replace("\n\nReste", f"\n{left}\nReste", 1)


def test_what_word_saves_becomes_the_same_story(
    blank: Path, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Word cuts words in runs, marks its spelling, and keeps who changed what, and when."""
    # Its no-break spaces, and the quotation marks that it puts by itself.
    answers = {label: value.replace("3 m", "3\u00a0m") for label, value in ANSWERS.items()}
    answers |= {SHARE: "20\u00a0%", "Votre catégorie": "Catégorie\u00a0C"}
    difficult = "On m’a dit «\u00a0non\u00a0», puis “oui”\u202f!"
    sections = {**SECTIONS, "Ce qui a été difficile": [difficult]}
    word.fill(blank / "questionnaire.docx", answers, sections, tmp_path / "rempli.docx")

    assert main(["import", str(tmp_path / "rempli.docx"), "--root", str(root)]) == 0
    plain = (
        STORY.replace("**autre chose**", "autre chose")
        .replace("\n- ", "\n\n")
        .replace("[la page de l’école](https://ecole.example/page)", "la page de l’école")
    )
    expected = plain.replace("\n\n\n", "\n\n").replace("recommencer", "renoncer")
    for before, after in (
        ("3 mois", "3\u00a0mois"),
        ("20 %", "20\u00a0%"),
        ("Catégorie C", "Catégorie\u00a0C"),
        ("Je préfère ne pas répondre.", difficult),
    ):
        expected = expected.replace(before, after)
    assert (root / PATH).read_text(encoding="utf-8") == expected
    left = "Laissé de côté : du texte supprimé en suivi des modifications.\n"
    assert told(capsys) == TO_DO.format(path=PATH).replace("\n\nReste", f"\n{left}\nReste", 1)


def test_the_story_passes_once_its_gaps_are_filled(root: Path, tmp_path: Path) -> None:
    word.write(lines(), tmp_path / "rempli.docx")
    main(["import", str(tmp_path / "rempli.docx"), "--root", str(root)])
    story = root / PATH
    text = story.read_text(encoding="utf-8")
    for gap, value in (
        ("publie_le:", "publie_le: 2026-11-23"),
        ("accord_le:", "accord_le: 2026-11-02"),
        ("portee:", "portee: [site]"),
        ("preuve:", "preuve: DRH, dossier 12"),
    ):
        text = text.replace(gap, value)
    story.write_text(text, encoding="utf-8")

    assert check(root) == []


def lines(
    answers: Mapping[str, str] = ANSWERS, sections: Mapping[str, list[str]] = SECTIONS
) -> list[word.Line]:
    """Return a questionnaire that has lost its tables and its styles."""
    header = [("", f"{label.upper()}\u00a0: {value}") for label, value in answers.items()]
    told = [
        line
        for name, texts in sections.items()
        for line in [("Heading2", name), *(("", text) for text in texts)]
    ]
    return [*header, *told]


def test_answers_are_found_without_their_table_and_in_any_order(root: Path, tmp_path: Path) -> None:
    header, body = lines(sections={}), lines({})
    word.write([*reversed(header), *body], tmp_path / "a.docx")
    word.write([("", "Titre"), ("", "Un titre seul sur sa ligne")], tmp_path / "b.docx")

    assert main(["import", str(tmp_path / "a.docx"), "--root", str(root)]) == 0
    assert main(["import", str(tmp_path / "b.docx"), "--root", str(root)]) == 1
    assert 'annee: "2025"\n' in (root / PATH).read_text(encoding="utf-8")
    other = root / "stories/un-titre-seul-sur-sa-ligne.md"
    assert 'titre: "Un titre seul sur sa ligne"\n' in other.read_text(encoding="utf-8")


def test_forms_that_stories_do_not_have_become_those_they_have(root: Path, tmp_path: Path) -> None:
    """A heading, a table and a long broken line typed in an answer keep their words."""
    typed: list[word.Line] = [
        ("Heading2", "Ce qui était attendu"),
        ("Heading2", "Mon *titre* à moi"),
        ("", "Vous"),
        ("", "Titre : ceci n’est pas une réponse"),
        ("table", "lundi|l’accueil"),
        ("broken", "Une ligne|1. une autre"),
        ("quote", "Venez."),
    ]
    word.write([*lines(sections={}), *typed], tmp_path / "a.docx")

    main(["import", str(tmp_path / "a.docx"), "--root", str(root)])
    text = (root / PATH).read_text(encoding="utf-8")
    assert (
        "## Ce qui était attendu\n\n**Mon \\*titre\\* à moi**\n\nVous\n\n"
        "Titre : ceci n’est pas une réponse\n\nlundi ; l’accueil\n\n"
        "Une ligne  \n1\\. une autre\n\n> Venez.\n\n## "
    ) in text


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    word.write(lines(), tmp_path / "a.docx")
    program = (
        "import sys; sys.modules['pypandoc'] = None\n"
        "from escales.commands.cli import main\n"
        f"sys.exit(main(['import', {str(tmp_path / 'a.docx')!r}, '--root', {str(FIXTURE)!r}]))"
    )
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, check=False, capture_output=True, text=True)

    assert said.returncode == 2
    assert said.stderr.startswith("escales : il manque l’option")
    assert 'pip install ".[documents]"' in said.stderr


def test_what_is_missing_is_told_in_the_sentences_of_the_check(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"Titre": "Trop court", "Résumé": "Court.", "Catégorie": "D", "Durée": "3 lunes"}
    expected = ["Rien, sinon Mme Durand, et mon arrêt maladie."]
    word.write(lines(answers, {"Ce qui était attendu": expected}), tmp_path / "a.docx")

    assert main(["import", str(tmp_path / "a.docx"), "--root", str(root)]) == 1
    said = told(capsys)
    problems = [f"{each} [{each.number}]".replace("\u00a0", " ") for each in check(root)]
    assert problems
    assert [line for line in said.splitlines() if line.startswith("stories/")] == problems
    for sentence in (
        "resume : il y a 6 caractères, c’est trop court : il en faut au moins 40.",
        "categorie : « D » n’est pas dans la liste.",
        "collectivite : ce champ est vide.",
        "La partie « L’intention de départ » est vide.",
        "« Mme D••• » ressemble au nom d’une personne.",
        "« arrêt maladie » touche peut-être à un sujet",
    ):
        assert sentence in said


def test_text_without_a_place_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A label that was changed, a second answer, a note at the top."""
    extra = [
        ("", "Bonjour, voici mon récit."),
        ("", "Employeur rêvé : la mer"),
        ("", "Titre : Non"),
    ]
    word.write([extra[0], *lines(sections={}), *extra[1:], *lines({})], tmp_path / "a.docx")

    main(["import", str(tmp_path / "a.docx"), "--root", str(root)])
    assert (
        "Sans place dans le récit, à reprendre à la main si besoin :\n"
        "- « Bonjour, voici mon récit. »\n- « Employeur rêvé : la mer »\n- « Un titre : Non »\n"
    ) in told(capsys)


def test_no_file_is_ever_overwritten(root: Path, tmp_path: Path) -> None:
    word.write(lines(), tmp_path / "a.docx")
    for _ in range(3):
        main(["import", str(tmp_path / "a.docx"), "--root", str(root)])

    stories = {path.name for path in (root / "stories").glob("trois-mois*")}
    slug = "trois-mois-a-la-mediatheque-et-retour"
    assert stories == {f"{slug}.md", f"{slug}-2.md", f"{slug}-3.md"}


def rewritten(source: Path, target: Path, old: str, new: str) -> None:
    """Copy a document, one piece of its text changed."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name in {"word/document.xml", "content.xml"}:
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode(), 1)
            after.writestr(name, part)


@pytest.mark.parametrize("hidden", ["<w:vanish/>", '<w:vanish w:val="true"/>'])
def test_hidden_text_never_comes_to_light(
    root: Path, tmp_path: Path, hidden: str, capsys: pytest.CaptureFixture[str]
) -> None:
    word.write(lines(), tmp_path / "a.docx")
    run = f"<w:p><w:r><w:rPr>{hidden}</w:rPr><w:t>SECRET</w:t></w:r></w:p></w:body>"
    rewritten(tmp_path / "a.docx", tmp_path / "b.docx", "</w:body>", run)

    assert main(["import", str(tmp_path / "b.docx"), "--root", str(root)]) == 0
    assert "Laissé de côté : du texte masqué ou invisible.\n" in told(capsys)
    assert "SECRET" not in (root / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_what_libreoffice_hides_or_strikes_stays_behind(
    blank: Path, root: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    actions = [
        'Answer("Un titre", "Un récit avec des secrets")',
        'Tell("Ce qui était attendu", Array("Avant MASQUÉ BLANC BARRÉ après le ."))',
        'Find("MASQUÉ").CharHidden = True',
        'Find("BLANC").CharColor = RGB(255, 255, 255)',
        'Find("BARRÉ").CharStrikeout = 1',
        'date_field = doc.createInstance("com.sun.star.text.TextField.DateTime")',
        "date_field.IsFixed = True",
        "date_field.IsDate = True",
        'after = Find("après le ")',
        "after.collapseToEnd()",
        "after.Text.insertTextContent(after, date_field, False)",
    ]
    edit(blank / f"questionnaire.{kind}", actions, tmp_path / f"rempli.{kind}")

    assert main(["import", str(tmp_path / f"rempli.{kind}"), "--root", str(root)]) == 1
    assert "Laissé de côté : du texte masqué ou invisible, du texte barré.\n" in told(capsys)
    text = (root / "stories/un-recit-avec-des-secrets.md").read_text(encoding="utf-8")
    assert re.search(r"\n\nAvant après le \d+/\d+/\d+\.\n\n", text)


def test_text_in_a_box_is_told_as_left_out(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word.write(lines(), tmp_path / "a.docx")
    text = "<w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{text}</w:pict></w:r></w:p>"
    rewritten(tmp_path / "a.docx", tmp_path / "b.docx", "</w:body>", f"{box}</w:body>")

    assert main(["import", str(tmp_path / "b.docx"), "--root", str(root)]) == 0
    assert "Laissé de côté : du texte dans des zones de texte ou des champs" in told(capsys)


def test_a_former_address_is_not_taken_from_its_story(root: Path, tmp_path: Path) -> None:
    story = root / "stories/premier.md"
    text = story.read_text(encoding="utf-8")
    slug = "trois-mois-a-la-mediatheque-et-retour"
    story.write_text(text.replace("---\n", f"---\nanciens_slugs: [{slug}]\n", 1), encoding="utf-8")
    word.write(lines(), tmp_path / "a.docx")

    main(["import", str(tmp_path / "a.docx"), "--root", str(root)])
    assert (root / f"stories/{slug}-2.md").exists()


def test_nothing_is_written_through_a_link(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "stories").rename(tmp_path / "elsewhere")
    (root / "stories").symlink_to(tmp_path / "elsewhere")
    before = sorted((tmp_path / "elsewhere").iterdir())
    word.write(lines(), tmp_path / "a.docx")

    assert main(["import", str(tmp_path / "a.docx"), "--root", str(root)]) == 2
    assert "est un lien symbolique" in told(capsys)
    assert sorted((tmp_path / "elsewhere").iterdir()) == before


@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_pictures_stay_behind_and_it_is_told(
    blank: Path, root: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = (FIXTURE / "stories/images/plan.png").as_uri()
    actions = [
        'Answer("Un titre", "Un récit avec une image")',
        'Tell("Ce qui était attendu", Array("Avant, après."))',
        f"Picture({basic('Avant')}, {basic(picture)})",
        'Find("après").HyperLinkURL = "http://ecole.example/"',
    ]
    edit(blank / f"questionnaire.{kind}", actions, tmp_path / f"rempli.{kind}")

    assert main(["import", str(tmp_path / f"rempli.{kind}"), "--root", str(root)]) == 1
    assert "Laissé de côté : 1 image, 1 lien qui n’est pas en https." in told(capsys)
    text = (root / "stories/un-recit-avec-une-image.md").read_text(encoding="utf-8")
    assert "\n\nAvant, après.\n\n" in text


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("a.doc", word.anything, "« a.doc » n’est ni un fichier ODT, ni un fichier DOCX."),
        ("a.odt", word.anything, "« a.odt » ne se lit pas comme un document ODT."),
        ("a.docx", word.anything, "« a.docx » ne se lit pas comme un document DOCX."),
        ("a.docx", word.locked, "« a.docx » est protégé par un mot de passe."),
        ("a.odt", word.encrypted_odt, "« a.odt » est protégé par un mot de passe."),
        ("a.odt", word.spreadsheet, "« a.odt » ne se lit pas comme un document ODT."),
        ("a.docx", word.empty_zip, "« a.docx » ne se lit pas comme un document DOCX."),
        ("a.docx", word.bomb, "« a.docx » est trop gros."),
        ("a.docx", word.lying_bomb, "« a.docx » "),
        ("a.docx", word.many_parts, "« a.docx » est trop gros."),
        ("a.docx", word.entities, "« a.docx » ne se lit pas comme un document DOCX."),
        ("a.docx", word.nested, "« a.docx » ne se lit pas comme un document DOCX."),
        ("a.docx", word.outside, "« a.docx » ne se lit pas comme un document DOCX."),
        ("a.docx", word.deep, "« a.docx » "),
        ("a.docx", word.blank, "« a.docx » ne contient aucune réponse du questionnaire."),
        ("absent.odt", None, "« absent.odt » ne peut pas être lu."),
    ],
)
def test_what_is_no_questionnaire_is_refused_at_once(  # noqa: PLR0913, PLR0917  # a case has three parts
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    make: Callable[[Path], None] | None,
    sentence: str,
) -> None:
    if make:
        make(tmp_path / name)
    before = sorted((root / "stories").rglob("*"))
    start = time.process_time()

    assert main(["import", str(tmp_path / name), "--root", str(root)]) == 2
    assert time.process_time() - start < 30
    assert told(capsys).startswith(f"escales : {sentence}")
    assert sorted((root / "stories").rglob("*")) == before


def test_only_the_text_of_a_document_is_unpacked(root: Path, tmp_path: Path) -> None:
    """Nothing is written but the story, whatever its other parts are called."""
    word.climbing(lines(), tmp_path / "a.docx")
    before = set(tmp_path.rglob("*"))

    main(["import", str(tmp_path / "a.docx"), "--root", str(root)])

    cache = root / ".cache"  # of the check, which looks at pictures
    (new,) = (p for p in set(tmp_path.rglob("*")) - before if not p.is_relative_to(cache))
    assert new.parent == root / "stories"
    assert not list(root.parent.rglob("*climbed*"))


SCRAPS = [*"abc éœ 0123 \\`*_{}[]()<>#+-.!|&~^=:;/\"'$%@?\u00a0’«»", "---", "***", "[[x]]", "<b>"]
SCRAPS += [
    "</i>",
    "<!-- escales:plan -->",
    "&lt;",
    "&#35;",
    "&#4",
    "[^1]",
    "[a]: b",
    "{: .x}",
    "# ",
]
SCRAPS += ["1. ", "2026) ", "> ", "```", "~~~", "===", "!!! ", "https://a.b/c", "![x](y)", "[x](y)"]
SCRAPS += ["- ", "\\*", "<https://x.y>", "[TOC]", "|a|b|", "__", "*a*", "`a`", "\u200b", "😀", ": "]


def test_whatever_is_typed_is_shown_as_it_was_typed(root: Path, tmp_path: Path) -> None:
    """Through Word's file, pandoc, the check and the page."""
    chance = random.Random(5)
    typed = [
        " ".join("".join(chance.choices(SCRAPS, k=chance.randint(2, 20))).split(" "))
        for _ in range(400)
    ]
    texts = [text for text in map(clean, typed) if text]
    answers = {
        **ANSWERS,
        "Un titre": 'Un "titre": \\n # {a} & <bé> *x [[y]]',
        "Comment signez-vous\u00a0?": "- !a &b *c",
    }
    word.write(lines(answers, {**SECTIONS, "Ce qui était attendu": texts}), tmp_path / "a.docx")

    main(["import", str(tmp_path / "a.docx"), "--root", str(root)])
    path = next((root / "stories").glob("un-titre*.md"))
    story = path.read_text(encoding="utf-8").replace("publie_le:", "publie_le: 2026-01-01")
    story = story.replace("exemple:", "").replace("accord_le:", "accord_le: 2026-01-01")
    story = story.replace("portee:", "portee: site").replace("preuve:", "preuve: DRH")
    path.write_text(story, encoding="utf-8")

    library = load(root)  # raises when the check finds a fault
    entry = next(entry for entry in library.stories if entry.slug == path.stem)
    assert entry.facts.title == typeset(answers["Un titre"])
    assert entry.facts.signature == answers["Comment signez-vous\u00a0?"]
    html = make_renderer()(SitePage("x.md", "", "", None, Markup(), body=entry.body.text)).body
    part = html.partition("Ce qui était attendu</h2>")[2].partition("<h2")[0]
    shown = [clean(unescape(re.sub(r"<[^>]*>", "", p))) for p in part.strip().split("\n")]
    assert shown == [clean(unescape(typeset_html(escape(text, quote=False)))) for text in texts]


def test_every_key_of_a_story_is_asked_or_left_to_those_who_publish() -> None:
    asked = {key for keys in phrases["groups"].values() for key in keys}
    later = {"exemple", "experience", "publie_le", "consentement", "anciens_slugs"}
    later |= {"corrige_le"}  # what only happens to a story that is published
    later |= {"relu"}  # the answer to a question of the check, once the text is there

    assert asked - {"effectif", "reconnaissable", "joindre"} | later == set(Story.keys())
    assert not asked & later
