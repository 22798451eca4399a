"""A journey through time: where the camera is, and what is the present."""

from __future__ import annotations

import pytest

from desktop.timeline.camera import make_window
from desktop.timeline.playing import Journey

WAY = make_window(0, 0.0, 1_000_000.0)
NEAR = make_window(0, 0.0, 100_000.0)


def test_a_window_as_long_as_the_way_stands_still():
    journey = Journey(WAY, WAY)
    assert {journey.window_at(share) for share in (0.0, 0.4, 1.0)} == {WAY}
    assert [journey.instant_at(share) for share in (0.0, 0.5, 1.0)] == [0, 500_000, 1_000_000]


def test_a_nearer_camera_goes_with_the_present_from_end_to_end():
    journey = Journey(WAY, NEAR)
    starts = [journey.window_at(share / 100).start for share in range(101)]
    assert (starts[0], starts[-1]) == (0, 900_000)
    assert starts == sorted(starts)
    middle = journey.window_at(0.5)
    assert middle.start < journey.instant_at(0.5) < middle.end


def test_the_camera_of_reduced_motion_turns_pages_that_hold_the_present():
    journey = Journey(WAY, NEAR, by_pages=True)
    windows = [journey.window_at(share / 500) for share in range(501)]
    assert len(set(windows)) < 20
    assert all(window.start <= journey.instant_at(share / 500) <= window.end for share, window in enumerate(windows))


@pytest.mark.parametrize(("instant", "share"), [(-5, 0.0), (250_000, 0.25), (2_000_000, 1.0)])
def test_an_instant_has_a_share_of_the_way(instant, share):
    assert Journey(WAY, NEAR).share_of(instant) == pytest.approx(share)
