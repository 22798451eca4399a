"""Draws the timeline for slides, thumbnails, pages and the screen.

Bands are tracks; rows within them keep labels apart; the axis and an overview of the whole story lie below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, PopClip, PushClip, Rectangle
from desktop.render.timeline.aggregates.tile_budget import TileBudget
from desktop.render.timeline.axis.as_of_line import as_of_handle, as_of_line
from desktop.render.timeline.axis.axis import axis, draw_outside_counts, first_baseline, grid
from desktop.render.timeline.axis.legend import draw_key
from desktop.render.timeline.axis.overview import draw_overview, match_ticks, window_handle
from desktop.render.timeline.bands.band_drawing import draw_aggregated, draw_band
from desktop.render.timeline.bands.event_zones import Zones
from desktop.render.timeline.eras import EraItems, draw_eras
from desktop.render.timeline.geometry import Geometry, arrange
from desktop.render.timeline.group_headings import draw_heading, headed_groups
from desktop.render.timeline.marks.anchor import Anchor, anchors
from desktop.render.timeline.marks.causal_links import all_links, draw_causal_links, links_around_words, visible_links
from desktop.render.timeline.marks.label_knockout import WordBoxes
from desktop.render.timeline.names import draw_names, handle_zones_of_names, written_zones_of_names
from desktop.render.timeline.plot_area import counts_outside
from desktop.render.timeline.scrolled_tracks import hidden_tracks, rows_in_view, scroll_mark, whole_words
from desktop.render.timeline.series.crosshair import crosshair_line, crosshair_values, without_covered
from desktop.render.timeline.series.draw_series import draw_series
from desktop.render.timeline.timeline_spec import Layers, TimelineSpec

_MAX_STATIC_LAYERS = 8  # while the date of knowledge is dragged, each step has its own


def timeline(spec: TimelineSpec) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    """Return the items and hit zones of a drawing."""
    drawing = layers(spec)
    return drawing.static + drawing.dynamic, drawing.zones


def layers(spec: TimelineSpec) -> Layers:
    """Return a drawing in a static and a dynamic layer.

    The static one stays the same object while only the window changes.
    """
    geometry = arrange(spec)
    plot, top, height = geometry.plot, geometry.top, geometry.bands_height
    budget = TileBudget(moving_camera=spec.moving_camera, first_frame=geometry.plan_is_new)
    marks, mark_zones = _draw_marks(spec, geometry, budget)
    crosshair = _draw_crosshair(spec, geometry)
    marks = without_covered(marks, crosshair)
    links, anchors_by_id = _links_and_anchors(spec, geometry, mark_zones)
    margin = geometry.metrics.px(6.0)
    eras = _draw_eras(geometry)
    words = [*marks, *eras.names]
    word_boxes = WordBoxes(words, margin)
    lines = [*eras.edges, *grid(geometry.ticks, plot.x, top, height, spec.theme)]
    items = [*eras.grounds, *word_boxes.around(lines)]
    handle: list[Item] = []
    handle_zones: list[HitZone] = []
    handle_span = (plot.right, plot.right)
    if spec.show_as_of_handle:
        below, handle, handle_zones, handle_span = as_of_handle(spec.as_of, plot, top, height, spec.time_axis)
        items += word_boxes.around(below)
    else:
        items += word_boxes.around(as_of_line(spec.as_of, plot, top, height, spec.time_axis))
    items += eras.names
    if spec.crosshair is not None and (geometry.series or spec.has_crosshair_line):
        items += crosshair_line(spec.crosshair, plot, top, height, words)
    items += _clip_to_bands(
        spec, geometry, draw_causal_links(links, anchors_by_id, plot, top - geometry.header, words), marks, words
    )
    items += _draw_ruler(spec, geometry, anchors_by_id, handle_span)
    items += crosshair
    items += handle
    hidden_names, hidden_zones = hidden_tracks(spec, geometry, handle_span)
    items += hidden_names
    items += _draw_axis(spec, geometry)
    overview_items, overview_zones = _draw_window_handle(spec, geometry)
    items += overview_items
    if geometry.key:
        key_x, key_width = geometry.x + geometry.metrics.gutter_padding, geometry.width
        items += draw_key(geometry.key, key_x, key_width, geometry.key_y, plot.language, geometry.metrics, spec.theme)
    plot_rect = geometry.plot_rect
    return Layers(
        _static_items(spec, geometry),
        tuple(items),
        (
            (HitZone(*plot_rect, "timeline"),),
            partial(_name_zones, spec, geometry),
            (*eras.zones, *hidden_zones, *handle_zones),
            mark_zones,
            overview_zones,
        ),
        plot_rect,
        geometry.band_rects(),
        geometry.overview_rect if spec.show_overview else None,
        geometry.full_window,
        not budget.exhausted,
        geometry.scroll,
        max(0.0, geometry.content_height - geometry.bands_height),
        {band.track.id: extent for band, extent in zip(geometry.bands, geometry.band_extents, strict=True)},
        geometry.plan,
    )


# -- static layer -------------------------------------------------------------------------------------------------------


def _static_items(spec: TimelineSpec, geometry: Geometry) -> tuple[Item, ...]:
    """Return the static layer, cached in a moving camera's row plan."""
    plan = geometry.plan
    key = (spec.as_of, geometry.scroll)
    static = plan.static_items.get(key) if plan is not None else None
    if static is None:
        static = tuple(_draw_static_items(spec, geometry))
        if plan is not None:
            if len(plan.static_items) > _MAX_STATIC_LAYERS:
                plan.static_items.clear()
            plan.static_items[key] = static
    return static


