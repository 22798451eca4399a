"""Repeat dates: each day, every two weeks, every four years.

A date is repeated with its precision and its doubt. What repeats by months or years keeps the day of the month: on a
31st of a shorter month it is the last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import (
    SECONDS_PER_DAY,
    add_months,
    civil_from_seconds,
    days_in_month,
    seconds_from_civil,
)
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date

MAX_OCCURRENCES: Final = 10_000
"""The limit for the dates that one event may have."""

_STEP: Final = re.compile(r"(?:(\d{1,6})\s+)?(second|minute|hour|day|week|month|year)s?", re.ASCII)
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": SECONDS_PER_DAY, "week": 7 * SECONDS_PER_DAY}
_MONTHS: Final = {"month": 1, "year": 12}
_LAST_YEAR: Final = 9999


@dataclass(frozen=True, slots=True)
class Step:
    """Holds the time between two occurrences, in months or seconds."""

    months: int = 0
    seconds: int = 0


def parse_step(text: str) -> Step | None:
    """Return a step such as "4 years" or "week", or None."""
    found = _STEP.fullmatch(text.strip().lower())
    if found is None or found[1] in ("0", "00"):
        return None
    count = int(found[1] or 1)
    if not count:
        return None
    unit = found[2]
    return Step(months=count * _MONTHS[unit]) if unit in _MONTHS else Step(seconds=count * _SECONDS[unit])


def can_repeat(when: EdtfDate, step: Step) -> bool:
    """Return whether a date is exact enough for a step.

    It is a year, a month, a day or a moment of the years from −9999 to 9999, or an interval of such; a year is not
    repeated by days.
    """
    members = when.members or (when,)
    if when.kind not in ("date", "interval") or (when.kind == "interval" and len(members) != 2):
        return False
    return all(
        not one.unspecified
        and not one.significant
        and one.fields
        and one.precision in ("year", "month", "day", "minute", "second")
        and abs(int(one.fields[0])) <= _LAST_YEAR
        and _least_months(one) <= step.months
        and (step.months or len(one.fields) >= (3 if step.seconds % SECONDS_PER_DAY == 0 else 4))
        for one in members
    )


def repeat_date(when: EdtfDate, step: Step, until: EdtfDate) -> Iterator[EdtfDate]:
    """Yield the dates after the first, up to the end of `until`.

    At most `MAX_OCCURRENCES` with the first. The date must be one that `can_repeat`.
    """
    last = until.latest if until.latest is not None else until.earliest
    for number in range(1, MAX_OCCURRENCES):
        text = "/".join(_moved(member, step, number) for member in when.members or (when,))
        if "" in text.split("/"):
            return
        repeated = parse_date(text)
        if last is None or (repeated.earliest or 0) >= last:
            return
        yield repeated


def last_of_too_many(when: EdtfDate, step: Step, until: EdtfDate) -> EdtfDate | None:
    """Return the last date of `repeat_date` if more would follow."""
    last = until.latest if until.latest is not None else until.earliest
    members = when.members or (when,)
    next_text = "/".join(_moved(member, step, MAX_OCCURRENCES) for member in members)
    if "" in next_text.split("/") or (last is not None and (parse_date(next_text).earliest or 0) >= last):
        return None
    return parse_date("/".join(_moved(member, step, MAX_OCCURRENCES - 1) for member in members))


def _least_months(date: EdtfDate) -> int:
    """Return the least step that a date shows, in months."""
    return 12 if len(date.fields) == 1 else 1 if len(date.fields) == 2 else 0


def _moved(date: EdtfDate, step: Step, number: int) -> str:
    """Return a date some steps later as text.

    It is "" beyond the year 9999.
    """
    year, month, day = (int(date.fields[place]) if len(date.fields) > place else 1 for place in range(3))
    clock = date.fields[3] if len(date.fields) > 3 else ""
    if step.months:
        year, month = add_months(year, month, step.months * number)
        day = min(day, days_in_month(year, month))
    else:
        time = [int(part) for part in re.findall(r"\d\d", clock[:8])[: 3 if date.precision == "second" else 2]]
        moment = seconds_from_civil(year, month, day, *time) + step.seconds * number
        year, month, day, hour, minute, second = civil_from_seconds(moment)
        if clock:
            rest = clock[8:] if date.precision == "second" else clock[5:]
            clock = f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if date.precision == "second" else "") + rest
    if year > _LAST_YEAR:
        return ""
    parts = [f"{'-' if year < 0 else ''}{abs(year):04d}", f"{month:02d}", f"{day:02d}"][: len(date.fields)]
    qualifier = (
        "%" if date.uncertain and date.approximate else "?" if date.uncertain else "~" if date.approximate else ""
    )
    return "-".join(parts) + (f"T{clock}" if clock else "") + qualifier
