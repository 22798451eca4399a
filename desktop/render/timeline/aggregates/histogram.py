"""Counts the events of an aggregated track in columns at its foot.

A column is as high as its events are many. The hit zones of columns are clusters, which a click opens.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from desktop.i18n import word
from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, MarkBatch, Rectangle, TextRun
from desktop.render.text import measure_text
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack, Tile
from desktop.render.timeline.aggregates.long_spans import LongSpan
from desktop.render.timeline.aggregates.short_index import capped, column_rects, sums
from desktop.render.timeline.aggregates.tile_budget import TileBudget
from desktop.render.timeline.aggregates.tile_scale import MIN_COLUMN_WIDTH, TILE_COLUMNS
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.plot_area import PlotArea, instants_in_view, known_in_view
from desktop.render.timeline.timeline_spec import ClusterZone
from desktop.story.dates.calendar import FLOATS_WITHIN
from desktop.timeline.label_box import MIN_BAR_PX

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.short_index import Counts

_COLUMNS_PER_ZONE: Final = 16


def column_step(plot: PlotArea) -> int:
    """Return the width of a column in seconds.

    It is a power of two, so that columns are fixed in time.
    """
    step = 1
    while step * plot.width < MIN_COLUMN_WIDTH * plot.time_window.span:
        step *= 2
    return step


def fine_column_step(plot: PlotArea) -> float:
    """Return the width of a column of listed events in seconds.

    In a close window it is a part of a second, again a power of two; in deep time it is whole seconds.
    """
    step: float = column_step(plot)
    if abs(plot.time_window.start) >= FLOATS_WITHIN:
        return step
    while step <= 1 and step / 2 * plot.width >= MIN_COLUMN_WIDTH * plot.time_window.span:
        step /= 2
    return step


def step_of(aggregated: AggregatedTrack, plot: PlotArea) -> float:
    """Return the width of a column of an aggregated track in seconds."""
    return fine_column_step(plot) if aggregated.index.has_fractions else column_step(plot)


def tiles_in_view(aggregated: AggregatedTrack, rows: int, plot: PlotArea, budget: TileBudget) -> list[tuple[int, Tile]]:
    """Return the visible tiles of an aggregated track with their numbers."""
    step = step_of(aggregated, plot)
    low, end = instants_in_view(aggregated.index, plot.time_window)
    width = step * TILE_COLUMNS
    first = int(low // width)
    numbers = range(first, max(first + 1, int(-(-end // width))))  # a window within a second may hold no whole one
    return aggregated.tiles_in(numbers, step, rows, plot.metrics, budget)


def long_spans_in_view(
    aggregated: AggregatedTrack, tiles: Sequence[tuple[int, Tile]], rows: int, plot: PlotArea, budget: TileBudget
) -> list[LongSpan]:
    """Return the long spans over visible tiles that are bars."""
    numbers, step = range(tiles[0][0], tiles[-1][0] + 1), step_of(aggregated, plot)
    least = MIN_BAR_PX * plot.time_window.span / plot.width
    spans = aggregated.long_spans_in(numbers, step, rows, plot.metrics, budget)
    return [
        one
        for one in spans
        if one.mark.last - one.mark.first >= least
        and not any(one.mark.id in tile.placements for _, tile in tiles)  # by what is drawn, a date may fit in one
    ]


def draw_track_counts(
    aggregated: AggregatedTrack,
    tiles: Sequence[tuple[int, Tile]],
    shown_starts: Sequence[float],
    band: TrackBand,
    plot: PlotArea,
    top: float,
    histogram_height: float,
) -> tuple[list[Item], Callable[[], list[HitZone]]]:
    """Count the hidden events of an aggregated track in columns.

    Returns their items, and what makes their zones.

    Each is counted in exactly one. `shown_starts` holds the seconds at which the shown events begin.
    """
    metrics = plot.metrics
    step = step_of(aggregated, plot)
    index, (low, end_second) = known_in_view(aggregated, band, plot)
    baseline = top + histogram_height + 0.5 * metrics.band_padding
    # Tiles follow one another: all their columns are counted at once.
    first = tiles[0][0] * TILE_COLUMNS * step
    counts = aggregated.count_columns(
        first,
        step,
        len(tiles) * TILE_COLUMNS,
        shown_starts,
        (low, end_second),
        index,
    )

    def rects_of(column_counts: Counts) -> tuple[float, ...] | array[float]:
        """Return the columns on the scale of all events."""
        rects = column_rects(
            column_counts,
            first,
            step,
            plot.time_window,
            (plot.x, plot.width),
            baseline,
            0.92 * histogram_height,
            aggregated.highest_count(step),
        )
        # A moving picture is no key of a cache: thousands of numbers need not become objects.
        return rects if plot.moving_camera else tuple(rects)

    rects = rects_of(counts)

    def zones() -> list[HitZone]:
        """Return a hundred zones of columns, for which few frames are asked."""
        zone_seconds, left, right = _COLUMNS_PER_ZONE * step, plot.x, plot.right
        first_x, zone_width = plot.x_of(first), zone_seconds * plot.width / plot.time_window.span
        made: list[HitZone] = []
        for zone_number, count in sums(counts, _COLUMNS_PER_ZONE):
            start = first + zone_number * zone_seconds
            x0, x1 = max(left, first_x + zone_number * zone_width), min(right, first_x + (zone_number + 1) * zone_width)
            made.append(
                ClusterZone(
                    x0,
                    baseline - histogram_height,
                    x1 - x0,
                    histogram_height,
                    start=max(start, low),
                    end=min(start + zone_seconds, end_second),
                    count=count,
                )
            )
        return made

    # Opaque: blending a pixel takes nine times as long.
    color = themes.blend(
        plot.theme.color(band.track.color), plot.theme.background, 0.72 if plot.highlight_ids else 0.28
    )
    items: list[Item] = [MarkBatch("box", rects, color)] if rects else []
    highlighted_index = (plot.highlighted_aggregates or {}).get(band.track.id)
    if highlighted_index is not None:
        # On the scale of all events: a highlighted column is never higher than the whole one.
        found: Counts = highlighted_index.column_counts(first, step, len(tiles) * TILE_COLUMNS, (low, end_second))
        if index is not aggregated.index:  # a search finds what is not known yet, too
            found = capped(found, index.column_counts(first, step, len(tiles) * TILE_COLUMNS, (low, end_second)))
        highlighted_rects = rects_of(found)
        if highlighted_rects:
            items.append(MarkBatch("box", highlighted_rects, plot.theme.color(band.track.color)))
    ongoing = index.count_ongoing(low) - sum(start < low for start in shown_starts)
    if ongoing > 0 and end_second > low:
        text = word("going_on", plot.language, count=ongoing)
        text_y = baseline - histogram_height + metrics.small_font.size
        text_width = measure_text(text, metrics.small_font)
        # On a background of its own: the columns behind are as light as the text.
        text_background = themes.with_alpha(plot.theme.background, 0.8)
        items.append(
            Rectangle(
                plot.x,
                text_y - metrics.small_font.size,
                text_width + metrics.label_gap,
                1.4 * metrics.small_font.size,
                text_background,
            )
        )
        items.append(TextRun(plot.x, text_y, text, metrics.small_font, plot.theme.muted, text_width))
    return items, zones
