"""The motion of the camera: flights, and flings after drags.

Any touch interrupts both.
"""

from __future__ import annotations

import math
import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.timeline.camera import TimeWindow, ease, flight, flight_ms, pan

_FRAME_INTERVAL_MS: Final = 12  # a little under a sixtieth of a second: the screen decides, not the timer
_FLING_DECAY_S: Final = 0.28  # seconds in which a fling loses two thirds of its speed
_STOP_SPEED: Final = 0.02  # window widths per second; slower than that counts as still


class CameraAnimator(QObject):
    """Moves the camera frame by frame."""

    camera_moved = Signal(object)  # the window now
    finished = Signal()  # the motion ended by itself
    interrupted = Signal()  # the motion was interrupted

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flight: tuple[TimeWindow, TimeWindow, float, int] | None = None
        self._glide: tuple[TimeWindow, float, float] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_INTERVAL_MS)
        self._timer.timeout.connect(self._step)

    @property
    def target(self) -> TimeWindow | None:
        """Return the target of the flight, None without one."""
        return self._flight[1] if self._flight else None

    @property
    def is_running(self) -> bool:
        """Return whether the camera moves by itself."""
        return self._timer.isActive()

    def fly(self, start: TimeWindow, target: TimeWindow) -> None:
        """Fly from one window to another, unless they are equal."""
        self.stop()
        duration_ms = flight_ms(start, target)
        if duration_ms == 0:
            self.camera_moved.emit(target)
            return
        self._flight = (start, target, time.perf_counter(), duration_ms)
        self._timer.start()

    def fling(self, start: TimeWindow, speed: float) -> None:
        """Move on at `speed` (shares of the window a second), ever slower."""
        self.stop()
        if abs(speed) > 4 * _STOP_SPEED:
            self._glide = (start, max(-12.0, min(12.0, speed)), time.perf_counter())
            self._timer.start()

    def stop(self) -> None:
        """Stop the motion where the camera is."""
        if self.is_running:
            self._end()
            self.interrupted.emit()

    def _end(self) -> None:
        self._flight = self._glide = None
        self._timer.stop()

    def _step(self) -> None:
        now = time.perf_counter()
        if self._flight is not None:
            start, target, started_at, duration_ms = self._flight
            fraction = (now - started_at) * 1000 / duration_ms
            if fraction >= 1.0:
                self._end()
                self.camera_moved.emit(target)
                self.finished.emit()
            else:
                self.camera_moved.emit(flight(start, target, ease(fraction)))
        elif self._glide is not None:
            start_window, speed, started_at = self._glide
            remaining_speed = math.exp(-(now - started_at) / _FLING_DECAY_S)
            # The distance of an exponentially slowing body, computed from the start: no frame's lateness adds up.
            self.camera_moved.emit(pan(start_window, speed * _FLING_DECAY_S * (1 - remaining_speed)))
            if abs(speed) * remaining_speed < _STOP_SPEED:
                self._end()
                self.finished.emit()
