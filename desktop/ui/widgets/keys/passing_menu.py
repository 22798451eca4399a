"""A menu passes keys on that it does not need.

They go to the window below. A plain menu takes the whole keyboard, also the buttons of a clicker: a talk would stand
still until somebody presses Escape.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.qt_override import qt_override

_MOVING_KEYS: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
)
_CHOOSING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BARE_KEYS: Final = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class PassingMenu(QMenu):
    """A menu that gives the window below the keys it cannot use."""

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or choose in the menu, or pass the key on."""
        key = event.key()
        is_own = key in _MOVING_KEYS or key in _BARE_KEYS or (key in _CHOOSING_KEYS and self.activeAction() is not None)
        parent = self.parentWidget()
        if is_own or parent is None:
            super().keyPressEvent(event)
            return
        modifiers, text = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.text()
        event.accept()
        window = parent.window()
        self.close()
        focused: QWidget | None = window.focusWidget()
        target = window if focused is None else focused
        action = _action_of(target, QKeySequence(modifiers.value | key))
        if action is not None:
            action.trigger()
        else:
            QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, event.modifiers(), text))


def _action_of(target: QWidget, keys: QKeySequence) -> QAction | None:
    """Return the action that keys start in a widget."""
    widget: QWidget | None = target
    while widget is not None:
        for action in widget.actions():
            if action.isEnabled() and keys in action.shortcuts():
                return action
        widget = None if widget.isWindow() else widget.parentWidget()
    return None
