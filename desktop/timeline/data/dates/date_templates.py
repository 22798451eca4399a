"""Read texts of fixed forms as dates, whole columns at a time.

A template says what stands at each position: digits of a field, the name of a month, or a sign. It comes from a format
such as `%d/%m/%Y`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np

from desktop.timeline.data.dates.date_column import (
    DAY,
    DAYS_IN_MONTH,
    FORMAT,
    MINUTE,
    MONTH,
    NO_ZONE,
    SECOND,
    YEAR,
    DateColumn,
    days_from_civil,
    days_of_new_years,
    is_leap,
)
from desktop.timeline.data.string_column import Bytes, Mask, Texts, lengths_of
from desktop.timeline.index import Ints

Part = tuple[str, int]
"""A field with its number of digits, or a sign."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_CODES: Final = np.array([int.from_bytes(name.encode(), "big") for name in _MONTHS])
_MONTH_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ZONES: Final[tuple[tuple[Part, ...], ...]] = (
    (("Z", 1),),
    (("sign", 1), ("zone_hour", 2)),
    (("sign", 1), ("zone_hour", 2), ("zone_minute", 2)),
    (("sign", 1), ("zone_hour", 2), (":", 1), ("zone_minute", 2)),
)
_DIRECTIVES: Final[dict[str, tuple[tuple[Part, ...], ...]]] = {
    "Y": ((("year", 4),),),
    "y": ((("short_year", 2),),),
    "m": ((("month", 2),), (("month", 1),)),
    "d": ((("day", 2),), (("day", 1),)),
    "e": ((("day", 2),), (("day", 1),)),
    "b": ((("name", 3),),),
    "B": tuple((("long_name", length),) for length in range(3, 10)),
    "j": ((("day_of_year", 3),), (("day_of_year", 2),), (("day_of_year", 1),)),
    "a": ((("weekday", 3),),),
    "A": tuple((("long_weekday", length),) for length in range(6, 10)),
    "H": ((("hour", 2),), (("hour", 1),)),
    "I": ((("hour", 2),), (("hour", 1),)),
    "M": ((("minute", 2),),),
    "S": ((("second", 2),),),
    "f": tuple((("fraction", digits),) for digits in range(1, 10)),
    "z": _ZONES,
    "p": ((("pm", 2),),),
    "T": (((("hour", 2), (":", 1), ("minute", 2), (":", 1), ("second", 2))),),
    "F": ((("year", 4), ("-", 1), ("month", 2), ("-", 1), ("day", 2)),),
    "%": ((("%", 1),),),
}
_TOKEN: Final = re.compile(r"%-?([A-Za-z%])|(.)", re.DOTALL)
_MOST_TEMPLATES: Final = 400
_SAMPLE: Final = 50

Template = tuple[Part, ...]


@dataclass(slots=True)
class Fields:
    """Holds the fields of the texts that a template reads.

    Fields that a template lacks are None; a zone is in minutes east of Greenwich, a fraction in nanoseconds.
    """

    valid: Mask
    year: Ints
    month: Ints | None = None
    day: Ints | None = None
    day_of_year: Ints | None = None
    hour: Ints | None = None
    minute: Ints | None = None
    second: Ints | None = None
    fraction: Ints | None = None
    zone: Ints | None = None


@lru_cache(maxsize=32)
def format_templates(date_format: str) -> dict[int, tuple[Template, ...]] | None:
    """Return the templates of a format in the signs of `strptime`.

    Returns None for a format with an unknown sign or without a year. A sign beyond ASCII is its bytes.
    """
    choices: list[tuple[tuple[Part, ...], ...]] = []
    for token in _TOKEN.finditer(date_format):
        directive, sign = token.groups()
        if directive is None:
            choices.append((tuple((chr(byte), 1) for byte in sign.encode()),))
        elif directive in _DIRECTIVES:
            choices.append(_DIRECTIVES[directive])
        else:
            return None
    count = 1
    for one in choices:
        count *= len(one)
    if count > _MOST_TEMPLATES:
        return None
    templates = [tuple(part for parts in chosen for part in parts) for chosen in product(*choices)]
    if not any(name in ("year", "short_year") for name, _ in templates[0]):
        return None
    return _by_length(templates)


