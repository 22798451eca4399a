"""Look for garbage in one thread alone.

Python looks for objects that hold each other when one too many was made, in whichever thread makes it. What it finds of Qt
is then destroyed in that thread, where a timer cannot be stopped: its next event reaches memory that is gone, and the
process crashes. So the automatic search is off in a window, and one thread does it where nothing else is under way.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_PAUSES_A_SEARCH: Final = 100
"""Between two searches of all objects lies a hundred times what the last one took: it costs a hundredth of the time."""


class GarbageCollector:
    """Decides when to look for garbage; the thread that calls does it."""

    def __init__(self) -> None:
        self._next_full_s = 0.0

    def collect_young(self) -> None:
        """Look through the newest objects, as often as Python would.

        It takes a millisecond, however many objects there are.
        """
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] > limits[0]:
            gc.collect(1 if counts[1] > limits[1] else 0)

    @property
    def is_full_due(self) -> bool:
        """Return whether all objects are to be looked through again."""
        return gc.get_count()[2] > gc.get_threshold()[2] and time.monotonic() >= self._next_full_s

    def collect_all(self) -> None:
        """Look through all objects."""
        begin = time.monotonic()
        gc.collect()
        end = time.monotonic()
        self._next_full_s = end + _PAUSES_A_SEARCH * (end - begin)


def collect_where_off() -> None:
    """Look through the newest objects in the middle of long work.

    Only where Python does not; the event loop, which else sees to it, does not turn meanwhile.
    """
    if not gc.isenabled():
        GarbageCollector().collect_young()


@contextmanager
def collection_off() -> Iterator[None]:
    """Leave garbage to `collect_where_off`, while other threads work."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
