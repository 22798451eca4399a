"""What recurs has a date after each step, as exact and as sure as the first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.parse import parse_date
from desktop.story.dates.recurrence import MAX_OCCURRENCES, Step, can_repeat, parse_step, repeat_date


def texts(when: str, step: str, until: str) -> list[str]:
    parsed = parse_step(step)
    assert parsed is not None
    assert can_repeat(parse_date(when), parsed)
    return [one.text for one in repeat_date(parse_date(when), parsed, parse_date(until))]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("4 years", Step(months=48)),
        ("year", Step(months=12)),
        ("2 Weeks", Step(seconds=14 * 86_400)),
        ("1 month", Step(months=1)),
        ("90 minutes", Step(seconds=5400)),
        ("0 days", None),
        ("-1 day", None),
        ("4", None),
        ("every year", None),
        ("4years", None),
        ("", None),
    ],
)
def test_steps_are_written_in_words(text, step):
    assert parse_step(text) == step


@pytest.mark.parametrize(
    ("when", "step", "until", "expected"),
    [
        ("1896", "4 years", "1908", ["1900", "1904", "1908"]),
        ("2000~", "year", "2002", ["2001~", "2002~"]),
        ("2024-01-31", "month", "2024-04", ["2024-02-29", "2024-03-31", "2024-04-30"]),
        ("2020-02-29", "1 year", "2024", ["2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]),
        ("2024-12-30", "2 weeks", "2025-01", ["2025-01-13", "2025-01-27"]),
        ("2024-11", "3 months", "2025-08", ["2025-02", "2025-05", "2025-08"]),
        ("2024-05-31/2024-06-02", "year", "2025", ["2025-05-31/2025-06-02"]),
        ("2024-05-31T23:50", "15 minutes", "2024-06-01T00:10", ["2024-06-01T00:05"]),
        ("2024-05-31T23:59:59+02:00", "1 second", "2024-06-01T00:00:00", ["2024-06-01T00:00:00+02:00"]),
        ("-0001", "1 year", "0001", ["0000", "0001"]),
        ("9998", "year", "Y20000", ["9999"]),
    ],
)
def test_dates_recur_with_their_precision_and_their_doubt(when, step, until, expected):
    assert texts(when, step, until) == expected


@pytest.mark.parametrize(
    ("when", "step"),
    [
        ("2024", "month"), ("2024", "day"), ("2024-05", "week"), ("2024-05-06", "hour"), ("201X", "year"),
        ("[2024,2025]", "year"),
        ("../2024", "year"), ("Y-12000", "year"), ("2024-21", "year"), ("2024/2025-01", "month"), ("1950S2", "10 years"),
    ],
)  # fmt: skip
def test_what_is_less_exact_than_the_step_cannot_be_repeated(when, step):
    parsed = parse_step(step)
    assert parsed is not None
    assert not can_repeat(parse_date(when), parsed)


@given(st.dates(date(1000, 1, 1), date(2000, 1, 1)), st.integers(1, 400))
def test_days_recur_as_the_calendar_of_python_counts_them(first, days):
    found = texts(first.isoformat(), f"{days} days", f"{first.year + 5}")
    expected = [first + timedelta(days * number) for number in range(1, 1 + len(found))]
    assert found == [one.isoformat() for one in expected]
    assert (first + timedelta(days * (len(found) + 1))).year > first.year + 5


def test_there_are_never_more_than_a_timeline_can_list():
    assert len(texts("1000-01-01", "day", "2000")) == MAX_OCCURRENCES - 1
