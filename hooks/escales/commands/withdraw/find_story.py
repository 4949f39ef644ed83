# SPDX-License-Identifier: EUPL-1.2
"""Find the story to withdraw, however broken its file is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from escales.problems.problem import Notes
from escales.reading.body import Body, read_body
from escales.reading.disk import FileKind, Tree, read_leniently, read_tree, story_files
from escales.reading.drafts import Draft, read_draft
from escales.reading.header import Header, split_header
from escales.schema.lists import as_list
from escales.words.spelling import nearest


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story as it stands; `header` is None when it cannot be read. `path` is in the repository.

    `body` is read even when the story is withdrawn already: it is what remains to be emptied.
    """

    path: str
    file: Path  # as the disk spells it
    header: Header | None
    body: Body

    @property
    def slug(self) -> str:
        return slug_of(self.path)


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository, read once; `files` are those of stories, by path."""

    tree: Tree
    drafts: Sequence[Draft]
    files: dict[str, Path]


def read_repository(root: Path) -> Repository:
    tree = read_tree(root)
    drafts = [read_draft(source) for source in tree.sources]
    return Repository(tree, drafts, dict(story_files(root)))


def slug_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def find_stories(story_name: str, repository: Repository) -> list[str]:
    """Return the paths of the stories that a path, an address, a name or a former one means."""
    path = story_name.removeprefix("./")
    if path in repository.files:
        return [path]
    slug = slug_of(story_name.partition("#")[0].rstrip("/"))
    return [path for path in repository.files if slug_of(path) == slug] or [
        draft.source.path
        for draft in repository.drafts
        if draft.source.kind is FileKind.STORY and slug in _former_slugs(draft)
    ]


def nearest_story(story_name: str, repository: Repository) -> str | None:
    """Return the name of a story that was most likely meant."""
    return nearest(slug_of(story_name.rstrip("/")), [slug_of(path) for path in repository.files])


def read_story_file(path: str, repository: Repository) -> StoryFile:
    file, notes = repository.files[path], Notes(path)
    header, text, line = split_header(whole := read_leniently(file), notes)
    return StoryFile(path, file, header, read_body(text or ("" if header else whole), line, notes))


def _former_slugs(draft: Draft) -> Iterator[str]:
    slugs = as_list(draft.value_at(("anciens_slugs",)))
    yield from (slug for slug in slugs or () if isinstance(slug, str))
