# SPDX-License-Identifier: EUPL-1.2
"""Numbers, shares, days and lists as people write them; letters and quotes that were spoilt."""

from datetime import date

import pytest

from escales.problems.problem import Notes
from escales.reading.header import split_header
from escales.reading.wrong_encoding import with_its_letters
from escales.schema.days import read_day
from escales.schema.lists import as_list
from escales.schema.markup import FORMATTED
from escales.schema.shares import parse_share
from escales.words.numbers import NUMBERS, in_figures

NOVEMBER = date(2026, 11, 29)


def test_numbers_in_words_are_those_that_they_say() -> None:
    assert NUMBERS[17] == "dix sept"
    assert NUMBERS[21] == "vingt et un"
    assert NUMBERS[71] == "soixante et onze"
    assert NUMBERS[80:82] == ["quatre vingt", "quatre vingt un"]
    assert NUMBERS[99] == "quatre vingt dix neuf"
    assert [in_figures(words) for words in NUMBERS] == [str(number) for number in range(101)]
    assert in_figures("vingt et une heures, quatre vingts ans") == "21 heures, 80 ans"
    assert in_figures("vingt douze") == "vingt douze"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        *(("50", "50 %"), ("20%", "20 %"), ("80 pour cent", "80 %"), ("à 80 %", "80 %")),
        *(("quatre-vingts pour cent", "80 %"), ("50 % ETP", "50 %"), ("0,5 ETP", "50 %")),
        *(("10-40 %", "10 à 40 %"), ("de 10 à 40 %", "10 à 40 %"), ("20 % du temps", "20 %")),
        *(("entre 10 et 40 pour cent", "10 à 40 %"), ("10 % – 40 %", "10 à 40 %")),
        *(("mi-temps", "50 %"), ("À mi-temps", "50 %"), ("la moitié du temps", "50 %")),
        *(("Temps complet", "Temps plein"), ("100 %", "Temps plein"), ("ponctuelle", "Ponctuelle")),
        *(("2 jours par semaine", "40 %"), ("un jour et demi par semaine", "30 %")),
        *(("1 j/semaine", "20 %"), ("une demi-journée par semaine", "10 %")),
        *(("deux jours par mois", "9 %"), ("une semaine par mois", "23 %")),
        *(("un jour sur cinq", "20 %"), ("une semaine sur deux", "50 %"), ("4/5", "80 %")),
        *(("trois quarts", "75 %"), ("un tiers temps", "33 %"), ("quatre cinquièmes", "80 %")),
        ("20 % (un jour par semaine)", "20 %"),
        *(("1 ETP", "Temps plein"), ("un demi-ETP", "50 %"), ("80 % d’un temps plein", "80 %")),
        *(("1 j/sem", "20 %"), ("un après-midi par semaine", "10 %"), ("50 %.", "50 %")),
        *(("la moitié de mon temps", "50 %"), ("tiers-temps", "33 %"), ("4/5e", "80 %")),
    ],
)
def test_a_share_is_read_and_shown(written: str, shown: str) -> None:
    assert str(parse_share(written)).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    "written",
    [
        *("0 %", "200 %", "-20 %", "1,5 %", "40-10 %", "10/40 %", "temps partiel", "un peu"),
        *("6 jours par semaine", "7 heures par semaine", "20 % (2 jours par semaine)", "un demi"),
        *("vingt douze pour cent", "un jour sur zéro", "- 1 jour par semaine", "1,3 j/semaine"),
        *("2 ETP", "50 ETP"),
    ],
)
def test_what_is_no_share_is_refused(written: str) -> None:
    assert parse_share(written) is None


@pytest.mark.parametrize(
    "written",
    [
        *("2026-11-29", "29/11/2026", "29/11/26", "29-11-2026", "29.11.2026", "29 11 2026"),
        *("29 novembre 2026", "29 NOV. 2026", "le 29 novembre 2026", "dimanche 29 novembre 2026"),
        "dim. 29 nov. 2026",
    ],
)
def test_a_day_is_read(written: str) -> None:
    assert read_day(written) == NOVEMBER


def test_the_first_of_a_month_and_shortened_months_are_read() -> None:
    assert read_day("1er août 2026") == date(2026, 8, 1)
    assert read_day("le premier août 2026") == date(2026, 8, 1)
    assert read_day("1 er févr. 2026") == date(2026, 2, 1)
    assert [read_day(f"3 {name} 26") for name in ("juin", "juil.", "sept")] == [
        date(2026, 6, 3),
        date(2026, 7, 3),
        date(2026, 9, 3),
    ]


