"""Tell which seconds of a series a window shows."""

from __future__ import annotations

from desktop.render.timeline.marks.event_mark import exact_window
from desktop.timeline.camera import TimeWindow
from desktop.timeline.series import SeriesValues


def seconds_in_view(values: SeriesValues, time_window: TimeWindow) -> tuple[float, float]:
    """Return where a window begins and ends.

    For values of whole seconds these are whole ones around it.
    """
    return exact_window(time_window) if values.has_fractions else (time_window.start, time_window.end)
