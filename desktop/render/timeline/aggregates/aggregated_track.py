"""Aggregates tracks with more events than can be listed.

Every event is counted, and the weightiest that have room are shown. Time is cut into columns of a power of two seconds,
a few pixels wide, and into tiles of 256 columns. A tile decides once for each octave of zoom which of its events stand
in rows; the rest are counted in its columns. As columns and tiles are fixed in time and not to the window, nothing
changes while the camera pans. For a moving camera an event keeps its row in all octaves: a tile begins with the rows of
the coarser one around it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.render.timeline.aggregates.long_spans import LongSpan, LongSpans
from desktop.render.timeline.aggregates.short_index import ShortIndex, highest
from desktop.render.timeline.aggregates.tile_budget import TileBudget
from desktop.render.timeline.aggregates.tile_scale import (
    MIN_COLUMN_WIDTH,
    TILE_COLUMNS,
    bounds_of_tile,
    half,
    tile_box,
)
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.label_box import LabelBox, Placement, Side
from desktop.timeline.log_axis import LogAxis
from desktop.timeline.row_ranges import drop_labels
from desktop.timeline.rows import pack_rows
from desktop.timeline.time_axis import TimeAxis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop.render.timeline.aggregates.short_index import Counts
    from desktop.timeline.data.data_errors import DataError
    from desktop.timeline.data.file_series import FileSeries
    from desktop.timeline.index import EventIndex

MOST_LISTED: Final = 600
"""The most events of a track that are listed one by one, in the text or in a file."""

_MARKS_PER_ROW: Final = 6  # events of a tile that may have a label, for each row
_MAX_CACHED_TILES: Final = 400  # tiles that are kept
_MAX_SPREAD_MARKS: Final = 2_000  # that are kept
_KEPT_DATES: Final = 4  # of knowledge, for which it is kept what is known
_KEPT_KNOWN: Final = 1_000_000  # events of all of them but the last


_TileKeys = tuple[tuple[int, float], ...]
"""The number and the step of each tile."""

TileView = tuple[range, float, int, TimelineMetrics]
"""The numbers, the step and the rows of the tiles in view, and the sizes of their words."""


class Tile:
    """Holds the listed events of a tile and their places in rows."""

    __slots__ = ("marks", "placements")

    def __init__(self, marks: list[tuple[EventMark, float, Placement]], placements: dict[str, Placement]) -> None:
        self.marks = marks  # each with the second at which its event begins, perhaps with a fraction, and its place
        self.placements = placements


EMPTY_TILE: Final = Tile([], {})


class AggregatedTrack:
    """Holds the index of a track's events and makes their marks.

    Both are on `time_axis`.
    """

    def __init__(
        self,
        index: EventIndex | ShortIndex,
        make_mark: Callable[[int], EventMark],
        search: Callable[[str, Callable[[], bool]], NDArray[np.uint32]] | None = None,
        notes: tuple[DataError, ...] = (),
        series: FileSeries | None = None,
        time_axis: TimeAxis = NO_BREAKS,
        find_known: Callable[[int], EventIndex | None] = lambda _second: None,
    ) -> None:
        self.index = index
        self._find_known = find_known  # a second → the index of what is known before, None where dates alone tell
        self._known: OrderedDict[int, EventIndex | None] = OrderedDict()
        self.make_mark = make_mark
        self.series = series  # the numbers of a track that has a series: its rows are no events
        self.notes = notes  # what is to be said of the file, beyond its events
        self.search = search  # words, whether to give up → the numbers of the matching events, in order of time
        self._tiles: OrderedDict[tuple[object, ...], Tile] = OrderedDict()
        self.view: TileView | None = None  # the tiles that a moving camera drew last
        self._long_spans = LongSpans(index, make_mark)
        self._long_in_view: tuple[object, tuple[LongSpan, ...]] = (None, ())
        self._highest_counts: dict[float, int] = {}
        self._spread_marks: dict[int, EventMark] = {}
        self._listed: dict[str, EventMark] | None = None
        self.doubled_id = ""  # one that two of its events have, once `listed` was asked
        self.time_axis = time_axis
        self._on_axis: dict[LogAxis, AggregatedTrack] = {}

    def on_axis(self, axis: TimeAxis) -> AggregatedTrack:
        """Return the track on an axis: itself, unless that is logarithmic.

        For the same axis it is the same track, with the tiles that it has packed.
        """
        if not isinstance(axis, LogAxis):
            return self
        track = self._on_axis.get(axis)
        if track is None:
            series = self.series.on_axis(axis) if self.series is not None else None

            def find_known(second: int) -> EventIndex | None:
                known = self.known_before(second)
                return None if known is None else known.on_axis(axis)

            track = AggregatedTrack(
                self.index.on_axis(axis),
                lambda number: self.make_mark(number).on_axis(axis),
                self.search,
                self.notes,
                series,
                axis,
                find_known,
            )
            self._on_axis = {axis: track}
        return track

    def known_before(self, second: int) -> EventIndex | None:
        """Return an index of the events known before a second.

        None where each is known from the day it begins.
        """
        if second not in self._known:
            self._known[second] = self._find_known(second)
            kept = self._known.values()
            while len(kept) > _KEPT_DATES or (len(kept) > 1 and sum(len(one or ()) for one in kept) > _KEPT_KNOWN):
                self._known.popitem(last=False)
        return self._known[second]

    def __len__(self) -> int:
        return len(self.index)

    def listed(self) -> Mapping[str, EventMark]:
        """Return the marks of all events by their ids, made once.

        There is none if there are more than `MOST_LISTED`, one stands for several, or two have the same id.
        """
        index = self.index
        if self._listed is None:
            marks = [self.make_mark(number) for number in range(len(index))] if index.total <= MOST_LISTED else []
            by_id: dict[str, EventMark] = {}
            for mark in marks:
                if by_id.setdefault(mark.id, mark) is not mark:
                    self.doubled_id = self.doubled_id or mark.id
            self._listed = by_id if len(by_id) == len(marks) == index.total else {}
        return self._listed

    def marks_spread(self, first: int, last: int, most: int) -> Iterator[EventMark]:
        """Yield at most so many marks of a stretch, spread over it.

        They stand at multiples of a power of two, so that they are the same ones while the camera pans.
        """
        low, high = self.index.range_starting_in(first, last)
        step = 1 << ((high - low) // most).bit_length()
        kept = self._spread_marks
        for position in range(-(-low // step) * step, high, step):
            mark = kept.get(position)
            if mark is None:
                if len(kept) >= _MAX_SPREAD_MARKS:
                    kept.clear()
                mark = kept[position] = self.make_mark(self.index.original_number(position))
            yield mark

    def tile_at(
        self,
        number: int,
        step: float,
        rows: int,
        metrics: TimelineMetrics,
        budget: TileBudget,
        *,
        is_in_view: bool = True,
    ) -> Tile:
        """Return a tile with its events packed in rows.

        It stays the same within an octave of zoom. With an empty budget a tile that is not packed yet stays empty: all
        its events are counted for the moment.
        """
        key = (number, step, rows, metrics.size, budget.moving_camera)
        tile = self._tiles.get(key)
        if tile is None:
            coarser, finer = self._neighbour_octaves(number, step) if budget.moving_camera else ((), ())
            coarser_tiles = [self.tile_at(*other, rows, metrics, budget, is_in_view=False) for other in coarser]
            finer_tiles = [self.tile_at(*other, rows, metrics, budget, is_in_view=False) for other in finer]
            over = self._long_over(number, step, rows, metrics, budget)
            if over is None or not budget.take(is_in_view=is_in_view):
                return EMPTY_TILE
            tile = self._make_tile(number, step, rows, metrics, over, coarser_tiles, finer_tiles)
            self._tiles[key] = tile
            if len(self._tiles) > _MAX_CACHED_TILES:
                self._tiles.popitem(last=False)
        else:
            self._tiles.move_to_end(key)
        return tile

    def tiles_in(
        self, numbers: range, step: float, rows: int, metrics: TimelineMetrics, budget: TileBudget
    ) -> list[tuple[int, Tile]]:
        """Return the tiles of a view with their numbers."""
        if budget.moving_camera:
            self.view = numbers, step, rows, metrics
        return [(number, self.tile_at(number, step, rows, metrics, budget)) for number in numbers]

    def long_spans_in(
        self, numbers: range, step: float, rows: int, metrics: TimelineMetrics, budget: TileBudget
    ) -> tuple[LongSpan, ...]:
        """Return the long spans over the tiles of a view.

        Those of which it is not known yet, for want of budget, are left out.
        """
        key = numbers, step, rows, metrics.size, budget.moving_camera
        if self._long_in_view[0] != key:
            spans: dict[str, LongSpan] = {}
            is_complete = True
            for number in numbers:
                over = self._long_over(number, step, rows, metrics, budget)
                is_complete = is_complete and over is not None
                spans.update((one.mark.id, one) for one in over or ())
            if not is_complete:
                return tuple(spans.values())
            self._long_in_view = key, tuple(spans.values())
        return self._long_in_view[1]

    def _long_over(
        self, number: int, step: float, rows: int, metrics: TimelineMetrics, budget: TileBudget
    ) -> tuple[LongSpan, ...] | None:
        """Return the long spans over a tile, None for want of budget."""
        first, last = self.index.extent
        found: tuple[LongSpan, ...] = ()
        for home in self._long_spans.homes_over(number, step):
            placements: Mapping[str, Placement] | None = {} if budget.moving_camera else None
            spans = self._long_spans.known(home, rows, metrics, moving=budget.moving_camera)
            if spans is None:
                # A moving camera has seen the spans in the tile that is their home; there they found their rows.
                if budget.moving_camera and home is not None and half(home[1]) * TILE_COLUMNS <= last - first:
                    tile = self.tile_at(*home, rows, metrics, budget, is_in_view=False)
                    if tile is EMPTY_TILE:
                        return None
                    placements = tile.placements
                spans = self._long_spans.place(home, found, rows, metrics, placements)
            found += spans
        return found

    def prepare_around_view(self) -> Iterator[None]:
        """Pack the tiles beside the view and of the closer octave.

        A step packs one. The frame in which the camera comes there need not wait for it.
        """
        if self.view is None:
            return
        numbers, step, rows, metrics = self.view
        closer = range(2 * numbers.start, 2 * numbers.stop) if not self._is_closest(step) else ()
        keys = [(numbers.start - 1, step), (numbers.stop, step), *((number, half(step)) for number in closer)]
        for number, its_step in keys:
            while (number, its_step, rows, metrics.size, True) not in self._tiles:
                # The coarser ones around it, whose rows it keeps, come first.
                self.tile_at(number, its_step, rows, metrics, TileBudget.of_one())
                yield

    def find_mark(self, event_id: str) -> EventMark | None:
        """Return the mark of an event shown lately, or None."""
        if self._listed and event_id in self._listed:
            return self._listed[event_id]
        for tile in reversed(self._tiles.values()):
            if event_id in tile.placements:
                return next(mark for mark, *_ in tile.marks if mark.id == event_id)
        if (mark := self._long_spans.find_mark(event_id)) is not None:
            return mark
        found = (track.find_mark(event_id) for track in self._on_axis.values())
        return next((mark for mark in found if mark is not None), None)

    def _is_closest(self, step: float) -> bool:
        """Return whether there is no closer octave of zoom."""
        return step <= 1 and not self.index.has_fractions

    def _neighbour_octaves(self, number: int, step: float) -> tuple[_TileKeys, _TileKeys]:
        """Return the coarser or the finer tiles whose rows a tile keeps.

        The rows of the octave in which one tile may hold all events decide: closer, tiles begin with the coarser one,
        farther out with the two finer ones.
        """
        first, last = self.index.extent
        low, high = self.index.range_starting_in(number * step * TILE_COLUMNS, (number + 1) * step * TILE_COLUMNS)
        if low == high:
            return (), ()
        if step * TILE_COLUMNS <= last - first:
            return ((number // 2, 2 * step),), ()
        if not self._is_closest(step) and half(step) * TILE_COLUMNS > last - first:
            return (), ((2 * number, half(step)), (2 * number + 1, half(step)))
        return (), ()

    def _make_tile(
        self,
        number: int,
        step: float,
        rows: int,
        metrics: TimelineMetrics,
        over: Sequence[LongSpan],
        coarser: Sequence[Tile] = (),
        finer: Sequence[Tile] = (),
    ) -> Tile:
        index = self.index
        first, last = bounds_of_tile(number, step)
        taken = [(one.row, one.start, one.end) for one in over if one.start < last and first < one.end]
        low, high = index.range_starting_in(first, last)
        boxes: list[LabelBox] = []
        marks: dict[str, tuple[EventMark, float]] = {}
        most_marks = _MARKS_PER_ROW * max(3, rows)
        for position in index.top_by_weight(low, high, most_marks):
            mark = self.make_mark(index.original_number(position))
            box = tile_box(mark, metrics, index.tie_broken_weight(position))
            # A mark that reaches beyond its tile would overlap the rows of the next one: it is a long span, or counted.
            if box.start >= first and box.end <= last:
                marks[mark.id] = (mark, index.moment(position))
                boxes.append(box)
        scale = step / MIN_COLUMN_WIDTH
        if finer:
            known = {name: place for tile in finer for name, place in tile.placements.items()}
            dropped = drop_labels(boxes, scale, rows, known, taken)
            placements = {
                box.id: dropped[box.id]
                for box in boxes
                if box.id in dropped and _lies_in(box.occupied_range(dropped[box.id], scale), first, last)
            }
        else:
            known = {name: place for tile in coarser for name, place in tile.placements.items()}
            placements = pack_rows(boxes, scale, rows, coarser=known, bounds=(first, last), taken=taken)
        # A title is whole or none: where a tile ends it would not be cut short.
        sides: dict[str, Side] = {name: "none" if one.is_cut else one.side for name, one in placements.items()}
        # A mark without a label says no more than its column: it is counted.
        visible = {
            name: Placement(place.row, sides[name])
            for name, place in placements.items()
            if sides[name] != "none" or high - low <= most_marks
        }
        return Tile([(*marks[name], place) for name, place in visible.items()], visible)

    def count_columns(
        self,
        first: float,
        step: float,
        count: int,
        shown_starts: Iterable[float],
        seconds_range: tuple[float, float],
        index: EventIndex | ShortIndex,
    ) -> Counts:
        """Return the number of an index's events by column.

        There are `count` columns of `step` seconds from the second `first`. Events shown as marks are taken out:
        `shown_starts` holds the seconds at which they begin.
        """
        counts = index.column_counts(first, step, count, seconds_range)
        for start in shown_starts:
            if seconds_range[0] <= start < seconds_range[1]:
                counts[int((start - first) // step)] -= 1
        self._highest_counts[step] = max(self._highest_counts.get(step, 1), highest(counts))
        return counts

    def highest_count(self, step: float) -> int:
        """Return the highest count seen with columns of `step` seconds.

        It is the scale of all columns of that octave.
        """
        return self._highest_counts.get(step, 1)


def tracks_on_axis(aggregated: Mapping[str, AggregatedTrack] | None, axis: TimeAxis) -> dict[str, AggregatedTrack]:
    """Return aggregated tracks with their times on an axis."""
    return {track_id: track.on_axis(axis) for track_id, track in (aggregated or {}).items()}


def _lies_in(stretch: tuple[float, float], first: float, last: float) -> bool:
    return first <= stretch[0] and stretch[1] <= last
