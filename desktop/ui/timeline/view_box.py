"""The axis as pyqtgraph's ViewBox, exact at any depth.

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

from desktop.qt_override import qt_override
from desktop.timeline import camera
from desktop.timeline.camera import MAX_SPAN, MIN_SPAN, TimeWindow
from desktop.ui.timeline.guarded_pyqtgraph import GuardedViewBox

_REBASE_AFTER_SPANS: Final = 64.0  # how many spans the range may wander from its origin
_MAX_REST_S: Final = 0.06  # a pointer that rests so long before the release starts no kinetic pan, in seconds


class TimeViewBox(GuardedViewBox):
    """View box that zooms with wheel and frame, pans with drag.

    Shift-drag or the right button frames a stretch.
    """

    window_moved = Signal(object)  # the window, moved by the user
    interaction_started = Signal()  # the user moves the axis: by a drag or the wheel
    fling_started = Signal(float)  # released in motion: speed in window widths per second
    dragged_down = Signal(float)  # the pixels by which a pan moved down
    selection_changed = Signal()  # the rubber band is drawn elsewhere, or gone
    range_selected = Signal(float, float)  # a rubber band: its ends as fractions of the window

    _is_behind = False  # whether pyqtgraph's range is that of an earlier window

    def __init__(self, line_color: str) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self._origin = 0
        self._visible_window = TimeWindow(0, 1.0)
        self._updating_range = False
        self._drag_samples: list[tuple[float, float]] = []
        self.drag_is_taken: Callable[[QPointF, Qt.KeyboardModifier], bool] = lambda _place, _modifiers: (
            False
        )  # whether a drag from a point of the scene belongs to another part
        self.is_pinched = False  # whether a pinch is going on
        self.setMouseEnabled(x=True, y=False)
        self.disableAutoRange()
        self.setYRange(0.0, 1.0, padding=0)
        self.setLimits(minXRange=MIN_SPAN, maxXRange=MAX_SPAN)
        self.rbScaleBox.setPen(pg.mkPen(QColor(line_color), width=1))
        self.rbScaleBox.setBrush(pg.mkBrush(_translucent(line_color)))
        self.sigXRangeChanged.connect(self._range_changed)

    @property
    def visible_window(self) -> TimeWindow:
        """Return the window of time in view."""
        return self._visible_window

    def set_visible_window(self, time_window: TimeWindow) -> None:
        """Show a window without emitting a signal.

        The user did not move it. pyqtgraph is told once the user does: that takes as long as to draw a track.
        """
        self._visible_window = time_window
        self._is_behind = True

    def set_min_span(self, seconds: float) -> None:
        """Set the shortest window that the user may zoom to."""
        self._catch_up()
        self.setLimits(minXRange=seconds)

    def updateMatrix(self, changed: object = None) -> None:
        """Compute the transform of the window in view."""
        self._catch_up()
        super().updateMatrix(changed)

    def _catch_up(self) -> None:
        if self._is_behind:
            self._rebase()

    def _rebase(self) -> None:
        self._updating_range, self._is_behind = True, False
        self._origin = self._visible_window.start
        self.setXRange(self._visible_window.offset, self._visible_window.offset + self._visible_window.span, padding=0)
        self._updating_range = False

    def _range_changed(self, _box: object, span: tuple[float, float]) -> None:
        if self._updating_range or self._is_behind:
            return
        first, last = float(span[0]), float(span[1])
        self._visible_window = camera.make_window(self._origin, first, last - first)
        if abs(first) > _REBASE_AFTER_SPANS * (last - first):
            self._rebase()
        self.window_moved.emit(self._visible_window)

    # -- the mouse -----------------------------------------------------------------------------------------------------

    @qt_override
    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Zoom at the pointer; sideways, or with shift, pan."""
        self.updateMatrix()  # pyqtgraph reads the transform as the last frame left it
        self.interaction_started.emit()
        if event.orientation() == Qt.Orientation.Horizontal or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.translateBy(x=-event.delta() / 1200 * self._visible_window.span)
            event.accept()
            return
        super().wheelEvent(event, axis)

    @qt_override
    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Pan with the left button, frame with the right or shift."""
        self.updateMatrix()
        if event.button() == Qt.MouseButton.LeftButton and self.drag_is_taken(
            event.buttonDownScenePos(), event.modifiers()
        ):
            event.ignore()
            return
        if self.is_pinched:
            event.accept()
            self._drag_samples.clear()
            return
        selects_range = event.button() == Qt.MouseButton.RightButton or bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if event.isStart():
            self.interaction_started.emit()
            self._drag_samples.clear()
        if selects_range:
            self._select_range(event)
            return
        super().mouseDragEvent(event, axis)
        self.dragged_down.emit(event.pos().y() - event.lastPos().y())
        now = time.perf_counter()
        self._drag_samples.append((now, event.pos().x()))
        del self._drag_samples[:-6]
        if event.isFinish():
            self._emit_fling(now)

    def _emit_fling(self, now: float) -> None:
        if len(self._drag_samples) < 3 or self.width() <= 0:
            return
        recent = [sample for sample in self._drag_samples if now - sample[0] < 0.12]
        if len(recent) < 2 or now - self._drag_samples[-2][0] > _MAX_REST_S:
            return
        (start_time, first_x), (end_time, last_x) = recent[0], recent[-1]
        if end_time > start_time:
            self.fling_started.emit((first_x - last_x) / (end_time - start_time) / self.width())

    def _select_range(self, event: Any) -> None:
        event.accept()
        first, last = event.buttonDownPos().x(), event.pos().x()
        if not event.isFinish():
            self.updateScaleBox(QPointF(first, 0.0), QPointF(last, self.height()))
            self.selection_changed.emit()
            return
        self.rbScaleBox.hide()
        self.selection_changed.emit()
        low, high = sorted((first / self.width(), last / self.width()))
        if high - low > 0.01:
            self.range_selected.emit(max(low, 0.0), min(high, 1.0))


def _translucent(color: str) -> QColor:
    translucent_color = QColor(color)
    translucent_color.setAlphaF(0.12)
    return translucent_color
