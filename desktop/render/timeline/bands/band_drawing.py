"""Draws one track: marks in rows, labels, and a histogram.

The histogram counts the events for which no row has room.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, GradientStop, HitZone, Item, RadialGradient, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.aggregates.aggregated_track import TileBudget
from desktop.render.timeline.aggregates.histogram import draw_overflow_counts, draw_track_counts, tiles_in_view
from desktop.render.timeline.bands.row_plan import elide
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import EventMark, visible_seconds
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.render.timeline.marks.shape_extents import Pen, drawn_extent
from desktop.render.timeline.plot_area import (
    PlotArea,
    color_of,
    first_unknown_second,
    is_dimmed,
    pen_of,
    side_of_window,
)
from desktop.timeline.knowledge import status_as_of
from desktop.timeline.rows import Placement


@dataclass(slots=True)
class _VisibleMark:
    """Holds a mark in view, its pen, x extent and label."""

    mark: EventMark
    row: int
    pen: Pen
    first: float
    last: float
    side: str
    label_width: float
    shows_date: bool
    gap: float

    def label_x(self, side: str) -> float:
        return self.first - self.gap - self.label_width if side == "left" else self.last + self.gap

    def occupied(self) -> tuple[float, float]:
        """Return the x range that the mark and its label take."""
        if self.side == "none":
            return self.first, self.last
        x = self.label_x(self.side)
        return min(self.first, x), max(self.last, x + self.label_width)


def draw_band(
    band: TrackBand,
    placements: Mapping[str, Placement],
    rows: int,
    plot: PlotArea,
    top: float,
    height: float,
    histogram_height: float,
    show_labels: bool,
) -> tuple[list[Item], list[HitZone]]:
    """Return the items and zones of a track of listed events.

    `top` and `height` are those of its rows; the histogram lies below them.
    """
    row_height = height / rows
    visible: list[_VisibleMark] = []
    unplaced: list[tuple[EventMark, int, int]] = []
    low, high = visible_seconds(plot.time_window)
    # Half of a dot may be in view while its middle is not.
    margin = int(8 * plot.metrics.dot_radius * plot.time_window.span / plot.width) + 1
    for candidate in band.marks_in(low - margin, high + margin):
        mark, first, last = candidate
        placement = placements.get(mark.event.id)
        visible_item = (
            visible_mark(mark, placement, plot, color_of(band, mark, plot), show_labels=show_labels)
            if placement is not None
            else None
        )
        if visible_item is not None:
            visible.append(visible_item)
        elif first <= high and last >= low:  # it has no row, or the middle of its day is out of view
            unplaced.append(candidate)
    for mark in band.open_ended:
        visible_item = visible_mark(
            mark, placements.get(mark.id), plot, color_of(band, mark, plot), show_labels=show_labels
        )
        if visible_item is not None:
            visible.append(visible_item)
        elif not side_of_window(mark, plot):
            unplaced.append((mark, mark.first, mark.last))
    items, zones = draw_visible(visible, plot, top, row_height)
    histogram, cluster_zones = draw_overflow_counts(unplaced, band, plot, top + height, histogram_height)
    return [*items, *histogram], [*cluster_zones, *zones]


def draw_aggregated(
    band: TrackBand,
    placements: Mapping[str, Placement],
    rows: int,
    plot: PlotArea,
    top: float,
    height: float,
    histogram_height: float,
    show_labels: bool,
    budget: TileBudget,
) -> tuple[list[Item], list[HitZone]]:
    """Return the items and zones of an aggregated track.

    Its weightiest events stand in rows, all others are counted.
    """
    assert band.aggregated is not None
    row_height = height / rows
    items: list[Item] = []
    zones: list[HitZone] = []
    listed_rows = 0
    if len(band):
        listed_rows = 1
        items, zones = draw_band(band, placements, 1, plot, top, row_height, 0.0, show_labels)
    tiles = tiles_in_view(band.aggregated, max(1, rows - listed_rows), plot, budget)
    visible: list[_VisibleMark] = []
    unknown_second = first_unknown_second(band, plot)
    shown_starts: list[list[int]] = []  # of the marks drawn, by tile: all other events are counted
    for _, tile in tiles:
        shown_starts.append([])
        for drawn_mark, start in tile.marks:
            mark = at_knowledge_date(drawn_mark, plot) if unknown_second is not None else drawn_mark
            if mark is None:
                continue
            visible_item = visible_mark(
                mark, tile.placements[mark.id], plot, color_of(band, mark, plot), show_labels=show_labels
            )
            if visible_item is not None:
                visible.append(visible_item)
                if not side_of_window(mark, plot):
                    shown_starts[-1].append(start)
    mark_items, mark_zones = draw_visible(visible, plot, top + listed_rows * row_height, row_height)
    histogram, cluster_zones = draw_track_counts(
        band.aggregated, tiles, shown_starts, band, plot, top + height, histogram_height
    )
    return [*items, *histogram, *mark_items], [*cluster_zones, *zones, *mark_zones]


def at_knowledge_date(mark: EventMark, plot: PlotArea) -> EventMark | None:
    """Return an event of a data file with its status as known.

    The date is that of the plot. None stands for an event not known yet.
    """
    status = status_as_of(mark.event, plot.as_of)
    if status is None or status == mark.status:
        return mark if status is not None else None
    return EventMark(mark.event, status, mark.language, mark.axis_breaks, mark.own_language)


def visible_mark(
    mark: EventMark, placement: Placement | None, plot: PlotArea, color: str, *, show_labels: bool
) -> _VisibleMark | None:
    """Return a mark with its extent and label, None out of view."""
    if placement is None:
        return None
    pen = pen_of(color, mark, plot)
    first, last = drawn_extent(mark.shape, plot.x_of, pen)
    # A label without its mark would not tell when the event is.
    if last < plot.x or first > plot.right:
        return None
    side = placement.side if show_labels else "none"
    if side == "none" and show_labels and mark.id in (plot.selected_id, plot.hover_id):
        side = "right"
    text_width = label_width(mark, placement.shows_date, plot) if side != "none" else 0.0
    # The ring of the selected event takes a little of its label's gap.
    gap = plot.metrics.label_gap + (0.5 * pen.dot_radius if mark.id == plot.selected_id else 0.0)
    return _VisibleMark(mark, placement.row, pen, first, last, side, text_width, placement.shows_date, gap)


def draw_visible(
    visible: Collection[_VisibleMark], plot: PlotArea, top: float, row_height: float
) -> tuple[list[Item], list[HitZone]]:
    """Return marks, labels and zones of one band.

    Rows are `row_height` pixels high.
    """
    _flip_labels(visible, plot)
    glows: list[Item] = []
    shapes: list[Item] = []
    label_items: list[Item] = []
    zones: list[HitZone] = []
    for item in sorted(visible, key=lambda one: (one.mark.id == plot.selected_id, one.first - one.last)):
        y = top + row_height * (item.row + 0.5)
        mark, pen = item.mark, item.pen
        if mark.id in (plot.selected_id, plot.hover_id):
            x = min(max((item.first + item.last) / 2, plot.x), plot.right)
            glows += glow(x, y, pen, strong=mark.id == plot.selected_id)
        shapes += draw_shape(mark.shape, plot.x_of, y, pen)
        if mark.id == plot.selected_id:
            shapes += _selection_ring(item.first, item.last, y, pen)
        left, right = max(item.first, plot.x), min(item.last, plot.right)
        if item.side != "none":
            text_runs, left, right = _draw_label(item, y, plot)
            label_items += text_runs
        if side_of_window(mark, plot):
            continue  # half a dot at the edge counts as outside
        pad = 0.3 * plot.metrics.label_gap
        zones.append(
            HitZone(
                left - pad,
                y - row_height / 2,
                right - left + 2 * pad,
                row_height,
                "event",
                mark.event.path,
                mark.id,
                pen.step,
            )
        )
    return [*glows, *shapes, *label_items], zones


def label_width(mark: EventMark, with_date: bool, plot: PlotArea) -> float:
    """Return the width of a label in the plot's label mode."""
    title, date = measure_text(mark.title, plot.metrics.title_font), measure_text(mark.date, plot.metrics.date_font)
    if plot.label_mode == "two":
        return max(title, date)
    return title + (plot.metrics.title_date_gap + date if with_date else 0.0)


