"""Define the tick levels of the axis and their labels.

The levels are steps of the calendar, from hundredths of a second to billions of years.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language, language as language_of, word
from desktop.story.dates.calendar import (
    SECONDS_PER_DAY,
    add_months,
    civil_from_seconds,
    days_from_civil,
    days_in_month,
    seconds_from_civil,
)
from desktop.story.dates.deep_time import (
    ANNUMS,
    LAST_DEEP_YEAR,
    MILLION,
    age_of_year,
    counts_ages,
    deep_time_system,
    year_of_age,
)
from desktop.story.dates.format_date import format_day, format_month, large_number
from desktop.story.dates.phrases import Verbatim, wording

HOUR_SECONDS: Final = 3600
_UNIT_SECONDS: Final = {"second": 1, "minute": 60, "hour": HOUR_SECONDS}
DEEP_TIME_YEARS: Final = 100_000
"""From this many years on, years have a sign (−65 million); below it they have an era (1200 BC)."""
_STEP_TO_TODAY: Final = 100_000  # years between ticks: from there on, two thousand years after the year 0 are nothing
_FIRST_PLAIN_YEAR: Final = 100
_DIGITS_OF_LARGE: Final = 4
_MOST_DECIMALS: Final = 1000  # an age in ka or Ma has at most three


@dataclass(frozen=True, slots=True)
class TickLevel:
    """Describes one tick level: a tick every `step` units.

    `min_seconds` is the shortest distance of two ticks.
    """

    unit: str  # "millisecond", "second", "minute", "hour", "day", "month", "year"
    step: int
    min_seconds: float
    minor: tuple[tuple[str, int], ...] = ()  # (unit, step) of the possible minor ticks, the finest first
    heading_unit: str = ""  # the unit of the headings above the ticks: "day", "month", "year"


def _year_levels() -> Iterator[TickLevel]:
    step = 1
    while step <= 10_000_000_000:
        for factor in (1, 2, 5):
            size = factor * step
            if size == 1:
                minor: tuple[tuple[str, int], ...] = (("month", 1), ("month", 3), ("month", 6))
            elif factor == 1:
                minor = (("year", size // 10), ("year", size // 5), ("year", size // 2))
            elif factor == 2:
                minor = (("year", max(1, size // 10)), ("year", size // 2))
            else:
                minor = (("year", size // 5),)
            # Between the eras, the tick of year 1 replaces that of year 0 and is a year closer to the next tick.
            min_seconds = (size - 1 if size >= 5 else size) * 365.0 * SECONDS_PER_DAY
            yield TickLevel("year", size, min_seconds, minor)
        step *= 10


_MINUTE_STEPS: Final = (("minute", 1), ("minute", 5), ("minute", 10), ("minute", 15))
_HOUR_STEPS: Final = (("hour", 1), ("hour", 3), ("hour", 6), ("hour", 12))

_SECOND_STEPS: Final = (("second", 1), ("second", 5), ("second", 10), ("second", 15), ("second", 30))

_MILLISECOND_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)

LEVELS: Final = (
    *(
        TickLevel(
            "millisecond",
            step,
            step / 1000,
            tuple(
                ("millisecond", finer)
                for finer in _MILLISECOND_STEPS
                if finer < step <= 10 * finer and step % finer == 0
            ),
            "day",
        )
        for step in _MILLISECOND_STEPS
    ),
    TickLevel("second", 1, 1.0, (("millisecond", 100), ("millisecond", 200), ("millisecond", 500)), "day"),
    TickLevel("second", 2, 2.0, (("millisecond", 500), *_SECOND_STEPS[:1]), "day"),
    TickLevel("second", 5, 5.0, _SECOND_STEPS[:1], "day"),
    TickLevel("second", 10, 10.0, _SECOND_STEPS[:2], "day"),
    TickLevel("second", 15, 15.0, _SECOND_STEPS[:2], "day"),
    TickLevel("second", 30, 30.0, _SECOND_STEPS[:3], "day"),
    TickLevel("minute", 1, 60.0, _SECOND_STEPS[1:], "day"),
    TickLevel("minute", 2, 120.0, (_SECOND_STEPS[4], *_MINUTE_STEPS[:1]), "day"),
    TickLevel("minute", 5, 300.0, _MINUTE_STEPS[:1], "day"),
    TickLevel("minute", 10, 600.0, _MINUTE_STEPS[:2], "day"),
    TickLevel("minute", 15, 900.0, _MINUTE_STEPS[:2], "day"),
    TickLevel("minute", 30, 1800.0, _MINUTE_STEPS[:3], "day"),
    TickLevel("hour", 1, 3600.0, (*_MINUTE_STEPS[1:], ("minute", 30)), "day"),
    TickLevel("hour", 3, 10_800.0, _HOUR_STEPS[:1], "day"),
    TickLevel("hour", 6, 21_600.0, _HOUR_STEPS[:2], "day"),
    TickLevel("hour", 12, 43_200.0, _HOUR_STEPS[:3], "day"),
    TickLevel("day", 1, float(SECONDS_PER_DAY), _HOUR_STEPS[1:], "month"),
    TickLevel("day", 2, 2.0 * SECONDS_PER_DAY, (("day", 1),), "month"),
    TickLevel("day", 5, 4.0 * SECONDS_PER_DAY, (("day", 1),), "month"),
    TickLevel("day", 10, 9.0 * SECONDS_PER_DAY, (("day", 1),), "month"),
    TickLevel("day", 15, 14.0 * SECONDS_PER_DAY, (("day", 1), ("day", 5)), "month"),
    TickLevel("month", 1, 28.0 * SECONDS_PER_DAY, (("day", 1), ("day", 5), ("day", 15)), "year"),
    TickLevel("month", 3, 90.0 * SECONDS_PER_DAY, (("month", 1),), "year"),
    TickLevel("month", 6, 181.0 * SECONDS_PER_DAY, (("month", 1), ("month", 3)), "year"),
    *_year_levels(),
)

BY_STEP: Final = {(level.unit, level.step): level for level in LEVELS}
HEADING_LEVELS: Final = {"day": BY_STEP["day", 1], "month": BY_STEP["month", 1], "year": BY_STEP["year", 1]}

_DAYS_WITH_TICK: Final = {5: (1, 5, 10, 15, 20, 25), 10: (1, 10, 20), 15: (1, 15)}


def is_deep_time(first: int, last: int, language: str | Language) -> bool:
    """Return whether a window, in seconds, is told as deep time."""
    years = civil_from_seconds(first)[0], civil_from_seconds(last)[0]
    if counts_ages(deep_time_system(language_of(language))):
        return years[0] <= LAST_DEEP_YEAR
    return max(abs(years[0]), abs(years[1])) >= DEEP_TIME_YEARS


def tick_instants(
    level: TickLevel, first: int, last: int, *, by_age: bool = False, is_deep: bool | None = None
) -> Iterator[int]:
    """Yield the instants of a level's ticks from `first` to `last`.

    Both are in whole seconds and inclusive. Years are those of round ages if they are counted `by_age`. In deep time years
    before our era are counted from 0; unless it is given, that is so where the stretch reaches far enough.
    """
    if level.unit in _UNIT_SECONDS:
        size = level.step * _UNIT_SECONDS[level.unit]
        yield from range(-(-first // size) * size, last + 1, size)
    elif level.unit == "day":
        yield from _day_instants(level.step, first, last)
    elif level.unit == "month":
        year, month, *_ = civil_from_seconds(first)
        month = (month - 1) // level.step * level.step + 1
        while (instant := seconds_from_civil(year, month)) <= last:
            if instant >= first:
                yield instant
            year, month = add_months(year, month, level.step)
    elif by_age:
        oldest, youngest = age_of_year(civil_from_seconds(first)[0]), age_of_year(civil_from_seconds(last)[0])
        for age in range(oldest // level.step * level.step, youngest - 1, -level.step):
            if first <= (instant := seconds_from_civil(year_of_age(age))) <= last:
                yield instant
    else:
        yield from _year_instants(
            level.step, first, last, is_deep=_is_deep(first, last) if is_deep is None else is_deep
        )


def precise_tick_instants(
    level: TickLevel, first: int, last: int, *, by_age: bool = False, is_deep: bool | None = None
) -> Iterator[float]:
    """Yield the instants of a level's ticks, in fractions too.

    Millions of years away floats are farther apart than ticks: what they cannot tell apart is one instant.
    """
    if level.unit != "millisecond":
        yield from tick_instants(level, first, last, by_age=by_age, is_deep=is_deep)
        return
    previous = -math.inf
    for count in range(first * 1000 // level.step, last * 1000 // level.step + 1):
        instant = count * level.step / 1000
        if previous < instant and first <= instant <= last:
            yield instant
        previous = instant


def known_tick_instants(level: TickLevel, first: int, last: int, *, by_age: bool = False) -> tuple[float, ...]:
    """Return the instants of a level's ticks, in fractions too.

    Those of three windows are kept: a camera asks for nearly the same ones in each frame, and they took a seventh of it.
    """
    # What is asked for decides it: the two windows beside may reach into deep time where this one does not.
    is_deep = level.unit == "year" and _is_deep(first, last)
    key = level.unit, level.step, by_age, is_deep
    low, high, instants = _known.get(key, (1, 0, ()))
    if first < low or last > high:
        low, high = first - (last - first), last + (last - first)
        instants = tuple(precise_tick_instants(level, low, high, by_age=by_age, is_deep=is_deep))
        _known[key] = low, high, instants
    return instants[bisect_left(instants, first) : bisect_right(instants, last)]


_known: Final[dict[tuple[str, int, bool, bool], tuple[int, int, tuple[float, ...]]]] = {}


def _day_instants(step: int, first: int, last: int) -> Iterator[int]:
    if step == 1:
        yield from range(-(-first // SECONDS_PER_DAY) * SECONDS_PER_DAY, last + 1, SECONDS_PER_DAY)
        return
    year, month, *_ = civil_from_seconds(first)
    while (begin := days_from_civil(year, month, 1)) * SECONDS_PER_DAY <= last:
        # Each month restarts at day 1. With step 2, a 31st has no tick: the next one is only a day later.
        days = _DAYS_WITH_TICK.get(step) or range(1, days_in_month(year, month), step)
        for day in days:
            instant = (begin + day - 1) * SECONDS_PER_DAY
            if first <= instant <= last:
                yield instant
        year, month = add_months(year, month, 1)


def _is_deep(first: int, last: int) -> bool:
    return max(abs(civil_from_seconds(first)[0]), abs(civil_from_seconds(last)[0])) >= DEEP_TIME_YEARS


def _year_instants(step: int, first: int, last: int, *, is_deep: bool) -> Iterator[int]:
    year = civil_from_seconds(first)[0]
    last_year = civil_from_seconds(last)[0]
    if step == 1 or is_deep:
        years: Iterator[int] = iter(range(year // step * step, last_year + 1, step))
    else:
        # Before our era, steps count back from 1 BC (year 0), so that 100 BC has a tick and 101 BC has none.
        before = range(1 - (1 - year) // step * step - step, min(last_year, 0) + 1, step)
        after = range(max(step, -(-year // step) * step), last_year + 1, step)
        origin = (1,) if step >= 5 and year <= 1 <= last_year else ()
        years = iter((*(number for number in before if number <= 1 - step), *origin, *after))
    for number in years:
        instant = seconds_from_civil(number)
        if first <= instant <= last:
            yield instant


# -- labels ----------------------------------------------------------------------------------------------------------------


def _format_year(year: int, language: str | Language) -> str:
    """Return a year in a language; five digits have separators."""
    own = language_of(language)
    return own.format_integer(year) if abs(year) >= 10_000 else own.format_decimal(str(year))


def _tick_text(key: str, language: str | Language, count: float = 0, **parts: str | int) -> str:
    """Return the text of a tick, which is never broken into lines."""
    return str(wording(language).phrase(key, count, **parts)).replace(" ", "\u00a0")


@lru_cache(maxsize=4096)
def year_label(year: int, step: int, language: str | Language, *, deep_time: bool) -> str:
    """Return the label of a year on an axis.

    `year` is astronomical (0 is 1 BC), `step` is the number of years between ticks.
    """
    if deep_time and (system := deep_time_system(language_of(language))):
        return _deep_year_label(year, step, system, language)
    if deep_time and not year and step >= _STEP_TO_TODAY:
        return word("today", language)
    if deep_time:
        for size, name in language_of(language).large_numbers:
            # Ticks a thousand years apart have equal labels in billions: a label may need at most two decimals.
            if abs(year) >= size and step * 100 >= size:
                own = language_of(language)
                digits = f"{year / size:.2f}".rstrip("0").rstrip(".")
                return _tick_text(name, language, abs(float(digits)), number=own.format_decimal(digits))
    elif year <= 0:
        return _tick_text("bc", language, year=_format_year(1 - year, language))
    elif year < _FIRST_PLAIN_YEAR:  # "28" might be a day
        return _tick_text("ad", language, year=_format_year(year, language))
    return _format_year(year, language)


def _deep_year_label(year: int, step: int, system: str, language: str | Language) -> str:
    """Return the label of a year in the system of a story."""
    if system == "BC":
        if not year and step >= _STEP_TO_TODAY:
            return word("today", language)
        if year > 0:
            return _format_year(year, language)
        # A round year stays round: −66,000,000 is 66,000,001 BC.
        count = -year if step >= 10 else 1 - year
        # A large number has four digits that count: nearer, ticks would have equal labels.
        is_large = count >= MILLION and step >= 10 ** (len(str(count)) - _DIGITS_OF_LARGE)
        number = large_number(wording(language), count) if is_large else _format_year(count, language)
        return str(wording(language).phrase("bc", year=number)).replace(" ", "\u00a0")
    age = age_of_year(year)
    own = language_of(language)
    if age == 0:
        return word("today", language)
    units = ANNUMS if system == "Ma" else own.large_numbers
    for size, key in units:
        if abs(age) >= size and step * _MOST_DECIMALS >= size:
            digits = f"{age / size:.3f}".rstrip("0").rstrip(".")
            whole, point, decimals = digits.partition(".")
            number = own.format_integer(int(whole)) if len(whole) > 4 else whole
            return _tick_text(key, language, abs(float(digits)), number=own.format_decimal(number + point + decimals))
    return (
        _tick_text("annums", language, number=_format_year(age, language))
        if system == "Ma"
        else _format_year(age, language)
    )


def age_label(age: int, language: str | Language) -> str:
    """Return the label of a round age on an axis."""
    return year_label(year_of_age(age), 10 ** max(0, len(str(age)) - 1), language, deep_time=True)


def tick_label(level: TickLevel, instant: float, language: str | Language, *, deep_time: bool = False) -> str:
    """Return the label of the tick at an instant."""
    whole = math.floor(instant)
    year, month, day, hour, minute, second = civil_from_seconds(whole)
    if level.unit in ("second", "millisecond"):
        digits = 0 if level.unit == "second" else 3 if level.step % 100 else 1
        return _seconds_label(
            hour, minute, f"{second + instant - whole:0{digits + 3 if digits else 2}.{digits}f}", language
        )
    if level.unit == "year":
        return year_label(year, level.step, language, deep_time=deep_time)
    if level.unit == "month":
        return language_of(language).short_month_names[month - 1]
    if level.unit == "day":
        return language_of(language).format_day(day)
    return _clock_label(level.unit, hour, minute, language)


@lru_cache(maxsize=4096)
def _clock_label(unit: str, hour: int, minute: int, language: str | Language) -> str:
    return _tick_text("full_hour" if unit == "hour" else "clock", language, hour=hour, minute=minute)


@lru_cache(maxsize=4096)
def _seconds_label(hour: int, minute: int, seconds: str, language: str | Language) -> str:
    shown = Verbatim(language_of(language).format_decimal(seconds))
    return str(wording(language).phrase("clock_seconds", hour=hour, minute=minute, second=shown)).replace(" ", "\u00a0")


def heading_label(unit: str, instant: int, language: str | Language) -> str:
    """Return the year, month or day that an instant lies in."""
    year, month, day, *_ = civil_from_seconds(instant)
    year_text = year_label(year, 1, language, deep_time=is_deep_time(instant, instant, language))
    if unit == "year":
        return year_text
    if unit == "month":
        text = format_month(year_text, month, language)
        return text[:1].upper() + text[1:]
    return format_day(year_text, month, day, language)


@lru_cache(maxsize=1024)
def width_samples(
    level: TickLevel, years: tuple[int, int], language: str | Language, *, deep_time: bool
) -> tuple[str, ...]:
    """Return labels among which the widest label of a level is.

    This holds for every window between `years`.
    """
    if level.unit == "year":
        labels = []
        if deep_time and counts_ages(deep_time_system(language_of(language))):
            ages = [age_of_year(year) // level.step * level.step for year in years]
            near = [age - level.step // 2 * unit for age in ages for unit in (0, 1)]
            return tuple(year_label(year_of_age(age), level.step, language, deep_time=True) for age in near)
        for year in years:
            floor = year // level.step * level.step
            for number in (floor, floor - level.step // 2 if level.step > 1 else floor, floor + level.step):
                # A label outside the window may be wider than all labels in it: "2500 BC", "10,000".
                in_view = deep_time or years[0] <= number <= years[1]
                labels.append(year_label(number if in_view else year, level.step, language, deep_time=deep_time))
        return tuple(labels)
    if level.unit == "month":
        return language_of(language).short_month_names
    if level.unit == "day":
        return language_of(language).format_day(1), "28"
    return (tick_label(level, 22 * HOUR_SECONDS + 50 * 60 + 50, language),)


@lru_cache(maxsize=1024)
def heading_width_samples(unit: str, years: tuple[int, int], language: str | Language) -> tuple[str, ...]:
    """Return labels among which the widest heading of a unit is."""
    months = (9, 2, 12) if unit != "year" else (1,)
    return tuple(
        heading_label(unit, seconds_from_civil(year, month, 28), language) for year in years for month in months
    )
