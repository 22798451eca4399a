"""The index: counts as exact as counting one by one, whatever the stretch of time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from desktop.timeline.camera import TimeWindow
from desktop.timeline.index import MAX_TOP, EventIndex, column_rects
from desktop.timeline.log_axis import LogAxis

seconds = st.integers(-1000, 1000)


@st.composite
def indexes(draw):
    starts = draw(st.lists(seconds, max_size=60))
    ends = [start + draw(st.integers(0, 300)) for start in starts]
    weights = [draw(st.sampled_from((1.0, 2.0, 5.0))) for _ in starts]
    return (
        starts,
        ends,
        weights,
        EventIndex(np.array(starts, np.int64), np.array(ends, np.int64), np.array(weights, np.float32)),
    )


@given(indexes(), seconds, st.integers(1, 800))
def test_every_event_is_over_going_on_within_or_to_come(made, low, length):
    starts, ends, _, index = made
    high = low + length
    first, last = index.range_starting_in(low, high)
    parts = (index.count_ended(low), index.count_ongoing(low), last - first, index.count_starting_from(high))
    assert sum(parts) == len(starts) == len(index)
    real = [(start, max(end, start + 1)) for start, end in zip(starts, ends, strict=True)]
    assert parts == (
        sum(end <= low for _, end in real),
        sum(start < low < end for start, end in real),
        sum(low <= start < high for start, _ in real),
        sum(start >= high for start, _ in real),
    )


def test_what_begins_at_a_limit_of_a_logarithmic_axis_does_not_lie_before_it():
    axis, starts = LogAxis(-2000, 300), np.arange(20_000)
    moved = EventIndex(starts, starts + 1).on_axis(axis)
    limits = [axis.to_axis(start) for start in starts.tolist()]
    assert [moved.range_starting_in(limit, limit)[0] for limit in limits[::7]] == starts[::7].tolist()
    assert [moved.count_ended(limit + 1) for limit in limits[::7]] == [start + 1 for start in starts[::7].tolist()]


@given(indexes(), seconds, st.integers(1, 800), st.sampled_from((-2000, 0, 5000)), st.sampled_from((1, 300)))
def test_on_a_logarithmic_axis_every_event_is_in_the_same_part_of_time(made, low, length, now, least):
    *_, index = made
    axis = LogAxis(now, least)
    parts = [
        (one.count_ended(low), one.count_ongoing(low), one.range_starting_in(low, high), one.count_starting_from(high))
        for one, low, high in (
            (index, low, low + length),
            (index.on_axis(axis), axis.to_axis(low), axis.to_axis(low + length)),
        )
    ]
    assert parts[0] == parts[1]


def test_on_a_logarithmic_axis_an_event_ends_right_behind_its_last_second():
    starts, axis = np.array([1000, 4000, 9990]), LogAxis(10_000, 300)
    ends = np.array([1001, 4000, 9991])  # the second lasts a second too
    moved = EventIndex(starts, ends).on_axis(axis)
    wanted = [axis.to_axis(second) + 1 for second in starts.tolist()]
    assert [int(moved.ends[number]) for number in range(3)] == wanted
    assert moved.extent == (axis.to_axis(1000), wanted[-1])
    assert [moved.count_ended(end) - moved.count_ended(end - 1) for end in wanted] == [1, 1, 1]


@given(indexes(), seconds, st.integers(1, 64), st.integers(1, 40), seconds, st.integers(1, 900))
def test_columns_sum_to_the_events_of_the_window(made, first, step, count, low, length):
    starts, _, _, index = made
    columns = index.column_counts(first, step, count, (low, low + length))
    assert len(columns) == count
    for number, value in enumerate(columns.tolist()):
        begin, end = max(first + number * step, low), min(first + (number + 1) * step, low + length)
        assert value == sum(begin <= start < end for start in starts)


@given(indexes(), st.integers(0, 60), st.integers(0, 60), st.integers(1, MAX_TOP))
def test_the_weightiest_are_the_weightiest(made, low, high, most):
    starts, _, weights, index = made
    low, high = sorted((min(low, len(starts)), min(high, len(starts))))
    found = index.top_by_weight(low, high, most)
    assert found == sorted(found)
    assert len(found) == min(most, high - low)
    left = set(range(low, high)) - set(found)
    if found and left:
        assert min(map(index.tie_broken_weight, found)) >= max(map(index.tie_broken_weight, left))
        assert min(weights[index.original_number(one)] for one in found) >= max(
            weights[index.original_number(one)] for one in left
        )


def test_the_weightiest_of_very_many_are_found_without_looking_at_each():
    rng = np.random.default_rng(1895)
    count = 50_000
    weights = rng.random(count).astype(np.float32) * 10
    index = EventIndex(np.arange(count), np.arange(count), weights)
    for low, high in ((0, count), (17, 40_001), (4096, 8192), (100, 5000)):
        ranks = np.array([index.tie_broken_weight(place) for place in range(low, high)])
        wanted = set((np.argsort(ranks)[-40:] + low).tolist())
        assert set(index.top_by_weight(low, high, 40)) == wanted


def test_an_event_is_known_by_the_number_it_came_with():
    index = EventIndex(np.array([30, 10, 20]), np.array([31, 11, 21]))
    assert [index.original_number(place) for place in range(3)] == [1, 2, 0]
    assert index.extent == (10, 31)


def test_the_age_of_the_universe_fits():
    old = -435_485_999_767_219_200
    index = EventIndex(np.array([old, 0]), np.array([old + 1, 1]))
    assert index.column_counts(old, 10**17, 5, (old, 10)).tolist() == [1, 0, 0, 0, 1]


def test_an_event_takes_at_most_forty_bytes():
    count = 100_000
    rng = np.random.default_rng(1)
    starts = rng.integers(-(10**9), 10**9, count)
    index = EventIndex(starts, starts + rng.integers(0, 10**6, count), np.ones(count, np.float32))
    assert index.bytes <= 40 * count


def test_all_arrays_of_an_index_of_fractions_are_its_memory():
    moments = np.sort(np.random.default_rng(1).uniform(0, 10**6, 5_000))
    ends = moments + np.random.default_rng(2).uniform(0, 100, 5_000)
    index = EventIndex(moments.astype(np.int64), ends.astype(np.int64) + 1, exact=(moments, ends))
    arrays = {id(one): one.nbytes for one in vars(index).values() if isinstance(one, np.ndarray)}
    assert index.bytes == sum(arrays.values())


def test_uneven_arrays_are_refused():
    with pytest.raises(ValueError, match="one length"):
        EventIndex(np.array([1, 2]), np.array([3]))


def test_no_events_are_no_trouble():
    empty = EventIndex(np.array([], np.int64), np.array([], np.int64))
    assert (
        len(empty),
        empty.count_ended(0),
        empty.count_starting_from(0),
        empty.count_ongoing(0),
        empty.top_by_weight(0, 0, 5),
    ) == (
        0,
        0,
        0,
        0,
        [],
    )
    assert empty.column_counts(0, 10, 4, (0, 40)).tolist() == [0, 0, 0, 0]


def test_columns_are_drawn_within_the_plot_and_as_high_as_the_root_of_their_count():
    view = TimeWindow(0, 100.0)
    made = column_rects(np.array([0, 1, 4, 0, 16]), -10, 10, view, (100.0, 1000.0), 50.0, 40.0, 16).tolist()
    xs, tops, widths, heights = made[::4], made[1::4], made[2::4], made[3::4]
    assert xs == [100.0, 200.0, 400.0]
    assert widths == [99.0, 99.0, 99.0]
    assert heights == [10.0, 20.0, 40.0]
    assert [top + high for top, high in zip(tops, heights, strict=True)] == [50.0, 50.0, 50.0]
