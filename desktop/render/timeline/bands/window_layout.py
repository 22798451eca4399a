"""Lays out the bands of a fixed window."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop.render.timeline.bands.band_layout import BandLayout, layout_bands
from desktop.render.timeline.bands.heads import NO_HEADS, Heads
from desktop.render.timeline.bands.label_boxes import label_boxes
from desktop.render.timeline.bands.row_counts import PackedBoxes
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.camera import TimeWindow


def layout_for_window(
    bands: Sequence[TrackBand],
    time_window: TimeWindow,
    width: float,
    metrics: TimelineMetrics,
    height: float,
    *,
    show_labels: bool = True,
    known: str = "",
    heads: Heads = NO_HEADS,
    series_ids: Collection[str] = (),
    tight: bool = False,
) -> BandLayout:
    """Return the layout of one fixed window, all labels inside it."""
    first, last = time_window.start, time_window.end
    visible_bands = [
        band.with_marks(
            [*(mark for mark, _, _ in band.marks_in(first, last)), *band.open_ended_in(first, last)], band.aggregated
        )
        for band in bands
    ]
    scale = time_window.span / width
    layout = layout_bands(
        visible_bands,
        scale,
        metrics,
        height,
        show_labels=show_labels,
        bounds=(first, last),
        known=known,
        heads=heads,
        series_ids=series_ids,
        tight=tight,
    )
    if layout.label_mode == "two" and layout.drawn_row_height(height, metrics) >= metrics.three_line_row_height:
        return _with_three_lines(layout, visible_bands, scale, metrics, (first, last), known)
    return layout


def _with_three_lines(
    layout: BandLayout,
    bands: Sequence[TrackBand],
    scale: float,
    metrics: TimelineMetrics,
    bounds: tuple[int, int],
    known: str,
) -> BandLayout:
    """Return a layout with titles on three lines where two are cut.

    Its rows are high enough for them: on an upright page few events share much height and little width.
    """
    placements = [
        PackedBoxes(label_boxes(band.marks_in_rows, "three", metrics, True, known), scale, bounds).in_rows(rows)
        for band, rows in zip(bands, layout.rows, strict=True)
    ]
    found = layout.with_placements(placements)
    return found if found.whole_names() >= layout.whole_names() else layout
