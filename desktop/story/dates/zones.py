"""Bring moments of several time zones on one axis.

The axis is in the zone that most moments of a story are written in, and in it none of them moves: the day that is
written is the day that is shown. Moments of other zones are placed where they happened; their words stay as written.
A file of events follows the zone of the text; where the text writes none, that of the first file that does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from desktop.story.dates.edtf_date import EdtfDate


def shared_zone(dates: Iterable[EdtfDate]) -> int | None:
    """Return the zone of most moments in minutes, or None.

    It is None if all have one, or none is written.
    """
    zones = Counter(zone for date in dates for zone in _zones_of(date))
    return most_common_zone(zones) if len(zones) > 1 else None


def most_common_zone(zones: Mapping[int, int]) -> int:
    """Return the zone of most moments, by their counts.

    Of two with as many it is the one nearer to Greenwich.
    """
    return min(zones, key=lambda zone: (-zones[zone], abs(zone), zone))


def first_zone(dates: Iterable[EdtfDate]) -> int | None:
    """Return the first zone that is written, or None."""
    return next((zone for date in dates for zone in _zones_of(date)), None)


def in_zone(date: EdtfDate, zone: int) -> EdtfDate:
    """Return a date with its instants in a zone."""
    if date.members:  # an interval or a set
        members = tuple(in_zone(member, zone) for member in date.members)
        return _rebuilt(date, members) if members != date.members else date
    if date.zone is None or date.zone == zone:
        return date
    return _moved(date, zone, (zone - date.zone) * 60)


def _zones_of(date: EdtfDate) -> Iterable[int]:
    if date.zone is not None:
        yield date.zone
    for member in date.members:
        yield from _zones_of(member)


def _moved(date: EdtfDate, zone: int, seconds: int) -> EdtfDate:
    limits = (date.start_min, date.start_max, date.end_min, date.end_max)
    start_min, start_max, end_min, end_max = (None if limit is None else limit + seconds for limit in limits)
    return replace(date, start_min=start_min, start_max=start_max, end_min=end_min, end_max=end_max, zone=zone)


def _rebuilt(date: EdtfDate, members: tuple[EdtfDate, ...]) -> EdtfDate:
    """Return an interval or a set with other members.

    An end that two zones put before its beginning is put there.
    """
    first, last = members[0], members[-1]
    if date.kind != "interval":
        starts = [one.start_min for one in members if one.start_min is not None]
        ends = [one.end_max for one in members if one.end_max is not None]
        return replace(
            date,
            members=members,
            start_min=None if date.start_min is None else min(starts),
            start_max=min(starts),
            end_min=max(ends),
            end_max=None if date.end_max is None else max(ends),
        )
    start_min, start_max = (None, None) if date.start_min is None else (first.start_min, first.end_max)
    end_min, end_max = (None, None) if date.end_max is None else (last.start_min, last.end_max)
    if start_min is not None and start_max is not None and end_min is not None and end_max is not None:
        end_max = max(end_max, start_min + 1)
        start_max = min(start_max, end_max)
        end_min = min(max(end_min, start_max), end_max)
    return replace(date, members=members, start_min=start_min, start_max=start_max, end_min=end_min, end_max=end_max)
