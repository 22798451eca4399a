"""Compute the ticks and labels of the time axis.

The finest level is chosen whose widest possible label has room between any two of its ticks. As this does not depend on
where in time the window is, panning never changes the level. Above days, months or hours a second row has headings,
whose first is held at the left edge until the next one pushes it out. Labels never overlap.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language, language as language_of, word
from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.dates.deep_time import counts_ages, deep_time_system
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import TimeWindow
from desktop.timeline.time_axis import TimeAxis
from desktop.timeline.units import (
    BY_STEP,
    HEADING_LEVELS,
    LEVELS,
    TickLevel,
    heading_label,
    heading_width_samples,
    is_deep_time,
    known_tick_instants,
    tick_instants,
    tick_label,
    width_samples,
)

TextMeasurer = Callable[[str], float]
"""The advance of a text in pixels, in the font of the axis."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Describes one tick of the axis.

    `x` is in pixels from the window's left edge; `label` is "" for a minor tick, and `width` its width in pixels.
    """

    x: float
    instant: float
    label: str = ""
    width: float = 0.0
    is_boundary: bool = False  # whether the day, month or year of a heading begins here

    @property
    def label_left(self) -> float:
        """Return the left edge of the label, centred on the tick."""
        return self.x - self.width / 2


@dataclass(frozen=True, slots=True)
class AxisHeading:
    """Describes a heading above the ticks: a year, month or day.

    Its text begins at `x` pixels. Its year, month or day begins at `begin` pixels, below 0 if that is out of sight.
    """

    x: float
    label: str
    width: float
    begin: float


@dataclass(frozen=True, slots=True)
class Ticks:
    """Holds the level, the ticks and the headings of one window."""

    level: TickLevel
    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]
    headings: tuple[AxisHeading, ...] = ()


def make_ticks(
    time_window: TimeWindow,
    width: float,
    language: str | Language,
    measure: TextMeasurer,
    *,
    measure_heading: TextMeasurer | None = None,
    label_gap: float = 24.0,
    min_minor_gap: float = 9.0,
    min_tick_gap: float = 64.0,
    time_axis: TimeAxis = NO_BREAKS,
) -> Ticks:
    """Return the ticks of a window drawn `width` pixels wide.

    In pixels, `label_gap` is the smallest gap between two labels, `min_tick_gap` between two labelled ticks,
    `min_minor_gap` between two minor ones. With `time_axis` the window is on the axis with breaks; there are no ticks
    in a break.
    """
    if time_axis.breaks:
        return _make_ticks_with_breaks(
            time_window, width, language, measure, measure_heading, label_gap, min_minor_gap, min_tick_gap, time_axis
        )
    first, last = time_window.start - 1, time_window.end + 1
    years = civil_from_seconds(first)[0], civil_from_seconds(last)[0]
    deep_time = is_deep_time(first, last, language)
    system = deep_time_system(language_of(language))
    by_age = deep_time and counts_ages(system)
    scale = width / time_window.span
    level = _finest_level(
        scale,
        (_widest_year(years[0]), _widest_year(years[1])),
        language,
        deep_time,
        measure,
        measure_heading or measure,
        label_gap,
        min_tick_gap,
    )
    heading_level = HEADING_LEVELS.get(level.heading_unit)
    boundaries = set(known_tick_instants(heading_level, first, last)) if heading_level else set()
    major = []
    for instant in known_tick_instants(level, first, last, by_age=by_age):
        x = time_window.x_of(instant, width)
        if 0.0 <= x <= width:
            label_text = tick_label(level, instant, language, deep_time=deep_time)
            major.append(Tick(x, instant, label_text, measure(label_text), instant in boundaries))
    minor: tuple[Tick, ...] = ()
    for step in level.minor:
        minor_level = BY_STEP.get(step)
        if minor_level is not None and minor_level.unit == "millisecond" and deep_time:
            continue
        if minor_level is not None and minor_level.min_seconds * scale >= min_minor_gap:
            major_instants = {tick.instant for tick in major}
            begin, offset, span = time_window.start, time_window.offset, time_window.span
            found = [
                Tick(x, at)
                for at in known_tick_instants(minor_level, first, last, by_age=by_age)
                if at not in major_instants and 0.0 <= (x := (at - begin - offset) * width / span) <= width
            ]  # as `TimeWindow.x_of` has it, without a call for each
            minor = tuple(found)
            break
    if heading_level:
        headings = _headings(heading_level, level, time_window, width, language, measure_heading or measure, label_gap)
    elif deep_time and level.unit == "year" and system in ("", "years-ago"):
        # Years with a sign and ages have no era, so one heading names their unit.
        unit_name = word("years_ago" if system else "years", language)
        headings = (AxisHeading(0.0, unit_name, (measure_heading or measure)(unit_name), -1.0),)
    else:
        headings = ()
    return Ticks(level, tuple(major), minor, headings)


def _make_ticks_with_breaks(
    time_window: TimeWindow,
    width: float,
    language: str | Language,
    measure: TextMeasurer,
    measure_heading: TextMeasurer | None,
    label_gap: float,
    min_minor_gap: float,
    min_tick_gap: float,
    time_axis: TimeAxis,
) -> Ticks:
    """Return the ticks between axis breaks, without overlapping labels."""
    parts: list[tuple[float, Ticks]] = []
    for begin, end, time_shift in time_axis.unbroken_ranges(time_window):
        x0, x1 = time_window.x_of(begin, width), time_window.x_of(end, width)
        # Each range between breaks is a window of its own, at the scale of the whole.
        view = TimeWindow(begin + time_shift, float(end - begin))
        part_ticks = make_ticks(
            view, x1 - x0, language, measure,
            measure_heading=measure_heading, label_gap=label_gap, min_minor_gap=min_minor_gap, min_tick_gap=min_tick_gap,
        )  # fmt: skip
        parts.append((x0, part_ticks))
    major: list[Tick] = []
    minor: list[Tick] = []
    headings: list[AxisHeading] = []
    for x_shift, part in parts:
        for tick in part.major:
            moved = replace(tick, x=tick.x + x_shift)
            overlaps = bool(major) and moved.label_left < major[-1].label_left + major[-1].width + label_gap
            if 0.0 <= moved.x <= width and not overlaps:
                major.append(moved)
        minor += [replace(tick, x=tick.x + x_shift) for tick in part.minor if 0.0 <= tick.x + x_shift <= width]
        for heading in part.headings:
            x = max(0.0, heading.x + x_shift)
            next_free_x = headings[-1].x + headings[-1].width + label_gap if headings else 0.0
            if next_free_x <= x <= width:
                begins = heading.begin + x_shift if heading.begin >= 0.0 else -1.0
                headings.append(replace(heading, x=x, begin=begins))
    if not parts:  # wholly inside a break
        scale = make_ticks(
            time_window, width, language, measure,
            measure_heading=measure_heading, label_gap=label_gap, min_minor_gap=min_minor_gap, min_tick_gap=min_tick_gap,
        )  # fmt: skip
        return Ticks(scale.level, (), ())
    level = max((part.level for _, part in parts), key=LEVELS.index)
    return Ticks(level, tuple(major), tuple(minor), tuple(headings))


@lru_cache(maxsize=512)
def _max_width(texts: tuple[str, ...], measure: TextMeasurer) -> float:
    """Return a width that no text of these forms exceeds.

    Every digit counts as the widest digit.
    """
    digits = {measure(digit): digit for digit in "0123456789"}
    widest_digit = digits[max(digits)]
    return max(measure("".join(widest_digit if sign.isdigit() else sign for sign in text)) for text in set(texts)) + 1.0


def _finest_level(
    scale: float,
    years: tuple[int, int],
    language: str | Language,
    deep_time: bool,
    measure: TextMeasurer,
    measure_heading: TextMeasurer,
    label_gap: float,
    min_tick_gap: float,
) -> TickLevel:
    """Return the finest level whose labels and headings have room.

    `scale` is in pixels per second.
    """
    for level in LEVELS:
        if level.unit == "millisecond" and deep_time:
            continue  # a float has no fractions of a second there
        tick_distance = level.min_seconds * scale
        if tick_distance < _min_tick_gap(level, min_tick_gap):
            continue
        if tick_distance < _max_width(width_samples(level, years, language, deep_time=deep_time), measure) + label_gap:
            continue
        if level.heading_unit:
            heading_distance = HEADING_LEVELS[level.heading_unit].min_seconds * scale
            if (
                heading_distance
                < _max_width(heading_width_samples(level.heading_unit, years, language), measure_heading) + label_gap
            ):
                continue
        return level
    return LEVELS[-1]


def _widest_year(year: int) -> int:
    """Return a year with the same number of digits, all wide.

    So the width of a label does not change as the camera pans within an era.
    """
    widest = int("8" * len(str(abs(year))))
    return -widest if year < 0 else widest


def _min_tick_gap(level: TickLevel, base_gap: float) -> float:
    """Return the smallest gap between two ticks of a level.

    Days and months are readable at a small gap, years need a larger one.
    """
    if level.unit == "day" or (level.unit, level.step) == ("month", 1):
        return base_gap * 0.42
    return base_gap if level.unit == "month" or level.heading_unit == "day" else base_gap * 0.6


def _headings(
    heading_level: TickLevel,
    level: TickLevel,
    time_window: TimeWindow,
    width: float,
    language: str | Language,
    measure: TextMeasurer,
    label_gap: float,
) -> tuple[AxisHeading, ...]:
    """Return the headings in view, the first held at the left edge."""
    first = time_window.start if time_window.offset == 0.0 else time_window.start + 1
    starts = [
        (time_window.x_of(at, width), at)
        for at in tick_instants(heading_level, first, time_window.end)
        if time_window.x_of(at, width) <= width
    ]
    named = [(x, heading_label(level.heading_unit, at, language)) for x, at in starts]
    if not named or named[0][0] > 0.0:
        named.insert(0, (-1.0, heading_label(level.heading_unit, time_window.start, language)))
    headings: list[AxisHeading] = []
    limit = math.inf
    # From right to left: a heading is centred on its beginning, the first is held at the left edge until pushed out.
    for start_x, text in reversed(named):
        text_width = measure(text)
        x = min(max(0.0, start_x - text_width / 2), limit - label_gap - text_width)
        limit = x
        headings.append(AxisHeading(x, text, text_width, start_x))
    return tuple(one for one in reversed(headings) if one.x + one.width > 0.0)
