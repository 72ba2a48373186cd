"""Hold back the collector of circular garbage while much is made that is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold back the collector meanwhile: what is being built has no garbage, and looking grows with what is kept.

    Whoever found it off leaves it off. Let go of what is no longer needed before the end, so that the next look
    finds it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
