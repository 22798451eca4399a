"""Random keys and acts of the pointer in two windows: both always show what the pure function says."""

from __future__ import annotations

import pytest

from tests.ui.talk.random_talk import RandomTalk

ACTS = 150
SLOW_ACTS = 500


@pytest.mark.parametrize(
    ("seed", "acts"),
    [(0, ACTS), *(pytest.param(seed, SLOW_ACTS, marks=pytest.mark.slow) for seed in (0, 1, 2, 3))],
)
def test_both_windows_show_what_the_state_says(window, qtbot, seed, acts):
    talk = RandomTalk(window, seed)
    talk.run(acts)
    talk.end()
    assert {"timeline", "frozen", "blank", "light", "strokes"} <= set(talk.seen)
