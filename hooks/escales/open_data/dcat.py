# SPDX-License-Identifier: EUPL-1.2
"""Describe the published files to data portals, in DCAT-AP (JSON-LD)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from escales.open_data.records import Record
from escales.open_data.tables import DATA_FILES, DataFile
from escales.settings.site import Settings
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Licence

phrases = phrases_of("open_data")

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
FRENCH = {"@id": AUTHORITY + "language/FRA"}

JsonLd = dict[str, Any]


def make_dcat(records: Mapping[str, Sequence[Record]], folder: str, settings: Settings) -> JsonLd:
    """Describe each file, from the records of each table; `folder` is the address of the files.

    A file is dated by the newest of its records; one without any dated record has no date.
    """
    about = phrases["catalogue"]
    described = {**about, "title": about["title"].format(site=settings.name)}
    publisher = settings.publisher_name
    return {
        "@context": CONTEXT,
        "@id": f"{folder}catalogue.jsonld",
        "@type": "dcat:Catalog",
        **_title_and_publisher(described, folder, publisher),
        "foaf:homepage": {"@id": folder},
        "dcat:dataset": [
            _dataset(
                file,
                [one for table in file.tables for one in records[table.name]],
                folder,
                publisher,
            )
            for file in DATA_FILES
        ],
    }


def _dataset(file: DataFile, records: Sequence[Record], folder: str, publisher: str) -> JsonLd:
    newest = max(_dates(records), default=None)
    licences = {record["licence"] for record in records if "licence" in record}
    addresses = sorted(licence.detail for licence in licences or {Licence.ETALAB})
    dated = {"dct:modified": {"@value": newest, "@type": "xsd:date"}} if newest else {}
    return {
        "@id": f"{folder}catalogue.jsonld#{file.tables[0].name}",
        "@type": "dcat:Dataset",
        **_title_and_publisher(file.phrase, folder, publisher),
        **dated,
        "dcat:keyword": [_french(word) for word in phrases["keywords"]],
        "dcat:theme": {"@id": AUTHORITY + "data-theme/GOVE"},
        "dcat:landingPage": {"@id": folder},
        "dcat:distribution": list(
            _distributions(file, [{"@id": url} for url in addresses], folder)
        ),
    }


def _distributions(file: DataFile, licences: list[JsonLd], folder: str) -> Iterator[JsonLd]:
    yield _distribution(file.name, file.phrase, file.schema, licences, folder)
    for table in file.tables:
        if table.csv:
            schema = f"{table.csv}.tableschema.json"
            yield _distribution(f"{table.csv}.csv", table.phrase, schema, licences, folder)


def _distribution(
    name: str, phrase: Mapping[str, str], schema: str, licences: list[JsonLd], folder: str
) -> JsonLd:
    kind = name.rpartition(".")[2]
    media = "text/csv" if kind == "csv" else "application/json"
    return {
        "@id": f"{folder}catalogue.jsonld#{name}",
        "@type": "dcat:Distribution",
        "dct:title": _french(f"{phrase['title']} ({kind.upper()})"),
        "dct:license": licences,
        "dct:language": FRENCH,
        "dct:format": {"@id": f"{AUTHORITY}file-type/{kind.upper()}"},
        "dcat:mediaType": {"@id": MEDIA + media},
        "dcat:accessURL": {"@id": folder},
        "dcat:downloadURL": {"@id": folder + name},
        "dct:conformsTo": {"@id": folder + schema},
    }


def _title_and_publisher(phrase: Mapping[str, str], folder: str, publisher: str) -> JsonLd:
    return {
        "dct:title": _french(phrase["title"]),
        "dct:description": _french(phrase["lead"]),
        "dct:language": FRENCH,
        "dct:publisher": {
            "@id": f"{folder}catalogue.jsonld#editeur",
            "@type": "foaf:Organization",
            "foaf:name": publisher,
        },
    }


def _french(text: str) -> JsonLd:
    return {"@value": text, "@language": "fr"}


def _dates(records: Iterable[Record]) -> Iterator[str]:
    """Yield the days on which records were published, changed or withdrawn, in ISO 8601."""
    for record in records:
        days = (record.get(name) for name in ("publie_le", "corrige_le", "retrait_le"))
        yield from filter(None, days)
        yield from (change["date"] for change in record.get("journal", ()))
