"""The axis: ticks increase, labels differ and never touch, in both languages, from a minute to the age of the universe."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import example, given, strategies as st

from desktop.i18n import Language, story_language
from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.timeline import camera
from desktop.timeline.scale import Ticks, make_ticks
from desktop.timeline.units import LEVELS, heading_label, known_tick_instants, precise_tick_instants, tick_instants

AGE = seconds_from_civil(-13_800_000_000)
starts = st.one_of(
    st.integers(AGE, seconds_from_civil(20_000)),
    st.integers(seconds_from_civil(-3000), seconds_from_civil(2500)),
    st.integers(seconds_from_civil(-12), seconds_from_civil(12)),
)
spans = st.floats(math.log(1.0), math.log(15e9 * camera.YEAR_SECONDS)).map(math.exp)
windows = st.builds(camera.make_window, starts, st.floats(0, 1, exclude_max=True), spans)
deep_time = (((("dates", "deep_time"), system),) for system in ("Ma", "years-ago", "BC"))
languages = st.sampled_from(
    ("fr", "en", *(story_language(code, system) for system in deep_time for code in ("en", "fr")))
)
widths = st.floats(240.0, 3000.0)


def measure(text: str) -> float:
    """Measure like a typeface would: letters differ in width."""
    return sum(5.0 if sign in "1il.,\u202f\u00a0 " else 13.5 if sign in "mM" else 11.0 for sign in text)


def made(view, width: float, language: str | Language) -> Ticks:
    return make_ticks(view, width, language, measure)


@given(windows, widths, languages)
def test_ticks_increase_and_labels_never_touch(view, width, language):
    found = made(view, width, language)
    xs = [tick.x for tick in found.major]
    assert all(two > one for one, two in pairwise(xs))
    assert all(0 <= x <= width for x in xs)
    for one, two in pairwise(found.major):
        assert one.label_left + one.width + 8 <= two.label_left, (one.label, two.label)
        assert one.label != two.label
        assert two.instant > one.instant
    assert all(tick.label for tick in found.major)


@given(windows, widths, languages)
def test_larger_wholes_never_touch_and_one_is_always_held_at_the_left(view, width, language):
    found = made(view, width, language)
    if found.level.unit == "year":
        return
    assert found.headings
    for one, two in pairwise(found.headings):
        assert one.x + one.width + 8 <= two.x, (one.label, two.label)
    first = found.headings[0]
    # Either it is held at the edge, or it is being pushed out and the next one follows.
    assert first.x <= max(0.0, first.begin)
    assert len(found.headings) > 1 or first.x + first.width > 0


@given(windows, widths, languages)
def test_there_are_never_many_ticks_and_a_wide_window_has_some(view, width, language):
    found = made(view, width, language)
    assert len(found.major) <= width / 20 + 2
    assert len(found.minor) <= width / 9 + 2
    if width >= 900:
        assert found.major


@given(windows, widths, languages, st.floats(-1.0, 1.0))
def test_panning_does_not_change_the_step_within_an_era(view, width, language, share):
    moved = camera.pan(view, share)
    digits = {len(str(abs(civil_from_seconds(at)[0]))) for at in (view.start, view.end, moved.start, moved.end)}
    eras = {civil_from_seconds(at)[0] > 0 for at in (view.start, view.end, moved.start, moved.end)}
    if len(digits) == 1 and len(eras) == 1:
        assert made(moved, width, language).level == made(view, width, language).level


@given(windows, widths)
def test_minor_ticks_lie_between_the_labelled_ones(view, width):
    found = made(view, width, "fr")
    labelled = {tick.instant for tick in found.major}
    assert not labelled & {tick.instant for tick in found.minor}


@given(st.sampled_from(LEVELS), st.integers(AGE, seconds_from_civil(30_000)), st.floats(0.5, 40.0))
def test_no_two_instants_of_a_level_are_closer_than_it_says(level, start, count):
    end = start + int(level.min_seconds * count)
    found = list(tick_instants(level, start, end))
    assert all(start <= at <= end for at in found)
    assert all(two - one >= level.min_seconds for one, two in pairwise(found)), level


@given(st.sampled_from(LEVELS), st.integers(AGE, seconds_from_civil(30_000)), st.floats(0.5, 40.0), st.booleans())
@example(LEVELS[0], -140_737_488_355_326, 1.0, False)  # floats are farther apart than hundredths of a second there
@example(LEVELS[0], -9_007_199_254_740_993, 1.0, False)  # and than seconds here
def test_a_moving_camera_is_told_the_same_instants_as_one_that_stands(level, start, count, by_age):
    span = int(level.min_seconds * count) + 1
    for low, length in (
        (start, span),
        (start + span // 3, span),
        (start + span // 2, span // 4),
        (start - 2 * span, span),
    ):
        found = known_tick_instants(level, low, low + length, by_age=by_age)
        assert list(found) == list(precise_tick_instants(level, low, low + length, by_age=by_age))
        assert all(one < two for one, two in pairwise(found))


def test_a_tick_beside_deep_time_does_not_move_when_the_camera_has_been_there():
    level = next(level for level in LEVELS if (level.unit, level.step) == ("year", 1000))
    first, last = seconds_from_civil(-9990), seconds_from_civil(-8500)
    found = known_tick_instants(level, first, last)
    assert list(found) == list(precise_tick_instants(level, first, last)) == [seconds_from_civil(-8999)]


def labels(first: tuple[int, ...], last: tuple[int, ...], language: str, width: float = 1400.0) -> list[str]:
    view = camera.window_between(seconds_from_civil(*first), seconds_from_civil(*last))
    return [tick.label for tick in made(view, width, language).major]


def test_each_language_has_its_own_form():
    assert labels((2014,), (2015,), "fr")[:4] == ["janv.", "févr.", "mars", "avr."]
    assert labels((2014,), (2015,), "en")[:4] == ["Jan", "Feb", "Mar", "Apr"]
    assert labels((2014, 6, 5), (2014, 6, 6), "fr", 500.0)[:2] == ["0\u00a0h", "6\u00a0h"]
    assert labels((2014, 6, 5), (2014, 6, 6), "en", 500.0)[:2] == ["00:00", "06:00"]
    assert "1er" in labels((2014, 6), (2014, 7), "fr")
    assert "1" in labels((2014, 6), (2014, 7), "en")


def test_years_before_our_era_are_counted_back_from_one():
    assert labels((-3000,), (2000,), "en", 900.0) == [
        "3000\u00a0BC",
        "2000\u00a0BC",
        "1000\u00a0BC",
        "AD\u00a01",  # alone it might be a day
        "1000",
        "2000",
    ]
    assert labels((-3000,), (2000,), "fr", 1100.0)[0] == "3000\u00a0av.\u00a0J.-C."


def test_the_first_hundred_years_of_our_era_say_so():
    assert labels((28,), (60,), "en", 900.0)[:2] == ["AD\u00a030", "AD\u00a035"]
    assert labels((60,), (140,), "fr", 900.0)[-1] == "140"
    assert labels((60,), (140,), "fr", 900.0)[0] == "60\u00a0apr.\u00a0J.-C."


def test_deep_time_is_counted_in_millions_and_billions():
    assert labels((-13_800_000_000,), (2000,), "fr")[:2] == ["−12\u00a0milliards", "−10\u00a0milliards"]
    assert labels((-13_800_000_000,), (2000,), "de")[:2] == ["−12\u00a0Mrd.", "−10\u00a0Mrd."]
    assert labels((-13_800_000_000,), (2000,), "en")[:1] == ["−12\u00a0billion"]
    assert "−60\u00a0millions" in labels((-66_000_000,), (2000,), "fr")
    assert labels((-300_000,), (2000,), "fr")[0] == "−300\u202f000"


def test_the_year_is_said_above_the_months():
    view = camera.window_between(seconds_from_civil(2014, 10), seconds_from_civil(2015, 4))
    found = made(view, 700.0, "fr")
    assert [one.label for one in found.headings] == ["2014", "2015"]
    assert found.headings[0].x == 0.0
    january = next(tick for tick in found.major if tick.label == "janv.")
    assert january.is_boundary
    assert found.headings[1].x + found.headings[1].width / 2 == pytest.approx(january.x)


def test_leap_days_and_short_months_are_true():
    assert labels((2016, 2, 27), (2016, 3, 2), "en", 400.0) == ["27", "28", "29", "1", "2"]
    assert labels((2015, 2, 27), (2015, 3, 2), "en", 400.0) == ["27", "28", "1", "2"]


@pytest.mark.parametrize(
    ("language", "month", "day"),
    [("en", "May 2014", "1 May 2014"), ("fr", "Mai 2014", "1er mai 2014"), ("de", "Mai 2014", "1. Mai 2014")],
)
def test_a_heading_is_a_date_of_the_language(language, month, day):
    instant = seconds_from_civil(2014, 5, 1)
    assert (heading_label("month", instant, language), heading_label("day", instant, language)) == (month, day)


def test_the_axis_counts_seconds_and_parts_of_a_second():
    start = seconds_from_civil(2026, 1, 2, 10, 0, 7)
    labels = [tick.label for tick in made(camera.TimeWindow(start, 30.0), 1000.0, "en").major]
    assert labels[:2] == ["10:00:10", "10:00:15"]
    labels = [tick.label for tick in made(camera.TimeWindow(start, 1.0), 1400.0, "en").major]
    assert labels[:3] == ["10:00:07.0", "10:00:07.1", "10:00:07.2"]
    labels = [tick.label for tick in made(camera.TimeWindow(start, 1.0), 3000.0, "fr").major]
    assert labels[1] == "10\u00a0h\u00a000\u00a0min\u00a007,1\u00a0s"
