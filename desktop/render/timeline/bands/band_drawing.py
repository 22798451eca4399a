"""Draws one track: marks in rows, labels, and counts.

Clusters, or a histogram, count the events for which no row has room.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import chain

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, GradientStop, Item, Polyline, RadialGradient, Rectangle, TextRun
from desktop.render.timeline.aggregates.clusters import cluster_zone, draw_cluster, draw_clusters
from desktop.render.timeline.aggregates.density_strip import draw_density
from desktop.render.timeline.aggregates.histogram import draw_track_counts, long_spans_in_view, tiles_in_view
from desktop.render.timeline.aggregates.tile_budget import TileBudget
from desktop.render.timeline.bands.bare_marks import BareMarks
from desktop.render.timeline.bands.cluster_rows import make_room
from desktop.render.timeline.bands.event_zones import ZonePlace, Zones, event_zones
from desktop.render.timeline.bands.file_bands import mark_known_at
from desktop.render.timeline.bands.label_drawing import LabelDrawing
from desktop.render.timeline.bands.mark_spans import MarkSpan
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.bands.visible_mark import (
    Ranges,
    VisibleMark,
    clear_for_forced,
    keep_words_clear,
    nothing_taken,
    turn_cut_labels,
    visible_mark,
)
from desktop.render.timeline.marks.bars import plain_bar
from desktop.render.timeline.marks.event_mark import visible_seconds
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.render.timeline.marks.shape_extents import Pen
from desktop.render.timeline.plot_area import (
    Pens,
    PlotArea,
    knowledge_limit,
    side_of_window,
)
from desktop.timeline.label_box import Placement


def draw_band(
    band: TrackBand,
    placements: Mapping[str, Placement],
    rows: int,
    plot: PlotArea,
    top: float,
    height: float,
    histogram_height: float,
    show_labels: bool,
) -> tuple[list[Item], Zones]:
    """Return the items and zones of a track of listed events.

    `top` and `height` are those of its rows; the histogram lies below them.
    """
    if band.is_folded:
        strip, strip_zones = draw_density(band, plot, top, height)
        return strip, lambda: strip_zones
    row_height = height / rows
    visible: list[VisibleMark] = []
    unplaced: list[MarkSpan] = []
    bare = BareMarks(band, plot, top, row_height)
    low, high = visible_seconds(plot.time_window)
    # Half of a dot may be in view while its middle is not.
    margin = int(8 * plot.metrics.dot_radius * plot.time_window.span / plot.width) + 1
    pens = Pens(band, plot)
    with_place, without_place = band.parted_by(placements)
    candidates = with_place.between(low - margin, high + margin)
    if plot.moving_camera and not band.has_fractions:
        candidates = bare.take(candidates, placements)
    for candidate in candidates:
        mark, first, last = candidate
        visible_item = visible_mark(mark, placements[mark.id], plot, pens.pen_of(mark), show_labels=show_labels)
        if visible_item is not None:
            visible.append(visible_item)
        elif first <= high and last >= low if not band.has_fractions else not side_of_window(mark, plot):
            unplaced.append(candidate)  # the middle of its day is out of view
    if band.has_fractions:
        unplaced += [one for one in without_place.between(low - 1, high + 1) if not side_of_window(one[0], plot)]
        unplaced = [(mark, *mark.exact_bounds) for mark, _, _ in unplaced]
    else:
        unplaced += without_place.between(low, high)
    for mark in band.open_ended:
        visible_item = visible_mark(mark, placements.get(mark.id), plot, pens.pen_of(mark), show_labels=show_labels)
        if visible_item is not None:
            visible.append(visible_item)
        elif not side_of_window(mark, plot):
            unplaced.append((mark, *mark.exact_bounds))
    if unplaced and not histogram_height:
        turn_cut_labels(visible, plot)
        chips, chip_zones = _clusters_in_rows(visible, unplaced, rows, band, plot, top, row_height)
        items, places = draw_visible(visible, plot, top, row_height)
        return [*items, *chips], lambda: [*chip_zones(), *event_zones(places)]
    items, places = draw_visible(visible, plot, top, row_height, bare.ranges)
    clusters, cluster_zones = draw_clusters(
        unplaced, band, plot, top + height, histogram_height, show_labels=show_labels
    )
    return [*bare.items(), *items, *clusters], lambda: [*cluster_zones(), *event_zones((*bare.places(), *places))]


def _clusters_in_rows(
    visible: list[VisibleMark], unplaced: list[MarkSpan], rows: int, band: TrackBand, plot: PlotArea, top: float,
    row_height: float,
) -> tuple[list[Item], Zones]:  # fmt: skip
    """Return clusters that stand among the marks of their rows.

    Points and labels in their way are counted or left out: `visible` and `unplaced` change.
    """
    placed = [(cluster, top + row * row_height) for row, cluster in make_room(visible, unplaced, rows, plot)]
    items = [item for cluster, y in placed for item in draw_cluster(cluster, band, plot, y, row_height)]
    return items, lambda: [cluster_zone(cluster, plot, y, row_height) for cluster, y in placed]


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
) -> tuple[list[Item], Zones]:
    """Return the items and zones of an aggregated track.

    Its weightiest events stand in rows, all others are counted.
    """
    assert band.aggregated is not None
    row_height = height / rows
    items: list[Item] = []
    listed_zones: Zones = tuple
    listed_rows = 0
    if len(band):
        listed_rows = 1
        items, listed_zones = draw_band(band, placements, 1, plot, top, row_height, 0.0, show_labels)
    tile_rows = max(1, rows - listed_rows)
    tiles = tiles_in_view(band.aggregated, tile_rows, plot, budget)
    visible: list[VisibleMark] = []
    pens = Pens(band, plot)
    limit = knowledge_limit(band, plot)
    shown_starts: list[float] = []  # of the marks drawn: all other events are counted
    across = long_spans_in_view(band.aggregated, tiles, tile_rows, plot, budget)
    long_marks = [(one.mark, one.moment, Placement(one.row, "none")) for one in across]
    for drawn_mark, start, placement in chain(*(tile.marks for _, tile in tiles), long_marks):
        mark = mark_known_at(drawn_mark, plot.as_of) if limit is not None else drawn_mark
        if mark is None:
            continue
        visible_item = visible_mark(mark, placement, plot, pens.pen_of(mark), show_labels=show_labels)
        if visible_item is not None:
            visible.append(visible_item)
            if not side_of_window(mark, plot):
                shown_starts.append(start)
    mark_items, places = draw_visible(visible, plot, top + listed_rows * row_height, row_height)
    histogram, cluster_zones = draw_track_counts(
        band.aggregated, tiles, shown_starts, band, plot, top + height, histogram_height
    )
    return [*items, *histogram, *mark_items], lambda: [*cluster_zones(), *listed_zones(), *event_zones(places)]


def draw_visible(
    visible: Collection[VisibleMark],
    plot: PlotArea,
    top: float,
    row_height: float,
    ranges_taken: Callable[[], Ranges] = nothing_taken,
) -> tuple[list[Item], list[ZonePlace]]:
    """Return marks and labels of one band, and places of zones.

    Rows are `row_height` pixels high; labels stay clear of the ranges taken.
    """
    turn_cut_labels(visible, plot, ranges_taken)
    if plot.selected_id or plot.hover_id:
        clear_for_forced(visible, plot, ranges_taken)
    keep_words_clear(visible, plot)
    plot_left, plot_right, pad = plot.x, plot.right, 0.3 * plot.metrics.label_gap
    row_shifts = plot.row_shifts
    glows: list[Item] = []
    shapes: list[Item] = []
    label_items: list[Item] = []
    places: list[ZonePlace] = []
    selected_id, hover_id, x_of = plot.selected_id, plot.hover_id, plot.x_of
    draw_label = LabelDrawing(plot).draw
    in_order = sorted(visible, key=lambda one: one.first - one.last)
    if selected_id:
        in_order.sort(key=lambda one: one.mark.id == selected_id)
    for item in in_order:
        mark, pen, first, last = item.mark, item.pen, item.first, item.last
        mark_id = mark.id
        y = top + row_height * ((plot.row_of(mark_id, item.row) if row_shifts else item.row) + 0.5)
        if mark_id in (selected_id, hover_id):
            glows += glow(first, last, y, pen, plot, strong=mark_id == selected_id)
        drawn = len(shapes)
        if mark.plain == "bar" and last - first > pen.bar_height + 4 * pen.stroke:  # as wide as its date
            shapes += plain_bar(first, last, y, pen)
        else:
            shapes += draw_shape(mark.shape, x_of, y, pen)
        if mark_id == selected_id:
            shapes += _selection_ring(first, last, y, pen)
        left, right = max(first, plot_left), min(last, plot_right)
        if item.side != "none":
            text_runs, *reach = draw_label(item, y)
            if not item.is_forced:  # such a name may lie over others, which can be pointed at
                left, right = reach
            label_items += text_runs
            underline = shapes[drawn] if len(text_runs) > 1 and len(shapes) > drawn else None
            if type(underline) is Polyline and mark.shape.kind == "dot":
                shapes[drawn] = _below_words(underline, text_runs[-1])
        if (first < plot_left or last > plot_right) and side_of_window(mark, plot):
            continue  # half a dot at the edge counts as outside
        zone_height = row_height * item.row_count
        places.append((left - pad, y - zone_height / 2, right - left + 2 * pad, zone_height, mark.event, pen.step))
    return [*glows, *shapes, *label_items], places


def _below_words(underline: Polyline, words: Item) -> Polyline:
    """Return the line below a day, clear of its words."""
    assert isinstance(words, TextRun)
    first, y, last, _ = underline.points
    below = max(y, words.y + 0.28 * words.font.size)
    return replace(underline, points=(first, below, last, below))


def glow(first: float, last: float, y: float, pen: Pen, plot: PlotArea, *, strong: bool) -> list[Item]:
    """Return the glow around a selected or hovered mark, in its shape."""
    first, last = max(first, plot.x - pen.bar_height), min(last, plot.right + pen.bar_height)
    if last - first > 4 * pen.dot_radius:
        return [
            Rectangle(
                first - reach, y - pen.bar_height / 2 - reach, last - first + 2 * reach, pen.bar_height + 2 * reach,
                themes.with_alpha(pen.color, 0.26 if strong else 0.13), radius=pen.bar_height / 2 + reach, step=pen.step,
            )
            for reach in (0.25 * pen.bar_height, 0.5 * pen.bar_height)
        ]  # fmt: skip
    x = (first + last) / 2
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
