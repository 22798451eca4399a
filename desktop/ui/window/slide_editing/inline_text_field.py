"""The text field over a text of the slide."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.qt_override import qt_override
from desktop.ui.editor.qt_text import from_qt, to_qt
from desktop.ui.widgets.keys.field_keys import FieldKeys

CHROME: Final = 7
"""The pixels around the text: border, padding and the document's margin."""
_SLACK: Final = 3  # what the slide and the field may measure differently; a line must not break for it
_LINE_SEPARATOR: Final = "\u2028"
_HARD_BREAK: Final = "\\\n"
_MARKS: Final = {Qt.Key.Key_B: ("**", "**"), Qt.Key.Key_I: ("*", "*"), Qt.Key.Key_K: ("[", "](https://)")}


class InlineTextField(QPlainTextEdit):
    """Inline text field: Enter commits, Shift+Enter breaks the line, Esc cancels.

    Tab commits and goes to the next text. Ctrl+B, I and K mark words as strong, emphasised and a link.
    """

    committed = Signal()
    entered = Signal()  # Enter was pressed
    moved_on = Signal(int)  # Tab (1) or Shift+Tab (−1) was pressed
    cancelled = Signal()

    def __init__(self, parent: QWidget, text: str, *, breaks_stay: bool) -> None:
        super().__init__(parent)
        # A text that has such a character keeps it; in others it stands for the break that the slide shows.
        self._has_breaks = breaks_stay and _LINE_SEPARATOR not in text
        self._text_rect = QRectF()  # of the text on the slide, in pixels of the view
        self._limits = QRectF()  # how far it may grow
        self._is_single_line = self._is_right_to_left = False
        self.setObjectName("pointing")
        self.setPlainText(to_qt(text.replace(_HARD_BREAK, _LINE_SEPARATOR) if self._has_breaks else text))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.selectAll()
        self._keys = FieldKeys(self)
        self._keys.watch(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def words(self) -> str:
        """Return the text as typed, without blanks at its ends."""
        text = from_qt(self.document().toRawText()).strip(f" \t\n{_LINE_SEPARATOR if self._has_breaks else ''}")
        return text.replace(_LINE_SEPARATOR, _HARD_BREAK) if self._has_breaks else text

    def place(self, text_rect: QRectF, limits: QRectF, *, is_single_line: bool, is_right_to_left: bool = False) -> None:
        """Lay the field over a text, in pixels of the view.

        Several lines keep the width of the text, so that they break as on the slide; a single one grows up to `limits`.
        """
        self._text_rect, self._limits = text_rect, limits
        self._is_single_line, self._is_right_to_left = is_single_line, is_right_to_left
        self._fit()

    def _fit(self) -> None:
        """Fit the field to its text."""
        if self._text_rect.isNull():
            return
        rect, limits = self._text_rect, self._limits
        width = rect.width()
        if self._is_single_line:
            lines = from_qt(self.document().toRawText()).replace(_LINE_SEPARATOR, "\n").split("\n")
            words_width = max(self.fontMetrics().horizontalAdvance(line) for line in lines)
            width = max(min(width, 1.0), words_width, 3.0 * self.fontMetrics().height())
        left = rect.right() - width if self._is_right_to_left else rect.left()
        left, right = max(left - CHROME, limits.left()), min(left + width + CHROME + _SLACK, limits.right())
        top = max(rect.top() - CHROME, limits.top())
        if round(right - left) != self.width():
            self.setGeometry(round(left), round(top), round(right - left), self.height())
        line_count = max(1.0, self.document().size().height())  # of a plain text, Qt counts lines here
        height = max(rect.height(), line_count * self.fontMetrics().lineSpacing()) + 2 * CHROME
        self.setGeometry(round(left), round(top), round(right - left), round(min(height, limits.bottom() - top)))

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit or cancel, break the line, mark words, or write."""
        key, modifiers = event.key(), event.modifiers()
        is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_shifted:
                self.insertPlainText(_LINE_SEPARATOR if self._has_breaks else "\n")
            else:
                self.entered.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.moved_on.emit(-1 if is_shifted or key == Qt.Key.Key_Backtab else 1)
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif modifiers == Qt.KeyboardModifier.ControlModifier and (marks := _MARKS.get(Qt.Key(key))):
            self._mark_words(*marks)
        else:
            super().keyPressEvent(event)

    def _mark_words(self, before: str, after: str) -> None:
        """Put marks around the selected words, or take them off."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        selected = from_qt(cursor.selectedText())
        is_marked = len(selected) > len(before + after) and selected.startswith(before) and selected.endswith(after)
        if is_marked:
            cursor.insertText(to_qt(selected[len(before) : -len(after)]))
            end -= len(before) + len(after)
        else:
            cursor.insertText(to_qt(f"{before}{selected}{after}"))
            end += len(before) + len(after)
        if selected:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(start + len(before))
        self.setTextCursor(cursor)

    @qt_override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit the text, unless a menu or another program has the focus."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.committed.emit()
