"""Writes the numbers of tracks as data of the page's timeline."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from math import isnan
from typing import TYPE_CHECKING, Final

from desktop.render.timeline.series.crosshair import date_text, source_names, value_text
from desktop.render.timeline.series.draw_series import axis_room
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.series import Sample, column_step

if TYPE_CHECKING:
    from desktop.render.timeline.metrics import TimelineMetrics
    from desktop.render.timeline.series.band_series import BandSeries
    from desktop.render.value_scale import ValueAxis
    from desktop.story.model import Story

_MOST_POINTS: Final = 1024
"""The most points of a series; of more the page shows the extremes of as many columns of time."""

_NO_LIMIT: Final = 10**18  # before and after all time

Data = dict[str, object]
Point = list[object]  # instant, value, and when it is known


def series_shapes(series: BandSeries) -> Data:
    """Return what is drawn of a series, in seconds and numbers.

    A point of a line is [instant, value, end], a bar [start, end, from, to, 1 if planned], and a point of its own
    [instant, value, end, 1 if planned, 1 if it has gaps on both sides]. One of "times", which the pointer asks for, is
    [start, end, value, 1 if planned, when it is known]; a gap has no value.
    """
    kind = series.series.kind
    axis = series.scale(None, 0.0, 1.0)
    low, high = (axis.low, axis.high) if axis is not None else (0.0, 1.0)
    data: Data = {"kind": kind, "color": series.series.color or series.track.color, "low": low, "high": high}
    if _is_dense(series):
        return data | {
            "kind": "columns",
            "surfaces": [],
            "strokes": [],
            "points": [],
            "times": [],
            "bars": _columns(series),
        }
    samples = series.values.samples(-_NO_LIMIT, _NO_LIMIT)
    strokes = [] if kind == "bars" else list(_strokes(kind, samples))
    zero = min(max(0.0, low), high)
    surfaces = [_area(stroke, zero) for stroke in strokes] if kind == "area" else []
    if kind == "range":
        surfaces = list(_ranges(samples))
        strokes += [_vertical(one) for one in samples if one.span is not None and one.value is None]
    numbers = [one for one in samples if one.value is not None]
    return data | {
        "surfaces": surfaces,
        "strokes": strokes,
        "bars": [[one.start, one.end, zero, one.value, int(one.planned)] for one in numbers] if kind == "bars" else [],
        "points": [
            [_instant(kind, one), one.value, one.end, int(one.planned), _is_alone(samples, one)] for one in numbers
        ],
        "times": list(_times(kind, samples)),
        "hasDots": kind not in ("bars", "steps"),
    }


def _is_dense(series: BandSeries) -> bool:
    return series.values.count_in(-_NO_LIMIT, _NO_LIMIT) > _MOST_POINTS


def _times(kind: str, samples: Sequence[Sample]) -> Iterator[list[object]]:
    """Yield the time of each point, in the order of `_told_order`.

    A step holds until the next. A gap has no value.
    """
    for number in _told_order(samples):
        one = samples[number]
        is_held = kind == "steps" and number + 1 < len(samples)
        end = samples[number + 1].start if is_held else one.end
        yield [one.start, end, one.value if one.value is not None else one.high, int(one.planned), one.end]


def _told_order(samples: Sequence[Sample]) -> list[int]:
    """Return the numbers of points, the shortest first, which is told."""
    return sorted(range(len(samples)), key=lambda number: samples[number].end - samples[number].start)


def _instant(kind: str, sample: Sample) -> float:
    """Return the second of a point."""
    return sample.start if kind == "steps" else sample.middle


def _strokes(kind: str, samples: Sequence[Sample]) -> Iterator[Data]:
    """Yield the lines between gaps; what is planned has its own."""
    points: list[Point] = []
    planned = False
    for number, sample in enumerate(samples):
        if sample.value is None or (points and sample.planned != planned):
            if points:
                yield {"planned": planned, "points": points}
            points = points[-1:] if sample.value is not None else []
        if sample.value is None:
            continue
        planned = sample.planned
        points = [*points, [_instant(kind, sample), sample.value, sample.end]]
        if kind == "steps":
            following = samples[number + 1].start if number + 1 < len(samples) else sample.end
            points.append([max(sample.start, following), sample.value, sample.end])
    if points:
        yield {"planned": planned, "points": points}


def _area(stroke: Data, zero: float) -> Data:
    points = stroke["points"]
    assert isinstance(points, list)
    return {"planned": stroke["planned"], "high": points, "low": [[one[0], zero, one[2]] for one in points]}


def _ranges(samples: Sequence[Sample]) -> Iterator[Data]:
    """Yield the surfaces between the low and the high ends."""
    for before, after in itertools.pairwise(samples):
        if before.span is not None and after.span is not None:
            low, high = (
                [[one.middle, one.span[end], after.end] for one in (before, after) if one.span] for end in (0, 1)
            )
            yield {"planned": after.planned, "high": high, "low": low}


def _vertical(sample: Sample) -> Data:
    assert sample.span is not None
    return {"planned": sample.planned, "points": [[sample.middle, value, sample.end] for value in sample.span]}


def _is_alone(samples: Sequence[Sample], sample: Sample) -> int:
    number = samples.index(sample)
    beside = (*samples[max(0, number - 1) : number], *samples[number + 1 : number + 2])
    return int(all(one.value is None for one in beside))


def _columns(series: BandSeries) -> list[list[float]]:
    """Return the lowest and the highest number of each column of time."""
    begin, end = series.values.extent or (0, 1)
    step = column_step(series.values, end - begin, _MOST_POINTS)
    first = begin // step * step
    columns = series.values.envelope(first, step, int((end - first) // step) + 1)
    extremes = zip(columns.lows.tolist(), columns.highs.tolist(), strict=True)
    return [
        [first + number * step, first + (number + 1) * step, low, high, 0]
        for number, (low, high) in enumerate(extremes)
        if not isnan(low)
    ]


def series_words(series: BandSeries, story: Story, metrics: TimelineMetrics, height: float) -> Data:
    """Return the texts of a series in its language.

    `height` is that of its part of a band, for which the axis has round values. Under the pointer it says each of "told":
    a number, and its date with its sources.
    """
    axis = series.scale(None, *axis_room(0.0, height, metrics))
    samples = () if _is_dense(series) else series.values.samples(-_NO_LIMIT, _NO_LIMIT)
    return {
        "title": series.title,
        "unit": series.unit,
        "ticks": list(_ticks(series, axis, metrics)) if axis is not None else [],
        "texts": [
            series.number_text(one.value) if one.point is None else series.point_text(one.point, one.value)
            for one in samples
            if one.value is not None
        ],
        "told": [_told(series, samples[number], story) for number in _told_order(samples)],
    }


def _told(series: BandSeries, sample: Sample, story: Story) -> tuple[str, str]:
    date, sources = date_text(sample, series.language_code, NO_BREAKS), source_names(series, sample, story)
    return value_text(series, sample), " · ".join(filter(None, (date, sources)))


def _ticks(series: BandSeries, axis: ValueAxis, metrics: TimelineMetrics) -> Iterator[tuple[float, str]]:
    """Yield round values with their words; zero is always there."""
    ticks = series.tick_texts(axis, metrics)
    yield from ticks
    if axis.low <= 0.0 <= axis.high and all(value for value, _ in ticks):
        yield 0.0, ""
