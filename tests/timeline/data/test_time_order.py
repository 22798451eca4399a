"""Times are sorted as NumPy does, in steps between which one may stop."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from desktop.timeline.data import time_order
from desktop.timeline.data.time_order import gathered, sort_numbers, sort_times
from desktop.timeline.index import EventIndex

RNG = np.random.default_rng(3)
FORMS = {
    "spread": RNG.integers(-(10**9), 10**9, 5000),
    "days": RNG.integers(0, 40, 5000) * 86_400,
    "one day": np.full(5000, 86_400),
    "in order": np.arange(5000) * 3600,
    "backwards": np.arange(5000)[::-1] * 3600,
    "deep time": RNG.integers(-(2**59), 2**59, 5000),
    "one": np.array([7]),
}


@pytest.fixture(params=["at once", "in parts"])
def parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sort at once, or deal a few hundred numbers to each part."""
    if request.param == "in parts":
        monkeypatch.setattr(time_order, "_AT_ONCE", 100)
        monkeypatch.setattr(time_order, "_PART", 300)


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
    assert np.array_equal(sort_numbers(times), ordered)


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
