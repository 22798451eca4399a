"""Track the state of the story's file, and report its loss."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.fast_dataclass import dataclass
from desktop.session.debounce import Debounce
from desktop.story.storage.guarded_read import read_story_bytes
from desktop.story.storage.os_reasons import NO_REASON, OsReason
from desktop.story.toml.toml_errors import UnreadableFileError

_ABSENCE_MS: Final = 1000
"""Between the two halves of a save there is no file; one that stays away for so long is gone."""
_LOST: Final = ("missing", "empty", "folder", "special", "folder_missing")


@dataclass(frozen=True, slots=True)
class FileState:
    """A file's bytes, or its problem with the system's reason."""

    data: bytes
    problem: str = ""
    reason: OsReason = NO_REASON


def read_state(path: Path) -> FileState:
    """Read a file; this may run in a thread."""
    try:
        data = read_story_bytes(path)[0]
    except UnreadableFileError as error:
        problem = error.code.removeprefix("file.")
        if problem == "missing" and not path.parent.is_dir():
            problem = "folder_missing"  # it cannot be saved there again
        reason = dict(error.values).get("reason")
        return FileState(b"", problem, reason if isinstance(reason, OsReason) else NO_REASON)
    return FileState(data) if data.strip() else FileState(b"", "empty")


class FileStateTracker(QObject):
    """The bytes of the file as they were last read or written."""

    problem_changed = Signal()
    check_requested = Signal()  # the file was absent for a while: it is to be read again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data = b""
        self.problem = (
            ""  # "missing", "folder_missing", "empty", "folder", "special", "large", "unreadable", or "" for none
        )
        self.reason = NO_REASON  # of what is "unreadable"
        self._has_lasted = False
        self._absence_timer = Debounce(_ABSENCE_MS, self._on_absence, self)

    def set_bytes(self, data: bytes) -> None:
        """Set the bytes that the file has now."""
        self.data = data
        self._stop_waiting()
        self._set_problem("")

    @property
    def is_lost(self) -> bool:
        """Return whether the text is no longer in the file."""
        return self.problem in _LOST

    def note_state(self, state: FileState) -> None:
        """Note what a reading found; a problem counts if it lasts."""
        if not state.problem:
            self._stop_waiting()
            self._set_problem("")
        elif self._has_lasted:
            self._stop_waiting()
            self.reason = state.reason
            self._set_problem(state.problem)
        elif self.data and state.problem != self.problem and not self._absence_timer.isActive():
            self._absence_timer.start()

    def _on_absence(self) -> None:
        self._has_lasted = True
        self.check_requested.emit()

    def _stop_waiting(self) -> None:
        self._absence_timer.stop()
        self._has_lasted = False

    def _set_problem(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.problem_changed.emit()
