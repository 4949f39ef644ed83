# SPDX-License-Identifier: EUPL-1.2
"""Turn the content into the records that are published, with none of what stays private."""

from collections.abc import Mapping, Sequence
from typing import Any

from escales.content.library import Entry, Library, StoryWithNames, with_names
from escales.open_data.tables import (
    COLLECTIVITY_TABLE,
    SCHEMA_VERSION,
    SCHEME_TABLE,
    STORY_TABLE,
    WITHDRAWAL_TABLE,
    Table,
)
from escales.reading.body import replace_targets
from escales.schema import Facts, KitDocument, Scheme, Story, Withdrawal
from escales.words.addresses import (
    archive_uri,
    download_uri,
    first_name,
    is_external,
    sources_uri,
    url_of,
)
from escales.words.typography import typeset_markdown
from escales.words.vocabulary import Format, Licence

Record = dict[str, Any]


def open_stories(library: Library) -> list[StoryWithNames]:
    """Return the stories whose authors agreed to open data."""
    return [with_names(story, library) for story in library.stories if _is_open(story)]


def story_record(story_with_names: StoryWithNames, root: str) -> Record:
    """Return the record of a story; `root` is the address of the site, absolute or relative."""
    story = story_with_names.story
    targets = [target if is_external(target) else root + url_of(target) for target in story.targets]
    text = typeset_markdown(replace_targets(story.body, targets)).strip()
    return _pick(STORY_TABLE, {**story_row(story_with_names, root), "texte": text})


def story_row(story_with_names: StoryWithNames, root: str) -> Record:
    """Return the values of all columns of a story but its text."""
    story, home, host, scheme = story_with_names
    facts = story.facts
    band = facts.duration.band
    return {
        **_facts(story),
        **_identity(story, Licence.ETALAB, root),
        "id": _id(story),
        "collectivite_nom": home.facts.name,
        "collectivite_siren": home.facts.siren,
        "accueil_nom": host and host.facts.name,
        "accueil_siren": host and host.facts.siren,
        "duree_en_clair": str(facts.duration),
        "tranche": band,
        "tranche_libelle": band.label,
        "dispositif_titre": scheme and scheme.facts.title,
    }


def withdrawal_records(library: Library) -> list[Record]:
    """Return the withdrawn stories that copies of the data may still hold."""
    return [
        _pick(WITHDRAWAL_TABLE, {**_facts(story), "id": _id(story)})
        for story in library.departed
        if story.facts.is_announced
    ]


def scheme_records(library: Library, formats: Sequence[Format], root: str) -> list[Record]:
    """Return all schemes; `formats` are those of the published documents."""
    return [
        _pick(SCHEME_TABLE, _scheme(scheme, library, formats, root))
        for scheme in library.schemes.values()
    ]


def collectivity_records(library: Library, root: str) -> list[Record]:
    """Return all collectivities but those of fiction."""
    return [
        _pick(COLLECTIVITY_TABLE, _facts(entry) | _identity(entry, Licence.ETALAB, root))
        for entry in library.collectivities.values()
        if not entry.facts.example
    ]


def _id(story: Entry[Story] | Entry[Withdrawal]) -> str:
    return first_name(story.slug, story.facts.former_slugs)


def _is_open(story: Entry[Story]) -> bool:
    consent = story.facts.consent
    return not story.facts.example and consent is not None and consent.is_open


def _pick(table: Table, values: Mapping[str, Any]) -> Record:
    return {column.name: values[column.name] for column in table.columns}


def _facts(entry: Entry[Any]) -> Record:
    facts: Facts = entry.facts
    return facts.model_dump(mode="json", by_alias=True)


def _identity(entry: Entry[Any], licence: Licence, root: str) -> Record:
    return {
        "id": entry.slug,
        "adresse": root + url_of(entry.uri),
        "licence": licence,
        "version_schema": SCHEMA_VERSION,
    }


def _scheme(
    scheme: Entry[Scheme], library: Library, formats: Sequence[Format], root: str
) -> Record:
    documents = library.kits.get(scheme.slug, ())
    return {
        **_facts(scheme),
        **_identity(scheme, scheme.facts.licence, root),
        "porteur_nom": library.collectivities[scheme.facts.bearer].facts.name,
        "documents": [_document(document, formats, root) for document in documents],
        **_addresses(scheme, library, root),
        "repris_de": origin_record(scheme.slug, library),
    }


def origin_record(scheme: str, library: Library) -> Record | None:
    """Return where a scheme was taken from, or None when it is the site's own."""
    if (taken := library.taken.get(scheme)) is None:
        return None
    return {
        "dispositif": taken.scheme,
        "adresse": taken.page,
        "version": taken.version,
        "date": str(taken.on),
        "porteur": taken.bearer.model_dump(mode="json", by_alias=True),
        "adapte": library.is_adapted(scheme),
    }


def _addresses(scheme: Entry[Scheme], library: Library, root: str) -> Record:
    """Return where the files of a scheme are, for another site to take."""
    if scheme.slug not in library.sources:
        return {"archive": None, "manifeste": None}
    archive = archive_uri(scheme.slug, scheme.facts.version)
    return {"archive": root + archive, "manifeste": root + sources_uri(scheme.slug)}


def _document(document: Entry[KitDocument], formats: Sequence[Format], root: str) -> Record:
    facts = document.facts
    return {
        "titre": facts.title,
        "usage": facts.usage,
        "pour": facts.roles,
        "adresse": root + url_of(document.uri),
        "fichiers": [
            {"format": kind, "adresse": root + download_uri(document.uri, kind)} for kind in formats
        ],
    }
