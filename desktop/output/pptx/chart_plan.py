"""Decides which drawn charts become charts of the file."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from desktop.output.outline import chart_decimals
from desktop.output.pptx.animations import ALL
from desktop.output.pptx.chart_content import ChartContent, ValueLabel
from desktop.output.pptx.fills import Box
from desktop.render.frame import ChartPlot, Ellipse, Frame, HitZone, Item, Polyline, Rectangle, RingSegment, TextRun
from desktop.story.chart import Chart, Point
from desktop.story.localized_text import KeyPath

_BESIDE: Final = 18.0  # from the corner of a staircase to its number
_HALF_CAP: Final = 0.36  # of the size of figures: how high their middle stands
_ABOVE: Final = 14.0  # from a bar to its number
_NO_VALUE: Final = (4.0, 7.0)  # the dashes that stand for a number that is not known
_CHIP: Final = 60.0  # how far left of a name its chip may stand


class ChartPlan:
    """Holds a frame's chart: its replacement, and the items that stay.

    Titles, units, marks of sources, names beside lines and marked values stay shapes and texts of their own.
    """

    def __init__(self, frame: Frame, zone: HitZone, plot: ChartPlot, chart: Chart, language: str) -> None:
        self._frame = frame
        self._zone = zone
        self._plot = plot
        self._chart = chart
        self._language = language
        self._points = {
            point.path: (series, number, point)
            for series, one in enumerate(chart.series)
            for number, point in enumerate(one.points)
        }
        names = [one.path for one in frame.zones if one.kind == "text" and self._is_name(one.path)]
        self._is_thinned = 0 < len(names) < len(plot.names)
        self._kept = [one for one in frame.zones if one.kind == "text" and self._stays(one)]
        self.step = min((item.step for item in frame.items if self.replaces(item)), default=0)

    def replaces(self, item: Item) -> bool:
        """Return whether an item is drawn by the chart of the file."""
        if isinstance(item, TextRun):
            middle = (item.x + item.width / 2, item.y - 0.3 * item.font.size)
            if not self._zone.contains(*middle):
                return False
            zone = self._frame.zone_at(*middle)
            if zone is not None and zone.kind == "text":
                return not self._stays(zone)
            return middle[1] > self._plot.y - 20.0 and not self._is_donut  # the numbers of a grid
        if isinstance(item, RingSegment):
            return self._is_donut and self._zone.contains(item.x, item.y)
        if self._is_donut or not isinstance(item, Rectangle | Polyline | Ellipse):
            return False
        if isinstance(item, Polyline) and item.dash == _NO_VALUE:
            return False
        return self._is_inside(item) and not self._is_marked_value(item)

    @property
    def _is_donut(self) -> bool:
        return self._plot.form == "donut"

    def _is_inside(self, item: Item) -> bool:
        left, top, right, bottom = _bounds(item)
        x, y = (left + right) / 2, (top + bottom) / 2
        beside_name = any(zone.x - _CHIP <= x <= zone.x + _CHIP and zone.contains(zone.x, y) for zone in self._kept)
        return self._zone.contains(x, y) and not beside_name

    def _stays(self, zone: HitZone) -> bool:
        """Return whether a zone's text stays beside the chart."""
        found = self._point_at(zone.path)
        if found is None or self._is_donut or (found[2].value is None and zone.path == found[2].path):
            return True
        # No axis of a chart sets names in proportion to time, and few thin them well.
        return zone.path != found[2].path and (self.has_number_axis or self._is_thinned)

    @property
    def has_number_axis(self) -> bool:
        """Return whether the names are texts below an axis of numbers."""
        plot = self._plot
        return plot.form == "steps" or (
            plot.form == "line" and [str(round(place)) for place in plot.places] == list(plot.names)
        )

    def _is_name(self, path: KeyPath) -> bool:
        found = self._point_at(path)
        return found is not None and path != found[2].path

    def _point_at(self, path: KeyPath) -> tuple[int, int, Point] | None:
        for length in range(len(path), 0, -1):
            if path[:length] in self._points:
                return self._points[path[:length]]
        return None

    def _is_marked_value(self, item: Item) -> bool:
        """Return whether an item is the line or band."""
        chart, (left, top, right, bottom) = self._chart, _bounds(item)
        if self._plot.form == "sideways":
            low, high = left, right
        else:
            low, high = bottom, top
        if chart.line is not None and isinstance(item, Polyline) and item.dash:
            place = self._place(chart.line.at)
            return abs(low - place) < 1.0 and abs(high - place) < 1.0
        if chart.band is not None and isinstance(item, Rectangle):
            ends = sorted((self._place(chart.band.start), self._place(chart.band.end)))
            return all(abs(one - other) < 1.0 for one, other in zip(sorted((low, high)), ends, strict=True))
        return isinstance(item, Polyline) and len(item.color) == 9 and left >= self._plot.x + self._plot.width

    def _place(self, value: float) -> float:
        """Return the x or y of a value on the canvas."""
        plot = self._plot
        share = (value - plot.low) / ((plot.high - plot.low) or 1.0)
        if plot.form == "sideways":
            return plot.x + (1 - share if plot.is_mirrored else share) * plot.width
        return plot.y + plot.height - share * plot.height

    # -- what the chart of the file shows --------------------------------------------------------------

    def content(self) -> ChartContent:
        """Return the chart for the file."""
        labels: dict[tuple[int, int], ValueLabel] = {}
        names_size = 0.0
        ticks: list[float] = []
        for item in self._frame.items:
            if not isinstance(item, TextRun) or not self.replaces(item):
                continue
            zone = self._frame.zone_at(item.x + item.width / 2, item.y - 0.3 * item.font.size)
            found = self._point_at(zone.path) if zone is not None and zone.kind == "text" else None
            if found is None:
                ticks.append(self._value_at(item.y - _HALF_CAP * item.font.size))
            elif zone is not None and zone.path == found[2].path and found[2].value is not None:
                labels.setdefault(found[:2], self._label(item, found))
            else:
                names_size = item.font.size
        zone = self._zone
        box: Box = (zone.x, zone.y, zone.x + zone.width, zone.y + zone.height)
        titles = tuple(
            self._chart.series[index].title.get(self._language) or self._chart.unit.get(self._language)
            if index < len(self._chart.series)
            else ""
            for index in range(len(self._plot.values))
        )
        return ChartContent(
            self._chart,
            self._plot,
            titles,
            labels,
            chart_decimals(self._chart),
            box,
            grid_step=_round_step(ticks),
            names_size=names_size,
            dot_sizes=self._dot_sizes(),
            levels=self._plot.form == "steps" and self.by_point,
        )

    def _value_at(self, y: float) -> float:
        plot = self._plot
        return plot.low + (plot.y + plot.height - y) / plot.height * (plot.high - plot.low)

    def _dot_sizes(self) -> tuple[float, float]:
        """Return the diameters of plain dots and of highlighted ones, in points."""
        sizes = sorted(
            item.rx + item.stroke_width / 2
            for item in self._frame.items
            if isinstance(item, Ellipse) and self.replaces(item)
        )
        count = sum(value is not None for values in self._plot.values for value in values)
        largest = sizes[-1] if sizes else 11.0
        return (sizes[0] if len(sizes) == count and sizes else 0.0), largest

    def _label(self, item: TextRun, found: tuple[int, int, Point]) -> ValueLabel:
        series, number, point = found
        text = item.text if point.text else ""
        value = self._plot.values[series][number] or 0.0
        if self._plot.form in ("bars", "sideways"):
            # A number that would stand on the line of the chart stands above it.
            moved = item.y - self._place(value) + _ABOVE if self._plot.form == "bars" and value > 0 else 0.0
            shift = (0.0, moved) if abs(moved) > 0.5 * _ABOVE else (0.0, 0.0)
            return ValueLabel(item.color, item.font.size, "outEnd", text, shift)
        above = item.y <= self._place(value)
        shift = (0.5 * item.width + _BESIDE if self._plot.form == "steps" else 0.0, 0.0)
        return ValueLabel(item.color, item.font.size, "t" if above else "b", text, shift)

    # -- steps -----------------------------------------------------------------------------------------

    @property
    def by_point(self) -> bool:
        """Return whether the points appear one by one."""
        return len({item.step for item in self._frame.items if self.replaces(item)} - {0}) > 1

    def parts_by_step(self) -> dict[int, list[tuple[int, int]]]:
        """Return the series and points that appear at each press."""
        steps: dict[int, list[tuple[int, int]]] = {}
        for zone in self._frame.zones:
            found = self._point_at(zone.path) if zone.kind == "text" else None
            if found is not None and zone.step:
                number = found[1]
                part = (number, ALL) if self._plot.form == "steps" else (ALL, number)
                parts = steps.setdefault(zone.step, [])
                if part not in parts:
                    parts.append(part)
        return steps


