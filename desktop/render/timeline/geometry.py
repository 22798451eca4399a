"""Computes where the parts of a timeline drawing lie.

From left to right: gutter with track names, and plot; from top to bottom: header, bands with their rows, axis,
overview.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import word
from desktop.render.text import measure_text
from desktop.render.text_fit import splits_a_word
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack, tracks_on_axis
from desktop.render.timeline.axis.as_of_line import header_height
from desktop.render.timeline.axis.axis import axis_height, known_of_dates, plot_ticks
from desktop.render.timeline.axis.legend import key_height, marks_in_use
from desktop.render.timeline.axis.overview import time_area
from desktop.render.timeline.bands.band_layout import BandLayout
from desktop.render.timeline.bands.file_bands import camera_bands, with_aggregation
from desktop.render.timeline.bands.row_plan import RowPlan, plan_for_camera
from desktop.render.timeline.bands.track_bands import TrackBand, bands_of
from desktop.render.timeline.eras import EraLanes, era_lanes, theme_over_eras
from desktop.render.timeline.fixed_rows import fixed_rows
from desktop.render.timeline.group_headings import heads_of, name_width
from desktop.render.timeline.marks.bars import least_bracket
from desktop.render.timeline.metrics import TimelineMetrics, metrics_for
from desktop.render.timeline.plot_area import PlotArea
from desktop.render.timeline.series.band_series import BandSeries, axis_width, series_by_track
from desktop.render.timeline.series.draw_series import axis_padding
from desktop.render.timeline.timeline_spec import Area, TimelineSpec
from desktop.story.model import Story
from desktop.story.story_cache import StoryCache
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.axis_windows import story_axis_window
from desktop.timeline.camera import TimeWindow, has_moments, window_between
from desktop.timeline.scale import Ticks
from desktop.timeline.time_axis import TimeAxis

_MIN_BANDS_HEIGHT = 40.0
_KEY_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """Holds the bands, rows and rectangles of one drawing."""

    metrics: TimelineMetrics
    bands: tuple[TrackBand, ...]
    all_bands: tuple[TrackBand, ...]  # with those that the sheet has no room for
    band_layout: BandLayout
    band_extents: list[tuple[float, float]]  # top and height of each band
    series: Mapping[str, BandSeries]  # by track id
    content_height: float  # of all bands, more than their height where one scrolls
    scroll: float  # the height of the bands above the view
    plot: PlotArea
    full_window: TimeWindow
    ticks: Ticks
    plan: RowPlan | None  # None for a fixed camera
    plan_is_new: bool
    x: float
    width: float
    gutter: float  # the width of the column of track names
    padding_right: float
    header: float  # the height of the header above the bands
    top: float  # of the bands
    bands_height: float
    axis_rows: int
    strip: Area  # the overview
    eras: EraLanes
    eras_top: float  # of the lanes above all bands
    key: tuple[str, ...]  # the marks that are explained at the foot
    key_y: float

    @property
    def bottom(self) -> float:
        """Return the y where the bands end and the axis begins."""
        return self.top + self.bands_height

    @property
    def plot_rect(self) -> Area:
        """Return the rectangle of the plot: bands and axis."""
        return (
            self.plot.x,
            self.top,
            self.plot.width,
            self.bands_height + axis_height(self.metrics, self.axis_rows),
        )

    @property
    def overview_rect(self) -> Area:
        """Return the rectangle in which the overview draws time."""
        left, width = time_area(self.strip, self.metrics)
        return left, self.strip[1], width, self.strip[3]

    def band_rects(self) -> dict[str, Area]:
        """Return each band's visible rectangle by track id, on whole pixels."""
        return {
            band.track.id: (self.x, round(top), self.width, round(bottom) - round(top))
            for band, (top, bottom) in zip(self.bands, self.visible_extents(), strict=True)
            if bottom > top
        }

    def visible_extents(self) -> list[tuple[float, float]]:
        """Return the visible top and bottom of each band."""
        return [
            (min(max(top, self.top), self.bottom), min(max(top + height, self.top), self.bottom))
            for top, height in self.band_extents
        ]

    @property
    def is_scrolled(self) -> bool:
        """Return whether the bands are higher than their view."""
        return self.content_height > self.bands_height + 0.5


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Holds what a drawing has in every window of a moving camera."""

    metrics: TimelineMetrics
    all_time_bands: tuple[TrackBand, ...]  # rows are planned for all that is ever known
    bands: tuple[TrackBand, ...]
    series: Mapping[str, BandSeries]
    eras: EraLanes
    eras_top: float
    header: float
    top: float  # below the eras and the header
    height: float
    gutter: float
    padding_right: float
    full_window: TimeWindow
    aggregated: tuple[AggregatedTrack, ...]  # kept alive, so that an id stays theirs


_sheets: Final[StoryCache[object, _Sheet]] = StoryCache()


def _sheet(spec: TimelineSpec) -> _Sheet:
    """Return what is known before the window, cached under a moving camera."""
    if not spec.moving_camera:
        return _measure_sheet(spec)
    key = (_camera_key(spec), spec.as_of, spec.padding_right)
    return _sheets.get(spec.story, key) or _sheets.put(spec.story, key, _measure_sheet(spec))


def _camera_key(spec: TimelineSpec) -> tuple[object, ...]:
    """Return what decides bands and rows in every window."""
    return (
        tuple(spec.track_ids),
        spec.language,
        spec.time_axis,
        spec.rect,
        spec.size,
        spec.show_as_of_handle,
        spec.folded_groups,
        tuple(map(id, (spec.aggregated or {}).values())),
    )


def _measure_sheet(spec: TimelineSpec) -> _Sheet:
    """Return the bands, the series and the eras with their room."""
    metrics = metrics_for(spec.size)
    aggregated = tracks_on_axis(spec.aggregated, spec.time_axis)
    if spec.moving_camera:
        # Rows are planned for all that is ever known: they stand still while the date of knowledge is dragged.
        all_time_bands, bands = camera_bands(
            spec.story, spec.track_ids, spec.as_of, spec.language, spec.time_axis, aggregated, spec.folded_groups
        )
    else:
        bands = all_time_bands = with_aggregation(
            bands_of(spec.story, spec.track_ids, spec.as_of, spec.language, spec.time_axis, spec.folded_groups),
            aggregated,
            spec.story,
            spec.as_of,
            moving_camera=False,
        )
    series = series_by_track(
        spec.story, spec.language, spec.track_ids, spec.as_of, spec.time_axis, aggregated,
        moving_camera=spec.moving_camera,
    )  # fmt: skip
    _, y, width, height = spec.rect
    eras = era_lanes(spec.story, spec.language, spec.time_axis, None if spec.moving_camera else spec.time_window)
    eras = eras.within(height, metrics)
    # On a slide the words of the date of knowledge stand above the drawing, but not on the names of eras.
    has_header = spec.show_as_of_handle or (spec.as_of is not None and eras.count("") > 0)
    header = header_height(metrics) if has_header else 0.0
    above = eras.height("", metrics) + header
    scaled_window = None if spec.moving_camera else spec.time_window
    padding_right = max(
        spec.padding_right, metrics.px(16.0), axis_padding(axis_width(series.values(), scaled_window, metrics), metrics)
    )
    return _Sheet(
        metrics,
        all_time_bands,
        bands,
        series,
        eras,
        y,
        header,
        y + above,
        height - above,
        _gutter_width(bands, series.values(), width, spec, metrics),
        padding_right,
        full_axis_window(spec.story, spec.time_axis, spec.aggregated),
        tuple((spec.aggregated or {}).values()),
    )


def arrange(spec: TimelineSpec) -> Geometry:
    """Return the geometry of a drawing."""
    sheet = _sheet(spec)
    metrics, bands, eras = sheet.metrics, sheet.bands, sheet.eras
    x, _, width, _ = spec.rect
    y, height = sheet.top, sheet.height
    plot_width = width - sheet.gutter - sheet.padding_right
    ticks = plot_ticks(spec.time_window, plot_width, spec.story.own_language(spec.language), metrics, spec.time_axis)
    if _waits_for_files(spec):  # nothing is known of the time that the files tell of
        ticks = replace(ticks, major=(), minor=(), headings=())
    axis_rows = 2 if spec.moving_camera or ticks.headings else 1
    label_rows = axis_rows + bool(spec.story.second_calendar) + (spec.elapsed_from is not None)
    overview_space = metrics.overview_height + metrics.overview_gap if spec.show_overview else 0.0
    key_windows = [one for one in (spec.time_window, spec.key_window) if one is not None and spec.show_key]
    key = tuple(
        dict.fromkeys(
            name
            for one in key_windows
            for name in marks_in_use(
                bands, sheet.series.values(), one, least_bracket(metrics.bar_height) * one.span / plot_width
            )
        )
    )
    # Right below the labels of the axis the key would read as one more line of them.
    key_gap = 0.0 if spec.show_overview else metrics.px(_KEY_GAP)
    key_space = key_height(metrics) + key_gap if key else 0.0
    bands_height = max(_MIN_BANDS_HEIGHT, height - axis_height(metrics, label_rows) - overview_space - key_space)
    all_bands = bands
    plan: RowPlan | None = None
    plan_is_new = False
    if spec.moving_camera:
        plan, plan_is_new = _camera_plan(spec, sheet, plot_width, bands_height)
        rested = spec.rested.for_plan(plan) if spec.rested is not None else None
        band_layout = (rested or plan).layout_at(
            spec.time_window.span / plot_width, is_prepared=spec.prepares_rows and not plan_is_new
        )
    else:
        bands, band_layout = fixed_rows(
            spec, bands, plot_width, bands_height, eras, sheet.series, known_of_dates(ticks)
        )
    extents = band_layout.extents(y, bands_height, metrics)
    plot = PlotArea(
        x + sheet.gutter,
        plot_width,
        spec.time_window,
        metrics,
        theme_over_eras(spec.theme) if eras.by_track else spec.theme,
        spec.story.own_language(spec.language),
        band_layout.label_mode,
        frozenset(spec.highlight_ids),
        spec.selected_id,
        spec.hover_id,
        spec.steps,
        spec.highlighted_aggregates,
        spec.as_of,
        spec.moving_camera,
        band_layout.drawn_row_height(bands_height, metrics),
        known_of_dates(ticks),
        spec.row_shifts if spec.moving_camera else band_layout.row_shifts(),
        sheet.padding_right,
    )
    content_height = max((top + band_height - y for top, band_height in extents), default=0.0)
    scroll = min(max(0.0, spec.scroll), max(0.0, content_height - bands_height))
    return Geometry(
        metrics,
        bands,
        all_bands,
        band_layout,
        [(top - scroll, band_height) for top, band_height in extents],
        sheet.series,
        content_height,
        scroll,
        plot,
        sheet.full_window,
        ticks,
        plan,
        plan_is_new,
        x,
        width,
        sheet.gutter,
        sheet.padding_right,
        sheet.header,
        y,
        bands_height,
        axis_rows,
        (x, y + height - key_space - metrics.overview_height, width, metrics.overview_height),
        eras,
        sheet.eras_top,
        key,
        y + height - key_height(metrics) / 2,
    )


def full_axis_window(
    story: Story, time_axis: TimeAxis = NO_BREAKS, aggregated: Mapping[str, AggregatedTrack] | None = None
) -> TimeWindow:
    """Return the window that shows all events and aggregates.

    It is on the axis with its breaks.
    """
    full_window = story_axis_window(story, time_axis)
    extents = [track.index.extent for track in tracks_on_axis(aggregated, time_axis).values() if len(track)]
    if not extents:
        return full_window
    start, end = min(extent[0] for extent in extents), max(extent[1] for extent in extents)
    if has_moments(story):
        start, end = min(start, full_window.start), max(end, full_window.end)
    return window_between(start, end, 0.02)


def track_title(band: TrackBand, language: str) -> str:
    """Return the title of a band's track, else its id or "Other"."""
    return band.track.title.get(language) or band.track.id or word("others", language)


