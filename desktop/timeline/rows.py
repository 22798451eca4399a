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
class Piece:
    """What has to find room: an event's mark, its label, and what may be said after that.

    The mark goes from `start` to `end` (seconds) and `before` and `after` pixels beyond; `label` (with the space before it)
    and `more` are widths in pixels.
    """

    id: str
    start: int
    end: int
    before: float
    after: float
    label: float
    weight: float = 1.0
    more: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: its row from the top, the side of its label ("none": a mark without), and whether all is said."""

    row: int
    side: Side
    full: bool = False


@dataclass(slots=True)
class _Row:
    """Taken stretches of one row, in order and disjoint."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        at = bisect_left(self.ends, start + 1)  # the first stretch that ends after `start`
        return at == len(self.starts) or self.starts[at] >= end

    def take(self, start: int, end: int) -> None:
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, end)


def octave(scale: float, base: float) -> int:
    """Return the octave of a scale (seconds a pixel), counted from `base`, the coarsest of octave 0."""
    # A window that comes back from a flight may miss its own scale by the last digit: that is no new octave.
    return math.ceil(math.log2(scale / base) - 1e-6)


def coarsest(k: int, base: float) -> float:
    """Return the scale of an octave at which things are closest together, in seconds a pixel."""
    return math.ldexp(base, k)


def _stretch(piece: Piece, side: Side, scale: float, *, full: bool = False) -> tuple[int, int]:
    """Return what a piece takes of its row, in seconds."""
    label = piece.label + (piece.more if full else 0.0)
    left = piece.before + (label if side == "left" else 0.0)
    right = piece.after + (label if side == "right" else 0.0)
    return piece.start - math.ceil(left * scale), piece.end + math.ceil(right * scale)


def pack(
    pieces: Iterable[Piece],
    scale: float,
    rows: int,
    *,
    kept: Mapping[str, Place] | None = None,
    bounds: tuple[int, int] | None = None,
) -> dict[str, Place]:
    """Return the places of the pieces that find room in so many rows at `scale` seconds a pixel.

    The weightiest choose first, and of these the earliest. `kept` are places of a coarser scale that hold on, their bare
    marks perhaps with a label now. Labels stay inside `bounds` (seconds) where these are given. Pieces without
    room are missing from the answer.
    """
    order = sorted(pieces, key=lambda piece: (-piece.weight, piece.start, piece.id))
    lines = [_Row() for _ in range(rows)]
    found: dict[str, Place] = {}
    kept = kept or {}
    later: list[Piece] = []
    for piece in order:
        place = kept.get(piece.id)
        if place is not None and place.row < rows and place.side != "none":
            lines[place.row].take(*_stretch(piece, place.side, scale, full=place.full))
            found[piece.id] = place
        else:
            later.append(piece)
    bare: list[Piece] = []
    # Bare marks of a coarser scale hold their row: all of them take their own place before labels spread.
    for piece in later:
        place = kept.get(piece.id)
        if place is not None and place.row < rows:
            lines[place.row].take(*_stretch(piece, "none", scale))
    for piece in later:
        held = kept.get(piece.id)
        new = _with_label(piece, lines, scale, held.row if held and held.row < rows else None, bounds)
        if new is None:
            bare.append(piece)
        elif new is not _NOWHERE:  # room only ever gets less: no need to ask again
            found[piece.id] = new
    for piece in bare:
        held = kept.get(piece.id)
        if held is not None and held.row < rows:
            found[piece.id] = Place(held.row, "none")
            continue
        stretch = _stretch(piece, "none", scale)
        for number, line in enumerate(lines):
            if line.free(*stretch):
                line.take(*stretch)
                found[piece.id] = Place(number, "none")
                break
    _say_more(order, found, lines, scale, bounds)
    return found


def _say_more(
    order: Sequence[Piece],
    found: dict[str, Place],
    lines: Sequence[_Row],
    scale: float,
    bounds: tuple[int, int] | None,
) -> None:
    """Let labels say all that they have to say where nothing stands behind them: only once every other has its place."""
    for piece in order:
        place = found.get(piece.id)
        if place is None or place.side == "none" or place.full:
            continue
        if piece.more > 0.0:
            short = _stretch(piece, place.side, scale)
            start, end = _stretch(piece, place.side, scale, full=True)
            if bounds is not None and (end > bounds[1] if place.side == "right" else start < bounds[0]):
                continue
            added = (short[1], end) if place.side == "right" else (start, short[0])
            if not lines[place.row].free(*added):
                continue
            lines[place.row].take(*added)
        found[piece.id] = Place(place.row, place.side, full=True)


def _with_label(
    piece: Piece, lines: Sequence[_Row], scale: float, held: int | None, bounds: tuple[int, int] | None
) -> Place | None:
    """Take room for a mark with its label, or return None, `_NOWHERE` where not even the mark has room.

    `held` is the row that its bare mark stands in already.
    """
    mark = _stretch(piece, "none", scale)
    if held is not None:
        # Its own mark stands there: only the label's part must be free.
        for side, start, end in _tries(piece, scale, bounds):
            beside = (mark[1], end) if side == "right" else (start, mark[0])
            if lines[held].free(*beside):
                lines[held].take(*beside)
                return Place(held, side)
        return None
    tries: list[tuple[Side, int, int]] | None = None
    for number, line in enumerate(lines):
        if not line.free(*mark):
            continue
        if tries is None:
            tries = _tries(piece, scale, bounds)
        for side, start, end in tries:
            if line.free(start, end):
                line.take(start, end)
                return Place(number, side)
    return _NOWHERE if tries is None else None


def _tries(piece: Piece, scale: float, bounds: tuple[int, int] | None) -> list[tuple[Side, int, int]]:
    """Return what a piece would take with its label on either side, as far as the label stays within the bounds."""
    found: list[tuple[Side, int, int]] = []
    for side in _SIDES:
        start, end = _stretch(piece, side, scale)
        if bounds is None or (end <= bounds[1] if side == "right" else start >= bounds[0]):
            found.append((side, start, end))
    return found


_SIDES: tuple[Side, Side] = ("right", "left")
_NOWHERE = Place(-1, "none")


def thin(pieces: Iterable[Piece], scale: float, rows: int, known: Mapping[str, Place]) -> dict[str, Place]:
    """Return what is left of known places at a coarser scale: rows stay, labels go where they would touch, then marks."""
    lines = [_Row() for _ in range(rows)]
    found: dict[str, Place] = {}
    for piece in sorted(pieces, key=lambda piece: (-piece.weight, piece.start, piece.id)):
        place = known.get(piece.id)
        if place is None or place.row >= rows:
            continue
        tries = [place, Place(place.row, place.side), Place(place.row, "none")]
        for one in tries if place.full else tries[1:]:
            stretch = _stretch(piece, one.side, scale, full=one.full)
            if lines[place.row].free(*stretch):
                lines[place.row].take(*stretch)
                found[piece.id] = one
                break
    return found


def share_rows(needed: Sequence[int], room: int) -> list[int]:
    """Return how many rows each track gets where there is room for `room` in all: the greediest give up first."""
    given = [max(1, rows) for rows in needed]
    while sum(given) > room and max(given, default=1) > 1:
        most = max(given)
        last = len(given) - 1 - given[::-1].index(most)
        given[last] -= 1
    return given