def _draw_static_items(spec: TimelineSpec, geometry: Geometry) -> list[Item]:
    """Return band backgrounds, track names, and the overview without its handle."""
    items: list[Item] = []
    if geometry.is_scrolled:
        items.append(PushClip(geometry.x, geometry.top, geometry.width, geometry.bands_height))
    for number, (band, (top, height)) in enumerate(zip(geometry.bands, geometry.band_extents, strict=True)):
        if top < geometry.bottom and top + height > geometry.top:
            items.append(Rectangle(geometry.x, round(top), geometry.width, round(height), _band_fill(spec)))
            items += draw_names(spec, geometry, band, number)
    for number, group in headed_groups(geometry.bands):
        lane = geometry.band_layout.heads.above_of(number)
        top = geometry.band_extents[number][0] - lane
        if lane and top < geometry.bottom - lane + 0.5 and top > geometry.top - 0.5:
            items += draw_heading(group, spec.language, geometry.x, top, geometry.gutter, geometry.metrics, spec.theme)
    if geometry.is_scrolled:
        items += [PopClip(), scroll_mark(spec, geometry)]
    if spec.show_overview:
        items += draw_overview(geometry.all_bands, geometry.full_window, geometry.strip, geometry.metrics, spec.theme)
        if spec.time_axis.breaks:
            # Imported here: most axes have no breaks, and the first slide is painted sooner.
            from desktop.render.timeline.axis.axis_breaks import break_marks_overview

            items += break_marks_overview(
                spec.time_axis, geometry.full_window, geometry.strip, geometry.metrics, spec.theme
            )
    return items


def _band_fill(spec: TimelineSpec) -> str:
    """Return the colour behind the rows of a track.

    On the plain ground of a window it is opaque, which is filled three times as fast.
    """
    band = spec.theme.band
    if not spec.moving_camera or len(band) != len("#rrggbbaa"):
        return band
    return themes.blend(spec.theme.background, band[:7], int(band[7:], 16) / 255)


# -- dynamic layer ------------------------------------------------------------------------------------------------------


