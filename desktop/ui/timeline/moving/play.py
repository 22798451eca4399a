"""Plays through time on a timeline view."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.render.timeline.geometry import full_axis_window
from desktop.session.timeline_player import TimelinePlayer
from desktop.story.dates.edtf_date import EdtfDate
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import TimeWindow
from desktop.timeline.playing import Journey
from desktop.timeline.time_axis import TimeAxis
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.state import TimelineState


class TimelinePlay(QObject):
    """Runs a view’s camera and date of knowledge as a hand would.

    Whatever follows the view follows. It stops where anything else moves the camera or the date of knowledge.
    """

    def __init__(self, state: TimelineState, camera: TimelineCamera) -> None:
        super().__init__(state)
        self._state = state
        self._camera = camera
        self._shown: tuple[TimeWindow, EdtfDate] | None = None
        self._before: tuple[TimeWindow, EdtfDate | None] | None = None  # what was shown before the first second
        self.player = TimelinePlayer(self)
        self.player.moved.connect(self._show)
        self.player.finished.connect(self._on_finished)

    @property
    def is_playing(self) -> bool:
        """Return whether time runs."""
        return self.player.is_playing

    def toggle(self) -> None:
        """Play from the date of knowledge on, or pause.

        Without one chosen by hand, it begins at the left edge.
        """
        if self.player.stop():
            return
        state, axis, view = self._state, self._axis, self._axis.window_to_axis(self._camera.time_window)
        whole = full_axis_window(state.story, state.time_axis, state.aggregated)
        whole = axis.window_to_axis(state.time_axis.window_to_time(whole))
        present = state.as_of_override.latest if state.as_of_override is not None else None
        journey = Journey(whole, view, self._camera.has_reduced_motion, axis)
        self._start(journey, axis.to_time(view.start) if present is None else present)

    def play(self, time_window: TimeWindow) -> None:
        """Play through a window of time from its beginning."""
        on_axis = self._axis.window_to_axis(time_window)
        self._start(Journey(on_axis, on_axis, axis=self._axis), None)

    @property
    def _axis(self) -> TimeAxis:
        """Return the axis on which time runs: years left out take theirs."""
        return self._state.time_axis if self._state.time_axis.is_logarithmic else NO_BREAKS

    def _start(self, journey: Journey, present: int | None) -> None:
        self._camera.stop()
        if self._shown is None or self._is_moved_by_hand:  # else it goes on after a pause
            self._before = self._camera.axis_window, self._state.as_of_override
        self._shown = None
        self.player.start(journey, present)

    def stop(self) -> bool:
        """Stop where it is; return whether it played."""
        return self.player.stop()

    def end(self) -> bool:
        """Stop, and show what was shown before; return whether it played."""
        if not self.player.stop():
            return False
        if self._before is not None:
            axis_window, as_of = self._before
            self._camera.fly_on_axis(axis_window)
            self._state.override_as_of(as_of)
        self._shown = self._before = None
        return True

    @property
    def _is_moved_by_hand(self) -> bool:
        return self._shown != (self._camera.axis_window, self._state.as_of_override)

    def _show(self, window: TimeWindow, as_of: EdtfDate) -> None:
        if self._shown is not None and self._is_moved_by_hand:
            self.player.stop()  # a hand, or another slide, has taken over
            return
        time_window = self._axis.window_to_time(window)
        on_axis = window if self._axis.is_logarithmic else self._state.time_axis.window_to_axis(time_window)
        self._camera.jump_on_axis(on_axis)
        self._state.override_as_of(as_of)
        self._shown = (self._camera.axis_window, as_of)

    def _on_finished(self) -> None:
        self._state.override_as_of(None)
