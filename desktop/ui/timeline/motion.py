"""The camera in motion: flights from window to window, and the glide after a throw. Interrupted at once by any touch."""

from __future__ import annotations

import math
import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.timeline.camera import Window, ease, flight, flight_ms, pan

_FRAME_MS: Final = 12  # a little under a sixtieth of a second: the screen decides, not the timer
_FRICTION: Final = 0.28  # seconds in which a throw loses all but a third of its speed
_SLOW: Final = 0.02  # shares of the window a second: slower than that is standing still


class Motion(QObject):
    """Says where the camera is, frame by frame."""

    stepped = Signal(object)  # the window now
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flight: tuple[Window, Window, float, int] | None = None
        self._glide: tuple[Window, float, float] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._step)

    @property
    def goal(self) -> Window | None:
        """Return where a flight goes to, None when there is none."""
        return self._flight[1] if self._flight else None

    @property
    def running(self) -> bool:
        """Return whether the camera moves by itself."""
        return self._timer.isActive()

    def fly(self, start: Window, goal: Window) -> None:
        """Fly; nothing happens where both are the same."""
        self.stop()
        length = flight_ms(start, goal)
        if length == 0:
            self.stepped.emit(goal)
            return
        self._flight = (start, goal, time.perf_counter(), length)
        self._timer.start()

    def throw(self, start: Window, speed: float) -> None:
        """Glide on at `speed` (shares of the window a second), ever slower."""
        self.stop()
        if abs(speed) > 4 * _SLOW:
            self._glide = (start, max(-12.0, min(12.0, speed)), time.perf_counter())
            self._timer.start()

    def stop(self) -> None:
        """Stand still where the camera is."""
        self._flight = self._glide = None
        self._timer.stop()

    def _step(self) -> None:
        now = time.perf_counter()
        if self._flight is not None:
            start, goal, began, length = self._flight
            share = (now - began) * 1000 / length
            if share >= 1.0:
                self.stop()
                self.stepped.emit(goal)
                self.ended.emit()
            else:
                self.stepped.emit(flight(start, goal, ease(share)))
        elif self._glide is not None:
            first, speed, began = self._glide
            left = math.exp(-(now - began) / _FRICTION)
            # The way of an exponentially slowing thing, reckoned from the throw: no frame's lateness adds up.
            self.stepped.emit(pan(first, speed * _FRICTION * (1 - left)))
            if abs(speed) * left < _SLOW:
                self.stop()
                self.ended.emit()
