# SPDX-License-Identifier: EUPL-1.2
"""Load the whole content: one Library where every reference leads somewhere, or every problem."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from escales.checking.accessibility import read_accessibility
from escales.checking.circuits import check_circuits
from escales.checking.consents import check_consents
from escales.checking.days import check_days
from escales.checking.each_file import JudgedFiles, judge_files
from escales.checking.engine_content import own_pages, read_content
from escales.checking.former_names import ask_former_names
from escales.checking.handwritten import check_pages
from escales.checking.kit_orders import check_orders
from escales.checking.left_out import no_story_remains, reasons_to_leave_out, without_files
from escales.checking.link_targets import check_link_targets
from escales.checking.look import check_look
from escales.checking.privacy import check_recognition
from escales.checking.references import check_references
from escales.checking.site_links import check_site_links
from escales.checking.taken import origins_of, without_borrowed_validation
from escales.checking.versions import check_versions, sources_today
from escales.content.accessibility import make_statement
from escales.content.library import Entry, Library
from escales.machine.garbage import without_garbage_collection
from escales.pictures import check_pictures
from escales.pictures.pixels import Size
from escales.pictures.published import PublishedPicture
from escales.problems.problem import InvalidContent, Notes, Problem, in_order
from escales.reading.body import Body
from escales.reading.disk import ACCESSIBILITY, FileKind, Tree
from escales.reading.drafts import Draft, by_slug
from escales.reading.editor_schemas import check_schema_files
from escales.reading.own_folders import check_own_folders, stop_at_own_folders
from escales.reading.versions import read_all_kept
from escales.schema import KitDocument, Story, Withdrawal
from escales.settings.rules import Rules
from escales.words.addresses import RESERVED, folder_of, uri_of, url_of


@without_garbage_collection()
def load(root: Path, rules: Rules | None = None) -> Library:
    """Read and check everything under `root`; raise InvalidContent with every problem of it.

    When the rules say so, the stories at fault are left out instead, and the others checked again
    without them; but not if none remains: then the fault is elsewhere, or too great.
    """
    stop_at_own_folders(root)
    rules = rules or Rules()
    tree = read_content(root, rules)
    left_out = list[Problem]()
    judged = judge_files(tree, rules.extensions)
    drafts, sizes, problems = judge_together(tree, judged, rules)
    while rules.leave_out and (reasons := reasons_to_leave_out(drafts, problems)):
        left_out += reasons
        tree = without_files(tree, {reason.path for reason in reasons})
        drafts, sizes, problems = judge_together(tree, judged, rules)
    if any(problem.stops for problem in problems) or (left_out and no_story_remains(drafts)):
        raise InvalidContent(left_out + problems)
    accessibility = read_accessibility(tree, Notes(ACCESSIBILITY), rules.today)
    return replace(
        make_library(drafts, tree, sizes),
        notices=tuple(in_order(problems)),
        left_out=tuple(in_order(left_out)),
        accessibility=make_statement(accessibility, rules.today),
    )


@without_garbage_collection()
def check(root: Path, rules: Rules | None = None) -> list[Problem]:
    """Return every problem of the content, in the order of the files and their lines.

    A story that the publisher would leave out is still one that its author has to mend.
    """
    if problems := check_own_folders(root):
        return problems
    rules = rules or Rules()
    tree = read_content(root, rules)
    drafts, _, problems = judge_together(tree, judge_files(tree, rules.extensions), rules)
    return in_order(problems + ask_former_names(root, tree, drafts))


def judge_together(
    tree: Tree, judged: JudgedFiles, rules: Rules
) -> tuple[list[Draft], Mapping[str, Size], list[Problem]]:
    """Check all files together; return them, the sizes of their pictures, and all that is wrong.

    Neither `tree` nor `judged` changes: they may be checked again without some of the stories.
    """
    tree = replace(tree, problems=list(tree.problems))
    drafts = [judged.drafts[source.path].copy() for source in tree.sources]
    check_names(drafts)
    check_references(drafts)
    check_orders(drafts)
    check_circuits(drafts)
    check_consents(drafts, rules)
    check_days(drafts, rules.today)
    check_link_targets(drafts, tree)
    check_recognition(drafts, rules)
    sizes = check_pictures(drafts, tree)
    problems = tree.problems + [problem for draft in drafts for problem in draft.notes.problems]
    notes = Notes(ACCESSIBILITY)
    read_accessibility(tree, notes, rules.today)
    problems += check_pages(tree, judged.pages) + notes.problems
    problems += check_site_links(tree, rules.menu, rules.extensions)
    problems += check_look(tree, rules.look, rules.hooks)
    problems += _check_picture_names(tree)
    problems += check_versions(tree)
    problems += check_schema_files({p: f for p, f in tree.assets.items() if p not in tree.asked})
    return drafts, sizes, problems


def check_names(drafts: list[Draft]) -> None:
    """Note names that the site uses itself, and those that two files would share."""
    taken: dict[tuple[FileKind, str], str] = {}
    for draft in drafts:
        source = draft.source
        if source.slug in RESERVED.get(source.kind.value, ()):
            draft.notes.add("reserved-name", found=source.slug)
        if source.kind is not FileKind.KIT:
            other = taken.setdefault((source.kind, source.slug), source.path)
            if other != source.path:
                draft.notes.add("duplicate-slug", found=source.slug, other=other)
    addresses = {url_of(uri_of(draft.source.path) or ""): draft.source.path for draft in drafts}
    schemes = by_slug(FileKind.SCHEME, drafts)
    for draft in drafts:
        _check_former_names(draft, addresses)
        if draft.source.kind is FileKind.KIT and draft.source.scheme not in schemes:
            draft.notes.add("scheme-without-index", found=draft.source.scheme)


def _check_former_names(draft: Draft, taken: dict[str, str]) -> None:
    """Note the former addresses of a file that the site or another one holds, or its own."""
    path = draft.source.path
    for slug in draft.facts.former_slugs if draft.facts else ():
        line = draft.line(("anciens_slugs",))
        address = f"{folder_of(uri_of(path) or '')}{slug}/"
        other = taken.setdefault(address, path)
        if slug in RESERVED.get(draft.source.kind.value, ()):
            draft.notes.add("reserved-name", line, "anciens_slugs", found=slug)
        elif other != path or slug == draft.source.slug:
            draft.notes.add("duplicate-slug", line, "anciens_slugs", found=slug, other=other)


def make_library(drafts: list[Draft], tree: Tree, sizes: Mapping[str, Size]) -> Library:
    entries: defaultdict[FileKind, list[Entry[Any]]] = defaultdict(list)
    withdrawn: list[Entry[Withdrawal]] = []
    ended: list[Entry[Withdrawal]] = []
    for draft in drafts:
        if draft.has_left:
            (withdrawn if draft.is_withdrawn else ended).append(_entry(draft))
        else:
            entries[draft.source.kind].append(_entry(draft))
    kits: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
    for document in entries[FileKind.KIT]:
        kits[document.path.split("/")[1]].append(document)
    sources = sources_today(tree, entries[FileKind.SCHEME], sizes)
    library = Library(
        stories=tuple(sorted(entries[FileKind.STORY], key=_newest_first)),
        schemes={entry.slug: entry for entry in entries[FileKind.SCHEME]},
        kits={scheme: tuple(sorted(documents, key=_by_use)) for scheme, documents in kits.items()},
        collectivities={entry.slug: entry for entry in entries[FileKind.COLLECTIVITY]},
        withdrawn=tuple(withdrawn),
        ended=tuple(ended),
        pages=tree.pages,
        pictures={
            uri_of(path) or "": PublishedPicture(
                path, picture.file, picture.format or "", sizes[path]
            )
            for path, picture in tree.pictures.items()
            if path in sizes
        },
        files={uri_of(path) or "": file for path, file in tree.assets.items()},
        agreement=next(iter(entries[FileKind.AGREEMENT]), None),
        from_engine=tree.from_engine,
        own_pages=tuple(own_pages(tree)),
        sources=sources,
        versions=read_all_kept(tree),
        taken=tree.taken,
        origins=origins_of(tree, sources),
    )
    return without_borrowed_validation(library)


def _check_picture_names(tree: Tree) -> list[Problem]:
    """Return the pictures that would take the place of another one."""
    problems: list[Problem] = []
    taken: dict[str | None, str] = {}
    for path in tree.pictures:
        other = taken.setdefault(uri_of(path), path)
        if other != path:
            notes = Notes(path)
            notes.add("duplicate-slug", found=uri_of(path), other=other)
            problems += notes.problems
    return problems


def _by_use(document: Entry[KitDocument]) -> tuple[bool, int]:
    return document.facts.order


def _newest_first(story: Entry[Story]) -> tuple[int, str]:
    return -story.facts.published_on.toordinal(), story.slug


def _entry(draft: Draft) -> Entry[Any]:
    source = draft.source
    uri = uri_of(source.path) or ""
    body = Body() if draft.has_left else draft.body
    return Entry(source.slug, source.path, uri, draft.facts, body, draft.targets)
