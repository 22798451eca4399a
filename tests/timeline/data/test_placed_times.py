"""Instants seen on a logarithmic axis are found where an array of their places has them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from desktop.timeline.data.file_series import FileSeries
from desktop.timeline.data.placed_times import PlacedTimes
from desktop.timeline.index import EventIndex
from desktop.timeline.log_axis import LogAxis

NOW = 1_600_000_000
AGES = st.one_of(
    st.integers(NOW - 4 * 10**17, NOW + 10**12),
    st.integers(NOW - 10**7, NOW + 10**7),
    st.integers(NOW - 3 * 10**17, NOW - 3 * 10**17 + 3000),  # where hundreds of seconds share a second of the axis
)
AXES = st.builds(LogAxis, st.sampled_from((NOW, 0, -(10**12))), st.sampled_from((60, 10**5, 10**10)))


@given(st.lists(AGES, min_size=1, max_size=60), st.lists(AGES, max_size=20), AXES, st.booleans())
def test_a_place_is_found_as_in_an_array(times: list[int], asked: list[int], axis: LogAxis, are_ends: bool) -> None:
    ordered = np.sort(np.array(times, np.int64))
    seen = PlacedTimes(ordered, axis, are_ends=are_ends)
    places = axis.places_of(ordered - 1) + 1 if are_ends else axis.places_of(ordered)
    assert np.array_equal(np.asarray(seen), places)
    wanted = np.concatenate((places, places + 1, axis.places_of(np.array(asked, np.int64)), [-(2**60), 0, 2**60]))
    for side in ("left", "right"):
        assert np.array_equal(seen.searchsorted(wanted, side), places.searchsorted(wanted, side))
        assert seen.searchsorted(int(wanted[0]), side) == places.searchsorted(wanted[0], side)
    assert [int(seen[number]) for number in range(len(seen))] == places.tolist()
    assert np.array_equal(np.asarray(seen[1:]), places[1:])


@given(st.lists(st.tuples(AGES, st.integers(1, 10**9)), min_size=1, max_size=40), AXES, AGES, st.integers(1, 10**12))
def test_every_event_is_in_one_part_of_the_axis(
    spans: list[tuple[int, int]], axis: LogAxis, low: int, length: int
) -> None:
    starts = np.array([start for start, _ in spans], np.int64)
    index = EventIndex(starts, starts + np.array([lasts for _, lasts in spans], np.int64)).on_axis(axis)
    first, last = axis.to_axis(low), axis.to_axis(low + length) + 1
    begun, until = index.range_starting_in(first, last)
    parts = index.count_ended(first), index.count_ongoing(first), until - begun, index.count_starting_from(last)
    assert min(parts) >= 0
    assert sum(parts) == len(spans)
    columns = index.column_counts(first, max(1, (last - first) // 50), 60, (first, last))
    assert int(columns.sum()) == until - begun


@given(AXES, st.lists(AGES, min_size=2, max_size=40, unique=True), AGES)
def test_a_series_on_the_axis_is_read_as_one_with_its_places(axis: LogAxis, times: list[int], asked: int) -> None:
    starts = np.sort(np.array(times, np.int64))
    ends = np.append(starts[1:], starts[-1] + 1)
    values = {"value": np.sin(np.arange(len(starts), dtype=np.float64))}
    seen = FileSeries(starts, ends, values).on_axis(axis)
    placed = FileSeries(axis.places_of(starts), axis.places_of(ends), values)
    first, last, place = axis.to_axis(int(starts[0])), axis.to_axis(int(ends[-1])), axis.to_axis(asked)
    assert seen.extent == placed.extent
    assert seen.at(place) == placed.at(place)
    assert seen.in_force(place) == placed.in_force(place)
    assert list(seen.samples(first, place)) == list(placed.samples(first, place))
    assert seen.value_extent(first, place) == placed.value_extent(first, place)
    assert len(seen.known_until(place)) == len(placed.known_until(place))
    step = max(1, (last - first) // 20)
    one, other = seen.envelope(first, step, 24), placed.envelope(first, step, 24)
    for name in ("lows", "highs", "firsts", "lasts"):
        assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
