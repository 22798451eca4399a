"""The crash file keeps where a process crashed.

Python's faulthandler writes it, the next start reads it. Each process has a file of its own. A process that ends in
order deletes it; what a dead one left with something in it is the report of a crash. It holds source files, lines and
functions, and no values.

A home that does not answer holds nothing: a thread opens, looks for and deletes the files.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TextIO

from PySide6.QtCore import QLockFile

from desktop.session import disk_timeouts
from desktop.session.background_worker import BackgroundWorker
from desktop.story.storage.guarded_read import MAX_KEPT_BYTES, read_file

_MAX_CHARS: Final = 20_000
_STALE_AFTER_S: Final = 24 * 3600.0  # an empty file of a killed process; a living one has its lock by then


class CrashFile:
    """Find the crash file of this process and of earlier ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"crash-{os.getpid()}.txt"
        self._file: TextIO | None = None
        self._lock = _lock_of(self._path)
        self._worker = BackgroundWorker()
        self._is_over = False

    def enable(self) -> None:
        """Write crashes of this process to its file.

        Without a writable home there is none; a slow one is not waited for long.
        """
        self._worker.submit("enable", self._open)
        self._worker.wait(disk_timeouts.OPENING_S)

    def acquire(self) -> None:
        """Mark the file as that of a living process.

        This may wait until the first slide is painted.
        """
        self._worker.submit("acquire", self._acquire)

    def find_crash(self, deliver: Callable[[str], object]) -> None:
        """Deliver the last crash of an ended process, "" for none."""
        self._worker.submit("find", self.crash_of_earlier_run, deliver)

    def forget_crashes(self) -> None:
        """Delete what ended processes left, beside the window."""
        self._worker.submit("delete", self.delete_earlier)

    def close(self) -> None:
        """Delete the file: this process ends in order.

        On Windows it may hold exceptions that were handled.
        """
        self._worker.submit("close", self._close)
        self._worker.wait(disk_timeouts.END_S)
        self._is_over = True
        self._worker.shut_down(0)

    # -- what is done in the thread ------------------------------------------------------------------------------------

    def _open(self) -> None:
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._is_over:
                return  # the home answered too late
            self._file = open(self._path, "w", encoding="utf-8")  # noqa: SIM115 - open until the process ends
            faulthandler.enable(self._file)

    def _acquire(self) -> None:
        if self._file is not None:
            self._lock.tryLock(0)

    def _close(self) -> None:
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):  # an empty one that stays is deleted a day later
                self._path.unlink(missing_ok=True)
            self._lock.unlock()

    def crash_of_earlier_run(self) -> str:
        """Return the last crash of an ended process, "" for none."""
        reports = []
        for path in self._files_of_dead_processes():
            with contextlib.suppress(OSError):
                text = read_file(path, max_bytes=MAX_KEPT_BYTES).decode("utf-8", "replace")[:_MAX_CHARS]
                if text.strip():
                    reports.append((path.stat().st_mtime, text))
        return max(reports)[1] if reports else ""

    def delete_earlier(self) -> None:
        """Delete the files that ended processes left behind."""
        for path in self._files_of_dead_processes():
            with contextlib.suppress(OSError):
                # Empty and young: it may belong to a process that is just starting.
                if path.stat().st_size or time.time() - path.stat().st_mtime > _STALE_AFTER_S:
                    path.unlink()

    def _files_of_dead_processes(self) -> list[Path]:
        dead = []
        for path in self._folder.glob("crash-*.txt"):
            lock = _lock_of(path)
            if path != self._path and lock.tryLock(0):
                lock.unlock()
                dead.append(path)
        return dead


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # only the lock of a dead process is stale
    return lock
