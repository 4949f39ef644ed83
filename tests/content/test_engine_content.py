# SPDX-License-Identifier: EUPL-1.2
"""A site of content alone: shared pages and schemes come with the engine, unless it has its own."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from escales.checking.engine_content import read_content
from escales.checking.load import check, load
from escales.checking.site_links import ELSEWHERE_OR_NOTHING, TARGET, make_exists, uri_meant
from escales.commands.cli import main
from escales.mkdocs.configuration_file import read_configuration
from escales.mkdocs.menu import make_menu, menu_uris
from escales.problems.problem import InvalidContent
from escales.reading.absent_links import without_links
from escales.reading.engine_content import engine_root
from escales.reading.sources import read_sources
from escales.settings.rules import Rules, make_rules
from escales.words.addresses import LISTS

SCHEMES = ("matp", "mobilisation-des-facilitateurs", "pacte-de-micro-mobilite")
HOME = '---\ndescription: "{}"\n---\n\n# Passages\n\n{}\n'
A_SENTENCE = "Un site à nous, pour raconter les mobilités courtes du département."

Site = Mapping[str, str]


def rules_of(root: Path) -> Rules:
    return make_rules(read_configuration(root / "mkdocs.yml"))


def write_site(root: Path, settings: str, files: Site | None = None) -> Path:
    configuration = f"site_name: Passages\nplugins: [escales]\nextra:\n  escales:\n{settings}"
    home = {"docs/index.md": HOME.format(A_SENTENCE, "Bonjour.")}
    for path, text in {"mkdocs.yml": configuration, **home, **(files or {})}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def said(root: Path) -> list[str]:
    try:
        return [str(problem) for problem in check(root, rules_of(root))]
    except InvalidContent as invalid:
        return [str(problem) for problem in invalid.problems]


def test_a_site_with_one_page_has_all_that_sites_share(tmp_path: Path) -> None:
    library = load(write_site(tmp_path, "    dispositifs: [matp]\n"), rules_of(tmp_path))

    assert list(library.schemes) == ["matp"]
    assert list(library.collectivities) == ["departement-de-l-isere"]  # which bears it
    assert len(library.kits["matp"]) == len([*engine_root().glob("schemes/matp/kit/*.md")])
    assert library.agreement
    assert {"docs/mentions-legales.md", "docs/quel-cadre/index.md"} <= library.pages.keys()
    assert "docs/a-propos.md" not in library.pages
    assert "docs/contribuer/schemas/recit.json".removeprefix("docs/") in library.files
    assert library.own_pages == ()
    assert library.stories == ()


def test_a_scheme_of_the_engine_is_published_with_the_engine_s_own_bytes(tmp_path: Path) -> None:
    """Its texts are shown without what the site has not; others take them whole."""
    library = load(write_site(tmp_path, "    dispositifs: [matp]\n"), rules_of(tmp_path))

    here = read_sources(engine_root(), "matp")
    assert library.sources["matp"] == here
    (kept, *_) = library.versions["matp"]
    folder = engine_root() / f"schemes/matp/versions/{kept.version}"
    assert all((folder / name).read_bytes() == text for name, text in kept.below.items())


@pytest.mark.parametrize("number", range(len(SCHEMES) + 1))
def test_no_text_leads_to_a_scheme_that_is_absent(tmp_path: Path, number: int) -> None:
    for taken in combinations(SCHEMES, number):
        root = write_site(tmp_path, f"    dispositifs: [{', '.join(taken)}]\n")

        tree = read_content(root, rules_of(root))

        exists = make_exists(tree)
        texts = {source.path: source.text for source in tree.sources} | tree.pages
        led_to = {
            uri_meant(path, match["target"])
            for path, text in texts.items()
            for match in TARGET.finditer(text)
            if not ELSEWHERE_OR_NOTHING.match(match["target"])
        }
        schemes = {uri for uri in led_to if uri.startswith("dispositifs/")}
        assert {uri for uri in schemes if not exists(uri)} == set()
        assert {f"dispositifs/{slug}/index.md" for slug in taken} <= schemes
        assert said(root) == []


def test_a_page_of_the_site_takes_the_place_of_one_that_is_shared(tmp_path: Path) -> None:
    own = "---\ncommune: non\n---\n\n# Chez nous\n\nTout se recycle.\n"
    files = {"docs/ecoconception/index.md": own, "docs/maintenir/publier.md": own}

    library = load(write_site(tmp_path, "    dispositifs: []\n", files), rules_of(tmp_path))

    assert library.pages["docs/ecoconception/index.md"] == own
    assert "docs/ecoconception.md" not in library.pages
    assert not {"docs/maintenir/publier.md", *files} & library.from_engine
    # Its headings are its own: what leads to one of the former page leads to the page.
    assert "(publier.md)" in library.pages["docs/maintenir/index.md"]
    assert "(publier.md#" not in library.pages["docs/maintenir/index.md"]


def test_a_scheme_of_the_site_takes_the_place_of_the_whole_one(tmp_path: Path) -> None:
    sheet = (engine_root() / "schemes/matp/index.md").read_text(encoding="utf-8")
    home = {"schemes/matp/index.md": without_links(sheet, lambda _: True)}

    library = load(write_site(tmp_path, "    dispositifs: [matp]\n", home), rules_of(tmp_path))

    assert library.schemes["matp"].path not in library.from_engine
    assert "matp" not in library.kits


def test_a_scheme_of_the_engine_becomes_one_s_own_then_is_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_site(tmp_path, "    dispositifs: [matp]\n")

    assert main(["take", "matp", "--root", str(root)]) == 0

    account = capsys.readouterr().out.replace("\u00a0", " ")
    assert "vous pouvez retirer « matp » de mkdocs.yml" in account
    assert said(root) == []
    library = load(root, rules_of(root))
    assert library.schemes["matp"].path not in library.from_engine
    assert library.kits["matp"]
    assert library.taken["matp"].origin == "engine"
    assert not library.is_adapted("matp")
    write_site(root, "    dispositifs: []\n")
    assert said(root) == []
    assert main(["follow", "--root", str(root)]) == 0
    assert "Rien n’a changé à l’origine" in capsys.readouterr().out


def test_pages_are_left_out_by_name_or_by_folder(tmp_path: Path) -> None:
    root = write_site(tmp_path, "    pages_absentes: [ecoconception.md, docs/quel-cadre/]\n")

    library = load(root, rules_of(root))

    assert "docs/ecoconception.md" not in library.pages
    assert not [path for path in library.pages if path.startswith("docs/quel-cadre/")]
    map_of_site = library.pages["docs/plan-du-site.md"]
    assert "ecoconception" not in map_of_site
    assert "quel-cadre" not in map_of_site
    assert "(mentions-legales.md)" in map_of_site
    assert "quel-cadre" not in library.pages["docs/reutiliser.md"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            "    pages_absentes:\n      - securite.md\n      - ecoconcepton.md\n",
            (
                "mkdocs.yml:7: pages_absentes : « ecoconcepton.md » ne va pas pour ce réglage."
                " Écrivez « ecoconception.md »."
            ),
        ),
        (
            "    pages_absentes: [a-propos.md]\n",
            (
                "mkdocs.yml:5: pages_absentes : « a-propos.md » ne va pas pour ce réglage."
                " Écrivez le chemin d’une page commune, comme « ecoconception.md »."
            ),
        ),
        (
            "    pages_absentes: [mentions-legales.md]\n",
            (
                "mkdocs.yml:5: pages_absentes : « mentions-legales.md » ne va pas pour ce réglage."
                " Écrivez plutôt votre propre page, « docs/mentions-legales.md » : d’autres y"
                " mènent."
            ),
        ),
        (
            "    dispositifs: matp2\n",
            (
                "mkdocs.yml:5: dispositifs : « matp2 » ne va pas pour ce réglage. Écrivez « matp »,"
                " « mobilisation-des-facilitateurs » ou « pacte-de-micro-mobilite »."
            ),
        ),
    ],
)
def test_a_choice_that_names_nothing_is_told_at_its_line(
    tmp_path: Path, settings: str, message: str
) -> None:
    assert [each.replace("\u00a0", " ") for each in said(write_site(tmp_path, settings))] == [
        message
    ]


def test_the_choice_is_told_where_the_engine_is_no_plugin(tmp_path: Path) -> None:
    root = write_site(tmp_path, "    dispositifs: [matp]\n")
    file = root / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("[escales]", "[]"), encoding="utf-8")

    assert [each.replace("\u00a0", " ") for each in said(root)] == [
        (
            "mkdocs.yml:5: dispositifs : « matp » ne va pas pour ce réglage."
            " Écrivez aussi « plugins: [escales] », sans quoi il ne sert à rien."
        )
    ]


def test_a_dead_link_of_the_site_is_told_at_its_line(tmp_path: Path) -> None:
    home = HOME.format(
        A_SENTENCE, "Voyez [le pacte](dispositifs/pacte-de-micro-mobilite/index.md)."
    )
    root = write_site(tmp_path, "    dispositifs: [matp]\n", {"docs/index.md": home})

    (message,) = said(root)

    assert message.startswith("docs/index.md:7: ")
    assert "pacte-de-micro-mobilite" in message


def test_the_usual_menu_shows_what_there_is_and_the_pages_of_the_site(tmp_path: Path) -> None:
    files = {
        "docs/nos-engagements.md": "# Nos engagements\n",
        "docs/chez-nous/le-reseau.md": "# Le réseau\n",
        "docs/chez-nous/les-dates.md": "# Les dates\n",
        "docs/a-propos.md": "# À propos de nous\n",
    }
    settings = "    pages_absentes: [quel-cadre, securite.md]\n"

    library = load(write_site(tmp_path, settings, files), rules_of(tmp_path))
    menu = make_menu(library)

    uris = list(menu_uris(menu))
    assert {uri for uri in uris if f"docs/{uri}" not in library.pages} == set(LISTS)
    assert not {"quel-cadre/index.md", "securite.md"} & set(uris)
    *_, alone, section, about = menu
    assert alone == "nos-engagements.md"
    assert section == {"Chez nous": ["chez-nous/le-reseau.md", "chez-nous/les-dates.md"]}
    assert about["À propos"][0] == "a-propos.md"
