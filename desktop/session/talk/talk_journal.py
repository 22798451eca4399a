"""The journal keeps a talk's state, to resume after crashes.

Written at each change, beside and then replaced: a reader finds one whole state or none. Nothing is flushed to the disk
itself, as only the process may die here, and a key press must not wait for a disk.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QLockFile

from desktop.fast_dataclass import dataclass
from desktop.session.position import Position
from desktop.session.talk.picture_record import position_record, read_position
from desktop.session.talk.talk_time import Clock
from desktop.story.storage.atomic import replacing
from desktop.story.storage.guarded_read import MAX_KEPT_BYTES, is_regular_file, read_file

_MAX_AGE_S: Final = 12 * 3600.0
"""Seconds after which a talk is not resumed."""

FRESH_S: Final = 3600.0
"""Seconds in which an interrupted talk still runs: it is resumed without a question, and its clock has gone on."""


@dataclass(frozen=True, slots=True)
class TalkRecord:
    """The state that a talk is resumed from."""

    path: str
    position: Position
    language: str
    clock: Clock
    written: float
    blank: str = ""
    frozen: Mapping[str, Any] | None = None  # as `picture_record` makes it

    def is_fresh(self, now: float) -> bool:
        """Return whether the talk was interrupted a moment ago."""
        return now - self.written < FRESH_S

    def clock_at(self, now: float) -> Clock:
        """Return the clock to resume with; an old talk's stood still."""
        if self.is_fresh(now) or not self.clock.started_at:
            return self.clock
        lost = now - self.written
        paused_at = self.clock.paused_at + lost if self.clock.paused_at else 0.0
        return replace(self.clock, started_at=self.clock.started_at + lost, paused_at=paused_at)


class TalkJournal:
    """The journal of a machine, locked by one talk.

    A talk that crashed leaves it.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "talk.json"
        with contextlib.suppress(OSError):  # without a writable home there is a talk without a journal
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "talk.lock"))
        self._lock.setStaleLockTime(0)  # only the lock of a dead process is stale
        self._last_written: str | None = None

    def acquire(self) -> bool:
        """Lock the journal, and return whether no other talk holds it."""
        return self._lock.isLocked() or self._lock.tryLock(0)

    def write_state(
        self,
        path: Path,
        position: Position,
        language: str,
        clock: Clock,
        blank: str = "",
        frozen: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the state; errors of the disk are ignored."""
        if not self._lock.isLocked():
            return
        import json

        record = {
            "path": str(path),
            "position": position_record(position),
            "language": language,
            "clock": asdict(clock),
            "blank": blank,
            "frozen": frozen,
        }
        serialized = json.dumps(record)
        if serialized == self._last_written:
            return
        self._last_written = serialized
        # Not flushed to the disk: this runs at each key press, and only has to survive the program.
        with contextlib.suppress(OSError), replacing(self._file) as temp_file:
            temp_file.write_text(json.dumps({**record, "written": time.time()}), "utf-8")

    def end(self) -> None:
        """End the talk properly: delete the state and release the lock."""
        if self._lock.isLocked():
            self.delete()
            self._lock.unlock()
        self._last_written = None

    def delete(self) -> None:
        """Delete the state of an interrupted talk."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def read_interrupted(self) -> TalkRecord | None:
        """Return an interrupted talk's state, or None.

        None if the talk still runs, is old, or its journal is damaged.
        """
        if not self._lock.isLocked():
            if not self._lock.tryLock(0):
                return None
            self._lock.unlock()
        try:
            text = read_file(self._file, max_bytes=MAX_KEPT_BYTES)
            import json  # no talk was interrupted, mostly, and the first slide waits

            data = json.loads(text)
            record = TalkRecord(
                str(data["path"]),
                read_position(data["position"]),
                str(data["language"]),
                Clock(*(float(data["clock"][name]) for name in ("started_at", "paused_total", "paused_at"))),
                float(data["written"]),
                str(data.get("blank", "")),
                data.get("frozen"),
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None
        is_recent = 0 <= time.time() - record.written < _MAX_AGE_S
        return record if is_recent and is_regular_file(record.path) else None
