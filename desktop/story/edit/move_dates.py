"""Move EDTF dates in a text and keep their notation.

A moved date keeps its precision, its qualifiers and its open or unknown ends. Only digits are replaced, in place:
qualifiers, brackets, spaces and time zones are never touched. A date moves by whole units of its precision (days,
months, seasons, years, decades …). An interval or a set moves by a unit that all its dates can take, so that all of them
move alike on the calendar.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import (
    SECONDS_PER_DAY,
    add_months,
    civil_from_seconds,
    days_from_civil,
    days_in_month,
    seconds_from_civil,
)
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import EditError

DatePart = Literal["whole", "start", "end"]

_DATE: Final = r"""(?xa)
[?~%]?
(?: Y(?P<long>-?\d+)(?:E(?P<power>\d+))? | (?P<year>-?[0-9X]{4}) )
(?: S(?P<digits>\d+) )? [?~%]?
(?: - [?~%]? (?P<month>[0-9X]{2}) [?~%]?
    (?: - [?~%]? (?P<day>[0-9X]{2}) [?~%]?
        (?: T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)? (?:Z|[+-]\d\d(?::?\d\d)?)? )?
    )?
)?
"""
_DATE_PATTERN: Final = re.compile(_DATE)
_MEMBER_PATTERN: Final = re.compile(_DATE.replace("[.,]", "[.]"))
"""Matches a date of a set, where a comma separates two dates and never begins a fraction of a second."""

_SEASON_GROUPS: Final = (
    (21, 22, 23, 24), (25, 26, 27, 28), (31, 32, 29, 30), (33, 34, 35, 36), (37, 38, 39), (40, 41),
)  # fmt: skip
"""The codes of EDTF for parts of a year, in the order of the year; a southern winter is in its middle."""

_MAX_YEAR: Final = 9999  # the last year of four digits
_LONG_YEAR_DIGITS: Final = 3  # a long year moves by its third digit, or by its last one other than 0 if that is later


@dataclass(frozen=True, slots=True)
class DateStep:
    """Holds the smallest distance by which a date can move.

    `size` counts seconds or months.
    """

    unit: Literal["second", "month"]
    size: int


# ---------------------------------------------------------------------------- texts


def smallest_step(date: str, part: DatePart = "whole") -> DateStep:
    """Return the smallest step of an EDTF date or of one end."""
    return _common_step([_own_step(date, one) for one in _moving_dates(date, part)])


def shift_by(date: str, count: int, part: DatePart = "whole", step: DateStep | None = None) -> str:
    """Return a date moved by a number of steps.

    Without `step`, these are the steps of the date itself. One end of a date that is no interval moves away from the
    other: `2014-03` becomes `2014-03/2014-05`. Raises EditError where the result is no date, as when one end passes the
    other or a year needs more than four digits.
    """
    if count == 0:
        return date
    _parsed(date)
    matches = _moving_dates(date, part)
    own_step = smallest_step(date, part)
    step = step or own_step
    if step != own_step and not _can_move_by(own_step, step):
        raise EditError("date.step", (date,))
    if part != "whole" and _parsed(date).kind == "date":
        moved_date = _shift_matches(date, matches, step, count)
        result = f"{date.strip()}/{moved_date.strip()}" if part == "end" else f"{moved_date.strip()}/{date.strip()}"
        result = date[: len(date) - len(date.lstrip())] + result + date[len(date.rstrip()) :]
        lengthens = count > 0 if part == "end" else count < 0
        if not lengthens:
            raise EditError("date.ends", (date,))
    else:
        result = _shift_matches(date, matches, step, count)
    try:
        parse_date(result)
    except DateError:
        raise EditError("date.ends" if part != "whole" else "date.step", (date,)) from None
    first, slash, second = result.partition("/")
    return first if part != "whole" and slash and first == second else result


def move_to(date: str, target: int, part: DatePart = "whole", resolution: float = 0.0) -> str:
    """Return a date moved as near as possible to an instant.

    `target` is in seconds since 1970. The pointer cannot aim finer than `resolution` seconds: a time then moves by
    whole minutes, hours or days and keeps its smaller units. A target out of reach (an end past the other end) is
    approached as far as possible. Raises EditError where nothing can move.
    """
    step, old_edge = smallest_step(date, part), edge_instant(date, part)
    if step.unit == "second" and step.size < resolution:
        step = DateStep(
            "second",
            next((size for size in (60, 3600) if step.size < size >= resolution), max(step.size, SECONDS_PER_DAY)),
        )

    def edge_after(count: int) -> int:
        return edge_instant(_moved_part(date, step, count, part), "end" if part == "end" else "start")

    count = _nearest_count(edge_after, target, old_edge, step)
    return shift_by(date, clamp_shift(date, count, part, step), part, step)


def clamp_shift(date: str, count: int, part: DatePart = "whole", step: DateStep | None = None) -> int:
    """Return the possible shift nearest to `count`.

    It is between 0 and `count`, and 0 where the date or its end cannot move in this direction.
    """

    def possible(number: int) -> bool:
        try:
            shift_by(date, number, part, step)
        except EditError:
            return False
        return True

    if possible(count):
        return count
    good, bad = 0, count
    while abs(bad - good) > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if possible(middle) else (good, middle)
    return good


def movable_ends(date: str) -> tuple[bool, bool]:
    """Return whether each end of a date can move alone.

    The pair is (beginning, end).
    """
    try:
        when = _parsed(date)
    except EditError:
        return False, False
    fully_specified = not (when.unspecified or when.significant)
    if when.kind == "interval":
        first, _, second = date.partition("/")
        return _is_movable(first), _is_movable(second)
    is_span = when.kind == "date" and fully_specified and when.precision not in ("day", "minute", "second")
    return is_span and _is_movable(date), is_span and _is_movable(date)


def _is_movable(date: str) -> bool:
    try:
        return smallest_step(date).size > 0
    except EditError:
        return False


def _parsed(date: str) -> EdtfDate:
    """Return a date as it is written.

    Raises EditError for a day that the Julian calendar alone has: steps are those of the Gregorian one.
    """
    try:
        return parse_date(date)
    except DateError:
        raise EditError("date.unknown", (date,)) from None


# ---------------------------------------------------------------------------- units


def _moving_dates(date: str, part: DatePart) -> list[re.Match[str]]:
    """Return the matches of the dates that move with a part."""
    pattern = _MEMBER_PATTERN if date.lstrip()[:1] in ("[", "{") else _DATE_PATTERN
    matches = list(pattern.finditer(date))
    if not matches:
        raise EditError("date.unknown", (date,))
    if part == "whole":
        return matches
    if _parsed(date).kind not in ("interval", "date") or not movable_ends(date)[0 if part == "start" else 1]:
        raise EditError("date.end", (date,))
    return matches[:1] if part == "start" else matches[-1:]


def _own_step(date: str, match: re.Match[str]) -> DateStep:
    """Return the step by which one date moves at its own precision."""
    year, month, day = match["year"], match["month"], match["day"]
    if year is None:
        return DateStep("month", 12 * 10 ** _rounding_power(match))
    mask_start = year.lstrip("-").find("X")
    if mask_start == 0:
        raise EditError("date.unknown", (date,))
    if mask_start > 0:
        return DateStep("month", 12 * 10 ** (4 - mask_start))
    if match["digits"]:
        return DateStep("month", 12 * 10 ** _rounding_power(match))
    if month is None or "X" in month:
        return DateStep("month", 12)
    if int(month) > 12:
        return DateStep("month", 12 // len(_season_group(int(month))))
    if day is None or "X" in day:
        return DateStep("month", 1)
    return DateStep("second", SECONDS_PER_DAY if match["hour"] is None else 60 if match["second"] is None else 1)


def _rounding_power(match: re.Match[str]) -> int:
    """Return the power of ten of years for a rounded year.

    A long or rounded year moves by the place that it was rounded to, which its last zeros show.
    """
    if match["power"] is not None:
        return int(match["power"])
    digits = (match["long"] or match["year"]).lstrip("-").lstrip("0") or "0"
    zeros = len(digits) - len(digits.rstrip("0"))
    max_zeros = len(digits) - int(match["digits"] or _LONG_YEAR_DIGITS)
    return max(0, min(zeros, max_zeros))


def _common_step(steps: list[DateStep]) -> DateStep:
    """Return the smallest step that several dates can all take."""
    months = [step.size for step in steps if step.unit == "month"]
    if months:
        return DateStep("month", math.lcm(*months))
    return DateStep("second", max(step.size for step in steps))


def _can_move_by(own_step: DateStep, step: DateStep) -> bool:
    """Return whether a date with `own_step` can move by another step."""
    if step.unit != own_step.unit:
        return step.unit == "month"
    return step.size % own_step.size == 0


def _season_group(number: int) -> tuple[int, ...]:
    """Return the group of a season code, in the year's order.

    Codes above 12 in place of a month are seasons, quarters and the like.
    """
    return next(group for group in _SEASON_GROUPS if number in group)


# ---------------------------------------------------------------------------- moving


def _shift_matches(date: str, matches: list[re.Match[str]], step: DateStep, count: int) -> str:
    """Return the text with the matched dates moved."""
    for match in reversed(matches):
        digits = _shifted_digits(date, match, step, count * step.size)
        for group, value in sorted(digits.items(), key=lambda one: -match.start(one[0])):
            date = date[: match.start(group)] + value + date[match.end(group) :]
    return date


def _shifted_digits(date: str, match: re.Match[str], step: DateStep, amount: int) -> dict[str, str]:
    """Return the new digits of one date by group name.

    `amount` is in the unit of `step`: seconds or months.
    """
    if step.unit == "second":
        return _shifted_day(date, match, amount)
    if match["long"] is not None:
        power = int(match["power"] or 0)
        return {"long": str(int(match["long"]) + amount // 12 // 10**power)}
    year, month = match["year"], match["month"]
    if "X" in year:
        return {"year": _shift_masked_year(date, year, amount // 12)}
    if month is None or "X" in month:
        return {"year": _format_year(date, int(year) + amount // 12)}
    if int(month) > 12:
        group = _season_group(int(month))
        years, index = divmod(int(year) * len(group) + group.index(int(month)) + amount * len(group) // 12, len(group))
        return {"year": _format_year(date, years), "month": f"{group[index]:02d}"}
    years, number = add_months(int(year), int(month), amount)
    digits = {"year": _format_year(date, years), "month": f"{number:02d}"}
    if match["day"] is not None and "X" not in match["day"]:
        # A month too short for the day has its last day instead.
        digits["day"] = f"{min(int(match['day']), days_in_month(years, number)):02d}"
    return digits


def _shifted_day(date: str, match: re.Match[str], amount: int) -> dict[str, str]:
    """Return the digits of a day moved by `amount` seconds.

    The time moves with it if the date has one.
    """
    time = [int(match[name] or 0) for name in ("hour", "minute", "second")]
    start_second = days_from_civil(int(match["year"]), int(match["month"]), int(match["day"])) * SECONDS_PER_DAY
    start_second += time[0] * 3600 + time[1] * 60 + time[2]
    year, *rest = civil_from_seconds(start_second + amount)
    fields = ("month", "day", "hour", "minute", "second")
    digits = {name: f"{value:02d}" for name, value in zip(fields, rest, strict=True) if match[name] is not None}
    return {"year": _format_year(date, year), **digits}


def _format_year(date: str, year: int) -> str:
    if abs(year) > _MAX_YEAR:
        raise EditError("date.far", (date,))
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _shift_masked_year(date: str, year: str, years: int) -> str:
    """Return a year with X digits, moved by `years`.

    The digits before the first X are counted up or down; those from it on stay.
    """
    unsigned = year.lstrip("-")
    mask_start = unsigned.index("X")
    head, tail = int(unsigned[:mask_start]), unsigned[mask_start:]
    # Before our era the digits count away from the year 0: there is a -00XX before 00XX.
    shifted = (-head - 1 if year.startswith("-") else head) + years // 10 ** (4 - mask_start)
    head = -shifted - 1 if shifted < 0 else shifted
    if head >= 10**mask_start:
        raise EditError("date.far", (date,))
    return f"{'-' if shifted < 0 else ''}{head:0{mask_start}d}{tail}"


# ---------------------------------------------------------------------------- reaching an instant


def _moved_part(date: str, step: DateStep, count: int, part: DatePart) -> str:
    """Return the moved date, or its moved end alone."""
    if part == "whole":
        return shift_by(date, count, part, step)
    (match,) = _moving_dates(date, part)
    shifted = _shift_matches(date, [match], step, count)
    return shifted[match.start() : len(shifted) - (len(date) - match.end())]


def edge_instant(date: str, part: DatePart = "whole") -> int:
    """Return the instant where a date begins, or ends for "end".

    It is in seconds since 1970. A date with one known edge has that one for both. A year with significant digits begins
    with the year itself, not with the first year that it may mean.
    """
    when = _parsed(date)
    if when.kind == "date" and when.significant:
        return seconds_from_civil(int(when.fields[0]))
    edges = (when.latest, when.earliest) if part == "end" else (when.earliest, when.latest)
    known = next((edge for edge in edges if edge is not None), None)
    if known is None:
        raise EditError("date.unknown", (date,))
    return known


def _nearest_count(edge_after: Callable[[int], int], target: int, edge: int, step: DateStep) -> int:
    """Return the number of steps that brings an edge nearest to `target`.

    Beyond the dates that can be written, the number is too large and the caller clamps it.
    """
    if step.unit == "second":
        return _divide_rounded(target - edge, step.size)
    (old_fields, target_fields) = (civil_from_seconds(second) for second in (edge, target))
    guess = _divide_rounded((target_fields[0] - old_fields[0]) * 12 + target_fields[1] - old_fields[1], step.size)
    best, best_distance = guess, None
    for count in (guess, guess - 1, guess + 1):
        try:
            distance = abs(edge_after(count) - target)
        except (EditError, DateError):
            continue
        if best_distance is None or distance < best_distance:
            best, best_distance = count, distance
    return best


def _divide_rounded(amount: int, size: int) -> int:
    """Return `amount` divided by `size`, rounded to the nearest integer."""
    return (2 * amount + size) // (2 * size)
