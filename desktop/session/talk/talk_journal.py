"""The journal keeps a talk's state, to resume after crashes.

Written at each change, beside and then replaced: a reader finds one whole state or none. Nothing is flushed to the disk
itself, as only the process may die here. The ink has a file of its own: it is larger, and changes seldom.

What writes or locks returns the error of the disk: the speaker is told, and the talk goes on. It is called in a thread.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QLockFile
from PySide6.QtGui import QImage

from desktop.fast_dataclass import dataclass
from desktop.render.ink import Drawing
from desktop.session.position import Position
from desktop.session.talk.picture_record import position_record, read_position, read_strokes, strokes_record
from desktop.session.talk.talk_time import Clock
from desktop.story.storage.atomic import replacing
from desktop.story.storage.guarded_read import MAX_KEPT_BYTES, is_regular_file, read_file

_MAX_AGE_S: Final = 12 * 3600.0
"""Seconds after which a talk is not resumed."""

FRESH_S: Final = 3600.0
"""Seconds in which an interrupted talk still runs: it is resumed without a question, and its clock has gone on."""


_MAX_INK_BYTES: Final = 16_000_000
"""Half a million points: more than a hand draws in a day."""
_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_MAX_PIXELS_BYTES: Final = 150_000_000
"""A screen of 7680 × 4320 that hardly compresses."""


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
    ink: Mapping[str, Drawing] | None = None  # by slide
    pixels: QImage | None = field(default=None, compare=False)  # of the frozen slide

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
        self._folder = folder
        self._file = folder / "talk.json"
        self._ink_file = folder / "talk-ink.json"
        self._lock = QLockFile(str(folder / "talk.lock"))
        self._lock.setStaleLockTime(0)  # only the lock of a dead process is stale
        self._lock_error: OSError | None = None
        self._last_written: str | None = None
        self._last_ink: Mapping[str, Drawing] = {}

    def acquire(self) -> bool:
        """Lock the journal, and return whether no other talk holds it.

        What the disk refuses is told by the next writing.
        """
        self._lock_error = None
        if self._lock.isLocked():
            return True
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._lock_error = error
            return False
        if self._lock.tryLock(0):
            return True
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            is_denied = self._lock.error() == QLockFile.LockError.PermissionError
            number = errno.EACCES if is_denied else errno.EIO
            self._lock_error = OSError(number, os.strerror(number), str(self._folder))
        return False

    def write_state(
        self,
        path: Path,
        position: Position,
        language: str,
        clock: Clock,
        blank: str = "",
        frozen: Mapping[str, Any] | None = None,
    ) -> OSError | None:
        """Write the state; return the error of the disk."""
        if not self._lock.isLocked():
            return self._lock_error
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
            return None
        # Not flushed to the disk: this runs at each key press, and only has to survive the program.
        error = _write(self._file, json.dumps({**record, "written": time.time()}))
        self._last_written = None if error is not None else serialized
        return error

    def write_ink(self, drawings: Mapping[str, Drawing]) -> OSError | None:
        """Write the ink of all slides; return the error of the disk."""
        if not self._lock.isLocked():
            return self._lock_error
        if drawings == self._last_ink:
            return None
        import json

        record = {slide_id: [drawing.aspect, strokes_record(drawing.strokes)] for slide_id, drawing in drawings.items()}
        error = _write(self._ink_file, json.dumps(record))
        self._last_ink = {} if error is not None else drawings
        return error

    def write_pixels(self, key: str, image: QImage) -> OSError | None:
        """Write the picture of a frozen slide, and delete others."""
        if not self._lock.isLocked():
            return self._lock_error
        self._delete_pixels()
        try:
            with replacing(self._pixels_file(key)) as temp_file:
                if not image.save(str(temp_file), "PNG"):  # type: ignore[call-overload]
                    return OSError(errno.EIO, os.strerror(errno.EIO), str(self._folder))
        except OSError as error:
            return error
        return None

    def _read_pixels(self, frozen: object) -> QImage | None:
        """Return the picture of a frozen slide, None if it is lost."""
        kept = frozen.get("pixels") if isinstance(frozen, dict) else None
        try:
            key, _aspect = kept  # type: ignore[misc]  # TypeError where none was kept
            data = read_file(self._pixels_file(str(key)), max_bytes=_MAX_PIXELS_BYTES)
        except (OSError, TypeError, ValueError):
            return None
        image = QImage.fromData(data) if data.startswith(_PNG_SIGNATURE) else QImage()
        return None if image.isNull() else image

    def _pixels_file(self, key: str) -> Path:
        return self._folder / f"talk-frozen-{int(key, 16):x}.png"

    def _delete_pixels(self) -> None:
        with contextlib.suppress(OSError):
            for file in self._folder.glob("talk-frozen-*.png"):
                file.unlink(missing_ok=True)

    def end(self) -> None:
        """End the talk properly: delete the state and release the lock."""
        if self._lock.isLocked():
            self.delete()
            self._lock.unlock()
        self._last_written = None
        self._last_ink = {}

    def delete(self) -> None:
        """Delete the state of an interrupted talk."""
        for file in (self._file, self._ink_file):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
        self._delete_pixels()

    def read_interrupted(self) -> TalkRecord | None:
        """Return an interrupted talk's state, or None.

        None if the talk still runs, is old, or its journal is damaged.
        """
        # A lock is flushed to the disk, some 10 ms before the first slide; mostly there is nothing to be locked.
        if not os.path.exists(self._file) or self._is_held_by_another():
            return None
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
                self._read_ink(),
                self._read_pixels(data.get("frozen")),
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None
        is_recent = 0 <= time.time() - record.written < _MAX_AGE_S
        return record if is_recent and is_regular_file(record.path) else None

    def _is_held_by_another(self) -> bool:
        if self._lock.isLocked():
            return False
        if not self._lock.tryLock(0):
            return True
        self._lock.unlock()
        return False

    def _read_ink(self) -> dict[str, Drawing]:
        """Return the ink of an interrupted talk; damaged ink is none."""
        import json

        try:
            data = json.loads(read_file(self._ink_file, max_bytes=_MAX_INK_BYTES))
            return {
                str(slide_id): Drawing(read_strokes(strokes), str(aspect))
                for slide_id, (aspect, strokes) in data.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return {}


def _write(file: Path, text: str) -> OSError | None:
    try:
        with replacing(file) as temp_file:
            temp_file.write_text(text, "utf-8")
    except OSError as error:
        return error
    return None
