"""Keeps typing keys in the field that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override

_KEPT_WITH_CONTROL = "ACVXYZKBI"
"""What a field itself does with Ctrl: select, copy, paste, undo, mark words."""


class FieldKeys(QObject):
    """Keeps the typing keys of fields from the window's shortcuts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.passed_keys: frozenset[Qt.Key] = frozenset()  # the shortcuts that work in the field all the same

    def watch(self, field: QWidget) -> None:
        """Keep the keys of a field from the window's shortcuts."""
        field.installEventFilter(self)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key from the shortcuts if the field uses it."""
        # Not in `event`: below an `event` of Python, PySide 6.11 crashes on an IndexError instead of telling it.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and not is_window_shortcut(event)
            and event.key() not in self.passed_keys
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)


def is_window_shortcut(event: QKeyEvent) -> bool:
    """Return whether a text field ignores a key."""
    key, modifiers = event.key(), event.modifiers()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return True
    control_only = (
        bool(modifiers & Qt.KeyboardModifier.ControlModifier) and not modifiers & Qt.KeyboardModifier.AltModifier
    )
    if control_only and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return True
    return control_only and Qt.Key.Key_A <= key <= Qt.Key.Key_Z and chr(key) not in _KEPT_WITH_CONTROL
