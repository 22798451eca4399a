"""Count and rank a few events of a track, without NumPy.

It answers as `EventIndex` does, with the same numbers: to import NumPy takes a tenth of the time until the whole window
is there, and a thousand events are counted as fast without.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from heapq import nlargest
from math import sqrt
from typing import TYPE_CHECKING, Final

from desktop.timeline.camera import TimeWindow

if TYPE_CHECKING:
    from desktop.timeline.index import EventIndex, Ints
    from desktop.timeline.log_axis import LogAxis

    Counts = Ints | dict[int, int]

MAX_SHORT: Final = 2_000
"""The most events of a short index."""
_MAX_TOP: Final = 64


Exact = tuple[Sequence[float], Sequence[float]]
"""Where events begin and end, fractions of seconds included."""


def index_of(
    starts: Sequence[int], ends: Sequence[int], weights: Sequence[float], exact: Exact | None = None
) -> EventIndex | ShortIndex:
    """Return the index of events: a short one of a few.

    Those whose `exact` times are given are in their order.
    """
    make = ShortIndex if len(starts) <= MAX_SHORT else _event_index
    return make(starts, ends, weights, exact)


def _event_index(
    starts: Sequence[int], ends: Sequence[int], weights: Sequence[float], exact: Exact | None
) -> EventIndex:
    import numpy as np

    from desktop.timeline.index import EventIndex

    return EventIndex(
        np.array(starts, np.int64),
        np.array(ends, np.int64),
        np.array(weights, np.float32),
        exact=None if exact is None else (np.array(exact[0], np.float64), np.array(exact[1], np.float64)),
    )


class ShortIndex:
    """Indexes a few events by their start, end and weight.

    `starts` and `ends` are in seconds (ends exclusive; at least a second later), in any order. A position is an index in
    order of start.
    """

    def __init__(
        self, starts: Sequence[int], ends: Sequence[int], weights: Sequence[float], exact: Exact | None = None
    ) -> None:
        self._given = starts, ends, weights, exact
        # Events with equal starts keep the order of the file.
        self.order = sorted(range(len(starts)), key=starts.__getitem__)
        self.starts = [starts[number] for number in self.order]
        self.ends = [max(ends[number], starts[number] + 1) for number in self.order]
        self._ends_in_order = sorted(self.ends)
        self.has_fractions = exact is not None
        self._moments: Sequence[float] = self.starts if exact is None else exact[0]
        self._lasts: Sequence[float] = self.ends if exact is None else exact[1]
        self._ended_moments: Sequence[float] = self._ends_in_order if exact is None else sorted(exact[1])
        self._weights = _tie_broken([weights[number] for number in self.order])

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def total(self) -> int:
        """Return the number of events, where one may stand for many."""
        return len(self.starts)

    @property
    def extent(self) -> tuple[int, int]:
        """Return the first start and the last end.

        It is (0, 0) without events.
        """
        return (self.starts[0], max(self._ends_in_order[-1], self.starts[-1])) if self.starts else (0, 0)

    def moment(self, position: int) -> float:
        """Return the second at which an event begins, perhaps with a fraction."""
        return self._moments[position]

    def count_ended(self, instant: float) -> int:
        """Return the number of events that have ended at an instant."""
        return bisect_right(self._ended_moments, instant)

    def count_starting_from(self, instant: float) -> int:
        """Return the number of events that begin at an instant or later."""
        return len(self.starts) - bisect_left(self._moments, instant)

    def range_starting_in(self, first: float, last: float) -> tuple[int, int]:
        """Return the range of positions of events beginning in a stretch.

        The stretch is from `first` to before `last`.
        """
        return bisect_left(self._moments, first), bisect_left(self._moments, last)

    def count_ongoing(self, instant: float) -> int:
        """Return the number of events in progress at an instant.

        They began before the instant and have not ended.
        """
        return bisect_left(self._moments, instant) - self.count_ended(instant)

    def column_counts(
        self, first: float, step: float, count: int, seconds_range: tuple[float, float]
    ) -> dict[int, int]:
        """Return the number of events by the column in which they begin.

        `count` columns of `step` seconds follow each other from `first` on; only what is inside `seconds_range` is
        counted.
        """
        low, high = max(first, seconds_range[0]), min(first + step * count, seconds_range[1])
        begin, end = self.range_starting_in(low, high)
        return dict(Counter([int((moment - first) // step) for moment in self._moments[begin:end]]))

    def ongoing_counts(
        self, first: float, step: float, count: int, seconds_range: tuple[float, float]
    ) -> dict[int, int]:
        """Return the number of events in progress where each column begins.

        Where a column begins before `seconds_range`, that is where the range does; behind its end there are none.
        """
        low, end = seconds_range
        edges = [(column, max(low, first + column * step)) for column in range(count)]
        return {column: self.count_ongoing(edge) for column, edge in edges if edge < end}

    def top_by_weight(self, low: int, high: int, limit: int) -> list[int]:
        """Return the positions of the events of greatest weight.

        Of the positions from `low` to before `high`, there are at most `limit`, in order of time.
        """
        limit = min(limit, _MAX_TOP)
        if high - low <= limit:
            return list(range(low, high))
        return sorted(nlargest(limit, range(low, high), key=self._weights.__getitem__))

    def top_across(self, first: float, instant: float, last: float, limit: int) -> list[int]:
        """Return the positions of the weightiest events across an instant.

        They begin from `first` on and end by `last`, and are at most `limit`, in order of time.
        """
        found = [one for one in range(*self.range_starting_in(first, instant)) if instant < self._lasts[one] <= last]
        return sorted(nlargest(limit, found, key=self._weights.__getitem__))

    def on_axis(self, axis: LogAxis) -> EventIndex:
        """Return the index with its instants on a logarithmic axis."""
        return _event_index(*self._given).on_axis(axis)  # such an axis needs NumPy in any case

    def original_number(self, position: int) -> int:
        """Return the number of an event in what was given."""
        return self.order[position]

    def tie_broken_weight(self, position: int) -> float:
        """Return the weight by which an event is ranked."""
        return self._weights[position]


def column_rects(
    counts: Counts,
    first: float,
    step: float,
    time_window: TimeWindow,
    x_range: tuple[float, float],
    baseline: float,
    max_height: float,
    highest_count: int,
) -> array[float]:
    """Return the rectangles of the columns that are not empty.

    They are those of the function of the same name beside `EventIndex`, which is asked for its own counts.
    """
    if not isinstance(counts, dict):
        from desktop.timeline import index

        return index.column_rects(counts, first, step, time_window, x_range, baseline, max_height, highest_count)
    left, width = x_range
    right, scale = left + width, width / time_window.span
    # The first column may begin long before the window: only differences from the window's start become floats.
    first_x = (first - time_window.start - time_window.offset) * scale + left
    column_width = step * scale
    heights = {
        count: min(max(sqrt(count / max(1, highest_count)) * max_height, 1.5), max_height)
        for count in set(counts.values())
    }
    rects: list[float] = []
    for column, count in filled_columns(counts):
        begin: float = round(column * column_width + first_x)
        end: float = round((column + 1) * column_width + first_x)
        if begin < left or end > right:
            begin, end = min(max(begin, left), right), min(max(end, left), right)
        if end > begin:
            height = heights[count]
            rects += (begin, baseline - height, end - begin - 1.0 if end - begin > 2.0 else 1.0, height)
    return array("d", rects)


def filled_columns(counts: Counts) -> list[tuple[int, int]]:
    """Return the columns that are not empty, with their counts."""
    numbers = sorted(counts.items()) if isinstance(counts, dict) else enumerate(counts.tolist())
    return [(column, count) for column, count in numbers if count]


def sums(counts: Counts, size: int) -> list[tuple[int, int]]:
    """Return the groups of so many columns that are not empty."""
    if not isinstance(counts, dict):
        return filled_columns(counts.reshape(-1, size).sum(axis=1))
    added: dict[int, int] = {}
    for column, count in counts.items():
        added[column // size] = added.get(column // size, 0) + count
    return filled_columns(added)


def capped(counts: Counts, most: Counts) -> Counts:
    """Return counts, none of them higher than another one of its column."""
    if isinstance(counts, dict) or isinstance(most, dict):
        limits = dict(filled_columns(most))
        return {column: min(count, limits.get(column, 0)) for column, count in filled_columns(counts)}
    return counts.clip(max=most)


def highest(counts: Counts) -> int:
    """Return the highest of some counts."""
    return max(counts.values(), default=0) if isinstance(counts, dict) else int(counts.max())


def _tie_broken(weights: Sequence[float]) -> array[float]:
    """Return the weights with a fraction added to separate equal ones.

    Each step is rounded as numbers of 32 bits are.
    """
    spread = array("f", [0.9 / 2**32])[0]
    parts = array("f", [float((number * 2_654_435_761) & 0xFFFFFFFF) for number in range(len(weights))])
    fractions = array("f", [part * spread for part in parts])
    return array("f", [sum(pair) for pair in zip(fractions, array("f", weights), strict=True)])