@pytest.mark.parametrize(
    "written",
    [
        *("31/02/2026", "31 avril 2026", "29 février 2027", "0/1/2026", "29/13/2026", "0000-01-01"),
        *("1er novembre", "novembre 2026", "3 jui 2026", "29 brumaire 2026", "29/11/026", "demain"),
        *("29-11-0026", "0026-11-29"),
    ],
)
def test_what_is_no_day_is_refused(written: str) -> None:
    assert read_day(written) is None


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("accueil ; tri d’archives ; écoute", ["accueil", "tri d’archives", "écoute"]),
        ("accueil, tri d’archives", ["accueil", "tri d’archives"]),
        ("accueil, conseil ; tri", ["accueil, conseil", "tri"]),
        ("– accueil ;\n– tri.", ["accueil", "tri."]),
        ("- accueil\n- tri", ["accueil", "tri"]),
        ("• un • deux", ["un", "deux"]),
        ("un – deux — trois", ["un", "deux", "trois"]),
        ("un\ndeux", ["un", "deux"]),
        ("agent·e ; porte-à-porte", ["agent·e", "porte-à-porte"]),
        ("R&amp;D ; tri", ["R&amp;D ; tri"]),
        (["– un", "deux ; trois", "six - sept"], ["un", "deux", "trois", "six - sept"]),
        (["quatre, cinq"], ["quatre, cinq"]),
        ("accueil, tri ;", ["accueil", "tri"]),
        (
            "accueil du public (guichet, téléphone), tri",
            ["accueil du public (guichet, téléphone)", "tri"],
        ),
        ("accueil / tri / écoute", ["accueil", "tri", "écoute"]),
        ("-accueil\n–tri\n•écoute", ["accueil", "tri", "écoute"]),
        ("1. accueil\n2) tri", ["accueil", "tri"]),
        ("a) accueil\nb) tri", ["accueil", "tri"]),
        ("✔ accueil ✔ aller-retour", ["accueil", "aller-retour"]),
        (["-accueil", "1. tri", "• écoute • conseil"], ["accueil", "tri", "écoute", "conseil"]),
    ],
)
def test_a_list_is_read(written: str | list[str], items: list[str]) -> None:
    assert as_list(written) == items


@pytest.mark.parametrize(
    "text",
    [
        *("Trois mois&nbsp;: retour", "L&#39;été", "caf&eacute;", "<b>Un</b> mois", "un<br/>mois"),
        *(
            "Un *mois* ailleurs",
            "**Un** mois",
            "__Un__ mois",
            "_Un_ mois",
            "# Un mois",
            "`un` mois",
        ),
        *("[Un mois](https://a.example)", "![vue](images/a.jpg)", "~~un~~ mois", "<!-- un -->"),
        *("> Un mois", "<https://a.example>", "<span class='a'>Un</span>", "&#xE9;t&#xE9;"),
        *("<o:p></o:p>", "<strike>Un</strike> mois", "<center>Un mois", "<table><tr><td>Un mois"),
    ],
)
def test_what_would_be_shown_raw_is_found(text: str) -> None:
    assert FORMATTED.search(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Recherche & développement",
            "R&D, H&M",
            "École & <Fils>",
            "2 * 3 * 4",
            "tou*te*s",
            "n° 1",
        ),
        *(
            "un_nom_de_fichier",
            "C# et C++",
            "a < b > c",
            "Un [vrai] mois",
            "[non] (bis)",
            "5* nuits",
        ),
        *("#escales", "Signé : ____", "l’agent·e", "~ 20 agents", "Q&A ; suite"),
    ],
)
def test_what_is_plain_text_is_left_alone(text: str) -> None:
    assert FORMATTED.search(text) is None


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("prÃªte", "prête"),
        ("lâ€™Ã©tÃ©", "l’été"),
        ("Â« Ã§a Â»", "« ça »"),
        ("Å“uvre", "œuvre"),
        ("10\u00a0â‚¬", "10\u00a0€"),
        ("d\u00e2\u0080\u0099un", "d’un"),
        ("ï»¿---", "---"),
        ("prÃƒÂªte", "prête"),
        ("l‚Äô√©t√©", "l’été"),
        ("¬´ √ßa ¬ª", "« ça »"),
        ("c≈ìur", "cœur"),
    ],
)
def test_a_text_saved_twice_is_told_once(spoilt: str, meant: str) -> None:
    notes = Notes("")

    assert with_its_letters(f"Un mot.\n{spoilt}\n{spoilt}", notes) == f"Un mot.\n{meant}\n{meant}"
    assert [problem.line for problem in notes.problems] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "« ÉTÉ »",
        "LIBERTÉ…",
        "Âge, Âme",
        "passé…»",
        "pâté",
        "É’",
        "JOÃO",
        "10 €",
        "« Ô »",
        "√2 ≈ 1,4",
    ],
)
def test_letters_that_are_right_are_left_alone(text: str) -> None:
    notes = Notes("")

    assert with_its_letters(text, notes) == text
    assert notes.problems == []


@pytest.mark.parametrize(
    "value",
    [
        *('"Tiens" : un mois ailleurs', '"Tiens" et "voilà" : un mois', "'Tiens' : un mois"),
        *('Un "vrai" mois : le récit', 'Le "bureau" #12', '"Un mois', "'L'accueil : un essai'"),
        *('"Il dit "oui" et part"', r"C:\agents : un mois", '"Un" mois', 'Un mois : "retour'),
        *('Un mois : "a" "b" c"', "Un : mois # 3", '&moi "agent"', '!important "mois"', '"" : a'),
    ],
)
def test_the_advice_on_quotes_is_right_to_the_letter(value: str) -> None:
    """Who writes the line that is given has no other problem with it."""
    told = Notes("")
    split_header(f"---\ntitre: {value}\n---\n", told)
    (problem,) = told.problems
    _, _, line = problem.message.partition("\u00a0: titre: ")

    mended = Notes("")
    header, _, _ = split_header(f"---\ntitre: {line}\n---\n", mended)

    assert line
    assert mended.problems == []
    assert header
    assert header.faulty == set()
    assert header.values["titre"]
