"""Shares the height among bands, and gives their events rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n.direction import has_right_to_left
from desktop.render.timeline.bands.heads import NO_HEADS, Heads
from desktop.render.timeline.bands.label_boxes import label_boxes
from desktop.render.timeline.bands.row_counts import (
    PackedBoxes,
    allocate_rows,
    count_names,
    deal_rows,
    fewest_rows,
    higher_series,
    labels_lost,
    least_rows,
    more_rows_of_files,
    span_depth,
)
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.label_box import LabelBox, Placement

MAX_LABELS: Final = 200
AGGREGATED_ROWS: Final = 3
AGGREGATED_HISTOGRAM_LINES: Final = 2
LABEL_MODES: Final[tuple[str, ...]] = ("two", "one")
"""The label modes: "two" lines, or date and title on "one", the date as far as there is room."""
STACKED: Final = "stacked"  # in a fixed window whose rows are lines: titles that would be cut on one take two or three
_TIGHT: Final = "tight"  # names on one line in the lowest rows
_TIGHT_COST: Final = 0.9  # in names: they are worth it only where they name more

_NEARLY: Final = 0.01  # a difference that does not count

_ROWS_WHERE_SCROLLED: Final = 2
_ROWS_OF_CROWD: Final = 8  # each frame of a moving camera draws all their marks
_SERIES_LEAST_ROWS: Final = 2
_READABLE_SERIES: Final = 4.5  # the height of a series whose numbers can be read, in sizes of their font
_LEAST_PADDING: Final = 0.1  # of bands that stand as near as they can
_LEAST_GAP: Final = 0.3

Bounds = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class BandLayout:
    """Holds each band's rows, and each mark's place by event id.

    A band counts the events without a place in a histogram at its foot, `histogram_lines` lines high. Bands have
    `padding` pixels above and below their rows, and `gap` between them. Rows are at least `row_height` high.
    """

    label_mode: str
    rows: tuple[int, ...]
    placements: tuple[dict[str, Placement], ...]
    histogram_lines: tuple[int, ...]
    row_height: float
    padding: float
    gap: float
    heads: Heads = NO_HEADS
    series_rows: tuple[float, ...] = ()  # the height of each band's series, in rows below its events

    def with_placements(self, placements: Iterable[dict[str, Placement]]) -> BandLayout:
        """Return the layout with other places in the same rows."""
        return replace(self, placements=tuple(placements))

    def least_height(self, metrics: TimelineMetrics) -> float:
        """Return the height in which every row has its least."""
        return self.height_beside_rows(metrics) + (sum(self.rows) + sum(self.series_rows)) * self.row_height

    def height_beside_rows(self, metrics: TimelineMetrics) -> float:
        """Return the height of paddings, gaps and histograms."""
        count = len(self.rows)
        return (
            count * 2 * self.padding
            + max(0, count - 1) * self.gap
            + sum(self.histogram_lines) * metrics.histogram_line_height
            + self.heads.height
        )

    def rows_in(self, number: int, extent: tuple[float, float], metrics: TimelineMetrics) -> tuple[float, float, float]:
        """Return top and height of a band's rows, and the height below.

        `extent` is top and height of the band; below its rows is its histogram.
        """
        top, height = extent
        head, histogram = self.heads.inside_of(number), metrics.histogram_line_height * self.histogram_lines[number]
        for_rows = height - 2 * self.padding - head - histogram
        share = self.rows[number] / max(1, self.rows[number] + self._series_rows_of(number))
        return top + self.padding + head, share * for_rows, histogram

    def series_in(self, number: int, extent: tuple[float, float], metrics: TimelineMetrics) -> tuple[float, float]:
        """Return top and height of a band's series, below its events."""
        rows_top, rows_height, histogram = self.rows_in(number, extent, metrics)
        top = rows_top + rows_height + histogram
        return top, extent[0] + extent[1] - self.padding - top

    def readable_series(self, height: float, metrics: TimelineMetrics) -> float:
        """Return the number of series, where low ones count less."""
        row_height = self.drawn_row_height(height, metrics)
        return sum(
            min(1.0, rows * row_height / (_READABLE_SERIES * metrics.small_font.size)) for rows in self.series_rows
        )

    def _series_rows_of(self, number: int) -> float:
        return self.series_rows[number] if self.series_rows else 0

    def drawn_row_height(self, height: float, metrics: TimelineMetrics) -> float:
        """Return the height of a row of bands that share a height."""
        shared = (height - self.height_beside_rows(metrics)) / max(1, sum(self.rows) + sum(self.series_rows))
        return max(shared, self.row_height)

    def whole_names(self) -> float:
        """Return the number of names, where shortened ones count less."""
        return sum(count_names(places.values()) for places in self.placements)

    def row_shifts(self) -> dict[str, float]:
        """Return by how many rows marks stand below their first."""
        if self.label_mode != STACKED:
            return {}
        return {
            name: (place.row_count - 1) / 2
            for places in self.placements
            for name, place in places.items()
            if place.row_count > 1
        }

    def extents(self, top: float, height: float, metrics: TimelineMetrics) -> list[tuple[float, float]]:
        """Return top and height of each band.

        The height is shared out by rows; the bands may reach beyond it where it is less than they need.
        """
        row_height = self.drawn_row_height(height, metrics)
        extents = []
        for number, (rows, lines) in enumerate(zip(self.rows, self.histogram_lines, strict=True)):
            top += self.heads.above_of(number)
            beside = 2 * self.padding + self.heads.inside_of(number) + metrics.histogram_line_height * lines
            band_height = (rows + self._series_rows_of(number)) * row_height + beside
            extents.append((top, band_height))
            top += band_height + self.gap
        return extents


