"""Read whole columns of dates into arrays.

Regular forms are computed with NumPy on the whole column; the parser reads each other text once. A text column is read
from its memory: no string is made for a date in a regular form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from desktop.story.dates.calendar import seconds_from_civil
from desktop.timeline.data.dates.date_column import (
    DAY,
    EMPTY,
    FAR,
    MINUTE,
    NO_ZONE,
    SECOND,
    UNIT,
    YEAR,
    DateColumn,
    days_of_new_years,
)
from desktop.timeline.data.dates.date_forms import (
    EDTF_FORM,
    NANOSECONDS,
    DateForm,
    two_orders,
)
from desktop.timeline.data.dates.date_templates import format_templates, read_templates
from desktop.timeline.data.dates.shaped_dates import MAX_SECONDS, read_shaped
from desktop.timeline.data.dates.single_dates import LAST_SECOND, read_formatted, read_rest
from desktop.timeline.data.string_column import Bytes, Mask, Texts, lengths_of
from desktop.timeline.data.tables import Column, Moments, Numbers
from desktop.timeline.index import Ints

_MOST_DIGITS: Final = 18  # that an int64 holds whatever they are


def read_dates(column: Column, form: DateForm = EDTF_FORM) -> DateColumn:
    """Read a column of dates that have a form."""
    if isinstance(column, Moments):
        dates = _read_moments(column)
    elif isinstance(column, Numbers):
        dates = _read_numbers(column, form)
    else:
        dates = _read_texts(column.trimmed(), form)
    if form.whole_days:
        _make_days(dates)
    return dates


def are_days(columns: Sequence[tuple[Column, DateForm]]) -> bool:
    """Return whether all moments of columns are midnights.

    Programs write days in this way, as `2014-03-05 00:00:00`.
    """
    has_moments = False
    for column, form in columns:
        dates = read_dates(column, form)
        moments = _are_moments(dates)
        if not np.array_equal(_are_midnights(dates), moments):
            return False
        has_moments = has_moments or bool(moments.any())
    return has_moments


def tell_day_order(column: Column, day_first: str) -> DateForm | None:
    """Return the order of day and month that dates tell.

    `day_first` is the format that begins with the day.
    """
    if not isinstance(column, Texts) or "%Y" not in day_first:
        return None
    texts = column.trimmed()
    unread = texts.lengths > 0
    left: dict[str, int] = {}
    for date_format in two_orders(day_first).values():
        templates = format_templates(date_format)
        assert templates is not None
        left[date_format] = int(read_templates(texts, unread, templates, DateColumn.blank(len(texts))).sum())
    best = min(left, key=left.__getitem__)
    if len(set(left.values())) == 1 or left[best] > 0.05 * unread.sum():
        return None
    return DateForm(best, guessed=True)


def _are_moments(dates: DateColumn) -> Mask:
    """Return which rows hold one moment, and no interval."""
    moments: Mask = (dates.faults == 0) & ((dates.precisions == MINUTE) | (dates.precisions == SECOND))
    return moments


def _are_midnights(dates: DateColumn) -> Mask:
    midnights: Mask = _are_moments(dates) & (dates.starts % 86_400 == 0)
    return midnights if dates.fractions is None else midnights & (dates.fractions == 0)


def _make_days(dates: DateColumn) -> None:
    """Turn the midnights of a column into days."""
    days = _are_midnights(dates)
    dates.precisions[days] = DAY
    dates.ends[days] = dates.starts[days] + 86_400
    if dates.zones is not None:
        dates.zones[days] = NO_ZONE


def _read_texts(texts: Texts, form: DateForm) -> DateColumn:
    if form.unit == "years" or not (form.unit or form.date_format):
        texts = _without_point_zero(texts, any_length=form.unit == "years")
    dates = DateColumn.blank(len(texts))
    lengths = texts.lengths
    dates.faults[lengths == 0] = EMPTY
    unread = lengths > 0
    templates = format_templates(form.date_format) if form.date_format else None
    if form.date_format and not form.guessed:  # what the story says comes before what a text looks like
        if templates is None:
            unread = read_formatted(texts, unread, form.date_format, dates)
        else:
            unread = read_templates(texts, unread, templates, dates, all_of_form=True)
        if unread.any():
            unread = read_shaped(texts, unread, dates, only_moments=True)
    elif not form.unit or form.guessed:
        unread = read_shaped(texts, unread, dates, only_moments=bool(form.unit or form.date_format))
        if templates is not None and unread.any():
            unread = read_templates(texts, unread, templates, dates)
    if form.unit and unread.any():
        unread = _read_digits(texts, lengths, unread, form, dates)
    if form.unit in ("s", "days", "excel") and unread.any():
        unread = _read_decimals(texts, lengths, unread, form, dates)
    if form.unit == "years" and unread.any():
        unread = read_shaped(texts, unread, dates)
    if unread.any():
        read_rest(texts, np.flatnonzero(unread), form, dates)
    return dates


def _without_point_zero(texts: Texts, *, any_length: bool) -> Texts:
    """Return texts without the end of `2014.0`.

    Programs write years so beside empty cells.
    """
    lengths = texts.lengths
    rows = np.flatnonzero((lengths > 2) & (lengths <= _MOST_DIGITS) if any_length else lengths == 6)
    rows = rows[(texts.data[texts.ends[rows] - 2] == ord(".")) & (texts.data[texts.ends[rows] - 1] == ord("0"))]
    if not len(rows):
        return texts
    signs = texts.signs(rows)
    is_number = signs - np.uint8(0x30) <= 9
    is_number[:, 0] |= signs[:, 0] == ord("-")
    is_number |= np.arange(signs.shape[1]) >= lengths[rows, None] - 2
    ends = texts.ends.copy()
    ends[rows[is_number.all(axis=1)]] -= 2
    return Texts(texts.begins, ends, texts.data)


def _read_digits(texts: Texts, lengths: Ints, unread: Mask, form: DateForm, dates: DateColumn) -> Mask:
    """Read texts of digits as numbers; return which are left."""
    unread = unread.copy()
    for length in lengths_of(lengths[unread]):
        if length > _MOST_DIGITS:
            continue
        rows = np.flatnonzero(unread & (lengths == length))
        signs = texts.signs(rows)
        negative = (signs[:, 0] == ord("-")) & (length > 1)
        signs[negative, 0] = ord("0")
        number, valid = np.zeros(len(rows), np.int64), np.ones(len(rows), bool)
        for position in range(length):
            digit = signs[:, position] - np.uint8(0x30)
            valid &= digit <= 9
            number *= 10
            number += digit
        np.negative(number, out=number, where=negative)
        number, none_empty = number[valid], np.zeros(int(valid.sum()), bool)
        if form.unit == "years":
            read = _read_years(number, none_empty, guessed=form.guessed)
        else:
            read = _read_counts(number, form.unit, none_empty)
        dates.put(rows[valid], read, np.arange(len(read.starts)))
        unread[rows[valid]] = False
    return unread


_FIRST_SECOND: Final = seconds_from_civil(-9999)


def _read_moments(column: Moments) -> DateColumn:
    dates = _read_counts(column.values, column.unit, column.empty)
    if column.zoned:
        dates.zones = np.zeros(len(dates.starts), np.int16)
    return dates


def _read_counts(values: Ints, unit: str, empty: Mask) -> DateColumn:
    """Read whole numbers of a unit as seconds and fractions."""
    dates = DateColumn.blank(len(values))
    length = NANOSECONDS[unit]
    if length >= NANOSECONDS["s"]:
        per = length // NANOSECONDS["s"]
        far = np.abs(np.clip(values, -MAX_SECONDS, MAX_SECONDS)) > LAST_SECOND // per
        seconds = np.where(far, 0, values) * per
        if unit == "excel":
            seconds = _from_excel(seconds, 86_400)
    else:
        per = NANOSECONDS["s"] // length
        seconds, rest = np.divmod(values, per)
        far = (seconds < _FIRST_SECOND) | (seconds > LAST_SECOND)
        if rest.any():
            dates.fractions = (rest * length).astype(np.uint32)
    dates.starts, dates.ends = seconds, seconds + 1
    dates.precisions[:] = DAY if unit == "days" else SECOND
    if unit == "days":
        dates.ends = seconds + 86_400
    dates.faults[far] = FAR
    dates.faults[empty] = EMPTY
    return dates


def _from_excel(counted: Ints, day: int) -> Ints:
    """Return times from 1970 of those that Excel counts.

    Its year 1900 has a 29 February: what is before it is counted from a day later.
    """
    moved: Ints = counted - 25_569 * day + ((counted >= 0) & (counted < 60 * day)) * day
    return moved


def _read_days(milliseconds: Ints, unit: str, empty: Mask) -> DateColumn:
    """Read numbers of days with fractions, to the millisecond.

    A number has no more digits than that: 0.3333333333 is 08:00.
    """
    day = 86_400_000
    is_whole = milliseconds % day == 0
    dates = _read_counts(_from_excel(milliseconds, day) if unit == "excel" else milliseconds, "ms", empty)
    if unit == "days":
        dates.precisions[is_whole] = DAY
        dates.ends[is_whole] = dates.starts[is_whole] + 86_400
    return dates


def _read_decimals(texts: Texts, lengths: Ints, unread: Mask, form: DateForm, dates: DateColumn) -> Mask:
    """Read numbers with a point; return which are left."""
    unread = unread.copy()
    for length in lengths_of(lengths[unread]):
        same = np.flatnonzero(unread & (lengths == length))
        points = (texts.signs(same)[:, :length] == ord(".")).argmax(axis=1)
        for point in np.flatnonzero(np.bincount(points)).tolist():
            digits = min(length - point - 1, 12)
            if not 0 < point < _MOST_DIGITS - 6 or not digits:
                continue
            rows = same[points == point]
            signs = texts.signs(rows)
            negative = signs[:, 0] == ord("-")
            signs[negative, 0] = ord("0")
            is_digit = signs[:, :length] - np.uint8(0x30) <= 9
            is_digit[:, point] = True
            valid = is_digit.all(axis=1)
            rows, signs, negative = rows[valid], signs[valid], negative[valid]
            whole, part = _number(signs, 0, point), _number(signs, point + 1, point + 1 + digits)
            none_empty = np.zeros(len(rows), bool)
            if form.unit == "s":
                part = part * 10 ** (9 - digits) if digits <= 9 else part // 10 ** (digits - 9)
                below = negative & (part > 0)
                read = _read_counts(np.where(negative, -whole, whole) - below, "s", none_empty)
                read.put_fractions(slice(None), np.where(below, 10**9 - part, part), None)
            else:
                milliseconds = whole * 86_400_000 + np.rint(part / 10**digits * 86_400_000).astype(np.int64)
                read = _read_days(np.where(negative, -milliseconds, milliseconds), form.unit, none_empty)
            dates.put(rows, read, np.arange(len(rows)))
            unread[rows] = False
    return unread


def _number(signs: Bytes, first: int, last: int) -> Ints:
    """Return the numbers that stand in some columns of digits."""
    number: Ints = np.zeros(len(signs), np.int64)
    for place in range(first, last):
        number *= 10
        number += signs[:, place] - np.uint8(0x30)
    return number


def _read_numbers(column: Numbers, form: DateForm) -> DateColumn:
    """Read numbers of a unit, or as the digits of a format."""
    values = column.values
    whole = np.ones(len(values), bool)
    if values.dtype != np.int64:
        empty = column.empty | ~np.isfinite(values)
        values = np.where(empty, 0, values)
        whole = (np.round(values) == values) & (np.abs(values) < 2**62)
        column = Numbers(values, empty)
    if form.unit == "years" and not (form.guessed and not whole.all()):
        return _read_years(np.where(whole, values, 0).astype(np.int64), column.empty, guessed=form.guessed)
    if form.unit in NANOSECONDS and whole.all():
        return _read_counts(values.astype(np.int64), form.unit, column.empty)
    if form.unit in ("days", "excel"):
        far = np.abs(values) > LAST_SECOND
        milliseconds = np.rint(np.where(far, LAST_SECOND, values) * 86_400_000).astype(np.int64)
        return _read_days(milliseconds, form.unit, column.empty)
    shown = [
        "" if none else str(int(value)) if is_whole else f"{value:.9f}".rstrip("0")
        for value, none, is_whole in zip(values.tolist(), column.empty.tolist(), whole.tolist(), strict=True)
    ]
    return _read_texts(Texts.of(shown), form)


def _read_years(years: Ints, empty: Mask, *, guessed: bool) -> DateColumn:
    """Read whole years; those of more than four digits are irregular.

    In a guess they are no years: nobody said of what they are the number.
    """
    dates = DateColumn.blank(len(years))
    regular = (years >= -9999) & (years <= 9999)  # not with np.abs: of the least int64 it is negative
    safe = np.where(regular, years, 0)
    dates.starts = days_of_new_years(safe) * 86_400
    dates.ends = days_of_new_years(safe + 1) * 86_400
    dates.precisions[regular] = YEAR
    dates.faults[empty] = EMPTY
    rows = np.flatnonzero(~regular & ~empty)
    if guessed:
        dates.faults[rows] = UNIT
    elif len(rows):
        written = Texts.of([f"Y{year}" for year in years[rows].tolist()])
        dates.put(rows, _read_texts(written, EDTF_FORM), np.arange(len(rows)))
    return dates
