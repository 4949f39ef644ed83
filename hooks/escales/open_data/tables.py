# SPDX-License-Identifier: EUPL-1.2
"""The tables that are published, and the columns of each in order.

A key of a header is published only if it is listed here: `preuve` and all else that an agreement
says stay in the repository.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from escales.open_data.column_types import Column, columns
from escales.open_data.models import CollectivityRecord, SchemeRecord, StoryRecord, WithdrawalRecord
from escales.schema import Collectivity, Scheme, Story
from escales.words.phrases import phrases_of

phrases = phrases_of("open_data")

# A new column makes a new minor version; one removed or with a new meaning, a new major one.
SCHEMA_VERSION = "2.2.0"


@dataclass(frozen=True, slots=True)
class Table:
    """A list of records: `name` is its key in JSON, `csv` the name of its CSV file, if any."""

    name: str
    phrase: Mapping[str, str]
    columns: tuple[Column, ...]
    csv: str | None = None

    @property
    def csv_columns(self) -> tuple[Column, ...]:
        """The columns of the CSV: all but the text."""
        return tuple(column for column in self.columns if column.name != "texte")

    @property
    def names(self) -> list[str]:
        """The names of the columns of the CSV."""
        return [column.name for column in self.csv_columns]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A JSON file, its schema, and the tables in it, the main one first."""

    name: str
    schema: str
    tables: tuple[Table, ...]

    @property
    def phrase(self) -> Mapping[str, str]:
        return self.tables[0].phrase


STORY_TABLE = Table(
    "recits",
    phrases["story_table"],
    columns(
        "id adresse licence version_schema titre resume categorie statut collectivite"
        " collectivite_nom collectivite_siren accueil accueil_nom accueil_siren duree"
        " duree_en_clair tranche tranche_libelle quotite dispositif dispositif_titre point_de_vue"
        " experience annee publie_le corrige_le signature competences texte",
        StoryRecord,
        Story,
    ),
    csv="recits",
)
WITHDRAWAL_TABLE = Table(
    "retires",
    phrases["withdrawal_table"],
    columns("id retrait_le", WithdrawalRecord),
    csv="recits-retires",
)
SCHEME_TABLE = Table(
    "dispositifs",
    phrases["scheme_table"],
    columns(
        "id adresse licence version_schema titre sigle resume porteur porteur_nom maturite depuis"
        " perimetre durees quotite categories statuts instruments"
        " a_choisir_si effort delai circuit a_qui_demander lecture_du_droit"
        " valide_par_le_porteur version journal sources documents archive manifeste repris_de"
        " anciens_slugs",
        SchemeRecord,
        Scheme,
    ),
)
COLLECTIVITY_TABLE = Table(
    "collectivites",
    phrases["collectivity_table"],
    columns(
        "id adresse licence version_schema nom type siren departement effectif site reutilise",
        CollectivityRecord,
        Collectivity,
    ),
)
TABLES = (STORY_TABLE, WITHDRAWAL_TABLE, SCHEME_TABLE, COLLECTIVITY_TABLE)
DATA_FILES = (
    DataFile("recits.json", "recit.schema.json", (STORY_TABLE, WITHDRAWAL_TABLE)),
    DataFile("dispositifs.json", "dispositif.schema.json", (SCHEME_TABLE,)),
    DataFile("collectivites.json", "collectivite.schema.json", (COLLECTIVITY_TABLE,)),
)
