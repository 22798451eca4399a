"""The date that somebody points at is no finer than the hand can aim."""

from __future__ import annotations

import pytest

from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.date_from_instant import pointed_date, pointed_span
from desktop.story.dates.parse import parse_date

DAY = 86_400.0
NOON = seconds_from_civil(1961, 5, 25, 13, 45)


@pytest.mark.parametrize(
    ("resolution", "date"),
    [
        (0.01, "1961-05-25T13:45:08"),
        (1.0, "1961-05-25T13:45:08"),
        (10.0, "1961-05-25T13:45"),
        (1000.0, "1961-05-25T13:00"),
        (0.5 * DAY, "1961-05-25"),
        (10 * DAY, "1961-05"),
        (100 * DAY, "1961"),
    ],
)
def test_the_zoom_decides_how_precise_it_is(resolution, date):
    assert pointed_date(NOON + 8, resolution) == date


@pytest.mark.parametrize(
    ("year", "years_aimed", "date"),
    [(-44, 1, "-0044"), (0, 1, "0000"), (-13_812_345_678, 3_000_000, "Y-13812000000"), (123_456, 1, "Y123456"),
     (10_400, 5_000, "Y10000"), (-9_999, 1, "-9999")],
)  # fmt: skip
def test_years_far_away_are_round(year, years_aimed, date):
    assert pointed_date(seconds_from_civil(year, 6), years_aimed * 366 * DAY) == date
    parse_date(date)


def test_a_span_runs_from_the_earlier_to_the_later():
    first, last = seconds_from_civil(1961, 5), seconds_from_civil(1969, 7)
    assert pointed_span(last, first, 5 * DAY) == "1961-05/1969-07"
    assert pointed_span(first, first, 5 * DAY) == "1961-05"
