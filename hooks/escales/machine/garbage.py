# SPDX-License-Identifier: EUPL-1.2
"""Spare Python going through all that is made, while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Look for no garbage in the meantime; take what was made for old afterwards, as it is."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # into the oldest generation, which is gone through the least often
        if collecting:
            gc.enable()
