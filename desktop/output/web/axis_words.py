"""Writes a language's labels of ticks as patterns.

The application makes each label when it is drawn; a page has no such code, so here a label of each kind is made once, and
a number in it replaced by its name.
"""

from __future__ import annotations

from typing import Final

from desktop.i18n import Language, language as language_of
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.deep_time import ANNUMS, LAST_DEEP_YEAR, PRESENT, counts_ages, deep_time_system, year_of_age
from desktop.timeline.log_ticks import counting_heading, tick_candidates
from desktop.timeline.units import BY_STEP, DEEP_TIME_YEARS, LEVELS, heading_label, tick_label, year_label

_MOST_DECADES: Final = 1e6
_YEAR: Final = 2222  # no other number of a label is like it
_EARLY_YEAR: Final = 77


def axis_levels() -> list[dict[str, object]]:
    """Return the levels of ticks, the minor ones by their numbers."""
    numbers = {(level.unit, level.step): number for number, level in enumerate(LEVELS)}
    return [
        {
            "unit": level.unit,
            "step": level.step,
            "seconds": level.min_seconds,
            "heading": level.heading_unit,
            "minor": [numbers[one] for one in level.minor if one in numbers],
        }
        for level in LEVELS
    ]


def axis_words(code: str | Language) -> dict[str, object]:
    """Return a language's names and patterns, where {y} is a year."""
    own = language_of(code)
    system = deep_time_system(own)
    digits = "".join(own.format_decimal(str(digit)) for digit in range(10))
    year = own.format_decimal(str(_YEAR))
    days = [tick_label(BY_STEP["day", 1], seconds_from_civil(2000, 1, day), code) for day in range(1, 32)]
    months = range(1, 13)
    return {
        "digits": digits,
        "thousands": own.format_integer(12_345)[2:-3],
        "decimal": own.format_decimal("1.5")[1:-1],
        "minus": own.format_decimal("-1")[:1],
        "months": ["", *[tick_label(BY_STEP["month", 1], seconds_from_civil(2000, month), code) for month in months]],
        "monthHeadings": [
            _pattern(heading_label("month", seconds_from_civil(_YEAR, month), code), year, "{y}") for month in months
        ],
        "dayHeadings": [
            _pattern(
                _pattern(heading_label("day", seconds_from_civil(_YEAR, month, 25), code), year, "{y}"), days[24], "{d}"
            )
            for month in months
        ],
        "days": ["", *days],
        "hours": [tick_label(BY_STEP["hour", 1], 3600 * hour, code) for hour in range(24)],
        "clock": _clock(code, "minute"),
        "clockSeconds": _clock(code, "second"),
        "bc": _pattern(year_label(1 - _YEAR, 1, code, deep_time=False), year, "{y}"),
        "ad": _pattern(year_label(_EARLY_YEAR, 1, code, deep_time=False), own.format_decimal(str(_EARLY_YEAR)), "{y}"),
        "large": _large_numbers(own, system),
        "years": "" if system in ("Ma", "BC") else own.word("years_ago" if system else "years"),
        "isAge": bool(system),
        "present": PRESENT if counts_ages(system) else 0,
        "deep": [LAST_DEEP_YEAR, 10**12] if counts_ages(system) else [-DEEP_TIME_YEARS, DEEP_TIME_YEARS],
        "today": own.word("today"),
    }


def log_axis_words(now: int, code: str | Language) -> dict[str, object]:
    """Return the labels of a logarithmic axis that counts to `now`.

    "kinds" has them from the roundest on: the share of a decade in which they need room, and [instant, label].
    """
    kinds = [[min(share, _MOST_DECADES), labels] for share, labels in tick_candidates(now, code)]
    return {"kinds": kinds, "before": counting_heading(now, code)}


def _large_numbers(own: Language, system: str) -> list[list[object]]:
    """Return the patterns of large years or ages by size."""
    sizes = [size for size, _ in (ANNUMS if system == "Ma" else own.large_numbers)]
    sizes += [] if system in ("", "years-ago") else [1]
    two = own.format_decimal("2")
    years = {size: -2 * size if system == "BC" else year_of_age(2 * size) if system else 2 * size for size in sizes}
    return [
        [size, _pattern(year_label(year, max(size, 10), own, deep_time=True), two, "{n}")]
        for size, year in years.items()
    ]


def _clock(code: str | Language, unit: str) -> str:
    """Return the pattern of a time, {hh} for two digits."""
    own = language_of(code)
    label = tick_label(BY_STEP[unit, 1], 7 * 3600 + 22 * 60 + 33, code)
    two_digits = own.format_decimal("07")
    label = (
        _pattern(label, two_digits, "{hh}") if two_digits in label else _pattern(label, own.format_decimal("7"), "{h}")
    )
    return _pattern(_pattern(label, own.format_decimal("22"), "{m}"), own.format_decimal("33"), "{s}")


def _pattern(label: str, number: str, name: str) -> str:
    return label.replace(number, name, 1)
