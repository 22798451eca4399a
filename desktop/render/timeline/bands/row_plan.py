"""Plans the rows of bands and the sides of labels.

One plan serves every window of an octave of zoom, so that nothing jumps while the camera moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Font, Item
from desktop.render.text import measure_text
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import drawing_margins
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.camera import TimeWindow
from desktop.timeline.rows import LabelBox, Placement, allocate_rows, coarsest_scale, drop_labels, octave, pack_rows

MAX_ROWS: Final = 7
MAX_LABELS: Final = 200
AGGREGATED_ROWS: Final = 3
AGGREGATED_HISTOGRAM_LINES: Final = 2
LABEL_MODES: Final = ("two", "one")
"""The label modes: "two" lines, or date and title on "one".

On one line, the date is shown as far as there is room.
"""


@dataclass(frozen=True, slots=True)
class BandLayout:
    """Holds each band's rows, and each mark's place by event id.

    A band counts the events without a place in a histogram at its foot, `histogram_lines` lines high.
    """

    label_mode: str
    rows: tuple[int, ...]
    placements: tuple[dict[str, Placement], ...]
    histogram_lines: tuple[int, ...]


def label_widths(mark: EventMark, label_mode: str, metrics: TimelineMetrics) -> tuple[float, float]:
    """Return the width of a label, and the width its date adds."""
    title, date = measure_text(mark.title, metrics.title_font), measure_text(mark.date, metrics.date_font)
    return (max(title, date), 0.0) if label_mode == "two" else (title, metrics.title_date_gap + date)


def elide(text: str, font: Font, max_width: float) -> str:
    """Return a text that fits, cut with an ellipsis if needed."""
    if measure_text(text, font) <= max_width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure_text(text[:middle].rstrip() + "…", font) <= max_width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def label_box(
    mark: EventMark, label_mode: str, metrics: TimelineMetrics, *, show_labels: bool, weight: float | None = None
) -> LabelBox:
    """Return the widths that a mark and its label need."""
    before, after = drawing_margins(mark.shape, metrics.dot_radius, metrics.bar_height)
    label_px, date_px = label_widths(mark, label_mode, metrics) if show_labels else (0.0, 0.0)
    # Half of the gap on either side: two neighbours keep the whole gap.
    return LabelBox(
        mark.id,
        mark.first,
        mark.last,
        before + metrics.min_gap / 2,
        after + metrics.min_gap / 2,
        label_px + metrics.label_gap if show_labels else 0.0,
        mark.event.weight if weight is None else weight,
        date_px,
    )


def _label_boxes(
    marks: Iterable[EventMark], label_mode: str, metrics: TimelineMetrics, show_labels: bool
) -> list[LabelBox]:
    """Return the cached label box of each mark."""
    key = (label_mode, metrics.size, show_labels)
    boxes = []
    for mark in marks:
        if mark.cached_label_box is None or mark.cached_label_box[0] != key:
            mark.cached_label_box = key, label_box(mark, label_mode, metrics, show_labels=show_labels)
        boxes.append(mark.cached_label_box[1])
    return boxes


def min_row_height(label_mode: str, metrics: TimelineMetrics) -> float:
    """Return the least height of a row in a label mode."""
    return metrics.two_line_row_height if label_mode == "two" else metrics.one_line_row_height


def height_for_rows(count: int, height: float, metrics: TimelineMetrics) -> float:
    """Return the height for rows, without paddings and gaps of bands."""
    return height - count * 2 * metrics.band_padding - max(0, count - 1) * metrics.band_gap


def _rows_needed(boxes: list[LabelBox], scale: float, bounds: tuple[int, int] | None) -> int | None:
    """Return the fewest rows that fit all labels, None above `MAX_ROWS`."""
    for rows in range(1, MAX_ROWS + 1):
        placements = pack_rows(boxes, scale, rows, bounds=bounds)
        if len(placements) == len(boxes) and all(place.side != "none" for place in placements.values()):
            return rows
    return None


def layout_bands(
    bands: Sequence[TrackBand],
    scale: float,
    metrics: TimelineMetrics,
    height: float,
    *,
    show_labels: bool = True,
    bounds: tuple[int, int] | None = None,
) -> BandLayout:
    """Return the layout with the most detailed labels that fit.

    `scale` is in seconds per pixel; `bounds` are the seconds that labels may not cross.
    """
    available_height = height_for_rows(len(bands), height, metrics)
    is_aggregated = [band.aggregated is not None for band in bands]
    if any(is_aggregated):
        # Aggregated tracks pack tile by tile: they get a few rows and a high histogram, listed ones the rows they need.
        boxes = [_label_boxes(band.marks, "one", metrics, show_labels) for band in bands]
        wanted_rows = [
            AGGREGATED_ROWS if aggregated else _rows_needed(one, scale, bounds) or MAX_ROWS
            for one, aggregated in zip(boxes, is_aggregated, strict=True)
        ]
        return _layout_within(boxes, wanted_rows, scale, available_height, metrics, bounds, is_aggregated)
    if not show_labels:
        boxes = [_label_boxes(band.marks, "one", metrics, False) for band in bands]
        return _layout_within(boxes, [MAX_ROWS] * len(bands), scale, available_height, metrics, bounds)
    # Thousands of labels never fit: skip the search for the fewest rows.
    is_large = sum(len(band.marks) for band in bands) > 2 * MAX_LABELS
    for label_mode in LABEL_MODES[-1:] if is_large else LABEL_MODES:
        boxes = [_label_boxes(band.marks, label_mode, metrics, True) for band in bands]
        if is_large:
            break
        needed_rows = [_rows_needed(one, scale, bounds) for one in boxes]
        if all(rows is not None for rows in needed_rows):
            rows = [rows or 1 for rows in needed_rows]
            if sum(rows) * min_row_height(label_mode, metrics) <= available_height:
                placements = tuple(pack_rows(one, scale, n, bounds=bounds) for one, n in zip(boxes, rows, strict=True))
                return BandLayout(label_mode, tuple(rows), placements, (0,) * len(bands))
    wanted_rows = [min(MAX_ROWS, max(1, len(band.marks))) for band in bands]
    if not is_large:
        wanted_rows = [_rows_needed(one, scale, bounds) or MAX_ROWS for one in boxes]
    return _layout_within(boxes, wanted_rows, scale, available_height, metrics, bounds)


def _layout_within(
    boxes: list[list[LabelBox]],
    wanted_rows: list[int],
    scale: float,
    available_height: float,
    metrics: TimelineMetrics,
    bounds: tuple[int, int] | None,
    is_aggregated: Sequence[bool] = (),
) -> BandLayout:
    """Return the layout of the weightiest labels that fit."""
    initial_lines = [AGGREGATED_HISTOGRAM_LINES if aggregated else 0 for aggregated in is_aggregated] or [0] * len(
        boxes
    )
    histogram_lines = list(initial_lines)
    while True:
        height_left = available_height - metrics.histogram_line_height * sum(histogram_lines)
        rows = allocate_rows(wanted_rows, max(len(boxes), int(height_left / metrics.one_line_row_height)))
        # Beside an aggregate, the listed events have the first row to themselves.
        listed_rows = [
            1 if number < len(is_aggregated) and is_aggregated[number] else n for number, n in enumerate(rows)
        ]
        placements = tuple(pack_rows(one, scale, n, bounds=bounds) for one, n in zip(boxes, listed_rows, strict=True))
        overflows = [len(found) < len(one) for found, one in zip(placements, boxes, strict=True)]
        if not any(now and not before for now, before in zip(overflows, histogram_lines, strict=True)):
            return BandLayout("one", tuple(rows), placements, tuple(histogram_lines))
        # A histogram takes height from the rows, so that another band may overflow: at most once for each band.
        histogram_lines = [max(int(now), before) for now, before in zip(overflows, histogram_lines, strict=True)]


@dataclass(slots=True)
class RowPlan:
    """Keeps the rows of a moving camera, octave by octave.

    Bands, rows and the label mode never change while the camera moves; closer octaves only add labels.
    """

    bands: tuple[TrackBand, ...]
    metrics: TimelineMetrics
    height: float
    base: BandLayout
    scale: float  # seconds per pixel of the whole story, the end of octave 0
    show_labels: bool = True
    octaves: dict[int, BandLayout] = field(default_factory=dict)
    static_items: dict[object, tuple[Item, ...]] = field(default_factory=dict)  # by date of knowledge

    def layout_at(self, seconds_per_pixel: float) -> BandLayout:
        """Return the layout at a scale in seconds per pixel."""
        k = octave(seconds_per_pixel, self.scale)
        return self.octaves.get(k) or self._layout_of_octave(k)

    def _derive_octave(self, k: int) -> BandLayout:
        if k > 0:
            # Farther out than the whole story, rows stay and labels are only dropped.
            return self._repack(k, self._layout_of_octave(k - 1), farther=True)
        coarser = self._layout_of_octave(k + 1)
        done = all(
            len(places) == len(band) and all(place.shows_date for place in places.values())
            for band, places in zip(self.bands, coarser.placements, strict=True)
        )
        return coarser if done or not self.show_labels else self._repack(k, coarser, farther=False)

    def _layout_of_octave(self, k: int) -> BandLayout:
        """Return the layout of an octave, derived from each coarser one."""
        step = 1 if k > 0 else -1
        for number in range(0, k + step, step):
            if number not in self.octaves:
                self.octaves[number] = self.base if number == 0 else self._derive_octave(number)
        return self.octaves[k]

    def _repack(self, k: int, neighbour: BandLayout, *, farther: bool) -> BandLayout:
        placements = []
        for band, row_count, neighbour_placements in zip(self.bands, self.base.rows, neighbour.placements, strict=True):
            rows = 1 if band.aggregated is not None else row_count
            boxes = _label_boxes(band.marks, self.base.label_mode, self.metrics, self.show_labels)
            if farther:
                placements.append(drop_labels(boxes, coarsest_scale(k, self.scale), rows, neighbour_placements))
            else:
                placements.append(pack_rows(boxes, coarsest_scale(k, self.scale), rows, coarser=neighbour_placements))
        return BandLayout(self.base.label_mode, self.base.rows, tuple(placements), self.base.histogram_lines)


def plan_for_camera(
    bands: tuple[TrackBand, ...],
    full_window: TimeWindow,
    width: float,
    metrics: TimelineMetrics,
    height: float,
    *,
    show_labels: bool = True,
) -> RowPlan:
    """Return the row plan for a camera over a story.

    The story's whole window is drawn `width` pixels wide.
    """
    scale = full_window.span / width
    # With the whole story in view no label is cut off: those of the last events stand on the left, and stay there.
    base = layout_bands(
        bands, scale, metrics, height, show_labels=show_labels, bounds=(full_window.start, full_window.end)
    )
    return RowPlan(bands, metrics, height, base, scale, show_labels, {0: base})


def layout_for_window(
    bands: Sequence[TrackBand],
    time_window: TimeWindow,
    width: float,
    metrics: TimelineMetrics,
    height: float,
    *,
    show_labels: bool = True,
) -> BandLayout:
    """Return the layout of one fixed window, all labels inside it."""
    first, last = time_window.start, time_window.end
    visible_bands = [
        TrackBand(band.track, [*(mark for mark, _, _ in band.marks_in(first, last)), *band.open_ended], band.aggregated)
        for band in bands
    ]
    return layout_bands(
        visible_bands, time_window.span / width, metrics, height, show_labels=show_labels, bounds=(first, last)
    )
