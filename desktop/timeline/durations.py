"""Compute and format the time between two events.

It is counted by the calendar from beginning to beginning, in whole days (in minutes where both dates have a time). A
month or a year may mean any of its days, so two such dates have a least and a most time between them.
"""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language, language as language_of, word
from desktop.story.dates.calendar import SECONDS_PER_DAY, add_months, civil_from_days, days_from_civil, days_in_month
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Event

_MINUTE_SECONDS: Final = 60
_TIMED_PRECISIONS: Final = ("minute", "second")
_UNITS: Final = ("year", "month", "day", "hour", "minute")
_UNIT_WORDS: Final = {
    "year": "duration_years",
    "month": "months",
    "day": "days",
    "hour": "hours",
    "minute": "minutes",
    "million": "duration_million",
    "billion": "duration_billion",
}


@dataclass(frozen=True, slots=True)
class CalendarDuration:
    """Holds the time between two known instants.

    It is `months` by the calendar, then `days`, then `minutes`; `total_minutes` is all of it.
    """

    months: int
    days: int
    minutes: int
    total_minutes: int

    def whole_units(self, unit: str) -> int:
        """Return the number of whole units that the duration has.

        `unit` is "year", "month", "day", "hour" or "minute".
        """
        if unit == "year":
            return self.months // 12
        if unit == "month":
            return self.months
        return self.total_minutes // {"day": 1440, "hour": 60, "minute": 1}[unit]


@dataclass(frozen=True, slots=True)
class DurationRange:
    """Holds the least and the most time between two events.

    None means that there is no limit. The flags tell the precision and the qualifiers of the dates.
    """

    least: CalendarDuration | None
    most: CalendarDuration | None
    timed: bool = False  # both dates have a time of day
    approximate: bool = False
    uncertain: bool = False


