"""What a search found, in order of time: events that are listed, and those of crowds by their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.fast_dataclass import dataclass
from desktop.story.model import Story
from desktop.timeline.axis_breaks import Fold
from desktop.timeline.index import Index

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Match:
    """One event that was found: by its id where it is listed, else by its track and its number there."""

    id: str = ""
    track: str = ""
    number: int = -1


class Matches:
    """All that was found: `listed` are (start, id) in seconds and in time; `crowds` by track the index and the numbers found."""

    def __init__(
        self, listed: Sequence[tuple[int, str]] = (), crowds: Mapping[str, tuple[Index, Numbers]] | None = None
    ) -> None:
        self.ids = tuple(name for _, name in listed)
        self._tracks = [track for track, (_, numbers) in (crowds or {}).items() if len(numbers)]
        self.crowds = {track: _part(*(crowds or {})[track]) for track in self._tracks}
        self._numbers = [(crowds or {})[track][1] for track in self._tracks]
        self._order: NDArray[np.int64] | None = None
        if self._tracks:
            starts = [np.array([start for start, _ in listed], np.int64)]
            starts += [(crowds or {})[track][0].starts[numbers] for track, numbers in self._pairs()]
            self._order = np.argsort(np.concatenate(starts), kind="stable")

    def _pairs(self) -> list[tuple[str, Numbers]]:
        return list(zip(self._tracks, self._numbers, strict=True))

    def __len__(self) -> int:
        return len(self.ids) + sum(len(numbers) for numbers in self._numbers)

    def __getitem__(self, place: int) -> Match:
        """Return the match at a place in time."""
        at = place if self._order is None else int(self._order[place])
        if at < len(self.ids):
            return Match(self.ids[at])
        at -= len(self.ids)
        for track, numbers in self._pairs():
            if at < len(numbers):
                return Match(track=track, number=int(numbers[at]))
            at -= len(numbers)
        raise IndexError(place)

    def place_of(self, match: Match | None) -> int:
        """Return where a match stands among these, -1 where it is none of them."""
        if match is None:
            return -1
        if match.id:
            at = self.ids.index(match.id) if match.id in self.ids else -1
        else:
            at, before = -1, len(self.ids)
            for track, numbers in self._pairs():
                if track == match.track:
                    found = int(np.searchsorted(numbers, match.number))
                    at = before + found if found < len(numbers) and numbers[found] == match.number else -1
                before += len(numbers)
        return at if at < 0 or self._order is None else int(np.flatnonzero(self._order == at)[0])


def around(index: Index, number: int, neighbours: int = 8) -> tuple[int, int]:
    """Return from when to when (seconds) an event and its neighbours in a crowd begin: near enough to be told apart."""
    low, high = max(0, number - neighbours), min(len(index) - 1, number + neighbours)
    return int(index.starts[low]), int(index.starts[high]) + 1


def parts_of(story: Story, names: Sequence[str], fold: Fold) -> dict[str, Index]:
    """Return when listed events are, by track, on the axis as it is folded: for tracks of so many that they are counted."""
    whens: dict[str, list[tuple[int, int]]] = {}
    for name in names:
        event = story.event_by_id[name]
        start, end = event.when.sort_key
        whens.setdefault(event.track if event.track in story.track_by_id else "", []).append(
            (fold.place(start), fold.place(end))
        )
    corners = {track: np.array(found, np.int64) for track, found in whens.items()}
    return {track: Index(found[:, 0], found[:, 1]) for track, found in corners.items()}


def _part(index: Index, numbers: Numbers) -> Index:
    return Index(index.starts[numbers], index.ends[numbers])
