"""Move a date and write it as it was written: the same precision, the same doubts, the same open and unknown ends.

Only digits are replaced, in place: qualifiers, brackets, spaces and time zones are never touched. A date moves by whole
units of what it was written in (days, months, seasons, years, decades …), an interval or a set by a unit that all its
dates can take, so that all of them move alike on the calendar.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
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
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import Edit, EditError, combine_replacements, describe_target, diff
from desktop.story.model import KeyPath
from desktop.story.toml.scan import ValueNode, parse_literal
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import encode_date, newline_of

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
"""A date of a set: there a comma parts two dates, and begins no fraction of a second."""

_SEASON_GROUPS: Final = (
    (21, 22, 23, 24), (25, 26, 27, 28), (31, 32, 29, 30), (33, 34, 35, 36), (37, 38, 39), (40, 41),
)  # fmt: skip
"""Seasons and the like in the order of the year; southern winters fall in its middle."""

_MAX_YEAR: Final = 9999  # the last year of four digits
_LONG_YEAR_DIGITS: Final = 3  # long years are moved no finer than by the third of their digits, as far as zeros follow
_TOML_DATETIME: Final = re.compile(
    r"(?a)(?P<date>\d{4}-\d\d-\d\d)(?P<between>[Tt ])(?P<time>\d\d:\d\d(?::\d\d)?)(?P<rest>.*)"
)
_TOML_YEAR: Final = re.compile(r"(?a)[+-]?\d[\d_]*")


@dataclass(frozen=True, slots=True)
class DateStep:
    """The least a date can move by: `size` seconds or months."""

    unit: Literal["second", "month"]
    size: int


# ---------------------------------------------------------------------------- texts


def smallest_step(date: str, part: DatePart = "whole") -> DateStep:
    """Return the smallest step of an EDTF date or of one end."""
    return _common_step([_own_step(date, one) for one in _moving_dates(date, part)])


def shift_by(date: str, count: int, part: DatePart = "whole", step: DateStep | None = None) -> str:
    """Return a date moved by `count` steps: by its own, or by another that it can take.

    One end of a date that is no interval moves away from the other: `2014-03` becomes `2014-03/2014-05`. EditError says
    why it cannot be: an end past the other, a year that has no four digits.
    """
    if count == 0:
        return date
    matches = _moving_dates(date, part)
    own_step = smallest_step(date, part)
    step = step or own_step
    if step != own_step and not _can_move_by(own_step, step):
        raise EditError("date.step", (date,))
    if part != "whole" and parse_date(date).kind == "date":
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
    """Return a date moved as near as possible to a second since 1970.

    A hand that points no finer than `grain` seconds moves a time by whole minutes, hours or days, and the rest of it
    stays. What is out of reach (an end past the other) is moved as far as it goes. EditError where nothing moves.
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
    """Return `count`, or the one nearest to it on the way from nothing that the date, or its end, can be moved by."""

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
    """Return whether the beginning and the end of a date can move alone."""
    when = parse_date(date)
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


# ---------------------------------------------------------------------------- edits


def date_edit(text: str, path: KeyPath, date: str, name: str = "move", subject: str = "") -> Edit:
    """Return the edit that sets the date at `path`, quoted as before."""
    node = source_map_of(text).node(path)
    if node is None:
        raise EditError("nowhere", path)
    old = text[node.start : node.end]
    edit = diff(old, write_like(old, date, newline_of(text)))
    return replace(
        edit,
        start=node.start + edit.start,
        end=node.start + edit.end,
        name=name,
        subject=subject or describe_target(text, path),
    )


def date_at(text: str, path: KeyPath) -> EdtfDate | None:
    """Return the date at a path of a text, or None."""
    node = source_map_of(text).node(path)
    try:
        return parse_date(parse_literal(text[node.start : node.end])) if isinstance(node, ValueNode) else None
    except DateError:
        return None


def combine_edits(text: str, edits: list[Edit]) -> Edit:
    """Return one edit that does several, each made for `text`, named as the first."""
    if len(edits) == 1:
        return edits[0]
    combined = combine_replacements(text, [(one.start, one.end, one.replacement) for one in edits])
    return replace(combined, name=edits[0].name, subject=edits[0].subject)


