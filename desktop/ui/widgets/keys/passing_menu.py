"""A menu passes keys on that it does not need.

They go to the window below. A plain menu takes the whole keyboard, also the buttons of a clicker: a talk would stand
still until somebody presses Escape.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLineEdit, QMenu, QWidget

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
_BARE_KEYS: Final = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock,
)
_MODIFIERS_OF_KEYBOARDS: Final = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
"""Where a key is, not what is meant by it: no shortcut names them."""


def _close(menu: QMenu, _event: QKeyEvent) -> None:
    menu.close()


class PassingMenu(QMenu):
    """A menu that gives the window below the keys it cannot use.

    It goes with that window: left behind by a console whose screen is unplugged, it would stand before the audience.
    """

    @qt_override
    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window below."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.window().installEventFilter(self)

    @qt_override
    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the window below alone."""
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.window().removeEventFilter(self)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with the window below."""
        if event.type() == QEvent.Type.Hide:
            self.close()
        return super().eventFilter(watched, event)

    @qt_override(instead=_close)  # a menu that stays open takes every key of the talk
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or choose in the menu, or pass the key on."""
        key, parent = event.key(), self.parentWidget()
        is_choosing = key in _CHOOSING_KEYS
        is_own = key in _MOVING_KEYS or key in _BARE_KEYS or (is_choosing and self.activeAction() is not None)
        if is_own or parent is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if is_choosing and event.isAutoRepeat():
            return  # the key that opened the menu is still held
        passed = _copy(event, QEvent.Type.KeyPress)
        window = parent.window()
        self.close()
        focused: QWidget | None = window.focusWidget()
        if is_choosing and focused is parent and isinstance(parent, QAbstractButton):
            return  # the menu's own button would open it anew, within the key of the one that closes
        _press(window if focused is None else focused, passed)


class PassingLineEdit(QLineEdit):
    """A field of one line, whose context menu passes keys on."""

    @qt_override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the field's actions."""
        show_passing(self, self.createStandardContextMenu(), event.globalPos())


def show_passing(parent: QWidget, standard: QMenu | None, place: QPoint) -> None:
    """Show the actions of Qt's own menu in a passing one."""
    if standard is None:
        return
    menu = PassingMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    standard.setParent(menu, standard.windowFlags())  # it owns the actions
    menu.addActions(standard.actions())
    menu.popup(place)


def drop_scroll_menus(area: QAbstractScrollArea) -> None:
    """Remove the menus of scroll bars, which pass no key on."""
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


def _copy(event: QKeyEvent, kind: QEvent.Type) -> QKeyEvent:
    return QKeyEvent(kind, event.key(), event.modifiers(), event.text(), event.isAutoRepeat())


def _press(target: QWidget, event: QKeyEvent) -> None:
    """Press a key in a widget as Qt does.

    What the widget uses itself is no shortcut.
    """
    override = _copy(event, QEvent.Type.ShortcutOverride)
    override.ignore()
    QApplication.sendEvent(target, override)
    action = None if override.isAccepted() else _action_of(target, event)
    if action is None:
        QApplication.sendEvent(target, event)
    elif action.autoRepeat() or not event.isAutoRepeat():
        action.trigger()


def _action_of(target: QWidget, event: QKeyEvent) -> QAction | None:
    """Return the action that a key starts in a widget."""
    modifiers, text = event.modifiers() & ~_MODIFIERS_OF_KEYBOARDS, event.text()
    sequences = [QKeySequence(modifiers.value | event.key())]
    if text.strip() and text.isprintable() and not text.isalpha():  # a keyboard may have this sign with Shift only
        sequences.append(QKeySequence((modifiers & ~Qt.KeyboardModifier.ShiftModifier).value | event.key()))
    actions: list[QAction] = []
    widget: QWidget | None = target
    while widget is not None:
        actions += (action for action in widget.actions() if action.isEnabled())
        widget = None if widget.isWindow() else widget.parentWidget()
    return next((action for keys in sequences for action in actions if keys in action.shortcuts()), None)
