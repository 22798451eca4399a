"""Watch files for changes, however they are saved.

QFileSystemWatcher goes silent when a file is replaced (write beside, then rename: what careful editors do), so the folder is
watched too and the file is added again each time. The session compares the bytes to find out what really changed.
"""

from __future__ import annotations

import os
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
        self._watched: dict[str, tuple[int, int]] = {}
        self._folders: set[str] = set()
        self._holders: set[str] = set()
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
        self._watched = {}
        self._path = path
        self._add_paths()

    def watch_also(self, files: Iterable[Path]) -> None:
        """Watch further files too, such as the story's pictures."""
        extra_files = tuple(sorted(set(files)))
        if extra_files != self._extra_files:
            self._extra_files = extra_files
            self._add_paths()

    def check(self, *_: object) -> None:
        """Emit `changed` soon, as if the file had changed."""
        if self._path is not None:
            self._timer.start()

    def _add_paths(self) -> None:
        if self._path is None:
            return
        # A link is watched where it leads too: saving through it changes the file there, not the link.
        story_files = (self._path, Path(os.path.realpath(self._path)))
        paths = {str(path) for file in (*story_files, *self._extra_files) for path in (file, file.parent)}
        self._folders = {str(file.parent) for file in story_files}
        # A folder that is removed and made anew is told by the folder that holds it.
        self._holders = {str(_existing_folder(file.parent.parent)) for file in story_files} - paths
        identities = {path: identity for path in paths | self._holders if (identity := _identity(path)) is not None}
        # What is watched is a folder on the disk, not its name: one that was replaced is watched anew.
        replaced = [name for name, identity in self._watched.items() if identities.get(name, identity) != identity]
        if replaced:
            self._watcher.removePaths(replaced)
        watched = {*self._watcher.files(), *self._watcher.directories()}
        missing = sorted(identities.keys() - watched)
        if missing:
            self._watcher.addPaths(missing)
        self._watched = identities

    def _on_event(self, path: str) -> None:
        # The folder that holds the story's may be a busy one, such as that of temporary files.
        is_elsewhere = path in self._holders
        if not is_elsewhere or any(_identity(folder) != self._watched.get(folder) for folder in self._folders):
            self._timer.start()

    def _on_events_settled(self) -> None:
        self._add_paths()
        self.changed.emit()


def _existing_folder(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), folder)


def _identity(path: str) -> tuple[int, int] | None:
    """Return what tells a file or folder from another of its name."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
