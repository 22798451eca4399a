"""The timeline as a drawing: the same for slides, thumbnails, pages and the screen; only the window moves.

Bands are tracks; rows within them keep labels apart; the axis and an overview of the whole story lie below.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass
from desktop.render.frame import HitZone, Item, PopClip, PushClip, Rectangle, TextRun
from desktop.render.text import break_text, cap_height, measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.aggregates import AggregatedTrack, TileBudget
from desktop.render.timeline.anchor import anchors
from desktop.render.timeline.axis import axis, axis_height, draw_outside_counts, grid, plot_ticks
from desktop.render.timeline.band import draw_aggregated, draw_band
from desktop.render.timeline.causal_links import draw_causal_links, visible_links
from desktop.render.timeline.histogram import parse_cluster_id
from desktop.render.timeline.knowledge import as_of_handle, as_of_line, header_height
from desktop.render.timeline.marks import (
    AGGREGATE_ABOVE,
    AGGREGATE_ABOVE_IN_CROWDED,
    CROWDED_STORY_ABOVE,
    MESSAGES,
    TrackBand,
    bands_of,
    bands_of_all_time,
)
from desktop.render.timeline.metrics import TimelineMetrics, metrics_for
from desktop.render.timeline.overview import draw_overview, match_ticks, window_handle
from desktop.render.timeline.plan import BandLayout, RowPlan, elide, height_for_rows, layout_for_window, plan_for_camera
from desktop.render.timeline.plot import PlotArea, counts_outside
from desktop.render.timeline.ribbon import ribbon
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Story
from desktop.timeline.axis_breaks import NO_BREAKS, AxisBreaks
from desktop.timeline.camera import TimeWindow, story_window, window_between

if TYPE_CHECKING:
    from desktop.timeline.index import EventIndex

__all__ = ["Area", "Layers", "layers", "overview_time_window", "parse_cluster_id", "ribbon", "timeline"]

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Layers:
    """The drawing in two parts: what stands still while the camera moves, and what moves with it, on top.

    While a camera moves over a crowd, some labels may come a frame later: the drawing is then not `complete`.
    """

    static: tuple[Item, ...]
    dynamic: tuple[Item, ...]
    zones: tuple[HitZone, ...]
    complete: bool = True


def timeline(
    story: Story,
    time_window: TimeWindow,
    rect: Area,
    theme: Theme,
    language: str,
    *,
    track_ids: Collection[str] = (),
    highlight_ids: Collection[str] = (),
    as_of: EdtfDate | None = None,
    show_labels: bool = True,
    show_overview: bool = True,
    steps: Mapping[str, int] | None = None,
    selected_id: str = "",
    hover_id: str = "",
    size: float = 1.0,
    moving_camera: bool = False,
    axis_breaks: AxisBreaks = NO_BREAKS,
    aggregated: Mapping[str, AggregatedTrack] | None = None,
    show_as_of_handle: bool = False,
    measured_ids: tuple[str, str] | None = None,
    highlighted_aggregates: Mapping[str, EventIndex] | None = None,
) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    """Return the drawing of a window of time in a rectangle (x, y, width, height) of the canvas, and its zones.

    `highlight` lets the other events recede, `as_of` shows what was known then, `steps` gives events a key press at which
    they appear, `size` scales type and marks. A `moving` camera keeps every event in its row, whatever the window; a fixed
    one makes the best of its window alone. With a `fold` the window is one of the folded axis. `crowds` are the events of
    tracks (by id) that are too many to be listed, `lit` the parts of them that stand out. A `grip` gives the date of
    knowledge a handle above the bands, `measured` lays a ruler between two events there. Zones of kind "event" carry the
    event's id, those of kind "cluster" what `cluster_of` reads; "timeline" is the plot, "overview" the strip below it and
    "overview-window" its handle, "as-of" the handle of the date of knowledge and "as-of-line" its line.
    """
    drawing = layers(
        story,
        time_window,
        rect,
        theme,
        language,
        track_ids=track_ids,
        highlight_ids=highlight_ids,
        as_of=as_of,
        show_labels=show_labels,
        show_overview=show_overview,
        steps=steps,
        selected_id=selected_id,
        hover_id=hover_id,
        size=size,
        moving_camera=moving_camera,
        axis_breaks=axis_breaks,
        aggregated=aggregated,
        show_as_of_handle=show_as_of_handle,
        measured_ids=measured_ids,
        highlighted_aggregates=highlighted_aggregates,
    )
    return drawing.static + drawing.dynamic, drawing.zones


def layers(
    story: Story,
    time_window: TimeWindow,
    rect: Area,
    theme: Theme,
    language: str,
    *,
    track_ids: Collection[str] = (),
    highlight_ids: Collection[str] = (),
    as_of: EdtfDate | None = None,
    show_labels: bool = True,
    show_overview: bool = True,
    steps: Mapping[str, int] | None = None,
    selected_id: str = "",
    hover_id: str = "",
    size: float = 1.0,
    moving_camera: bool = False,
    axis_breaks: AxisBreaks = NO_BREAKS,
    aggregated: Mapping[str, AggregatedTrack] | None = None,
    show_as_of_handle: bool = False,
    measured_ids: tuple[str, str] | None = None,
    highlighted_aggregates: Mapping[str, EventIndex] | None = None,
) -> Layers:
    """Return the drawing as `timeline` does, in two layers; while only the window changes, the still one stays the same."""
    metrics = metrics_for(size)
    if moving_camera:
        # Rows are planned for all that is ever known: they stand still while the date of knowledge is dragged.
        all_time_bands, bands = camera_bands(story, track_ids, as_of, language, axis_breaks, aggregated or {})
    else:
        bands = all_time_bands = with_aggregation(
            bands_of(story, track_ids, as_of, language, axis_breaks), aggregated or {}, moving_camera=False
        )
    x, y, width, height = rect
    header = header_height(metrics) if show_as_of_handle else 0.0
    y, height = y + header, height - header
    gutter = _gutter_width(bands, width, language, metrics)
    pad = metrics.px(16.0)
    plot_x, plot_width = x + gutter, width - gutter - pad
    full_window = full_axis_window(story, axis_breaks, aggregated)
    ticks = plot_ticks(time_window, plot_width, language, metrics, axis_breaks)
    axis_rows = 2 if moving_camera or ticks.headings else 1
    axis_space = axis_height(metrics, axis_rows)
    overview_space = metrics.overview_height + metrics.overview_gap if show_overview else 0.0
    bands_height = max(40.0, height - axis_space - overview_space)
    plan: RowPlan | None = None
    plan_is_new = False
    if moving_camera:
        aggregated_ids = tuple(map(id, (aggregated or {}).values()))
        key = (
            tuple(track_ids),
            language,
            axis_breaks,
            rect,
            size,
            show_labels,
            show_overview,
            theme,
            aggregated_ids,
            show_as_of_handle,
        )
        plans = _plan_cache(story)
        plan = plans.get(key)
        plan_is_new = plan is None
        if plan is None:
            plan = plans[key] = plan_for_camera(
                all_time_bands, full_window, plot_width, metrics, bands_height, show_labels=show_labels
            )
        band_layout = plan.layout_at(time_window.span / plot_width)
    else:
        band_layout = layout_for_window(bands, time_window, plot_width, metrics, bands_height, show_labels=show_labels)
    plot = PlotArea(
        plot_x,
        plot_width,
        time_window,
        metrics,
        theme,
        language,
        band_layout.label_mode,
        frozenset(highlight_ids),
        selected_id,
        hover_id,
        steps,
        highlighted_aggregates,
        as_of,
    )
    outside_counts = counts_outside(bands, plot)
    band_extents = _band_extents(band_layout, y, bands_height, metrics)
    strip_rect = (x, y + height - metrics.overview_height, width, metrics.overview_height)
    static = plan.static_items.get(as_of) if plan is not None else None
    if static is None:
        static_items: list[Item] = []
        for band, (top, height_of_band) in zip(bands, band_extents, strict=True):
            static_items.append(Rectangle(x, round(top), width, round(height_of_band), theme.band))
            static_items += _draw_track_name(band, x, top, gutter, height_of_band, language, metrics, theme)
        if show_overview:
            static_items += draw_overview(bands, full_window, strip_rect, metrics, theme)
            if axis_breaks.breaks:
                from desktop.render.timeline.axis_breaks import (
                    break_marks_overview,  # most axes have none: the first slide waits for less
                )

                static_items += break_marks_overview(axis_breaks, full_window, strip_rect, metrics, theme)
        static = tuple(static_items)
        if plan is not None:
            if len(plan.static_items) > 8:  # each step of a date of knowledge that is dragged along has its own
                plan.static_items.clear()
            plan.static_items[as_of] = static
    purse = TileBudget(moving_camera=moving_camera, first_frame=plan_is_new)
    marks: list[Item] = []
    zones: list[HitZone] = [HitZone(plot_x, y, plot_width, bands_height + axis_space, "timeline")]
    for number, (band, (top, height_of_band)) in enumerate(zip(bands, band_extents, strict=True)):
        histogram_height = metrics.histogram_line_height * band_layout.histogram_lines[number]
        rows_height = height_of_band - 2 * metrics.band_padding - histogram_height
        band_arguments = (
            band_layout.placements[number],
            band_layout.rows[number],
            plot,
            top + metrics.band_padding,
            rows_height,
            histogram_height,
            show_labels,
        )
        drawn_items, drawn_zones = (
            draw_band(band, *band_arguments)
            if band.aggregated is None
            else draw_aggregated(band, *band_arguments, purse)
        )
        marks += drawn_items
        zones += drawn_zones
    chosen_ids = {name for name in (selected_id, hover_id) if name}
    links = visible_links(story, chosen_ids, () if moving_camera else highlight_ids)
    anchors_by_id = anchors(
        {name for link in links for name in link} | set(measured_ids or ()),
        bands,
        band_layout,
        band_extents,
        zones,
        plot,
    )
    items: list[Item] = grid(ticks, plot_x, y, bands_height, theme)
    top_items: list[Item] = []
    handle_span = (plot.right, plot.right)
    if show_as_of_handle:
        handle_background, top_items, drawn_zones, handle_span = as_of_handle(as_of, plot, y, bands_height, axis_breaks)
        items += handle_background
        zones = [zones[0], *drawn_zones, *zones[1:]]
    else:
        items += as_of_line(as_of, plot, y, bands_height, axis_breaks)
    clip = PushClip(plot_x - metrics.px(4.0), y, plot_width + pad + metrics.px(4.0), bands_height)
    items.append(clip)
    if axis_breaks.breaks:
        from desktop.render.timeline.axis_breaks import break_marks

        items += break_marks(axis_breaks, plot, y, bands_height)
    link_items = draw_causal_links(links, anchors_by_id, plot, y - header)
    if link_items:  # a bow over the first row may reach into the lane above
        items += [
            PopClip(),
            PushClip(clip.x, y - header, clip.width, bands_height + header),
            *link_items,
            PopClip(),
            clip,
        ]
    items += [*marks, PopClip()]
    if measured_ids and all(name in anchors_by_id for name in measured_ids):
        from desktop.render.timeline.ruler import ruler  # most timelines are never measured

        drop_lines, dimension_line = ruler(
            anchors_by_id[measured_ids[0]], anchors_by_id[measured_ids[1]], plot, y, axis_breaks, handle_span
        )
        items += [*drop_lines, *dimension_line]
    items += top_items
    limits = (x + metrics.px(18.0), x + width)
    break_label_items: list[Item] = []
    if axis_breaks.breaks:
        from desktop.render.timeline.axis_breaks import break_labels

        _, free_range = draw_outside_counts(outside_counts, limits, 0.0, language, metrics, theme)
        break_label_items, ticks = break_labels(axis_breaks, ticks, plot, y + bands_height, axis_rows, free_range)
    items += axis(
        ticks,
        (plot_x, plot_x + plot_width),
        y + bands_height,
        limits,
        outside_counts,
        language,
        metrics,
        theme,
        axis_rows,
    )
    items += break_label_items
    if show_overview:
        drawn_items, drawn_zones = window_handle(full_window, time_window, strip_rect, metrics, theme)
        items += [
            *(match_ticks(bands, highlight_ids, full_window, strip_rect, metrics, theme) if moving_camera else ()),
            *drawn_items,
        ]
        zones += drawn_zones
    return Layers(static, tuple(items), tuple(zones), not purse.exhausted)


def camera_bands(
    story: Story,
    track_ids: Collection[str],
    as_of: EdtfDate | None,
    language: str,
    axis_breaks: AxisBreaks,
    aggregated: Mapping[str, AggregatedTrack],
) -> tuple[tuple[TrackBand, ...], tuple[TrackBand, ...]]:
    """Return the bands with all that is ever known, and with what is known at a date: the same number of them, kept."""
    cache: dict[object, tuple[tuple[TrackBand, ...], tuple[TrackBand, ...]]] = story.__dict__.setdefault("_moving", {})
    key = (
        tuple(track_ids),
        as_of,
        language,
        axis_breaks,
        tuple(map(id, aggregated.values())),
    )  # the bands kept hold on to the crowds
    if key not in cache:
        all_time_bands = with_aggregation(
            bands_of_all_time(story, track_ids, language, axis_breaks), aggregated, moving_camera=True
        )
        if len(cache) > 8:  # a date of knowledge that is dragged along makes a new key with each step
            cache.clear()
        cache[key] = (
            all_time_bands,
            visible_at(all_time_bands, bands_of(story, track_ids, as_of, language, axis_breaks)),
        )
    return cache[key]


def visible_at(all_time_bands: tuple[TrackBand, ...], known_bands: tuple[TrackBand, ...]) -> tuple[TrackBand, ...]:
    """Return what is known of each band at a date of knowledge: all bands stay, perhaps empty."""
    by_track = {band.track.id: band for band in known_bands}
    bands = []
    for band in all_time_bands:
        known_band = by_track.get(band.track.id) or TrackBand(band.track, [])
        if band.aggregated is not None:
            # The crowd of a file lies beside what is listed; one made of very many listed events replaces them.
            known_band = (
                TrackBand(band.track, known_band.marks_unsorted, band.aggregated)
                if band.track.data
                else known_band.aggregate()
            )
        bands.append(known_band)
    return tuple(bands)


def with_aggregation(
    bands: tuple[TrackBand, ...], aggregated: Mapping[str, AggregatedTrack], *, moving_camera: bool
) -> tuple[TrackBand, ...]:
    """Return the bands with the crowds of their tracks; with a camera that moves, a track of very many becomes one itself."""
    result = []
    limit = AGGREGATE_ABOVE if sum(map(len, bands)) <= CROWDED_STORY_ABOVE else AGGREGATE_ABOVE_IN_CROWDED
    for band in bands:
        track_aggregate = aggregated.get(band.track.id)
        if track_aggregate is not None:
            result.append(TrackBand(band.track, band.marks_unsorted, track_aggregate))
        elif moving_camera and len(band) > limit:
            result.append(band.aggregate())
        else:
            result.append(band)
    return tuple(result)


def _plan_cache(story: Story) -> dict[object, RowPlan]:
    """Return the plans of a story, kept as long as it is; a few sizes and dates of knowledge at most."""
    cache: dict[object, RowPlan] = story.__dict__.setdefault("_plans", {})
    if len(cache) > 8:
        cache.clear()
    return cache


def full_axis_window(
    story: Story, axis_breaks: AxisBreaks = NO_BREAKS, aggregated: Mapping[str, AggregatedTrack] | None = None
) -> TimeWindow:
    """Return the window, on the axis as it is folded, that shows the whole story with its crowds."""
    full_window = axis_breaks.window_to_axis(story_window(story))
    extents = [crowd.index.extent for crowd in (aggregated or {}).values() if len(crowd)]
    if not extents:
        return full_window
    start, end = min(bounds[0] for bounds in extents), max(one[1] for one in extents)
    if story.events:
        start, end = min(start, full_window.start), max(end, full_window.end)
    return window_between(start, end, 0.02)


def overview_time_window(
    story: Story, axis_breaks: AxisBreaks = NO_BREAKS, aggregated: Mapping[str, AggregatedTrack] | None = None
) -> TimeWindow:
    """Return what the overview spans: the whole story."""
    return full_axis_window(story, axis_breaks, aggregated)


def _gutter_width(bands: Collection[TrackBand], width: float, language: str, metrics: TimelineMetrics) -> float:
    """Return how wide the column of names is: as the widest needs, but never more than a sixth."""
    max_width = 0.17 * width
    widest_title = max((measure_text(_track_title(band, language), metrics.track_font) for band in bands), default=0.0)
    return min(max_width, max(widest_title + metrics.px(18.0) + max(14.0, metrics.px(34.0)), metrics.px(150.0)))


def _track_title(band: TrackBand, language: str) -> str:
    return band.track.title.get(language) or band.track.id or MESSAGES("others", language)


def _band_extents(
    band_layout: BandLayout, y: float, height: float, metrics: TimelineMetrics
) -> list[tuple[float, float]]:
    """Return the top and height of each band: as many shares of the height as it has rows."""
    rows_height = height_for_rows(len(band_layout.rows), height, metrics) - metrics.histogram_line_height * sum(
        band_layout.histogram_lines
    )
    row_height = rows_height / max(1, sum(band_layout.rows))
    extents = []
    for rows, lanes in zip(band_layout.rows, band_layout.histogram_lines, strict=True):
        band_height = rows * row_height + 2 * metrics.band_padding + metrics.histogram_line_height * lanes
        extents.append((y, band_height))
        y += band_height + metrics.band_gap
    return extents


def _draw_track_name(
    band: TrackBand,
    x: float,
    top: float,
    gutter: float,
    height: float,
    language: str,
    metrics: TimelineMetrics,
    theme: Theme,
) -> list[Item]:
    """Return a track's name in its colour, in the middle of its band."""
    text = _track_title(band, language)
    color = theme.color(band.track.color)
    available_width = gutter - metrics.px(18.0) - metrics.px(10.0)
    left = x + metrics.px(18.0)
    block = break_text(text, metrics.track_font, color, available_width, 1.22)
    if block.line_count > 1 and (block.line_count > 2 or block.height > height - metrics.px(8.0)):
        text = elide(text, metrics.track_font, available_width)
        baseline = top + (height + cap_height(metrics.track_font)) / 2
        return [TextRun(left, baseline, text, metrics.track_font, color, measure_text(text, metrics.track_font))]
    return list(block.runs_at(left, top + (height - block.height) / 2))
