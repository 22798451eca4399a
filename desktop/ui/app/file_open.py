"""Handle macOS file-open events."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

from desktop.qt_override import qt_override
from desktop.ui.window.window import MainWindow


class FileOpenHandler(QObject):
    """Event filter that opens files double-clicked or dropped in macOS."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the request to open a file."""
        if isinstance(event, QFileOpenEvent) and event.file():
            path = Path(event.file())
            self._window.story_file.open_chosen(path / "content.toml" if path.is_dir() else path)
            return True
        return False
