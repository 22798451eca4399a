"""Watch files for changes, however they are saved.

QFileSystemWatcher goes silent when a file is replaced (write beside, then rename: what careful editors do), so the folder is
watched too and the file is added again each time. The session compares the bytes to find out what really changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from desktop.session.debounce import Debounce

DEBOUNCE_MS: Final = 15
"""An editor's save is several events; they are waited for this long, so that no half-written file is read."""


class FileWatcher(QObject):
    """Watches a file and further ones; emits once for each burst.

    The folders of the files are watched too. The files are added again after each burst, as replaced ones are lost.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._extra_files: tuple[Path, ...] = ()
        self._watcher = QFileSystemWatcher(self)
        self._timer = Debounce(DEBOUNCE_MS, self._on_events_settled, self)
        self._watcher.fileChanged.connect(self._on_event)
        self._watcher.directoryChanged.connect(self._on_event)

    def watch(self, path: Path | None) -> None:
        """Watch another file, or none; forget the further ones."""
        self._timer.stop()  # what is still to come is about the file before
        self._extra_files = ()
        for watched_path in (*self._watcher.files(), *self._watcher.directories()):
            self._watcher.removePath(watched_path)
        self._path = path
        self._add_paths()

    def watch_also(self, files: Iterable[Path]) -> None:
        """Watch further files too, such as the story's pictures."""
        extra_files = tuple(sorted(set(files)))
        if extra_files != self._extra_files:
            self._extra_files = extra_files
            self._add_paths()

    def _add_paths(self) -> None:
        if self._path is None:
            return
        # A link is watched where it leads too: saving through it changes the file there, not the link.
        for path in dict.fromkeys((self._path, self._path.resolve())):
            if path.parent.is_dir() and str(path.parent) not in self._watcher.directories():
                self._watcher.addPath(str(path.parent))
            if path.is_file() and str(path) not in self._watcher.files():
                self._watcher.addPath(str(path))
        watched_paths = {*self._watcher.files(), *self._watcher.directories()}
        extra_paths = {str(path) for file in self._extra_files for path in (file, file.parent) if path.exists()}
        if extra_paths - watched_paths:
            self._watcher.addPaths(sorted(extra_paths - watched_paths))

    def _on_event(self, _path: str) -> None:
        self._timer.start()

    def _on_events_settled(self) -> None:
        self._add_paths()
        self.changed.emit()
