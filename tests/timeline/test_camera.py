"""The camera: zooming returns, the pointer holds what it points at, flights arrive, at any depth of time."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.story.model import EMPTY_STORY, Event, Slide, Story
from desktop.timeline import camera
from desktop.timeline.camera import TimeWindow

AGE = seconds_from_civil(-13_800_000_000)
starts = st.integers(AGE, -AGE)
spans = st.floats(math.log(60.0), math.log(14e9 * camera.YEAR_SECONDS)).map(math.exp)
windows = st.builds(camera.make_window, starts, st.floats(0, 1, exclude_max=True), spans)
shares = st.floats(0.0, 1.0)


def same(one: TimeWindow, two: TimeWindow, *, part: float = 1e-9) -> None:
    """Assert that two windows look alike: to a billionth of their span, or a microsecond."""
    least = part * min(one.span, two.span) + 1e-6
    assert two.span == pytest.approx(one.span, rel=1e-9)
    assert abs((two.start - one.start) + (two.offset - one.offset)) <= least


@given(windows, shares, st.floats(0.01, 0.99))
def test_zooming_in_and_out_again_returns(view: TimeWindow, share: float, factor: float):
    if view.span * factor < camera.MIN_SPAN:
        return
    near = camera.zoom_at(view, share, factor)
    # What is lost is at most the last digit of the window that was left: no pixel of it.
    same(camera.zoom_at(near, share, 1 / factor), view, part=1e-8)


@given(windows, shares, st.floats(0.05, 20.0))
def test_what_the_pointer_is_on_stays_under_it(view: TimeWindow, share: float, factor: float):
    instant, part = view.instant_at(share)
    zoomed = camera.zoom_at(view, share, factor)
    assert zoomed.x_of(instant, 1.0) + part / zoomed.span == pytest.approx(share, abs=1e-7)


@given(windows, st.floats(-3, 3))
def test_panning_there_and_back_returns(view: TimeWindow, share: float):
    same(camera.pan(camera.pan(view, share), -share), view, part=1e-8)


@given(windows)
def test_a_window_keeps_its_offset_within_a_second(view: TimeWindow):
    assert 0.0 <= view.offset < 1.0
    assert camera.MIN_SPAN <= view.span <= camera.MAX_SPAN


def test_an_instant_is_exact_to_the_second_at_the_age_of_the_universe():
    view = camera.make_window(AGE, 0.25, 60.0)
    assert view.x_of(AGE + 30, 1200.0) == pytest.approx((30 - 0.25) * 20)
    assert view.x_of(AGE + 31, 1200.0) - view.x_of(AGE + 30, 1200.0) == pytest.approx(20.0)


@given(windows, windows)
def test_a_flight_begins_and_ends_where_it_says(one: TimeWindow, two: TimeWindow):
    assert camera.flight(one, two, 0.0) == one
    assert camera.flight(one, two, 1.0) == two
    for seen, wanted in ((camera.flight(one, two, 1e-7), one), (camera.flight(one, two, 1 - 1e-7), two)):
        assert seen.span == pytest.approx(wanted.span, rel=1e-4)
        assert seen.x_of(wanted.start, 1.0) + wanted.offset / seen.span == pytest.approx(0.0, abs=1e-3)
    assert 0 <= camera.flight_ms(one, two) <= camera.MAX_FLIGHT_MS


@given(windows, windows, st.integers(1, 40))
def test_a_flight_has_no_jump(one: TimeWindow, two: TimeWindow, at: int):
    """Between neighbouring frames neither place nor span changes by much, as seen in either frame."""
    first, second = camera.flight(one, two, at / 1000), camera.flight(one, two, (at + 1) / 1000)
    length = camera.flight_length(one, two) / 1000 * math.sqrt(2.0)
    assert abs(math.log(second.span / first.span)) <= length + 1e-6
    away = (second.start - first.start) + (second.offset - first.offset) + (second.span - first.span) / 2
    assert abs(away) / min(first.span, second.span) <= math.expm1(length) + 1e-6


def test_a_flight_from_one_day_to_the_age_of_the_universe_is_smooth():
    day = camera.window_between(seconds_from_civil(2014, 6, 5), seconds_from_civil(2014, 6, 6))
    whole = camera.window_between(AGE, seconds_from_civil(2020))
    spans = [camera.flight(day, whole, t / 100).span for t in range(101)]
    assert all(two > one for one, two in pairwise(spans))
    there = seconds_from_civil(2014, 6, 5, 12)
    for t in range(0, 100, 5):
        assert -0.05 <= camera.flight(day, whole, t / 100).x_of(there, 1.0) <= 1.05


def test_a_flight_far_away_rises_before_it_falls():
    one = camera.window_between(seconds_from_civil(1900), seconds_from_civil(1901))
    two = camera.window_between(seconds_from_civil(2000), seconds_from_civil(2001))
    middle = camera.flight(one, two, 0.5)
    assert middle.span > 20 * one.span
    assert middle.start < seconds_from_civil(1951) < middle.end


def test_no_flight_leads_nowhere():
    one = camera.window_between(0, 1000)
    assert camera.flight_ms(one, one) == 0


# -- windows of stories ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cinema(stories) -> Story:
    return load_file(stories / "cinema.toml").story


def test_the_storys_window_shows_every_event(cinema: Story):
    view = camera.story_window(cinema)
    for event in cinema.events:
        first, last = camera.event_extent(event)
        assert view.contains(first, last), event.id


def test_the_empty_story_has_a_window():
    assert camera.story_window(EMPTY_STORY).span > 0


def test_a_slide_that_names_its_window_gets_it():
    slide = Slide("one", "timeline", window=parse_date("2013/2017"))
    view = camera.slide_window(EMPTY_STORY, slide)
    assert view.contains(seconds_from_civil(2013), seconds_from_civil(2018))
    assert view.span < 5.5 * camera.YEAR_SECONDS


def test_a_window_open_to_one_side_ends_with_the_story(cinema: Story):
    view = camera.slide_window(cinema, Slide("one", "timeline", window=parse_date("1980/..")))
    assert not view.contains(seconds_from_civil(1970), seconds_from_civil(1971))
    assert view.contains(seconds_from_civil(1981), seconds_from_civil(2013))


def test_an_event_is_shown_with_its_neighbours_and_not_at_the_edge(cinema: Story):
    for event in cinema.events:
        view = camera.slide_window(cinema, Slide("one", "event", event=event.id))
        first, last = camera.event_extent(event)
        assert view.contains(first, last)
        assert 0.15 < view.x_of((first + last) // 2, 1.0) < 0.85, event.id
        seen = sum(view.contains(*camera.event_extent(other)) for other in cinema.events)
        assert seen >= 4, event.id


def test_highlights_decide_where_there_is_no_event(cinema: Story):
    view = camera.slide_window(cinema, Slide("one", "timeline", highlight=("code", "divorce")))
    assert view.contains(*camera.event_extent(cinema.event_by_id["code"]))
    assert view.span < 60 * camera.YEAR_SECONDS


def test_all_dates_claimed_for_an_event_are_in_its_extent():
    from desktop.story.localized_text import LocalizedText
    from desktop.story.model import Claim

    event = Event(
        "x", parse_date("2014"), claims=(Claim(LocalizedText(), date=parse_date("2012-05")), Claim(LocalizedText()))
    )
    assert camera.event_extent(event) == (seconds_from_civil(2012, 5), seconds_from_civil(2015))


def test_a_story_of_half_an_hour_opens_on_half_an_hour():
    def story(*dates: str) -> Story:
        return Story(events=tuple(Event(f"e{number}", parse_date(date)) for number, date in enumerate(dates)))

    minutes = story("2026-02-03T02:11:07", "2026-02-03T02:20/2026-02-03T02:41", "2026-02-03T02:30")
    assert 30 * 60 < camera.story_window(minutes).span < 40 * 60
    assert camera.event_window(minutes, minutes.events[0]).span < 3600
    # A day alone is shown with the weeks around it, also beside moments.
    assert camera.story_window(story("2026-02-03T02:11", "2026-02-03")).span == 45 * 86_400
    assert camera.story_window(story("2026-02-03T02:11:07")).span == 60
