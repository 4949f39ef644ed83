# SPDX-License-Identifier: EUPL-1.2
"""Have the texts of a site say the new name of a scheme that its origin renamed."""

import re
from collections.abc import Iterator

from escales.checking.references import references
from escales.commands.take.site import Site
from escales.reading.disk import FileKind, SourceFile
from escales.reading.drafts import read_draft
from escales.words.spelling import slugify


def with_new_name(site: Site, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of the site that names the scheme, or leads to it.

    Those of the scheme itself are left out: its origin changed them.
    """
    leading = re.compile(rf"(?<![\w-])(schemes|dispositifs)/{re.escape(old)}(?=[/)#])")
    sources = {each.path: each for each in site.tree.sources}
    for path in sorted(site.tree.texts - site.tree.from_engine):
        if path.startswith(f"schemes/{old}/"):
            continue
        text = site.text(path)
        changed = leading.sub(rf"\1/{new}", text)
        if path in sources:
            changed = _with_name(sources[path], changed, old, new)
        if path.startswith("schemes/"):  # from one scheme to another
            changed = changed.replace(f"](../{old}/", f"](../{new}/")
            changed = changed.replace(f"](../../{old}/", f"](../../{new}/")
        if changed != text:
            yield path, changed


def _with_name(source: SourceFile, text: str, old: str, new: str) -> str:
    """Put the new name where the header names the scheme by its folder."""
    draft, lines = read_draft(source), text.split("\n")
    for location, kind in references(draft):
        said = draft.value_at(location)
        if kind is FileKind.SCHEME and isinstance(said, str) and slugify(said) == old:
            at = draft.line(location) - 1
            lines[at] = re.sub(
                rf"(:[ ]*[\"']?){re.escape(said)}", rf"\g<1>{new}", lines[at], count=1
            )
    return "\n".join(lines)
