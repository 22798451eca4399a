"""Makes Qt's Python classes in the window's thread, in slices.

PySide makes a class when it is first touched, and does not guard that: where two threads touch one that is not there yet,
the process crashes. pyqtgraph touches all of three modules when it is imported, which it is beside the window.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

_SLICE_S: Final = 0.004  # a quarter of a frame; a single class may take longer


class QtClasses(QObject):
    """Makes all classes, and says when they are there."""

    made = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = _touch_all()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_some)

    def start(self) -> None:
        """Start to make the classes, a few at a time."""
        self._timer.start()

    def _make_some(self) -> None:
        until = time.perf_counter() + _SLICE_S
        for _ in self._left:
            if time.perf_counter() > until:
                return
        self._timer.stop()
        self.made.emit()


def _touch_all() -> Iterator[object]:
    """Yield each class of the three modules, made where it was not."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield getattr(module, name)
