"""Numbers along a track: what is in a window, what is a gap, and which extremes a column of time has."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.parse import parse_date
from desktop.story.track_series import SeriesPoint
from desktop.timeline.data.file_series import FileSeries
from desktop.timeline.log_axis import LogAxis
from desktop.timeline.series import Sample, listed_series


def point(date: str, value: float | None = None, **more) -> SeriesPoint:
    return SeriesPoint(parse_date(date), value, **more)


def second(date: str) -> int:
    when = parse_date(date)
    assert when.start_min is not None
    return when.start_min


RECEIPTS = listed_series(
    [point("2014", 4.8), point("2010", 1.51), point("2011"), point("2012", 2.7), point("2015", 6.78, planned=True)]
)


def values(samples) -> list[float | None]:
    return [sample.value for sample in samples]


def test_the_points_of_a_window_come_in_order_with_one_at_each_side():
    assert values(RECEIPTS.samples(second("2011-06"), second("2012-06"))) == [1.51, None, 2.7, 4.8]


def test_the_extremes_of_a_window_are_those_of_the_dates_in_it():
    assert RECEIPTS.value_extent(second("2012-06"), second("2014-06")) == (2.7, 4.8)


def test_a_window_between_two_points_has_the_extremes_of_both():
    line = listed_series([point("2010-01-01", 1.0), point("2020-01-01", 9.0)])
    assert line.value_extent(second("2014"), second("2015")) == (1.0, 9.0)


def test_a_moment_is_told_the_value_of_the_date_that_holds_it():
    sample = RECEIPTS.at(second("2014-07"))
    assert sample is not None
    assert sample.value == 4.8
    gap = RECEIPTS.at(second("2011-07"))
    assert gap is not None
    assert gap.numbers == ()


@pytest.mark.parametrize("in_file", [False, True])
def test_a_step_is_in_force_until_the_next_one(in_file):
    dates, given = ("2010", "2010-06", "2012", "2015"), (1.0, 2.0, math.nan, 4.0)
    series = listed_series(
        [point(date, None if math.isnan(one) else one) for date, one in zip(dates, given, strict=True)]
    )
    if in_file:
        starts = np.array([second(date) for date in dates], np.int64)
        ends = np.array([parse_date(date).end_max for date in dates], np.int64)
        series = FileSeries(starts, ends, {"value": np.array(given)})
    asked = ("2009-12", "2010-03", "2010-08", "2011-08", "2013-05", "2015-05", "2016-01")
    told = [series.in_force(second(date)) for date in asked]
    assert [one and one.value for one in told] == [None, 1.0, 2.0, 2.0, None, 4.0, None]
    assert [one is None for one in told] == [True, False, False, False, False, False, True]  # 2013: a gap is in force


def test_at_a_date_of_knowledge_only_what_is_past_or_planned_is_known():
    assert values(RECEIPTS.known_until(second("2013")).samples(0, 2**40)) == [1.51, None, 2.7, 6.78]


def test_a_series_without_values_has_nothing_to_say():
    empty = listed_series([])
    assert (empty.extent, empty.value_extent(0, 9), empty.at(3), empty.in_force(3)) == (None,) * 4
    assert empty.samples(0, 9) == []


numbers = st.lists(
    st.one_of(st.just(math.nan), st.floats(-1e6, 1e6, allow_nan=False, width=32)), min_size=1, max_size=400
)


@given(numbers, st.integers(1, 90), st.integers(-50, 300))
def test_the_columns_of_a_file_have_the_extremes_of_their_values(found, step, first):
    starts = np.arange(len(found), dtype=np.int64) * 3
    series = FileSeries(starts, starts + 3, {"value": np.array(found)})
    envelope = series.envelope(first, step, 40)
    for column in range(40):
        low, high = first + column * step, first + (column + 1) * step
        inside = [one for start, one in zip(starts, found, strict=True) if low <= start < high and not math.isnan(one)]
        if inside:
            assert (envelope.lows[column], envelope.highs[column]) == (min(inside), max(inside))
        else:
            assert math.isnan(envelope.lows[column])
            assert math.isnan(envelope.highs[column])


@given(numbers)
def test_the_extremes_of_all_values_of_a_file_are_found(found):
    starts = np.arange(len(found), dtype=np.int64)
    known = [one for one in found if not math.isnan(one)]
    series = FileSeries(starts, starts + 1, {"value": np.array(found)})
    assert series.value_extent(0, len(found)) == ((min(known), max(known)) if known else None)


def test_a_file_and_a_text_tell_the_same_of_the_same_numbers():
    starts = np.array([0, 10, 20], np.int64)
    in_file = FileSeries(starts, starts + 10, {"value": np.array([1.0, math.nan, 3.0])})
    assert list(in_file.samples(0, 30)) == [Sample(0, 10, 1.0), Sample(10, 20, None), Sample(20, 30, 3.0)]
    assert (in_file.extent, in_file.at(25), in_file.count_in(0, 9)) == ((0, 30), Sample(20, 30, 3.0), 1)
    assert values(in_file.known_until(20).samples(0, 30)) == [1.0, None]


BEGIN = 1_400_000_000
"""A second of our time, whose fractions a float holds to a microsecond."""


milliseconds = st.integers(1, 2999).filter(lambda one: one % 1000)  # a text at a whole second is of that second


def by_the_millisecond(of_second: list[int], found: list[float]) -> FileSeries:
    """Return values of a file at milliseconds of a second."""
    moments = BEGIN + np.array(of_second, np.float64) / 1000
    starts = np.floor(moments).astype(np.int64)
    exact = moments, np.nextafter(moments, np.inf)
    return FileSeries(starts, starts + 1, {"value": np.array(found, np.float64)}, exact)


@given(st.lists(st.tuples(milliseconds, st.floats(-9, 9)), min_size=1, max_size=60), st.data())
def test_a_file_and_a_text_tell_the_same_of_moments_within_a_second(given, data):
    given = sorted(dict(given).items())
    of_second, found = [one for one, _ in given], [value for _, value in given]
    in_file = by_the_millisecond(of_second, found)
    begin = np.datetime64(BEGIN * 1000, "ms")
    text = listed_series(
        [point(f"{begin + np.timedelta64(one, 'ms')}", value) for one, value in zip(of_second, found, strict=True)]
    )
    assert in_file.has_fractions
    low, high = sorted(data.draw(st.tuples(st.integers(-500, 3500), st.integers(-500, 3500))))
    first, last = BEGIN + low / 1000 + 0.0001, BEGIN + high / 1000 + 0.0002
    assert values(in_file.samples(first, last)) == values(text.samples(first, last))
    assert in_file.count_in(first, last) == sum(low < one <= high for one in of_second)
    assert in_file.value_extent(first, last) == text.value_extent(first, last)
    held, held_in_text = in_file.in_force(first), text.in_force(first)
    assert (held and held.value) == (held_in_text and held_in_text.value)
    told = in_file.at(first)
    assert told is not None
    assert abs(told.start - first) == pytest.approx(min(abs(BEGIN + one / 1000 - first) for one in of_second))
    assert told.start == told.end == told.middle


def test_an_interval_of_a_text_keeps_its_fractions():
    (sample,) = listed_series([point("2014-05-13T16:53:20.5/2014-05-13T16:53:22.25", 1.0)]).samples(0, 2**40)
    assert (sample.start - BEGIN, sample.end - BEGIN, sample.middle - BEGIN) == (0.5, 2.25, 1.375)


def test_seconds_too_large_for_a_float_are_not_rounded():
    far = -(4 * 10**17) - 63
    series = FileSeries(np.array([far]), np.array([far + 1]), {"value": np.array([1.0])})
    assert series.extent == (far, far + 1)


def test_the_columns_of_a_file_are_narrower_than_a_second_where_its_moments_are():
    series = by_the_millisecond(list(range(1000)), [math.sin(one) for one in range(1000)])
    step = 2.0**-6
    envelope = series.envelope(BEGIN, step, 64)
    for column in range(64):
        inside = [math.sin(one) for one in range(1000) if column * step <= one / 1000 < (column + 1) * step]
        assert (envelope.lows[column], envelope.highs[column]) == (min(inside), max(inside))


def test_a_logarithmic_axis_places_moments_by_their_seconds():
    series = by_the_millisecond([250, 1250], [1.0, 2.0]).on_axis(LogAxis(BEGIN + 10_000, 1))
    assert not series.has_fractions
    assert values(series.samples(-(2**60), 2**60)) == [1.0, 2.0]


def test_a_range_in_a_file_has_both_ends():
    starts = np.array([0, 10], np.int64)
    series = FileSeries(starts, starts + 10, {"low": np.array([1.0, 4.0]), "high": np.array([3.0, 5.0])})
    assert series.samples(0, 20)[0].span == (1.0, 3.0)
    assert series.value_extent(0, 20) == (1.0, 5.0)


@pytest.mark.parametrize(("low", "high"), [(None, 3.0), (1.0, None)])
def test_half_a_range_is_none(low, high):
    assert Sample(0, 1, None, low, high).span is None
