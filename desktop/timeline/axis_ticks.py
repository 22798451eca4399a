"""Find the ticks of any axis of time."""

from __future__ import annotations

from desktop.i18n import Language
from desktop.timeline.camera import TimeWindow
from desktop.timeline.scale import TextMeasurer, Ticks, make_ticks
from desktop.timeline.time_axis import TimeAxis


def axis_ticks(
    time_window: TimeWindow,
    width: float,
    language: str | Language,
    measure: TextMeasurer,
    axis: TimeAxis,
    *,
    measure_heading: TextMeasurer | None = None,
    label_gap: float = 24.0,
    min_minor_gap: float = 9.0,
    min_tick_gap: float = 64.0,
) -> Ticks:
    """Return the ticks of a window of an axis.

    Widths and gaps are in pixels, as for `make_ticks`.
    """
    if not axis.is_logarithmic:
        return make_ticks(
            time_window, width, language, measure, measure_heading=measure_heading, label_gap=label_gap,
            min_minor_gap=min_minor_gap, min_tick_gap=min_tick_gap, time_axis=axis,
        )  # fmt: skip
    # Imported here: few axes are, and the first slide is painted sooner.
    from desktop.timeline.log_ticks import make_log_ticks

    return make_log_ticks(
        time_window, width, language, measure, axis, measure_heading=measure_heading or measure,
        label_gap=label_gap, min_minor_gap=min_minor_gap, min_tick_gap=min_tick_gap,
    )  # fmt: skip
