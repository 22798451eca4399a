"""Moments keep the fraction of their second and the time zone that is written."""

from __future__ import annotations

import pytest

from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date


def test_a_moment_keeps_its_fraction_and_its_zone():
    when = parse_date("2014-06-05T20:30:09,125-03:30")
    assert (when.start_min, when.fraction, when.zone) == (parse_date("2014-06-05T20:30:09").start_min, 0.125, -210)
    assert parse_date("2014-06-05T20:30Z").zone == 0
    assert parse_date("2014-06-05T20:30").zone is None
    for wrong in ("2014-06-05T20:30+99:99", "2014-06-05T20:30+24:00", "2014-06-05T20:30+02:60"):
        with pytest.raises(DateError):
            parse_date(wrong)


def test_an_interval_of_two_zones_is_as_long_as_it_lasted():
    when = parse_date("2014-06-05T10:00:00+02:00/2014-06-05T09:00:00Z")
    assert when.end_min - when.start_min == 3600
    with pytest.raises(DateError):
        parse_date("2014-06-05T10:00:00Z/2014-06-05T11:00:00+02:00")


def test_dates_within_a_second_are_in_order_by_their_fractions():
    texts = [
        "2014-06-05T20:30:08.9",
        "2014-06-05T20:30:09",
        "2014-06-05T20:30:09.1/2014-06-05T20:30:12",
        "2014-06-05T20:30:09.25",
        "2014-06-05T20:30:09.25/2014-06-05T20:30:12",
        "2014-06-05T20:30:09.5/..",
    ]
    mixed = [parse_date(texts[number]) for number in (4, 1, 5, 0, 3, 2)]
    assert [when.text for when in sorted(mixed, key=lambda when: when.time_order)] == texts
    assert parse_date("../2014-06-05T20:30:09.5").begin_fraction == 0.0
