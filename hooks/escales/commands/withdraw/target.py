# SPDX-License-Identifier: EUPL-1.2
"""Find the story to withdraw, however broken its file is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from escales.problems.problem import Notes
from escales.reading.body import Body, read_body
from escales.reading.disk import Kind, Tree, read_anyway, read_tree, story_files
from escales.reading.drafts import Draft, read_draft
from escales.reading.header import Header, split_header
from escales.schema.values import as_list
from escales.words.spelling import nearest


@dataclass(frozen=True, slots=True)
class Target:
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
class Content:
    """The repository, read once; `files` are those of stories, by path."""

    tree: Tree
    drafts: Sequence[Draft]
    files: dict[str, Path]


def read_content(root: Path) -> Content:
    tree = read_tree(root)
    drafts = [read_draft(source) for source in tree.sources]
    return Content(tree, drafts, dict(story_files(root)))


def slug_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def find(named: str, content: Content) -> list[str]:
    """Return the paths of the stories that a path, an address, a name or a former one means."""
    path = named.removeprefix("./")
    if path in content.files:
        return [path]
    slug = slug_of(named.partition("#")[0].rstrip("/"))
    return [path for path in content.files if slug_of(path) == slug] or [
        draft.source.path
        for draft in content.drafts
        if draft.source.kind is Kind.STORY and slug in _former_slugs(draft)
    ]


def near(named: str, content: Content) -> str | None:
    """Return the name of a story that was most likely meant."""
    return nearest(slug_of(named.rstrip("/")), [slug_of(path) for path in content.files])


def read_target(path: str, content: Content) -> Target:
    file, notes = content.files[path], Notes(path)
    header, text, line = split_header(whole := read_anyway(file), notes)
    return Target(path, file, header, read_body(text or ("" if header else whole), line, notes))


def _former_slugs(draft: Draft) -> Iterator[str]:
    written = as_list(draft.written(("anciens_slugs",)))
    yield from (slug for slug in written or () if isinstance(slug, str))
