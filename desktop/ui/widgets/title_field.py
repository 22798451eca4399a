"""A small floating field for a title."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.render.theme import CINEMA
from desktop.ui.widgets.interface_colors import POPUP
from desktop.ui.widgets.plain_text import PlainLabel

MESSAGES: Final = Messages({"keys": "Enter adds it, Esc leaves", "keys_rename": "Enter writes it, Esc leaves"})
_WIDTH: Final = 300
_DISTANCE: Final = 12


class TitleField(QFrame):
    """Field that asks for a title; `committed` emits it.

    Words are never lost: leaving the field writes them, Esc alone throws them away.
    """

    committed = Signal(str)
    closed = Signal()

    def __init__(
        self,
        viewport: QWidget,
        point: QPointF,
        heading: str,
        ui_language: str,
        title: str = "",
        *,
        placeholder: str = "",
    ) -> None:
        super().__init__(viewport)
        self._is_done = self._is_closed = False
        self._original = title
        self.setObjectName("titleField")
        self.setStyleSheet(
            f"#titleField {{ background: {POPUP}; border: 1px solid {CINEMA.gold}; border-radius: 8px; }}"
            f"#titleField QLabel {{ color: {CINEMA.gold}; font-size: 12px; font-weight: 600; }}"
            f"#titleField QLabel#keys {{ color: {CINEMA.muted}; font-weight: 400; }}"
        )
        self.heading = PlainLabel(heading)
        self.line = QLineEdit(title)
        self.line.setPlaceholderText(placeholder)
        self.line.selectAll()
        self.line.installEventFilter(self)
        keys_label = PlainLabel(MESSAGES("keys_rename" if title else "keys", ui_language))
        keys_label.setObjectName("keys")
        keys_label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        for widget in (self.heading, self.line, keys_label):
            column.addWidget(widget)
        width = min(_WIDTH, viewport.width() - 8)
        self.ensurePolished()
        self.setFixedSize(width, column.totalHeightForWidth(width))
        x = min(max(4.0, point.x() - self.width() / 2), viewport.width() - self.width() - 4.0)
        y = point.y() + _DISTANCE
        if y + self.height() > viewport.height() - 4:
            y = max(4.0, point.y() - _DISTANCE - self.height())
        self.move(round(x), round(y))

    def begin(self) -> None:
        """Show the field and give it the keys.

        What loses them may write and take them again: whoever made the field is connected by then.
        """
        self.show()
        self.raise_()
        self.line.setFocus()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write with Enter or by leaving; Esc throws the words away."""
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.cancel()
                else:
                    self.commit()
                return True
        # A menu or another window in front is no leaving.
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        ):
            self.commit()
        return super().eventFilter(watched, event)

    @property
    def new_title(self) -> str:
        """Return the title that is not written yet, "" for none."""
        title = self.line.text().strip()
        return title if not self._is_done and title != self._original else ""

    def commit(self) -> None:
        """Emit the title if it is new, and close."""
        title = self.new_title
        if title:
            self._is_done = True  # whatever writing sets off, it is written once
            self.committed.emit(title)
        self.cancel()

    def cancel(self) -> None:
        """Close without writing."""
        self._is_done = True
        if not self._is_closed:
            self._is_closed = True
            self.closed.emit()  # whoever takes the focus takes it now: hidden, it would go to the next event
            self.hide()
            self.deleteLater()
