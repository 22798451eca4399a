"""Breaks names without room on one line, where rows are left.

A row whose names have two lines is as high as two: all of its marks stand in the middle of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.timeline.label_box import LabelBox, Placement, Side, rounded_up

Bounds = tuple[float, float]
"""The seconds in which labels stand."""


def break_names(
    boxes: Sequence[LabelBox], placements: dict[str, Placement], scale: float, bounds: Bounds, spare: int
) -> dict[str, Placement]:
    """Return placements with names that were cut or missing on more lines.

    `spare` rows may be added; the weightiest names have them first. `scale` is in seconds per pixel.
    """
    if spare <= 0:
        return placements
    breaking = _Breaking(boxes, placements, scale, bounds, spare)
    return breaking.moved() if breaking.lines_of else placements


def lines_wanted(boxes: Sequence[LabelBox], placements: dict[str, Placement], scale: float, bounds: Bounds) -> int:
    """Return the rows that would be added for all such names."""
    return sum(lines - 1 for lines in _Breaking(boxes, placements, scale, bounds, len(boxes) * 2).lines_of_row.values())


class _Breaking:
    """Chooses lines for names, and heights for their rows."""

    def __init__(
        self, boxes: Sequence[LabelBox], placements: dict[str, Placement], scale: float, bounds: Bounds, spare: int
    ) -> None:
        self.placements = placements
        self.lines_of: dict[str, tuple[int, Side]] = {}
        self.lines_of_row: dict[int, int] = {}
        self._scale = scale
        self._bounds = bounds
        self._taken: dict[int, dict[str, tuple[float, float]]] = {}  # of each row, by event id
        placed = [box for box in boxes if box.id in placements]
        for box in placed:
            placement = placements[box.id]
            self._taken.setdefault(placement.row, {})[box.id] = self._range_in(box, placement)
        for box in sorted(placed, key=lambda one: (-one.weight, one.start, one.id)):
            placement = placements[box.id]
            if not placement.is_cut and placement.side != "none":
                continue
            lines, side = self._choose(box, placement)
            has = self.lines_of_row.get(placement.row, 1)
            if not lines or lines - has > spare:
                continue
            spare -= max(0, lines - has)
            self.lines_of_row[placement.row] = max(lines, has)
            self.lines_of[box.id] = lines, side
            self._taken[placement.row][box.id] = self._range_in(box, Placement(0, side, wrapped=lines))

    def _range_in(self, box: LabelBox, placement: Placement) -> tuple[float, float]:
        """Return what a mark and its label take, doubtful ends included."""
        (start, end), (first, last) = box.occupied_range(placement, self._scale), box.drawn_range(self._scale)
        start, end = min(start, first), max(end, last)
        if placement.is_cut:
            return (start, self._bounds[1]) if placement.side == "right" else (self._bounds[0], end)
        return start, end

    def _choose(self, box: LabelBox, placement: Placement) -> tuple[int, Side]:
        """Return the fewest lines in which a name has room, and where."""
        start, end = box.drawn_range(self._scale)
        others = [taken for name, taken in self._taken[placement.row].items() if name != box.id]
        sides: tuple[Side, ...] = ("left", "right") if placement.side == "left" else ("right", "left")
        for lines in (2, 3):
            width = box.label_width(lines)
            if not width:
                continue
            width += box.gap_px if box.is_bar(self._scale) else 0.0
            width *= self._scale
            for side in sides:
                if side == "right":
                    low, high = end, end + rounded_up(width, self._scale, end)
                else:
                    low, high = start - rounded_up(width, self._scale, start), start
                inside = self._bounds[0] <= low and high <= self._bounds[1]
                if inside and not any(first < high and low < last for first, last in others):
                    return lines, side
        return 0, "none"

    def moved(self) -> dict[str, Placement]:
        """Return the placements with rows moved down by those added above."""
        added = 0
        first_of_row = {}
        for row in sorted(self._taken):
            first_of_row[row] = row + added
            added += self.lines_of_row.get(row, 1) - 1
        moved = {}
        for name, placement in self.placements.items():
            place = replace(
                placement, row=first_of_row[placement.row], row_count=self.lines_of_row.get(placement.row, 1)
            )
            if name in self.lines_of:
                lines, side = self.lines_of[name]
                place = replace(place, side=side, wrapped=lines, is_cut=False)
            moved[name] = place
        return moved
