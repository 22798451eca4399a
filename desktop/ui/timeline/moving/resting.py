"""Moves events to better rows while the camera rests."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.render.timeline.resting import row_shifts, seek_rows
from desktop.timeline.camera import ease
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.state import TimelineState

if TYPE_CHECKING:
    from desktop.render.timeline.bands.rested_rows import RestedRows

REST_MS: Final = 600
"""How long nothing must have changed before rows are sought anew."""

_MOTION_MS: Final = 260
_FRAME_INTERVAL_MS: Final = 12  # a little under a sixtieth of a second, as the camera's
_STEP_BUDGET_S: Final = 0.004  # of one turn of the event loop


class RowsAtRest(QObject):
    """Seeks rows that name more events, and moves marks there.

    `is_busy` says whether the view is in use, so that nothing may move under the hand.
    """

    def __init__(
        self, state: TimelineState, camera: TimelineCamera, canvas: TimelineCanvas, is_busy: Callable[[], bool]
    ) -> None:
        super().__init__(state)
        self._state = state
        self._camera = camera
        self._canvas = canvas
        self._is_busy = is_busy
        self.keeps_still: Callable[[], bool] = lambda: False  # whether something else forbids it
        self.motion_count = 0
        self._search: Generator[None, None, RestedRows | None] | None = None
        self._target: tuple[RestedRows, Mapping[str, float], float] | None = None  # rows, shifts, start of the motion
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(REST_MS)
        self._rest_timer.timeout.connect(self._on_rest)
        self._step_timer = QTimer(self)
        self._step_timer.setInterval(0)
        self._step_timer.timeout.connect(self._step)
        self._motion_timer = QTimer(self)
        self._motion_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._motion_timer.setInterval(_FRAME_INTERVAL_MS)
        self._motion_timer.timeout.connect(self._move)
        state.changed.connect(self.wait)
        camera.time_window_changed.connect(self.wait)

    def wait(self) -> None:
        """Begin to wait for the camera's rest again."""
        self._stop_search()
        self._rest_timer.start()

    def stop(self) -> None:
        """Seek no more, and end a motion at once."""
        self._rest_timer.stop()
        self._stop_search()
        if self._target is not None:
            self._arrive(self._target[0])

    def _on_rest(self) -> None:
        if self._state.story.keep_rows or self.keeps_still() or not self._canvas.is_visible:
            return
        if self._is_busy() or self._camera.is_moving:
            self._rest_timer.start()
            return
        self._search = seek_rows(self._canvas.spec())
        self._step_timer.start()

    def _step(self) -> None:
        """Seek on for a few milliseconds."""
        started_at = time.perf_counter()
        while self._search is not None and time.perf_counter() - started_at < _STEP_BUDGET_S:
            try:
                next(self._search)
            except StopIteration as end:
                self._stop_search()
                if end.value is not None and not self._is_busy():
                    self._begin_motion(end.value)

    def _stop_search(self) -> None:
        self._search = None
        self._step_timer.stop()

    def _begin_motion(self, rested: RestedRows) -> None:
        self.motion_count += 1
        spec = self._canvas.spec()
        shifts = row_shifts(spec, replace(spec, rested=rested))
        if self._camera.has_reduced_motion or not shifts:
            self._arrive(rested)
            return
        self._target = rested, shifts, time.perf_counter()
        self._state.set_rows(rested, shifts)
        self._motion_timer.start()

    def _move(self) -> None:
        """Show the marks where they are now, whatever the camera does."""
        assert self._target is not None
        rested, shifts, started_at = self._target
        remaining = 1.0 - ease((time.perf_counter() - started_at) * 1000 / _MOTION_MS)
        if remaining <= 0.0:
            self._arrive(rested)
        else:
            self._state.set_rows(rested, {event_id: remaining * rows for event_id, rows in shifts.items()})

    def _arrive(self, rested: RestedRows) -> None:
        self._motion_timer.stop()
        self._target = None
        self._state.set_rows(rested, {})
