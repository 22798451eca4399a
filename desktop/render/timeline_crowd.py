"""Tracks with more events than can be listed: every one is counted, and the weightiest that have room are shown.

Time is cut into columns of a power of two seconds, a few pixels wide, and into tiles of 256 columns. A tile decides once
for each octave of zoom which of its events stand in rows; the rest are counted in its columns. As columns and tiles are
fixed in time and not to the window, nothing changes while the camera pans.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop.render.timeline_look import Look
from desktop.render.timeline_marks import Mark
from desktop.timeline.rows import Piece, Place, pack

if TYPE_CHECKING:
    from desktop.timeline.index import Index

TILE: Final = 256
"""How many columns a tile has."""

COLUMN: Final = 3.0
"""The least width of a column, in pixels; the most is twice that."""

_SHOWN: Final = 40  # events of a tile that may stand in rows
_KEPT: Final = 400  # tiles that are remembered


class Tile:
    """The events of a tile that stand in rows: their marks, places, and the columns they are taken out of."""

    __slots__ = ("marks", "places")

    def __init__(self, marks: list[tuple[Mark, int]], places: dict[str, Place]) -> None:
        self.marks = marks  # with the second at which each begins
        self.places = places


class Crowd:
    """The events of a track as an index, and how one of them becomes a mark when it is shown."""

    def __init__(self, index: Index, mark: Callable[[int], Mark]) -> None:
        self.index = index
        self.mark = mark
        self._tiles: OrderedDict[tuple[object, ...], Tile] = OrderedDict()
        self._highest: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.index)

    def step(self, seconds_per_pixel: float) -> int:
        """Return the width of a column in seconds: the power of two that is at least `COLUMN` pixels."""
        return 1 << max(0, math.ceil(math.log2(max(1e-9, COLUMN * seconds_per_pixel))))

    def tile(self, number: int, step: int, rows: int, look: Look, mode: str) -> Tile:
        """Return a tile's events in rows, decided at the scale at which they are closest together in this octave."""
        key = (number, step, rows, look.size, mode)
        found = self._tiles.get(key)
        if found is None:
            found = self._make(number, step, rows, look, mode)
            self._tiles[key] = found
            if len(self._tiles) > _KEPT:
                self._tiles.popitem(last=False)
        else:
            self._tiles.move_to_end(key)
        return found

    def _make(self, number: int, step: int, rows: int, look: Look, mode: str) -> Tile:
        # Imported here: a slide with a small story is on the screen before anything needs crowds.
        from desktop.render.timeline_plan import piece_of

        index = self.index
        first, last = number * step * TILE, (number + 1) * step * TILE
        low, high = index.within(first, last)
        pieces: list[Piece] = []
        marks: dict[str, tuple[Mark, int]] = {}
        for place in index.weightiest(low, high, _SHOWN):
            mark = self.mark(index.number(place))
            marks[mark.id] = (mark, int(index.starts[place]))
            pieces.append(piece_of(mark, mode, look, labels=True, weight=index.rank(place)))
        places = pack(pieces, step / COLUMN, rows, bounds=(first, last))
        return Tile([marks[name] for name in places], places)

    def counts(self, number: int, step: int, tile: Tile, window: tuple[int, int]) -> list[int]:
        """Return how many events of a tile begin in each of its columns within a window, without those in rows."""
        first = number * step * TILE
        counts = self.index.columns(first, step, TILE, window)
        for _, start in tile.marks:
            if window[0] <= start < window[1]:
                counts[(start - first) // step] -= 1
        if len(counts):
            self._highest[step] = max(self._highest.get(step, 1), int(counts.max()))
        found: list[int] = counts.tolist()
        return found

    def highest(self, step: int) -> int:
        """Return the highest count of a column seen at a step: what all columns of that octave are measured by."""
        return self._highest.get(step, 1)
