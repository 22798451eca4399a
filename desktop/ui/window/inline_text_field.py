"""The text field over a text of the slide."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.qt_override import qt_override
from desktop.ui.editor.qt_text import from_qt, to_qt


class InlineTextField(QPlainTextEdit):
    """Inline text field: Enter commits, Shift+Enter breaks the line, Esc cancels."""

    committed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget, text: str, *, multiline: bool) -> None:
        super().__init__(parent)
        self._multiline = multiline
        self.max_height = 0  # the height it may grow to, in pixels; 0 before that is known
        self.setObjectName("pointing")
        self.setPlainText(to_qt(text))
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self.selectAll()
        self.installEventFilter(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def words(self) -> str:
        """Return the text as typed, without blanks at its ends."""
        return from_qt(self.document().toRawText()).strip(" \t\n")

    def _fit_height(self) -> None:
        """Fit the height to the text."""
        line_count = self.document().size().height()  # of a plain text, Qt counts lines here
        needed_height = round(line_count * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + 8)
        if self.max_height and needed_height > self.height():
            self.resize(self.width(), min(needed_height, self.max_height))

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit or cancel, break the line, or write."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._multiline and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")  # Qt's own is U+2028, which is no line end in a story
            else:
                self.committed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep typing keys from the window's shortcuts."""
        # Not in `event`: below an `event` of Python, PySide 6.11 crashes on an IndexError instead of telling it.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and not _is_window_shortcut(event)
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    @qt_override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit the text, unless a menu or another program has the focus."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.committed.emit()


def _is_window_shortcut(event: QKeyEvent) -> bool:
    """Return whether a text field ignores a key."""
    key, modifiers = event.key(), event.modifiers()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return True
    control_only = (
        bool(modifiers & Qt.KeyboardModifier.ControlModifier) and not modifiers & Qt.KeyboardModifier.AltModifier
    )
    return control_only and Qt.Key.Key_A <= key <= Qt.Key.Key_Z and chr(key) not in "ACVXYZK"
