"""Shows fixes in a menu that passes typed keys to the editor."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.qt_override import qt_override


class FixMenu(QMenu):
    """A menu that hands a typed letter on to the text."""

    def __init__(self, parent: QWidget, text_field: QWidget) -> None:
        super().__init__(parent)
        self._text_field = text_field
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand a typed letter on to the text."""
        typed = event.text()
        if (typed and typed.isprintable() and typed != " ") or event.key() in (
            Qt.Key.Key_Backspace,
            Qt.Key.Key_Delete,
        ):
            self.close()
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), typed)
            QCoreApplication.sendEvent(self._text_field, again)
        else:
            super().keyPressEvent(event)
