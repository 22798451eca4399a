"""Lays out the rows of a fixed window, once for each story."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from desktop.i18n import word
from desktop.render.timeline.bands.band_layout import BandLayout
from desktop.render.timeline.bands.fitting import fit_tracks
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.bands.window_layout import layout_for_window
from desktop.render.timeline.eras import EraLanes
from desktop.render.timeline.group_headings import heads_of
from desktop.render.timeline.metrics import TimelineMetrics, metrics_for
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Track
from desktop.story.story_cache import StoryCache

_FixedRows = tuple[tuple[TrackBand, ...], BandLayout]
_known: Final[StoryCache[object, _FixedRows]] = StoryCache(32)
"""The bands and rows of a story's fixed windows: thumbnail, room and export ask for the same ones."""


def fixed_rows(
    spec: TimelineSpec,
    bands: tuple[TrackBand, ...],
    width: float,
    height: float,
    eras: EraLanes,
    series_ids: Collection[str],
    known: str,
) -> _FixedRows:
    """Return the bands of a fixed window with their rows, cached."""
    key = (
        tuple(spec.track_ids),
        spec.as_of,
        spec.language,
        spec.time_axis,
        spec.time_window,
        spec.folded_groups,
        spec.size,
        spec.show_labels,
        spec.tight_rows,
        spec.rect[3],
        width,
        height,
    )
    rows = None if spec.aggregated else _known.get(spec.story, key)
    if rows is None:
        metrics = metrics_for(spec.size)
        fitting = _fitting_bands(bands, spec, width, metrics, height, eras, series_ids)
        rows = (
            fitting,
            layout_for_window(
                fitting,
                spec.time_window,
                width,
                metrics,
                height,
                show_labels=spec.show_labels,
                known=known,
                heads=heads_of(fitting, eras, metrics),
                series_ids=series_ids,
                tight=spec.tight_rows,
            ),
        )
        if not spec.aggregated:  # what files hold is read while the story stays the same
            _known.put(spec.story, key, rows)
    return rows


def _fitting_bands(
    bands: tuple[TrackBand, ...],
    spec: TimelineSpec,
    width: float,
    metrics: TimelineMetrics,
    height: float,
    eras: EraLanes,
    series_ids: Collection[str],
) -> tuple[TrackBand, ...]:
    """Return the bands that a fixed window has the height for.

    The last one counts the events of those that are left over. A track is worth more than the headings of groups.
    """

    def fit(some: tuple[TrackBand, ...]) -> tuple[tuple[TrackBand, ...], tuple[TrackBand, ...]]:
        return fit_tracks(
            some,
            spec.time_window,
            width,
            metrics,
            height,
            lambda ones: heads_of(ones, eras, metrics).height,
            series_ids,
        )

    fitting, left_over = fit(bands)
    if left_over and any(band.group is not None and not band.is_folded for band in bands):
        headless = fit(tuple(band if band.is_folded else band.without_group() for band in bands))
        if len(headless[0]) > len(fitting):
            fitting, left_over = headless
    if not left_over:
        return fitting
    shown = [track for track in spec.story.tracks if not spec.track_ids or track.id in spec.track_ids]
    count = sum(
        sum(track.group == band.group.id for track in shown) if band.group is not None and band.is_folded else 1
        for band in left_over
    )
    title = word("more_items", spec.story.own_language(spec.language), count=count)
    rest = Track("", LocalizedText((("", title),)), color="muted")
    return (*fitting, TrackBand(rest, [mark for band in left_over for mark in band.marks_unsorted], is_folded=True))
