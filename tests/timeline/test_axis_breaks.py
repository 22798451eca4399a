"""The folded axis: what happens keeps its distances, what does not is squeezed, and there is always a way back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import seconds_from_civil as at
from desktop.timeline import camera
from desktop.timeline.axis_breaks import PLAIN, Fold, fold_of
from desktop.timeline.scale import ticks

EXTENTS = [
    (at(1999), at(2000)),
    (at(2000, 5, 20), at(2000, 5, 21)),
    (at(2012, 2), at(2012, 3)),
    (at(2014), at(2015)),
    (at(2017), at(2017, 3)),
]
YEAR = int(camera.YEAR)


def measure(text: str) -> float:
    return 11.0 * len(text)


@pytest.fixture(scope="module")
def fold() -> Fold:
    return fold_of(EXTENTS)


def test_only_the_long_empty_years_are_folded(fold):
    assert len(fold.creases) == 1
    (crease,) = fold.creases
    assert at(2000, 5, 21) < crease.start < crease.end < at(2012, 2)
    assert crease.kept < 0.1 * (crease.end - crease.start)


def test_what_happens_keeps_its_distances(fold):
    for one, two in ((EXTENTS[0][0], EXTENTS[1][0]), (EXTENTS[2][0], EXTENTS[4][1])):
        assert fold.place(two) - fold.place(one) == two - one
    assert fold.place(at(2012, 2)) - fold.place(at(2000, 5, 21)) < 3 * YEAR


@given(st.integers(at(1990), at(2030)), st.integers(0, 10 * YEAR))
def test_time_never_runs_backwards(first, length):
    folded = fold_of(EXTENTS)
    assert folded.place(first) <= folded.place(first + length)


@given(st.integers(at(1990), at(2030)))
def test_every_instant_outside_a_crease_is_found_again(instant):
    folded = fold_of(EXTENTS)
    (crease,) = folded.creases
    back = folded.instant(folded.place(instant))
    if crease.start < instant < crease.end:
        assert abs(back - instant) <= (crease.end - crease.start) // crease.kept + 1
    else:
        assert back == instant


def test_without_gaps_the_axis_is_plain():
    assert fold_of([(year * YEAR, year * YEAR + 100) for year in range(30)]) == PLAIN
    assert fold_of([]) == PLAIN
    assert PLAIN.place(17) == PLAIN.instant(17) == 17


def test_windows_go_there_and_back(fold):
    view = camera.between(at(2013), at(2016))
    back = fold.unfolded(fold.folded(view))
    assert (back.start, back.end) == (view.start, view.end)


@given(st.floats(0.0, 1.0), st.floats(0.05, 1.2), st.sampled_from(("fr", "en")))
def test_ticks_of_a_folded_axis_never_touch_and_are_true(share, zoom, language):
    folded = fold_of(EXTENTS)
    whole = folded.folded(camera.between(at(1998), at(2018)))
    view = camera.zoom_at(whole, share, zoom)
    found = ticks(view, 1400.0, language, measure, fold=folded)
    for one, two in pairwise(found.major):
        assert one.left + one.width < two.left
        assert one.at < two.at
    for one, two in pairwise(found.contexts):
        assert one.x + one.width < two.x
    for tick in found.major:
        assert view.x(folded.place(tick.at), 1400.0) == pytest.approx(tick.x, abs=0.01)


def test_no_tick_stands_in_a_crease(fold):
    whole = fold.folded(camera.between(at(1998), at(2018)))
    (crease,) = fold.creases
    found = ticks(whole, 1400.0, "fr", measure, fold=fold)
    assert all(not crease.start < tick.at < crease.end for tick in (*found.major, *found.minor))
    assert [tick.label for tick in found.major if tick.at <= crease.start][-1] in ("2000", "2001")


@given(st.floats(-0.2, 1.2), st.floats(1e-6, 1.5))
def test_a_window_of_the_axis_there_and_back_is_the_same(share, zoom):
    fold = fold_of(EXTENTS)
    axis = camera.zoom_at(fold.folded(camera.between(EXTENTS[0][0], EXTENTS[-1][1], 0.05)), share, zoom)
    once = fold.folded(fold.unfolded(axis))
    assert fold.folded(fold.unfolded(once)) == once
    assert abs(once.start - axis.start) <= 1
    assert abs(once.span - axis.span) <= 2
