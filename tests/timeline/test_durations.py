"""The ruler: how much time lies between two events, with the doubt of their dates, in words."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import SECONDS_PER_DAY, add_months, civil_from_days, days_from_civil, days_in_month
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim, Event
from desktop.timeline.durations import duration_between, duration_range_between, format_gap, format_years, start_range


def event(date: str, **more) -> Event:
    return Event(date, parse_date(date), **more)


def between(one: str, two: str, language: str = "en") -> str:
    return format_gap(duration_range_between(event(one), event(two)), language)


@pytest.mark.parametrize(
    ("one", "two", "english", "french"),
    [
        ("2014-06-05", "2014-06-08", "3 days", "3 jours"),
        ("2014-06-05", "2014-06-06", "1 day", "1 jour"),
        ("2014-06-05", "2014-06-05", "the same day", "le même jour"),
        ("2012-09-19", "2015-01-19", "2 years 4 months · 852 days", "2 ans 4 mois · 852 jours"),
        ("2014-06-05", "2015-06-05", "1 year", "1 an"),
        ("2015-01-31", "2015-02-28", "1 month", "1 mois"),
        ("2013-11", "2015", "between 13 and 25 months", "entre 13 et 25 mois"),
        ("2013", "2014", "at most 23 months", "au plus 23 mois"),
        ("2014-06", "2014-06", "at most 29 days", "au plus 29 jours"),
        ("2014-01-10", "2014-03", "between 50 and 80 days", "entre 50 et 80 jours"),
        ("2000", "2014", "between 13 and 14 years", "entre 13 et 14 ans"),
        ("1895-12-28", "2007/..", "between 111 and 112 years", "entre 111 et 112 ans"),
        ("2014-06-05", "2016-06-05~", "about 2 years", "environ 2 ans"),
        ("2014-06-05?", "2014-06-08", "perhaps 3 days", "peut-être 3 jours"),
        ("../2000", "2010-05-01", "at least 9 years", "au moins 9 ans"),
        ("2014-06-05T10:00", "2014-06-05T12:30", "2 hours 30 minutes", "2 heures 30 minutes"),
        ("2014-06-05T10:00", "2014-06-05T10:00", "the same minute", "la même minute"),
        ("2014-06-05T10:00", "2014-06-07", "2 days", "2 jours"),
        ("-0044-03-15", "0476", "between 519 and 520 years", "entre 519 et 520 ans"),
    ],
)  # fmt: skip
def test_a_gap_is_said_with_its_doubt(one, two, english, french):
    assert between(one, two) == english
    assert between(one, two, "fr") == french


def test_ages_are_said_in_millions_and_billions():
    assert between("Y-4540000000S3", "Y-66000000") == "about 4.48 billion years"
    assert between("Y-4540000000S3", "Y-66000000", "fr") == "environ 4,48 milliards d’années"
    assert between("Y-66000000", "2000-05-01") == "66 million years"


def test_what_came_first_does_not_matter():
    for one, two in (("2013-11", "2015"), ("2014-06-05", "2012"), ("../2000", "2010"), ("2014", "2014-06")):
        assert duration_range_between(event(one), event(two)) == duration_range_between(event(two), event(one))


def test_a_disputed_event_is_measured_from_all_the_dates_claimed():
    claims = (Claim(LocalizedText(), date=parse_date("2013-01-10")), Claim(LocalizedText(), date=parse_date("2014")))
    bought = event("2013/2014", status="disputed", claims=claims)
    assert format_gap(duration_range_between(event("2012-01-10"), bought), "en") == "between 12 and 35 months"
    assert start_range(bought) == (parse_date("2013-01-10").start_min, parse_date("2014").end_max)


def test_two_open_beginnings_leave_no_limit():
    assert between("[..2000]", "[..2012]") == "nobody can say how long"


@given(
    st.dates().map(lambda day: days_from_civil(day.year, day.month, day.day)),
    st.integers(0, 40_000),
)
def test_months_and_days_add_up_to_the_later_day(first, more):
    one = duration_between(first * SECONDS_PER_DAY, (first + more) * SECONDS_PER_DAY)
    year, month, day = civil_from_days(first)
    at_year, at_month = add_months(year, month, one.months)
    back = days_from_civil(at_year, at_month, min(day, days_in_month(at_year, at_month)))
    assert back + one.days == first + more
    assert 0 <= one.days <= 31
    assert one.whole_units("day") == more


@given(st.integers(1000, 2030), st.integers(1, 12), st.integers(1000, 2030), st.integers(1, 12))
def test_the_least_is_never_more_than_the_most(year, month, year2, month2):
    gap = duration_range_between(event(f"{year:04d}-{month:02d}"), event(f"{year2:04d}-{month2:02d}"))
    assert gap.least is not None
    assert gap.most is not None
    assert gap.least.total_minutes <= gap.most.total_minutes


def test_what_is_folded_away_is_said_in_years():
    year = round(365.2425 * SECONDS_PER_DAY)
    assert format_years(11 * year, "fr") == "11 ans"
    assert format_years(year, "en") == "1 year"
    assert format_years(90 * SECONDS_PER_DAY, "en") == "3 months"
    assert format_years(3 * SECONDS_PER_DAY, "fr") == "3 jours"
    assert format_years(3_600_000_000 * year, "fr") == "3,6 milliards d’années"
    assert format_years(1_500_000 * year, "fr") == "1,5 million d’années"
    assert format_years(1_500_000 * year, "de") == "1,5 Millionen Jahre"
