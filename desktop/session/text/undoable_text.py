"""A text with one undo history for everything that changes it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.story.edit.edit import Edit
    from desktop.story.edit.history import History


class UndoableText(QObject):
    """The current text and its history.

    Neither exists before its first use.
    """

    flush_requested = Signal()  # a command follows: the editor commits the input that it holds back until typing pauses
    changed = Signal()  # the text
    state_changed = Signal()  # saved or not, and the undo history

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text: str | None = None
        self._history: History | None = None

    def _ensure_text(self) -> None:
        """Set text and history on their first use."""
        raise NotImplementedError

    @property
    def has_history(self) -> bool:
        """Return whether there is a history.

        The first use of the text creates it.
        """
        return self._history is not None

    def close_undo_step(self) -> None:
        """Begin a new undo step with the next key."""
        if self._history is not None:
            self._history = self._history.with_closed_step()

    def flush_input(self) -> None:
        """Request the pending input of the editor.

        Every command does so before it reads the text.
        """
        self.flush_requested.emit()

    @property
    def text(self) -> str:
        """Return the text without pending input, "" if not UTF-8.

        Its line ends are line feeds.
        """
        self._ensure_text()
        assert self._text is not None
        return self._text

    @property
    def history(self) -> History:
        """Return the undo history."""
        self._ensure_text()
        assert self._history is not None
        return self._history

    # -- changes -------------------------------------------------------------------------------------------------------

    def apply_edit(self, edit: Edit) -> None:
        """Apply an edit of `text` as an undo step.

        The caller flushed pending input before it read the text.
        """
        before = self.text
        self._history = self.history.with_edit(edit, before)
        self._text = edit.apply(before)
        if self._text != before:
            self._after_change()

    def replace_text(self, text: str) -> None:
        """Apply the typed text."""
        before = self.text
        if text == before:
            return
        from desktop.story.edit.edit import diff

        change = diff(before, text)
        self._history = self.history.with_typing(
            change.start, before[change.start : change.end], change.replacement, time.monotonic()
        )
        self._text = text
        self._after_change()

    def undo(self) -> None:
        """Undo the last step."""
        self.flush_input()
        self._apply_history_step(*self.history.undo())

    def redo(self) -> None:
        """Redo the last undone step."""
        self.flush_input()
        self._apply_history_step(*self.history.redo())

    def _apply_history_step(self, history: History, edit: Edit | None) -> None:
        self._history = history
        if edit is not None:
            self._text = edit.apply(self.text)
            self._after_change()

    def replace_whole(self, text: str, name: str) -> None:
        """Replace the whole text as an undo step with a title."""
        from dataclasses import replace

        from desktop.story.edit.edit import diff

        self.flush_input()
        self.apply_edit(replace(diff(self.text, text), name=name))

    def _after_change(self) -> None:
        self.changed.emit()
        self.state_changed.emit()
