"""Rows of one track: which event stands in which row, on which side its label is, and who must do without.

Everything is reckoned in whole seconds at the coarsest scale of an octave of zoom, where things are closest together: what
has room there has room in the whole octave, wherever the window stands. Closer octaves keep what the coarser ones decided
and only add labels, so that neither panning nor zooming in ever moves an event to another row.
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
    """The widths of an event's mark, its label and its optional date.

    The mark goes from `start` to `end` (seconds) and `before` and `after` pixels beyond; `label` (with the space before it)
    and `more` are widths in pixels.
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
    """Where a piece stands: its row from the top, the side of its label ("none": a mark without), and whether all is said."""

    row: int
    side: Side
    shows_date: bool = False


@dataclass(slots=True)
class _Row:
    """Taken stretches of one row, in order and disjoint."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def is_free(self, start: int, end: int) -> bool:
        position = bisect_left(self.ends, start + 1)  # the first stretch that ends after `start`
        return position == len(self.starts) or self.starts[position] >= end

    def occupy(self, start: int, end: int) -> None:
        position = bisect_left(self.starts, start)
        self.starts.insert(position, start)
        self.ends.insert(position, end)


def octave(scale: float, base: float) -> int:
    """Return the octave of a scale (seconds a pixel), counted from `base`, the coarsest of octave 0."""
    # A window that comes back from a flight may miss its own scale by the last digit: that is no new octave.
    return math.ceil(math.log2(scale / base) - 1e-6)


def coarsest_scale(k: int, base: float) -> float:
    """Return the scale of an octave at which things are closest together, in seconds a pixel."""
    return math.ldexp(base, k)


def _occupied_range(box: LabelBox, side: Side, scale: float, *, with_date: bool = False) -> tuple[int, int]:
    """Return what a piece takes of its row, in seconds."""
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
    """Return the places of the pieces that find room in so many rows at `scale` seconds a pixel.

    The weightiest choose first, and of these the earliest. `kept` are places of a coarser scale that hold on, their bare
    marks perhaps with a label now. Labels stay inside `bounds` (seconds) where these are given. Pieces without
    room are missing from the answer.
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
    # Bare marks of a coarser scale hold their row: all of them take their own place before labels spread.
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
        elif new_placement is not _NO_ROOM:  # room only ever gets less: no need to ask again
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
    """Show the optional date of labels with free room behind them."""
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
    """Take room for a mark with its label, or return None, `_NOWHERE` where not even the mark has room.

    `held` is the row that its bare mark stands in already.
    """
    mark = _occupied_range(box, "none", scale)
    if held_row is not None:
        # Its own mark stands there: only the label's part must be free.
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
    """Return what a piece would take with its label on either side, as far as the label stays within the bounds."""
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
    """Return the finer places that remain at a coarser scale."""
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
