"""Many events of one track: exact counts and the weightiest ones of any stretch of time, in time that hardly grows with them.

Starts are kept sorted, so that what begins in a stretch is two binary searches away. Every block of 4,096 events knows its
64 weightiest: the weightiest few of any stretch are among those of its blocks.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.camera import Window

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_BLOCK: Final = 4096
MOST: Final = 64
"""How many of the weightiest can be asked for at once."""


class Index:
    """Events by their seconds: `starts` and `ends` (exclusive; at least a second later), and what they weigh.

    All arrays are of one length; the events may come in any order and are known by their number in it.
    """

    def __init__(self, starts: Ints, ends: Ints, weights: Floats | None = None) -> None:
        if starts.shape != ends.shape or (weights is not None and weights.shape != starts.shape):
            raise ValueError("starts, ends and weights must be of one length")
        count = len(starts)
        self.order: NDArray[np.uint32] | None = None
        if count > 1 and bool(np.any(starts[1:] < starts[:-1])):
            # Seconds are whole numbers: numpy's stable sort of them is a radix sort on what is narrow enough.
            order = np.argsort(starts, kind="stable").astype(np.uint32)
            starts, ends = starts[order], ends[order]
            weights = weights[order] if weights is not None else None
            self.order = order
        self.starts: Ints = np.ascontiguousarray(starts, np.int64)
        # Nothing is over before it began: an event lasts a second at least, so that it is in exactly one stretch of time.
        self.ends: Ints = np.maximum(ends, self.starts + 1)
        sorted_already = count < 2 or not bool(np.any(self.ends[1:] < self.ends[:-1]))
        self._ends_in_order: Ints = self.ends if sorted_already else np.sort(self.ends)
        self._rank = _ranks(weights, count)
        self._blocks = _block_tops(self._rank)

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def extent(self) -> tuple[int, int]:
        """Return the first start and the last end; (0, 0) without events."""
        if not len(self.starts):
            return 0, 0
        return int(self.starts[0]), int(max(self._ends_in_order[-1], self.starts[-1]))

    @property
    def bytes(self) -> int:
        """Return how much memory the index takes."""
        arrays = {id(one): one for one in (self.starts, self.ends, self._ends_in_order, self._rank, self._blocks)}
        return sum(one.nbytes for one in arrays.values()) + (self.order.nbytes if self.order is not None else 0)

    def before(self, instant: int) -> int:
        """Return how many events are over at an instant."""
        return int(np.searchsorted(self._ends_in_order, instant, "right"))

    def after(self, instant: int) -> int:
        """Return how many events begin at an instant or later."""
        return len(self.starts) - int(np.searchsorted(self.starts, instant, "left"))

    def within(self, first: int, last: int) -> tuple[int, int]:
        """Return the places, in order of time, of the events that begin from `first` to before `last`."""
        low, high = np.searchsorted(self.starts, (first, last), "left")
        return int(low), int(high)

    def going_on(self, instant: int) -> int:
        """Return how many events began before an instant and are not over then."""
        return int(np.searchsorted(self.starts, instant, "left")) - self.before(instant)

    def columns(self, first: int, step: int, count: int, window: tuple[int, int]) -> Ints:
        """Return how many events begin in each of `count` columns of `step` seconds from `first` on, within a window."""
        edges = np.arange(first, first + step * (count + 1), step, dtype=np.int64)
        np.maximum(edges, window[0], out=edges)
        np.minimum(edges, window[1], out=edges)
        places = self.starts.searchsorted(edges, "left")
        return places[1:] - places[:-1]

    def weightiest(self, low: int, high: int, most: int) -> list[int]:
        """Return the places of the `most` (up to `MOST`) weightiest events among the places low to high, in time."""
        most = min(most, MOST)
        if high - low <= most:
            return list(range(low, high))
        first, last = -(-low // _BLOCK), high // _BLOCK
        if last > first:
            whole = self._blocks[first:last].ravel()
            chosen = np.concatenate(
                (np.arange(low, first * _BLOCK), whole[whole < len(self.starts)], np.arange(last * _BLOCK, high))
            )
        else:
            chosen = np.arange(low, high)
        if len(chosen) > most:
            chosen = chosen[np.argpartition(self._rank[chosen], len(chosen) - most)[-most:]]
        return sorted(int(one) for one in chosen)

    def number(self, place: int) -> int:
        """Return the number that the event at a place had when it came."""
        return place if self.order is None else int(self.order[place])

    def rank(self, place: int) -> float:
        """Return the weight that decides: no two events have the same, and it does not change with the window."""
        return float(self._rank[place])


def boxes(
    counts: Ints, first: int, step: int, view: Window, plot: tuple[float, float], foot: float, room: float, highest: int
) -> list[float]:
    """Return (x, y, width, height) of each column that is not empty, one after the other, in pixels.

    Column `k` begins `first + k · step` seconds; `plot` is where the window lies (x, width). Heights follow the root of the
    counts, `room` for the highest: a lone event is seen beside a thousand, and a thousand beside a million.
    """
    places = counts.nonzero()[0]
    left, width = plot
    scale = width / view.span
    # The first column may begin an age before the window: only differences from its start become floats.
    begin = (first - view.start - view.offset) * scale + left
    edges = np.stack((places, places + 1)) * (step * scale) + begin
    np.rint(edges, out=edges)
    np.maximum(edges, left, out=edges)
    np.minimum(edges, left + width, out=edges)
    made = np.empty((len(places), 4))
    made[:, 0] = edges[0]
    made[:, 2] = edges[1] - edges[0]
    seen = made[:, 2] > 0.0
    made[:, 2] -= 1.0
    np.maximum(made[:, 2], 1.0, out=made[:, 2])
    high = np.sqrt(counts[places] / max(1, highest)) * room
    np.maximum(high, 1.5, out=high)
    np.minimum(high, room, out=high)
    made[:, 1] = foot - high
    made[:, 3] = high
    found: list[float] = made[seen].ravel().tolist()
    return found


def _ranks(weights: Floats | None, count: int) -> Floats:
    """Return weights with a fraction added that spreads equal ones evenly over time, the same at each start."""
    mixed = (np.arange(count, dtype=np.uint32) * np.uint32(2_654_435_761)).astype(np.float32)
    mixed *= np.float32(0.9 / 2**32)
    return mixed if weights is None else mixed + weights.astype(np.float32)


def _block_tops(rank: Floats) -> NDArray[np.uint32]:
    """Return, for each whole block, the places of its weightiest events."""
    blocks = len(rank) // _BLOCK
    if not blocks:
        return np.zeros((0, MOST), np.uint32)
    square = rank[: blocks * _BLOCK].reshape(blocks, _BLOCK)
    tops = np.argpartition(square, _BLOCK - MOST, axis=1)[:, -MOST:].astype(np.uint32)
    return tops + (np.arange(blocks, dtype=np.uint32) * np.uint32(_BLOCK))[:, None]
