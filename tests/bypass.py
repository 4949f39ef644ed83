# SPDX-License-Identifier: EUPL-1.2
"""Hooks for MkDocs that publish what nobody checked: those of the site, with a hostile library."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from pydantic import BaseModel

from escales.checking.load import load
from escales.content.library import Entry, Library
from escales.mkdocs.build import BUILD, Build
from escales.mkdocs.events import (
    on_env,
    on_files,
    on_nav,
    on_page_content,
    on_page_context,
    on_post_build,
    on_post_page,
)
from escales.mkdocs.files import drop_other_themes
from escales.pages import make_site
from escales.problems.problem import Notes
from escales.reading.body import read_body
from escales.reading.disk import read_tree
from escales.search import SearchIndex
from harmless import PAYLOAD

__all__ = ["on_env", "on_files", "on_nav", "on_page_content", "on_page_context", "on_post_build"]
__all__ += ["on_post_page"]

ADDRESS = "javascript:alert(1)//"
AS_TEXT = "Un leurre : &lt;img src=x onerror=alert(1)&gt;, qui s’affiche."
NAMES = {"slug", "scheme", "collectivity", "host", "bearer", "version", "siren", "department"}
NAMES |= {"former_slugs", "experience"}  # references, which a hostile value would only break


def make_hostile(library: Library, payload: str = PAYLOAD) -> Library:
    """Put a payload in every text of a library, and an address that runs in every address."""

    picture = next(iter(library.pictures))

    def entry(one: Entry[Any]) -> Entry[Any]:
        return _rewritten(one, f"{one.body.text}\n\n{payload}\n\n{AS_TEXT}\n", payload)

    def document(one: Entry[Any]) -> Entry[Any]:
        """Keep the fields and the pictures of a document, which nothing could be made without."""
        text = f"{one.body.text}\n\n{payload.replace('[[', '[ [')}\n"
        made = _rewritten(one, text, payload)
        targets = zip(made.body.links, made.targets, strict=True)
        return replace(made, targets=tuple(picture if link.image else to for link, to in targets))

    return replace(
        library,
        stories=tuple(map(entry, library.stories)),
        schemes={slug: entry(one) for slug, one in library.schemes.items()},
        kits={slug: tuple(map(document, kit)) for slug, kit in library.kits.items()},
        collectivities={slug: entry(one) for slug, one in library.collectivities.items()},
        agreement=library.agreement and document(library.agreement),
    )


def _rewritten(one: Entry[Any], text: str, payload: str) -> Entry[Any]:
    """Return an entry whose links are all taken for right."""
    body = read_body(text, 1, Notes(""))
    targets = tuple(link.target for link in body.links)
    return replace(one, facts=spoilt(one.facts, payload), body=body, targets=targets)


def spoilt(value: Any, payload: str, name: str = "") -> Any:  # noqa: ANN401  # whatever facts hold
    """Return facts whose texts are hostile, past every rule of their model."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        changes = {field: spoilt(getattr(value, field), payload, field) for field in fields}
        return value.model_copy(update=changes)
    if isinstance(value, tuple):
        return tuple(spoilt(item, payload, name) for item in value)
    if isinstance(value, dict):
        return {key: spoilt(item, payload, name) for key, item in value.items()}
    if type(value) is not str or name in {*NAMES, "after"}:
        return value
    return ADDRESS if name in {"url", "site"} else payload


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    library = make_hostile(load(Path(config.extra["verifie"])))
    found = read_tree(Path(config.docs_dir).parent)  # only files, whatever they hold
    library = replace(library, pages=found.pages)
    site, root = make_site(library), Path(config.docs_dir).parent
    config[BUILD] = Build(site, SearchIndex(Path(config.site_dir), site, root))
    drop_other_themes(config)
    return config
