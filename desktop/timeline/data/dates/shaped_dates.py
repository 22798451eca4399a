"""Read columns of dates by their shapes.

Texts with the same signs at the same places, whatever their digits, have one shape: `2014-05~/2015?` and `1966-12~/1970?`.
A column has a few dozen. Each is taken apart once and read for all of its texts. Where only the text itself tells the
date again, some are compared with what the parser says of them; what is not read is left to the parser.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop.fast_dataclass import dataclass
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.timeline.camera import date_extent
from desktop.timeline.data.dates.date_column import IRREGULAR, NO_DATE, NO_ZONE, DateColumn, is_no_date
from desktop.timeline.data.dates.date_shape import DateShape, Extents, Signs, shape_of_date, shape_of_moment
from desktop.timeline.data.string_column import MOST_SIGNS, Mask, Texts, number_equal
from desktop.timeline.index import Ints

MAX_SECONDS: Final = 2**62
_LEAST_TEXTS: Final = 6  # of an irregular shape that is worth taking apart
_SAMPLES: Final = 4
_WIDTHS: Final = (0, 8, 16, 32, MOST_SIGNS)  # of texts that are read together
_ERRORS_OF_FORM: Final = frozenset(
    (
        "unknown_form",
        "slashes",
        "two_slashes",
        "no_end_known",
        "unclosed_set",
        "empty_member",
        "two_digits",
        "time_form",
    )
)

Fractions = NDArray[np.int64] | NDArray[np.uint32] | None
"""Nanoseconds of seconds, None where no date has any."""

_Member = tuple[DateShape, ...]
"""One date, or the two ends of a range."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Holds the dates of a shape.

    It is one date, an interval, or the members of a set. `precision` is the code of a regular one.
    """

    members: tuple[_Member, ...]
    precision: int = IRREGULAR

    def read(self, signs: Signs) -> Extents:
        """Return which texts are read, and their first and last second."""
        first = _read_member(self.members[0], signs)
        if len(self.members) == 1:
            return first
        valid, start, end, *_ = first
        for member in self.members[1:]:
            its = _read_member(member, signs)
            valid = valid & its.valid
            start, end = np.minimum(start, its.start), np.maximum(end, its.end)
        return Extents(valid, start, end)


def _read_member(member: _Member, signs: Signs) -> Extents:
    first = member[0].read(signs)
    if len(member) == 1:
        return first
    last = member[1].read(signs)
    end = last.end
    if first.zone is not None and last.zone is not None:
        end = end + (first.zone - last.zone) * 60
    reversed_rows = are_reversed(first.start, end, first.fraction, last.fraction)
    valid = first.valid & last.valid & ~reversed_rows
    return Extents(valid, first.start, end, fraction=first.fraction, end_fraction=last.fraction)


def are_reversed(starts: Ints, ends: Ints, fractions: Fractions, end_fractions: Fractions) -> Mask:
    """Return which spans end before they begin, perhaps within a second."""
    found: Mask = ends <= starts
    if fractions is not None and end_fractions is not None:
        found = found | ((ends - 1 == starts) & (end_fractions > 0) & (end_fractions < fractions))
    return found


def read_shaped(texts: Texts, unread: Mask, dates: DateColumn, *, only_moments: bool = False) -> Mask:
    """Read the texts of known shapes; return which are left.

    With `only_moments`, years, months, days and moments in a regular form alone.
    """
    unread = unread.copy()
    lengths = texts.lengths
    for less, most in pairwise(_WIDTHS):
        rows = np.flatnonzero(unread & (lengths > less) & (lengths <= most))
        if len(rows):
            unread[rows[_read_rows(texts, rows, dates, only_moments=only_moments)]] = False
    return unread


def _read_rows(texts: Texts, rows: Ints, dates: DateColumn, *, only_moments: bool) -> Mask:
    """Read texts of about one length; return which are read."""
    signs = texts.signs(rows)
    shapes = signs & ~((signs - np.uint8(0x30) <= 9) * np.uint8(0x0F))  # each digit becomes a 0
    firsts, numbers = number_equal(shapes)
    counts = np.bincount(numbers)
    ends = np.cumsum(counts)
    order = np.argsort(numbers.astype(np.uint16) if len(firsts) < 1 << 16 else numbers, kind="stable")
    is_read, is_irregular = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    plus = shapes[firsts, 0] == ord("+")
    begins = np.where(plus[:, None], shapes[firsts, 1:5], shapes[firsts, :4])
    begins_with_year = (begins == ord("0")).all(axis=1)  # others have no regular form
    for number in np.flatnonzero((counts >= _LEAST_TEXTS) | begins_with_year).tolist():
        first = firsts[number]
        same = order[ends[number] - counts[number] : ends[number]]
        readings = _taken_apart(shapes[first].tobytes().rstrip(b"\0").decode("latin-1"))
        for shape in readings:
            is_regular = shape.precision != IRREGULAR
            if not len(same) or (not is_regular and (only_moments or len(same) < _LEAST_TEXTS)):
                continue
            extents = shape.read(signs if len(same) == len(rows) else signs[same])
            found = same[extents.valid]
            if is_regular or _agrees(texts, rows[found], extents):
                _store(rows[found], extents, shape.precision, dates)
                is_read[found] = True
                is_irregular[found] = not is_regular
                same = same[~extents.valid]
        if not (readings or only_moments or len(same) < _LEAST_TEXTS) and _is_none(texts[int(rows[first])]):
            dates.faults[rows[same]] = NO_DATE
            is_read[same] = True
    if is_irregular.any():
        found = rows[is_irregular]
        begins = np.arange(len(found), dtype=np.int64) * signs.shape[1]
        dates.irregular.add(found, Texts(begins, begins + texts.lengths[found], signs[is_irregular].ravel()))
    return is_read


def _store(rows: Ints, extents: Extents, precision: int, dates: DateColumn) -> None:
    """Store the valid ones of some extents in their rows."""
    valid = extents.valid
    dates.starts[rows], dates.ends[rows], dates.precisions[rows] = extents.start[valid], extents.end[valid], precision
    if not len(rows):
        return
    fractions = [None if one is None else one[valid] for one in (extents.fraction, extents.end_fraction)]
    dates.put_fractions(rows, *fractions)
    if extents.zone is not None and precision != IRREGULAR:
        if dates.zones is None:
            dates.zones = np.full(len(dates.starts), NO_ZONE, np.int16)
        dates.zones[rows] = extents.zone[valid]


def parse_extent(text: str) -> tuple[int, int] | DateError | None:
    """Return the extent of a date, its error, or None (too far)."""
    try:
        return date_text_extent(text)
    except DateError as error:
        return error
    except OverflowError:
        return None


def date_text_extent(date_text: str) -> tuple[int, int]:
    """Return the first and the last second (exclusive) of a date.

    Raises DateError, and OverflowError for one that is too far away.
    """
    span = date_extent(parse_date(date_text))
    if span is None or not -MAX_SECONDS < span[0] <= span[1] < MAX_SECONDS:
        raise OverflowError(date_text)
    return span


def _is_none(text: str) -> bool:
    """Return whether no text of this one's shape is a date."""
    error = None if is_no_date(text) or "S" in text else parse_extent(text)
    return isinstance(error, DateError) and error.code in _ERRORS_OF_FORM


