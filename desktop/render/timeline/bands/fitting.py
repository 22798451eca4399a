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
    head_height: Callable[[TrackBand], float] = lambda _: 0.0,
    series_ids: Collection[str] = (),
) -> tuple[Bands, Bands]:
    """Return the tracks that a window has room for, and others.

    Where not all have their least height, those without an event in the window go first, then the last ones. The line
    below the others that counts what is left over is reckoned with.
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
        return least_height((rows + has_series(band),), metrics.tight_row_height, metrics) + head_height(band)

    heights = [height_of(band) for band in bands]
    if sum(heights) <= height:
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
    if sum(least for _, least in filled) <= height:
        return tuple(band for band, _ in filled), ()
    kept: list[TrackBand] = []
    room = height - least_height((1,), metrics.tight_row_height, metrics)
    for band, least in filled:
        if least > room and kept:
            break
        kept.append(band)
        room -= least
    return tuple(kept), tuple(band for band, _ in filled[len(kept) :])
