# SPDX-License-Identifier: EUPL-1.2
"""Say in French what the system refused."""

import errno
from collections.abc import Mapping
from types import MappingProxyType

from escales.words.phrases import phrases_of

phrases = phrases_of("publishing/exchange")

CAUSES: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: phrases.full,
        errno.EDQUOT: phrases.full,
        errno.EFBIG: phrases.too_big,
        errno.EROFS: phrases.read_only,
        errno.EACCES: phrases.forbidden,
        errno.EPERM: phrases.forbidden,
        errno.EBUSY: phrases.busy,
        errno.EXDEV: phrases.other_disk,
        errno.EEXIST: phrases.not_a_folder_there,
        errno.ENOTDIR: phrases.not_a_folder_there,
        errno.ELOOP: phrases.link_there,
        errno.ENXIO: phrases.not_a_file_there,
        errno.EISDIR: phrases.not_a_file_there,
        errno.ENAMETOOLONG: phrases.long_name,
    }
)


def cause(number: int, path: str | None) -> str:
    """Say what the system has refused, and about which file when that is known."""
    where = f" : « {path} »" if path else ""
    return str(CAUSES.get(number, phrases.other).format(where=where))
