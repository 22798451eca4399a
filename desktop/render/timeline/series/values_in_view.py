"""Tell which seconds and numbers of a series a window shows."""

from __future__ import annotations

import itertools

from desktop.render.timeline.marks.event_mark import exact_window
from desktop.timeline.camera import TimeWindow
from desktop.timeline.series import Sample, SeriesValues


def seconds_in_view(values: SeriesValues, time_window: TimeWindow) -> tuple[float, float]:
    """Return where a window begins and ends.

    For values of whole seconds these are whole ones around it.
    """
    return exact_window(time_window) if values.has_fractions else (time_window.start, time_window.end)


def numbers_at(kind: str, values: SeriesValues, second: float) -> list[float]:
    """Return the numbers through which a drawing passes at a second.

    A line comes from the point before and goes on to the next, wherever they are; a step is as high as the point before.
    """
    if kind == "bars":
        return []
    near = values.samples(second, second)
    if kind == "steps":
        before = [one for one in near if one.start <= second]
        return list(before[-1].numbers) if before else []
    return [
        number
        for before, after in itertools.pairwise(near)
        if before.middle < second < after.middle
        for number in _between(before, after, second)
    ]


def _between(before: Sample, after: Sample, second: float) -> list[float]:
    share = (second - before.middle) / (after.middle - before.middle)
    pairs = ((before.value, after.value), (before.low, after.low), (before.high, after.high))
    return [first + share * (last - first) for first, last in pairs if first is not None and last is not None]
