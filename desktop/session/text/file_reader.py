"""Read the story's file again, and report its loss."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.session.debounce import Debounce
from desktop.story.storage.guarded_read import read_story_bytes
from desktop.story.toml.toml_errors import UnreadableFileError

_ABSENCE_MS: Final = 1000
"""Between the two halves of a save there is no file; one that stays away for so long is gone."""
_LOST: Final = ("missing", "empty", "folder", "special")


class FileReader(QObject):
    """The bytes of the file as they were last read or written."""

    problem_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self.data = b""
        self.problem = ""  # "missing", "empty", "folder", "special", "large", "unreadable", or "" for none
        self.reason = ""  # the system's own word for "unreadable"
        self._absence_timer = Debounce(_ABSENCE_MS, self._report_problem, self)

    def open(self, path: Path | None, data: bytes) -> None:
        """Take over another file with its bytes."""
        self._path = path
        self.take(data)

    def take(self, data: bytes) -> None:
        """Take over the bytes that the file has now."""
        self.data = data
        self._absence_timer.stop()
        self._set_problem("")

    @property
    def is_lost(self) -> bool:
        """Return whether the text is no longer in the file."""
        return self.problem in _LOST

    def read(self) -> bytes:
        """Return the file's bytes, b"" if it cannot be read.

        A problem is reported if it lasts.
        """
        data, problem = self._read()
        if not problem:
            self._absence_timer.stop()
            self._set_problem("")
        elif self.data and problem != self.problem and not self._absence_timer.isActive():
            self._absence_timer.start()
        return data

    def _read(self) -> tuple[bytes, str]:
        if self._path is None:
            return b"", "missing"
        try:
            data = read_story_bytes(self._path)[0]
        except UnreadableFileError as error:
            self.reason = str(dict(error.values).get("reason", ""))
            return b"", error.code.removeprefix("file.")
        return (data, "") if data.strip() else (b"", "empty")

    def _report_problem(self) -> None:
        self._set_problem(self._read()[1])

    def _set_problem(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.problem_changed.emit()
