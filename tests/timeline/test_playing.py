"""A journey through time: where the camera is, and what is the present."""

from __future__ import annotations

from itertools import pairwise

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


@pytest.mark.parametrize("by_pages", [False, True])
@pytest.mark.parametrize("begin", [1_772_366_400, -435_485_999_767_219_200])
def test_a_camera_nearer_than_a_second_goes_through_every_part_of_one(by_pages, begin):
    way, near = make_window(begin, 0.25, 8.0), make_window(begin, 0.25, 0.3)
    journey = Journey(way, near, by_pages)
    begins = [(one.start - begin) + one.offset for one in (journey.window_at(share / 800) for share in range(801))]
    assert (begins[0], begins[-1]) == pytest.approx((0.25, 7.95))
    assert all(0.0 <= after - before < 0.3 for before, after in pairwise(begins))
