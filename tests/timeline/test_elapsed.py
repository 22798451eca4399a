"""Years, months and days counted from the start of a window."""

from __future__ import annotations

import pytest

from desktop.timeline.camera import YEAR_SECONDS, compared_windows, window_between
from desktop.timeline.elapsed import elapsed_marks

BEGIN = 1_000_000


def counted(seconds: float, room: float) -> tuple[str, list[int]]:
    """Return the unit and the numbers in a window, where a label needs some seconds."""
    marks = elapsed_marks(BEGIN, window_between(BEGIN, BEGIN + int(seconds)), lambda _u, _n, length: length >= room)
    return marks[0].unit, [mark.number for mark in marks]


@pytest.mark.parametrize(
    ("seconds", "unit"),
    [
        (10 * YEAR_SECONDS, "year"),
        (YEAR_SECONDS, "month"),
        (20 * 86_400, "day"),
        (86_400, "hour"),
        (600, "minute"),
        (30, "second"),
    ],
)
def test_the_unit_is_the_largest_that_the_window_has_two_of(seconds, unit):
    assert counted(seconds, 0.0)[0] == unit


def test_each_year_has_its_number():
    assert counted(4 * YEAR_SECONDS, 1.0) == ("year", [1, 2, 3, 4, 5])


def test_where_it_is_narrow_only_round_numbers_are_named():
    assert counted(12 * YEAR_SECONDS, 2 * YEAR_SECONDS)[1] == [1, 5, 10]
    assert counted(100 * YEAR_SECONDS, 15 * YEAR_SECONDS)[1] == [1, 20, 40, 60, 80, 100]
    assert counted(YEAR_SECONDS, YEAR_SECONDS / 6)[1] == [1, 3, 6, 9, 12]


def test_what_lies_before_the_start_is_not_counted():
    marks = elapsed_marks(BEGIN, window_between(BEGIN - int(9 * YEAR_SECONDS), BEGIN), lambda *_: True)
    assert [mark.number for mark in marks] == [1]
    assert elapsed_marks(BEGIN, window_between(BEGIN - int(9 * YEAR_SECONDS), BEGIN - 5_000), lambda *_: True) == ()


def test_two_windows_have_one_scale_and_begin_alike():
    first, second = compared_windows((0, 100_000), (5_000_000, 5_040_000))
    assert first.span == second.span
    assert first.x_of(0, 1000.0) == pytest.approx(second.x_of(5_000_000, 1000.0))
