"""Press keys on the console, and find the box that is open over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.talk.popups import Popup

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def press(presenter, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(presenter.console, key, modifier)


def box(presenter) -> Popup | None:
    found = [one for one in presenter.console.findChildren(Popup) if one.objectName() == "popup"]
    return found[0] if found else None
