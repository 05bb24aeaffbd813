"""Rest for Python's garbage collector while much is made that will be kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave garbage alone until the block or the function is done.

    The collector walks again and again through the words and claims that are still being made: a
    seventh of the time of reading them. It looks after them as soon as the block ends.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
