"""Hold the results of a search in order of time.

A result is a listed event or an event of an aggregated track.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop.fast_dataclass import dataclass
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Story
from desktop.story.occurrences import find_occurrence
from desktop.timeline.date_shapes import exact_times, have_fractions
from desktop.timeline.event_search import ListedMatch
from desktop.timeline.index import EventIndex
from desktop.timeline.time_axis import TimeAxis

EventNumbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Match:
    """Identifies one result of a search.

    A listed event has an `id`, an aggregated one its `track_id` and its `number` in the track.
    """

    id: str = ""
    track_id: str = ""
    number: int = -1


class Matches:
    """Holds all results of a search.

    `listed` is in order of time, `aggregated` has the index and the matching numbers of each track.
    """

    def __init__(
        self,
        listed: Sequence[ListedMatch] = (),
        aggregated: Mapping[str, tuple[EventIndex, EventNumbers]] | None = None,
    ) -> None:
        self.event_ids = tuple(name for _, _, name in listed)
        self._track_ids = [track for track, (_, numbers) in (aggregated or {}).items() if len(numbers)]
        self.aggregated = {
            track: index.subset(numbers) for track, (index, numbers) in (aggregated or {}).items() if len(numbers)
        }
        self._numbers = [(aggregated or {})[track][1] for track in self._track_ids]
        self._order: NDArray[np.int64] | None = None
        if self._track_ids:
            parts = [((aggregated or {})[track][0], numbers) for track, numbers in self._numbers_by_track()]
            starts = [np.array([start for start, _, _ in listed], np.int64)]
            starts += [np.asarray(index.starts[numbers]) for index, numbers in parts]
            # Rounded as those of files are: what begins at the same instant stays in this order.
            fractions = [np.array([start + fraction - start for start, fraction, _ in listed], np.float64)]
            fractions += [index.fractions_of(numbers) for index, numbers in parts]
            self._order = _order_of(np.concatenate(starts), np.concatenate(fractions))

    def _numbers_by_track(self) -> list[tuple[str, EventNumbers]]:
        return list(zip(self._track_ids, self._numbers, strict=True))

    def numbers_of(self, track_id: str) -> EventNumbers:
        """Return the numbers of the matches in a track of a file."""
        return dict(self._numbers_by_track())[track_id]

    def __len__(self) -> int:
        return len(self.event_ids) + sum(len(numbers) for numbers in self._numbers)

    def __getitem__(self, position: int) -> Match:
        """Return the match at a position in order of time."""
        rank = position if self._order is None else int(self._order[position])
        if rank < len(self.event_ids):
            return Match(self.event_ids[rank])
        rank -= len(self.event_ids)
        for track, numbers in self._numbers_by_track():
            if rank < len(numbers):
                return Match(track_id=track, number=int(numbers[rank]))
            rank -= len(numbers)
        raise IndexError(position)

    def position_of(self, match: Match | None) -> int:
        """Return the position of a match, −1 if it is no result."""
        if match is None:
            return -1
        if match.id:
            rank = self.event_ids.index(match.id) if match.id in self.event_ids else -1
        else:
            rank, preceding = -1, len(self.event_ids)
            for track, numbers in self._numbers_by_track():
                if track == match.track_id:
                    number_index = int(np.searchsorted(numbers, match.number))
                    rank = (
                        preceding + number_index
                        if number_index < len(numbers) and numbers[number_index] == match.number
                        else -1
                    )
                preceding += len(numbers)
        return rank if rank < 0 or self._order is None else int(np.flatnonzero(self._order == rank)[0])


def _order_of(starts: NDArray[np.int64], fractions: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the places of moments in order; equal ones stay."""
    return np.lexsort((fractions, starts)) if fractions.any() else np.argsort(starts, kind="stable")


class InOrder(Protocol):
    """Knows when the events of an aggregated track begin, in order."""

    has_fractions: bool

    def __len__(self) -> int:
        """Return the number of events."""

    def moment(self, position: int) -> float:
        """Return the second at which an event begins, perhaps with a fraction."""


def neighbourhood(index: InOrder, number: int, neighbours: int = 8) -> tuple[float, float]:
    """Return the time span of an event and its nearest neighbours."""
    low, high = max(0, number - neighbours), min(len(index) - 1, number + neighbours)
    return index.moment(low), index.moment(high) + (0 if index.has_fractions else 1)


def indexes_by_track(story: Story, event_ids: Sequence[str], time_axis: TimeAxis) -> dict[str, EventIndex]:
    """Return an index of the listed events for each track.

    Its instants are on the axis with breaks.
    """
    dates_by_track: dict[str, list[EdtfDate]] = {}
    for event_id in event_ids:
        event = find_occurrence(story, event_id)
        assert event is not None
        dates_by_track.setdefault(story.drawn_track(event), []).append(event.when)
    return {track: _index_of(dates, time_axis) for track, dates in dates_by_track.items()}


def _index_of(dates: list[EdtfDate], time_axis: TimeAxis) -> EventIndex:
    has_fractions = have_fractions(dates)
    in_order = sorted(dates, key=lambda when: when.time_order) if has_fractions else dates
    keys = [when.sort_key for when in in_order]
    starts, ends = [time_axis.to_axis(start) for start, _ in keys], [time_axis.to_axis(end) for _, end in keys]
    exact = exact_times(in_order, starts, ends) if has_fractions else None
    return EventIndex(
        np.array(starts, np.int64),
        np.array(ends, np.int64),
        exact=None if exact is None else (np.array(exact[0], np.float64), np.array(exact[1], np.float64)),
    )