@dataclass(frozen=True, slots=True)
class _Room:
    """Holds the scale and the height in which bands are laid out."""

    scale: float
    height: float
    metrics: TimelineMetrics
    bounds: Bounds
    moving_camera: bool
    has_series: tuple[bool, ...]  # by band
    heads: Heads = NO_HEADS
    tight: bool = False  # whether rows stand as near as they can
    has_tall_letters: bool = False  # as Arabic has

    def density(self, count: int, rows: float, row_height: float) -> tuple[float, float]:
        """Return padding and gap of `count` bands with `rows` rows in all.

        They shrink before a row is lost.
        """
        metrics = self.metrics
        padding, gap = metrics.band_padding, metrics.band_gap
        for share in (1.0, 0.5, 0.2):
            beside = count * 2 * share * padding + (count - 1) * share * gap + self.heads.height
            if rows * row_height + beside <= self.height:
                return share * padding, share * gap
        return _LEAST_PADDING * padding, _LEAST_GAP * gap


def layout_bands(
    bands: Sequence[TrackBand],
    scale: float,
    metrics: TimelineMetrics,
    height: float,
    *,
    show_labels: bool = True,
    bounds: Bounds = None,
    moving_camera: bool = False,
    known: str = "",
    heads: Heads = NO_HEADS,
    series_ids: Collection[str] = (),
    tight: bool = False,
) -> BandLayout:
    """Return the layout that names the most events.

    `scale` is in seconds per pixel; `bounds` are the seconds that labels may not cross. Where not all can be named,
    titles on one line make more rows than titles with their dates below. Dates are without what is `known` from the axis.
    The tracks of `series_ids` have numbers below their events.
    """
    has_series = tuple([band.track.id in series_ids for band in bands])
    titles = (mark.title for band in bands for mark in band.marks_in_rows)
    has_tall_letters = not moving_camera and any(map(has_right_to_left, titles))
    room = _Room(scale, height, metrics, bounds, moving_camera, has_series, heads, tight, has_tall_letters)
    is_aggregated = [band.aggregated is not None for band in bands]
    # Thousands of labels never fit: skip the search for the fewest rows.
    is_large = sum(len(band.marks_in_rows) for band in bands) > 2 * MAX_LABELS
    best: tuple[tuple[bool, float, float], BandLayout] | None = None
    boxes: list[list[LabelBox]] = []
    modes = LABEL_MODES if show_labels and not is_large and not any(is_aggregated) else LABEL_MODES[-1:]
    if bounds is not None and not moving_camera and len(modes) > 1:
        modes = (*modes, STACKED) if has_tall_letters else (*modes, STACKED, _TIGHT)  # which would touch in low rows
    for mode in modes:
        in_lines: list[list[LabelBox]] = []
        if mode == STACKED:  # the rows of "one" line are known by now
            in_lines = [
                _with_lines(one, label_boxes(band.marks_in_rows, "three", metrics, show_labels, known))
                for band, one in zip(bands, boxes, strict=True)
            ]
        elif mode == _TIGHT:
            room = replace(room, tight=True)
        else:
            boxes = [label_boxes(band.marks_in_rows, mode, metrics, show_labels, known) for band in bands]
            packs = [PackedBoxes(one, scale, bounds) for one in boxes]
        for has_lines in (True,) if moving_camera or mode == STACKED else (True, False):
            layout = _layout_mode(
                "one" if mode == _TIGHT else mode, packs, is_aggregated, room, in_lines, has_lines=has_lines,
                is_large=is_large or not show_labels,
            )  # fmt: skip
            fits = layout.least_height(metrics) <= height + 0.5 and not _bars_left_out(layout, boxes, scale)
            names = layout.whole_names() + layout.readable_series(height, metrics)
            if fits and names >= sum(map(len, boxes)) + sum(has_series) - _NEARLY:
                return layout
            lost = _TIGHT_COST if room.tight and not tight else 0.0
            score = names - lost - (0.0 if has_lines else labels_lost(layout.placements, boxes, scale))
            rank = (fits, -layout.row_height if moving_camera and not fits else 0.0, score)  # the lowest scroll
            if best is None or rank > best[0]:
                best = rank, layout
    assert best is not None
    return best[1]


