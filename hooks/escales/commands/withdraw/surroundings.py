# SPDX-License-Identifier: EUPL-1.2
"""What stands around a story: its pictures, who else shows them, and who speaks of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename

from escales.commands.withdraw.find_story import Repository, StoryFile
from escales.problems.problem import Notes
from escales.reading.body import Body, read_body, split_target
from escales.reading.disk import read_leniently
from escales.reading.links import in_repository
from escales.reading.versions import kept_versions
from escales.words.addresses import uri_of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Paths of the repository: `shared` gives, by picture, the texts that show it too.

    `versions` are the folders of past versions of schemes whose texts name the story.
    `elsewhere` are the pictures of the story that do not stand in stories/, `stray` those of
    stories/ that no text shows.
    """

    own_pictures: Sequence[str]
    shared: Mapping[str, Sequence[str]]
    elsewhere: Sequence[str]
    stray: Sequence[str]
    linking: Sequence[str]
    versions: Sequence[str]
    voices: Sequence[str]


def look_around(target: StoryFile, repository: Repository) -> Surroundings:
    others = _targets_of_others(target, repository)
    files_of_story = [
        path for path in _targets(target.path, target.body) if _is_file(path, repository)
    ]
    texts_by_picture = {
        path: _showing(path, others, repository) for path in dict.fromkeys(files_of_story)
    }
    own_pictures = [
        path for path, by in texts_by_picture.items() if not by and path.startswith("stories/")
    ]
    unseen = (path for path in repository.tree.pictures if path.startswith("stories/"))
    return Surroundings(
        own_pictures=own_pictures,
        shared={path: by for path, by in texts_by_picture.items() if by},
        elsewhere=[
            path for path, by in texts_by_picture.items() if not by and path not in own_pictures
        ],
        stray=[
            p for p in unseen if p not in texts_by_picture and not _showing(p, others, repository)
        ],
        linking=[path for path, targets in others.items() if target.path in targets],
        versions=list(dict.fromkeys(_versions(target, repository))),
        voices=list(_voices(target, repository)),
    )


def _targets(path: str, body: Body) -> list[str]:
    """Return the paths where the links of a text lead."""
    return [in_repository(path, split_target(link.target)[0]) for link in body.links]


def _targets_of_others(target: StoryFile, repository: Repository) -> dict[str, list[str]]:
    """Return what every other text leads to, by its path; a withdrawn one has no text."""
    targets_by_path = {
        draft.source.path: _targets(draft.source.path, draft.body)
        for draft in repository.drafts
        if draft.source.path != target.path
    }
    for path, text in repository.tree.pages.items():
        targets_by_path[path] = _targets(path, read_body(text, 1, Notes(path)))
    return targets_by_path


def _is_file(path: str, repository: Repository) -> bool:
    """Whether a path is a file that is no text, and no link of the disk to another one."""
    linked = any((repository.tree.root / part).is_symlink() for part in (path, *_above(path)))
    return not path.endswith(".md") and repository.tree.exists(path) and not linked


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _showing(
    picture: str, others: Mapping[str, Sequence[str]], repository: Repository
) -> list[str]:
    """Return the texts that show a picture; a page may do so in HTML, where its name stands."""
    names = {basename(picture), basename(uri_of(picture) or picture)}  # and as it is published
    return [
        path
        for path, targets in others.items()
        if picture in targets or any(name in repository.tree.pages.get(path, "") for name in names)
    ]


def _versions(target: StoryFile, repository: Repository) -> Iterator[str]:
    """Yield the folder of each past version that leads to the story: it is published as it was."""
    for kept in kept_versions(repository.tree):
        for name, file in kept.files.items():
            if name.endswith(".md") and f"/{target.slug}.md" in read_leniently(file):
                yield kept.folder


def _voices(target: StoryFile, repository: Repository) -> Iterator[str]:
    """Yield the other stories of the same experience."""
    experience = target.header.values.get("experience") if target.header else None
    for draft in repository.drafts:
        if draft.source.path == target.path or draft.is_withdrawn:
            continue
        if experience and draft.value_at(("experience",)) == experience:
            yield draft.source.path
