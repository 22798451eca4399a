"""The folded axis: what happens keeps its distances, what does not is squeezed, and there is always a way back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import seconds_from_civil as at
from desktop.timeline import camera
from desktop.timeline.axis_breaks import NO_BREAKS, AxisBreaks, find_axis_breaks
from desktop.timeline.scale import make_ticks

EXTENTS = [
    (at(1999), at(2000)),
    (at(2000, 5, 20), at(2000, 5, 21)),
    (at(2012, 2), at(2012, 3)),
    (at(2014), at(2015)),
    (at(2017), at(2017, 3)),
]
YEAR = int(camera.YEAR_SECONDS)


def measure(text: str) -> float:
    return 11.0 * len(text)


@pytest.fixture(scope="module")
def fold() -> AxisBreaks:
    return find_axis_breaks(EXTENTS)


def test_only_the_long_empty_years_are_folded(fold):
    assert len(fold.breaks) == 1
    (crease,) = fold.breaks
    assert at(2000, 5, 21) < crease.start < crease.end < at(2012, 2)
    assert crease.axis_length < 0.1 * (crease.end - crease.start)


def test_what_happens_keeps_its_distances(fold):
    for one, two in ((EXTENTS[0][0], EXTENTS[1][0]), (EXTENTS[2][0], EXTENTS[4][1])):
        assert fold.to_axis(two) - fold.to_axis(one) == two - one
    assert fold.to_axis(at(2012, 2)) - fold.to_axis(at(2000, 5, 21)) < 3 * YEAR


@given(st.integers(at(1990), at(2030)), st.integers(0, 10 * YEAR))
def test_time_never_runs_backwards(first, length):
    folded = find_axis_breaks(EXTENTS)
    assert folded.to_axis(first) <= folded.to_axis(first + length)


@given(st.integers(at(1990), at(2030)))
def test_every_instant_outside_a_crease_is_found_again(instant):
    folded = find_axis_breaks(EXTENTS)
    (crease,) = folded.breaks
    back = folded.to_time(folded.to_axis(instant))
    if crease.start < instant < crease.end:
        assert abs(back - instant) <= (crease.end - crease.start) // crease.axis_length + 1
    else:
        assert back == instant


def test_without_gaps_the_axis_is_plain():
    assert find_axis_breaks([(year * YEAR, year * YEAR + 100) for year in range(30)]) == NO_BREAKS
    assert find_axis_breaks([]) == NO_BREAKS
    assert NO_BREAKS.to_axis(17) == NO_BREAKS.to_time(17) == 17


def test_windows_go_there_and_back(fold):
    view = camera.window_between(at(2013), at(2016))
    back = fold.window_to_time(fold.window_to_axis(view))
    assert (back.start, back.end) == (view.start, view.end)


@given(st.floats(0.0, 1.0), st.floats(0.05, 1.2), st.sampled_from(("fr", "en")))
def test_ticks_of_a_folded_axis_never_touch_and_are_true(share, zoom, language):
    folded = find_axis_breaks(EXTENTS)
    whole = folded.window_to_axis(camera.window_between(at(1998), at(2018)))
    view = camera.zoom_at(whole, share, zoom)
    found = make_ticks(view, 1400.0, language, measure, time_axis=folded)
    for one, two in pairwise(found.major):
        assert one.label_left + one.width < two.label_left
        assert one.instant < two.instant
    for one, two in pairwise(found.headings):
        assert one.x + one.width < two.x
    for tick in found.major:
        assert view.x_of(folded.to_axis(tick.instant), 1400.0) == pytest.approx(tick.x, abs=0.01)


def test_no_tick_stands_in_a_crease(fold):
    whole = fold.window_to_axis(camera.window_between(at(1998), at(2018)))
    (crease,) = fold.breaks
    found = make_ticks(whole, 1400.0, "fr", measure, time_axis=fold)
    assert all(not crease.start < tick.instant < crease.end for tick in (*found.major, *found.minor))
    assert [tick.label for tick in found.major if tick.instant <= crease.start][-1] in ("2000", "2001")


@given(st.floats(-0.2, 1.2), st.floats(1e-6, 1.5))
def test_a_window_of_the_axis_there_and_back_is_the_same(share, zoom):
    fold = find_axis_breaks(EXTENTS)
    axis = camera.zoom_at(fold.window_to_axis(camera.window_between(EXTENTS[0][0], EXTENTS[-1][1], 0.05)), share, zoom)
    once = fold.window_to_axis(fold.window_to_time(axis))
    assert fold.window_to_axis(fold.window_to_time(once)) == once
    assert abs(once.start - axis.start) <= 1
    assert abs(once.span - axis.span) <= 2


def test_inside_a_break_the_scale_has_its_level_and_no_ticks(fold):
    (crease,) = fold.breaks
    inside = camera.window_between(
        crease.axis_start + crease.axis_length // 4, crease.axis_start + crease.axis_length // 2
    )
    assert not fold.unbroken_ranges(inside)
    found = make_ticks(inside, 1400.0, "en", measure, time_axis=fold)
    assert (found.major, found.minor, found.headings) == ((), (), ())
    assert found.level == make_ticks(inside, 1400.0, "en", measure).level
