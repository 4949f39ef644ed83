# SPDX-License-Identifier: EUPL-1.2
"""Answers at random, made of what goes wrong: for the form and the check to be compared."""

import random
from collections.abc import Mapping
from typing import Any

SHORT = [
    *("", " ", "a", "été", "🙂", "ß", "œuvre", "x" * 70, "mot " * 30, "l’été", "\u00a0", "\u202f"),
    *(
        '"',
        "\\",
        "'",
        ": ",
        " #",
        "---",
        "- ",
        "{",
        "}",
        "[x]",
        "&a",
        "*b",
        "!c",
        "%",
        "@",
        "`",
        "|",
    ),
    *("\t", "\n", "\r\n", "\u2028", "\x00", "\x07", "\x85", "\ufeff", "e\u0301", "²", "٣"),
    *("\u202e", "\u200b", "a\u200db", "👩\u200d💻", "\ue000", "e\u200b\u0301", "z" + "\u0300" * 5),
    *("1", "12", "2 ", "3 mois", "un an", " et ", ", ", "demi", "une demi-journée", "jours", "P3M"),
    *(
        "1 an et demi",
        "et 6 mois",
        "deux semaines",
        "heures",
        "-",
        "–",
        "−2",
        "dix ans",
        "onze ans",
    ),
    *("quinze", "vingt et un jours", " (10 jours)", "2 semaines", ", soit ", "1 trimestre", "5j"),
    *("mi-temps", "2 jours", " par semaine", "un jour", " sur cinq", "trois quarts", "/", "3/4"),
    *("80", " pour cent", "entre ", " et 40", "0,5 ETP", "29 novembre 2026", "1er", " nov. ", "26"),
    *("29-11-26", "31.4.2026", "&nbsp;", "*mot*", "<i>", "`x`", "[a](b)", "_x_", "**", "prÃªte"),
    *("20 %", "10-40 %", "10 à 40", "temps plein", "Ponctuelle", "100", "0 %", "200 %", "1 000"),
    *("2025", "1949", "2 025", "2026-11-23", "23/11/2026", "31/2/2026", "1/1/26", "2026-1-1"),
    *(
        "0000-01-01",
        "a@b.fr",
        "index",
        "aux",
        "lpt1",
        "renfort-mediatheque",
        "A-b",
        "--",
        "à",
        "(x)",
        "/",
        ".",
    ),
]
LONG = [
    *(
        "mot",
        "Une phrase.",
        "\n",
        "\n\n",
        " ",
        "  ",
        "    ",
        "\t",
        "\u00a0",
        "\r\n",
        "\u2028",
        "\x0b",
    ),
    *(
        "# ",
        "## ",
        "### ",
        "#",
        "===\n",
        "---\n",
        "\n---",
        "* ",
        "- ",
        "+ ",
        "1. ",
        "2.\u00a0",
        "> ",
    ),
    *(
        "> > > > > > x",
        "- - - - x",
        "`",
        "``",
        "```\n",
        "`<b>`",
        "\\",
        "\\`",
        "\\[",
        "*",
        "**",
        "_",
    ),
    *("<", ">", "<b>", "</b>", "<br/>", "<!--", "-->", "<?x", "<é", "< b", "a<b", "&lt;", "<b\nc>"),
    *("{", "}", "{: x }", "{:", "{.a}", "{#a}", "{ é=1 }", "{a b}", "{{x}}", "{é", "=}"),
    *("[", "]", "(", ")", "![", "](", "]()", "][", "]: ", "[^", "[^1]", "[^1]: n", "[[x]]", "!["),
    *(
        "[a](https://a.example/)",
        "[a](http://b.example)",
        "[a]( https://c.example 'T' )",
        "[a](<d e>)",
    ),
    *(
        "[a](https://d.example/e_(f))",
        "[a][b]",
        "[b]: https://b.example",
        "[b]: <zq> (t)",
        "[a](#b)",
    ),
    *(
        "![x](zq.png)",
        "![](zq.png)",
        "![x][b]",
        "[![x](zq.png)](https://e.example)",
        "[a](zq%20w.pdf)",
    ),
    *(
        "[a](#lintention-de-depart)",
        "[a](#ce-qui-etait-attend)",
        "[a](#caf%C3%A9)",
        "[a](#%C3)",
        "[a](#_1)",
    ),
    *(
        "<https://f.example/>",
        "<http://g>",
        "<h@i.fr>",
        "<javascript:x>",
        "https://j.example",
        "//k",
    ),
    *(
        "## Ce qui était attendu\n",
        "### L’intention de départ\n",
        "## Autre\n",
        "Une partie\n---\n",
    ),
    *(
        "\n## Ce que je dirais à quelqu’un qui hésite\n",
        "\n### Ce que je dirais à quelqu’un qui hésite\n",
    ),
    *(
        "\n# Un titre\n",
        "\n  ## Autre chose\n",
        "\n#mot",
        "\n   # x",
        "\n## \n",
        "\n###\n",
        "Titre\n===\n",
    ),
    *(
        "\n## Ce que je dirais a ceux qui hesitent\n",
        "\n## ce qui etait ATTENDU !\n",
        "é",
        "🙂",
        "\x85",
    ),
    *(
        "| a | b |\n|---|---|\n",
        ' "t")',
        " 't')",
        "mailto:x",
        "x" * 90,
        "\n" + " " * 25 + "x",
        "[" * 12,
    ),
    *("\u202eabc", "\u200b", "\u2066", "z" + "\u0300" * 5, "❤\ufe0f\ufe0f", "🙂" * 3),
    *("--8<-- x", "-8<-", "{% x %}", "{{ config }}", "{! x !}", "`{{ x }}`", "`[[x]]`"),
    *("[a](https://x.fr 't", "[https://x.fr](https://y.fr)", "[x.fr][b]", "- [b]: https://x.fr/"),
    *("\\_", "> [b]:\n> http://z.fr", "&amp;", "[www.x.fr](zqwk.md)", "[**x.fr**](https://x.fr/a)"),
    *("- # a\n" * 205, "<b>" * 501, "https://n.example/?a&amp;b", "https://n.example/i'j"),
    *("[a" * 60, "[[a] " * 40, "# a\n" * 210, "mot " * 5100, "[r]:\n  javascript:x", "](<b>"),
    *("•\tun\n", "\no\tdeux", "§ 2", "\n– dit – ici", "\n+ 3 jours", "\n2024. Puis", "3) ", "\\\n"),
    *("www.k.example, ", "https://l.example/m_(n).", "http://o.example", "(https://p.example)"),
    *("&#8203;", "&#x202e;", "&shy;", "&zwj;", "&#0;", "&#146;", "&#82&#8203;38;", "\xad", "\x0c"),
    *("\n--\n", "\n-- \nmot", "mot\n---\n", "mot\n=\n", "\n## \nmot", "\n\n    retrait", "\n  - x"),
    *("L’intention de départ\n--\n", "\n| a |\n|---|\n| b |\n", "\n> + x", "\n- un\n---\n"),
    *('[r]: http://x "a"b"', "[a](<javascript:x>)", "[a](<i b>)", "[a]( <zqw.pdf> )", "--\n" * 205),
]
# What is personal, what looks like it, and what turns one into the other.
PERSONAL = [
    *("06 39 98 12 34", "c.exemple@exemple.fr", "c.exemple (at) exemple.fr", "Mme Durand", "M. "),
    *(
        "1 85 05 38 999 000 80",
        "FR77 9999 9000 0100 0000 0000 000",
        "12 rue des Lilas",
        "AB-123-CD",
    ),
    *("123 ABC 38", "@camille_x", "x.com/camille", "https://x.com/camille", "rue du Docteur Petit"),
    *("mon arrêt maladie", "Elle est malade", "déléguée syndicale", "ma prime", "j’ai eu un blâme"),
    *("Mon salaire", "sa santé", "santé au travail", "Je suis enceinte", "conseil de discipline"),
    *(
        " Mme ",
        " je ",
        " elle ",
        " mon ",
        " un collègue ",
        " n° ",
        " réf. ",
        ", ",
        ". ",
        "\n",
        "\n\n",
    ),
    *("Le Goff", "Durand", "le maire", "06", "39 98", "@", "rue", "Lilas", "malade", "handicap"),
    *("İ", "œ", "Œ", "🙂", "€", "1 800 € nets", "°", "…", "«", "»", "ſ", "K", "’", "–", "\u00a0"),
]
LISTS = [
    "– un",
    "• deux ; trois",
    "un, deux",
    "; - x",
    "&eacute; ; y",
    "x",
    "tri d’archives",
    "",
    "  ",
    "y" * 61,
    '"',
    "- z",
    "a: b",
    "é",
]
EMPLOYERS = [
    "Ville d’essai",
    "ville d essai",
    "Mairie de Port-Escale",
    "CHU",
    "x",
    "« <b> »",
    "漢字",
    "",
]
CHOICES: dict[str, list[Any]] = {
    "categorie": ["A", "B", "C", "D", ""],
    "statut": ["titulaire", "cdi", ""],
    "point_de_vue": ["agent", "rh", ""],
    "collectivite": EMPLOYERS,
    "accueil": EMPLOYERS,
    "dispositif": ["renfort", ""],
    "nom_public": ["oui", ""],
    "reconnaissable": ["oui", "non", ""],
    "effectif": ["", "1 200", "1200", "0", "6 000 000", "beaucoup", "1 2", "٣"],
    "joindre": ["06 39 98 12 34", "c.exemple@exemple.fr", "c_e_x@ex.fr, ou *le soir*", ""],
    "relu": [["sante"], ["syndicat", "discipline"], ["remuneration", "sante"], []],
}


def make_answers(right: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the right answers, spoilt in a few places, or in none."""
    answers = dict(right)
    keys = [*right, "point_de_vue", "nom_public", "relu", "effectif"]
    keys += ["ce-que-je-dirais-a-quelqu-un-qui-hesite"] * 2
    for key in chance.sample(keys, chance.randint(0, 5)):
        answers[key] = _answer(key, chance)
    return answers


def _answer(key: str, chance: random.Random) -> Any:  # noqa: ANN401  # a text, or several choices
    if key in CHOICES:
        return chance.choice(CHOICES[key])
    if key == "competences":
        return "\n".join(chance.choice(LISTS + PERSONAL) for _ in range(chance.randint(0, 9)))
    if chance.random() < 1 / 3 and ("-" in key or key in {"titre", "resume", "signature"}):
        return "".join(chance.choice(PERSONAL) for _ in range(chance.choice([1, 3, 8, 20])))
    few = chance.choice([1, 1, 2, 3])
    if "-" in key:  # a section
        return "".join(chance.choice(LONG) for _ in range(chance.choice([1, 3, 8, 20])))
    return "".join(chance.choice(SHORT) for _ in range(few))
