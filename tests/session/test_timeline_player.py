"""The player of a journey: by its own clock, so that no test waits."""

from __future__ import annotations

import pytest

from desktop.session.timeline_player import TimelinePlayer
from desktop.timeline.camera import make_window
from desktop.timeline.playing import WAY_SECONDS, Journey

YEAR = 365 * 86_400
WAY = make_window(0, 0.0, 40.0 * YEAR)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def player(qapp):
    clock = Clock()
    made = TimelinePlayer(clock=clock)
    made.frames = []  # type: ignore[attr-defined]
    made.moved.connect(lambda window, as_of: made.frames.append((window, as_of)))  # type: ignore[attr-defined]
    made.tick = lambda seconds: (setattr(clock, "now", clock.now + seconds), made.advance())  # type: ignore[attr-defined]
    yield made
    made.stop()


def year(player) -> int:
    return int(player.frames[-1][1].text[:4])


def test_the_date_of_knowledge_goes_from_the_beginning_to_the_end(player):
    player.start(Journey(WAY, WAY))
    assert year(player) == 1970
    player.tick(WAY_SECONDS / 2)
    assert year(player) in (1989, 1990)
    ends = []
    player.finished.connect(lambda: ends.append(True))
    player.tick(WAY_SECONDS)
    assert (ends, player.is_playing) == ([True], False)


def test_within_half_an_hour_it_goes_by_the_second(player):
    half_an_hour = make_window(0, 0.0, 1800.0)
    player.start(Journey(half_an_hour, half_an_hour))
    assert player.frames[-1][1].text == "1970-01-01T00:00:00"
    player.tick(WAY_SECONDS / 3)
    assert player.frames[-1][1].text == "1970-01-01T00:10:00"


def test_it_goes_on_from_where_it_stopped(player):
    player.start(Journey(WAY, WAY), present=20 * YEAR)
    assert year(player) in (1989, 1990)


def test_from_the_end_it_begins_again(player):
    player.start(Journey(WAY, WAY), present=50 * YEAR)
    assert year(player) == 1970


def test_a_stopped_player_says_so_once(player):
    player.start(Journey(WAY, WAY))
    assert (player.stop(), player.stop()) == (True, False)


def test_a_loop_has_no_end(player):
    player.loops = True
    player.start(Journey(WAY, WAY))
    player.tick(1.25 * WAY_SECONDS)
    assert player.is_playing
    assert year(player) in (1979, 1980)


def test_the_speeds_come_round(player):
    assert [player.next_speed() for _ in range(4)] == [2.0, 4.0, 0.5, 1.0]
    player.next_speed()
    player.start(Journey(WAY, WAY))
    player.tick(WAY_SECONDS / 4)
    assert year(player) in (1989, 1990)
