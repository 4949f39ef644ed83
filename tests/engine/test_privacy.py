# SPDX-License-Identifier: EUPL-1.2
"""What is personal in a text is found, what is innocent is not, and no text takes long to read."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import FOLDER, HALVES, Sentence, found, sentences
from engine.test_cases import apply
from escales.checking.load import check
from escales.checking.privacy.as_shown import as_shown, spelled, split_links
from escales.checking.privacy.checksums import is_iban, is_nir
from escales.checking.privacy.identifiers import (
    find_author,
    find_identifiers,
    find_sensitive_words,
    prepare,
)
from escales.checking.privacy.lexicon import lexicon_content, privacy_lexicon
from escales.commands.cli import main
from escales.reading.drafts import MODELS
from escales.schema import Facts, is_searched, models_of
from escales.words.vocabulary import Topic

STORY = "stories/troisieme-essai.md"
EVERY = [sentence for half in HALVES for sentence in sentences(half)]

# Texts made to be slow to read, a piece that is repeated.
HOSTILE = {
    "ones": "1 ",
    "digits": "0612345678901234567890",
    "at": "@",
    "pairs of at": "a@",
    "dots and at": "a.a@a.",
    "civilities": "Mme ",
    "names": "Mme Durand ",
    "phones": "06 39 98 12 34 ",
    "accounts": "FR77 9999 9000 0100 0000 0000 000 ",
    "account heads": "fr77 ",
    "numbers": "1 85 05 38 999 000 80 ",
    "streets": "12 rue ",
    "plates": "AB-123-",
    "words": "mon arrêt maladie ",
    "words of one sentence": "salaire ",
    "people": "il elle je ",
    "states": "elle est très très malade, ",
    "addresses": "https://a",
    "angles": "<a",
    "links": "](mailto:",
    "networks": "x.com/",
    "new lines": "je suis\n",
    "brackets": "[at] (at) ",
    "open quotes": "« Madame Durand ",
    "titles": "*Madame Durand et les ",
    "functions": "Madame la directrice générale ",
    "initials": "M. J. ",
    "people of one sentence": "Paul est Marie-Claude a malade ",
    "quotations": "\n> ",
    "links in lines": "[a](b) ",
    "open links": "[a](b",
    "open brackets": "[ab ",
    "definitions": "\n[a]: b",
    "soft hyphens": "\u00ad",
    "dates": "05.06.2024 ",
    "accents": "Ł",
}


@pytest.mark.parametrize("sentence", EVERY, ids=lambda sentence: sentence.text[:50])
def test_a_sentence_gives_exactly_what_is_expected(sentence: Sentence) -> None:
    assert found(sentence.text) == sentence.finds


def test_every_text_of_a_header_is_searched_but_those_that_the_schema_marks() -> None:
    """Whoever adds a text to a header leaves it searched, or says in its type why it is not."""
    unsearched = {
        name: list(_unsearched_texts(model))
        for name, model in ((model.__name__, model) for model in {*MODELS.values()})
    }

    assert unsearched == {
        "Story": ["collectivite", "accueil", "dispositif"],
        "Scheme": ["porteur", "version", "journal.version"],
        "KitDocument": [],
        "Collectivity": [
            "siren",
            "departement",
            "reutilise.dispositif",
            "reutilise.version",
        ],
    }


def _unsearched_texts(model: type[Facts], around: str = "") -> Iterator[str]:
    for key, field in model.keys().items():
        if "NeverSearched" in repr((field.annotation, field.metadata)):
            assert not is_searched(field)
            yield around + key
        for below in models_of(field.annotation):
            yield from _unsearched_texts(below, f"{around}{key}.")


def test_what_is_below_a_key_and_what_has_no_key_of_ours_is_searched(root: Path) -> None:
    scheme = root / "schemes/renfort/index.md"
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(
        text.replace("titre: Une source", "titre: M. Petit, une source").replace(
            "sources:", "ami:\n  - [{a: Mme Durand}]\nsources:"
        ),
        encoding="utf-8",
    )

    told = [problem for problem in check(root) if problem.code == "personal-name"]

    assert [problem.key for problem in told] == ["ami.1.1.a", "sources.1.titre"]


def test_the_corpus_is_large_and_half_of_it_innocent() -> None:
    assert len(EVERY) >= 240
    assert len({sentence.text for sentence in EVERY}) == len(EVERY)
    innocent = [sentence for sentence in EVERY if not sentence.holds]
    assert len(innocent) >= len(EVERY) / 2
    kinds = {*lexicon_content()["identifiers"], *lexicon_content()["topics"]}
    for half in HALVES:
        assert {kind for sentence in sentences(half) for kind in sentence.holds} == kinds


def test_every_known_miss_is_one() -> None:
    """What is found after all leaves the list of misses: the figures stay those of today."""
    for half in HALVES:
        known = FOLDER.joinpath(f"{half}.yml").read_text(encoding="utf-8").partition("known:")[2]
        told = [sentence for sentence in sentences(half) if sentence.text in known]
        assert told
        assert [sentence.text for sentence in told if sentence.holds == sentence.finds] == []


@pytest.mark.parametrize("sentence", EVERY, ids=lambda sentence: sentence.text[:50])
def test_a_sentence_says_the_same_amid_a_long_text(sentence: Sentence) -> None:
    """Neither what stands around it, nor capitals, nor signs of Markdown change what it holds."""
    around = "Rien à signaler ici, et la journée fut belle. " * 5
    text = f"{around}\n\n- {sentence.text}\n\n{around}"

    assert found(text) == sentence.finds
    assert found(text.replace("\u2019", "'").replace("\u00a0", " ")) == sentence.finds


def test_the_end_of_a_word_is_no_word() -> None:
    """What is read around a clue may begin anywhere: « comme » is no « Mme », there either."""
    for length in range(100, 200):
        reading = prepare(f"Ils parlaient comme toujours, {'-' * length} et le prof dormait.")
        assert find_identifiers(reading) == [], length


def test_what_is_found_is_never_told_in_full() -> None:
    """Reports are public, and kept: they say enough to find the place, and no more."""
    told = 0
    for sentence in EVERY:
        reading = prepare(sentence.text, markdown=0)
        for finding in find_identifiers(reading):
            assert "•" in finding.shown
            whole = sentence.text[finding.start : finding.end]
            hidden = len(re.sub("[^0-9A-Za-zÀ-ÿ]", "", whole))
            seen = len(re.sub("[^0-9A-Za-zÀ-ÿ]", "", finding.shown))
            assert seen < hidden, finding
            told += 1
    assert told > 60


def test_no_form_of_report_tells_what_was_found(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = ["camille.exemple@exemple.fr", "06 39 98 12 34", "Durand", "rue des Lilas", "123-CD"]
    text = "Mme Durand, 12 rue des Lilas, 06 39 98 12 34, AB-123-CD, camille.exemple@exemple.fr."
    apply({"change": {STORY: {"Je voulais voir.": text}}}, root)

    for form in ("text", "json", "gitlab", "junit", "github"):
        main(["check", "--root", str(root), "--format", form])
        said = capsys.readouterr()
        assert "•" in said.out + said.err or "\\u2022" in said.out
        assert [secret for secret in secrets if secret in said.out + said.err] == []


def test_the_places_of_findings_are_those_of_the_text() -> None:
    text = "Œuvre, été, « 12 € » : écrivez à Mme Durand, İstanbul, 06 39 98 12 34.\n\nMa santé."
    reading = prepare(text)

    assert [text[f.start : f.end] for f in find_identifiers(reading)] == [
        "Mme Durand",
        "06 39 98 12 34",
    ]
    assert [text[f.start : f.end] for f in find_sensitive_words(reading)] == ["santé"]
    assert len(reading.plain) == len(reading.whole) == len(text)


@pytest.mark.uncounted
@pytest.mark.parametrize("name", HOSTILE)
def test_reading_grows_like_the_text(name: str) -> None:
    """Twenty times the text takes about twenty times as long, not four hundred."""

    def cost(size: int) -> float:
        text = (HOSTILE[name] * (size // len(HOSTILE[name]) + 1))[:size]
        start = time.process_time()
        reading = prepare(as_shown(split_links(text)[0]), markdown=0)
        find_identifiers(reading)
        find_sensitive_words(reading)
        return time.process_time() - start

    privacy_lexicon()
    least = 60 * min(cost(10_000) for _ in range(3)) + 0.05
    assert any(cost(200_000) < least for _ in range(3))  # what else the machine does counts less


def test_a_whole_story_of_findings_is_checked_in_the_same_way(root: Path) -> None:
    """All that is told, at its line, whatever its number."""
    pieces = "Mme Durand.\nMa santé.\n\n" * 3000
    apply({"change": {STORY: {"Je voulais voir.": pieces}}}, root)

    problems = check(root)

    assert sum(problem.code == "personal-name" for problem in problems) == 3000
    assert sum(problem.code == "sensitive-topic" for problem in problems) == 3000
    assert len({problem.line for problem in problems}) == 6000


def test_the_numbers_are_known_by_their_sums() -> None:
    assert is_nir("185053899900080")
    assert is_nir("2 90 12 2a 999 000 22")
    assert not is_nir("185053899900081")
    assert not is_nir("2 90 12 ab 999 000 22")
    assert is_iban("fr77 9999 9000 0100 0000 0000 000")
    assert not is_iban("fr78 9999 9000 0100 0000 0000 000")


def test_what_a_scheme_or_an_employer_may_say_is_how_to_reach_an_office() -> None:
    office = "Mairie, 1 rue de la République, 01 99 00 12 34, contact@ville.example."
    person = "c.exemple@ville.example, 06 39 98 12 34, Mme Durand, AB-123-CD."

    assert find_identifiers(prepare(office), story=False) == []
    kinds = [finding.kind for finding in find_identifiers(prepare(person), story=False)]
    assert kinds == ["email", "phone", "name", "plate"]


def test_fiction_is_asked_nothing_but_holds_no_address_either(root: Path) -> None:
    text = "J’étais en arrêt maladie. 06 39 98 12 34."
    apply({"change": {"stories/recit-imagine.md": {"Je voulais voir.": text}}}, root)

    assert [problem.code for problem in check(root)] == ["personal-phone"]


def test_a_withdrawn_story_is_not_judged_any_more(root: Path) -> None:
    path = root / "stories/recit-retire.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n06 39 98 12 34\n", encoding="utf-8")

    assert [problem.code for problem in check(root)] == ["withdrawn-not-emptied"]


def test_the_topics_are_those_of_the_vocabulary() -> None:
    assert list(lexicon_content()["topics"]) == [str(topic) for topic in Topic]


def test_the_lexicon_keeps_to_what_both_languages_read() -> None:
    """Python and JavaScript do not agree on these; `make test` compares both in Chromium too."""
    text = json.dumps(dict(lexicon_content()), ensure_ascii=False).replace("\\\\", "\\")

    assert re.findall(r"\\[wWdDsSbBAZ]|\(\?P|\(\?[aiLmsux]|[*+?}]\+|\(\?>", text) == []


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Écrivez à jean.dupont&#64;ville.example.", "email"),
        ("Écrivez à jean.dupont&#x40;ville.example.", "email"),
        ("Écrivez à jean.dupont&commat;ville.example.", "email"),
        ("Écrivez à jean.dupont\\@ville\\.example.", "email"),
        ("Écrivez à jean.dupont＠ville.example.", "email"),
        ("Écrivez à jean.dupont@**ville**.example.", "email"),
        ("Lisez [la page](https://a.example/?qui=jean.dupont@ville.example).", "email"),
        ("Lisez [la page](https://a.example/@jeandupont).", "network"),
        ("Appelez le 06 39 **98** 45 67.", "phone"),
        ("Appelez le 06 39 _98_ 45 67.", "phone"),
        ("Appelez le 06\\.39\\.98\\.45\\.67.", "phone"),
        ("Appelez le 06·39·98·45·67.", "phone"),
        ("Appelez le 06\u200339\u200398\u200345\u200367.", "phone"),
        ("Appelez le ٠٦ ٣٩ ٩٨ ٤٥ ٦٧.", "phone"),
        ("Appelez le ０６ ３９ ９８ ４５ ６７.", "phone"),
        ("Appelez le &#48;6 39 98 45 67.", "phone"),
        ("Appelez Mme **Durand**.", "name"),
        ("Appelez M\\. Durand.", "name"),
        ("Appelez Mme  Durand.", "name"),
        ("Appelez MME DURAND.", "name"),
        ("Appelez Mme [Durand](https://exemple.fr).", "name"),
        ("Appelez [Mme](https://exemple.fr) [Durand](https://exemple.fr/(a) 'dit').", "name"),
        ("Appelez Mme [**Durand**](<https://exemple.fr>).", "name"),
        ("Appelez Mme&ensp;Durand.", "name"),
        ("Appelez Mme&#8239;Durand.", "name"),
        ("Appelez Mme &Eacute;luard.", "name"),
        ("Appelez M\u00adme Du\u00adrand.", "name"),
        ("Appelez M&shy;me Durand.", "name"),
        ("Appelez M&#173;me Durand.", "name"),
        ("Appelez M. &Lstrok;ukasz.", "name"),
        ("Appelez M. Đorđević.", "name"),
        ("Appelez *Mme* Durand.", "name"),
        ("Appelez *Mme Durand*.", "name"),
        ("Appelez __Madame Durand__.", "name"),
        ("Appelez le 06 39 [98](https://exemple.fr) 12 34.", "phone"),
        ("Appelez le 06&ensp;39&ensp;98&ensp;12&ensp;34.", "phone"),
        ("Appelez le 06 39\u00ad 98 12 34.", "phone"),
        ("Au [12](https://exemple.fr) rue des **Lilas**.", "address"),
        ("À camille.exemple[@](https://exemple.fr)exemple.fr.", "email"),
    ],
)
def test_what_browsers_show_is_what_is_read(root: Path, written: str, kind: str) -> None:
    story = root / STORY
    story.write_text(story.read_text("utf-8") + f"\n{written}\n", encoding="utf-8")
    line = story.read_text("utf-8").count("\n")

    assert [(p.line, p.code) for p in check(root)] == [(line, f"personal-{kind}")]


@pytest.mark.parametrize(
    "written",
    [
        "- Mme\n  Durand.",
        "> Mme\n> Durand.",
        "> - Mme\n>   Durand.",
        "1. Mme  \n   Durand.",
        "Madame la directrice  \nDurand.",
        "Mme\\\nDurand.",
        "Mme [Durand\nPetit](https://exemple.fr).",
        "Mme [Durand][1].\n\n[1]: https://exemple.fr",
        "Mme [Durand].\n\n[Durand]: https://exemple.fr",
        "Mme ![Durand](images/a.jpg).",
        "Mme [![Durand](images/a.jpg)](https://exemple.fr).",
    ],
)
def test_lines_that_go_on_are_read_together(written: str) -> None:
    shown, _ = split_links(written)

    assert [finding.kind for finding in find_identifiers(prepare(as_shown(shown)))] == ["name"]
    assert shown.count("\n") == written.count("\n")


def test_the_address_of_a_link_is_told_at_its_line(root: Path) -> None:
    story = root / STORY
    links = "[un\nmot](https://a.example), [là](https://a.example/(b)\n'et là').\n[moi](https://x.com/camille)"
    story.write_text(story.read_text("utf-8") + f"\n{links}\n", encoding="utf-8")
    line = story.read_text("utf-8").count("\n")

    assert [(p.line, p.code) for p in check(root)] == [(line, "personal-network")]


def test_the_name_of_a_file_and_every_word_of_an_address_are_searched(root: Path) -> None:
    story = root / STORY
    former = "anciens_slugs: [melle-petit, mr-blanc-au-musee, dr-petit]"
    header = f"experience: 12-rue-des-lilas\n{former}\nsignature"
    text = story.read_text("utf-8").replace("signature", header, 1)
    (root / "stories/mme-jeanne-durand.md").write_text(text, encoding="utf-8")
    story.unlink()

    told = [p for p in check(root) if p.path.endswith("durand.md")]

    assert [(p.code, p.key) for p in told] == [
        ("personal-name", None),
        ("personal-address", "experience"),
        ("personal-name", "anciens_slugs.1"),
        ("personal-name", "anciens_slugs.2"),
        ("personal-name", "anciens_slugs.3"),
    ]


@pytest.mark.parametrize(
    "slug",
    [
        "trois-mois-a-la-mediatheque",
        "madame-la-directrice",
        "bonjour-monsieur-le-maire",
        "monsieur-tout-le-monde",
        "un-12-mars-a-l-etat-civil",
        "je-m-appelle-autrement",
        "12-rues-avant-midi",
        "lycee-docteur-roux",
    ],
)
def test_the_words_of_an_address_tell_of_nobody(slug: str) -> None:
    assert not find_identifiers(prepare(spelled(slug)))


@pytest.mark.parametrize(
    "written",
    [
        "J’ai rangé *Madame Bovary* et *Docteur Jivago*.",
        "J’ai rangé « Madame Bovary » et “Docteur Jivago”.",
        "La salle *Capitaine Dreyfus* et _Monsieur Ibrahim et les fleurs du Coran_.",
        "On a projeté *Les Vacances de Monsieur Hulot*, puis *Mademoiselle de Maupin*.",
        "Le lycée Professeur Lambert, la médiathèque Docteur Roux.",
    ],
)
def test_a_title_or_a_place_is_nobody(written: str) -> None:
    """The way out that the message names: in quotes or in italics, all in full, and alone."""
    assert not find_identifiers(prepare(as_shown(written)))


@pytest.mark.parametrize(
    "written",
    [
        "« Mme Durand » et *M. Petit*.",
        "« Madame Durand m’a reçu » et *Monsieur Petit était là*.",
        "À la médiathèque Mme Durand, dans la salle M. Petit.",
        "**Madame Durand** et « Chez nous, dit Monsieur Petit ».",
    ],
)
def test_a_way_out_lets_no_one_else_pass(written: str) -> None:
    assert len(find_identifiers(prepare(as_shown(written)))) == 2


@pytest.mark.parametrize(
    ("signature", "shown"),
    [
        ("Nathalie Bernard", "N•••"),
        ("Marie-Claude Durand-Lefèvre, cheffe de service", "M•••"),
        ("Agente d’accueil, Nathalie", "N•••"),
        ("N. Bernard", "N. B•••"),
        ("NATHALIE BERNARD", "N••• B•••"),
        ("Łukasz Nowak", "L••• N•••"),
        ("Jean-Pierre", "J•••"),
        ("Agente d’accueil, catégorie C", None),
        ("Agent Technique", None),
        ("Chargée de Mission, Ville de Grenoble", None),
        ("DRH Adjoint", None),
        ("ATSEM", None),
        ("Mme Durand", None),  # told already
    ],
)
def test_a_signature_that_may_be_a_name_is_asked_about(signature: str, shown: str | None) -> None:
    assert find_author(as_shown(signature)) == shown


@pytest.mark.parametrize(
    "written",
    [
        "MADAME LA DIRECTRICE a dit oui, R&D comprise.",
        "Un agent·e sur deux, 2 * 3 * 4, `a_b` et \\* voilà &#0; &#xD800; &#10;.",
        "Lisez [la carte](https://www.openstreetmap.example/maps/@45.18,5.72,12z).",
    ],
)
def test_marks_alone_tell_of_nobody(written: str) -> None:
    assert not find_identifiers(prepare(as_shown(written)))


def test_marks_move_no_line() -> None:
    text = "a &#10; *b*\n* c\n\\* d `e`\n&Tab; ***\nf"

    assert as_shown(text).count("\n") == text.count("\n")


def test_a_page_of_docs_tells_of_nobody_either(root: Path) -> None:
    page = root / "docs/index.md"
    told = "\n\nAppelez Mme Durand, 06 39 98 45 67, ou jean.dupont@ville.example.\n"
    page.write_text(page.read_text("utf-8") + told, encoding="utf-8")
    line = page.read_text("utf-8").count("\n")

    assert {(p.path, p.line, p.code) for p in check(root)} == {
        ("docs/index.md", line, code)
        for code in ("personal-name", "personal-phone", "personal-email")
    }


def test_who_publishes_the_site_is_named_where_the_law_wants_it(root: Path) -> None:
    page = root / "docs/mentions-legales.md"
    told = "\n\nDirectrice de la publication : Mme Durand. Nous suivre : @escales.\n"
    page.write_text(page.read_text("utf-8") + told, encoding="utf-8")

    assert check(root) == []
