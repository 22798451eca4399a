"""Find the ticks of a logarithmic axis.

Powers of ten of the distance from its day come first, then twice and five times these, then the rest, each where there is
room. Where hardly a part of a decade is in view, the ticks are those of an even axis, at their places on this one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from desktop.i18n import Language, language as language_of, word
from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.story.dates.deep_time import deep_time_system
from desktop.timeline.camera import YEAR_SECONDS, TimeWindow
from desktop.timeline.durations import format_count
from desktop.timeline.log_axis import E_FOLD
from desktop.timeline.scale import AxisHeading, TextMeasurer, Tick, Ticks, make_ticks
from desktop.timeline.time_axis import TimeAxis
from desktop.timeline.units import BY_STEP, age_label, year_label

_EVEN_RATIO: Final = 3.0
"""Where a second is at most so many times as long at one end of a window as at the other, the axis is as good as even."""
_LEAST_ROUND_YEARS: Final = 10_000  # before it, years of an era count from its beginning; after it, from the day
_DECADES: Final = 11  # of years: the universe is 13.8 billion years old
_SHORT_DISTANCES: Final = (
    (1, "minute", 60),
    (10, "minute", 600),
    (1, "hour", 3600),
    (6, "hour", 21_600),
    (1, "day", 86_400),
    (10, "day", 864_000),
    (1, "month", 2_629_746),
    (6, "month", 6 * 2_629_746),
)
"""The distances below a year that have a tick: count, unit and seconds."""


def make_log_ticks(
    axis_window: TimeWindow,
    width: float,
    language: str | Language,
    measure: TextMeasurer,
    axis: TimeAxis,
    *,
    measure_heading: TextMeasurer,
    label_gap: float,
    min_minor_gap: float,
    min_tick_gap: float,
) -> Ticks:
    """Return the ticks of a window of a logarithmic axis.

    Which of them have a label depends on the scale alone, so that panning changes none.
    """
    if (evenness := _evenness(axis_window, axis)) is not None:
        even = make_ticks(
            axis.window_to_time(axis_window), width * evenness, language, measure,
            measure_heading=measure_heading, label_gap=label_gap, min_minor_gap=min_minor_gap, min_tick_gap=min_tick_gap,
        )  # fmt: skip
        return _moved(even, axis_window, width, width * evenness, axis)
    labelled, unlabelled = _arranged(width / axis_window.span, axis, language, measure, label_gap, min_minor_gap)
    ticks = [
        Tick(axis_window.x_of(place, width), instant, text, text_width)
        for _, text_width, place, instant, text in labelled
    ]
    origin = axis_window.x_of(0, width)
    minor = sorted(origin + x for x in unlabelled if 0.0 <= origin + x <= width)
    heading = counting_heading(axis.to_time(0), language) if axis_window.start < 0 else ""
    headings = (AxisHeading(0.0, heading, measure_heading(heading), -1.0),) if heading else ()
    major = tuple(tick for tick in ticks if 0.0 <= tick.x <= width)
    return Ticks(BY_STEP["year", 1], major, tuple(Tick(x, 0.0) for x in minor), headings)


def counting_heading(now: int, language: str | Language) -> str:
    """Return what the labels count, "" where they say it."""
    if deep_time_system(language_of(language)) in ("Ma", "BC"):
        return ""
    return word("years_before", language, date=_year_text(now, language))


def _evenness(axis_window: TimeWindow, axis: TimeAxis) -> float | None:
    """Return how much of its mean scale a window keeps everywhere.

    None where a second is much longer at one end than at the other.
    """
    places = [axis_window.start, axis_window.end, *([0] if axis_window.start < 0 < axis_window.end else [])]
    step = max(1, round(axis_window.span / 1000))
    seconds = [abs(axis.to_time(place + step) - axis.to_time(place)) for place in places]
    if min(seconds) <= 0 or max(seconds) > _EVEN_RATIO * min(seconds):
        return None if max(seconds) > 2 else 1.0
    mean = (axis.to_time(axis_window.end) - axis.to_time(axis_window.start)) / axis_window.span * step
    return min(1.0, mean / max(seconds))


def _moved(ticks: Ticks, axis_window: TimeWindow, width: float, made_width: float, axis: TimeAxis) -> Ticks:
    """Return the ticks of an even axis at their places on another."""
    time_window = axis.window_to_time(axis_window)

    def x_of(x: float) -> float:
        return axis_window.x_of(axis.to_axis(time_window.instant_at(x / made_width)[0]), width)

    def moved(tick: Tick) -> Tick:
        second = math.floor(tick.instant)
        place = axis.to_axis(second)
        fraction = tick.instant - second
        place_of_fraction = fraction * (axis.to_axis(second + 1) - place) if fraction else 0.0
        return replace(tick, x=axis_window.x_of(place, width) + place_of_fraction * width / axis_window.span)

    headings = tuple(
        replace(one, x=x_of(one.x + one.width / 2) - one.width / 2, begin=x_of(one.begin)) if one.begin > 0.0 else one
        for one in ticks.headings
    )
    return Ticks(
        ticks.level,
        tuple(one for one in map(moved, ticks.major) if 0.0 <= one.x <= width),
        tuple(one for one in map(moved, ticks.minor) if 0.0 <= one.x <= width),
        headings,
    )


_Candidate = tuple[float, int, int, str]  # the width of its label, its place on the axis, its instant and the label
_Labelled = tuple[float, float, int, int, str]  # the x from that of the day, and a candidate


@lru_cache(maxsize=16)  # while one pans the scale is the same
def _arranged(
    scale: float,
    axis: TimeAxis,
    language: str | Language,
    measure: TextMeasurer,
    label_gap: float,
    min_minor_gap: float,
) -> tuple[list[_Labelled], list[float]]:
    """Return what has a label at a scale, and what has none."""
    labelled: list[_Labelled] = []
    unlabelled: list[float] = []
    xs: list[float] = []  # of both
    decade = E_FOLD * math.log(10.0) * scale
    for fraction, candidates in _measured_candidates(axis, language, measure):
        # All of a kind have a label or none: "10 Ga, 3 Ga, 1 Ga, 100 Ma" would be read as even steps.
        has_room = 0.0 < max(candidates)[0] <= fraction * decade - label_gap
        for width, place, instant, text in candidates:
            x = place * scale
            # Those beside it are enough: all others have their distance from these.
            after = bisect_left(labelled, (x,))
            beside = labelled[max(0, after - 1) : after + 1]
            if has_room and all(abs(x - one[0]) >= (width + one[1]) / 2 + label_gap for one in beside):
                labelled.insert(after, (x, width, place, instant, text))
                insort(xs, x)
                continue
            after = bisect_left(xs, x)
            if all(abs(x - other) >= min_minor_gap for other in xs[max(0, after - 1) : after + 1]):
                unlabelled.append(x)
                xs.insert(after, x)
    return labelled, unlabelled


@lru_cache(maxsize=16)
def _measured_candidates(
    axis: TimeAxis, language: str | Language, measure: TextMeasurer
) -> tuple[tuple[float, list[_Candidate]], ...]:
    """Return the candidates for ticks with their widths and places."""
    return tuple(
        (fraction, [(measure(text), axis.to_axis(instant), instant, text) for instant, text in candidates])
        for fraction, candidates in tick_candidates(axis.to_time(0), language)
    )


def tick_candidates(now: int, language: str | Language) -> Iterator[tuple[float, list[tuple[int, str]]]]:
    """Yield the instants that may have a tick, the roundest first.

    Each kind comes with the share of a decade in which its labels must have room.
    """
    own = language_of(language)
    # Below "years before 2000" the year would be read as two thousand years.
    is_count = deep_time_system(own) == "years-ago"
    yield math.inf, [(now, own.format_integer(0) if is_count else _year_text(now, language))]
    thousands = range(0, _DECADES, 3)
    for fraction, factors, decades in (
        (3.0, (1,), thousands),
        (1.0, (1,), [decade for decade in range(_DECADES) if decade not in thousands]),
        (math.log10(2), (2, 5), range(_DECADES)),
        (math.log10(10 / 9), (3, 4, 6, 7, 8, 9), range(_DECADES)),
    ):
        counts = [factor * 10**decade for decade in decades for factor in factors]
        yield fraction, [_years_before(now, count, language) for count in counts]
        yield fraction, [_years_after(now, count, language) for count in counts]
        if fraction in (3.0, 1.0):
            yield (
                fraction,
                [
                    (now - seconds, format_count(count, unit, language))
                    for count, unit, seconds in _SHORT_DISTANCES
                    if (count == 1) == (fraction == 3.0)
                ],
            )


def _years_before(now: int, years: int, language: str | Language) -> tuple[int, str]:
    """Return the instant so many years before a day, and its label."""
    system = deep_time_system(language_of(language))
    before = now - round(years * YEAR_SECONDS)
    if system != "BC":
        return before, age_label(years, language)
    if years >= _LEAST_ROUND_YEARS:
        return seconds_from_civil(-years), year_label(-years, years, language, deep_time=True)
    return before, year_label(civil_from_seconds(now)[0] - years, 1, language, deep_time=False)


def _years_after(now: int, years: int, language: str | Language) -> tuple[int, str]:
    """Return the instant so many years after a day, and its label.

    Beside years that are counted back, a year of the calendar would be misread.
    """
    if deep_time_system(language_of(language)) == "years-ago":
        return now + round(years * YEAR_SECONDS), ""
    year = civil_from_seconds(now)[0] + years
    return now + round(years * YEAR_SECONDS), year_label(year, 1, language, deep_time=False)


def _year_text(instant: int, language: str | Language) -> str:
    return year_label(civil_from_seconds(instant)[0], 1, language, deep_time=False)
