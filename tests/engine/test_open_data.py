# SPDX-License-Identifier: EUPL-1.2
"""The open data: valid for its own schemas, open to the stories that may be in it and no other."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource
from frictionless import Schema as TableSchema
from jsonschema import Draft202012Validator, FormatChecker

from conftest import FIXTURE, GOLDEN
from escales.checking.load import load
from escales.open_data import DATA_FILES, make_open_data
from escales.open_data.column_types import Column
from escales.open_data.models import CommonFields
from escales.schema import Collectivity, Facts, Publisher, Scheme, Story
from escales.settings.site import Settings
from escales.words.vocabulary import Format

REPOSITORY = Path(__file__).parents[2]
ADDRESS = "https://escales.example/projet/"
FORMATS = (Format.ODT, Format.MARKDOWN)
JSON_FILES = {file.name: file.schema for file in DATA_FILES}
CSV_FILES = {
    f"{table.csv}.csv": f"{table.csv}.tableschema.json"
    for file in DATA_FILES
    for table in file.tables
    if table.csv
}

# What stays in the repository, and why.
KEPT_BACK = {
    Story: {
        "exemple",  # none is published
        "nom_public",  # serves the check alone
        "relu",  # likewise
        "consentement",  # that it was given is all that matters: else the story is not there
        "anciens_slugs",  # the first is the id
    },
    Scheme: set(),  # a former name too: whoever follows a scheme finds it again
    Collectivity: {"exemple", "anciens_slugs"},  # they lead to the page, which the data name
}


def made(
    root: Path = FIXTURE, address: str = ADDRESS, publisher: Publisher | None = None
) -> dict[str, bytes]:
    settings = Settings(name="Passages 29", address=address, publisher=publisher or Publisher())
    files = make_open_data(load(root), FORMATS, settings)
    return {uri.removeprefix("donnees/"): b"".join(content) for uri, content in files}


def records(root: Path, name: str = "recits") -> list[dict[str, Any]]:
    for content in made(root).values():
        if content.startswith(b"{") and name in (held := json.loads(content)):
            return list(held[name])
    raise AssertionError(name)


def rows(root: Path, name: str = "recits.csv") -> list[dict[str, str]]:
    text = io.StringIO(made(root)[name].decode(), newline="")
    return list(csv.DictReader(text, strict=True))


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [record["id"] for record in found]


def change(root: Path, story: str, *pairs: tuple[str, str]) -> None:
    path = root / "stories" / story
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def faults(files: dict[str, bytes], name: str) -> list[str]:
    schema = json.loads(files[JSON_FILES[name]])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(json.loads(files[name]))]


def table_faults(files: dict[str, bytes], name: str, folder: Path) -> list[Any]:
    (folder / name).write_bytes(files[name])
    schema = TableSchema.from_descriptor(json.loads(files[CSV_FILES[name]]))
    report = Resource(path=name, basepath=str(folder), schema=schema).validate()
    found: list[Any] = report.flatten(["type", "rowNumber", "fieldName"])
    return found


@pytest.mark.parametrize("address", ["", ADDRESS])
@pytest.mark.parametrize("name", JSON_FILES)
def test_each_json_keeps_to_its_schema(name: str, address: str) -> None:
    files = made(address=address)

    assert faults(files, name) == []
    assert json.loads(files[name])["$schema"] == json.loads(files[JSON_FILES[name]])["$id"]


@pytest.mark.parametrize("name", CSV_FILES)
def test_each_csv_keeps_to_its_schema(name: str, tmp_path: Path) -> None:
    assert table_faults(made(), name, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id": "premier",', ""),
        ('"id": "premier",', '"id": "premier", "preuve": "DRH, dossier 12",'),
        ('"categorie": "C"', '"categorie": "D"'),
        ('"statut": "titulaire"', '"statut": "retraite"'),
        ('"duree": "P1M"', '"duree": "1 mois"'),
        ('"publie_le": "2026-02-01"', '"publie_le": "hier"'),
        ('"annee": 2025', '"annee": "2025"'),
        ('"retires":', '"autres":'),
    ],
)
def test_the_schema_refuses_what_is_not_published(old: str, new: str) -> None:
    files = made()
    text = files["recits.json"].decode()
    assert old in text

    assert faults(files | {"recits.json": text.replace(old, new).encode()}, "recits.json")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("premier,", ",", ["primary-key", 4, None]),
        ("premier,", "seconde-voix,", ["primary-key", 4, None]),
        (",titulaire,", ",retraite,", ["constraint-error", 4, "statut"]),
        ("P3D", "3 jours", ["constraint-error", 2, "duree"]),
        ("2026-02-01", "01/02/2026", ["type-error", 4, "publie_le"]),
        ("etalab-2.0,2.2.0,Un premier", ",2.2.0,Un premier", ["constraint-error", 4, "licence"]),
    ],
)
def test_the_table_schema_refuses_what_is_not_published(
    old: str, new: str, fault: list[Any], tmp_path: Path
) -> None:
    files = made()
    text = files["recits.csv"].decode()
    assert old in text

    spoilt = files | {"recits.csv": text.replace(old, new).encode()}
    assert fault in table_faults(spoilt, "recits.csv", tmp_path)


def test_a_story_is_told_by_what_its_author_agreed_to_publish() -> None:
    story = records(FIXTURE)[-1]
    text = story.pop("texte")

    assert story == {
        "id": "premier",
        "adresse": f"{ADDRESS}recits/premier/",
        "licence": "etalab-2.0",
        "version_schema": "2.2.0",
        "titre": "Un premier essai au guichet",
        "resume": (
            "Une agente d’accueil prête main-forte un mois à l’école, et revient avec des idées."
        ),
        "categorie": "C",
        "statut": "titulaire",
        "collectivite": "ville-d-essai",
        "collectivite_nom": "Ville d’Essai",
        "collectivite_siren": "732829320",
        "accueil": "ecole-du-test",
        "accueil_nom": "École du Test & <Fils>",
        "accueil_siren": "404833048",
        "duree": "P1M",
        "duree_en_clair": "1\u00a0mois",
        "tranche": "jusqu-a-3-mois",
        "tranche_libelle": "Jusqu’à 3 mois",
        "quotite": "20\u00a0%",
        "dispositif": "renfort",
        "dispositif_titre": "Le renfort d’un mois",
        "point_de_vue": "agent",
        "experience": "guichet",
        "annee": 2025,
        "publie_le": "2026-02-01",
        "corrige_le": None,
        "signature": "Agente d’accueil, catégorie C",
        "competences": ["accueil du public", "tri d’archives"],
    }
    assert text.startswith(
        f"## L’intention de départ\n\nJe voulais voir [le renfort]({ADDRESS}dispositifs/renfort/),"
    )
    assert f"![Un plan de la ville, un guichet au centre]({ADDRESS}recits/images/plan.webp)" in text
    assert text.endswith("## Ce que je dirais à quelqu’un qui hésite\n\nVenez.")


def test_a_csv_tells_the_same_but_for_the_text() -> None:
    story = records(FIXTURE)[-1]
    row = rows(FIXTURE)[-1]

    assert row == {
        **{name: str(value or "") for name, value in story.items() if name != "texte"},
        "competences": "accueil du public|tri d’archives",
    }
    assert rows(FIXTURE)[0]["statut"] == ""


def test_a_csv_is_utf8_with_commas_and_full_ends_of_lines() -> None:
    content = made()["recits-retires.csv"]

    assert content == b"id,retrait_le\r\nrecit-retire,2026-03-01\r\n"
    assert "École" in made()["recits.csv"].decode("utf-8")


def test_a_scheme_is_told_with_its_journal_its_sources_and_its_documents() -> None:
    (scheme,) = records(FIXTURE, "dispositifs")
    kit = f"{ADDRESS}dispositifs/renfort/kit/bilan-de-renfort"

    assert (scheme["id"], scheme["version"]) == ("renfort", "0.2.0")
    assert scheme["adresse"] == f"{ADDRESS}dispositifs/renfort/"
    assert scheme["durees"] == {"min": "PT4H", "max": "P1M"}
    assert [change["version"] for change in scheme["journal"]] == ["0.1.0", "0.2.0"]
    assert [source["url"] for source in scheme["sources"]] == ["https://source.example/page"]
    (report,) = [each for each in scheme["documents"] if each["adresse"] == f"{kit}/"]
    assert report == {
        "titre": "Bilan de renfort",
        "usage": "Au retour, par la personne et ses deux encadrements.",
        "pour": ["agent"],
        "adresse": f"{kit}/",
        "fichiers": [
            {"format": "odt", "adresse": f"{kit}.odt"},
            {"format": "md", "adresse": f"{kit}.txt"},
        ],
    }


def test_only_real_collectivities_are_in_the_data() -> None:
    found = records(FIXTURE, "collectivites")

    assert ids(found) == ["ecole-du-test", "une-commune-de-corse", "ville-d-essai"]
    assert found[0]["reutilise"] == [
        {
            "dispositif": "renfort",
            "version": "0.1.0",
            "depuis": 2026,
            "origine": None,
            "variante": "Un jour par mois",
            "url": "https://ecole.example/renfort",
        }
    ]


def test_a_story_without_the_agreement_stays_out(root: Path) -> None:
    change(root, "premier.md", ("portee: [site, donnees-ouvertes]", "portee: [site]"))

    assert ids(records(root)) == ids(rows(root)) == ["troisieme-essai", "seconde-voix"]
    assert all("Un premier essai" not in content.decode() for content in made(root).values())


def test_an_example_is_never_in_the_data_whatever_it_says(root: Path) -> None:
    agreed = "consentement:\n  accord_le: 2026-01-05\n  portee: donnees-ouvertes\n  preuve: DRH\n"
    change(root, "recit-imagine.md", ("exemple: oui\n", f"exemple: oui\n{agreed}"))

    for content in made(root).values():
        assert b"recit-imagine" not in content
        assert b"ville-imaginaire" not in content

    change(root, "recit-imagine.md", ("exemple: oui\n", "exemple: oui\nretrait_le: 2026-03-01\n"))
    assert ids(records(root, "retires")) == ["recit-retire"]


def test_a_withdrawn_story_leaves_its_id_and_nothing_else(root: Path) -> None:
    """Even with its whole text still in the file."""
    change(root, "2025/deuxieme-voix.md", ("annee: 2025", "retrait_le: 2026-04-01\nannee: 2025"))

    assert ids(records(root)) == ["troisieme-essai", "premier"]
    assert records(root, "retires") == [
        {"id": "seconde-voix", "retrait_le": "2026-04-01"},
        {"id": "recit-retire", "retrait_le": "2026-03-01"},
    ]
    assert rows(root, "recits-retires.csv") == records(root, "retires")
    for content in made(root).values():
        assert "Laisser partir" not in content.decode()


def test_a_withdrawn_story_that_was_never_in_the_data_is_not_named(root: Path) -> None:
    change(
        root,
        "premier.md",
        ("portee: [site, donnees-ouvertes]", "portee: [site]"),
        ("annee: 2025", "retrait_le: 2026-04-01\nannee: 2025"),
    )

    assert ids(records(root, "retires")) == ["recit-retire"]


def test_nothing_of_an_agreement_is_published(root: Path) -> None:
    """Nor that of a story that is in the data."""
    change(root, "premier.md", ("preuve: DRH, dossier 12", "preuve: Armoire secrete"))

    for content in made(root).values():
        for told in (b"Armoire", b"2026-01-05", b"consentement", b"preuve", b"reconnaissable"):
            assert told not in content


def test_an_id_outlives_a_change_of_address() -> None:
    """It is the first name of the file, whose later names lead to the page."""
    addresses = {record["id"]: record["adresse"] for record in records(FIXTURE)}

    assert addresses["premier"] == f"{ADDRESS}recits/premier/"
    assert addresses["seconde-voix"] == f"{ADDRESS}recits/deuxieme-voix/"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_acts_as_a_formula(first: str, root: Path) -> None:
    formula = f"{first}1|cmd|' /C calc'!A0"  # "@cmd" would be someone's name on a network
    change(
        root,
        "premier.md",
        ("titre: Un premier essai au guichet", f'titre: "{formula}"'),
        ("  - tri d’archives", f'  - "{formula}"'),
    )
    row, told = rows(root)[-1], records(root)[-1]
    skill = formula.removeprefix("-")  # before a skill, a dash is that of a list
    shown = skill.replace("|", "/") if skill != formula else f"'{formula.replace('|', '/')}"

    assert row["titre"] == f"'{formula}"
    assert row["competences"] == f"accueil du public|{shown}"
    assert (told["titre"], told["competences"][1]) == (formula, skill)


def test_every_fact_of_the_front_matter_is_published_or_kept_back_on_purpose() -> None:
    """A new key is in no file until somebody decides that it may be."""
    shown = {file.tables[0].name: {c.name for c in file.tables[0].columns} for file in DATA_FILES}
    models: dict[str, type[Facts]]
    models = {"recits": Story, "dispositifs": Scheme, "collectivites": Collectivity}

    for name, model in models.items():
        assert set(model.keys()) - shown[name] == KEPT_BACK[model]
        assert {"id", "adresse", *CommonFields.keys()} <= shown[name]


def columns(of: tuple[Column, ...], above: str = "") -> Iterator[tuple[str, Column]]:
    for column in of:
        yield above + column.name, column
        yield from columns(column.inner, f"{above}{column.name}.")


def test_every_column_is_explained_on_the_page_and_the_reverse() -> None:
    page = (GOLDEN / "donnees.md").read_text(encoding="utf-8")
    parts = re.split(r'<h3 id="es-colonnes-(\w+)">', page)[1:]
    told = {
        name: re.findall(r"<dt><code>([\w.]+)</code>", part)
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    }

    tables = [table for file in DATA_FILES for table in file.tables]
    assert told == {table.name: [n for n, _ in columns(table.columns)] for table in tables}
    explained = dict(re.findall(r"<dt><code>([\w.]+)</code>.*?</dt>\n<dd>(.*)</dd>", page))
    for table in tables:
        for name, column in columns(table.columns):
            assert column.label
            assert column.hint
            assert column.inner or "Par exemple <code>" in explained[name]


def test_the_examples_of_the_columns_are_a_valid_file() -> None:
    files = made()
    for file in DATA_FILES:
        lists = {t.name: [{c.name: c.example for c in t.columns}] for t in file.tables}
        example = {"$schema": f"{ADDRESS}donnees/{file.schema}", **lists}
        assert faults(files | {file.name: json.dumps(example).encode()}, file.name) == []


def test_references_are_the_ids_of_the_other_files() -> None:
    schemes, employers = (
        set(ids(records(FIXTURE, name))) for name in ("dispositifs", "collectivites")
    )

    for story in records(FIXTURE):
        assert {story["collectivite"], story["accueil"]} - {None} <= employers
        assert {story["dispositif"]} - {None} <= schemes
    assert {scheme["porteur"] for scheme in records(FIXTURE, "dispositifs")} <= employers


def test_without_an_address_all_addresses_are_relative() -> None:
    for name, content in made(address="").items():
        assert b"https://escales.example/projet" not in content, name

    files = made(address="")
    assert json.loads(files["recits.json"])["recits"][-1]["adresse"] == "../recits/premier/"
    assert json.loads(files["recits.json"])["$schema"] == "./recit.schema.json"
    assert json.loads(files["catalogue.jsonld"])["@id"] == "./catalogue.jsonld"


def test_the_same_content_gives_the_same_bytes() -> None:
    assert made() == made()


def catalogue(root: Path = FIXTURE) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(made(root)["catalogue.jsonld"])
    return described


def test_the_catalogue_describes_each_set_as_portals_expect() -> None:
    """DCAT-AP 3: what is mandatory, and what is recommended as far as the content tells it."""
    told = catalogue()
    data = f"{ADDRESS}donnees/"

    assert told["@type"] == "dcat:Catalog"
    assert told["dct:title"] == {
        "@value": "Passages 29\u00a0: données ouvertes",
        "@language": "fr",
    }
    assert told["dct:publisher"]["foaf:name"] == "Passages 29"
    assert [dataset["@id"] for dataset in told["dcat:dataset"]] == [
        f"{data}catalogue.jsonld#recits",
        f"{data}catalogue.jsonld#dispositifs",
        f"{data}catalogue.jsonld#collectivites",
    ]
    for dataset in told["dcat:dataset"]:
        assert dataset["@type"] == "dcat:Dataset"
        assert {"dct:title", "dct:description", "dct:publisher", "dct:language"} <= set(dataset)
        for file in dataset["dcat:distribution"]:
            assert file["@type"] == "dcat:Distribution"
            assert file["dcat:accessURL"] == {"@id": data}


def test_the_catalogue_names_who_publishes() -> None:
    publisher = Publisher.model_validate({"editeur": {"nom": "Ville d’Essai"}})
    told = json.loads(made(publisher=publisher)["catalogue.jsonld"])

    for described in (told, *told["dcat:dataset"]):
        assert described["dct:publisher"]["foaf:name"] == "Ville d’Essai"


def test_the_catalogue_leads_to_every_file_and_its_schema() -> None:
    described = {
        file["dcat:downloadURL"]["@id"]: file["dct:conformsTo"]["@id"]
        for dataset in catalogue()["dcat:dataset"]
        for file in dataset["dcat:distribution"]
    }
    expected = JSON_FILES | CSV_FILES

    data = f"{ADDRESS}donnees/"
    assert described == {data + name: data + schema for name, schema in expected.items()}
    assert {*expected, *expected.values(), "catalogue.jsonld"} == set(made())


def test_the_catalogue_takes_its_dates_from_the_content(root: Path) -> None:
    """A withdrawal is a change too; collectivities tell no day."""
    dates = [dataset.get("dct:modified") for dataset in catalogue()["dcat:dataset"]]
    assert dates == [
        {"@value": "2026-03-01", "@type": "xsd:date"},
        {"@value": "2026-03-01", "@type": "xsd:date"},
        None,
    ]

    (root / "stories/recit-retire.md").unlink()
    assert catalogue(root)["dcat:dataset"][0]["dct:modified"]["@value"] == "2026-02-03"


def test_the_catalogue_names_each_licence_that_its_records_have(root: Path) -> None:
    scheme = root / "schemes/renfort/index.md"
    text = scheme.read_text(encoding="utf-8").replace("licence: etalab-2.0", "licence: cc-by-4.0")
    scheme.write_text(text, encoding="utf-8")

    licences = [
        dataset["dcat:distribution"][0]["dct:license"]
        for dataset in catalogue(root)["dcat:dataset"]
    ]
    etalab = [{"@id": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}]
    assert licences == [etalab, [{"@id": "https://creativecommons.org/licenses/by/4.0/"}], etalab]


def test_a_site_without_any_story_still_gives_valid_files(root: Path, tmp_path: Path) -> None:
    for story in (root / "stories").rglob("*.md"):
        story.unlink()
    files = made(root)

    assert faults(files, "recits.json") == []
    assert [table_faults(files, name, tmp_path) for name in CSV_FILES] == [[], []]
    dataset = json.loads(files["catalogue.jsonld"])["dcat:dataset"][0]
    assert "dct:modified" not in dataset
    assert dataset["dcat:distribution"][0]["dct:license"]
