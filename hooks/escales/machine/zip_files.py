# SPDX-License-Identifier: EUPL-1.2
"""Write zip files whose bytes depend on nothing but what they hold."""

import io
import zipfile
from collections.abc import Mapping


def zip_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # its date is 1980-01-01
    stored = name == "mimetype"  # the first part of an ODT, readable as it is
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files by name; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in sorted(files.items()):
            target.writestr(zip_entry(name), content)
    return out.getvalue()
