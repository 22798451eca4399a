"""The state of a running talk on disk, so that a talk that was killed can be taken up where it stood.

Written at each change, beside and then replaced: a reader finds one whole state or none. Nothing is flushed to the disk
itself, as only the process may die here, and a key press must not wait for a disk.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from desktop.fast_dataclass import dataclass
from desktop.session.clock import Clock
from desktop.session.position import Position

_OLD: Final = 12 * 3600.0
"""Seconds after which nobody takes up a talk again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a talk is taken up from."""

    path: str
    position: Position
    language: str
    clock: Clock
    written: float


class Journal:
    """The journal of one machine: at most one talk writes it, and only one that died leaves it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "talk.json"
        with contextlib.suppress(OSError):  # a home that cannot be written to has no journal, and no less of a talk
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "talk.lock"))
        self._lock.setStaleLockTime(0)  # stale is only what belongs to a process that is no more
        self._last: str | None = None

    def begin(self) -> bool:
        """Begin to write, and return whether it is ours to write: not while another talk runs on this machine."""
        return self._lock.isLocked() or self._lock.tryLock(0)

    def write(self, path: Path, position: Position, language: str, clock: Clock) -> None:
        """Write the state; a disk that refuses does not trouble the talk."""
        if not self._lock.isLocked():
            return
        entry = Entry(str(path), position, language, clock, 0.0)
        import json

        state = json.dumps(asdict(entry))
        if state == self._last:
            return
        self._last = state
        beside = self._file.with_suffix(".new")
        with contextlib.suppress(OSError):
            beside.write_text(json.dumps({**asdict(entry), "written": time.time()}), "utf-8")
            os.replace(beside, self._file)

    def end(self) -> None:
        """End a talk as it should end: nothing is left to take up."""
        if self._lock.isLocked():
            self.forget()
            self._lock.unlock()
        self._last = None

    def forget(self) -> None:
        """Throw away what a talk left."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def left(self) -> Entry | None:
        """Return what a talk that died left behind; None while it still runs, when it is old, or makes no sense."""
        if not self._lock.isLocked():
            if not self._lock.tryLock(0):
                return None
            self._lock.unlock()
        import json

        try:
            found = json.loads(self._file.read_text("utf-8"))
            entry = Entry(
                str(found["path"]),
                Position(str(found["position"]["slide"]), int(found["position"]["step"])),
                str(found["language"]),
                Clock(*(float(found["clock"][name]) for name in ("began", "away", "paused"))),
                float(found["written"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        fresh = 0 <= time.time() - entry.written < _OLD
        return entry if fresh and Path(entry.path).is_file() else None