def duration_between(start: int, stop: int) -> CalendarDuration:
    """Return the duration from one second to a later one.

    Both are seconds from 1970. The last day of a shorter month counts as a whole month after day 31, so 31 January to
    28 February is one month. Seconds beyond whole minutes are left out.
    """
    start_day, start_second = divmod(start, SECONDS_PER_DAY)
    end_day, end_second = divmod(stop, SECONDS_PER_DAY)
    minutes = (end_second - start_second) // _MINUTE_SECONDS
    if minutes < 0:
        end_day, minutes = end_day - 1, minutes + 1440
    (year, month, date), (year2, month2, date2) = civil_from_days(start_day), civil_from_days(end_day)
    months = (year2 - year) * 12 + month2 - month
    if date2 < date and not (date2 == days_in_month(year2, month2) and minutes == 0 and date > date2):
        months -= 1
    at_year, at_month = add_months(year, month, months)
    days = end_day - days_from_civil(at_year, at_month, min(date, days_in_month(at_year, at_month)))
    return CalendarDuration(months, days, minutes, (stop - start) // _MINUTE_SECONDS)


def _start_date(when: EdtfDate) -> EdtfDate:
    """Return the date at which a date begins.

    For an interval it is its first member, for any other date the date itself.
    """
    return when.members[0] if when.kind == "interval" and when.start_min is not None and when.members else when


def _start_bounds(when: EdtfDate) -> tuple[int | None, int | None]:
    """Return the bounds between which a date may begin.

    They are in seconds, each None if unknown.
    """
    if when.kind == "interval" and when.start_max is not None:
        return when.start_min, when.start_max
    return when.start_min, when.end_max


def _possible_dates(event: Event) -> tuple[EdtfDate, ...]:
    claimed_dates = tuple(claim.date for claim in event.claims if claim.date is not None)
    return claimed_dates if event.status == "disputed" and len(claimed_dates) > 1 else (event.when,)


def _start_range_or_open(event: Event) -> tuple[int | None, int | None]:
    ranges = [_start_bounds(when) for when in _possible_dates(event)]
    firsts = [one[0] for one in ranges]
    lasts = [one[1] for one in ranges]
    first = None if any(one is None for one in firsts) else min(one for one in firsts if one is not None)
    last = None if any(one is None for one in lasts) else max(one for one in lasts if one is not None)
    return first, last


def start_range(event: Event) -> tuple[int, int]:
    """Return the first and last second at which an event may begin.

    If one is unknown, both are the known one, so that there is something to draw.
    """
    first, last = _start_range_or_open(event)
    earliest = first if first is not None else last
    latest = last if last is not None else first
    return earliest or 0, latest or 0


def duration_range_between(first: Event, second: Event) -> DurationRange:
    """Return the time between the beginnings of two events.

    The order of the two does not matter.
    """
    dates = (*_possible_dates(first), *_possible_dates(second))
    timed = all(when.precision in _TIMED_PRECISIONS for when in dates)
    resolution = _MINUTE_SECONDS if timed else SECONDS_PER_DAY
    (a0, a1), (b0, b1) = (
        _round_range(_start_range_or_open(first), resolution),
        _round_range(_start_range_or_open(second), resolution),
    )
    if _is_later(a0, a1, b0, b1):
        a0, a1, b0, b1 = b0, b1, a0, a1
    least: CalendarDuration | None = None
    most: CalendarDuration | None = None
    if a1 is not None and b0 is not None:
        least = duration_between(min(a1, b0), b0)
    if a0 is not None and b1 is not None and a1 is not None and b0 is not None:
        # If the two ranges overlap, either event may have come first.
        pairs = [(a0, b1), *([(b0, a1)] if a1 > b0 else [])]
        most = duration_between(*max(pairs, key=lambda way: way[1] - way[0]))
    start_dates = [_start_date(when) for when in dates]
    approximate = any(when.approximate or when.significant for when in start_dates)
    uncertain = any(when.uncertain for when in start_dates)
    return DurationRange(least, most, timed, approximate, uncertain)


def _round_range(span: tuple[int | None, int | None], resolution: int) -> tuple[int | None, int | None]:
    """Return the first and last whole day or minute of a range.

    They are the seconds at which these begin; `resolution` is 86,400 or 60.
    """
    first, last = span
    low = first // resolution * resolution if first is not None else None
    high = (last - 1) // resolution * resolution if last is not None else None
    return low, max(high, low) if high is not None and low is not None else high


def _is_later(a0: int | None, a1: int | None, b0: int | None, b1: int | None) -> bool:
    """Return whether the first range is after the second."""
    first_start = a0 if a0 is not None else a1
    second_start = b0 if b0 is not None else b1
    if first_start is None or second_start is None:
        return False
    return (first_start, a1 if a1 is not None else first_start) > (second_start, b1 if b1 is not None else second_start)


# -- in words ----------------------------------------------------------------------------------------------------------


def _format_number(value: float, language: str | Language) -> str:
    """Return a number in a language, with at most four significant digits."""
    own = language_of(language) if isinstance(language, str) else language
    return own.format_integer(int(value)) if value == int(value) else own.format_decimal(f"{value:.4g}")


def _in_larger_unit(count: int, unit: str, language: str | Language) -> tuple[float, str]:
    """Return a count and its unit, converted for large counts.

    A million years and more are in "million" or "billion" years.
    """
    if unit == "year" and count >= 1_000_000:
        own = language_of(language) if isinstance(language, str) else language
        size, unit = next((size, name) for size, name in own.large_numbers if count >= size)
        return float(f"{count / size:.4g}"), unit
    return count, unit


def format_count(count: int, unit: str, language: str | Language) -> str:
    """Return a count of years, months, days, hours or minutes."""
    value, unit = _in_larger_unit(count, unit, language)
    return word(_UNIT_WORDS[unit], language, n=_format_number(value, language), count=value)


def format_years(seconds: int, language: str | Language) -> str:
    """Return a time in years, or in months or days if shorter."""
    days = seconds // SECONDS_PER_DAY
    if days >= 365:
        return format_count(int(days / 365.2425 + 0.1), "year", language)
    return (
        format_count(max(1, round(days / 30.44)), "month", language)
        if days > 45
        else format_count(max(1, days), "day", language)
    )


def format_exact(duration: CalendarDuration, language: str | Language, *, timed: bool = False) -> str:
    """Return a duration in words, by its two largest units.

    For less than a thousand years the total number of days is added.
    """
    if duration.total_minutes == 0:
        return word("same_minute" if timed else "same_day", language)
    years, months = divmod(duration.months, 12)
    hours, minutes = divmod(duration.minutes, 60)
    counts = zip(_UNITS, (years, months, duration.days, hours, minutes), strict=True)
    parts = [(unit, count) for unit, count in counts if count and (timed or unit not in ("hour", "minute"))]
    if years >= 1000:
        parts = parts[:1]
    text = " ".join(format_count(count, unit, language) for unit, count in parts[:2])
    if len(parts) > 2 or (len(parts) == 2 and parts[0][0] in ("year", "month")):
        days = duration.whole_units("day")
        if duration.months < 12_000:
            text += f" · {format_count(days, 'day', language)}"
    return text


def _distinguishing_unit(duration_range: DurationRange) -> str:
    """Return the largest unit in which least and most differ."""
    most = duration_range.most or duration_range.least
    assert most is not None
    units = _UNITS if duration_range.timed else _UNITS[:3]
    for unit, enough in zip(units, (60, 3, 4, 4, 0), strict=False):
        if unit == "year":
            if most.months < enough:
                continue
        elif most.whole_units(unit) < enough and unit != units[-1]:
            continue
        if (
            duration_range.least is None
            or duration_range.most is None
            or duration_range.least.whole_units(unit) != duration_range.most.whole_units(unit)
        ):
            return unit
    return units[-1]


def format_gap(duration_range: DurationRange, language: str | Language) -> str:
    """Return the time between two events in words.

    It is exact, or a range, or one limit if the other is unknown.
    """
    least, most = duration_range.least, duration_range.most
    if least is None and most is None:
        return word("duration_unknown", language)
    if least is not None and least == most:
        text = format_exact(least, language, timed=duration_range.timed)
        text = word("duration_about", language, said=text) if duration_range.approximate else text
    else:
        text = _format_range(duration_range, language)
    return word("duration_perhaps", language, said=text) if duration_range.uncertain else text


def _format_range(duration_range: DurationRange, language: str | Language) -> str:
    unit = _distinguishing_unit(duration_range)
    low = duration_range.least.whole_units(unit) if duration_range.least is not None else 0
    if duration_range.most is None:
        return (
            word("duration_at_least", language, least=format_count(low, unit, language))
            if low
            else word("duration_unknown", language)
        )
    high = duration_range.most.whole_units(unit)
    if not low:
        return word("duration_at_most", language, most=format_count(max(high, 1), unit, language))
    if duration_range.approximate and high - low < 0.1 * low:
        # Two limits that hardly differ would claim more precision than approximate dates have.
        middle = (low + high) / 2
        return word("duration_about", language, said=format_count(int(float(f"{middle:.3g}")), unit, language))
    (low_number, low_unit), (high_number, high_unit) = (
        _in_larger_unit(low, unit, language),
        _in_larger_unit(high, unit, language),
    )
    if (low_number, low_unit) == (high_number, high_unit):  # ages have only four digits
        return format_count(low, unit, language)
    # A common unit is written once: "between 13 and 25 months".
    low_text = _format_number(low_number, language) if low_unit == high_unit else format_count(low, unit, language)
    return word(
        "duration_between_about" if duration_range.approximate else "duration_between",
        language,
        least=low_text,
        most=format_count(high, unit, language),
    )
