"""Find the values of a series in any window of time."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from desktop.fast_dataclass import dataclass
from desktop.story.track_series import SeriesPoint
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import date_extent
from desktop.timeline.date_shapes import fractions_of
from desktop.timeline.time_axis import TimeAxis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """Holds the numbers of one point of a series.

    It is of the time from `start` to `end`, in seconds of the axis. Without any number it is a gap.
    """

    start: float  # whole, unless the date says a fraction of a second
    end: float
    value: float | None
    low: float | None = None
    high: float | None = None
    planned: bool = False
    point: SeriesPoint | None = None  # where it is written in the story's text

    @property
    def middle(self) -> float:
        """Return the second at which a line passes through."""
        if self.start == self.end:
            return self.start
        both = self.start + self.end
        return both // 2 if isinstance(both, int) else both / 2

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return the numbers that there are."""
        return tuple([one for one in (self.value, self.low, self.high) if one is not None])

    @property
    def span(self) -> tuple[float, float] | None:
        """Return the ends of a range, None where there is none."""
        return (self.low, self.high) if self.low is not None and self.high is not None else None


@dataclass(frozen=True, slots=True)
class Envelope:
    """Holds the lowest and highest value of each column of time.

    Column `i` is `step` seconds wide from `first + i * step`; where it has no value all are NaN. `firsts` and `lasts` have
    the values that a line comes in with and goes out with.
    """

    first: float
    step: float
    lows: Reals
    highs: Reals
    firsts: Reals
    lasts: Reals


class SeriesValues(Protocol):
    """Knows the values of a series, in order of time.

    Seconds are whole, but where the values `has_fractions`.
    """

    @property
    def has_fractions(self) -> bool:
        """Return whether a value stands within a second."""

    @property
    def extent(self) -> tuple[int, int] | None:
        """Return the first and the last second, None without values."""

    def known_until(self, second: int) -> SeriesValues:
        """Return the values whose time ends by then, and planned ones."""

    def count_in(self, low: float, high: float) -> int:
        """Return the number of points between two seconds."""

    def value_extent(self, low: float, high: float) -> tuple[float, float] | None:
        """Return the lowest and highest value between two seconds."""

    def samples(self, low: float, high: float) -> Sequence[Sample]:
        """Return the points between two seconds, and one at each side."""

    def at(self, second: float) -> Sample | None:
        """Return the point whose time holds a second, else the nearest."""

    def in_force(self, second: float) -> Sample | None:
        """Return the point that holds at a second, each until the next.

        It is None before the first and after the end of the last.
        """

    def envelope(self, first: float, step: float, count: int) -> Envelope:
        """Return the extremes of `count` columns of `step` seconds."""


def column_step(values: SeriesValues, span: float, columns: float) -> float:
    """Return the seconds of each column where so many hold a span.

    It is a power of two, below one only where values stand within seconds, and so at most twice as much as is needed.
    """
    step: float = 1
    while step * columns < span:
        step *= 2
    while values.has_fractions and step * columns >= 2 * span:
        step /= 2
    return step


class ListedSeries:
    """Holds the values that are written in a story's text."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self._samples = sorted(samples, key=lambda one: (one.start, one.end))
        self._starts = [one.start for one in self._samples]
        self._latest_ends: list[float] = []
        self.has_fractions = any(isinstance(time, float) for one in self._samples for time in (one.start, one.end))
        for one in self._samples:
            self._latest_ends.append(max(one.end, self._latest_ends[-1] if self._latest_ends else one.end))

    @property
    def extent(self) -> tuple[int, int] | None:
        """Return the first and the last second, None without values."""
        return (math.floor(self._starts[0]), math.ceil(self._latest_ends[-1])) if self._samples else None

    def known_until(self, second: int) -> ListedSeries:
        """Return the values whose time ends by then, and planned ones."""
        return ListedSeries([one for one in self._samples if one.planned or one.end <= second])

    def count_in(self, low: float, high: float) -> int:
        """Return the number of points between two seconds."""
        return max(0, bisect_right(self._starts, high) - bisect_left(self._latest_ends, low))

    def value_extent(self, low: float, high: float) -> tuple[float, float] | None:
        """Return the lowest and highest value between two seconds."""
        numbers = [
            number for one in self._samples if one.start <= high and one.end >= low for number in one.numbers
        ] or [number for one in self.samples(low, high) for number in one.numbers]
        return (min(numbers), max(numbers)) if numbers else None

    def samples(self, low: float, high: float) -> Sequence[Sample]:
        """Return the points between two seconds, and one at each side."""
        first, last = bisect_left(self._latest_ends, low), bisect_right(self._starts, high)
        return self._samples[max(0, first - 1) : last + 1]

    def at(self, second: float) -> Sample | None:
        """Return the point whose time holds a second, else the nearest."""
        if not self._samples:
            return None

        def distance(one: Sample) -> tuple[float, float]:
            length = one.end - one.start  # the end is no part of it, unless it is a moment
            return max(one.start - second, second - one.end + min(1, length), 0), length

        return min(self._samples, key=distance)

    def in_force(self, second: float) -> Sample | None:
        """Return the point whose value applies at a second."""
        number = bisect_right(self._starts, second) - 1
        is_over = number == len(self._samples) - 1 and second >= self._latest_ends[-1] if self._samples else True
        return None if number < 0 or is_over else self._samples[number]

    def envelope(self, first: float, step: float, count: int) -> Envelope:
        """Return the extremes of `count` columns of `step` seconds."""
        # Imported here: a story's text seldom has more points than a screen has pixels.
        import numpy as np

        lows, highs, firsts, lasts = (np.full(count, np.nan) for _ in range(4))
        for one in self._samples:
            column = int((one.middle - first) // step)
            if 0 <= column < count and one.numbers:
                lows[column] = np.fmin(lows[column], min(one.numbers))
                highs[column] = np.fmax(highs[column], max(one.numbers))
                lasts[column] = one.numbers[0]
                firsts[column] = one.numbers[0] if np.isnan(firsts[column]) else firsts[column]
        return Envelope(first, step, lows, highs, firsts, lasts)


def listed_series(points: Sequence[SeriesPoint], time_axis: TimeAxis = NO_BREAKS) -> ListedSeries:
    """Return the values of points of the text, on the axis."""
    samples = []
    for point in points:
        extent = date_extent(point.when)
        if extent is not None:
            start: float = time_axis.to_axis(extent[0])
            end: float = time_axis.to_axis(extent[1])
            after_begin, after_end = fractions_of(point.when)
            if after_begin:
                start += after_begin
                end = max(start, end) if extent[1] - extent[0] > 1 else start  # a moment within its second
            if after_end:
                end = max(start, end - 1 + after_end)
            samples.append(Sample(start, end, point.value, point.low, point.high, point.planned, point))
    return ListedSeries(samples)
