"""Read doubtful, open and incomplete dates, whole columns at a time.

Texts with the same signs at the same places, whatever their digits, have one shape: `2014-05~/2015?` and `1966-12~/1970?`.
A column has a few dozen. Each is taken apart once, read for all of its texts, and compared with what the parser says of
some of them; what it does not read is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop.fast_dataclass import dataclass
from desktop.timeline.data.date_column import DateColumn, days_from_civil, is_leap
from desktop.timeline.data.string_column import Bytes, Mask, Texts
from desktop.timeline.index import Ints

_MOST_SIGNS: Final = 40
_MOST_SHAPES: Final = 64  # of one length in one batch
_LEAST_TEXTS: Final = 6  # of a shape that is worth taking apart
_SAMPLES: Final = 4
_DAYS_IN_MONTH: Final = np.array((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), np.int64)
_SHAPE_OF: Final = np.arange(256, dtype=np.uint8)
_SHAPE_OF[0x30:0x3A] = 0x30
_MIXERS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63], np.uint64
)
_DOUBT: Final = "[~?%]?"
_DATE: Final = re.compile(
    rf"{_DOUBT}(?P<year>-?0{{4}}|0{{3}}X|00XX){_DOUBT}"
    rf"(?:-{_DOUBT}(?P<month>00|XX){_DOUBT}(?:-{_DOUBT}(?P<day>00|XX){_DOUBT})?)?"
)


@dataclass(frozen=True, slots=True)
class _Date:
    """Says where in a shape the digits of a date stand."""

    year: int
    is_negative: bool
    unknown: int  # how many of the four digits of the year
    month: int | None
    day: int | None

    def read(self, signs: Bytes) -> tuple[Mask, Ints, Ints]:
        """Return which texts have such a date, and its extents."""
        year = _number(signs, self.year, 4 - self.unknown) * int(10**self.unknown)
        last_year = year + int(10**self.unknown) - 1
        valid = np.ones(len(year), bool)
        if self.is_negative:
            valid, year = year > 0, -year
            last_year = year
        ones = np.ones_like(year)
        if self.month is None:
            start, end = days_from_civil(year, ones, ones), days_from_civil(last_year + 1, ones, ones)
            return valid, start * 86_400, end * 86_400
        month = _number(signs, self.month, 2)
        valid &= (month >= 1) & (month <= 12)
        month = np.clip(month, 1, 12)
        if self.day is None:
            is_last = month == 12
            start = days_from_civil(year, month, ones)
            end = days_from_civil(year + is_last, np.where(is_last, 1, month + 1), ones)
            return valid, start * 86_400, end * 86_400
        day = _number(signs, self.day, 2)
        valid &= (day >= 1) & (day <= _DAYS_IN_MONTH[month - 1] + ((month == 2) & is_leap(year)))
        start = days_from_civil(year, month, day) * 86_400
        return valid, start, start + 86_400


@dataclass(frozen=True, slots=True)
class _Shape:
    """Holds the dates of a shape, or of both its ends.

    `ranged` has the places of those that end a range: none begins before the date that it follows.
    """

    dates: tuple[_Date, ...]
    ranged: frozenset[int] = frozenset()
    is_interval: bool = False

    def read(self, signs: Bytes) -> tuple[Mask, Ints, Ints]:
        """Return which texts are read, and their first and last second."""
        valid, start, end = self.dates[0].read(signs)
        previous_start = start
        for place, date in enumerate(self.dates[1:], 1):
            its_valid, its_start, its_end = date.read(signs)
            valid = valid & its_valid
            if place in self.ranged:
                valid &= previous_start <= its_start
            previous_start = its_start
            if self.is_interval:
                end = its_end
            else:
                start, end = np.minimum(start, its_start), np.maximum(end, its_end)
        return valid, start, end


def read_doubtful(texts: Texts, lengths: Ints, unread: Mask, dates: DateColumn, parse: Callable[[str], object]) -> Mask:
    """Read the texts of known shapes; return which are left.

    `parse` returns the extent of a text, or its fault.
    """
    unread = unread.copy()
    counts = np.bincount(np.minimum(lengths[unread], _MOST_SIGNS + 1), minlength=_MOST_SIGNS + 2)
    for length in np.flatnonzero(counts[: _MOST_SIGNS + 1] >= _LEAST_TEXTS).tolist():
        rows = np.flatnonzero(unread & (lengths == length))
        signs = texts.data[texts.begins[rows][:, None] + np.arange(length)]
        for name, same in _shapes_of(signs):
            shape = _taken_apart(name)
            if shape is None:
                continue
            valid, start, end = shape.read(signs[same])
            found = rows[same[valid]]
            if len(found) and _agrees(texts, found, start[valid], end[valid], parse):
                dates.starts[found], dates.ends[found] = start[valid], end[valid]
                ends = np.arange(length, (len(found) + 1) * length, length, dtype=np.int32)
                dates.irregular.add(found, Texts(ends - np.int32(length), ends, signs[same[valid]].ravel()))
                unread[found] = False
    return unread


def _number(signs: Bytes, position: int, digits: int) -> Ints:
    number: Ints = np.zeros(len(signs), np.int64)
    for place in range(position, position + digits):
        number = number * 10 + (signs[:, place].astype(np.int64) - 0x30)
    return number


def _shapes_of(signs: Bytes) -> list[tuple[str, NDArray[np.intp]]]:
    """Return the common shapes of texts of one length, with the texts."""
    count, length = signs.shape
    shapes = np.zeros((count, -(-length // 8) * 8), np.uint8)
    shapes[:, :length] = _SHAPE_OF[signs]
    words = shapes.view(np.uint64).T
    mixed = np.zeros(count, np.uint64)
    for column, mixer in zip(words, _MIXERS, strict=False):
        mixed += column * mixer
    found: list[tuple[str, NDArray[np.intp]]] = []
    left = np.arange(count)
    for _ in range(_MOST_SHAPES):
        if len(left) < _LEAST_TEXTS:
            break
        is_same = mixed[left] == mixed[left[0]]
        same = left[is_same]
        left = left[~is_same]
        if len(same) >= _LEAST_TEXTS:
            first = same[0]
            for column in words:  # two shapes may be mixed to one number
                same = same[column[same] == column[first]]
            found.append((shapes[first, :length].tobytes().decode("latin-1"), same))
    return found


@lru_cache(maxsize=512)
def _taken_apart(shape: str) -> _Shape | None:
    """Return the dates of a shape, None if unknown."""
    if shape[:1] + shape[-1:] in ("[]", "{}"):
        return _set_of(shape[1:-1])
    parts = shape.split("/")
    if len(parts) > 2:
        return None
    dates = [
        _date_at(part, at) for part, at in zip(parts, (0, len(parts[0]) + 1), strict=False) if part not in ("", "..")
    ]
    if not dates or any(date is None for date in dates):
        return None
    ends = tuple(date for date in dates if date is not None)
    return _Shape(ends, frozenset({1}), is_interval=True) if len(ends) == 2 else _Shape(ends)


def _set_of(inside: str) -> _Shape | None:
    """Return the dates of a set, None for one with open sides."""
    members: list[_Date] = []
    ranged: set[int] = set()
    at = 0
    for part in re.split(r"(,|\.\.)", inside):
        if part == "..":
            ranged.add(len(members))
        elif part != ",":
            date = _date_at(part, 1 + at)
            if date is None:
                return None
            members.append(date)
        at += len(part)
    return _Shape(tuple(members), frozenset(ranged))


def _date_at(part: str, at: int) -> _Date | None:
    """Return the date of a part of a shape, None without one."""
    match = _DATE.fullmatch(part)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    unknown = year.count("X")
    if (unknown and month) or (month == "XX" and day == "00"):
        return None
    is_negative = year.startswith("-")
    return _Date(
        at + match.start("year") + is_negative,
        is_negative,
        unknown,
        at + match.start("month") if month == "00" else None,
        at + match.start("day") if day == "00" else None,
    )


def _agrees(texts: Texts, rows: Ints, starts: Ints, ends: Ints, parse: Callable[[str], object]) -> bool:
    """Return whether the parser reads some texts alike."""
    chosen = sorted({0, len(rows) - 1, *range(0, len(rows), max(1, len(rows) // _SAMPLES))})
    return all(parse(texts[int(rows[one])]) == (int(starts[one]), int(ends[one])) for one in chosen)
