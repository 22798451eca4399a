"""A logarithmic axis: exact near its day, each tenfold of the distance as long as the next, and ticks that say so."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from desktop.i18n import story_language
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.story.model import EMPTY_STORY, Event, Slide, Story, Track
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.axis_ticks import axis_ticks
from desktop.timeline.axis_windows import end_resolutions, event_axis_window, slide_axis_window, story_axis_window
from desktop.timeline.camera import YEAR_SECONDS, TimeWindow, event_extent, make_window, pan, window_between
from desktop.timeline.log_axis import E_FOLD, LogAxis, story_axis
from desktop.timeline.playing import Journey
from desktop.timeline.scale import Ticks

AGE = seconds_from_civil(-13_800_000_000)
NOW = seconds_from_civil(2000)
AXIS = LogAxis(NOW, 1000 * 31_556_952)
instants = st.one_of(
    st.integers(AGE, seconds_from_civil(20_000)), st.integers(NOW - 10**6, NOW + 10**6), st.integers(-(10**11), 10**11)
)


def story_of(*dates: str, **keys: object) -> Story:
    events = tuple(Event(f"e{number}", parse_date(date)) for number, date in enumerate(dates))
    return replace(EMPTY_STORY, events=events, axis="log", **keys)


def load(name: str) -> Story:
    story = load_file(Path(__file__).parents[1] / "stories" / name).story
    assert story is not None
    return story


BIG_BANG = replace(load("bigbang.toml"), axis="log")


@given(instants)
def test_an_instant_keeps_its_place(instant: int) -> None:
    again = AXIS.to_time(AXIS.to_axis(instant))
    distance = abs(instant - NOW)
    assert again == instant if distance < 10**13 else abs(again - instant) <= 1e-14 * distance


@pytest.mark.parametrize("side", [-1, 1])
def test_a_view_far_beyond_every_date_ends_at_the_farthest_instants(side: int) -> None:
    assert AXIS.to_time(side * 2**60) == AXIS.to_time(side * 2**70) == NOW + side * 2**62


@given(instants, instants)
def test_what_is_later_lies_farther_right(one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert AXIS.to_axis(first) <= AXIS.to_axis(second)


@given(st.integers(10**9, 10**16))
def test_a_tenfold_of_the_distance_takes_the_same_length(distance: int) -> None:
    length = AXIS.to_axis(NOW - distance) - AXIS.to_axis(NOW - 10 * distance)
    assert length < E_FOLD * math.log(10) + 2
    assert distance < 10**13 or length == pytest.approx(E_FOLD * math.log(10), rel=1e-2)


@given(instants, st.floats(1.0, 1e17))
def test_a_window_there_and_back_is_the_same(start: int, span: float) -> None:
    window = make_window(start, 0.0, span)
    again = AXIS.window_to_time(AXIS.window_to_axis(window))
    nearest = min(abs(window.start - NOW), abs(window.end - NOW), key=abs)
    slack = 2.0 + 1e-9 * (abs(window.start - NOW) + nearest + AXIS.least) + 1e-14 * span
    assert abs(again.start - window.start) <= slack
    assert abs(again.end - window.end) <= slack


# -- of a story ----------------------------------------------------------------------------------------------------------


def test_it_counts_towards_the_last_date_of_the_events() -> None:
    axis = story_axis(story_of("Y-66000000", "-3300", "1969-07-20"))
    assert isinstance(axis, LogAxis)
    assert axis.now == seconds_from_civil(1969, 7, 21) - 1
    assert axis.to_axis(axis.now) == 0


def test_it_counts_towards_the_day_that_is_written() -> None:
    axis = story_axis(story_of("Y-66000000", "1969-07-20", axis_now=parse_date("2000")))
    assert isinstance(axis, LogAxis)
    assert axis.now == NOW


def test_the_nearest_event_is_apart_from_that_day() -> None:
    axis = story_axis(story_of("Y-66000000", "-3300", "1969-07-20"))
    whole = story_axis_window(story_of("Y-66000000", "-3300", "1969-07-20"), axis)
    place = whole.x_of(axis.to_axis(seconds_from_civil(-3300)), 1.0)
    assert 0.5 < place < 0.9


def test_the_day_that_it_counts_towards_is_in_view() -> None:
    story = story_of("Y-66000000", "1969-07-20", axis_now=parse_date("2000"))
    axis = story_axis(story)
    assert 0.9 < story_axis_window(story, axis).x_of(axis.to_axis(NOW), 1.0) < 1.0


def test_a_story_with_rows_of_a_file_has_a_logarithmic_axis_too() -> None:
    story = story_of("Y-66000000", axis_now=parse_date("2000"), tracks=(Track("rows", data="rows.csv"),))
    assert story_axis(story).to_time(0) == NOW


@given(st.lists(instants, max_size=30))
def test_many_instants_lie_where_each_of_them_does(many: list[int]) -> None:
    places = AXIS.places_of(np.array(many, np.int64))
    assert all(abs(place - AXIS.to_axis(one)) <= 8 for place, one in zip(places.tolist(), many, strict=True))
    assert AXIS.places_of(np.sort(np.array(many, np.int64))).tolist() == sorted(places.tolist())


def test_a_slide_may_ask_for_another_axis_than_its_story() -> None:
    story = story_of("Y-66000000", "1969")
    assert story_axis(story, "linear") is NO_BREAKS
    assert story_axis(replace(story, axis=""), "log").is_logarithmic


def test_every_event_is_in_the_window_of_the_story_and_none_at_its_edge() -> None:
    axis = story_axis(BIG_BANG)
    whole = story_axis_window(BIG_BANG, axis)
    for event in BIG_BANG.events:
        first, last = (whole.x_of(axis.to_axis(second), 1.0) for second in event_extent(event) or ())
        assert 0.02 < first <= last < 0.98


@pytest.mark.parametrize("slide", BIG_BANG.slides, ids=lambda slide: slide.id)
def test_a_window_of_a_slide_reaches_no_farther_into_the_future_than_its_margin(slide: Slide) -> None:
    axis = story_axis(BIG_BANG)
    window = slide_axis_window(BIG_BANG, slide, axis)
    assert window.end <= 0.25 * window.span
    event = BIG_BANG.event_of(slide)
    if event is not None:
        assert window == event_axis_window(BIG_BANG, event, axis)


def test_a_written_window_is_shown_with_its_margin_alone() -> None:
    axis = story_axis(BIG_BANG)
    shown = slide_axis_window(BIG_BANG, Slide("a", "timeline", window=parse_date("Y-70000000/Y-60000000")), axis)
    start, end = axis.to_axis(seconds_from_civil(-70_000_000)), axis.to_axis(seconds_from_civil(-59_999_999))
    assert shown == window_between(start, end, 0.02)


def test_the_ends_of_a_view_are_written_as_precisely_as_each_is_seen() -> None:
    axis = story_axis(BIG_BANG)
    seen = axis.window_to_time(story_axis_window(BIG_BANG, axis))
    early, late = end_resolutions(seen, axis, 100)
    assert early > 1e8 * YEAR_SECONDS
    assert late < 1000 * YEAR_SECONDS
    assert end_resolutions(seen, NO_BREAKS, 100) == (seen.span / 100, seen.span / 100)


def test_time_runs_by_tenfolds() -> None:
    way = window_between(AXIS.to_axis(NOW - 10**17), AXIS.to_axis(NOW - 10**13))
    journey = Journey(way, way, axis=AXIS)
    assert NOW - journey.instant_at(0.5) == pytest.approx(10**15, rel=0.01)
    assert journey.share_of(journey.instant_at(0.25)) == pytest.approx(0.25)
    assert journey.resolution_at(0.1, 100) > 100 * journey.resolution_at(0.9, 100)


# -- ticks ---------------------------------------------------------------------------------------------------------------

LANGUAGES = [story_language("en", ((("dates", "deep_time"), system),)) for system in ("Ma", "years-ago", "BC")]
axis_windows = st.builds(
    lambda start, span: make_window(start, 0.0, span),
    st.integers(AXIS.to_axis(AGE), -AXIS.to_axis(AGE) // 8),
    st.floats(math.log(AXIS.min_span), math.log(20.0 * E_FOLD)).map(math.exp),
)


def measure(text: str) -> float:
    return 10.0 * len(text)


def ticks_of(window: TimeWindow, width: float = 1500.0, system: str = "Ma") -> Ticks:
    language = story_language("en", ((("dates", "deep_time"), system),))
    return axis_ticks(window, width, language, measure, AXIS)


@given(axis_windows, st.floats(300.0, 3000.0), st.sampled_from(LANGUAGES))
def test_ticks_increase_and_their_labels_never_touch(window: TimeWindow, width: float, language: object) -> None:
    found = axis_ticks(window, width, language, measure, AXIS)
    for one, two in pairwise(found.major):
        assert one.x < two.x
        assert one.instant < two.instant
        assert one.label_left + one.width < two.label_left
    for one, two in pairwise(sorted(tick.x for tick in found.minor)):
        assert one <= two


@given(axis_windows)
def test_a_tick_stands_where_its_instant_is_drawn(window: TimeWindow) -> None:
    for tick in ticks_of(window).major:
        if tick.instant == int(tick.instant):
            assert tick.x == pytest.approx(window.x_of(AXIS.to_axis(int(tick.instant)), 1500.0), abs=0.5)


@pytest.mark.parametrize(
    ("width", "labels"),
    [
        (2600.0, ["10_Ga", "1_Ga", "100_Ma", "10_Ma", "1_Ma", "100_ka", "10_ka", "1_ka", "2000"]),
        (900.0, ["10_Ga", "1_Ga", "100_Ma", "10_Ma", "1_Ma", "100_ka", "10_ka", "2000"]),
        (450.0, ["1_Ga", "1_Ma", "2000"]),
    ],
)
def test_the_whole_axis_shows_powers_of_ten(width: float, labels: list[str]) -> None:
    whole = window_between(AXIS.to_axis(AGE), AXIS.to_axis(NOW), 0.03)
    found = ticks_of(whole, width)
    shown = [tick.label.replace("\u00a0", "_") for tick in found.major]
    assert [label for label in shown if label == "2000" or label.rstrip("_GkaM0") == "1"] == labels
    assert found.minor


def test_between_the_powers_stand_twice_and_five_times_where_there_is_room() -> None:
    window = window_between(AXIS.to_axis(NOW - 10**16), AXIS.to_axis(NOW - 10**14))
    labels = [tick.label.replace("\u00a0", " ") for tick in ticks_of(window).major]
    assert labels == ["200 Ma", "100 Ma", "50 Ma", "20 Ma", "10 Ma", "5 Ma"]


def test_panning_changes_no_label() -> None:
    window = window_between(AXIS.to_axis(AGE), AXIS.to_axis(NOW - 10**13))
    here, there = ticks_of(window), ticks_of(pan(window, 0.1))
    seen = {tick.label for tick in here.major if tick.x > 0.1 * 1500.0}
    assert seen == {tick.label for tick in there.major if tick.x < 0.9 * 1500.0}


def test_within_a_part_of_a_decade_the_ticks_are_those_of_the_calendar() -> None:
    axis = LogAxis(seconds_from_civil(2020), 86_400 * 365)
    window = axis.window_to_axis(window_between(seconds_from_civil(1969, 7, 16), seconds_from_civil(1969, 7, 24)))
    found = axis_ticks(window, 1200.0, "en", measure, axis)
    assert [tick.label for tick in found.major] == ["16", "17", "18", "19", "20", "21", "22", "23", "24"]
    assert [one.label for one in found.headings] == ["July 1969"]


def test_an_axis_of_ages_says_from_which_year_they_count() -> None:
    whole = window_between(AXIS.to_axis(AGE), AXIS.to_axis(NOW), 0.03)
    ages = ticks_of(whole, system="years-ago")
    assert [one.label for one in ages.headings] == ["years before 2000"]
    assert ages.major[-1].label == "0"
    wide = window_between(AXIS.to_axis(AGE), -AXIS.to_axis(AGE) // 4)
    assert all(tick.label for tick in ticks_of(wide, 2600.0, "years-ago").major)
    assert not ticks_of(whole, system="Ma").headings
