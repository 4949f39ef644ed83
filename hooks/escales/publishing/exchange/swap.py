# SPDX-License-Identifier: EUPL-1.2
"""Put a finished folder in the place of the published one.

Linux and macOS exchange two folders at once: whoever looks finds the old one or the new one, and
so does whoever comes after a power cut. Elsewhere (NFS, some shared folders, musl) two renames do:
for an instant there is no published folder, and a process killed at that instant leaves none.
`restore` then puts the old one back, at the next publication.
"""

import ctypes
import errno
import os
import sys
from pathlib import Path

# The call of each system, and what stands for the current folder. Same flag, same arguments.
CALLS = {"linux": ("renameat2", -100), "darwin": ("renameatx_np", -2)}
EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
PREVIOUS = "previous"  # beside the new folder, where two renames leave the old one


def swap_in(new: Path, published: Path) -> None:
    """Have `published` be the folder `new`; what it was before is then in the folder of `new`.

    Both are on one file system. An OSError leaves `published` as it was.
    """
    flush_to_disk(new)
    if not published.exists():
        new.rename(published)
    elif not exchange(new, published):
        rename_twice(new, published)
    for folder in {new.parent, published.parent}:
        _flush_folder(folder)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders at once; return False where the system or the disk cannot."""
    name, here = CALLS.get(sys.platform, ("", 0))
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if call is None:
        return False
    if call(here, os.fsencode(one), here, os.fsencode(other), EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(other))


def rename_twice(new: Path, published: Path) -> None:
    """Exchange two folders as well as can be: the old one comes back if the new one cannot come."""
    previous = new.with_name(PREVIOUS)
    published.rename(previous)
    try:
        new.rename(published)
    except BaseException:
        previous.rename(published)
        raise


def restore_previous(leftover: Path, published: Path) -> bool:
    """Put back the folder that a killed process had set aside; return whether there was one."""
    previous = leftover / PREVIOUS
    if published.exists() or previous.is_symlink() or not previous.is_dir():
        return False
    previous.rename(published)
    return True


def flush_to_disk(folder: Path) -> None:
    """Wait until the disk holds all that was written; raise OSError when it could not be.

    One call for the whole file system: asking file by file takes minutes for thousands of pages.
    """
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:  # not a Linux
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if call(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
