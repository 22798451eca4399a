"""Tracks with more events than can be listed: every one is counted, and the weightiest that have room are shown.

Time is cut into columns of a power of two seconds, a few pixels wide, and into tiles of 256 columns. A tile decides once
for each octave of zoom which of its events stand in rows; the rest are counted in its columns. As columns and tiles are
fixed in time and not to the window, nothing changes while the camera pans.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from desktop.render.text import measure
from desktop.render.timeline.marks import Mark
from desktop.render.timeline.metrics import Look
from desktop.render.timeline.shapes import reach
from desktop.timeline.rows import Piece, Place, pack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop.timeline.index import Index, Ints

TILE: Final = 256
"""How many columns a tile has."""

COLUMN: Final = 3.5
"""The least width of a column, in pixels; the most is twice that."""

_SHOWN: Final = 18  # events of a tile that may have a label
_KEPT: Final = 400  # tiles that are remembered
_NEW: Final = 2  # tiles that are made in one frame while the camera moves: a tile takes half a millisecond or more
_FIRST: Final = 32  # tiles of the first frame of all: nothing moves yet, and labels that drop in would be seen


class Tile:
    """The events of a tile that stand in rows: their marks, places, and the columns they are taken out of."""

    __slots__ = ("marks", "places")

    def __init__(self, marks: list[tuple[Mark, int]], places: dict[str, Place]) -> None:
        self.marks = marks  # with the second at which each begins
        self.places = places


NO_TILE: Final = Tile([], {})


class Crowd:
    """The events of a track as an index, and how one of them becomes a mark when it is shown."""

    def __init__(
        self, index: Index, mark: Callable[[int], Mark], search: Callable[[str], NDArray[np.uint32]] | None = None
    ) -> None:
        self.index = index
        self.mark = mark
        self.search = search  # words → the numbers of the events that have them, in order of time
        self._tiles: OrderedDict[tuple[object, ...], Tile] = OrderedDict()
        self._highest: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.index)

    def tile(self, number: int, step: int, rows: int, look: Look, purse: Purse) -> Tile:
        """Return a tile's events in rows, decided at the scale at which they are closest together in this octave.

        With an empty purse a tile that is not known yet stays empty: all its events are counted for the moment.
        """
        key = (number, step, rows, look.size)
        found = self._tiles.get(key)
        if found is None:
            if not purse.spend():
                return NO_TILE
            found = self._make(number, step, rows, look)
            self._tiles[key] = found
            if len(self._tiles) > _KEPT:
                self._tiles.popitem(last=False)
        else:
            self._tiles.move_to_end(key)
        return found

    def find(self, name: str) -> Mark | None:
        """Return an event that is or was lately shown by its id."""
        for tile in reversed(self._tiles.values()):
            if name in tile.places:
                return next(mark for mark, _ in tile.marks if mark.id == name)
        return None

    def _make(self, number: int, step: int, rows: int, look: Look) -> Tile:
        index = self.index
        first, last = number * step * TILE, (number + 1) * step * TILE
        low, high = index.within(first, last)
        pieces: list[Piece] = []
        marks: dict[str, tuple[Mark, int]] = {}
        for place in index.weightiest(low, high, _SHOWN):
            mark = self.mark(index.number(place))
            piece = _piece(mark, look, index.rank(place))
            # What reaches beyond its tile would lie across the rows of the next one: it is counted.
            if piece.start >= first and piece.end <= last:
                marks[mark.id] = (mark, int(index.starts[place]))
                pieces.append(piece)
        places = pack(pieces, step / COLUMN, rows, bounds=(first, last))
        # A bare mark says no more than the column that it is counted in.
        named = {
            name: Place(place.row, place.side)
            for name, place in places.items()
            if place.side != "none" or high - low <= _SHOWN
        }
        return Tile([marks[name] for name in named], named)

    def counts(self, first: int, step: int, count: int, shown: Iterable[int], window: tuple[int, int]) -> Ints:
        """Return how many events begin in each of `count` columns from the second `first` on, within a window.

        Those that are `shown`, given by when they begin, are taken out.
        """
        counts = self.index.columns(first, step, count, window)
        for start in shown:
            if window[0] <= start < window[1]:
                counts[(start - first) // step] -= 1
        self._highest[step] = max(self._highest.get(step, 1), int(counts.max()))
        return counts

    def highest(self, step: int) -> int:
        """Return the highest count of a column seen at a step: what all columns of that octave are measured by."""
        return self._highest.get(step, 1)


class Purse:
    """What a frame may spend on tiles that nobody has seen yet; a camera that stands still has all it needs."""

    __slots__ = ("_left", "empty")

    def __init__(self, *, moving: bool, first: bool = False) -> None:
        self._left = (_FIRST if first else _NEW) if moving else 1_000_000
        self.empty = False

    def spend(self) -> bool:
        """Take one, or return that nothing is left."""
        if self._left <= 0:
            self.empty = True
            return False
        self._left -= 1
        return True


def _piece(mark: Mark, look: Look, weight: float) -> Piece:
    """Return what a mark with its title needs; dates are left to the card, their words would cost more than they say."""
    before, after = reach(mark.form, look.radius, look.bar)
    half = look.apart / 2
    return Piece(
        mark.id,
        mark.first,
        mark.last,
        before + half,
        after + half,
        measure(mark.title, look.title) + look.space,
        weight,
    )
