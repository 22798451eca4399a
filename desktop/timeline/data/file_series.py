"""Hold the values of a series of a file, millions of them.

Every block of 64 values knows its lowest and highest, so that the extremes of a column of time are found without its
values. The extremes of a window of ten million values take about a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from math import ceil, floor, inf, nextafter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.data.placed_times import Instants, placed
from desktop.timeline.index import ExactTimes, Ints
from desktop.timeline.log_axis import LogAxis
from desktop.timeline.series import Envelope, Sample

Doubles = NDArray[np.floating[Any]]
_BLOCK: Final = 64
_NO_VALUES: Final = np.full(1, np.nan)


class FileSeries:
    """Holds values in order of time; a gap is NaN.

    `columns` has arrays by "value", "low" and "high", as long as `starts` and `ends` (exclusive, in whole seconds); there may
    be none without rows. Where dates say fractions of seconds, `exact` has the moments of the same values.
    """

    def __init__(
        self, starts: Instants, ends: Instants, columns: Mapping[str, Doubles], exact: ExactTimes | None = None
    ) -> None:
        self._whole_times = starts, ends
        self.has_fractions = exact is not None
        self._starts: Any = starts
        self._ends: Any = ends
        if exact is not None:
            self._starts, self._ends = exact
        self._columns = columns
        self._value = columns.get("value", columns.get("high", _NO_VALUES))
        self._lowest = _Extremes(columns.get("low", self._value), np.fmin)
        self._highest = _Extremes(columns.get("high", self._value), np.fmax)
        self._count = len(starts)

    def __len__(self) -> int:
        return self._count

    @property
    def extent(self) -> tuple[int, int] | None:
        """Return the first and the last second, None without values."""
        return (floor(self._starts[0].item()), ceil(self._ends[self._count - 1].item())) if self._count else None

    def known_until(self, second: int) -> FileSeries:
        """Return the values whose time ends by then."""
        known = copy(self)
        known._count = int(self._ends.searchsorted(second, "right"))
        return known

    def on_axis(self, axis: LogAxis) -> FileSeries:
        """Return the same values with their times on a logarithmic axis."""
        moved = copy(self)
        # There instants stand at whole seconds.
        starts, ends = self._whole_times
        moved._starts, moved._ends = moved._whole_times = placed(starts, axis), placed(ends, axis)
        moved.has_fractions = False
        return moved

    def count_in(self, low: float, high: float) -> int:
        """Return the number of points between two seconds."""
        first, last = self._range(low, high)
        return last - first

    def value_extent(self, low: float, high: float) -> tuple[float, float] | None:
        """Return the lowest and highest value between two seconds."""
        first, last = self._range(low, high)
        if first >= last:
            first, last = max(0, first - 1), min(self._count, last + 1)
        edges = np.array([first, last])
        lowest, highest = self._lowest.between(edges)[0], self._highest.between(edges)[0]
        return None if np.isnan(lowest) or np.isnan(highest) else (float(lowest), float(highest))

    def samples(self, low: float, high: float) -> Sequence[Sample]:
        """Return the points between two seconds, and one at each side."""
        first, last = self._range(low, high)
        return [self._sample(number) for number in range(max(0, first - 1), min(self._count, last + 1))]

    def at(self, second: float) -> Sample | None:
        """Return the point whose time holds a second, else the nearest."""
        if not self._count:
            return None
        second = self._instant(second)
        last_second = 0 if self.has_fractions else 1  # an end is no part of the time before it
        after = min(int(self._starts[: self._count].searchsorted(second, "right")), self._count - 1)
        before = max(0, after - 1)
        nearest = min(
            (before, after),
            key=lambda one: max(self._starts[one] - second, second - self._ends[one] + last_second, 0),
        )
        return self._sample(nearest)

    def in_force(self, second: float) -> Sample | None:
        """Return the point that holds at a second; see `SeriesValues`."""
        if not self._count:
            return None
        second = self._instant(second)
        number = int(self._starts[: self._count].searchsorted(second, "right")) - 1
        is_over = number == self._count - 1 and second >= self._ends[number]
        return None if number < 0 or is_over else self._sample(number)

    def envelope(self, first: float, step: float, count: int) -> Envelope:
        """Return the extremes of `count` columns of `step` seconds."""
        numbers: Any = np.arange(count + 1, dtype=np.float64 if self.has_fractions else np.int64)
        times = first + step * numbers
        edges = np.minimum(self._starts.searchsorted(times), self._count)
        begins, ends = edges[:-1], edges[1:]
        filled = ends > begins
        last = max(0, len(self._value) - 1)
        firsts = np.where(filled, self._value[np.minimum(begins, last)], np.nan)
        lasts = np.where(filled, self._value[np.clip(ends - 1, 0, last)], np.nan)
        return Envelope(
            first,
            step,
            self._lowest.between(edges),
            self._highest.between(edges),
            firsts,
            lasts,
        )

    def _range(self, low: float, high: float) -> tuple[int, int]:
        """Return the positions of the points between two seconds."""
        first = int(self._ends.searchsorted(self._instant(low), "left"))
        last = int(self._starts.searchsorted(self._instant(high), "right"))
        return min(first, self._count), min(last, self._count)

    def _instant(self, second: float) -> float:
        """Return what a second is looked for by.

        To look for a float, NumPy would copy millions of whole seconds.
        """
        return second if self.has_fractions else floor(second)

    def _sample(self, number: int) -> Sample:
        numbers = {key: float(values[number]) for key, values in self._columns.items()}
        value, low, high = (None if np.isnan(numbers.get(key, np.nan)) else numbers[key] for key in _KEYS)
        start, end = self._starts[number].item(), self._ends[number].item()
        if self.has_fractions and end <= nextafter(start, inf):
            end = start  # a moment
        return Sample(start, end, value, low, high)


_KEYS: Final = ("value", "low", "high")


class _Extremes:
    """Finds the extremes of stretches of an array, by its blocks."""

    def __init__(self, values: Doubles, extreme: np.ufunc) -> None:
        self._values = values
        self._extreme = extreme
        starts = np.arange(0, len(values), _BLOCK)
        # One more, so that a stretch may end with the last block.
        self._blocks: Doubles = np.append(extreme.reduceat(values, starts) if len(values) else np.zeros(0), np.nan)

    def between(self, edges: NDArray[np.int64]) -> Doubles:
        """Return the extreme of each stretch between two edges.

        It is NaN where a stretch is empty or holds only gaps.
        """
        begins, ends = edges[:-1], edges[1:]
        result: Doubles = np.full(len(begins), np.nan)
        # Of each stretch the whole blocks in the middle, and the single values before and after them.
        first_blocks, last_blocks = -(-begins // _BLOCK), ends // _BLOCK
        has_blocks = last_blocks > first_blocks
        heads = np.where(has_blocks, np.minimum(first_blocks * _BLOCK, ends), ends)
        tails = np.where(has_blocks, np.maximum(last_blocks * _BLOCK, heads), ends)
        self._reduce(result, self._blocks, first_blocks, last_blocks, has_blocks)
        self._reduce_single(result, begins, heads)
        self._reduce_single(result, tails, ends)
        return result

    def _reduce(self, result: Doubles, source: Doubles, begins: Ints, ends: Ints, which: NDArray[np.bool_]) -> None:
        numbers = np.flatnonzero(which)
        if not len(numbers):
            return
        # Between two stretches there is at most one block: what is reduced in vain is little.
        pairs = np.stack((begins[numbers], ends[numbers]), axis=1).ravel()
        found = self._extreme.reduceat(source, pairs)[::2]
        result[numbers] = self._extreme(result[numbers], found)

    def _reduce_single(self, result: Doubles, begins: Ints, ends: Ints) -> None:
        lengths = ends - begins
        numbers = np.flatnonzero(lengths > 0)
        if not len(numbers):
            return
        lengths = lengths[numbers]
        offsets = np.cumsum(lengths) - lengths
        places = np.repeat(begins[numbers] - offsets, lengths) + np.arange(int(lengths.sum()))
        found = self._extreme.reduceat(self._values[places], offsets)
        result[numbers] = self._extreme(result[numbers], found)
