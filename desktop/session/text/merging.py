"""A text of another program that waits to be merged.

It waits until the own text is valid TOML again, or until somebody has chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.session.debounce import Debounce

if TYPE_CHECKING:
    from desktop.story.edit.merge import MergeResult
    from desktop.story.storage.save import FileFormat

_RETRY_DELAY_MS = 300


class PendingMerge(NamedTuple):
    """A text to be merged, and its base.

    `file_format` is None where the text is not that of the file.
    """

    base: str
    theirs: str
    file_format: FileFormat | None


class Merging(QObject):
    """The text that is not merged yet, and its conflict."""

    conflict_changed = Signal()
    retry_due = Signal()  # the own text has changed since the last attempt

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.conflict: MergeResult | None = None
        self.pending: PendingMerge | None = None
        self._waiting: list[PendingMerge] = []  # each is asked about when the one before it is resolved
        self._retry_timer = Debounce(_RETRY_DELAY_MS, self.retry_due.emit, self)

    def attempt(self, pending: PendingMerge, mine: str, *, ask: bool = False) -> str | None:
        """Return the merged text, None where both changed the same.

        Then there is a conflict as soon as the own text reads, or at once with `ask`.
        """
        from desktop.story.edit.merge import merge
        from desktop.story.toml.parser import is_toml

        result = merge(pending.base, mine, pending.theirs)
        if result.conflicts:
            # What is being typed seldom reads; the question would be about the whole file.
            self.set_conflict(result if ask or is_toml(mine) else None, pending)
            return None
        self.clear()
        return result.text

    def set_conflict(self, conflict: MergeResult | None, pending: PendingMerge | None) -> None:
        """Set the pending merge, and the conflict if known."""
        self._retry_timer.stop()
        had_conflict = self.conflict is not None
        self.conflict, self.pending = conflict, pending
        if conflict is not None or had_conflict:
            self.conflict_changed.emit()

    def add_conflict(self, conflict: MergeResult, pending: PendingMerge) -> None:
        """Set a further conflict; it waits while there is one."""
        if self.pending is None:
            self.set_conflict(conflict, pending)
        else:
            self._waiting.append(pending)

    def pop_waiting(self) -> PendingMerge | None:
        """Return the next text that waits to be merged, None for none."""
        return self._waiting.pop(0) if self._waiting and self.pending is None else None

    def clear(self) -> None:
        """Drop the pending merge."""
        self.set_conflict(None, None)

    def reset(self) -> None:
        """Forget all conflicts, for another file."""
        self._waiting.clear()
        self.clear()

    def note_change(self) -> None:
        """Try again soon, if the own text was broken before."""
        if self.pending is not None and self.conflict is None:
            self._retry_timer.start()
