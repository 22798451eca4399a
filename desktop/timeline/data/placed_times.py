"""Shows instants at their places on a logarithmic axis, without a copy.

Places are computed where they are asked for. What is later lies farther on the axis too, so that a place is found among
the instants themselves: an axis that changes with a word of the story costs nothing, whether a file has a thousand events
or fifty million.
"""

from __future__ import annotations

import math
from typing import Final, Literal, overload

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.log_axis import E_FOLD, FARTHEST, LogAxis

_Ints = NDArray[np.int64]
_TOLERANCE: Final = 2.0**-40  # of a distance: by less than that an instant and its place on the axis disagree


class PlacedTimes:
    """Reads an array of seconds as seconds of an axis.

    With `are_ends` each is the end of an event, which lasts at least a second of the axis: it lies right behind its last
    second. `searchsorted` needs the array in order.
    """

    __slots__ = ("_are_ends", "_axis", "_times")

    def __init__(self, times: _Ints, axis: LogAxis, *, are_ends: bool = False) -> None:
        self._times = times
        self._axis = axis
        self._are_ends = are_ends

    def __len__(self) -> int:
        return len(self._times)

    def __array__(self, dtype: type | None = None, copy: bool | None = None) -> _Ints:
        """Return all places."""
        return self[np.arange(len(self))]

    @property
    def nbytes(self) -> int:
        """Return 0: the array is that of another."""
        return 0

    @overload
    def __getitem__(self, key: int) -> np.int64: ...
    @overload
    def __getitem__(self, key: slice) -> PlacedTimes: ...
    @overload
    def __getitem__(self, key: NDArray[np.integer]) -> _Ints: ...
    def __getitem__(self, key: int | slice | NDArray[np.integer]) -> np.int64 | PlacedTimes | _Ints:
        """Return the place of one instant or more."""
        if isinstance(key, slice):
            return PlacedTimes(self._times[key], self._axis, are_ends=self._are_ends)
        shift = int(self._are_ends)
        places = self._axis.places_of(np.asarray(self._times[key]) - shift) + shift
        return places if isinstance(key, np.ndarray) else np.int64(places)

    @overload
    def searchsorted(self, places: int, side: Literal["left", "right"] = "left") -> np.intp: ...
    @overload
    def searchsorted(
        self, places: _Ints | tuple[int, ...], side: Literal["left", "right"] = "left"
    ) -> NDArray[np.intp]: ...
    def searchsorted(
        self, places: int | tuple[int, ...] | _Ints, side: Literal["left", "right"] = "left"
    ) -> np.intp | NDArray[np.intp]:
        """Return where places belong among all, as an array of numpy does."""
        wanted = np.atleast_1d(np.asarray(places, np.int64))
        low, high = self._range_of(wanted)
        while (unsure := np.flatnonzero(low < high)).size:
            middle = (low[unsure] + high[unsure]) // 2
            found = self[middle]
            is_before = found < wanted[unsure] if side == "left" else found <= wanted[unsure]
            low[unsure[is_before]] = middle[is_before] + 1
            high[unsure[~is_before]] = middle[~is_before]
        return np.intp(low[0]) if isinstance(places, int) else low

    def _range_of(self, places: _Ints) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the first and last position at which each place may belong."""
        axis, farthest = self._axis, math.log(FARTHEST)
        folds = np.abs(places) / E_FOLD
        distances = axis.least * np.expm1(np.minimum(folds, farthest))
        np.minimum(distances, float(FARTHEST), out=distances)
        slack = (distances * _TOLERANCE).astype(np.int64) + 2
        instants = axis.now + np.copysign(distances, places).astype(np.int64) + int(self._are_ends)
        low = self._times.searchsorted(instants - slack, "left")
        high = self._times.searchsorted(instants + slack, "right")
        beyond = folds >= farthest  # no instant is known to lie there
        low[beyond & (places < 0)] = 0
        high[beyond & (places > 0)] = len(self._times)
        return low, high


Instants = _Ints | PlacedTimes
"""Many seconds, in an array or seen on an axis."""


def placed(times: Instants, axis: LogAxis, *, are_ends: bool = False) -> PlacedTimes:
    """Return the places of the seconds of an array."""
    assert isinstance(times, np.ndarray)
    return PlacedTimes(times, axis, are_ends=are_ends)
