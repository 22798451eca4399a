"""Random keys and acts of the pointer in two windows: both always show what the pure function says."""

from __future__ import annotations

import pytest

from tests.ui.talk.random_talk import RandomTalk

ACTS = 500


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3))])
def test_both_windows_show_what_the_state_says(window, qtbot, seed):
    talk = RandomTalk(window, seed)
    talk.run(ACTS)
    talk.end()
    assert {"timeline", "frozen", "blank", "light", "strokes"} <= set(talk.seen)