def _draw_marks(spec: TimelineSpec, geometry: Geometry, budget: TileBudget) -> tuple[list[Item], Zones]:
    """Return the marks, labels and counts of all bands, and their zones."""
    metrics, band_layout = geometry.metrics, geometry.band_layout
    items: list[Item] = []
    parts: list[Zones] = []
    for number, (band, (top, height)) in enumerate(zip(geometry.bands, geometry.band_extents, strict=True)):
        if top >= geometry.bottom or top + height <= geometry.top:
            continue
        rows_top, rows_height, histogram_height = band_layout.rows_in(number, (top, height), metrics)
        series = geometry.series.get(band.track.id)
        if series is not None:
            series_items, series_zones = draw_series(
                series, geometry.plot, *band_layout.series_in(number, (top, height), metrics)
            )
            items += whole_words(series_items, geometry)
            parts.append(series_zones)
        if not band_layout.rows[number]:
            continue
        band_arguments = (
            band_layout.placements[number],
            band_layout.rows[number],
            geometry.plot,
            rows_top,
            rows_height,
            histogram_height,
            spec.show_labels,
        )
        band_items, band_zones = (
            draw_band(band, *band_arguments)
            if band.aggregated is None
            else draw_aggregated(band, *band_arguments, budget)
        )
        items += band_items
        parts.append(band_zones)

    def zones() -> list[HitZone]:
        """Return what is in view of the zones of all bands."""
        made = [zone for part in parts for zone in part()]
        return _cut_zones(made, geometry) if geometry.is_scrolled else made

    return items, zones


def _draw_eras(geometry: Geometry) -> EraItems:
    """Return the eras behind all bands and behind each."""
    eras, plot = geometry.eras, geometry.plot
    view = (geometry.top, geometry.bottom)
    items = EraItems([], [], [], [])
    all_of_it = (geometry.eras_top, geometry.bottom)
    draw_eras(eras.by_track.get("", ()), eras.count(""), plot, *all_of_it, all_of_it, items)
    for band, (top, height) in zip(geometry.bands, geometry.band_extents, strict=True):
        if band.track.id in eras.by_track and band.track.id:
            marks = eras.by_track[band.track.id]
            draw_eras(marks, eras.count(band.track.id), plot, top, top + height, view, items)
    return items


def _name_zones(spec: TimelineSpec, geometry: Geometry) -> list[HitZone]:
    """Return what is in view of the zones of the tracks' names."""
    zones = handle_zones_of_names(geometry) if spec.moving_camera else written_zones_of_names(spec, geometry)
    return _cut_zones(zones, geometry)


def _cut_zones(zones: Iterable[HitZone], geometry: Geometry) -> list[HitZone]:
    """Return what is in view of some zones."""
    cut = []
    view_top, view_bottom = rows_in_view(geometry)
    for zone in zones:
        top, bottom = max(zone.y, view_top), min(zone.y + zone.height, view_bottom)
        if top == zone.y and bottom == zone.y + zone.height:  # most are, and a copy costs more than all the rest
            cut.append(zone)
        elif bottom > top:
            cut.append(replace(zone, y=top, height=bottom - top))
    return cut


def _links_and_anchors(
    spec: TimelineSpec, geometry: Geometry, mark_zones: Zones
) -> tuple[tuple[tuple[str, str], ...], dict[str, Anchor]]:
    """Return the causal links to draw, and anchors by event id.

    The anchors are those of the links and of the ruler.
    """
    chosen_ids = {event_id for event_id in (spec.selected_id, spec.hover_id) if event_id}
    if spec.show_threads:
        links = all_links(spec.story)
    else:
        links = visible_links(spec.story, chosen_ids, () if spec.moving_camera else spec.highlight_ids)
    anchor_ids = {event_id for link in links for event_id in link} | set(spec.measured_ids or ())
    if not anchor_ids:
        return links, {}
    return links, anchors(
        anchor_ids, geometry.bands, geometry.band_layout, geometry.band_extents, mark_zones(), geometry.plot
    )


def _clip_to_bands(
    spec: TimelineSpec, geometry: Geometry, link_items: list[Item], marks: list[Item], words: list[Item]
) -> list[Item]:
    """Return axis breaks, causal links and marks, clipped to the bands."""
    plot, metrics, top, height = geometry.plot, geometry.metrics, geometry.top, geometry.bands_height
    left, width = plot.x - metrics.px(4.0), plot.width + geometry.padding_right + metrics.px(4.0)
    clip = PushClip(left, top, width, height)
    items: list[Item] = [clip]
    if spec.time_axis.breaks:
        from desktop.render.timeline.axis.axis_breaks import break_marks

        items += break_marks(spec.time_axis, plot, top, height)
    link_items = links_around_words(link_items, words)
    if link_items:  # a link that arches over the first row may reach into the header
        header = geometry.header
        items += [
            PopClip(),
            PushClip(clip.x, top - header, clip.width, height + header),
            *link_items,
            PopClip(),
            clip,
        ]
    rows_top, rows_bottom = rows_in_view(geometry)
    if rows_bottom - rows_top < height:
        items += [PopClip(), PushClip(left, rows_top, width, rows_bottom - rows_top)]
    return [*items, *marks, PopClip()]


