"""Draws many marks without a name at once."""

from __future__ import annotations

from desktop.render.frame import Item, MarkBatch
from desktop.render.timeline.bands.event_zones import ZonePlace
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.plot_area import PlotArea, color_of
from desktop.timeline.label_box import Placement

_LONGEST = 2.3  # of a bar without room for words, in its heights


class BareMarks:
    """Collects discs and short bars that are sure, and have no name.

    They are drawn as one item of each colour: a crowd has hundreds in view.
    """

    __slots__ = (
        "_band", "_bars", "_colors", "_dots", "_height", "_per_second", "_plot", "_radius", "_row_height", "_top", "places",
        "ranges",
    )  # fmt: skip

    def __init__(self, band: TrackBand, plot: PlotArea, top: float, row_height: float) -> None:
        self._band = band
        self._plot = plot
        self._top = top
        self._row_height = row_height
        self._height = min(plot.metrics.bar_height, 0.96 * row_height)
        self._radius = min(plot.metrics.dot_radius, 0.5 * self._height)
        self._per_second = plot.width / plot.time_window.span
        self._colors: dict[tuple[str, str], str] = {}
        self._dots: dict[str, list[float]] = {}
        self._bars: dict[str, list[float]] = {}
        self.ranges: dict[int, list[tuple[float, float]]] = {}
        self.places: list[ZonePlace] = []

    def add(self, mark: EventMark, placement: Placement) -> bool:
        """Collect a mark; return whether it is such a one."""
        plain = mark.plain
        if not plain:
            return False
        plot, shape, event = self._plot, mark.shape, mark.event
        event_id = event.id
        if event_id == plot.selected_id or event_id == plot.hover_id:
            return False
        # As `PlotArea.x_of` has it, without the calls: a frame asks for hundreds.
        window, plot_x, per_second = plot.time_window, plot.x, self._per_second
        first = plot_x + (shape.start - window.start - window.offset) * per_second
        last = plot_x + (shape.end - window.start - window.offset) * per_second
        height, radius = self._height, self._radius
        if plain == "dot":
            if last - first >= 5 * radius:  # a day as long as that is underlined
                return False
            middle = (first + last) / 2
            first, last = middle - radius, middle + radius
        else:
            if last - first >= _LONGEST * height:
                return False
            missing = (0.42 * height - (last - first)) / 2
            if missing > 0.0:
                first, last = first - missing, last + missing
        if first < plot_x or last > plot_x + plot.width:
            return False
        row_height = self._row_height
        row = placement.row if not plot.row_shifts else plot.row_of(event_id, placement.row)
        y = self._top + row_height * (row + 0.5)
        color = self._color_of(mark)
        if plain == "dot":
            self._dots.setdefault(color, []).extend((middle, y, radius))
        else:
            self._bars.setdefault(color, []).extend((first, y - height / 2, last - first, height))
        self.ranges.setdefault(placement.row, []).append((first, last))
        pad = 0.3 * plot.metrics.label_gap
        self.places.append((first - pad, y - row_height / 2, last - first + 2 * pad, row_height, event, 0))
        return True

    def _color_of(self, mark: EventMark) -> str:
        if self._plot.highlight_ids:
            return color_of(self._band, mark, self._plot)
        key = mark.event.color, mark.plain
        color = self._colors.get(key)
        if color is None:
            color = self._colors[key] = color_of(self._band, mark, self._plot)
        return color

    def items(self) -> list[Item]:
        """Return what was collected, bars below discs."""
        return [
            MarkBatch(kind, tuple(coordinates), color)
            for kind, batches in (("box", self._bars), ("dot", self._dots))
            for color, coordinates in batches.items()
        ]
