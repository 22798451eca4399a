"""Draws many marks without a name at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.render.frame import HitZone, Item, MarkBatch
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.plot_area import PlotArea, color_of
from desktop.timeline.label_box import Placement

_LONGEST = 2.3  # of a bar without room for words, in its heights


@dataclass(slots=True)
class BareMarks:
    """Collects discs and short bars that are sure, and have no name.

    They are drawn as one item of each colour: a crowd has hundreds in view.
    """

    plot: PlotArea
    top: float
    row_height: float
    ranges: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    zones: list[HitZone] = field(default_factory=list)
    dots: dict[str, list[float]] = field(default_factory=dict)
    bars: dict[str, list[float]] = field(default_factory=dict)

    def add(self, band: TrackBand, mark: EventMark, placement: Placement) -> bool:
        """Collect a mark; return whether it is such a one."""
        plain = mark.plain
        if not plain or placement.side != "none":
            return False
        plot, shape, event = self.plot, mark.shape, mark.event
        if event.id == plot.selected_id or event.id == plot.hover_id:
            return False
        # As `PlotArea.x_of` has it, without the calls: a frame asks for hundreds.
        window, width, plot_x = plot.time_window, plot.width, plot.x
        first = plot_x + (shape.start - window.start - window.offset) * width / window.span
        last = plot_x + (shape.end - window.start - window.offset) * width / window.span
        metrics, row_height = plot.metrics, self.row_height
        height = min(metrics.bar_height, 0.96 * row_height)
        if plain == "dot":
            radius = min(metrics.dot_radius, 0.5 * height)
            if last - first >= 5 * radius:  # a day as long as that is underlined
                return False
            middle = (first + last) / 2
            first, last = middle - radius, middle + radius
        else:
            if last - first >= _LONGEST * height:
                return False
            missing = max(0.0, 0.42 * height - (last - first)) / 2
            first, last = first - missing, last + missing
        if first < plot_x or last > plot_x + width:
            return False
        y = self.top + row_height * (plot.row_of(event.id, placement.row) + 0.5)
        color = color_of(band, mark, plot)
        if plain == "dot":
            self.dots.setdefault(color, []).extend((middle, y, radius))
        else:
            self.bars.setdefault(color, []).extend((first, y - height / 2, last - first, height))
        self.ranges.setdefault(placement.row, []).append((first, last))
        pad = 0.3 * metrics.label_gap
        self.zones.append(
            HitZone(first - pad, y - row_height / 2, last - first + 2 * pad, row_height, "event", event.path, event.id)
        )
        return True

    def items(self) -> list[Item]:
        """Return what was collected, bars below discs."""
        return [
            MarkBatch(kind, tuple(coordinates), color)
            for kind, batches in (("box", self.bars), ("dot", self.dots))
            for color, coordinates in batches.items()
        ]
