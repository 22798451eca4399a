"""Lets Space and Enter press the focused button before they mean Next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from desktop.qt_override import qt_override

_PRESSING_KEYS: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ButtonKeys(QObject):
    """Filters the keys of whichever button has the focus, in all windows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        # A filter on every widget would be asked about every event; only one button has the focus.
        if isinstance(old, QAbstractButton):
            old.removeEventFilter(self)
        if isinstance(new, QAbstractButton):
            new.installEventFilter(self)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the focused button by Space or Enter, before any shortcut."""
        if not isinstance(event, QKeyEvent) or event.key() not in _PRESSING_KEYS:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QAbstractButton):
            return not _is_for_dialog(watched, event) and _press(watched, event)
        return False


def _is_for_dialog(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Return whether Enter on a choice belongs to its dialog.

    Who ticks a box and presses Enter has finished with the dialog, and would untick the box.
    """
    is_choice = isinstance(button, (QCheckBox, QRadioButton)) and isinstance(button.window(), QDialog)
    return is_choice and event.key() != Qt.Key.Key_Space


def _press(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by a key; return whether Qt need not."""
    if event.isAutoRepeat():
        return True
    if isinstance(button, QToolButton) and button.popupMode() == QToolButton.ToolButtonPopupMode.InstantPopup:
        button.showMenu()
        return True
    if isinstance(button, QPushButton) and button.menu() is not None:
        button.showMenu()
        return True
    if event.key() == Qt.Key.Key_Space:
        return False  # Qt presses it, and clicks when the key is let go
    button.click()
    return True
