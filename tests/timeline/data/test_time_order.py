"""Times are sorted as NumPy does, in steps between which one may stop."""

from __future__ import annotations

import threading
from itertools import pairwise

import numpy as np
import pytest

from desktop.timeline.data import time_order
from desktop.timeline.data.time_order import gathered, sort_ends, sort_moments, sort_times
from desktop.timeline.index import EventIndex

RNG = np.random.default_rng(3)
FORMS = {
    "spread": RNG.integers(-(10**9), 10**9, 5000),
    "days": RNG.integers(0, 40, 5000) * 86_400,
    "one day": np.full(5000, 86_400),
    "in order": np.arange(5000) * 3600,
    "backwards": np.arange(5000)[::-1] * 3600,
    "few far away": np.where(
        np.arange(5000) % 9, RNG.integers(0, 10**9, 5000), RNG.choice([-(2**61), 2**60, 2**61], 5000)
    ),
    "deep time": RNG.integers(-(2**59), 2**59, 5000),
    "one": np.array([7]),
}


@pytest.fixture(params=["at once", "beside", "in parts"])
def parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sort at once, in two threads, or deal a few hundred numbers to each part."""
    if request.param != "at once":
        monkeypatch.setattr(time_order, "_PART", 300)
    if request.param == "in parts":
        monkeypatch.setattr(time_order, "_AT_ONCE", 100)


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("form", FORMS)
def test_times_come_in_order_and_equal_ones_as_they_were(form: str) -> None:
    times = FORMS[form].astype(np.int64)
    kept = times.copy()
    ordered, order = sort_times(times)
    assert np.array_equal(order, np.argsort(kept, kind="stable"))
    assert np.array_equal(ordered, np.sort(kept))
    assert np.array_equal(gathered(times, order), ordered)
    assert np.array_equal(times, kept), "the times themselves stay as they are"
    ends = times + np.resize([-5, 1, 0, 86_400], len(times))
    assert np.array_equal(sort_ends(times, ends), np.sort(np.maximum(ends, times + 1)))


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ranked", [False, True])
def test_an_index_is_the_same_however_it_is_made(form: str, ranked: bool) -> None:
    starts = FORMS[form].astype(np.int64)
    ends = starts + np.resize([-5, 1, 0, 86_400], len(starts))
    weights = np.resize([1.0, 1.0, 5.0, 3.0], len(starts)).astype(np.float32) if ranked else None
    given = starts.copy(), ends.copy(), None if weights is None else weights.copy()
    index = EventIndex(starts, ends, weights)
    order = np.argsort(starts, kind="stable")
    lasting = np.maximum(ends, starts + 1)
    assert np.array_equal(index.starts, starts[order])
    assert np.array_equal(index.ends, lasting[order])
    assert [index.original_number(position) for position in range(0, len(index), 97)] == order[::97].tolist()
    for instant in np.linspace(starts.min() - 1, lasting.max() + 1, 9).astype(np.int64).tolist():
        assert index.count_ended(instant) == np.count_nonzero(lasting <= instant)
    top = index.top_by_weight(0, len(index), 8)
    if ranked:
        assert {float(weights[order[position]]) for position in top} == {float(weights.max())}
    assert np.array_equal(given[0], starts)
    assert np.array_equal(given[1], ends)
    assert weights is None or np.array_equal(given[2], weights)


def test_a_sort_beside_another_thread_ends_with_what_ends_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_order, "_PART", 300)
    times = RNG.integers(0, 10**9, 6000)

    def stop(_fraction: float) -> None:
        raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        EventIndex(times, times + 1, None, stop)
    assert threading.active_count() == before


def test_a_sort_of_many_is_told_of_often_and_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_order, "_AT_ONCE", 100)
    monkeypatch.setattr(time_order, "_PART", 300)
    times = RNG.integers(0, 10**9, 6000)
    fractions: list[float] = []
    EventIndex(times, times + RNG.integers(1, 10**7, 6000), RNG.random(6000).astype(np.float32), fractions.append)
    assert fractions == sorted(fractions)
    assert len(fractions) > 60
    assert max(after - before for before, after in pairwise(fractions)) < 0.1

    def stop(fraction: float) -> None:
        if fraction > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        EventIndex(times, times + 1, None, stop)


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("form", [*FORMS, "within a second", "around nothing"])
def test_moments_come_in_order(form: str) -> None:
    moments = {
        "within a second": 1.7e9 + RNG.random(5000),
        "around nothing": RNG.normal(0.0, 1e-6, 5000),
    }.get(form)
    if moments is None:
        moments = FORMS[form].astype(np.float64) + 0.25
    assert np.array_equal(sort_moments(moments), np.sort(moments))
