"""Count and rank a track's events in any stretch of time.

The cost hardly grows with the number of events. Starts are kept sorted, so that two binary searches find the events
that begin in a stretch. Every block of 4,096 events knows its 64 events of greatest weight: the top events of any
stretch are among those of its blocks.
"""

from __future__ import annotations

from array import array
from copy import copy
from functools import partial
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.camera import TimeWindow
from desktop.timeline.data.placed_times import Instants, placed
from desktop.timeline.data.time_order import (
    Aside,
    Moments,
    Step,
    gathered,
    is_in_order,
    lasting_ends,
    no_step,
    part_of,
    sort_ends,
    sort_moments,
    sort_times,
    stretches,
)
from desktop.timeline.log_axis import LogAxis

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Edges = NDArray[np.int64] | NDArray[np.float64]
ExactTimes = tuple[Moments, Moments]
"""Where events begin and end, fractions of seconds included; what has no length ends right after it began."""

_BLOCK_SIZE: Final = 4096
_BLOCKS_AT_ONCE: Final = 256
MAX_TOP: Final = 64
"""The number of events of greatest weight that each block knows."""


class EventIndex:
    """Indexes events by their start, end and weight.

    `starts` and `ends` are in seconds (ends exclusive; at least a second later). All arrays have one length; the events
    may come in any order. A position is an index in order of start. Where dates say fractions of seconds, `exact` has
    the moments of the same events, which are in order then. `step` is called with the fraction done, some 20 ms after it
    was last, and may raise. Raises ValueError for arrays of different lengths.
    """

    def __init__(
        self,
        starts: Ints,
        ends: Ints,
        weights: Floats | None = None,
        step: Step = no_step,
        exact: ExactTimes | None = None,
    ) -> None:
        if starts.shape != ends.shape or (weights is not None and weights.shape != starts.shape):
            raise ValueError("starts, ends and weights must be of one length")
        count = len(starts)
        self.order: NDArray[np.uint32] | None = None
        lasting: Ints = np.empty(count, np.int64)
        with Aside(count) as aside:
            if is_in_order(starts):
                starts = np.ascontiguousarray(starts, np.int64)
                for some in stretches(count, part_of(step, 0.0, 0.2)):
                    lasting_ends(starts[some], ends[some], lasting[some])
                # Often what begins later also ends later: one array is both.
                sort = partial(sort_ends, starts, ends)
                sorted_ends = None if is_in_order(lasting) else aside.begin(sort, part_of(step, 0.2, 0.6))
                self._rank(weights, count, part_of(step, 0.6, 1.0))
            else:
                sorted_ends = aside.begin(partial(sort_ends, starts, ends), part_of(step, 0.0, 0.25))
                # Events with equal starts keep the order of the file.
                starts, self.order = sort_times(starts, part_of(step, 0.25, 0.6))
                ranked = aside.begin(partial(self._rank_gathered, weights, self.order), part_of(step, 0.6, 0.85))
                for some in stretches(count, part_of(step, 0.85, 1.0)):
                    lasting_ends(starts[some], gathered(ends, self.order[some]), lasting[some])
                ranked()
            self._ends_in_order: Instants = lasting if sorted_ends is None else sorted_ends()
        self.starts: Instants = starts
        self.ends: Instants = lasting
        self.has_fractions = exact is not None
        self._moments: Any = starts  # by which events are found: `Instants` or `Moments`
        self._moments_of_ends: Moments | None = None
        self._ended_moments: Any = self._ends_in_order
        if exact is not None:
            self._moments, self._moments_of_ends = exact
            in_time = self._moments_of_ends
            self._ended_moments = in_time if is_in_order(in_time) else sort_moments(in_time, part_of(step, 1.0, 1.0))

    def _rank_gathered(self, weights: Floats | None, order: NDArray[np.uint32], step: Step) -> None:
        its = gathered(weights, order, part_of(step, 0.0, 0.5)) if weights is not None else None
        self._rank(its, len(order), part_of(step, 0.5, 1.0), is_own=True)

    def _rank(self, weights: Floats | None, count: int, step: Step, *, is_own: bool = False) -> None:
        self._weights = _tie_broken_weights(weights, count, part_of(step, 0.0, 0.5), is_own=is_own)
        self._block_tops = _top_of_blocks(self._weights, part_of(step, 0.5, 1.0))

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
        if not len(self.starts):
            return 0, 0
        return int(self.starts[0]), int(max(self._ends_in_order[-1], self.starts[-1]))

    @property
    def bytes(self) -> int:
        """Return the memory that the index takes, in bytes."""
        times = (self.starts, self.ends, self._ends_in_order, self._moments, self._moments_of_ends, self._ended_moments)
        arrays = {id(one): one for one in (*times, self._weights, self._block_tops, self.order) if one is not None}
        return sum(one.nbytes for one in arrays.values())

    def moment(self, position: int) -> float:
        """Return the second at which an event begins, perhaps with a fraction."""
        return self._moments[position].item() if self.has_fractions else int(self.starts[position])

    def fractions_of(self, positions: NDArray[np.uint32]) -> NDArray[np.float64]:
        """Return the parts of their seconds after which events begin."""
        if not self.has_fractions:
            return np.zeros(len(positions))
        return np.asarray(self._moments[positions] - self.starts[positions], np.float64)

    def count_ended(self, instant: float) -> int:
        """Return the number of events that have ended at an instant."""
        return int(self._ended_moments.searchsorted(instant, "right"))

    def count_starting_from(self, instant: float) -> int:
        """Return the number of events that begin at an instant or later."""
        return len(self.starts) - int(self._moments.searchsorted(instant, "left"))

    def range_starting_in(self, first: float, last: float) -> tuple[int, int]:
        """Return the range of positions of events beginning in a stretch.

        The stretch is from `first` to before `last`.
        """
        low, high = self._moments.searchsorted((first, last), "left")
        return int(low), int(high)

    def count_ongoing(self, instant: float) -> int:
        """Return the number of events in progress at an instant.

        They began before the instant and have not ended.
        """
        return int(self._moments.searchsorted(instant, "left")) - self.count_ended(instant)

    def column_counts(self, first: float, step: float, count: int, seconds_range: tuple[float, float]) -> Ints:
        """Return the number of events that begin in each column.

        `count` columns of `step` seconds follow each other from `first` on; only what is inside `seconds_range` is
        counted.
        """
        started = self._started_before(column_edges(first, step, count, seconds_range))
        return started[1:] - started[:-1]

    def ongoing_counts(self, first: float, step: float, count: int, seconds_range: tuple[float, float]) -> Ints:
        """Return the number of events in progress where each column begins.

        Where a column begins before `seconds_range`, that is where the range does; behind its end there are none.
        """
        edges = column_edges(first, step, count, seconds_range)[:-1]
        ongoing: Ints = self._started_before(edges) - self._ended_by(edges)
        return np.where(edges < seconds_range[1], ongoing, 0)

    def _started_before(self, instants: Edges) -> Ints:
        return np.asarray(self._moments.searchsorted(instants, "left"))

    def _ended_by(self, instants: Edges) -> Ints:
        return np.asarray(self._ended_moments.searchsorted(instants, "right"))

    def top_by_weight(self, low: int, high: int, limit: int) -> list[int]:
        """Return the positions of the events of greatest weight.

        Of the positions from `low` to before `high`, there are at most `limit` (and at most `MAX_TOP`), in order of
        time.
        """
        limit = min(limit, MAX_TOP)
        if high - low <= limit:
            return list(range(low, high))
        first, last = -(-low // _BLOCK_SIZE), high // _BLOCK_SIZE
        if last > first:
            tops = self._block_tops[first:last].ravel()
            candidates = np.concatenate(
                (
                    np.arange(low, first * _BLOCK_SIZE),
                    tops[tops < len(self.starts)],
                    np.arange(last * _BLOCK_SIZE, high),
                )
            )
        else:
            candidates = np.arange(low, high)
        if len(candidates) > limit:
            candidates = candidates[np.argpartition(self._weights[candidates], len(candidates) - limit)[-limit:]]
        return sorted(int(one) for one in candidates)

    def top_across(self, first: float, instant: float, last: float, limit: int) -> list[int]:
        """Return the positions of the weightiest events across an instant.

        They begin from `first` on and end by `last`, and are at most `limit`, in order of time.
        """
        low, high = self.range_starting_in(first, instant)
        ends: Any = self._moments_of_ends if self.has_fractions else self.ends
        its_ends = np.asarray(ends[low:high])
        found = np.flatnonzero((its_ends > instant) & (its_ends <= last)) + low
        if len(found) > limit:
            found = found[np.argpartition(self._weights[found], len(found) - limit)[-limit:]]
        return sorted(found.tolist())

    @property
    def exact_times(self) -> ExactTimes | None:
        """Return the moments of all events, None where all are whole seconds."""
        if not self.has_fractions or self._moments_of_ends is None:
            return None
        return self._moments, self._moments_of_ends

    def subset(self, positions: NDArray[np.uint32]) -> EventIndex:
        """Return an index of some events, given by their positions in order."""
        return EventIndex(self.starts[positions], self.ends[positions], exact=self._exact_times_of(positions))

    def _exact_times_of(self, positions: NDArray[np.uint32]) -> ExactTimes | None:
        """Return the moments of some events, None where all are whole seconds."""
        exact = self.exact_times
        return None if exact is None else (np.asarray(exact[0][positions], np.float64), exact[1][positions])

    def on_axis(self, axis: LogAxis) -> Self:
        """Return the index with its instants on a logarithmic axis.

        What is later lies farther on the axis too: order, positions and ranks stay.
        """
        moved = copy(self)
        moved.starts = placed(self.starts, axis)
        moved.ends = placed(self.ends, axis, are_ends=True)
        moved._ends_in_order = placed(self._ends_in_order, axis, are_ends=True)
        moved.has_fractions, moved._moments, moved._ended_moments = False, moved.starts, moved._ends_in_order
        return moved

    def original_number(self, position: int) -> int:
        """Return the number of an event in the input arrays."""
        return position if self.order is None else int(self.order[position])

    def tie_broken_weight(self, position: int) -> float:
        """Return the weight by which an event is ranked.

        No two events have the same, and it does not change with the window.
        """
        return float(self._weights[position])


def column_edges(first: float, step: float, count: int, seconds_range: tuple[float, float]) -> Edges:
    """Return the edges of columns, none beyond the range."""
    is_whole = all(isinstance(one, int) for one in (first, step, *seconds_range))
    edges: Any = np.arange(count + 1, dtype=np.int64 if is_whole else np.float64)
    edges *= step
    edges += first
    np.maximum(edges, seconds_range[0], out=edges)
    np.minimum(edges, seconds_range[1], out=edges)
    return edges  # type: ignore[no-any-return]


def column_rects(
    counts: Ints,
    first: float,
    step: float,
    time_window: TimeWindow,
    x_range: tuple[float, float],
    baseline: float,
    max_height: float,
    highest_count: int,
) -> array[float]:
    """Return the rectangles of the columns that are not empty.

    The array has x, y, width and height of each in turn, in pixels. Column `k` begins at `first + k · step` seconds;
    `x_range` (x, width) is where the window is drawn. Heights follow the square root of the counts, with `max_height`
    for `highest_count`: a single event is visible beside a thousand, and a thousand beside a million.
    """
    columns = counts.nonzero()[0]
    left, width = x_range
    scale = width / time_window.span
    # The first column may begin long before the window: only differences from the window's start become floats.
    first_x = (first - time_window.start - time_window.offset) * scale + left
    edges = np.rint(np.arange(len(counts) + 1) * (step * scale) + first_x).clip(left, left + width)
    lefts = edges[columns]
    widths = edges[columns + 1] - lefts
    if not widths.all():  # some lie beside the window
        visible = widths.nonzero()[0]
        columns, lefts, widths = columns[visible], lefts[visible], widths[visible]
    heights = (np.sqrt(counts[columns] / max(1, highest_count)) * max_height).clip(1.5, max_height)
    rects = np.empty((len(columns), 4))
    rects[:, 0] = lefts
    rects[:, 1] = baseline - heights
    rects[:, 2] = np.maximum(widths - 1.0, 1.0)
    rects[:, 3] = heights
    return array("d", rects.tobytes())


def _tie_broken_weights(weights: Floats | None, count: int, step: Step = no_step, *, is_own: bool = False) -> Floats:
    """Return the weights with a fraction added to separate equal ones.

    The fractions are spread evenly over time and are the same in every run. They are added in place to weights that are
    the caller's own.
    """
    broken = weights if is_own and weights is not None and weights.dtype == np.float32 else np.empty(count, np.float32)
    for some in stretches(count, step):
        fractions = (np.arange(some.start, some.stop, dtype=np.uint32) * np.uint32(2_654_435_761)).astype(np.float32)
        fractions *= np.float32(0.9 / 2**32)
        broken[some] = fractions if weights is None else fractions + weights[some].astype(np.float32)
    return broken


def _top_of_blocks(weights: Floats, step: Step = no_step) -> NDArray[np.uint32]:
    """Return the positions of the top events of each whole block."""
    blocks = len(weights) // _BLOCK_SIZE
    tops = np.zeros((blocks, MAX_TOP), np.uint32)
    for first in range(0, blocks, _BLOCKS_AT_ONCE):
        last = min(blocks, first + _BLOCKS_AT_ONCE)
        square = weights[first * _BLOCK_SIZE : last * _BLOCK_SIZE].reshape(last - first, _BLOCK_SIZE)
        tops[first:last] = np.argpartition(square, _BLOCK_SIZE - MAX_TOP, axis=1)[:, -MAX_TOP:]
        tops[first:last] += (np.arange(first, last, dtype=np.uint32) * np.uint32(_BLOCK_SIZE))[:, None]
        step(last / blocks)
    return tops
