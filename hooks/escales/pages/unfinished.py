# SPDX-License-Identifier: EUPL-1.2
"""The page of a file that is not right yet, which only whoever writes it sees."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from escales.content.library import Library, Unfinished, WhatIsRead
from escales.pages.body import linked_text
from escales.pages.page import PagePlan, SitePage
from escales.pages.templating import fill
from escales.words.addresses import COLLECTIVITIES, SCHEMES, STORIES

PARENTS = {"recits": STORIES, "dispositifs": SCHEMES, "collectivites": COLLECTIVITIES}


def plan_unfinished(library: Library) -> Iterator[PagePlan]:
    """Yield a page for each file that has an address, and that no other page shows."""
    for file in library.unfinished:
        if file.uri and file.shown:
            yield PagePlan(_page(file, file.uri, file.shown))


def _page(file: Unfinished, uri: str, read: WhatIsRead) -> SitePage:
    return SitePage(
        uri=uri,
        title=read.title,
        description=read.summary,
        parent=PARENTS.get(PurePosixPath(uri).parts[0]),
        head=fill("unfinished.html", uri, read=read),
        **linked_text(uri, read.body, read.targets),
        source=file.path,
        indexed=False,
        searchable=False,
    )
