"""Links two timelines one above the other, on one scale."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from desktop.timeline.camera import TimeWindow, make_window, pan
from desktop.ui.timeline.view import TimelineView

_MOST_OF_STORY: Final = 0.6


class LinkedTimelines(QObject):
    """Moves two timelines together, and shares their crosshair.

    What a hand moves in one moves in both. A flight, as to a bookmark or to what was found, moves one alone: from then on
    the starts of both are one above the other, and the lower one counts the years from there.
    """

    def __init__(self, upper: TimelineView, lower: TimelineView) -> None:
        super().__init__(lower)
        self._views = (upper, lower)
        self._held: TimeWindow | None = None  # the window of the one that stands while the other flies
        self._is_linking = False
        self._offset = (0, 0.0)  # from the upper window to the lower one, in seconds and a fraction
        self.is_active = False
        for view, other in ((upper, lower), (lower, upper)):
            view.time_window_changed.connect(lambda _window, view=view, other=other: self._follow(view, other))
            view.state.changed.connect(lambda view=view, other=other: self._share_crosshair(view, other))

    def begin(self, lower_window: TimeWindow) -> None:
        """Compare the upper timeline with a window of the axis."""
        upper, lower = self._views
        for view in self._views:
            view.set_breaks_enabled(False)  # years that are left out would have no scale in common
            view.set_compared(True)
        self.is_active = True
        self._is_linking = True
        lower.camera.jump_on_axis(_with_span(lower_window, upper.camera.axis_window.span))
        self._is_linking = False
        self._align()

    def end(self) -> None:
        """Let each timeline move by itself."""
        self.is_active, self._held = False, None
        for view in self._views:
            view.set_compared(False)

    def align_lower(self, lower_window: TimeWindow) -> None:
        """Show another window of the axis below, aligned at its start."""
        upper, lower = self._views
        lower.fly_to(_with_span(lower_window, upper.camera.axis_window.span))

    def _align(self) -> None:
        """Count the years from the left edges as they are now."""
        self._held = None
        upper, lower = self._views
        self._offset = _difference(upper.camera.axis_window, lower.camera.axis_window)
        lower.state.set_elapsed_from(lower.camera.axis_window.start)

    def _follow(self, moved: TimelineView, other: TimelineView) -> None:
        """Move the other timeline with the one that moved."""
        if not self.is_active or self._is_linking or moved.state.time_axis.is_logarithmic:
            return
        window, standing = moved.camera.axis_window, other.camera.axis_window
        if moved.camera.is_flying and self._held is None:
            self._held = standing
        sign = 1 if moved is self._views[0] else -1
        whole, fraction = self._offset
        self._is_linking = True
        other.camera.jump_on_axis(
            _with_span(self._held, window.span)
            if self._held is not None
            else make_window(window.start + sign * whole, window.offset + sign * fraction, window.span)
        )
        self._is_linking = False
        if self._held is not None and not moved.camera.is_moving:
            self._align()

    def _share_crosshair(self, pointed: TimelineView, other: TimelineView) -> None:
        """Draw the line of the pointer at the same place in both."""
        if not self.is_active or self._is_linking:
            return
        sign = 1 if pointed is self._views[0] else -1
        second = pointed.state.crosshair
        self._is_linking = True
        whole, fraction = self._offset
        away = sign * (whole + fraction if fraction else whole)
        other.state.set_crosshair(None if second is None else second + away)
        self._is_linking = False


def _with_span(time_window: TimeWindow, span: float) -> TimeWindow:
    return make_window(time_window.start, time_window.offset, span)


def _difference(first: TimeWindow, second: TimeWindow) -> tuple[int, float]:
    return second.start - first.start, second.offset - first.offset


def windows_to_compare(time_window: TimeWindow, full_window: TimeWindow) -> tuple[TimeWindow, TimeWindow]:
    """Return a window and the one before it, else the one after.

    A window of most of the story gives way to the story's two halves.
    """
    if time_window.span > _MOST_OF_STORY * full_window.span:
        half = _with_span(full_window, full_window.span / 2)
        return half, pan(half, 1.0)
    earlier = pan(time_window, -1.0)
    return time_window, earlier if earlier.end > full_window.start else pan(time_window, 1.0)