def _round_step(ticks: list[float]) -> float:
    """Return the step of a grid, 0 without one."""
    ordered = sorted(ticks)
    steps = [after - before for before, after in pairwise(ordered) if after > before]
    if not steps:
        return 0.0
    rough = min(steps)
    power = 10.0 ** math.floor(math.log10(rough))
    return min((power * factor for factor in (1.0, 2.0, 5.0, 10.0)), key=lambda step: abs(step - rough))


def _bounds(item: Item) -> Box:
    if isinstance(item, Rectangle):
        return item.x, item.y, item.x + item.width, item.y + item.height
    if isinstance(item, Polyline):
        return min(item.points[::2]), min(item.points[1::2]), max(item.points[::2]), max(item.points[1::2])
    x, y = getattr(item, "x", 0.0), getattr(item, "y", 0.0)
    return x, y, x, y


def chart_plan(frame: Frame, chart: Chart | None, language: str) -> ChartPlan | None:
    """Return the plan of the chart on a slide, None without one."""
    if chart is None:
        return None
    zone = next((zone for zone in frame.zones if zone.kind == "chart"), None)
    plot = next((plot for plot in frame.plots if plot.path == chart.path), None)
    if zone is None or plot is None:
        return None
    return ChartPlan(frame, zone, plot, chart, language)
