"""Finds a band's marks in a stretch of time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from desktop.render.timeline.marks.event_mark import EventMark

MarkSpan = tuple[EventMark, float, float]
"""A mark with its first and its last second; whole ones, or exact ones where its date says fractions."""


class MarkSpans:
    """Holds marks in order of their beginning."""

    __slots__ = ("_latest_ends", "_spans", "_starts")

    def __init__(self, spans: Iterable[MarkSpan] = ()) -> None:
        self._spans = list(spans)
        self._starts = [first for _, first, _ in self._spans]
        self._latest_ends = list(accumulate((last for _, _, last in self._spans), max))

    def __iter__(self) -> Iterator[MarkSpan]:
        """Iterate over all marks in order."""
        return iter(self._spans)

    def between(self, low: int, high: int) -> list[MarkSpan]:
        """Return the marks that lie between two seconds, or partly."""
        begin = bisect_left(self._latest_ends, low)
        end = bisect_right(self._starts, high)
        return [one for one in self._spans[begin:end] if one[2] >= low]
