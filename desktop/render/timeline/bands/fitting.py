"""Chooses the tracks that a sheet has room for."""

from __future__ import annotations

from collections.abc import Callable, Collection

from desktop.render.timeline.bands.band_layout import least_height
from desktop.render.timeline.bands.label_boxes import label_boxes
from desktop.render.timeline.bands.row_counts import least_rows
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.camera import TimeWindow

Bands = tuple[TrackBand, ...]


def fit_tracks(
    bands: Bands,
    time_window: TimeWindow,
    width: float,
    metrics: TimelineMetrics,
    height: float,
    heads_height: Callable[[Bands], float] = lambda _: 0.0,
    series_ids: Collection[str] = (),
) -> tuple[Bands, Bands]:
    """Return the tracks that a window has room for, and others.

    Where not all have their least height, those without an event in the window go first, then the last ones. The line
    below the others that counts what is left over is reckoned with, and so are the headings of groups and names of eras.
    """
    first, last = time_window.start, time_window.end

    def has_series(band: TrackBand) -> bool:
        return band.track.id in series_ids

    def height_of(band: TrackBand) -> float:
        marks = [mark for mark, _, _ in band.marks_in(first, last)] + band.open_ended_in(first, last)
        rows = (
            0
            if not marks and has_series(band)
            else least_rows(label_boxes(marks, "one", metrics, False), time_window.span / width)
        )
        return least_height((rows + has_series(band),), metrics.tight_row_height, metrics)

    heights = [height_of(band) for band in bands]
    if sum(heights) + heads_height(bands) <= height:
        return bands, ()
    filled = [
        (band, least)
        for band, least in zip(bands, heights, strict=True)
        if band.aggregated is not None
        or has_series(band)
        or band.marks_in(first, last)
        or band.open_ended_in(first, last)
    ]
    if not filled:
        return bands[:1], bands[1:]
    all_filled = tuple(band for band, _ in filled)
    if sum(least for _, least in filled) + heads_height(all_filled) <= height:
        return all_filled, ()
    kept = 0
    room = height - least_height((1,), metrics.tight_row_height, metrics)
    for _, least in filled:
        room -= least
        if kept and heads_height(all_filled[: kept + 1]) > room:
            break
        kept += 1
    return all_filled[:kept], all_filled[kept:]
