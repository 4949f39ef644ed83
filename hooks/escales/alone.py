# SPDX-License-Identifier: EUPL-1.2
"""Read each file by itself: what no other file changes is made once, and kept.

It is made of nothing but the kind, the path and the text of the file, and of the program.
"""

from collections.abc import Sequence

from escales.build_cache import BuildCache
from escales.drafts import Draft, read_draft
from escales.kept import recalled
from escales.kept_drafts import draft_of, kept_draft
from escales.read import Source
from escales.texts import check_text
from escales.workers import spread


def read_alone(sources: Sequence[Source], cache: BuildCache) -> list[Draft]:
    """Return the drafts of files: those that are kept, and the others made now, on every core."""
    drafts = {source.path: _recalled(source, cache) for source in sources}
    missing = [source for source in sources if drafts[source.path] is None]
    for source, made in zip(missing, spread(_made, missing), strict=True):
        cache.put(_key(source, cache), made)
        drafts[source.path] = draft_of(source, made)
    return [draft for draft in drafts.values() if draft]


def judge_alone(source: Source) -> Draft:
    """Read a file, and find all that is wrong in it whatever the others say."""
    draft = read_draft(source)
    known = len(draft.notes.problems)
    check_text(draft)
    draft.found = tuple(draft.notes.problems[known:])
    del draft.notes.problems[known:]
    return draft


def _made(source: Source) -> bytes:
    return kept_draft(judge_alone(source))


def _recalled(source: Source, cache: BuildCache) -> Draft | None:
    return recalled(cache, _key(source, cache), lambda kept: draft_of(source, kept))


def _key(source: Source, cache: BuildCache) -> bytes:
    return cache.key("draft", source.kind.value, source.path, source.fingerprint)
