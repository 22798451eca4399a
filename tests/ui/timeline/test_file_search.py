"""Large files are searched beside the window: what is found comes later, and only for the last words."""

from __future__ import annotations

import time

import numpy as np
import pytest

from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.story.dates.parse import parse_date
from desktop.story.model import Event
from desktop.timeline.event_search import NO_FILTER, EventFilter
from desktop.timeline.index import EventIndex
from desktop.ui.timeline import file_search
from desktop.ui.timeline.file_search import FileSearch

DAY = 86_400


def track(search=None, days: int = 10) -> AggregatedTrack:
    starts = np.arange(days, dtype=np.int64) * DAY
    return AggregatedTrack(
        EventIndex(starts, starts + DAY), lambda number: Event(str(number), parse_date("1970")), search
    )


def third(words: str, _cancelled) -> np.ndarray:
    return np.array([2, 5, 8], np.uint32)[: 3 if words else 0]


def numbers(matches) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in range(len(matches)):
        found.setdefault(matches[place].track_id, []).append(matches[place].number)
    return found


@pytest.fixture
def searching(qtbot):
    made = FileSearch()
    yield made
    made.cancel()
    assert made.wait(10)


def test_few_events_are_searched_at_once(searching):
    assert numbers(searching.search({"a": track(third)}, "x", NO_FILTER, None)) == {"a": [2, 5, 8]}


def test_what_was_not_known_yet_is_not_found(searching):
    found = searching.search({"a": track(third)}, "x", NO_FILTER, parse_date("1970-01-06"))
    assert numbers(found) == {"a": [2, 5]}


def test_filters_leave_files_out(searching):
    tracks = {"a": track(third), "b": track(third), "c": track()}
    assert numbers(searching.search(tracks, "x", EventFilter(tracks=frozenset("b")), None)) == {"b": [2, 5, 8]}
    assert numbers(searching.search(tracks, "x", EventFilter(statuses=frozenset({"planned"})), None)) == {}
    assert len(numbers(searching.search(tracks, "", EventFilter(tracks=frozenset("c")), None))["c"]) == 10


def test_many_events_are_searched_beside_the_window_and_the_last_words_win(searching, monkeypatch):
    monkeypatch.setattr(file_search, "MAX_ROWS_AT_ONCE", 5)
    heard = []
    searching.found.connect(heard.append)

    def endless(words: str, cancelled) -> np.ndarray:
        while words == "first" and not cancelled():
            time.sleep(0.001)
        return third(words, cancelled)

    assert searching.search({"a": track(endless)}, "first", NO_FILTER, None) is None
    assert searching.search({"b": track(endless)}, "second", NO_FILTER, None) is None
    assert searching.wait(30)
    assert [numbers(one) for one in heard] == [{"b": [2, 5, 8]}]