@lru_cache(maxsize=4096)
def _taken_apart(shape: str) -> tuple[_Shape, ...]:
    """Return what a shape may be, a regular form first."""
    moment = shape_of_moment(shape)
    regular = (_Shape(((moment,),), moment.precision),) if moment is not None else ()
    is_set = shape[:1] + shape[-1:] in ("[]", "{}")
    members: list[_Member | None] = []
    if is_set:
        at = 1
        for part in shape[1:-1].split(","):
            word = part.strip()
            members.append(_member_of(word, "..", at + part.find(word[:1]), ("",)))
            at += len(part) + 1
    else:
        members.append(_member_of(shape, "/", 0, ("", "..")))
    known = tuple(member for member in members if member is not None)
    if len(known) < len(members):
        return regular
    if is_set:  # its dates have no exact places
        known = tuple(tuple(date.without_fraction() for date in member) for member in known)
    dates = known[0]
    if not regular and not is_set and all(date.precision for date in dates) and len(dates) == 1 + shape.count("/"):
        regular = (_Shape(known, dates[0].precision | (dates[1].precision << 4 if len(dates) == 2 else 0)),)
    # What is no month may be a season, which has no code.
    irregular = tuple(tuple(replace(date, precision=IRREGULAR) for date in member) for member in known)
    return (*regular, _Shape(irregular))


def _member_of(word: str, between: str, at: int, no_end: tuple[str, ...]) -> _Member | None:
    """Return the date of a word or those at its ends.

    None if unknown. `no_end` is what stands in the place of an end that is open or unknown.
    """
    first, separator, second = word.partition(between)
    parts = [(first, at), (second, at + len(first) + len(between))] if separator else [(first, at)]
    dates = [shape_of_date(part, place) for part, place in parts if not separator or part not in no_end]
    known = tuple(date for date in dates if date is not None)
    if not known or len(known) < len(dates):
        return None
    begins = not separator or parts[0][0] not in no_end
    return known if begins else (replace(known[0], is_end=True),)


def _agrees(texts: Texts, rows: Ints, extents: Extents) -> bool:
    """Return whether the parser reads some texts alike."""
    starts, ends = extents.start[extents.valid], extents.end[extents.valid]
    chosen = {0, len(rows) - 1, *range(0, len(rows), max(1, len(rows) // _SAMPLES))} if len(rows) else ()
    return all(parse_extent(texts[int(rows[one])]) == (int(starts[one]), int(ends[one])) for one in chosen)
