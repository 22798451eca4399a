"""Choose the shape that a date is drawn with.

A certain date has one shape and each kind of uncertainty another. They can be told apart without colour, and are the
same at every zoom. A shape is in seconds here; `desktop.render.timeline.marks` draws it once the window is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import inf, nextafter
from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import FLOATS_WITHIN, seconds_from_civil
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Event, Status

ShapeKind = Literal["dot", "bar", "bracket", "whisker", "one_of", "all_of", "claims"]

_BLUR_FRACTION = 0.2  # the length of a blurred end to each side, as a fraction of the date's length


@dataclass(frozen=True, slots=True)
class DateShape:
    """Describes the shape of a date, from earliest beginning to latest end.

    `start` to `certain_start` and `certain_end` to `end` are the uncertain parts (seconds from 1970).
    """

    kind: ShapeKind
    start: int
    certain_start: int
    certain_end: int
    end: int
    blur_start: bool = False  # ~: the end has no edge
    blur_end: bool = False
    dashed: bool = False  # ?: a dashed outline
    open_start: bool = False  # ..: fades out with an arrow
    open_end: bool = False
    unknown_start: bool = False  # fades out with a question mark
    unknown_end: bool = False
    status: Status = "happened"
    centre: int = 0  # the centre of a dot, or the written year of a whisker
    parts: tuple[DateShape, ...] = ()  # the members of a set, or the dates claimed
    is_within: bool = False  # a bar that stands for one moment somewhere in a month, a year or longer
    fraction: float = 0.0  # of a second, from the centre of a dot, or the start of a bar, to its place
    end_fraction: float = 0.0  # of a second, from the end of a bar back to its place

    @property
    def is_plain(self) -> bool:
        """Return whether it is a bar without any doubt, of what happened."""
        return (
            self.kind == "bar"
            and self.status == "happened"
            and self.start == self.certain_start
            and self.end == self.certain_end
            and not (self.dashed or self.is_within or self.blur_start or self.blur_end)
            and not (self.open_start or self.open_end or self.unknown_start or self.unknown_end)
            and not (self.fraction or self.end_fraction)
        )

    @property
    def is_plain_dot(self) -> bool:
        """Return whether it is a day without any doubt, of what happened."""
        return self.kind == "dot" and self.status == "happened" and not (self.dashed or self.blur_start)

    @property
    def is_planned(self) -> bool:
        """Return whether the event is planned, so its shape is not filled."""
        return self.status == "planned"


def fractions_of(when: EdtfDate) -> tuple[float, float]:
    """Return the parts of seconds after which a date begins and ends.

    It is 0 where a date is to the second, also for the end of a moment.
    """
    is_open = when.kind != "interval" or not when.members or when.end_max is None
    return when.begin_fraction, 0.0 if is_open else when.members[-1].fraction


def have_fractions(dates: Iterable[EdtfDate]) -> bool:
    """Return whether a date says a fraction of a second."""
    return any(begin or end for begin, end in map(fractions_of, dates))


def exact_times(
    dates: Iterable[EdtfDate], starts: Sequence[int], ends: Sequence[int]
) -> tuple[list[float], list[float]] | None:
    """Return where dates begin and end, fractions of seconds included.

    `starts` and `ends` (exclusive) are their seconds, on any axis. A moment ends right after it began. In deep time it is
    None: a float could not hold a fraction there.
    """
    if max(*map(abs, starts), *map(abs, ends)) >= FLOATS_WITHIN:
        return None
    moments: list[float] = []
    moments_of_ends: list[float] = []
    for when, start, end in zip(dates, starts, ends, strict=True):
        begin_fraction, last_fraction = fractions_of(when)
        moment = start + begin_fraction
        after_moment = nextafter(moment, inf)
        moments.append(moment)
        if last_fraction:
            moments_of_ends.append(max(end - 1 + last_fraction, after_moment))
        else:
            moments_of_ends.append(max(end, after_moment) if end > start + 1 else after_moment)
    return moments, moments_of_ends


@lru_cache(maxsize=65_536)
def shape_of(when: EdtfDate, status: Status = "happened") -> DateShape:
    """Return the shape of a date."""
    if when.kind in ("one_of", "all_of"):
        return _set_shape(when, status)
    if when.kind == "interval":
        return _interval_shape(when, status)
    start, end = when.earliest or 0, when.latest or 0
    centre = (start + end) // 2
    dashed, blurred = bool(when.uncertain), bool(when.approximate)
    if when.significant:
        year = int(when.fields[0]) if when.fields else 0
        stated = min(max(seconds_from_civil(year), start), end)
        return DateShape(
            "whisker", start, stated, stated, end, status=status, centre=stated, dashed=dashed, blur_start=blurred
        )
    if when.unspecified:
        return DateShape("bracket", start, start, end, end, status=status, dashed=dashed, centre=centre)
    if when.precision in ("day", "minute", "second"):
        return DateShape(
            "dot",
            start,
            start,
            end,
            end,
            blurred,
            blurred,
            dashed,
            status=status,
            centre=centre,
            fraction=when.fraction,
        )
    reach = round(_BLUR_FRACTION * (end - start)) if blurred else 0
    return DateShape(
        "bar",
        start - reach,
        start + reach,
        end - reach,
        end + reach,
        blurred,
        blurred,
        dashed,
        status=status,
        centre=centre,
        is_within=True,
    )


def _interval_shape(when: EdtfDate, status: Status) -> DateShape:
    first_member = when.members[0] if when.start_min is not None and when.members else None
    last_member = when.members[-1] if when.end_max is not None and when.members else None
    start, certain_start = when.start_min, when.start_max
    certain_end, end = when.end_min, when.end_max
    if start is None or certain_start is None:  # no beginning is known: only the end is certain
        start = certain_start = certain_end if certain_end is not None else end or 0
    if end is None or certain_end is None:
        end = certain_end = certain_start
    begin_fraction, last_fraction = fractions_of(when)
    blur_start = bool(first_member and first_member.approximate)
    blur_end = bool(last_member and last_member.approximate)
    # The length of a day at the end of an interval is its precision, not uncertainty.
    if first_member and not blur_start and first_member.precision in ("day", "minute", "second"):
        certain_start = start
    if last_member and not blur_end and last_member.precision in ("day", "minute", "second"):
        certain_end = end
    return DateShape(
        "bar",
        start,
        max(certain_start, start),
        min(max(certain_end, certain_start), end),
        end,
        blur_start,
        blur_end,
        bool(when.uncertain),
        when.start_open,
        when.end_open,
        when.start_unknown,
        when.end_unknown,
        status,
        (start + end) // 2,
        fraction=begin_fraction,
        end_fraction=1.0 - last_fraction if last_fraction else 0.0,
    )


def _set_shape(when: EdtfDate, status: Status) -> DateShape:
    if len(when.members) == 1 and when.members[0].kind == "interval":
        return _range_shape(when, when.members[0], status)
    parts = tuple(shape_of(member, status) for member in when.members)
    start = min(part.start for part in parts)
    end = max(part.end for part in parts)
    return DateShape(
        "one_of" if when.kind == "one_of" else "all_of",
        start,
        start,
        end,
        end,
        open_start=when.start_open,
        open_end=when.end_open,
        status=status,
        centre=(start + end) // 2,
        parts=parts,
    )


def _range_shape(when: EdtfDate, member: EdtfDate, status: Status) -> DateShape:
    """Return the shape of a set that is one range.

    `[a..b]` is one moment somewhere in it, as the X digits of a date; `{a..b}` is all of it.
    """
    if when.kind == "all_of":
        return _interval_shape(member, status)
    start, end = when.earliest or 0, when.latest or 0
    return DateShape(
        "bracket", start, start, end, end, status=status, dashed=bool(when.uncertain), centre=(start + end) // 2
    )


def event_shape(event: Event, status: Status) -> DateShape:
    """Return the shape of an event.

    For a disputed event it has all the dates that are claimed.
    """
    if status != "disputed":
        return shape_of(event.when, status)
    dates = tuple(dict.fromkeys(claim.date for claim in event.claims if claim.date is not None))
    if len(dates) < 2:
        return shape_of(event.when, status)
    # Long claims come first: a claimed day must not be hidden by a claimed year drawn over it.
    parts = tuple(sorted((shape_of(date) for date in dates), key=lambda part: (part.start - part.end, part.start)))
    start = min(part.start for part in parts)
    end = max(part.end for part in parts)
    return DateShape("claims", start, start, end, end, status=status, centre=(start + end) // 2, parts=parts)
