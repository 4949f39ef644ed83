# SPDX-License-Identifier: EUPL-1.2
"""The schemes that a site took from elsewhere: what they were stays, and what they lead to is here.

Their files are those of another site, byte for byte. What they link to and that this site lacks
becomes plain words when they are read; what was written here is judged as usual.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from escales.checking.site_links import ELSEWHERE_OR_NOTHING, make_exists, uri_meant
from escales.content.library import Library
from escales.machine.three_way import usual
from escales.machine.whole_files import read_at_most
from escales.problems.problem import Notes, Problem
from escales.reading.absent_links import LINK
from escales.reading.body import read_body, split_target
from escales.reading.disk import FileKind, SourceFile, Tree
from escales.reading.lock import LOCK, ReadLock, read_lock
from escales.reading.sources import SchemeSources, with_plain_ends
from escales.reading.version_files import ORIGIN
from escales.schema.lock import TakenScheme
from escales.words.phrases import phrases_of

phrases = phrases_of("checking")

MOST_BYTES = 2_000_000  # as for pictures


def with_taken_schemes(tree: Tree) -> Tree:
    """Return the tree with what its lock says, and with no dead link that came from elsewhere."""
    lock, origins = read_lock(tree.root), _origins(tree.kept)
    if not (lock.schemes or lock.problems or origins):
        return tree
    sheets = {each.scheme for each in tree.sources if each.kind is FileKind.SCHEME}
    own = {each.scheme for each in tree.sources if each.path not in tree.from_engine}
    taken = {slug: scheme for slug, scheme in lock.schemes.items() if slug in sheets & own}
    problems = [*lock.problems, *_problems(lock, origins, taken)]
    told = replace(tree, taken=taken, problems=[*tree.problems, *problems])
    return _without_dead_links(told, origins) if taken else told


def origins_of(tree: Tree, sources: Mapping[str, SchemeSources]) -> dict[str, SchemeSources]:
    """Return the files of each taken scheme as they were taken, beside the page of its bearer."""
    found: dict[str, SchemeSources] = {}
    for slug, files in _origins(tree.kept).items():
        if slug in tree.taken and (today := sources.get(slug)):
            paths = {f"schemes/{slug}/{name}": _content(file) for name, file in files.items()}
            paths[today.bearer_page] = today.files[today.bearer_page]
            version = tree.taken[slug].version
            found[slug] = SchemeSources(slug, version, today.bearer, dict(sorted(paths.items())))
    return found


def _content(file: Path) -> bytes:
    """Read a file as git has it; a larger one than any that could be taken is cut, and told."""
    content = read_at_most(file, MOST_BYTES)
    return with_plain_ends(content) if file.suffix == ".md" else content


def without_borrowed_validation(library: Library) -> Library:
    """Return the library where no adapted text is said to be validated by who bears the first."""
    adapted = {slug for slug in library.taken if library.is_adapted(slug)}
    schemes = {
        slug: replace(entry, facts=entry.facts.model_copy(update={"validated": False}))
        if slug in adapted
        else entry
        for slug, entry in library.schemes.items()
    }
    return replace(library, schemes=schemes) if adapted else library


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file, whatever the system made of the ends of its lines."""
    return sha256(usual(content)).hexdigest()


def _origins(kept: Mapping[str, Path]) -> dict[str, dict[str, Path]]:
    """Return the files of each origin by their path below it."""
    found: dict[str, dict[str, Path]] = {}
    for path, file in kept.items():
        match path.split("/", 3):
            case ["schemes", slug, folder, name] if folder == ORIGIN:
                found.setdefault(slug, {})[name] = file
    return found


def _problems(
    lock: ReadLock, origins: Mapping[str, Mapping[str, Path]], taken: Mapping[str, TakenScheme]
) -> Iterator[Problem]:
    if lock.problems:
        return  # nothing can be said of what it would tell
    notes = Notes(LOCK)
    for slug, scheme in lock.schemes.items():
        if slug not in taken:
            notes.add("taken-scheme-gone", lock.line(slug), found=slug)
            continue
        files = origins.get(slug, {})
        for name, then in scheme.files.items():
            fault = phrases.origin_missing if name not in files else ""
            if not fault and fingerprint(_content(files[name])) != then:
                fault = phrases.origin_altered
            if fault:
                line = lock.line(slug, "fichiers", name)
                found, expected = _path(slug, name), phrases.put_back
                notes.add("origin-changed", line, found=found, fault=fault, expected=expected)
    yield from notes.problems
    for slug, files in origins.items():
        others = sorted(set(files) - set(lock.schemes[slug].files if slug in lock.schemes else ()))
        if others:
            found = _path(slug, others[0])
            fault = phrases.origin_more if slug in lock.schemes else phrases.origin_unlocked
            expected = phrases.take_away if slug in lock.schemes else phrases.put_lock_back
            notes = Notes(found)
            notes.add("origin-changed", found=found, fault=fault, expected=expected)
            yield from notes.problems


def _path(slug: str, name: str) -> str:
    return f"schemes/{slug}/{ORIGIN}/{name}"


def _without_dead_links(tree: Tree, origins: Mapping[str, Mapping[str, Path]]) -> Tree:
    """Return the tree whose taken texts lead only to what there is; no line moves."""
    exists = make_exists(tree)
    came = {slug: _targets(files.values()) for slug, files in origins.items()}

    @cache
    def anchors(path: str) -> set[str]:
        return set(read_body(tree.pages[path], 1, Notes(path)).ids)

    def mend(source: SourceFile) -> SourceFile:
        if source.kind not in {FileKind.SCHEME, FileKind.KIT} or source.scheme not in tree.taken:
            return source
        theirs = came.get(source.scheme, set())

        def with_what_there_is(match: re.Match[str]) -> str:
            target = match["target"]
            is_picture = match.string[match.start() - 1 : match.start()] == "!"
            if is_picture or target not in theirs or ELSEWHERE_OR_NOTHING.match(target):
                return match[0]
            if not exists(uri_meant(source.path, target)):
                return match["said"]
            file, anchor = split_target(target)
            page = f"docs/{uri_meant(source.path, file)}" if file else ""
            if anchor and page in tree.pages and anchor not in anchors(page):
                return f"[{match['said']}]({file})"
            return match[0]

        return replace(source, text=LINK.sub(with_what_there_is, source.text))

    return replace(tree, sources=[mend(source) for source in tree.sources])


def _targets(files: Iterable[Path]) -> set[str]:
    """Return where the links of texts lead: those that came with a scheme."""
    texts = (_content(file).decode("utf-8", "replace") for file in files if file.suffix == ".md")
    return {match["target"] for text in texts for match in LINK.finditer(text)}
