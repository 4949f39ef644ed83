# SPDX-License-Identifier: EUPL-1.2
"""What stands around a story: its pictures, who else shows them, and who speaks of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename

from escales.commands.withdraw.target import Content, Target
from escales.problems.problem import Notes
from escales.reading.body import Body, read_body, split_target
from escales.reading.links import in_repository
from escales.words.addresses import uri_of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Paths of the repository: `shared` gives, by picture, the texts that show it too.

    `elsewhere` are the pictures of the story that do not stand in stories/, `stray` those of
    stories/ that no text shows.
    """

    own: Sequence[str]
    shared: Mapping[str, Sequence[str]]
    elsewhere: Sequence[str]
    stray: Sequence[str]
    linking: Sequence[str]
    voices: Sequence[str]


def look_around(target: Target, content: Content) -> Surroundings:
    others = _targets_of_others(target, content)
    mine = [path for path in _targets(target.path, target.body) if _is_file(path, content)]
    shown = {path: _showing(path, others, content) for path in dict.fromkeys(mine)}
    own = [path for path, by in shown.items() if not by and path.startswith("stories/")]
    unseen = (path for path in content.tree.pictures if path.startswith("stories/"))
    return Surroundings(
        own=own,
        shared={path: by for path, by in shown.items() if by},
        elsewhere=[path for path, by in shown.items() if not by and path not in own],
        stray=[p for p in unseen if p not in shown and not _showing(p, others, content)],
        linking=[path for path, targets in others.items() if target.path in targets],
        voices=list(_voices(target, content)),
    )


def _targets(path: str, body: Body) -> list[str]:
    """Return the paths where the links of a text lead."""
    return [in_repository(path, split_target(link.target)[0]) for link in body.links]


def _targets_of_others(target: Target, content: Content) -> dict[str, list[str]]:
    """Return what every other text leads to, by its path; a withdrawn one has no text."""
    found = {
        draft.source.path: _targets(draft.source.path, draft.body)
        for draft in content.drafts
        if draft.source.path != target.path
    }
    for path, text in content.tree.pages.items():
        found[path] = _targets(path, read_body(text, 1, Notes(path)))
    return found


def _is_file(path: str, content: Content) -> bool:
    """Whether a path is a file that is no text, and no link of the disk to another one."""
    linked = any((content.tree.root / part).is_symlink() for part in (path, *_above(path)))
    return not path.endswith(".md") and content.tree.exists(path) and not linked


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _showing(picture: str, others: Mapping[str, Sequence[str]], content: Content) -> list[str]:
    """Return the texts that show a picture; a page may do so in HTML, where its name stands."""
    names = {basename(picture), basename(uri_of(picture) or picture)}  # and as it is published
    return [
        path
        for path, targets in others.items()
        if picture in targets or any(name in content.tree.pages.get(path, "") for name in names)
    ]


def _voices(target: Target, content: Content) -> Iterator[str]:
    """Yield the other stories of the same experience."""
    told = target.header.values.get("experience") if target.header else None
    for draft in content.drafts:
        if draft.source.path == target.path or draft.is_withdrawn:
            continue
        if told and draft.written(("experience",)) == told:
            yield draft.source.path
