"""The clock of a talk, and whether it is ahead or behind the minutes written."""

from __future__ import annotations

import pytest

from desktop.session.position import Position
from desktop.session.talk import talk_time as pace
from desktop.session.talk.talk_time import Clock
from desktop.story.load.load import load_text
from desktop.story.time_plan import time_plan


def story(head: str = "", *slides: str):
    text = f'format = 1\n[story]\ntitle = "T"\n{head}\n'
    for number, keys in enumerate(slides):
        text += f'[[slide]]\nid = "s{number}"\nlayout = "statement"\ntitle = "S"\n{keys}\n'
    found = load_text(text).story
    assert found is not None
    return found


def test_a_clock_counts_from_its_start_without_its_pauses():
    clock = Clock().start(100.0)
    assert clock.elapsed(130.0) == 30
    paused = clock.toggle(130.0)
    assert (paused.elapsed(500.0), paused.running) == (30, False)
    assert paused.toggle(200.0).elapsed(210.0) == 40


def test_every_pause_is_left_out_and_not_only_the_last():
    clock = Clock().start(100.0)
    for paused_at, resumed_at in ((110.0, 150.0), (160.0, 163.0)):
        clock = clock.toggle(paused_at).toggle(resumed_at)
    assert clock.elapsed(170.0) == 27


def test_a_clock_starts_once_and_before_that_shows_nothing():
    assert Clock().elapsed(5.0) == 0
    clock = Clock().start(100.0)
    assert clock.start(200.0) == clock
    assert Clock().toggle(50.0) == Clock(50.0)


def test_slides_without_minutes_share_what_the_story_has_left():
    plan = time_plan(story("minutes = 10", "minutes = 4", "", "", "minutes = 9\nbackup = true"))
    assert plan.spans == (("s0", 0, 240), ("s1", 240, 420), ("s2", 420, 600))
    assert plan.total == 600


def test_nothing_written_is_no_plan():
    plan = time_plan(story("", "", ""))
    assert plan.total == 0
    assert pace.pace_of(plan, Position("s0"), 50.0) == ("none", 0.0)


@pytest.mark.parametrize(
    ("slide", "elapsed", "expected"),
    [
        ("s0", 30, ("on", 0)),
        ("s1", 30, ("ahead", 30)),
        ("s0", 90, ("behind", 30)),
        ("s1", 60, ("on", 0)),
        ("s1", 150, ("behind", 30)),
        ("s2", 30, ("on", 0)),  # a backup takes no time of its own: only the end can pass
        ("s2", 125, ("behind", 5)),
    ],
)
def test_a_talk_is_on_time_during_its_slides_own_minutes(slide, elapsed, expected):
    plan = time_plan(story("", "minutes = 1", "minutes = 1", "backup = true"))
    assert pace.pace_of(plan, Position(slide), elapsed) == expected


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (59.9, "0:59"), (461, "7:41"), (3723, "1:02:03"), (-3, "0:00")]
)
def test_time_is_written_as_on_a_clock(seconds, words):
    assert pace.format_clock(seconds) == words
