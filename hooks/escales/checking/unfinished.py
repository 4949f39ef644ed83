# SPDX-License-Identifier: EUPL-1.2
"""Set aside what is not right yet, while somebody writes it, so that the rest of the site stays.

A file is shown as usual as long as its header is right. Else it leaves the lists, and its page
shows what can be read of it. An employer or a scheme that others name has a stand-in: so nothing
else is at fault because of it. All files are judged together before: links to them lead somewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from escales.checking.handwritten import GENERATED_FOLDERS
from escales.checking.references import names_of
from escales.checking.stand_ins import right_values, stand_in, to_complete
from escales.content.library import Unfinished, WhatIsRead
from escales.problems.problem import InvalidContent, Problem, in_order
from escales.reading.body import Body
from escales.reading.disk import FOLDERS, FileKind, Tree
from escales.reading.drafts import MODELS, Draft, by_slug
from escales.reading.limits import excess_of
from escales.words.addresses import uri_of
from escales.words.spelling import slugify

NO_ADDRESS = {"duplicate-slug", "reserved-name", "bad-file-name", "windows-name"}
# The header of each says what its page shows; others may not do without it.
SHOWN = {FileKind.STORY, FileKind.SCHEME, FileKind.COLLECTIVITY}
NAMED = {FileKind.SCHEME, FileKind.COLLECTIVITY}
NOT_SHOWN = {"titre", "nom", "resume", "relu", "anciens_slugs", "preuve"}


@dataclass(frozen=True, slots=True)
class Written:
    """What the library is made of, and what is set aside."""

    drafts: list[Draft]
    pages: dict[str, str]
    unfinished: tuple[Unfinished, ...]


def set_aside(drafts: list[Draft], tree: Tree, problems: Iterable[Problem]) -> Written:
    """Part what is right from what is not; raise InvalidContent when the fault is elsewhere."""
    by_path = _problems_by_path(drafts, tree, problems)
    whole = [draft for draft in drafts if _is_whole(draft, by_path.get(draft.source.path, ()))]
    usual = {draft.source.path for draft in whole}
    shown = list(_without_dead_names([*whole, *_stand_ins(drafts, usual)]))
    usual &= {draft.source.path for draft in shown}
    pages = {path: text for path, text in tree.pages.items() if _can_be_shown(path, text, by_path)}
    usual |= set(pages)
    all_drafts = {draft.source.path: draft for draft in drafts}
    unfinished = []
    for path, of_file in by_path.items():
        uri = None if _has_no_address(of_file) or not path.endswith(".md") else uri_of(path)
        is_apart = uri is not None and path not in usual
        read = _what_is_read(path, all_drafts.get(path)) if is_apart else None
        unfinished.append(Unfinished(path, uri, tuple(in_order(of_file)), read))
    return Written(shown, pages, tuple(unfinished))


def _problems_by_path(
    drafts: list[Draft], tree: Tree, problems: Iterable[Problem]
) -> Mapping[str, list[Problem]]:
    by_path: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.stops:
            by_path[problem.path].append(problem)
    own = {draft.source.path for draft in drafts} | set(tree.pages) | set(tree.pictures)
    own |= {problem.path for problem in tree.problems} - set(FOLDERS)
    if elsewhere := set(by_path) - own:
        raise InvalidContent([problem for path in elsewhere for problem in by_path[path]])
    return by_path


def _has_no_address(problems: Iterable[Problem]) -> bool:
    return any(problem.code in NO_ADDRESS and problem.key is None for problem in problems)


def _is_whole(draft: Draft, problems: Iterable[Problem]) -> bool:
    """Whether a file can be shown as usual: it is right, or its faults are only in its text."""
    if not problems:
        return True
    if draft.facts is None or draft.source.kind not in SHOWN:
        return False
    return not any(problem.code in NO_ADDRESS for problem in problems) and not excess_of(
        draft.body.text
    )


def _stand_ins(drafts: list[Draft], usual: set[str]) -> Iterator[Draft]:
    """Yield what stands for each employer and each scheme that is not shown as usual."""
    employers = names_of(by_slug(FileKind.COLLECTIVITY, drafts))
    taken = {draft.source.slug for draft in drafts if draft.source.path in usual}
    lacks_bearer = False
    for draft in drafts:
        kind, slug = draft.source.kind, draft.source.slug
        if kind is FileKind.SCHEME:
            bearer = employers.get(slugify(str(draft.value_at(("porteur",)))))
            lacks_bearer |= bearer is None
        if kind in NAMED and draft.source.path not in usual and slug not in taken:
            yield stand_in(draft, bearer if kind is FileKind.SCHEME else None)
    if lacks_bearer:
        yield to_complete()


def _without_dead_names(drafts: list[Draft]) -> Iterator[Draft]:
    """Leave out the stories that name what is not there, and such names in other files."""
    employers = by_slug(FileKind.COLLECTIVITY, drafts)
    schemes = by_slug(FileKind.SCHEME, drafts)
    for draft in drafts:
        facts = draft.facts
        match draft.source.kind:
            case FileKind.STORY if not draft.has_left:
                named = facts.collectivity in employers and facts.host in {None, *employers}
                if not named or facts.scheme not in {None, *schemes}:
                    continue
            case FileKind.SCHEME if facts.bearer not in employers:
                facts = facts.model_copy(update={"bearer": to_complete().source.slug})
            case FileKind.COLLECTIVITY:
                known = tuple(one for one in facts.adoptions if one.scheme in schemes)
                facts = facts.model_copy(update={"adoptions": known})
            case FileKind.KIT if draft.source.scheme not in schemes:
                continue
        yield draft if facts is draft.facts else replace(draft, facts=facts)


def _can_be_shown(path: str, text: str, by_path: Mapping[str, list[Problem]]) -> bool:
    """Whether MkDocs can show a page of docs/: it is at its place, and not endless to render."""
    return path not in by_path or not (path.startswith(GENERATED_FOLDERS) or excess_of(text))


def _what_is_read(path: str, draft: Draft | None) -> WhatIsRead:
    """Return what can be read of a file, its values that are at fault left out."""
    name = PurePosixPath(path)
    title = name.parent.name if name.name == "index.md" else name.stem
    if draft is None or draft.header is None:
        body = draft.body if draft and not excess_of(draft.body.text) else Body()
        return WhatIsRead(title, body=body, targets=draft.targets if body.utf8 and draft else ())
    right = right_values(draft)
    body = Body() if excess_of(draft.body.text) else draft.body
    fields = MODELS[draft.source.kind].keys()
    return WhatIsRead(
        title=_text(right.get("titre")) or _text(right.get("nom")) or title,
        summary=_text(right.get("resume")),
        facts=tuple(
            (str(fields[key].title), text)
            for key, value in right.items()
            if key in fields and key not in NOT_SHOWN and (text := _text(value))
        ),
        body=body,
        targets=draft.targets if body.utf8 else (),
    )


def _text(value: Any) -> str:  # noqa: ANN401  # any shape that YAML has
    """Return a value or a list of values as one says it; nothing of a mapping."""
    items = value if isinstance(value, list) else [value]
    return ", ".join(item for item in items if isinstance(item, str))
