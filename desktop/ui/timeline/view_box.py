"""The axis under the hand: pyqtgraph's ViewBox as a window of time, exact at any depth.

pyqtgraph reckons in floats. It is therefore given seconds from a whole second nearby, and that origin follows the window:
its range, wheel, drag and rubber band work alike at the age of the universe and within a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from desktop.timeline import camera
from desktop.timeline.camera import MAX_SPAN, MIN_SPAN, Window

_REBASE: Final = 64.0  # how many spans the range may wander from its origin
_STILL: Final = 0.06  # a hand that rests so long before it lets go throws nothing, in seconds


class TimeBox(pg.ViewBox):  # type: ignore[misc]
    """Wheel zooms at the pointer, drag pans, shift-drag or the right button draws a rubber band."""

    moved = Signal(object)  # the window, moved by hand
    touched = Signal()  # somebody took hold
    thrown = Signal(float)  # let go in motion: shares of the window a second
    framed = Signal(float, float)  # a rubber band: the shares of the window between which it lies

    def __init__(self, line: str) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self._origin = 0
        self._window = Window(0, 1.0)
        self._setting = False
        self._track: list[tuple[float, float]] = []
        self.yields: Callable[[QPointF], bool] = lambda _place: (
            False
        )  # whether a drag from a place of the scene is another's
        self.pinched = False  # whether two fingers hold it
        self.setMouseEnabled(x=True, y=False)
        self.disableAutoRange()
        self.setYRange(0.0, 1.0, padding=0)
        self.setLimits(minXRange=MIN_SPAN, maxXRange=MAX_SPAN)
        self.rbScaleBox.setPen(pg.mkPen(QColor(line), width=1))
        self.rbScaleBox.setBrush(pg.mkBrush(_veil(line)))
        self.sigXRangeChanged.connect(self._range_changed)

    @property
    def shown(self) -> Window:
        """Return the window of time in view."""
        return self._window

    def show_window(self, view: Window) -> None:
        """Look at a window; says nothing, since nobody's hand moved."""
        self._window = view
        self._rebase()

    def _rebase(self) -> None:
        self._setting = True
        self._origin = self._window.start
        self.setXRange(self._window.offset, self._window.offset + self._window.span, padding=0)
        self._setting = False

    def _range_changed(self, _box: object, span: tuple[float, float]) -> None:
        if self._setting:
            return
        first, last = float(span[0]), float(span[1])
        self._window = camera.window(self._origin, first, last - first)
        if abs(first) > _REBASE * (last - first):
            self._rebase()
        self.moved.emit(self._window)

    # -- the hand ------------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Zoom at the pointer; sideways, or with shift, pan."""
        self.touched.emit()
        if event.orientation() == Qt.Orientation.Horizontal or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.translateBy(x=-event.delta() / 1200 * self._window.span)
            event.accept()
            return
        super().wheelEvent(event, axis)

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Pan with the left button, frame a stretch with the right one or with shift."""
        if event.button() == Qt.MouseButton.LeftButton and self.yields(event.buttonDownScenePos()):
            event.ignore()
            return
        if self.pinched:
            event.accept()
            self._track.clear()
            return
        band = event.button() == Qt.MouseButton.RightButton or bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if event.isStart():
            self.touched.emit()
            self._track.clear()
        if band:
            self._frame(event)
            return
        super().mouseDragEvent(event, axis)
        now = time.perf_counter()
        self._track.append((now, event.pos().x()))
        del self._track[:-6]
        if event.isFinish():
            self._throw(now)

    def _throw(self, now: float) -> None:
        if len(self._track) < 3 or self.width() <= 0:
            return
        recent = [one for one in self._track if now - one[0] < 0.12]
        if len(recent) < 2 or now - self._track[-2][0] > _STILL:
            return
        (began, first), (ended, last) = recent[0], recent[-1]
        if ended > began:
            self.thrown.emit((first - last) / (ended - began) / self.width())

    def _frame(self, event: Any) -> None:
        event.accept()
        first, last = event.buttonDownPos().x(), event.pos().x()
        if not event.isFinish():
            self.updateScaleBox(QPointF(first, 0.0), QPointF(last, self.height()))
            return
        self.rbScaleBox.hide()
        low, high = sorted((first / self.width(), last / self.width()))
        if high - low > 0.01:
            self.framed.emit(max(low, 0.0), min(high, 1.0))


def _veil(color: str) -> QColor:
    veil = QColor(color)
    veil.setAlphaF(0.12)
    return veil