def write_like(old: str, date: str, newline: str = "\n") -> str:
    """Return a date (EDTF) as TOML, in place of `old`: a date or a whole year of TOML's own stays one where it can."""
    time = _TOML_DATETIME.fullmatch(old)
    if time:
        day, separator, clock = date.partition("T")
        if separator and re.fullmatch(r"(?a)(?!0000)\d{4}-\d\d-\d\d", day) and re.fullmatch(r"(?a)[\d:]+", clock):
            return f"{day}{time['between']}{clock[: len(time['time'])]}{time['rest']}"
    if _TOML_YEAR.fullmatch(old):
        year = re.fullmatch(r"(?a)Y?(-?\d+)", date)
        if year:
            return str(int(year[1]))
    # TOML has no year 0, and no dates before it.
    return encode_date(date, '""' if date.startswith("0000-") and old[:1] not in "\"'" else old, newline)


# ---------------------------------------------------------------------------- units


def _moving_dates(date: str, part: DatePart) -> list[re.Match[str]]:
    """Return the dates of a text that move with one part."""
    pattern = _MEMBER_PATTERN if date.lstrip()[:1] in ("[", "{") else _DATE_PATTERN
    matches = list(pattern.finditer(date))
    if not matches:
        raise EditError("date.unknown", (date,))
    if part == "whole":
        return matches
    if parse_date(date).kind not in ("interval", "date") or not movable_ends(date)[0 if part == "start" else 1]:
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
    """Return the power of ten of the years that a long or rounded year moves by: the zeros that it was rounded to."""
    if match["power"] is not None:
        return int(match["power"])
    digits = (match["long"] or match["year"]).lstrip("-").lstrip("0") or "0"
    zeros = len(digits) - len(digits.rstrip("0"))
    max_zeros = len(digits) - int(match["digits"] or _LONG_YEAR_DIGITS)
    return max(0, min(zeros, max_zeros))


def _common_step(steps: list[DateStep]) -> DateStep:
    """Return the least step that several dates can all take."""
    months = [step.size for step in steps if step.unit == "month"]
    if months:
        return DateStep("month", math.lcm(*months))
    return DateStep("second", max(step.size for step in steps))


def _can_move_by(own_step: DateStep, step: DateStep) -> bool:
    """Return whether a date that moves by its own step can move by another."""
    if step.unit != own_step.unit:
        return step.unit == "month"
    return step.size % own_step.size == 0


def _season_group(number: int) -> tuple[int, ...]:
    """Return the seasons, quarters or the like that one of them is of, in the order of the year."""
    return next(group for group in _SEASON_GROUPS if number in group)


# ---------------------------------------------------------------------------- moving


def _shift_matches(date: str, matches: list[re.Match[str]], step: DateStep, count: int) -> str:
    """Return a text with some of the dates in it moved; for an end of a single date, that date alone."""
    for match in reversed(matches):
        digits = _shifted_digits(date, match, step, count * step.size)
        for group, value in sorted(digits.items(), key=lambda one: -match.start(one[0])):
            date = date[: match.start(group)] + value + date[match.end(group) :]
    return date


def _shifted_digits(date: str, match: re.Match[str], step: DateStep, amount: int) -> dict[str, str]:
    """Return the new digits of one date by their group; `amount` is in seconds or months."""
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
    """Return the digits of a day, with its time if it has one, some seconds later."""
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
    """Return a year with X digits, moved: the digits before the first X count, those after it stay."""
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
    """Return the moved text: of all dates, or of one end."""
    if part == "whole":
        return shift_by(date, count, part, step)
    (match,) = _moving_dates(date, part)
    shifted = _shift_matches(date, [match], step, count)
    return shifted[match.start() : len(shifted) - (len(date) - match.end())]


def edge_instant(date: str, part: DatePart = "whole") -> int:
    """Return the second where a date, or an end of it, begins or (its end) is over; of what has only an end, that.

    A year with significant digits begins with itself, and not with all that it may stand for.
    """
    when = parse_date(date)
    if when.kind == "date" and when.significant:
        return seconds_from_civil(int(when.fields[0]))
    edges = (when.latest, when.earliest) if part == "end" else (when.earliest, when.latest)
    known = next((edge for edge in edges if edge is not None), None)
    if known is None:
        raise EditError("date.unknown", (date,))
    return known


def _nearest_count(edge_after: Callable[[int], int], target: int, edge: int, step: DateStep) -> int:
    """Return by how many steps an edge comes nearest to a second; beyond what can be written, by too many."""
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
    """Return how many times `size` comes nearest to an amount."""
    return (2 * amount + size) // (2 * size)
