"""Shows the position of the cursor and the size of the selection."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QPlainTextEdit

from desktop.session.debounce import Debounce
from desktop.ui.editor.editor_messages import MESSAGES
from desktop.ui.widgets.plain_text import PlainLabel

_DELAY_MS: Final = 60  # painting it with each key made a key half as long again


class PositionLabel(PlainLabel):
    """Label with the line and column, or the size of the selection."""

    def __init__(self, editor: QPlainTextEdit, ui_language: str) -> None:
        super().__init__()
        self.setObjectName("status")
        self._editor = editor
        self._ui_language = ui_language
        self._timer = Debounce(_DELAY_MS, self._show_position, self)
        editor.cursorPositionChanged.connect(self._timer.start)
        editor.selectionChanged.connect(self._timer.start)

    def retranslate(self, ui_language: str) -> None:
        """Show the position in another language."""
        self._ui_language = ui_language
        self._show_position()

    def _show_position(self) -> None:
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            words = len(cursor.selectedText().split())
            counts = ("characters", cursor.selectionEnd() - cursor.selectionStart()), ("words", words)
            text = ", ".join(MESSAGES(key, self._ui_language, count=count) for key, count in counts)
        else:
            line, column = cursor.blockNumber() + 1, cursor.positionInBlock() + 1
            text = MESSAGES("place", self._ui_language, line=line, column=column)
        self.setText(text)
