"""Count years, months or days from the start of a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.timeline.camera import YEAR_SECONDS, TimeWindow

_UNITS: Final = (
    ("year", YEAR_SECONDS),
    ("month", YEAR_SECONDS / 12),
    ("day", 86_400.0),
    ("hour", 3_600.0),
    ("minute", 60.0),
    ("second", 1.0),
)
"""The units with their mean lengths in seconds: two windows have months and leap years of their own."""

_LEAST_UNITS: Final = 2.0
_STEPS: Final = (1, 2, 5)
_MONTH_STEPS: Final = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class ElapsedMark:
    """Says where a counted unit begins; the first is number 1."""

    unit: str  # "year", "month", "day", "hour", "minute" or "second"
    number: int
    second: float  # of the axis


def elapsed_marks(
    begin: int, time_window: TimeWindow, fits: Callable[[str, int, float], bool]
) -> tuple[ElapsedMark, ...]:
    """Return the units of a window to name, counted from `begin`.

    `fits` says whether there is room for a unit and its number within some seconds. Where it is narrow only each
    second, fifth, tenth unit and so on is named, and the first.
    """
    unit, length = next(
        ((name, seconds) for name, seconds in _UNITS if time_window.span >= _LEAST_UNITS * seconds), _UNITS[-1]
    )
    first = max(1, int((time_window.start - begin) // length) + 1)
    last = int((time_window.end - begin) // length) + 1
    if last < first:
        return ()
    step = _step(unit, length, last, fits)
    numbers = range(-(-first // step) * step, last + 1, step)
    named = [number for number in numbers if number > 1 or step == 1]
    if first == 1 and step > 1:
        named.insert(0, 1)
    return tuple(ElapsedMark(unit, number, begin + (number - 1) * length) for number in named)


def _step(unit: str, length: float, last: int, fits: Callable[[str, int, float], bool]) -> int:
    """Return the least round step whose labels fit."""
    power = 1
    while True:
        for factor in _MONTH_STEPS if unit == "month" else _STEPS:
            step = factor * power
            # The first label has one unit less than the others.
            if fits(unit, last, (step - 1 if step > 1 else step) * length):
                return step
        power *= 10
