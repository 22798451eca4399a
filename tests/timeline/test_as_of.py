"""The date of knowledge: what was known when, and which date a hand points at."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import SECONDS_PER_DAY, seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.model import Event, Story
from desktop.timeline.as_of import fully_known_date, snap_date, snap_moment, status_as_of
from desktop.timeline.camera import YEAR_SECONDS

NOON = seconds_from_civil(2015, 1, 11) + SECONDS_PER_DAY // 2


def test_an_event_is_unknown_then_planned_then_what_it_became():
    quota = Event("q", parse_date("2017-02"), status="planned", known_from=parse_date("2014-11-05"), became="happened")
    seen = [status_as_of(quota, parse_date(day)) for day in ("2014-11-04", "2014-11-05", "2017-01-31", "2017-02-01")]
    assert seen == [None, "planned", "planned", "happened"]
    assert status_as_of(quota, None) == "planned"


@pytest.mark.parametrize(
    ("scale", "text"),
    [
        (60.0, "2015-01-11"),
        (6.0 * SECONDS_PER_DAY, "2015-01-11"),
        (40.0 * SECONDS_PER_DAY, "2015-01"),
        (1.0 * YEAR_SECONDS, "2015"),
        (30.0 * YEAR_SECONDS, "2020"),
        (25e6 * YEAR_SECONDS, "0000"),
    ],
)
def test_a_hand_points_no_finer_than_the_screen(scale, text):
    assert snap_date(NOON, scale).text == text


@pytest.mark.parametrize(
    ("scale", "text"),
    [(0.02, "2015-01-11T12:00:07"), (10.0, "2015-01-11T12:00"), (600.0, "2015-01-11"), (1.0 * YEAR_SECONDS, "2015")],
)
def test_where_hours_fill_the_screen_a_hand_points_at_a_moment(scale, text):
    assert snap_moment(NOON + 7, scale).text == text
    assert snap_moment(seconds_from_civil(-66_000_000), scale).text == "Y-66000000"


def test_within_a_day_an_event_is_known_from_its_own_second():
    alarm = Event("a", parse_date("2015-01-11T12:00:07"))
    assert status_as_of(alarm, snap_moment(NOON + 6, 0.1)) is None
    assert status_as_of(alarm, snap_moment(NOON + 7, 0.1)) == "happened"


@given(st.integers(-14_000_000_000, 3000), st.floats(1.0, 30e6))
def test_the_date_under_a_hand_is_within_a_pixel_or_a_unit(year, years_per_pixel):
    instant = seconds_from_civil(year, 7, 1)
    when = snap_date(instant, years_per_pixel * YEAR_SECONDS)
    assert when.earliest is not None
    assert abs(when.earliest - instant) <= (years_per_pixel + 1) * YEAR_SECONDS


@given(st.integers(seconds_from_civil(-9000), seconds_from_civil(9000)), st.floats(1.0, 10.0 * SECONDS_PER_DAY))
def test_close_by_the_date_is_the_day_itself(instant, scale):
    when = snap_date(instant, scale)
    assert when.earliest is not None
    assert when.earliest <= instant < when.earliest + SECONDS_PER_DAY


def test_all_is_known_once_the_last_event_has_begun():
    events = (
        Event("a", parse_date("2014-06")),
        Event("b", parse_date("2013"), status="planned", became="happened", became_from=parse_date("2016-12-23")),
    )
    last = fully_known_date(Story(events=events))
    assert last is not None
    assert last.text == "2016-12-23"
    assert [status_as_of(event, last) for event in events] == ["happened", "happened"]
    assert fully_known_date(Story()) is None
    ages = fully_known_date(Story(events=(Event("a", parse_date("Y-66000000")),)))
    assert ages is not None
    assert status_as_of(Event("a", parse_date("Y-66000000")), ages) == "happened"
