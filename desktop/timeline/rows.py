"""Assign the events of one track to rows and label sides.

Everything is computed in whole seconds at the coarsest scale of an octave of zoom, where marks are closest together:
what has room there has room in the whole octave, wherever the window is. Finer octaves keep the rows of the coarser
ones and only add labels, so that neither panning nor zooming in ever moves an event to another row.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Literal

from desktop.fast_dataclass import dataclass

Side = Literal["right", "left", "none"]


@dataclass(frozen=True, slots=True)
class LabelBox:
    """Holds the time span of a mark and its label's widths.

    The mark goes from `start` to `end` (seconds), and `before_px` and `after_px` pixels beyond. `label_px` (with the
    space before it) and `date_px` (the optional date) are widths in pixels.
    """

    id: str
    start: int
    end: int
    before_px: float
    after_px: float
    label_px: float
    weight: float = 1.0
    date_px: float = 0.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Says where a mark is drawn and how it is labelled.

    `row` counts from the top; the side "none" is a mark without a label; `shows_date` is for the optional date.
    """

    row: int
    side: Side
    shows_date: bool = False


@dataclass(slots=True)
class _Row:
    """Holds the occupied ranges of one row, in order and disjoint."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def is_free(self, start: int, end: int) -> bool:
        position = bisect_left(self.ends, start + 1)  # the first range that ends after `start`
        return position == len(self.starts) or self.starts[position] >= end

    def occupy(self, start: int, end: int) -> None:
        position = bisect_left(self.starts, start)
        self.starts.insert(position, start)
        self.ends.insert(position, end)


def octave(scale: float, base: float) -> int:
    """Return the octave of a scale (seconds per pixel).

    `base` is the coarsest scale of octave 0.
    """
    # After a flight the scale may differ from the planned one in its last digit: that is no new octave.
    return math.ceil(math.log2(scale / base) - 1e-6)


def coarsest_scale(k: int, base: float) -> float:
    """Return the coarsest scale of an octave, in seconds per pixel."""
    return math.ldexp(base, k)


def _occupied_range(box: LabelBox, side: Side, scale: float, *, with_date: bool = False) -> tuple[int, int]:
    """Return the range of its row that a mark occupies, in seconds."""
    label = box.label_px + (box.date_px if with_date else 0.0)
    left = box.before_px + (label if side == "left" else 0.0)
    right = box.after_px + (label if side == "right" else 0.0)
    return box.start - math.ceil(left * scale), box.end + math.ceil(right * scale)


def pack_rows(
    boxes: Iterable[LabelBox],
    scale: float,
    rows: int,
    *,
    coarser: Mapping[str, Placement] | None = None,
    bounds: tuple[int, int] | None = None,
) -> dict[str, Placement]:
    """Return the placements of the boxes that have room.

    There are `rows` rows, and `scale` is in seconds per pixel. The boxes with the greatest weight choose first, and
    among equal weights the earliest. `coarser` are placements at a coarser scale: they stay, and their marks without a
    label may get one. Labels stay inside `bounds` (seconds) if these are given. Boxes without room are missing from the
    result.
    """
    order = sorted(boxes, key=lambda piece: (-piece.weight, piece.start, piece.id))
    lines = [_Row() for _ in range(rows)]
    placements: dict[str, Placement] = {}
    coarser = coarser or {}
    unplaced: list[LabelBox] = []
    for box in order:
        placement = coarser.get(box.id)
        if placement is not None and placement.row < rows and placement.side != "none":
            lines[placement.row].occupy(*_occupied_range(box, placement.side, scale, with_date=placement.shows_date))
            placements[box.id] = placement
        else:
            unplaced.append(box)
    unlabelled: list[LabelBox] = []
    # Marks without a label at a coarser scale keep their row: all of them occupy it before any new label does.
    for box in unplaced:
        placement = coarser.get(box.id)
        if placement is not None and placement.row < rows:
            lines[placement.row].occupy(*_occupied_range(box, "none", scale))
    for box in unplaced:
        coarser_placement = coarser.get(box.id)
        new_placement = _place_with_label(
            box,
            lines,
            scale,
            coarser_placement.row if coarser_placement and coarser_placement.row < rows else None,
            bounds,
        )
        if new_placement is None:
            unlabelled.append(box)
        elif new_placement is not _NO_ROOM:  # without room now, there is none later: rows only fill up
            placements[box.id] = new_placement
    for box in unlabelled:
        coarser_placement = coarser.get(box.id)
        if coarser_placement is not None and coarser_placement.row < rows:
            placements[box.id] = Placement(coarser_placement.row, "none")
            continue
        stretch = _occupied_range(box, "none", scale)
        for number, line in enumerate(lines):
            if line.is_free(*stretch):
                line.occupy(*stretch)
                placements[box.id] = Placement(number, "none")
                break
    _add_dates(order, placements, lines, scale, bounds)
    return placements


def _add_dates(
    order: Sequence[LabelBox],
    placements: dict[str, Placement],
    lines: Sequence[_Row],
    scale: float,
    bounds: tuple[int, int] | None,
) -> None:
    """Add the optional date to labels with free room behind them."""
    for box in order:
        placement = placements.get(box.id)
        if placement is None or placement.side == "none" or placement.shows_date:
            continue
        if box.date_px > 0.0:
            without_date = _occupied_range(box, placement.side, scale)
            start, end = _occupied_range(box, placement.side, scale, with_date=True)
            if bounds is not None and (end > bounds[1] if placement.side == "right" else start < bounds[0]):
                continue
            added = (without_date[1], end) if placement.side == "right" else (start, without_date[0])
            if not lines[placement.row].is_free(*added):
                continue
            lines[placement.row].occupy(*added)
        placements[box.id] = Placement(placement.row, placement.side, shows_date=True)


def _place_with_label(
    box: LabelBox, lines: Sequence[_Row], scale: float, held_row: int | None, bounds: tuple[int, int] | None
) -> Placement | None:
    """Place a mark with a label, and return its placement.

    `held_row` is the row that the mark without label occupies already. Returns None if only the label has no room,
    `_NO_ROOM` if the mark has none either.
    """
    mark = _occupied_range(box, "none", scale)
    if held_row is not None:
        # The row holds the mark already: only the range of the label must be free.
        for side, start, end in _candidates(box, scale, bounds):
            label_range = (mark[1], end) if side == "right" else (start, mark[0])
            if lines[held_row].is_free(*label_range):
                lines[held_row].occupy(*label_range)
                return Placement(held_row, side)
        return None
    candidates: list[tuple[Side, int, int]] | None = None
    for number, line in enumerate(lines):
        if not line.is_free(*mark):
            continue
        if candidates is None:
            candidates = _candidates(box, scale, bounds)
        for side, start, end in candidates:
            if line.is_free(start, end):
                line.occupy(start, end)
                return Placement(number, side)
    return _NO_ROOM if candidates is None else None


def _candidates(box: LabelBox, scale: float, bounds: tuple[int, int] | None) -> list[tuple[Side, int, int]]:
    """Return the ranges of a labelled mark for each possible side.

    A side is possible if the label stays within the bounds.
    """
    candidates: list[tuple[Side, int, int]] = []
    for side in _SIDES:
        start, end = _occupied_range(box, side, scale)
        if bounds is None or (end <= bounds[1] if side == "right" else start >= bounds[0]):
            candidates.append((side, start, end))
    return candidates


_SIDES: tuple[Side, Side] = ("right", "left")
_NO_ROOM = Placement(-1, "none")


def drop_labels(
    boxes: Iterable[LabelBox], scale: float, rows: int, finer: Mapping[str, Placement]
) -> dict[str, Placement]:
    """Return the placements of a finer scale that fit a coarser one."""
    lines = [_Row() for _ in range(rows)]
    placements: dict[str, Placement] = {}
    for box in sorted(boxes, key=lambda piece: (-piece.weight, piece.start, piece.id)):
        placement = finer.get(box.id)
        if placement is None or placement.row >= rows:
            continue
        candidates = [placement, Placement(placement.row, placement.side), Placement(placement.row, "none")]
        for candidate in candidates if placement.shows_date else candidates[1:]:
            stretch = _occupied_range(box, candidate.side, scale, with_date=candidate.shows_date)
            if lines[placement.row].is_free(*stretch):
                lines[placement.row].occupy(*stretch)
                placements[box.id] = candidate
                break
    return placements


def allocate_rows(needed: Sequence[int], available: int) -> list[int]:
    """Return the rows of each track; the largest give up first."""
    allocated = [max(1, rows) for rows in needed]
    while sum(allocated) > available and max(allocated, default=1) > 1:
        most = max(allocated)
        greediest = len(allocated) - 1 - allocated[::-1].index(most)
        allocated[greediest] -= 1
    return allocated
