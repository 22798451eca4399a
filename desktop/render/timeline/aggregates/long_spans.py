"""Finds rows for the spans that lie over several tiles.

Tiles are cut at fixed instants, and a span may lie in several. The largest bound within it says which tile is its home: it
has a part in each of the two halves of that one, and is packed there with all others. In every closer octave it crosses the
bounds of tiles. There it keeps one row, found once for all of them, and the tiles pack what they hold around it. Some rows
are left to them: nearby, whatever has no row from afar is to be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.render.timeline.aggregates.tile_scale import (
    MIN_COLUMN_WIDTH,
    TILE_COLUMNS,
    bounds_of_tile,
    half,
)
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import drawing_margins
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.label_box import Placement, rounded_up

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.short_index import ShortIndex
    from desktop.timeline.index import EventIndex

Home = tuple[int, float] | None
"""The number and the step of a tile; None for both sides of 1970, a bound at every octave."""

_CANDIDATES_PER_ROW: Final = 4
_MAX_HOMES: Final = 4_000


class LongSpan(NamedTuple):
    """Holds a span, its row, and the seconds that it takes there."""

    mark: EventMark
    moment: float  # at which it begins
    row: int
    start: float
    end: float


class LongSpans:
    """Holds the long spans of one track, by their homes."""

    def __init__(self, index: EventIndex | ShortIndex, make_mark: Callable[[int], EventMark]) -> None:
        self._index = index
        self._make_mark = make_mark
        self._by_home: dict[tuple[Home, int, float, bool], tuple[LongSpan, ...]] = {}

    def find_mark(self, event_id: str) -> EventMark | None:
        """Return the mark of a span that has a row, or None."""
        spans = (one for spans in self._by_home.values() for one in spans)
        return next((one.mark for one in spans if one.mark.id == event_id), None)

    def homes_over(self, number: int, step: float) -> list[Home]:
        """Return the tiles whose long spans may lie over one.

        The largest comes first.
        """
        first, last = self._index.extent
        homes: list[Home] = []
        while step * TILE_COLUMNS <= max(-first, last):
            begin, end = bounds_of_tile(number, step)
            if begin <= first and last <= end:
                break
            number, step = number // 2, 2 * step
            homes.append((number, step))
        if first < 0 < last:
            homes.append(None)
        return homes[::-1]

    def place(
        self,
        home: Home,
        above: Sequence[LongSpan],
        rows: int,
        metrics: TimelineMetrics,
        placements: Mapping[str, Placement] | None,
    ) -> tuple[LongSpan, ...]:
        """Find rows for the spans of a home, and keep them.

        `above` are those of the larger homes, whose rows are taken. `placements` are those in the tile itself, whose rows
        the spans keep, None where a still picture knows of none.
        """
        spans = self._place(home, above, rows, metrics, placements or {})
        while len(self._by_home) >= _MAX_HOMES:
            del self._by_home[next(iter(self._by_home))]
        self._by_home[home, rows, metrics.size, placements is not None] = spans
        return spans

    def known(self, home: Home, rows: int, metrics: TimelineMetrics, *, moving: bool) -> tuple[LongSpan, ...] | None:
        """Return the spans of a home if their rows were found before."""
        return self._by_home.get((home, rows, metrics.size, moving))

    def _place(
        self,
        home: Home,
        above: Sequence[LongSpan],
        rows: int,
        metrics: TimelineMetrics,
        placements: Mapping[str, Placement],
    ) -> tuple[LongSpan, ...]:
        index, extent = self._index, self._index.extent
        if home is None:
            step: float = 1
            while step * TILE_COLUMNS <= max(-extent[0], extent[1]):
                step *= 2
            positions = index.top_across(extent[0], 0, extent[1], _CANDIDATES_PER_ROW * rows)
        else:
            step = half(home[1])
            begin, end = bounds_of_tile(*home)
            middle = bounds_of_tile(2 * home[0], step)[1]
            positions = index.top_across(begin, middle, end, _CANDIDATES_PER_ROW * rows)
        scale = step / MIN_COLUMN_WIDTH
        weights = {position: index.tie_broken_weight(position) for position in positions}
        taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
        for one in above:
            taken[one.row].append((one.start, one.end))
        found: list[LongSpan] = []
        for position in sorted(positions, key=weights.__getitem__, reverse=True):
            mark = self._make_mark(index.original_number(position))
            # Without a gap: bars may touch, and what tiles hold keeps its own distance.
            before, after = drawing_margins(mark.shape, metrics.dot_radius, metrics.bar_height)
            first, last = mark.exact_bounds
            start, end = first - rounded_up(before * scale, scale, first), last + rounded_up(after * scale, scale, last)
            row = _free_row(mark, start, end, taken, placements)
            if row is not None:
                taken[row].append((start, end))
                found.append(LongSpan(mark, index.moment(position), row, start, end))
        return tuple(found)


def _free_row(
    mark: EventMark,
    start: float,
    end: float,
    taken: Sequence[Sequence[tuple[float, float]]],
    placements: Mapping[str, Placement],
) -> int | None:
    """Return the row that a span had, else a free one."""
    is_free = [all(last <= start or end <= first for first, last in ranges) for ranges in taken]
    if sum(is_free) <= _rows_left_free(len(taken)):
        return None
    known = placements.get(mark.id)
    rows = ([known.row] if known is not None else []) + [*range(len(taken))]
    return next((row for row in rows if is_free[row]), None)


def _rows_left_free(rows: int) -> int:
    """Return how many rows no long span may take."""
    return max(1, rows // 3)
