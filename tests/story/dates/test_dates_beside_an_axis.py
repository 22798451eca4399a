"""Dates beside an axis: what it says already is left out, and the zone of a moment that it places elsewhere is named."""

from __future__ import annotations

import pytest

from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.dates.zones import in_zone


@pytest.mark.parametrize(
    ("date", "known", "said"),
    [
        ("2022-06-23", "year", "23 Jun"),
        ("2022-06-23/2022-07-01", "year", "23 Jun – 1 Jul"),
        ("2022-06-23/2024-07-01", "year", "23 Jun 2022 – 1 Jul 2024"),  # not a week
        ("2022-06-23/..", "year", "23 Jun 2022 →"),  # the axis may show another year
        ("2026-02-03T02:10/2026-02-03T02:41", "day", "02:10 – 02:41"),
        ("2026-02-03T23:50/2026-02-05T00:10", "day", "3 Feb, 23:50 – 5 Feb, 00:10"),
    ],
)
def test_only_what_the_axis_says_of_both_ends_is_left_out(date: str, known: str, said: str):
    assert format_date(parse_date(date), "en", style="short", known=known) == said


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-02-03T02:10:58Z", "3 Feb 2026, 02:10:58"),
        ("2026-02-03T03:11:42+01:00", "3 Feb 2026, 03:11:42\u00a0UTC+1"),
        ("2026-02-02T21:13-05:00", "2 Feb 2026, 21:13\u00a0UTC\u22125"),
        ("2026-02-03T07:46:30+05:30", "3 Feb 2026, 07:46:30\u00a0UTC+5:30"),
        ("2026-02-03T02:13:05", "3 Feb 2026, 02:13:05"),
    ],
)
def test_a_moment_of_another_zone_than_the_axis_names_its_zone(date: str, said: str):
    assert format_date(in_zone(parse_date(date), 0), "en", style="short") == said


def test_a_moment_of_the_zone_of_the_axis_says_nothing_of_it():
    assert format_date(parse_date("2026-02-03T03:11:42+01:00"), "en", style="short") == "3 Feb 2026, 03:11:42"
    assert "UTC" in format_date(in_zone(parse_date("2026-02-03T02:11:42Z"), 60), "en", style="short")


def test_the_day_of_another_zone_is_left_out_only_where_it_is_that_of_the_axis():
    def said(date: str) -> str:
        return format_date(in_zone(parse_date(date), 0), "en", style="short", known="day")

    assert said("2026-02-03T03:11+01:00") == "03:11\u00a0UTC+1"
    assert said("2026-02-02T21:13-05:00") == "2 Feb, 21:13\u00a0UTC\u22125"
