"""The timeline player moves camera and date of knowledge through time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.story.dates.edtf_date import EdtfDate
from desktop.timeline.as_of import snap_moment
from desktop.timeline.playing import SPEEDS, WAY_SECONDS, Journey

_FRAME_MS: Final = 33
_STEPS: Final = 900  # dates of knowledge along the way: as fine as the pixels of a window


class TimelinePlayer(QObject):
    """Plays a journey frame by frame; whoever owns it shows the frames.

    `clock` returns seconds.
    """

    moved = Signal(object, object)  # the window of time and the date of knowledge now
    changed = Signal()  # it began, stopped, has another speed, or plays in a loop or no longer
    finished = Signal()  # the way is done, and no loop

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._journey: Journey | None = None
        self._share = 0.0
        self._last_tick = 0.0
        self.speed = 1.0
        self.loops = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self.advance)

    @property
    def is_playing(self) -> bool:
        """Return whether time runs."""
        return self._timer.isActive()

    def start(self, journey: Journey, present: int | None = None) -> None:
        """Play a journey from its present on, else from the beginning."""
        self._journey = journey
        self._share = journey.share_of(present) if present is not None else 0.0
        if self._share >= 1.0:
            self._share = 0.0
        self._last_tick = self._clock()
        self._timer.start()
        self._show()
        self.changed.emit()

    def stop(self) -> bool:
        """Stop where it is; return whether it played."""
        was_playing = self.is_playing
        self._timer.stop()
        if was_playing:
            self.changed.emit()
        return was_playing

    def next_speed(self) -> float:
        """Play at the next speed, after the fastest at the slowest."""
        self.speed = SPEEDS[(SPEEDS.index(self.speed) + 1) % len(SPEEDS)]
        self.changed.emit()
        return self.speed

    def toggle_loop(self) -> None:
        """Play in a loop, or no longer."""
        self.loops = not self.loops
        self.changed.emit()

    def advance(self) -> None:
        """Show the frame of this moment."""
        now = self._clock()
        self._share += (now - self._last_tick) * self.speed / WAY_SECONDS
        self._last_tick = now
        if self._share >= 1.0 and self.loops:
            self._share %= 1.0
        self._show()
        if self._share >= 1.0:
            self.stop()
            self.finished.emit()

    def _show(self) -> None:
        assert self._journey is not None
        resolution = self._journey.resolution_at(self._share, _STEPS)
        as_of: EdtfDate = snap_moment(self._journey.instant_at(self._share), resolution)
        self.moved.emit(self._journey.window_at(self._share), as_of)
