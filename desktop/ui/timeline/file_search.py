"""Search the events of files, beside the window where they are many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.session.background_worker import BackgroundWorker
from desktop.story.dates.edtf_date import EdtfDate
from desktop.timeline.event_search import EventFilter, ListedMatch
from desktop.timeline.index import EventIndex
from desktop.timeline.matches import EventNumbers, Matches

FileMatches = Mapping[str, tuple[EventIndex, EventNumbers]]
"""The index of each track with the numbers of the events that match."""

MAX_ROWS_AT_ONCE: Final = 50_000
"""So many are searched within a frame; more are searched in a thread."""


class FileSearch(QObject):
    """Searches the events of files for the last query."""

    found = Signal(object)  # the `Matches` of the last search, unless it was done at once

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = BackgroundWorker(self)
        self._number = 0

    def search(
        self,
        tracks: Mapping[str, AggregatedTrack],
        query: str,
        active_filter: EventFilter,
        as_of: EdtfDate | None,
        listed: Sequence[ListedMatch] = (),
    ) -> Matches | None:
        """Return the matches, or None if they will be in `found`.

        `listed` are those of the text, each with its start: the others are put in order of time with them.
        """
        self.cancel()
        number = self._number
        if sum(len(track) for track in tracks.values()) <= MAX_ROWS_AT_ONCE:
            return search_all(listed, tracks, query, active_filter, as_of)
        self._worker.submit(
            "search",
            lambda: search_all(listed, tracks, query, active_filter, as_of, lambda: number != self._number),
            lambda matches: self.found.emit(matches) if number == self._number else None,
        )
        return None

    def cancel(self) -> None:
        """Give up the search that is running."""
        self._number += 1

    def wait(self, timeout_s: float) -> bool:
        """Wait for the search; return whether it is done."""
        return self._worker.wait(timeout_s)


def search_all(
    listed: Sequence[ListedMatch],
    tracks: Mapping[str, AggregatedTrack],
    query: str,
    active_filter: EventFilter,
    as_of: EdtfDate | None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Matches:
    """Return the matches of the text with those in files."""
    in_files = find_in_files(tracks, query, active_filter, as_of, cancelled)
    return Matches() if cancelled() else Matches(listed, in_files)


def find_in_files(
    tracks: Mapping[str, AggregatedTrack],
    query: str,
    active_filter: EventFilter,
    as_of: EdtfDate | None,
    cancelled: Callable[[], bool] = lambda: False,
) -> FileMatches:
    """Return the matches in tracks that were read from files.

    Statuses and sources exist only in the story. An empty query matches all.
    """
    results: dict[str, tuple[EventIndex, EventNumbers]] = {}
    if active_filter.statuses or active_filter.sources:
        return results
    for track_id, track in tracks.items():
        index = track.index
        if not len(track) or (active_filter.tracks and track_id not in active_filter.tracks):
            continue
        if not isinstance(index, EventIndex):  # events that the story lists are looked for there
            continue
        if not query:
            numbers = np.arange(len(track), dtype=np.uint32)
        elif track.search is not None:
            numbers = track.search(query, cancelled)
        else:
            continue
        # Numbers are in order of time: what had not begun yet nobody could find.
        known_count = len(track)
        if as_of is not None and as_of.latest is not None:
            known_count = index.range_starting_in(int(index.starts[0]), as_of.latest)[1]
        results[track_id] = (index, numbers[: int(np.searchsorted(numbers, known_count))])
    return results
