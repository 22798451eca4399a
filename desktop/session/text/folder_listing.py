"""List the files of a story's folder in a thread.

A folder on a slow disk, or a large one, holds no key.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from desktop.session import disk_timeouts
from desktop.session.background_worker import BackgroundWorker
from desktop.story.format.fields import DATA_SUFFIXES, IMAGE_SUFFIXES
from desktop.story.storage.files import list_files


class FolderListing(QObject):
    """The pictures and files of events below the story's folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = BackgroundWorker(self)
        self._folder = ""
        self._names: Sequence[str] = ()

    def names(self, folder: str, suffixes: Sequence[str] = (*IMAGE_SUFFIXES, *DATA_SUFFIXES)) -> list[str]:
        """Return the files as they were listed last, and list them again."""
        is_first = folder != self._folder
        if is_first:
            self._folder, self._names = folder, ()
        every = (*IMAGE_SUFFIXES, *DATA_SUFFIXES)
        self._worker.submit("list", partial(list_files, folder, every), partial(self._on_listed, folder))
        if is_first:
            self._worker.wait(disk_timeouts.ACTION_S)
        return [name for name in self._names if name.lower().endswith(tuple(suffixes))]

    def shut_down(self) -> None:
        """End the thread."""
        self._worker.shut_down()

    def _on_listed(self, folder: str, names: Sequence[str]) -> None:
        if folder == self._folder:
            self._names = names