_plans: Final[StoryCache[object, RowPlan]] = StoryCache()
"""The row plans of a story by everything that decides them."""


def _camera_plan(spec: TimelineSpec, sheet: _Sheet, plot_width: float, bands_height: float) -> tuple[RowPlan, bool]:
    """Return the row plan for a moving camera.

    Also returns whether it was made just now.
    """
    key = (_camera_key(spec), spec.show_labels, spec.show_overview, spec.theme, spec.elapsed_from is None)
    plan = _plans.get(spec.story, key)
    if plan is not None:
        return plan, False
    plan = plan_for_camera(
        sheet.all_time_bands,
        sheet.full_window,
        plot_width,
        sheet.metrics,
        bands_height,
        show_labels=spec.show_labels,
        heads=heads_of(sheet.all_time_bands, sheet.eras, sheet.metrics),
        series_ids=sheet.series,
    )
    _plans.put(spec.story, key, plan)
    return plan, True


def _gutter_width(
    bands: Collection[TrackBand],
    series: Collection[BandSeries],
    width: float,
    spec: TimelineSpec,
    metrics: TimelineMetrics,
) -> float:
    """Return the width of the gutter with the track names.

    It fits the widest name, up to 17% of the drawing, and the longest word of one, a heading or
    the name of a second calendar, up to 28%.
    """
    max_width, language = 0.17 * width, spec.language
    for band in bands:
        title = track_title(band, language)
        if splits_a_word(title, metrics.track_font, max_width - metrics.gutter_padding - metrics.px(12.0)):
            longest = max(name_width(band, word, language, metrics) for word in title.split())
            max_width = min(0.28 * width, max(max_width, longest + metrics.gutter_padding + metrics.px(12.0)))
        if band.group is not None:  # a heading has one line
            heading = name_width(band, "", language, metrics)
            max_width = min(0.28 * width, max(max_width, heading + metrics.gutter_padding + metrics.px(12.0)))
    titles = (name_width(band, track_title(band, language), language, metrics) for band in bands)
    of_series = (
        max(measure_text(one.title, metrics.track_font), measure_text(one.unit, metrics.small_font)) for one in series
    )
    of_axis = 0.0
    if spec.story.second_calendar:
        from desktop.render.timeline.axis.second_axis import calendar_name  # few axes have a second calendar

        of_axis = measure_text(calendar_name(spec.story, language), metrics.small_font)
        max_width = min(0.28 * width, max(max_width, of_axis + metrics.gutter_padding + metrics.px(12.0)))
    widest_title = max(of_axis, *titles, *of_series, 0.0)
    return min(max_width, max(widest_title + metrics.gutter_padding + max(14.0, metrics.px(34.0)), metrics.px(150.0)))


def _waits_for_files(spec: TimelineSpec) -> bool:
    """Return whether all events are in files that are not read yet."""
    return not has_moments(spec.story) and not spec.aggregated and any(track.data for track in spec.story.tracks)
