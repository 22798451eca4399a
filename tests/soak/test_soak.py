"""A short soak counts the same objects round after round; the fit tells growth from noise. No time is judged here."""

from __future__ import annotations

import random

import pytest
from PySide6.QtGui import QAction, QColor

from tests.soak.run import soak
from tests.soak.samples import FLOORS, is_value, trend


@pytest.mark.slow
def test_rounds_of_use_leave_no_window_timer_or_object_behind(qapp):
    found = soak(0, seed=3, rounds=2)
    assert not found["faults"]
    assert len(found["acts"]) == 13
    for name, most in (("widgets", 4), ("active timers", 2), ("threads", 3), ("handles", 3), ("QObjects", 12)):
        first, last = found["series"][name]
        assert last - first <= most, (name, found["series"][name], found["grown classes"])


def test_what_caches_hold_is_counted_apart_from_what_may_leak(qapp):
    assert is_value((1, 2))
    assert is_value(QColor("red"))
    assert is_value([1])
    assert not is_value([QAction()])
    assert not is_value(QAction())
    assert not is_value({})


def test_noise_is_steady_and_a_leak_grows():
    chance = random.Random(1)
    times = [float(number) for number in range(120)]
    noise = [500 + chance.gauss(0, 30) for _ in times]
    leak = [value + when for value, when in zip(noise, times, strict=True)]
    filled = [min(500.0, 100 + 20 * when) for when in times]  # a cache that is full before the half
    floor = FLOORS["QObjects"]
    assert not trend(times, noise, floor).grows
    assert trend(times, leak, floor).grows
    assert not trend(times, filled, floor).grows
    assert not trend(times[:2], leak[:2], floor).grows
