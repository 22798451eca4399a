"""What a search found, listed or in crowds, as one walk through time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from desktop.timeline.index import EventIndex
from desktop.timeline.matches import Match, Matches, neighbourhood


def index_of(starts: list[int]) -> EventIndex:
    array = np.array(sorted(starts), np.int64)
    return EventIndex(array, array + 10)


def test_listed_events_alone_keep_their_order():
    found = Matches([(3, 0.0, "b"), (5, 0.0, "a")])
    assert [found[place].id for place in range(len(found))] == ["b", "a"]
    assert found.position_of(Match("a")) == 1
    assert found.position_of(Match("c")) == found.position_of(None) == -1
    assert found.aggregated == {}


@given(
    st.lists(st.integers(0, 1000), max_size=8),
    st.lists(st.integers(0, 1000), min_size=1, max_size=30),
    st.lists(st.integers(0, 1000), min_size=1, max_size=30),
    st.data(),
)
def test_all_matches_come_in_time_and_are_found_again(listed, one, two, data):
    parts = {}
    for track, starts in (("one", one), ("two", two)):
        index = index_of(starts)
        numbers = data.draw(st.sets(st.integers(0, len(starts) - 1)))
        parts[track] = (index, np.array(sorted(numbers), np.uint32))
    found = Matches([(start, 0.0, f"e{place}") for place, start in enumerate(sorted(listed))], parts)
    assert len(found) == len(listed) + sum(len(numbers) for _, numbers in parts.values())
    begins = []
    for place in range(len(found)):
        match = found[place]
        assert found.position_of(match) == place
        begins.append(
            sorted(listed)[int(match.id[1:])] if match.id else int(parts[match.track_id][0].starts[match.number])
        )
    assert begins == sorted(begins)
    for track, part in found.aggregated.items():
        assert len(part) == len(parts[track][1]) > 0


def test_matches_within_a_second_are_in_order_whatever_their_track():
    def within(*moments: float) -> tuple[EventIndex, np.ndarray]:
        exact = np.array(moments), np.array(moments) + 0.001
        whole = np.floor(exact[0]).astype(np.int64)
        return EventIndex(whole, whole + 1, exact=exact), np.arange(len(moments), dtype=np.uint32)

    found = Matches([(7, 0.2, "a"), (7, 0.9, "b")], {"one": within(7.1, 7.5), "two": within(7.3, 8.0)})
    assert [found[place].id or found[place].track_id for place in range(6)] == ["one", "a", "two", "one", "b", "two"]
    assert [found.position_of(found[place]) for place in range(6)] == list(range(6))


@pytest.mark.parametrize("fraction", [0.1, 0.2, 0.3, 0.321, 0.7, 0.999])
def test_a_listed_match_comes_before_one_of_a_file_at_the_same_instant(fraction):
    second = 1_400_000_000
    exact = np.array([second + fraction]), np.array([second + fraction + 0.001])
    whole = np.array([second], np.int64)
    part = EventIndex(whole, whole + 1, exact=exact), np.array([0], np.uint32)
    assert Matches([(second, fraction, "a")], {"one": part})[0].id == "a"


def test_around_an_event_lie_its_neighbours():
    index = index_of(list(range(0, 1000, 10)))
    assert neighbourhood(index, 50, 3) == (470, 531)
    assert neighbourhood(index, 0, 3) == (0, 31)
    assert neighbourhood(index, 99, 3) == (960, 991)
    moments = np.arange(100) / 10
    within = EventIndex(moments.astype(np.int64), moments.astype(np.int64) + 1, exact=(moments, moments + 0.01))
    assert neighbourhood(within, 50, 3) == (4.7, 5.3)
