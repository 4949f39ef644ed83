# SPDX-License-Identifier: EUPL-1.2
"""Say what changed on both sides, and what became of each file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from escales.commands.follow.followed import Followed
from escales.content.merging import Outcome, Verdict
from escales.content.versions import DocumentChange, summary_of
from escales.machine.three_way import NoGitError
from escales.pages.templating import french_date
from escales.reading.version_files import ORIGIN
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("commands/follow")


def tell_changes(followed: Followed, *, to_merge: bool) -> Iterator[str]:
    """Say what changed there, what changed here, and what both changed; then how to merge."""
    taken, theirs = followed.taken, followed.theirs
    yield phrases.title.format(title=theirs.title, slug=followed.slug)
    yield phrases.taken.format(version=taken.version, day=french_date(taken.on))
    if not followed.is_new:
        yield phrases.nothing_new
    elif followed.is_older:
        yield phrases.older.format(version=theirs.version)
    elif theirs.version != taken.version:
        yield phrases.newer.format(version=theirs.version)
        for line in followed.new_lines:
            yield phrases.journal.format(
                version=line.version, day=french_date(line.on), changes=line.changes
            )
    else:
        yield phrases.same_number
    page = followed.offer.page or ""
    if followed.is_new and page.endswith("/"):
        yield phrases.compared.format(page=page)
    if followed.waiting and not (to_merge and followed.is_new):  # a merge is refused, and says it
        yield phrases.still_waiting.format(paths=", ".join(followed.waiting))
    yield from _listed(phrases.there, followed.there)
    yield from _listed(phrases.here, followed.here)
    if not followed.is_new or followed.is_older:
        return
    try:
        both = [
            phrases.item.format(title=followed.title_of(each), what=_both(each))
            for each in followed.both
        ]
    except NoGitError:
        both = [f"  {phrases.no_git}"]
    yield from ("", phrases.both, *both) if both else ()
    if not to_merge:
        yield from ("", phrases.how.format(slug=followed.slug))


def _listed(heading: str, changes: Iterable[DocumentChange]) -> Iterator[str]:
    lines = [phrases.item.format(title=change.title, what=summary_of(change)) for change in changes]
    yield from ("", heading, *lines) if lines else ()


def _both(outcome: Outcome) -> str:
    if outcome.verdict is Verdict.CONFLICT:
        return counted(outcome.conflicts, *phrases["to_choose"])
    return str(phrases["fates"][outcome.verdict.name.lower()])


def tell_merge(followed: Followed, pages: Iterable[str], before: Path | None) -> Iterator[str]:
    """Say what became of each file, and where what was there before is kept."""
    folder = f"schemes/{followed.name}/"
    yield phrases.done.format(title=followed.theirs.title, version=followed.theirs.version)
    if followed.name != followed.slug:
        yield phrases.renamed.format(old=followed.slug, new=followed.name)
    for each in followed.outcomes:
        was = followed.ours.below.get(each.before)
        if each.is_renamed:
            yield phrases.file.format(
                path=folder + each.path, what=phrases.moved.format(path=each.before)
            )
        if each.content != was or each.verdict in TOLD:
            yield phrases.file.format(path=folder + each.path, what=_fate(each, folder))
    for path in pages:
        yield phrases.file.format(path=path, what=phrases.page)
    yield phrases.file.format(path=f"{folder}{ORIGIN}/", what=phrases.base)
    if before:
        yield ""
        yield phrases.before.format(path=before)


TOLD = {Verdict.KEPT, Verdict.LEFT_OUT, Verdict.TWO_PICTURES}  # nothing moved, and yet


def _fate(outcome: Outcome, folder: str) -> str:
    if outcome.verdict is Verdict.CONFLICT:
        return counted(outcome.conflicts, *phrases["to_choose"])
    said: str = phrases["fates"][outcome.verdict.name.lower()]
    return said.format(path=f"{folder}{ORIGIN}/{outcome.path}")
