"""A file being written waits until it is complete or still.

Programs that do not replace a file write it in pieces, and most beginnings of a story are a readable story with fewer slides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.session.debounce import Debounce
from desktop.story.load.load import LoadResult
from desktop.story.model import Story
from desktop.story.problems.problem import Problem

STILL_MS: Final = 1200
"""The time without a change after which a file counts as written; twice a long pause between two pieces."""


class UnsettledFile(QObject):
    """A file's bytes that wait until complete or unchanged."""

    changed = Signal()  # bytes began to wait, or wait no more
    stood_still = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bytes: bytes | None = None
        self._timer = Debounce(STILL_MS, self.stood_still.emit, self)

    @property
    def is_waiting(self) -> bool:
        """Return whether bytes are waiting."""
        return self._bytes is not None

    def must_wait(self, file_bytes: bytes, is_whole: Callable[[bytes], bool]) -> bool:
        """Return whether bytes must wait: neither whole, nor the same for `STILL_MS`."""
        if file_bytes == self._bytes:
            return self._timer.isActive()
        if is_whole(file_bytes):
            return False
        was_waiting, self._bytes = self.is_waiting, file_bytes
        self._timer.start()
        if not was_waiting:
            self.changed.emit()
        return True

    def clear(self) -> None:
        """Drop the waiting bytes."""
        self._timer.stop()
        if self._bytes is not None:
            self._bytes = None
            self.changed.emit()


def looks_whole(load_result: LoadResult, story: Story, problems: tuple[Problem, ...]) -> bool:
    """Return whether a text looks complete beside the shown one.

    It has no slide less and no new error.
    """
    return (
        load_result.story is not None
        and all(slide_id in load_result.story.slide_index for slide_id in story.slide_index)
        and _error_count(load_result.problems) <= _error_count(problems)
    )


def _error_count(problems: tuple[Problem, ...]) -> int:
    return sum(problem.severity == "error" for problem in problems)
