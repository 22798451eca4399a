"""Watch files for changes, however they are saved.

QFileSystemWatcher goes silent when a file is replaced (write beside, then rename: what careful editors do), so the folder is
watched too and the file is added again each time. The session compares the bytes to find out what really changed.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from weakref import WeakSet

from PySide6.QtCore import QEventLoop, QFileSystemWatcher, QObject, Signal
from shiboken6 import isValid

from desktop.qt_thread_classes import make_thread_classes
from desktop.session.debounce import Debounce

DEBOUNCE_MS: Final = 15
"""An editor's save is several events; those of this long are taken as one."""
_END_TIMEOUT_S: Final = 1.0
"""A disk that hangs must not keep the program from ending; the thread is a daemon."""

_running: Final[WeakSet[FileWatcher]] = WeakSet()
"""The watchers whose thread works."""


class FileWatcher(QObject):
    """Watches a file and further ones; emits once for each burst.

    It emits as well when it has begun, since the file may have been saved before. It works in a thread while a file is
    watched: to look at a file, and even to begin to watch it, may take seconds.
    """

    changed = Signal()
    _watch_requested = Signal(object)
    _more_requested = Signal(object)
    _check_requested = Signal()
    _end_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._has_path = False

    def watch(self, path: Path | None) -> None:
        """Watch another file, or none; forget the further ones."""
        self._has_path = path is not None
        if path is None:
            self._end()
            return
        if self._thread is None:
            make_thread_classes()
            is_ready = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(is_ready,), name="watch", daemon=True)
            self._thread.start()
            is_ready.wait()
            _running.add(self)
        self._watch_requested.emit(path)

    def watch_also(self, files: Iterable[Path]) -> None:
        """Watch further files too, such as the story's pictures."""
        self._more_requested.emit(tuple(sorted(set(files))))

    def check(self, *_: object) -> None:
        """Emit `changed` soon, as if the file had changed."""
        self._check_requested.emit()

    def _end(self) -> None:
        _running.discard(self)
        if self._thread is not None:
            self._end_requested.emit()
            self._thread.join(_END_TIMEOUT_S)
            self._thread = None

    def _run(self, is_ready: threading.Event) -> None:
        """Watch until the end is asked for; this runs in the thread."""
        loop, disk_watcher = QEventLoop(), _DiskWatcher()
        self._watch_requested.connect(disk_watcher.watch)
        self._more_requested.connect(disk_watcher.watch_also)
        self._check_requested.connect(disk_watcher.check)
        self._end_requested.connect(disk_watcher.end)
        disk_watcher.changed.connect(self._on_changed)
        disk_watcher.ended.connect(loop.quit)
        is_ready.set()
        loop.exec()

    def _on_changed(self) -> None:
        if self._has_path:  # else it was told before the end
            self.changed.emit()


@atexit.register
def _end_all() -> None:
    """End the threads that still watch.

    One that is inside Qt when the interpreter shuts down corrupts the memory.
    """
    for watcher in list(_running):
        if isValid(watcher):
            watcher._end()


class _DiskWatcher(QObject):
    """Watches the files and their folders; it lives in a thread.

    The files are added again after each burst, as replaced ones are lost.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self._extra_files: tuple[Path, ...] = ()
        self._watched: dict[str, tuple[int, int]] = {}
        self._holders: set[str] = set()
        self._watcher = QFileSystemWatcher(self)
        self._timer = Debounce(DEBOUNCE_MS, self._on_events_settled, self)
        self._watcher.fileChanged.connect(self._on_event)
        self._watcher.directoryChanged.connect(self._on_event)

    def end(self) -> None:
        """Watch nothing more."""
        self._path = None  # an event that is on its way would start the timer again, which nobody would stop
        self._timer.stop()
        self.ended.emit()

    def watch(self, path: Path) -> None:
        """Watch another file; forget the further ones."""
        self._timer.stop()  # what is still to come is about the file before
        self._extra_files = ()
        for watched_path in (*self._watcher.files(), *self._watcher.directories()):
            self._watcher.removePath(watched_path)
        self._watched = {}
        self._path = path
        self._add_paths()
        self.changed.emit()  # it may have been saved before it was watched

    def watch_also(self, extra_files: tuple[Path, ...]) -> None:
        """Watch further files too."""
        if extra_files != self._extra_files:
            self._extra_files = extra_files
            self._add_paths()

    def check(self) -> None:
        """Emit `changed` soon."""
        if self._path is not None:
            self._timer.start()

    def _add_paths(self) -> None:
        if self._path is None:
            return
        identities = self._find_identities(self._path)
        # What is watched is a folder on the disk, not its name: one that was replaced is watched anew.
        replaced = [name for name, identity in self._watched.items() if identities.get(name, identity) != identity]
        if replaced:
            self._watcher.removePaths(replaced)
        watched = {*self._watcher.files(), *self._watcher.directories()}
        missing = sorted(identities.keys() - watched)
        if missing:
            self._watcher.addPaths(missing)
        self._watched = identities
        if self._find_identities(self._path) != identities:
            self._timer.start()  # it was made or replaced before it was watched

    def _find_identities(self, path: Path) -> dict[str, tuple[int, int]]:
        """Return the existing paths to watch."""
        # A link is watched where it leads too: saving through it changes the file there, not the link.
        story_files = (path, Path(os.path.realpath(path)))
        paths = {str(one) for file in (*story_files, *self._extra_files) for one in (file, file.parent)}
        # A folder that is removed and made anew is told by the folder that holds it.
        self._holders = {str(_existing_folder(file.parent.parent)) for file in story_files} - paths
        return {name: identity for name in paths | self._holders if (identity := _identity(name)) is not None}

    def _on_event(self, path: str) -> None:
        # The folder that holds the story's may be a busy one, such as that of temporary files.
        is_elsewhere = path in self._holders
        if self._path is not None and not (is_elsewhere and self._find_identities(self._path) == self._watched):
            self._timer.start()

    def _on_events_settled(self) -> None:
        self._add_paths()
        self.changed.emit()


def _existing_folder(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), folder)


def _identity(path: str) -> tuple[int, int] | None:
    """Return the identity of a file or folder, beside its name."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