def _with_lines(boxes: Sequence[LabelBox], in_lines: Sequence[LabelBox]) -> list[LabelBox]:
    """Return boxes whose titles may take lines; dates stay behind them."""
    return [
        replace(box, wrapped_px=lines.wrapped_px, thrice_px=lines.thrice_px)
        for box, lines in zip(boxes, in_lines, strict=True)
    ]


def _bars_left_out(layout: BandLayout, boxes: Sequence[Sequence[LabelBox]], scale: float) -> bool:
    """Return whether a bar has no row."""
    return any(
        box.is_bar(scale) and box.id not in places
        for places, band_boxes in zip(layout.placements, boxes, strict=True)
        for box in band_boxes
    )


def _layout_mode(
    mode: str, packs: list[PackedBoxes], is_aggregated: list[bool], room: _Room, in_lines: Sequence[Sequence[LabelBox]], *,
    has_lines: bool, is_large: bool,
) -> BandLayout:  # fmt: skip
    """Return the layout of one label mode in the height.

    `in_lines` are the boxes of names on several lines, where these are stacked.

    It `has_lines` for clusters at the foot of bands, or clusters stand in the rows.
    """
    metrics = room.metrics
    row_height = metrics.two_line_row_height if mode == "two" else metrics.one_line_row_height
    if mode == STACKED and not room.has_tall_letters:
        row_height = metrics.two_line_row_height / 2
    most = max(1, int(room.height / row_height))
    # Spans never give way: a moving camera comes to see all of them as bars.
    least = [
        1 if aggregated else _least_rows(one.boxes, room) if one.boxes or not has_series else 0
        for one, aggregated, has_series in zip(packs, is_aggregated, room.has_series, strict=True)
    ]
    series_least = [_SERIES_LEAST_ROWS] * sum(room.has_series)
    height = room.height - room.heads.height
    if (
        mode == "one"
        and not room.moving_camera
        and (room.tight or least_height([*least, *series_least], row_height, metrics) > height)
    ):
        row_height = metrics.tight_row_height
    wanted = [
        AGGREGATED_ROWS if aggregated else _rows_wanted(one, room, floor, most, is_large=is_large) if floor else 0
        for one, floor, aggregated in zip(packs, least, is_aggregated, strict=True)
    ]
    counted_lines = AGGREGATED_HISTOGRAM_LINES
    beside_rows = height - least_height([*least, *series_least], row_height, metrics)
    if counted_lines * sum(is_aggregated) * metrics.histogram_line_height > beside_rows:
        counted_lines = 1
    histogram_lines = [counted_lines if aggregated else 0 for aggregated in is_aggregated]
    while True:
        # Numbers take the height of names: bands stand closer before either is lost.
        packed = wanted if (series_least or room.tight) and not room.moving_camera else least
        for_series = sum(room.has_series) * max(
            _SERIES_LEAST_ROWS, _READABLE_SERIES * metrics.small_font.size / row_height
        )
        padding, gap = room.density(len(packs), sum(packed) + for_series, row_height)
        layout = BandLayout(mode, tuple(least), (), tuple(histogram_lines), row_height, padding, gap, room.heads)
        available = int((room.height - layout.height_beside_rows(metrics)) / row_height)
        # A moving camera scrolls to the rows below; in a fixed window even spans give way when none is left.
        floors = least if room.moving_camera else allocate_rows(least, available, [min(1, floor) for floor in least])
        least_series = _series_rows(room, available - sum(floors), available - sum(wanted))
        for_events = available - sum(least_series)
        rows = allocate_rows(wanted, for_events, floors)
        if room.moving_camera and sum(floors) > for_events:  # one scrolls anyway
            rows = [max(floor, min(want, _ROWS_WHERE_SCROLLED)) for floor, want in zip(floors, wanted, strict=True)]
        lines_wanted = [one.lines_wanted(two, count) for one, two, count in zip(packs, in_lines, rows, strict=False)]
        lines = deal_rows(lines_wanted or [0] * len(rows), for_events - sum(rows))
        if not room.moving_camera:
            rows = more_rows_of_files(rows, is_aggregated, for_events - sum(lines))
        height_of_rows = room.height - layout.height_beside_rows(metrics)
        taken = sum(rows) + sum(lines) + sum(least_series)
        series_rows = higher_series(least_series, height_of_rows / row_height - taken)
        # Beside an aggregate, the listed events have the first row to themselves.
        listed_rows = [
            min(1, count) if aggregated else count for aggregated, count in zip(is_aggregated, rows, strict=True)
        ]
        if has_lines:
            overflows = [one.overflows(count) for one, count in zip(packs, listed_rows, strict=True)]
            if any(now and not before for now, before in zip(overflows, histogram_lines, strict=True)):
                # A line takes height from the rows, so that another band may overflow: at most once for each band.
                histogram_lines = [
                    max(int(now), before) for now, before in zip(overflows, histogram_lines, strict=True)
                ]
                continue
        placements = [
            one.on_more_lines(in_lines[number], listed_rows[number], lines[number])
            if lines[number]
            else one.in_rows(listed_rows[number])
            for number, one in enumerate(packs)
        ]
        rows = [count + spare for count, spare in zip(rows, lines, strict=True)]
        return replace(layout, rows=tuple(rows), placements=tuple(placements), series_rows=tuple(series_rows))


