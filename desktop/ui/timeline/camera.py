"""The camera of a timeline view: the window in view."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.render.timeline.geometry import full_axis_window
from desktop.timeline.camera import TimeWindow, pan, zoom_at
from desktop.ui.timeline.moving.motion import CameraAnimator
from desktop.ui.timeline.state import TimelineState
from desktop.ui.timeline.view_box import TimeViewBox


class TimelineCamera(QObject):
    """Moves the window in view, at once or in a flight.

    A "time window" is of real time; an "axis window" is on the axis with its breaks.
    """

    about_to_move = Signal()
    time_window_changed = Signal(object)
    came_to_rest = Signal()  # a flight or a fling ended by itself
    interrupted = Signal()  # a flight or a fling was ended by something else

    def __init__(self, view: QWidget, state: TimelineState, view_box: TimeViewBox, *, reduced_motion: bool) -> None:
        super().__init__(view)
        self._view = view
        self._state = state
        self._view_box = view_box
        self._reduced_motion = reduced_motion
        self._home_window: TimeWindow | None = None
        self._is_jumping = False
        self._animator = CameraAnimator(self)
        self._animator.camera_moved.connect(self._set_axis_window)
        self._animator.finished.connect(self.came_to_rest)
        self._animator.interrupted.connect(self.interrupted)
        view_box.interaction_started.connect(self.stop)
        view_box.window_moved.connect(self._on_moved)
        view_box.fling_started.connect(self._fling)
        view_box.range_selected.connect(self._zoom_to_range)

    @property
    def time_window(self) -> TimeWindow:
        """Return the window of time in view."""
        return self._state.time_axis.window_to_time(self.axis_window)

    @property
    def axis_window(self) -> TimeWindow:
        """Return the window in view on the axis with its breaks."""
        return self._view_box.visible_window

    @property
    def target(self) -> TimeWindow:
        """Return a flight's target window, else the one in view.

        Keys pressed in a row start from it, so they add up.
        """
        return self._animator.target or self.axis_window

    @property
    def is_moving(self) -> bool:
        """Return whether the camera moves by itself."""
        return self._animator.is_running

    @property
    def is_flying(self) -> bool:
        """Return whether it moves to a window, and not by hand."""
        return self._is_jumping or self._animator.target is not None

    @property
    def has_home(self) -> bool:
        """Return whether there is a slide's window to go back to."""
        return self._home_window is not None

    @property
    def has_reduced_motion(self) -> bool:
        """Return whether the camera jumps instead of flying."""
        return self._reduced_motion

    def set_reduced_motion(self, reduced: bool) -> None:
        """Set whether the camera jumps instead of flying."""
        self._reduced_motion = reduced

    def set_home(self, time_window: TimeWindow) -> None:
        """Set the slide's own window, to which `go_home` flies."""
        self._home_window = time_window

    def go_home(self) -> None:
        """Fly to the slide's own window."""
        if self._home_window is not None:
            self.fly_to(self._home_window)

    def show_all(self) -> None:
        """Fly to the whole story with all that was read from files."""
        state = self._state
        self.fly_on_axis(full_axis_window(state.story, state.time_axis, state.aggregated))

    def fly_to(self, time_window: TimeWindow, animate: bool = True) -> None:
        """Fly to a window of time; newer flights and touches interrupt."""
        self.fly_on_axis(self._state.time_axis.window_to_axis(time_window), animate)

    def fly_on_axis(self, axis_window: TimeWindow, animate: bool = True) -> None:
        """Move to a window of the axis with its breaks."""
        self.about_to_move.emit()
        if not animate or self._reduced_motion or not self._view.isVisible():
            self._is_jumping = True
            self.jump_on_axis(axis_window)
            self._is_jumping = False
        else:
            self._animator.fly(self.axis_window, axis_window)

    def jump_on_axis(self, axis_window: TimeWindow) -> None:
        """Show a window of the axis at once, and end any flight."""
        self._animator.stop()
        self._set_axis_window(axis_window)

    def keep_time_window(self, time_window: TimeWindow) -> None:
        """Show a window of time after the axis has changed.

        A flight goes on.
        """
        self._set_axis_window(self._state.time_axis.window_to_axis(time_window))

    def pan_by(self, fraction: float) -> None:
        """Move at once by a share of the window."""
        self.jump_on_axis(pan(self.axis_window, fraction))

    def zoom_at(self, position: float, factor: float) -> None:
        """Zoom at once around a share of the window's width."""
        self.jump_on_axis(zoom_at(self.axis_window, position, factor))

    def stop(self) -> None:
        """Stop the camera where it is."""
        self._animator.stop()

    def _fling(self, speed: float) -> None:
        if not self._reduced_motion:
            self._animator.fling(self.axis_window, speed)

    def _zoom_to_range(self, low: float, high: float) -> None:
        self.fly_on_axis(zoom_at(self.axis_window, low / max(1e-9, 1 - (high - low)), high - low))

    def _set_axis_window(self, axis_window: TimeWindow) -> None:
        if axis_window.span < self._state.min_span:
            return
        if axis_window != self.axis_window:
            self._view_box.set_visible_window(axis_window)
            self._on_moved(axis_window)

    def _on_moved(self, axis_window: TimeWindow) -> None:
        self.about_to_move.emit()
        self.time_window_changed.emit(self._state.time_axis.window_to_time(axis_window))
