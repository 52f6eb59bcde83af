"""Garbage collection while very many objects are made that all live."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python's own default looks through everything young after 700 objects.
_SELDOM = (100_000, 50, 100)


def collect_seldom() -> None:
    """Look for garbage cycles less often, in this process from now on."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage cycles less often meanwhile: a fifth of the time goes into it otherwise."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
