"""Parse EDTF dates (ISO 8601-2), levels 0 to 2.

A date is on the day that is written, whatever its time zone; `desktop.story.load.zones` brings those of a
story together.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from desktop.story.dates.calendar import SECONDS_PER_DAY, add_months, days_from_civil, days_in_month, seconds_from_civil
from desktop.story.dates.date_errors import DateError, date_error
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.unspecified_digits import expand_mask, significant_years
from desktop.story.dates.zones import in_zone

# Sub-year groupings of EDTF: code → (first month, number of months). Southern seasons are shifted by half a year.
SUB_YEAR_GROUPS: Final = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip
_COMMON_DATE: Final = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%])?", re.ASCII)
_TIME: Final = r"(?a)(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:(Z)|([+-]\d{2})(?::?(\d{2}))?)?"
_PART: Final = r"(?P<left>[?~%])?(?P<body>[0-9X]{2})(?P<right>[?~%])?"
_DIGITS: Final = r"(?:(?P<long>Y-?\d+)(?:E(?P<power>\d{1,4}))?|(?P<body>-?[0-9X]{4}))(?:S(?P<digits>\d{1,4}))?"
_YEAR: Final = r"(?a)(?P<left>[?~%])?" + _DIGITS + r"(?P<right>[?~%])?"
_COMPONENTS: Final = (frozenset({"year"}), frozenset({"year", "month"}), frozenset({"year", "month", "day"}))
_NO_COMPONENTS: Final[frozenset[str]] = frozenset()
_compile_cached = lru_cache(re.compile)  # a pattern of a rare form is compiled when it is first needed
_DAY_MINUTES: Final = 24 * 60
MAX_YEAR_DIGITS: Final = 30
_MAX_LENGTH: Final = 4_000
_MAX_MEMBERS: Final = 100
"""The limit for the members of a set, since a sentence names each of them."""


def parse_date(value: object) -> EdtfDate:
    """Parse a date: EDTF text, a year, or a date of TOML.

    Raises DateError, which holds the column of the error and a hint.
    """
    if isinstance(value, str):
        if len(value) > _MAX_LENGTH:
            raise date_error(f"{value[:40]}…", 1, "long_text", most=_MAX_LENGTH)
        return _parse_text(value)
    if isinstance(value, bool):
        raise date_error(str(value), 1, "unknown_form")
    if isinstance(value, int):
        return _parse_text(f"Y{value}" if abs(value) > 9999 else f"{value:05d}" if value < 0 else f"{value:04d}")
    if isinstance(value, datetime.datetime):
        return _parse_text(_moment_text(value))
    if isinstance(value, datetime.date):
        return _parse_text(value.isoformat())
    raise date_error(str(value), 1, "unknown_form")


def _moment_text(value: datetime.datetime) -> str:
    """Return a moment of TOML as EDTF."""
    clock, zone = value.replace(tzinfo=None).isoformat(), value.strftime("%z")
    clock = clock.rstrip("0") if value.microsecond else clock
    return clock + ("Z" if zone == "+0000" else f"{zone[:3]}:{zone[3:5]}" if zone else "")


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> EdtfDate:
    """Parse a text; the same text gives the same object."""
    common = _COMMON_DATE.fullmatch(text)
    if common:
        return _parse_common(text, *common.groups())
    return _parse_general(text)


def _parse_common(text: str, year: str, month: str | None, day: str | None, qualifier: str | None) -> EdtfDate:
    """Parse a year, month or day with at most one qualifier.

    Nearly all dates have this form, so it has a fast path of its own.
    """
    number = int(year)
    if year == "-0000":
        raise date_error(text, 1, "negative_zero")
    parts = _COMPONENTS[(month is not None) + (day is not None)] if qualifier else _NO_COMPONENTS
    start, end, precision = _span_of_components(text, 0, number, month, day)
    fields = (year,) if month is None else (year, month) if day is None else (year, month, day)
    return EdtfDate(
        text, start, start, end, end, "date", precision,
        _NO_COMPONENTS if qualifier == "~" else parts,
        _NO_COMPONENTS if qualifier == "?" else parts,
        fields=fields,
    )  # fmt: skip


def _span_of_components(text: str, base: int, year: int, month: str | None, day: str | None) -> tuple[int, int, str]:
    """Return start, end and precision of a date without X digits.

    `base` is the column (from 0) where the date begins in `text`.
    """
    if month is None:
        return seconds_from_civil(year), seconds_from_civil(year + 1), "year"
    number = int(month)
    if day is None and number in SUB_YEAR_GROUPS:
        first, count = SUB_YEAR_GROUPS[number]
        begin = add_months(year, first, 0)
        precision = (
            "season" if number < 33 else "quarter" if number < 37 else "quadrimester" if number < 40 else "semester"
        )
        return seconds_from_civil(*begin), seconds_from_civil(*add_months(*begin, count)), precision
    if not 1 <= number <= 12:
        column = base + 1 + text[base + 1 :].find("-") + 2
        raise date_error(text, column, "month_out_of_range", part=month)
    if day is None:
        return seconds_from_civil(year, number), seconds_from_civil(*add_months(year, number, 1)), "month"
    last_day = days_in_month(year, number)
    if not 1 <= int(day) <= last_day:
        column = base + 1 + text[base + 1 :].find("-") + 2
        raise date_error(text, column + 3, "day_out_of_range", part=day, last=last_day, year=year, month=number)
    start = days_from_civil(year, number, int(day)) * SECONDS_PER_DAY
    return start, start + SECONDS_PER_DAY, "day"


def _parse_general(text: str) -> EdtfDate:
    """Parse the less common forms."""
    stripped = text.strip()
    if not stripped:
        raise date_error(text, 1, "empty")
    base = text.index(stripped[0])
    parse_form = _parse_set if stripped[0] in "[{" else _parse_interval if "/" in stripped else _parse_single
    date = parse_form(text, stripped, base)
    return date if date.text == text else replace(date, text=text)


def _parse_interval(full_text: str, text: str, base: int) -> EdtfDate:
    if re.fullmatch(r"(?a)\d{1,4}/\d{1,2}(/\d{1,4})?", text) and not re.fullmatch(r"(?a)\d{4}/\d{4}", text):
        raise date_error(full_text, base + 1, "slashes")
    parts = text.split("/")
    if len(parts) != 2:
        raise date_error(full_text, base + text.index("/", text.index("/") + 1) + 1, "two_slashes")
    first, second = parts
    if first in ("", "..") and second in ("", ".."):
        raise date_error(full_text, base + 1, "no_end_known")
    start_date = None if first in ("", "..") else _parse_single(full_text, first, base)
    end_date = None if second in ("", "..") else _parse_single(full_text, second, base + len(first) + 1)
    return _interval_between(
        full_text,
        base + len(first) + 1,
        start_date,
        end_date,
        (first == "..", second == "..", first == "", second == ""),
    )


def _interval_between(
    full_text: str,
    column: int,
    start_date: EdtfDate | None,
    end_date: EdtfDate | None,
    open_or_unknown_ends: tuple[bool, bool, bool, bool] = (False, False, False, False),
) -> EdtfDate:
    """Return the interval between two dates.

    It begins somewhere in the first and ends somewhere in the second. `column` (from 0) is where the second begins.
    """
    if start_date and end_date and start_date.zone is not None and end_date.zone is not None:
        end_date = in_zone(end_date, start_date.zone)
    start_min, start_max = (start_date.start_min, start_date.end_max) if start_date else (None, None)
    end_min, end_max = (end_date.start_min, end_date.end_max) if end_date else (None, None)
    if start_date and end_date and start_min is not None and end_max is not None:
        second = end_max - 1  # in which it ends
        if start_min > second or (start_min == second and 0.0 < end_date.fraction < start_date.fraction):
            raise date_error(full_text, column + 1, "end_before_start", first=start_date.text, second=end_date.text)
        start_max = end_max if start_max is None else min(start_max, end_max)
        end_min = max(end_min if end_min is not None else start_max, start_max)
    return EdtfDate(
        full_text, start_min, start_max, end_min, end_max, "interval",
        start_date.precision if start_date else end_date.precision if end_date else "day",
        (start_date.uncertain if start_date else frozenset()) | (end_date.uncertain if end_date else frozenset()),
        (start_date.approximate if start_date else frozenset()) | (end_date.approximate if end_date else frozenset()),
        *open_or_unknown_ends,
        bool((start_date and start_date.unspecified) or (end_date and end_date.unspecified)),
        max(start_date.significant if start_date else 0, end_date.significant if end_date else 0),
        (start_date, end_date) if start_date and end_date else (start_date,) if start_date else (end_date,) if end_date else (),
    )  # fmt: skip


def _parse_set(full_text: str, text: str, base: int) -> EdtfDate:
    close = {"[": "]", "{": "}"}[text[0]]
    if not text.endswith(close):
        raise date_error(full_text, base + len(text), "unclosed_set", close=close)
    members: list[EdtfDate] = []
    position = base + 1
    open_start = open_end = False
    parts = text[1:-1].split(",")
    if len(parts) > _MAX_MEMBERS:
        column = base + 2 + sum(len(part) + 1 for part in parts[:_MAX_MEMBERS])
        raise date_error(full_text, column, "many_members", most=_MAX_MEMBERS)
    for part in parts:
        leading_spaces = len(part) - len(part.lstrip())
        word = part.strip()
        if not word:
            raise date_error(full_text, position + leading_spaces + 1, "empty_member")
        if ".." in word:
            first, _, second = word.partition("..")
            open_start |= not first
            open_end |= not second
            ends = [_parse_single(full_text, first, position + leading_spaces)] if first else []
            ends += [_parse_single(full_text, second, position + leading_spaces + len(first) + 2)] if second else []
            if not ends:
                raise date_error(full_text, position + leading_spaces + 1, "empty_member")
            if len(ends) == 2:
                members.append(
                    replace(
                        _interval_between(full_text, position + leading_spaces + len(first) + 2, ends[0], ends[1]),
                        text=word,
                    )
                )
            else:
                members.append(ends[0])
        else:
            members.append(_parse_single(full_text, word, position + leading_spaces))
        position += len(part) + 1
    start_seconds = [one.start_min for one in members if one.start_min is not None]
    end_seconds = [one.end_max for one in members if one.end_max is not None]
    start, end = min(start_seconds), max(end_seconds)
    kind = "one_of" if text[0] == "[" else "all_of"
    # The limits are those of all members together: `members` tells which of them may be meant and what lies between.
    return EdtfDate(
        full_text,
        None if open_start else start,
        start,
        end,
        None if open_end else end,
        kind,
        members[0].precision,
        frozenset().union(*(one.uncertain for one in members)),
        frozenset().union(*(one.approximate for one in members)),
        open_start,
        open_end,
        unspecified=any(one.unspecified for one in members),
        significant=max(one.significant for one in members),
        members=tuple(members),
    )


def _parse_single(full_text: str, text: str, base: int) -> EdtfDate:
    """Parse one date with any qualifiers.

    `base` is its column in `full_text`, from 0.
    """
    common = _COMMON_DATE.fullmatch(text)
    if common:
        try:
            return _parse_common(text, *common.groups())
        except DateError as error:
            raise date_error(full_text, base + error.column, error.code, **error.values) from None
    body, time_separator, time = text.partition("T")
    year = _compile_cached(_YEAR).match(body)
    if year is None or (not year["long"] and year.end() < len(body) and body[year.end()] not in "-?~%"):
        raise date_error(full_text, base + 1, "unknown_form")
    uncertain: set[str] = set()
    approximate: set[str] = set()

    def qualify(sign: str, names: tuple[str, ...]) -> None:
        if sign != "~":
            uncertain.update(names)
        if sign != "?":
            approximate.update(names)

    left, right = year["left"], year["right"]
    if left:
        qualify(left, ("year",))
    if right:
        qualify(right, ("year",))
    parts: list[str] = []
    position = year.end()
    while position < len(body):
        if body[position] != "-" or len(parts) == 2:
            raise date_error(full_text, base + position + 1, "unknown_form")
        part = _compile_cached(_PART).match(body, position + 1)
        if part is None:
            raise date_error(full_text, base + position + 2, "two_digits")
        name = ("month", "day")[len(parts)]
        left, number, right = part.groups()
        if left:
            qualify(left, (name,))
        parts.append(number)
        if right:
            qualify(right, ("year", "month", "day")[: len(parts) + 1])
        position = part.end()
    if year["long"]:
        if parts or time_separator:
            raise date_error(full_text, base + year.end() + 1, "unknown_form")
        return _parse_long_year(full_text, base, year, frozenset(uncertain), frozenset(approximate))
    digits = year["body"]
    if digits == "-0000":
        raise date_error(full_text, base + 1, "negative_zero")
    column = base + (1 if year["left"] else 0)
    fields = (digits, *parts)
    unspecified = "X" in body
    if unspecified:
        start, end, precision = expand_mask(full_text, column, digits, parts)
    else:
        unqualified = "-".join(fields)
        try:
            month, day = parts[0] if parts else None, parts[1] if len(parts) == 2 else None
            start, end, precision = _span_of_components(unqualified, 0, int(digits), month, day)
        except DateError as error:
            # The column counts in the date without qualifiers: convert it to the date as it is written.
            shift = base + sum(1 for sign in text[: error.column] if sign in "?~%")
            raise date_error(full_text, error.column + shift, error.code, **error.values) from None
    fraction, zone = 0.0, None
    if time_separator:
        start, end, precision, fraction, zone = _parse_time(full_text, base + len(body) + 1, time, start, precision)
        fields = (*fields, time)
    significant = int(year["digits"] or 0)
    if significant:
        if parts or unspecified:
            raise date_error(full_text, base + year.end("body") + 1, "unknown_form")
        first, year_after = significant_years(int(digits), len(digits.lstrip("-")), significant)
        start, end = seconds_from_civil(first), seconds_from_civil(year_after)
    return EdtfDate(
        text, start, start, end, end, "date", precision, frozenset(uncertain), frozenset(approximate),
        unspecified=unspecified, significant=significant, fields=fields, fraction=fraction, zone=zone,
    )  # fmt: skip


def _parse_time(
    full_text: str, position: int, time: str, start: int, precision: str
) -> tuple[int, int, str, float, int | None]:
    """Return start, end, precision, fraction and zone of a time."""
    time_match = _compile_cached(_TIME).fullmatch(time)
    if time_match is None or precision != "day":
        raise date_error(full_text, position + 1, "time_form")
    hour, minute, second = int(time_match[1]), int(time_match[2]), int(time_match[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise date_error(full_text, position + 1, "time_out_of_range", part=time)
    _, _, _, fraction, greenwich, zone_hours, zone_minutes = time_match.groups()
    zone = None
    if zone_hours:
        zone = (abs(int(zone_hours)) * 60 + int(zone_minutes or 0)) * (-1 if zone_hours[0] == "-" else 1)
        if abs(zone) >= _DAY_MINUTES or int(zone_minutes or 0) > 59:
            raise date_error(full_text, position + 1, "time_out_of_range", part=time)
    elif greenwich:
        zone = 0
    begin = start + hour * 3600 + minute * 60 + second
    end, precision = (begin + 1, "second") if time_match[3] else (begin + 60, "minute")
    return begin, end, precision, float(f"0.{fraction or 0}"), zone


def _parse_long_year(
    full_text: str, base: int, year_match: re.Match[str], uncertain: frozenset[str], approximate: frozenset[str]
) -> EdtfDate:
    """Parse a year of more than four digits or with an exponent."""
    digits = year_match["long"][1:]
    exponent = int(year_match["power"] or 0)
    if len(digits) + exponent > MAX_YEAR_DIGITS:
        raise date_error(full_text, base + 1, "too_long")
    year = int(digits) * 10**exponent
    significant = int(year_match["digits"] or 0)
    digit_count = len(str(abs(year)))
    first, year_after = significant_years(year, digit_count, significant or digit_count)
    start, end = seconds_from_civil(first), seconds_from_civil(year_after)
    return EdtfDate(
        year_match.string, start, start, end, end, "date", "year", uncertain, approximate,
        significant=significant, fields=(str(year),),
    )  # fmt: skip