def _flip_labels(visible: Collection[_VisibleMark], plot: PlotArea) -> None:
    """Turn labels cut by the plot's edge to the free side."""
    rows: dict[int, list[_VisibleMark]] = {}
    for item in visible:
        rows.setdefault(item.row, []).append(item)
    for item in visible:
        if item.side == "none":
            continue
        x = item.label_x(item.side)
        if plot.x <= x and x + item.label_width <= plot.right:
            continue
        opposite = "left" if item.side == "right" else "right"
        opposite_x = item.label_x(opposite)
        if opposite_x < plot.x or opposite_x + item.label_width > plot.right:
            continue
        occupied_ranges = (two.occupied() for two in rows[item.row] if two is not item)
        if all(
            last <= opposite_x - item.gap or begin >= opposite_x + item.label_width + item.gap
            for begin, last in occupied_ranges
        ):
            item.side = opposite


def glow(x: float, y: float, pen: Pen, *, strong: bool) -> list[Item]:
    """Return the glow around a selected or hovered mark."""
    radius = 5.0 * pen.dot_radius
    peak = 0.5 if strong else 0.26
    stops = ((0.0, 1.0), (0.35, 0.6), (0.65, 0.2), (1.0, 0.0))
    gradient = RadialGradient(
        x, y, radius, tuple(GradientStop(at, themes.with_alpha(pen.color, peak * share)) for at, share in stops)
    )
    return [Ellipse(x, y, radius, radius, gradient, step=pen.step)]