def _draw_ruler(
    spec: TimelineSpec, geometry: Geometry, anchors_by_id: Mapping[str, Anchor], handle_span: tuple[float, float]
) -> list[Item]:
    """Return the ruler between the two measured events.

    There is none while one of them is not known.
    """
    if not spec.measured_ids or not all(event_id in anchors_by_id for event_id in spec.measured_ids):
        return []
    from desktop.render.timeline.axis.ruler import ruler  # most timelines are never measured

    first, second = (anchors_by_id[event_id] for event_id in spec.measured_ids)
    drop_lines, dimension_line = ruler(first, second, geometry.plot, geometry.top, spec.time_axis, handle_span)
    return [*drop_lines, *dimension_line]


def _draw_crosshair(spec: TimelineSpec, geometry: Geometry) -> list[Item]:
    """Return the numbers of all series at the crosshair."""
    if spec.crosshair is None or not geometry.series:
        return []
    layout = geometry.band_layout
    places = [
        (geometry.series[band.track.id], *layout.series_in(number, geometry.band_extents[number], geometry.metrics))
        for number, band in enumerate(geometry.bands)
        if band.track.id in geometry.series
    ]
    values = crosshair_values(spec.crosshair, places, spec.story, geometry.plot, spec.time_axis)
    return [PushClip(geometry.x, geometry.top, geometry.width, geometry.bands_height), *values, PopClip()]


def _draw_axis(spec: TimelineSpec, geometry: Geometry) -> list[Item]:
    """Return the axis with break labels and outside counts."""
    plot, metrics, ticks = geometry.plot, geometry.metrics, geometry.ticks
    outside_counts = counts_outside(geometry.all_bands, plot) if spec.show_outside else (0, 0)
    limits = (geometry.x + metrics.gutter_padding, geometry.x + geometry.width)
    break_label_items: list[Item] = []
    if spec.time_axis.breaks:
        from desktop.render.timeline.axis.axis_breaks import break_labels

        _, free_range = draw_outside_counts(outside_counts, limits, 0.0, plot.language, metrics, spec.theme)
        break_label_items, ticks = break_labels(
            spec.time_axis, ticks, plot, geometry.bottom, geometry.axis_rows, free_range
        )
    axis_items = axis(
        ticks,
        (plot.x, plot.right),
        geometry.bottom,
        limits,
        outside_counts,
        plot.language,
        metrics,
        spec.theme,
        geometry.axis_rows,
    )
    items = [*axis_items, *break_label_items]
    if spec.story.second_calendar:
        # Imported here: few axes have a second calendar, and the first slide is painted sooner.
        from desktop.render.timeline.axis.second_axis import second_axis

        baseline = geometry.bottom + first_baseline(metrics) + geometry.axis_rows * metrics.axis_line_height
        items += second_axis(spec.story, plot, limits[0], baseline, spec.time_axis)
    if spec.elapsed_from is not None:
        from desktop.render.timeline.axis.elapsed_axis import elapsed_axis  # only where two windows are compared

        label_rows = geometry.axis_rows + bool(spec.story.second_calendar)
        baseline = geometry.bottom + first_baseline(metrics) + label_rows * metrics.axis_line_height
        items += elapsed_axis(spec.elapsed_from, plot, baseline)
    return items


def _draw_window_handle(spec: TimelineSpec, geometry: Geometry) -> tuple[list[Item], list[HitZone]]:
    """Return the overview's handle over the visible window.

    Ticks mark the highlighted events while the camera moves.
    """
    if not spec.show_overview:
        return [], []
    strip, full_window, metrics = geometry.strip, geometry.full_window, geometry.metrics
    items, zones = window_handle(full_window, spec.time_window, strip, metrics, spec.theme)
    if spec.moving_camera:
        items = [*match_ticks(geometry.bands, spec.highlight_ids, full_window, strip, metrics, spec.theme), *items]
    return items, zones
