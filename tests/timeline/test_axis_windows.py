"""A window of time as a date in the text: it shows what was seen."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.axis_windows import window_text
from desktop.timeline.camera import make_window

NIGHT = seconds_from_civil(2026, 2, 3, 2, 11) + 7


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (6.0, "2026-02-03T02:11:07/2026-02-03T02:11:12"),
        (0.5, "2026-02-03T02:11:07"),
        (20 * 60.0, "2026-02-03T02:11:07/2026-02-03T02:31:06"),
        (3 * 3600.0, "2026-02-03T02:11/2026-02-03T05:11"),
        (20 * 3600.0, "2026-02-03T02:11/2026-02-03T22:11"),
        (40 * 86_400.0, "2026-02-03/2026-03-15"),
    ],
)
def test_the_text_of_a_window_is_as_precise_as_the_window_is_short(seconds: float, text: str):
    assert window_text(make_window(NIGHT, 0.0, seconds), NO_BREAKS) == text


@given(st.integers(seconds_from_civil(1800), seconds_from_civil(2100)), st.floats(2.0, 3e9))
def test_the_text_of_a_window_covers_it_and_little_more(start: int, span: float):
    window = make_window(start, 0.0, span)
    when = parse_date(window_text(window, NO_BREAKS))
    assert when.start_min is not None
    assert when.end_max is not None
    assert when.start_min <= window.start
    assert when.end_max >= window.end - 1
    assert when.end_max - when.start_min <= 1.14 * span + 2