def _selection_ring(first: float, last: float, y: float, pen: Pen) -> list[Item]:
    """Return a ring around the selected mark.

    Wide marks have none.
    """
    if last - first > 2.6 * pen.dot_radius:
        return []
    r = 1.62 * pen.dot_radius
    return [Ellipse((first + last) / 2, y, r, r, None, pen.color, 0.8 * pen.stroke, step=pen.step)]


def _draw_label(item: _VisibleMark, y: float, plot: PlotArea) -> tuple[list[Item], float, float]:
    """Return a mark's title and date.

    Also returns the first and last x of mark and label together.
    """
    metrics, theme, mark, pen = plot.metrics, plot.theme, item.mark, item.pen
    first, last, text_width = item.first, item.last, item.label_width
    dimmed = is_dimmed(mark, plot)
    paper = theme.muted if dimmed else theme.paper  # a darker one could not be read on a glow
    muted = theme.muted
    on_two_lines = plot.label_mode == "two"
    title, date = mark.title, mark.date if on_two_lines or item.shows_date else ""
    title_width, date_width = (
        measure_text(title, metrics.title_font),
        measure_text(date, metrics.date_font) if date else 0.0,
    )
    on_left = item.side == "left"
    x = item.label_x(item.side)
    if x < plot.x or x + text_width > plot.right:
        bar_range = _bar_in_view(mark, plot, pen)
        if bar_range is not None:
            return _label_on_bar(mark, *bar_range, y, pen, plot, paper)
    items: list[Item] = []
    if on_two_lines:
        block_height = cap_height(metrics.title_font) + 0.42 * metrics.date_font.size + cap_height(metrics.date_font)
        title_baseline = y - block_height / 2 + cap_height(metrics.title_font)
        lines = (
            (title, metrics.title_font, paper, title_baseline, title_width),
            (date, metrics.date_font, muted, y + block_height / 2, date_width),
        )
        for text, font, color, baseline, advance in lines:
            line_x = x + text_width - advance if on_left else x
            items.append(TextRun(line_x, baseline, text, font, color, advance, step=pen.step))
    else:
        baseline = y + cap_height(metrics.title_font) / 2
        items.append(TextRun(x, baseline, title, metrics.title_font, paper, title_width, step=pen.step))
        if date:
            items.append(
                TextRun(
                    x + title_width + metrics.title_date_gap,
                    baseline,
                    date,
                    metrics.date_font,
                    muted,
                    date_width,
                    step=pen.step,
                )
            )
    return items, max(plot.x, min(first, x)), min(plot.right, max(last, x + text_width))


def _bar_in_view(mark: EventMark, plot: PlotArea, pen: Pen) -> tuple[float, float] | None:
    """Return the first and last x of the longest visible bar.

    None stands for no bar with room for text.
    """
    shape = mark.shape
    bars = shape.parts if shape.kind == "claims" else (shape,)
    longest: tuple[float, float] | None = None
    for bar in bars:
        if bar.kind not in ("bar", "bracket"):
            continue
        first, last = drawn_extent(bar, plot.x_of, pen)
        first, last = max(first, plot.x), min(last, plot.right)
        if last - first > 4 * pen.bar_height and (longest is None or last - first > longest[1] - longest[0]):
            longest = first, last
    return longest


def _label_on_bar(
    mark: EventMark, first: float, last: float, y: float, pen: Pen, plot: PlotArea, text_color: str
) -> tuple[list[Item], float, float]:
    """Return a label inside of its bar.

    It stands there while the end of the bar that carries the label is out of view.
    """
    metrics = plot.metrics
    shape = mark.shape
    text = elide(mark.title, metrics.on_bar_font, last - first - 2 * metrics.label_gap)
    if len(text) < 3:
        return [], first, last
    solid = shape.kind == "bar" and not (
        shape.dashed or shape.is_planned or shape.status in ("reported", "disputed") or is_dimmed(mark, plot)
    )
    color = plot.theme.background if solid else text_color
    run = TextRun(
        first + metrics.label_gap, y + cap_height(metrics.on_bar_font) / 2, text, metrics.on_bar_font, color,
        measure_text(text, metrics.on_bar_font), step=pen.step,
    )  # fmt: skip
    return [run], first, last
