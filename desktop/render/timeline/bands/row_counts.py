"""Count the rows that tracks need, and share out those there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from desktop.render.timeline.bands.row_lines import break_names, lines_wanted
from desktop.timeline.label_box import LabelBox, Placement
from desktop.timeline.rows import Bounds, pack_rows

_SERIES_MOST_ROWS: Final = 6
_MORE_ROWS_OF_FILE: Final = 7
_SPACED_ROWS: Final = 2
_CHIP_PX: Final = 100.0  # about the width of a cluster with its gaps
_SHARE_OF_CUT: Final = 0.75
"""What a shortened name counts of a whole one."""


class PackedBoxes:
    """Packs a band's boxes, once for each number of rows.

    A search for the best layout asks for the same rows again and again.
    """

    def __init__(self, boxes: list[LabelBox], scale: float, bounds: Bounds) -> None:
        self.boxes = boxes
        self._scale = scale
        self._bounds = bounds
        self._placements: dict[int, dict[str, Placement]] = {0: {}}  # by the number of rows
        self._depth: int | None = None

    def in_rows(self, rows: int) -> dict[str, Placement]:
        """Return the placements in so many rows."""
        if rows not in self._placements:
            self._placements[rows] = pack_rows(self.boxes, self._scale, rows, bounds=self._bounds)
        return self._placements[rows]

    def on_more_lines(self, boxes: Sequence[LabelBox], rows: int, spare: int) -> dict[str, Placement]:
        """Return the placements with names of `boxes` on lines in `spare` rows."""
        if self._bounds is None:
            return self.in_rows(rows)
        return break_names(boxes, self.in_rows(rows), self._scale, self._bounds, spare)

    def lines_wanted(self, boxes: Sequence[LabelBox], rows: int) -> int:
        """Return the rows that names of `boxes` would need beside so many."""
        return lines_wanted(boxes, self.in_rows(rows), self._scale, self._bounds) if self._bounds else 0

    def overflows(self, rows: int) -> bool:
        """Return whether some box has no place in so many rows.

        Where more marks than rows lie at one moment that is sure before they are packed.
        """
        if rows not in self._placements:
            if self._depth is None:
                self._depth = _depth_of(box.mark_range(self._scale) for box in self.boxes)
            if self._depth > rows:
                return True
        return len(self.in_rows(rows)) < len(self.boxes)


def count_names(placements: Iterable[Placement]) -> float:
    """Return the number of names, where shortened ones count less."""
    return sum(_SHARE_OF_CUT if place.is_cut else 1.0 for place in placements if place.side != "none")


def labels_lost(
    placements: Sequence[Mapping[str, Placement]], boxes: Sequence[Sequence[LabelBox]], scale: float
) -> float:
    """Return about how many labels give way to clusters in the rows."""
    chips = {
        (number, (box.start + box.end) // 2 // max(1, round(_CHIP_PX * scale)))
        for number, (places, band_boxes) in enumerate(zip(placements, boxes, strict=True))
        for box in band_boxes
        if box.id not in places
    }
    return 0.7 * len(chips)


def deal_rows(wanted: Sequence[int], spare: int) -> list[int]:
    """Return what each track gets of spare rows, one at a time."""
    dealt = [0] * len(wanted)
    while spare > 0 and any(has < want for has, want in zip(dealt, wanted, strict=True)):
        for number, want in enumerate(wanted):
            if dealt[number] < want and spare > 0:
                dealt[number] += 1
                spare -= 1
    return dealt


def more_rows_of_files(rows: Sequence[int], is_file: Sequence[bool], available: int) -> list[int]:
    """Return the rows of tracks, with more for those of files.

    The higher the slide or the sheet, the more of their events have names; each row keeps twice the height that it needs.
    """
    wanted = [_MORE_ROWS_OF_FILE if one else 0 for one in is_file]
    more = deal_rows(wanted, available // _SPACED_ROWS - sum(rows))
    return [count + spare for count, spare in zip(rows, more, strict=True)]


def higher_series(series_rows: Sequence[float], spare: float) -> list[float]:
    """Return the rows of series, which share the spare ones."""
    count = sum(rows > 0 for rows in series_rows)
    if not count or spare <= 0.0:
        return list(series_rows)
    return [min(max(rows, _SERIES_MOST_ROWS), rows + spare / count) if rows else 0 for rows in series_rows]


def span_depth(boxes: Iterable[LabelBox], scale: float = 0.0) -> int:
    """Return the most bars that overlap at one moment.

    At the scale 0, that of the closest zoom, all spans are bars.
    """
    return _depth_of(box.mark_range(scale) for box in boxes if (box.is_span if scale == 0.0 else box.is_bar(scale)))


def _depth_of(ranges: Iterable[tuple[float, float]]) -> int:
    """Return the most ranges that overlap at one moment."""
    edges = [edge for start, end in ranges for edge in ((start, 1), (end, -1))]
    depth = deepest = 0
    for _, change in sorted(edges):  # an end comes before a start at the same moment
        depth += change
        deepest = max(deepest, depth)
    return deepest


def least_rows(boxes: Sequence[LabelBox], scale: float) -> int:
    """Return the fewest rows that hide no bar of a track.

    Where points lie on bars they have a row beside those.
    """
    edges = []
    for box in boxes:
        start, end = box.mark_range(scale)
        bar, point = (1, 0) if box.is_bar(scale) else (0, 1)
        edges += [(start, bar, point), (end, -bar, -point)]
    bars = points = 0
    least = 1
    for _, bar, point in sorted(edges, key=lambda edge: (edge[0], edge[1] + edge[2])):  # ends come before starts
        bars += bar
        points += point
        least = max(least, bars + (1 if bars and points else 0))
    return least


def allocate_rows(needed: Sequence[int], available: int, least: Sequence[int] = ()) -> list[int]:
    """Return the rows of each track; the largest give up first.

    No track gets less than its `least` rows, 1 if not given.
    """
    floors = list(least) or [1] * len(needed)
    allocated = [max(floor, rows) for floor, rows in zip(floors, needed, strict=True)]
    while sum(allocated) > available:
        spare = [(rows, number) for number, rows in enumerate(allocated) if rows > floors[number]]
        if not spare:
            break
        allocated[max(spare)[1]] -= 1
    return allocated


def fewest_rows(least: int, most: int, is_enough: Callable[[int], bool]) -> int:
    """Return the fewest rows that are enough, else the most.

    Most tracks need one or two and some forty: the steps double, then the last one is halved.
    """
    rows, too_few = least, least - 1
    while rows < most and not is_enough(rows):
        rows, too_few = 2 * rows - least + 1, rows
    if rows >= most and (least >= most or not is_enough(most)):
        return max(least, most)
    return bisect_left(range(most), x=True, lo=too_few + 1, hi=min(rows, most), key=is_enough)