def read_templates(
    texts: Texts,
    unread: Mask,
    templates: dict[int, tuple[Template, ...]],
    dates: DateColumn,
    *,
    all_of_form: bool = False,
) -> Mask:
    """Read the texts that fit a template; return which are left.

    With `all_of_form`, texts with the signs of a template that are no date of it, as a month 13, are faults.
    """
    lengths = texts.lengths
    unread, wrong = unread.copy(), np.zeros(len(unread), bool)
    for length in lengths_of(lengths[unread]):
        rows = np.flatnonzero(unread & (lengths == length))
        signs = texts.signs(rows)
        sample = signs[:: max(1, len(rows) // _SAMPLE)]
        likely = sorted(templates.get(length, ()), key=lambda one: -int(_read_template(sample, one).valid.sum()))
        for template in likely:
            if not len(rows):
                break
            fields = _read_template(signs, template)
            wrong[rows[fields.valid]] = True
            found = _store_fields(fields, rows, dates)
            unread[found] = wrong[found] = False
            left = unread[rows]
            rows, signs = rows[left], signs[left]
    if all_of_form:
        wrong &= unread
        dates.faults[wrong] = FORMAT
        unread &= ~wrong
    return unread


def _store_fields(fields: Fields, rows: Ints, dates: DateColumn) -> Ints:
    """Store the dates that a template read; return their rows."""
    years = fields.year
    ones = np.ones_like(years)
    months = ones if fields.month is None else fields.month
    valid = fields.valid & (months >= 1) & (months <= 12)
    months = np.clip(months, 1, 12)
    days = ones if fields.day is None else fields.day
    valid &= (days >= 1) & (days <= DAYS_IN_MONTH[months] + ((months == 2) & is_leap(years)))
    begin = days_from_civil(years, months, days) * 86_400
    if fields.day_of_year is not None:
        valid &= (fields.day_of_year >= 1) & (fields.day_of_year <= 365 + is_leap(years))
        begin = (days_of_new_years(years) + fields.day_of_year - 1) * 86_400
    if fields.hour is not None:
        minutes = 0 * ones if fields.minute is None else fields.minute
        seconds = 0 * ones if fields.second is None else fields.second
        valid &= (fields.hour <= 23) & (minutes <= 59) & (seconds <= 59)
        begin = begin + fields.hour.astype(np.int64) * 3600 + minutes * 60 + seconds
        precision = MINUTE if fields.second is None else SECOND
        end = begin + (60 if fields.second is None else 1)
    elif fields.day is not None or fields.day_of_year is not None:
        precision, end = DAY, begin + 86_400
    elif fields.month is not None:
        last = months == 12
        precision = MONTH
        end = days_from_civil(years + last, np.where(last, 1, months + 1), days) * 86_400
    else:
        precision, end = YEAR, days_of_new_years(years + 1) * 86_400
    good = rows[valid]
    dates.starts[good], dates.ends[good], dates.precisions[good] = begin[valid], end[valid], precision
    if fields.fraction is not None and len(good):
        dates.put_fractions(good, fields.fraction[valid], None)
    if fields.zone is not None and len(good):
        if dates.zones is None:
            dates.zones = np.full(len(dates.starts), NO_ZONE, np.int16)
        dates.zones[good] = fields.zone[valid]
    return good


def _read_template(signs: Bytes, template: Template) -> Fields:
    """Read some texts, all of the template's length."""
    count = len(signs)
    valid = np.ones(count, bool)
    found: dict[str, Ints] = {}
    position = 0
    for name, width in template:
        if name in _READ_AS_DIGITS:
            number: Ints = np.zeros(count, np.int64)
            for place in range(position, position + width):
                digit = signs[:, place] - np.uint8(0x30)
                valid &= digit <= 9
                number *= 10
                number += digit
            found[name] = number * int(10 ** (9 - width)) if name == "fraction" else number
        elif name == "name":
            code = np.zeros(count, np.int32)
            for place in range(position, position + width):
                code = code * 256 + (signs[:, place] | 0x20)
            known = code[:, None] == _MONTH_CODES
            valid &= known.any(axis=1)
            found["month"] = known.argmax(axis=1) + 1
        elif name in _NAMES:
            numbers = np.zeros(count, np.int64)
            for place, its_name in enumerate(_NAMES[name], 1):
                if len(its_name) == width:
                    letters = np.frombuffer(its_name.encode(), np.uint8)
                    numbers[((signs[:, position : position + width] | 0x20) == letters).all(axis=1)] = place
            valid &= numbers > 0
            found["month" if name == "long_name" else "weekday"] = numbers
        elif name == "pm":
            half = signs[:, position] | 0x20
            valid &= ((half == ord("a")) | (half == ord("p"))) & (signs[:, position + 1] | 0x20 == ord("m"))
            found["pm"] = (half == ord("p")).astype(np.int64)
        elif name == "sign":
            at = signs[:, position]
            valid &= (at == ord("+")) | (at == ord("-"))
            found["sign"] = np.where(at == ord("-"), -1, 1)
        elif name == "Z":
            valid &= signs[:, position] | 0x20 == ord("z")
            found["Z"] = np.zeros(count, np.int64)
        else:
            valid &= signs[:, position] == ord(name)
        position += width
    return _fields(valid, found)


_READ_AS_DIGITS: Final = frozenset(
    (
        *("year", "short_year", "month", "day", "day_of_year", "hour", "minute", "second", "fraction"),
        *("zone_hour", "zone_minute"),
    )
)
_NAMES: Final = {
    "long_name": _MONTH_NAMES, "long_weekday": _WEEKDAYS, "weekday": tuple(name[:3] for name in _WEEKDAYS),
}  # fmt: skip


def _fields(valid: Mask, found: dict[str, Ints]) -> Fields:
    if "short_year" in found:  # as strptime reads them: 69 is 1969, 68 is 2068
        short = found["short_year"]
        found["year"] = np.add(short, np.where(short < 69, 2000, 1900), dtype=np.int64)
    if "pm" in found and "hour" in found:
        valid = valid & (found["hour"] >= 1) & (found["hour"] <= 12)
        found["hour"] = found["hour"] % 12 + 12 * found["pm"]
    fields = Fields(valid, found["year"])
    for name in ("month", "day", "day_of_year", "hour", "minute", "second", "fraction"):
        setattr(fields, name, found.get(name))
    if "Z" in found:
        fields.zone = found["Z"]
    elif "zone_hour" in found:
        minutes = found.get("zone_minute", np.zeros(len(valid), np.int64))
        fields.valid = valid & (found["zone_hour"] <= 23) & (minutes <= 59)
        fields.zone = found["sign"] * (found["zone_hour"] * 60 + minutes)
    return fields


def _by_length(templates: list[Template]) -> dict[int, tuple[Template, ...]]:
    by_length: dict[int, tuple[Template, ...]] = {}
    for template in templates:
        length = sum(width for _, width in template)
        by_length[length] = (*by_length.get(length, ()), template)
    return by_length