def _series_rows(room: _Room, available: int, spare: int) -> list[int]:
    """Return the least rows of each band's series.

    They shrink where that leaves all events their names (`spare` rows are left beside those), or all bands in view
    (`available` are left beside the least). Where one scrolls anyway they need not.
    """
    count = sum(room.has_series)
    scrolls = room.moving_camera and count > available
    names_all = count <= spare < _SERIES_LEAST_ROWS * count
    least = 1 if not scrolls and (names_all or _SERIES_LEAST_ROWS * count > available) else _SERIES_LEAST_ROWS
    return [least * has_series for has_series in room.has_series]


def _least_rows(boxes: list[LabelBox], room: _Room) -> int:
    """Return the rows without which spans would lie on one another."""
    if not room.moving_camera:
        return least_rows(boxes, room.scale)
    return max(1, span_depth(boxes), span_depth(boxes, room.scale))


def least_height(rows: Sequence[int], row_height: float, metrics: TimelineMetrics) -> float:
    """Return the height of bands as near as they can stand."""
    beside = 2 * _LEAST_PADDING * metrics.band_padding + _LEAST_GAP * metrics.band_gap
    return sum(rows) * row_height + len(rows) * beside


def _rows_wanted(packs: PackedBoxes, room: _Room, least: int, most: int, *, is_large: bool) -> int:
    """Return the fewest rows that name as many events as `most`.

    A moving camera takes `most` then: nearer, there is more room for names.
    """
    count = len(packs.boxes)
    if is_large:
        return max(least, min(most, count, _ROWS_OF_CROWD if room.moving_camera else most))

    def names_all(rows: int) -> bool:
        placements = packs.in_rows(rows)
        return len(placements) == count and all(
            place.side != "none" and not place.wrapped for place in placements.values()
        )

    if room.moving_camera:
        return fewest_rows(least, most, names_all)
    most = max(least, min(most, count))  # no event needs more than a row of its own
    if names_all(least):
        return least
    if names_all(most):
        return fewest_rows(least, most, names_all)

    def named(rows: int) -> int:
        placements = packs.in_rows(rows)
        return sum(place.side != "none" for place in placements.values()) + len(placements)

    # If no height shows all labels, each further row shows more; events at one place are the exception.
    return bisect_left(range(most), named(most), lo=least, key=named)
