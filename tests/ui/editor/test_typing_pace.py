"""What takes long waits while somebody types, and is done at once when it would be over before the next key."""

from __future__ import annotations

import pytest

from desktop.ui.editor.typing_pace import TypingPace


def typed(gaps: list[float], work: float) -> TypingPace:
    """Return the pace after keys with these pauses before them, of a text that takes so long to parse and show."""
    pace, now = TypingPace(), 100.0
    for gap in [5.0, *gaps]:
        now += gap
        pace.key(now)
    pace.note_work(work)
    return pace


def test_a_short_text_never_waits_longer_than_usual() -> None:
    assert typed([0.1, 0.1], 0.01).delay(0.04) == 0.04


@pytest.mark.parametrize("gap", [0.05, 0.08, 0.12])
def test_a_long_text_waits_until_the_next_key_would_have_come(gap: float) -> None:
    assert typed([gap] * 4, 0.1).delay(0.04) > gap


def test_between_slow_keys_there_is_time_enough() -> None:
    assert typed([0.3] * 4, 0.08).delay(0.04) == 0.04


def test_the_first_key_and_one_after_a_rest_expect_a_second() -> None:
    assert 0.08 < typed([], 0.1).delay(0.04) < 0.2
    assert typed([0.06, 0.06, 3.0], 0.1).delay(0.04) == typed([], 0.1).delay(0.04)


@pytest.mark.parametrize("gap", [0.15, 0.25, 0.3])
def test_a_pause_between_two_keys_is_no_rest_when_the_work_would_not_fit_in(gap: float) -> None:
    assert typed([gap] * 4, 0.27).delay(0.04) > gap
    assert typed([], 0.27).delay(0.04) > gap


def test_nobody_waits_longer_than_half_a_second() -> None:
    assert typed([0.9, 0.9], 5.0).delay(0.04) < 0.5


def test_a_guess_stands_until_it_is_measured() -> None:
    pace = TypingPace()
    pace.estimate(400_000)
    assert pace.delay(0.04) > 0.04
    pace.estimate(4_000)
    assert pace.delay(0.04) == 0.04
