"""Dates that may be doubtful: EDTF (ISO 8601-2), levels 0 to 2, as four corners in whole seconds.

A date is a trapezoid: it begins somewhere from `start_min` to `start_max` and ends somewhere from `end_min` to `end_max`
(seconds from 1970-01-01T00:00 of the proleptic Gregorian calendar, ends exclusive, None where open or unknown).
A plain date fills its own precision: `2014-06` begins and ends with the month. An interval `a/b` begins somewhere in `a`
and ends somewhere in `b`. `X` digits span all that they may stand for. `?`, `~` and `%` move no corner: they are flags.
The time zone of a time is read and set aside: a date is shown on the day it was written.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import DAY, add_months, days_from_civil, days_in_month, seconds_from_civil
from desktop.story.dates.errors import DateError, mistake
from desktop.story.dates.masks import masked, significant_years

__all__ = ["DateError", "When", "parse", "spoken"]

# Sub-year groupings: number → (first month, how many months). Southern seasons are half a year away.
_GROUPS: Final = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip
_PLAIN: Final = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%])?", re.ASCII)
_TIME: Final = r"(?a)(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?"
_PART: Final = r"(?P<left>[?~%])?(?P<body>[0-9X]{2})(?P<right>[?~%])?"
_DIGITS: Final = r"(?:(?P<long>Y-?\d+)(?:E(?P<power>\d{1,4}))?|(?P<body>-?[0-9X]{4}))(?:S(?P<digits>\d{1,4}))?"
_YEAR: Final = r"(?a)(?P<left>[?~%])?" + _DIGITS + r"(?P<right>[?~%])?"
_rare = lru_cache(re.compile)  # the rarer forms are compiled when the first of them is read
_MOST_DIGITS: Final = 30


@dataclass(frozen=True, slots=True)
class When:
    """A date as it was written, and the time it covers: see the module for what the corners mean."""

    text: str
    start_min: int | None
    start_max: int | None
    end_min: int | None
    end_max: int | None
    kind: str = "date"  # date, interval, one_of, all_of
    precision: str = (
        "day"  # second, minute, day, month, season, quarter, quadrimester, semester, year, decade, century, millennium
    )
    uncertain: frozenset[str] = frozenset()  # the components in doubt: year, month, day
    approximate: frozenset[str] = frozenset()
    start_open: bool = False
    end_open: bool = False
    start_unknown: bool = False
    end_unknown: bool = False
    unspecified: bool = False
    significant: int = 0
    members: tuple[When, ...] = ()  # the ends of an interval, or the members of a set
    fields: tuple[str, ...] = ()  # year, month, day, time as written, without qualifiers

    @property
    def earliest(self) -> int | None:
        """Return the earliest second that the date may cover."""
        return self.start_min if self.start_min is not None else self.start_max

    @property
    def latest(self) -> int | None:
        """Return the end of the latest second that the date may cover."""
        return self.end_max if self.end_max is not None else self.end_min

    @property
    def is_point(self) -> bool:
        """Return whether this is one certain day, or finer."""
        return self.kind == "date" and self.precision in ("day", "minute", "second") and self.certain

    @property
    def certain(self) -> bool:
        """Return whether nothing about the date is in doubt."""
        return not (self.uncertain or self.approximate or self.unspecified or self.significant or self.kind == "one_of")

    @property
    def centre(self) -> int | None:
        """Return the middle second, or the one known end."""
        known = [corner for corner in (self.earliest, self.latest) if corner is not None]
        return sum(known) // len(known) if known else None

    @property
    def sort_key(self) -> tuple[int, int]:
        """Return what dates are put in order by; those without a beginning by their end."""
        if self.start_min is not None and self.end_max is not None:
            return self.start_min, self.end_max
        first = self.earliest if self.earliest is not None else self.latest
        last = self.latest if self.latest is not None else self.earliest
        return (first or 0, last or 0)


def spoken(when: When, language: str, *, style: str = "long") -> str:
    """Say a date in French ("fr…") or English, "long" for sentences or "short" for labels and notes. Never empty."""
    from desktop.story.dates.words import say  # the words are not needed to read a story

    return say(when, language, short=style == "short")


def parse(value: object) -> When:
    """Read a date: EDTF text, a whole year, or one of TOML's own dates.

    Raises DateError, which carries the column of what is wrong and a hint.
    """
    if isinstance(value, str):
        return _parse(value)
    if isinstance(value, bool):
        raise mistake(str(value), 1, "unknown_form")
    if isinstance(value, int):
        return _parse(f"Y{value}" if abs(value) > 9999 else f"{value:05d}" if value < 0 else f"{value:04d}")
    if isinstance(value, datetime.datetime):
        return _parse(value.replace(microsecond=0, tzinfo=None).isoformat())
    if isinstance(value, datetime.date):
        return _parse(value.isoformat())
    raise mistake(str(value), 1, "unknown_form")


@lru_cache(maxsize=4096)
def _parse(text: str) -> When:
    """Read one text; the same text gives the same object."""
    found = _PLAIN.fullmatch(text)
    if found:
        return _plain(text, *found.groups())
    return _general(text)


def _plain(text: str, year: str, month: str | None, day: str | None, mark: str | None) -> When:
    """Read the common forms fast: a year, a month or a day, with one mark at most."""
    number = int(year)
    if year == "-0000":
        raise mistake(text, 1, "negative_zero")
    parts = frozenset(("year", "month", "day")[: 1 + (month is not None) + (day is not None)])
    start, end, precision = _span(text, 0, number, month, day)
    fields = (year,) if month is None else (year, month) if day is None else (year, month, day)
    return When(
        text, start, start, end, end, "date", precision,
        parts if mark in ("?", "%") and mark else frozenset(),
        parts if mark in ("~", "%") and mark else frozenset(),
        fields=fields,
    )  # fmt: skip


def _span(text: str, base: int, year: int, month: str | None, day: str | None) -> tuple[int, int, str]:
    """Return start, end and precision of plain components; `base` is the column (from 0) where the date begins."""
    if month is None:
        return seconds_from_civil(year), seconds_from_civil(year + 1), "year"
    number = int(month)
    if day is None and number in _GROUPS:
        first, count = _GROUPS[number]
        begin = add_months(year, first, 0)
        names = "season" if number < 33 else "quarter" if number < 37 else "quadrimester" if number < 40 else "semester"
        return seconds_from_civil(*begin), seconds_from_civil(*add_months(*begin, count)), names
    if not 1 <= number <= 12:
        at = base + 1 + text[base + 1 :].find("-") + 2
        raise mistake(text, at, "month_out_of_range", part=month)
    if day is None:
        return seconds_from_civil(year, number), seconds_from_civil(*add_months(year, number, 1)), "month"
    last = days_in_month(year, number)
    if not 1 <= int(day) <= last:
        at = base + 1 + text[base + 1 :].find("-") + 2
        raise mistake(text, at + 3, "day_out_of_range", part=day, last=last, year=year, month=number)
    start = days_from_civil(year, number, int(day)) * DAY
    return start, start + DAY, "day"


def _general(text: str) -> When:
    """Read the rarer forms."""
    stripped = text.strip()
    if not stripped:
        raise mistake(text, 1, "empty")
    base = text.index(stripped[0])
    read = _set if stripped[0] in "[{" else _interval if "/" in stripped else _date
    found = read(text, stripped, base)
    return found if found.text == text else replace(found, text=text)


def _interval(whole: str, text: str, base: int) -> When:
    if re.fullmatch(r"(?a)\d{1,4}/\d{1,2}(/\d{1,4})?", text) and not re.fullmatch(r"(?a)\d{4}/\d{4}", text):
        raise mistake(whole, base + 1, "slashes")
    parts = text.split("/")
    if len(parts) != 2:
        raise mistake(whole, base + text.index("/", text.index("/") + 1) + 1, "two_slashes")
    first, second = parts
    if first in ("", "..") and second in ("", ".."):
        raise mistake(whole, base + 1, "no_end_known")
    one = None if first in ("", "..") else _date(whole, first, base)
    two = None if second in ("", "..") else _date(whole, second, base + len(first) + 1)
    return _from_to(whole, base + len(first) + 1, one, two, (first == "..", second == "..", first == "", second == ""))


def _from_to(
    whole: str,
    column: int,
    one: When | None,
    two: When | None,
    ends: tuple[bool, bool, bool, bool] = (False, False, False, False),
) -> When:
    """Return the time from somewhere in one date to somewhere in another; `column` (from 0) is where the other begins."""
    start_min, start_max = (one.start_min, one.end_max) if one else (None, None)
    end_min, end_max = (two.start_min, two.end_max) if two else (None, None)
    if one and two and start_min is not None and end_max is not None:
        if start_min >= end_max:
            raise mistake(whole, column + 1, "end_before_start", first=one.text, second=two.text)
        start_max = end_max if start_max is None else min(start_max, end_max)
        end_min = max(end_min if end_min is not None else start_max, start_max)
    return When(
        whole, start_min, start_max, end_min, end_max, "interval",
        one.precision if one else two.precision if two else "day",
        (one.uncertain if one else frozenset()) | (two.uncertain if two else frozenset()),
        (one.approximate if one else frozenset()) | (two.approximate if two else frozenset()),
        *ends,
        bool((one and one.unspecified) or (two and two.unspecified)),
        max(one.significant if one else 0, two.significant if two else 0),
        (one, two) if one and two else (one,) if one else (two,) if two else (),
    )  # fmt: skip


def _set(whole: str, text: str, base: int) -> When:
    close = {"[": "]", "{": "}"}[text[0]]
    if not text.endswith(close):
        raise mistake(whole, base + len(text), "unclosed_set", close=close)
    members: list[When] = []
    at = base + 1
    open_start = open_end = False
    body = text[1:-1]
    for part in body.split(","):
        lead = len(part) - len(part.lstrip())
        word = part.strip()
        if not word:
            raise mistake(whole, at + lead + 1, "empty_member")
        if ".." in word:
            first, _, second = word.partition("..")
            open_start |= not first
            open_end |= not second
            ends = [_date(whole, first, at + lead)] if first else []
            ends += [_date(whole, second, at + lead + len(first) + 2)] if second else []
            if not ends:
                raise mistake(whole, at + lead + 1, "empty_member")
            if len(ends) == 2:
                members.append(replace(_from_to(whole, at + lead + len(first) + 2, ends[0], ends[1]), text=word))
            else:
                members.append(ends[0])
        else:
            members.append(_date(whole, word, at + lead))
        at += len(part) + 1
    starts = [one.start_min for one in members if one.start_min is not None]
    ends_ = [one.end_max for one in members if one.end_max is not None]
    start, end = min(starts), max(ends_)
    kind = "one_of" if text[0] == "[" else "all_of"
    # The corners are those of all members together: which of them is meant, or what lies between, the members tell.
    return When(
        whole,
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


def _date(whole: str, text: str, base: int) -> When:
    """Read one date with any qualifiers; `base` is its column in the whole text, from 0."""
    found = _PLAIN.fullmatch(text)
    if found:
        try:
            return _plain(text, *found.groups())
        except DateError as error:
            raise mistake(whole, base + error.column, error.code, **error.values) from None
    body, mark, time = text.partition("T")
    year = _rare(_YEAR).match(body)
    if year is None or (not year["long"] and year.end() < len(body) and body[year.end()] not in "-?~%"):
        raise mistake(whole, base + 1, "unknown_form")
    uncertain: set[str] = set()
    approximate: set[str] = set()

    def qualify(sign: str | None, names: tuple[str, ...]) -> None:
        if sign in ("?", "%") and sign:
            uncertain.update(names)
        if sign in ("~", "%") and sign:
            approximate.update(names)

    qualify(year["left"], ("year",))
    qualify(year["right"], ("year",))
    parts: list[str] = []
    at = year.end()
    while at < len(body):
        if body[at] != "-" or len(parts) == 2:
            raise mistake(whole, base + at + 1, "unknown_form")
        part = _rare(_PART).match(body, at + 1)
        if part is None:
            raise mistake(whole, base + at + 2, "two_digits")
        name = ("month", "day")[len(parts)]
        qualify(part["left"], (name,))
        parts.append(part["body"])
        qualify(part["right"], ("year", "month", "day")[: len(parts) + 1])
        at = part.end()
    if year["long"]:
        if parts or mark:
            raise mistake(whole, base + year.end() + 1, "unknown_form")
        return _long(whole, base, year, frozenset(uncertain), frozenset(approximate))
    digits = year["body"]
    if digits == "-0000":
        raise mistake(whole, base + 1, "negative_zero")
    column = base + (1 if year["left"] else 0)
    fields = (digits, *parts)
    unspecified = any("X" in one for one in fields)
    if unspecified:
        start, end, precision = masked(whole, column, digits, parts)
    else:
        clean = "-".join(fields)
        try:
            start, end, precision = _span(clean, 0, int(digits), *[*parts, None, None][:2])
        except DateError as error:
            # The column is counted in the bare date: count it in what was written.
            shift = base + sum(1 for sign in text[: error.column] if sign in "?~%")
            raise mistake(whole, error.column + shift, error.code, **error.values) from None
    if mark:
        start, end, precision = _time(whole, base + len(body) + 1, time, start, precision)
        fields = (*fields, time)
    significant = int(year["digits"] or 0)
    if significant:
        if parts or unspecified:
            raise mistake(whole, base + year.end("body") + 1, "unknown_form")
        first, after = significant_years(int(digits), len(digits.lstrip("-")), significant)
        start, end = seconds_from_civil(first), seconds_from_civil(after)
    return When(
        text, start, start, end, end, "date", precision, frozenset(uncertain), frozenset(approximate),
        unspecified=unspecified, significant=significant, fields=fields,
    )  # fmt: skip


def _time(whole: str, at: int, time: str, start: int, precision: str) -> tuple[int, int, str]:
    found = _rare(_TIME).fullmatch(time)
    if found is None or precision != "day":
        raise mistake(whole, at + 1, "time_form")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise mistake(whole, at + 1, "time_out_of_range", part=time)
    begin = start + hour * 3600 + minute * 60 + second
    return begin, begin + (1 if found[3] else 60), "second" if found[3] else "minute"


def _long(whole: str, base: int, found: re.Match[str], uncertain: frozenset[str], approximate: frozenset[str]) -> When:
    """Read a year of more than four digits, or with an exponent."""
    digits = found["long"][1:]
    power = int(found["power"] or 0)
    if len(digits) + power > _MOST_DIGITS:
        raise mistake(whole, base + 1, "too_long")
    year = int(digits) * 10**power
    significant = int(found["digits"] or 0)
    size = len(str(abs(year)))
    first, after = significant_years(year, size, significant or size)
    start, end = seconds_from_civil(first), seconds_from_civil(after)
    return When(
        whole, start, start, end, end, "date", "year", uncertain, approximate,
        significant=significant, fields=(str(year),),
    )  # fmt: skip
