"""Dates of the Julian calendar: where they stand on the axis, and how they are said."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds, days_from_civil
from desktop.story.dates.date_from_instant import pointed_date
from desktop.story.dates.format_date import format_date
from desktop.story.dates.julian import civil_from_julian_days, days_from_julian, in_calendar, in_julian, written_second
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import EditError
from desktop.story.edit.move_dates import movable_ends, move_to, shift_by
from desktop.story.load.load import load_text
from tests.load_errors import errors

STORY = """
format = 1
[story]
title = "Old dates"
languages = ["en"]
{story}
[event.battle]
date = "{date}"
title = "Battle"
{event}
"""


def event(date: str, *, story: str = "", event: str = ""):
    result = load_text(STORY.format(date=date, story=story, event=event))
    assert errors(result) == []
    return result.story.events[0]


def day(second: int) -> tuple[int, int, int]:
    return civil_from_seconds(second)[:3]


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1066, 10, 14), (1066, 10, 20)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((-43, 3, 15), (-43, 3, 13)),  # the Ides of March, 44 BC
        ((200, 3, 1), (200, 3, 1)),
        ((1700, 2, 28), (1700, 3, 10)),
        ((1700, 3, 1), (1700, 3, 12)),
        ((-4712, 1, 1), (-4713, 11, 24)),  # the first day of the Julian period
    ],
)
def test_a_julian_day_stands_at_its_gregorian_one(julian, gregorian):
    assert days_from_julian(*julian) == days_from_civil(*gregorian)


@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 27))
def test_a_day_later_is_a_day_later(year, month, day):
    assert days_from_julian(year, month, day + 1) - days_from_julian(year, month, day) == 1


def test_a_day_stays_a_day_and_a_year_has_its_leap_day():
    feb = in_julian(parse_date("1500-02-28"))
    assert feb.end_max - feb.start_min == SECONDS_PER_DAY
    year = in_julian(parse_date("1500"))
    assert year.end_max - year.start_min == 366 * SECONDS_PER_DAY


def test_the_calendar_of_an_event_is_that_of_its_dates():
    revolution = event("1917-10-25", event='calendar = "julian"')
    assert day(revolution.when.start_min) == (1917, 11, 7)
    assert revolution.when.text == "1917-10-25"


def test_the_calendar_of_a_story_is_for_dates_before_the_reform():
    assert day(event("1066-10-14", story='calendar = "julian"').when.start_min) == (1066, 10, 20)
    assert day(event("1917-10-25", story='calendar = "julian"').when.start_min) == (1917, 10, 25)


def test_an_event_may_say_that_it_is_gregorian():
    plain = event("1066-10-14", story='calendar = "julian"', event='calendar = "gregorian"')
    assert plain.when == parse_date("1066-10-14")


def test_an_interval_moves_with_both_ends():
    war = event("1337-05-24/1453-10-19", story='calendar = "julian"')
    assert (day(war.when.start_min), day(war.when.end_max - 1)) == ((1337, 6, 1), (1453, 10, 28))


def test_a_julian_date_is_said_as_it_is_written_and_named():
    date = event("1066-10-14", story='calendar = "julian"').when
    assert format_date(date, "en") == "14 October 1066 (Julian calendar)"
    assert format_date(event("1348/1349", story='calendar = "julian"').when, "en") == "1348 – 1349"
    assert format_date(event("1348-10", story='calendar = "julian"').when, "en") == "October 1348"
    dated = event("1348/1349-06-05", story='calendar = "julian"').when
    assert format_date(dated, "en").endswith("5 June 1349 (Julian calendar)")
    assert format_date(date, "fr") == "14 octobre 1066 (calendrier julien)"
    assert format_date(date, "en", style="short") == "14 Oct 1066"


def test_an_unknown_calendar_is_told():
    result = load_text(STORY.format(date="1066", story='calendar = "juliann"', event=""))
    assert [problem.code for problem in result.problems] == ["choice"]


# -- days that the Julian calendar has alone -----------------------------------------------------------------------------


def test_the_leap_day_of_a_century_can_be_written():
    when = event("1500-02-29", story='calendar = "julian"').when
    assert when.start_min == days_from_julian(1500, 2, 29) * SECONDS_PER_DAY
    assert when.end_max == days_from_julian(1500, 3, 1) * SECONDS_PER_DAY
    assert format_date(when, "en") == "29 February 1500 (Julian calendar)"
    assert event("1700-02-29~", event='calendar = "julian"').when.approximate


def test_an_interval_may_begin_or_end_on_it():
    begins, ends = (
        event(text, story='calendar = "julian"').when for text in ("1500-02-29/1500-03-05", "1500-02-20/1500-02-29")
    )
    assert begins.start_min == ends.end_max - SECONDS_PER_DAY == days_from_julian(1500, 2, 29) * SECONDS_PER_DAY
    assert begins.end_max == days_from_julian(1500, 3, 6) * SECONDS_PER_DAY
    assert ends.start_min == days_from_julian(1500, 2, 20) * SECONDS_PER_DAY
    assert format_date(begins, "en") == "from 29 February to 5 March 1500 (Julian calendar)"


@pytest.mark.parametrize(
    ("date", "key"), [("1500-02-29", ""), ("1500-02-30", 'calendar = "julian"'), ("1501-02-29", 'calendar = "julian"')]
)
def test_a_day_that_no_calendar_of_the_story_has_is_an_error(date, key):
    result = load_text(STORY.format(date=date, story=key, event=""))
    assert [problem.code for problem in result.problems if problem.severity == "error"] == ["date.bad"]


@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28))
def test_a_julian_day_is_found_again(year, month, day):
    assert civil_from_julian_days(days_from_julian(year, month, day)) == (year, month, day)


@given(st.integers(days_from_civil(-3000, 1, 1), days_from_civil(1582, 10, 14)))
def test_what_is_pointed_at_is_written_as_the_julian_day(days):
    instant = days * SECONDS_PER_DAY + 3600
    _, month, day = civil_from_julian_days(days)
    if (month, day) != (2, 29):
        written = pointed_date(written_second(instant, "", "julian"), SECONDS_PER_DAY)
        when = in_calendar(parse_date(written), "", "julian")
        assert when.start_min == days * SECONDS_PER_DAY
        assert written.endswith(f"-{month:02}-{day:02}")
    assert written_second(instant, "", "") == instant


def test_a_day_of_the_julian_calendar_alone_stays_where_it_is():
    assert movable_ends("1500-02-29") == (False, False)
    for move in (lambda: shift_by("1500-02-29", 1), lambda: move_to("1500-02-27/1500-02-29", 0, "end")):
        with pytest.raises(EditError) as refusal:
            move()
        assert "1500-02-29" in refusal.value.message("en")
