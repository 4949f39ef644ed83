# SPDX-License-Identifier: EUPL-1.2
"""Which stories are left out, where the publisher prefers that to publishing nothing.

Nothing is half published: a story goes with all that lies in its file. So does any other story that
claims one of its addresses: else what was withdrawn under a name might come back under that name.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from escales.problems.problem import Notes, Problem
from escales.reading.disk import FileKind, Tree
from escales.reading.drafts import Draft
from escales.words.spelling import slugify

STORIES = f"{FileKind.STORY.value}/"


def reasons_to_leave_out(drafts: Iterable[Draft], problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of stories, and of their pictures, that stop the publication."""
    stories = {d.source.path: _addresses(d) for d in drafts if d.source.kind is FileKind.STORY}
    faults = [problem for problem in problems if problem.stops and problem.path.startswith(STORIES)]
    return faults + _same_addresses(stories, {problem.path for problem in faults})


def no_story_remains(drafts: Iterable[Draft]) -> bool:
    """Whether no story remains to be read."""
    return not any(draft.source.kind is FileKind.STORY and not draft.has_left for draft in drafts)


def without_files(tree: Tree, paths: set[str]) -> Tree:
    """Return the tree without some files."""
    return replace(
        tree,
        sources=[source for source in tree.sources if source.path not in paths],
        pictures={path: picture for path, picture in tree.pictures.items() if path not in paths},
        problems=[problem for problem in tree.problems if problem.path not in paths],
        texts=tree.texts - paths,
    )


def _same_addresses(stories: dict[str, set[str]], out: set[str]) -> list[Problem]:
    """Return a problem for each story that shares an address with one that is left out."""
    taken = {
        address: path
        for path in sorted(out)
        for address in stories.get(path, {PurePosixPath(path).stem})
    }
    clashes: list[Problem] = []
    for path, addresses in stories.items():
        shared = sorted(addresses & taken.keys())
        if shared and path not in out:
            notes = Notes(path)
            notes.add("duplicate-slug", found=shared[0], other=taken[shared[0]])
            clashes += notes.problems
    more = {problem.path for problem in clashes}
    return clashes + _same_addresses(stories, out | more) if more else []


def _addresses(story: Draft) -> set[str]:
    """Return the names under which a story is or was published, as far as they can be read."""
    former = story.value_at(("anciens_slugs",)) or []
    names = former if isinstance(former, list) else str(former).split(",")
    return {story.source.slug, *(slugify(str(name)) for name in names)}
