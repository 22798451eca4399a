"""Draws many marks without a name at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.render import theme as themes
from desktop.render.frame import Item, MarkBatch
from desktop.render.timeline.bands.event_zones import ZonePlace
from desktop.render.timeline.bands.mark_spans import MarkSpan
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.bands.visible_mark import Ranges
from desktop.render.timeline.marks.bars import CERTAIN_OPACITY, CORNER
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import BAR_INSET, PLAIN_BAR_WIDTH
from desktop.render.timeline.plot_area import PART_OF_ROW, PlotArea, color_of
from desktop.story.model import Event
from desktop.timeline.label_box import Placement

_LONGEST = 2.3  # of a bar without room for words, in its heights

_Found = tuple[float, float, int, float, Event]
"""The first and last x of a mark, its row, the middle of that, and the event."""


class BareMarks:
    """Collects discs and short bars that are sure, and have no name.

    They are drawn as one item of each colour: a crowd has hundreds in view.
    """

    __slots__ = ("_band", "_batches", "_found", "_height", "_plot", "_radius", "_row_height", "_top")

    def __init__(self, band: TrackBand, plot: PlotArea, top: float, row_height: float) -> None:
        self._band = band
        self._plot = plot
        self._top = top
        self._row_height = row_height
        self._height = min(plot.metrics.bar_height, PART_OF_ROW * row_height)
        self._radius = min(plot.metrics.dot_radius, 0.5 * self._height)
        self._batches: dict[tuple[str, str], list[float]] = {}  # by kind and colour
        self._found: list[_Found] = []

    def take(self, candidates: Iterable[MarkSpan], placements: Mapping[str, Placement]) -> list[MarkSpan]:
        """Collect what is such a mark, and return all others."""
        plot, row_shifts, others = self._plot, self._plot.row_shifts, list[MarkSpan]()
        pointed_at = plot.selected_id, plot.hover_id
        height, radius, row_height, top = self._height, self._radius, self._row_height, self._top
        longest_bar, longest_day, least = _LONGEST * height, 5 * radius, PLAIN_BAR_WIDTH * height
        # As `PlotArea.x_of` has it, without the calls: a frame asks for hundreds.
        window, left, right = plot.time_window, plot.x, plot.x + plot.width
        begin, offset, per_second = window.start, window.offset, plot.width / window.span
        batches: dict[tuple[str, str], list[float]] = {}  # by the name of a colour and what is drawn
        found = self._found
        for one in candidates:
            mark = one[0]
            event, plain = mark.event, mark.plain
            placement = placements[event.id]
            if placement.side != "none" or not plain or event.id in pointed_at:
                others.append(one)
                continue
            shape = mark.shape
            first = left + (shape.start - begin - offset) * per_second
            last = left + (shape.end - begin - offset) * per_second
            length = last - first
            if length >= (longest_day if plain == "dot" else longest_bar):  # a day as long as that is underlined
                others.append(one)
                continue
            if plain == "dot":
                middle = left + (shape.centre - begin - offset) * per_second
                first, last = middle - radius, middle + radius
            elif length < least:
                missing = (least - length) / 2
                first, last = first - missing, last + missing
            if first < left or last > right:
                others.append(one)
                continue
            row = placement.row
            y = top + row_height * ((plot.row_of(event.id, row) if row_shifts else row) + 0.5)
            key = event.color, plain
            batch = batches.get(key)
            if batch is None or plot.highlight_ids:
                batch = batches[key] = self._batch_of(mark)
            if plain == "dot":
                batch += (middle, y, radius)
            else:
                inset = BAR_INSET if length > least else 0.0  # as a bar with a name has
                batch += (first + inset, y - height / 2, last - first - 2 * inset, height)
            found.append((first, last, row, y, event))
        return others

    def _batch_of(self, mark: EventMark) -> list[float]:
        """Return the places of all marks that are drawn as this one."""
        color = color_of(self._band, mark, self._plot)
        if mark.plain == "dot":
            return self._batches.setdefault(("dot", color), [])
        # As a bar with a name looks, but opaque.
        return self._batches.setdefault(
            ("box", themes.blend(color, self._plot.theme.background, 1 - CERTAIN_OPACITY)), []
        )

    def ranges(self) -> Ranges:
        """Return the x ranges that the marks take, by row."""
        ranges: dict[int, list[tuple[float, float]]] = {}
        for first, last, row, _, _ in self._found:
            ranges.setdefault(row, []).append((first, last))
        return ranges

    def places(self) -> list[ZonePlace]:
        """Return where the marks can be pointed at."""
        pad, height = 0.3 * self._plot.metrics.label_gap, self._row_height
        return [
            (first - pad, y - height / 2, last - first + 2 * pad, height, event, 0)
            for first, last, _, y, event in self._found
        ]

    def items(self) -> list[Item]:
        """Return what was collected, bars below discs."""
        in_order = sorted(self._batches.items(), key=lambda batch: batch[0][0])
        corner = CORNER * self._height
        return [
            MarkBatch(kind, tuple(coordinates), color, corner=corner if kind == "box" else 0.0)
            for (kind, color), coordinates in in_order
        ]
