# SPDX-License-Identifier: EUPL-1.2
"""Write a received story in the repository, with the pages of employers that it needs."""

import os
from collections.abc import Mapping
from pathlib import Path

from escales.commands.console import write_new_file
from escales.commands.receive.refusal import NotReceivedError
from escales.commands.receive.story import ReceivedStory
from escales.machine.whole_files import write_whole


def write_story(story: ReceivedStory, answers: Mapping[str, str], root: Path) -> list[str]:
    """Write the files, and return their paths, that of the story first.

    No file is overwritten: a page that is there already only gets a line more.
    """
    source, pages = story.source(answers), story.pages(answers)
    paths = [source.path, *(page.draft.source.path for page in pages)]
    if any((root / path).parent.is_symlink() for path in paths):
        raise NotReceivedError("linked-folder")
    for page in pages:
        file, text = root / page.draft.source.path, page.draft.source.text
        if page.is_new:
            write_new_file(file, text)
        else:
            mode = file.stat().st_mode
            write_whole(file, text.encode())
            os.chmod(file, mode)  # noqa: PTH101  # that of Path does the same
    write_new_file(root / source.path, source.text)
    return paths
