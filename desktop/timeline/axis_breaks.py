"""Shorten long empty stretches of the time axis to breaks.

An axis with breaks has seconds of its own: all instants are converted once, so windows, rows and marks need no special
case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.model import Story
from desktop.story.occurrences import occurrences
from desktop.timeline.camera import MIN_SPAN, TimeWindow, event_extent, make_window
from desktop.timeline.date_shapes import DateShape
from desktop.timeline.time_axis import AxisBreak, move_shape

_MIN_GAP_FRACTION: Final = 0.12  # a gap becomes a break if it takes more than this fraction of the whole
_MARGIN_FRACTION: Final = 0.02  # beside a break stays this fraction of the time without gaps
_UNUSUAL: Final = 4.0  # a gap so many times as long as the middle one is unusual
_BREAK_FRACTION: Final = 0.03  # a break takes this fraction of the time without gaps


@dataclass(frozen=True, slots=True)
class AxisBreaks:
    """Holds all breaks of an axis in order of time.

    An axis without breaks has none; its seconds are those of time.
    """

    breaks: tuple[AxisBreak, ...] = ()

    @property
    def is_logarithmic(self) -> bool:
        """Return False."""
        return False

    @property
    def min_span(self) -> float:
        """Return the shortest window of the axis that is exact."""
        return MIN_SPAN

    def to_axis(self, instant: int) -> int:
        """Return the axis second of an instant."""
        removed = 0
        for axis_break in self.breaks:
            if instant <= axis_break.start:
                break
            if instant < axis_break.end:
                elapsed = instant - axis_break.start
                return axis_break.axis_start + elapsed * axis_break.axis_length // (axis_break.end - axis_break.start)
            removed += axis_break.removed
        return instant - removed

    def to_time(self, axis_second: int) -> int:
        """Return the instant of an axis second."""
        removed = 0
        for axis_break in self.breaks:
            if axis_second <= axis_break.axis_start:
                break
            if axis_second < axis_break.axis_start + axis_break.axis_length:
                # Rounded up, where `to_axis` rounds down: a second converted to time and back stays the same.
                return (
                    axis_break.start
                    - (axis_break.axis_start - axis_second)
                    * (axis_break.end - axis_break.start)
                    // axis_break.axis_length
                )
            removed += axis_break.removed
        return axis_second + removed

    def window_to_axis(self, time_window: TimeWindow) -> TimeWindow:
        """Return a window of time as a window of the axis."""
        start, end = self.to_axis(time_window.start), self.to_axis(time_window.end)
        return _with_bounds(time_window, start, end)

    def window_to_time(self, time_window: TimeWindow) -> TimeWindow:
        """Return a window of the axis as a window of time."""
        start, end = self.to_time(time_window.start), self.to_time(time_window.end)
        return _with_bounds(time_window, start, end)

    def shape_to_axis(self, shape: DateShape) -> DateShape:
        """Return a shape with its instants on the axis."""
        return move_shape(shape, self) if self.breaks else shape

    def unbroken_ranges(self, time_window: TimeWindow) -> list[tuple[int, int, int]]:
        """Return the ranges between breaks: (from, to, offset to time)."""
        ranges = []
        begin, removed = time_window.start - 1, 0
        for axis_break in self.breaks:
            if axis_break.axis_start > begin:
                ranges.append((begin, min(axis_break.axis_start, time_window.end + 1), removed))
            removed += axis_break.removed
            begin = max(begin, axis_break.axis_start + axis_break.axis_length)
        ranges.append((begin, time_window.end + 1, removed))
        return [one for one in ranges if one[1] > one[0] and one[0] <= time_window.end]


def _with_bounds(time_window: TimeWindow, start: int, end: int) -> TimeWindow:
    """Return a window with its first and last whole second replaced.

    The fractions of a second stay the same.
    """
    grown = (end - start) - (time_window.end - time_window.start)
    return (
        TimeWindow(start, time_window.span, time_window.offset)
        if grown == 0
        else make_window(start, time_window.offset, time_window.span + grown)
    )


NO_BREAKS: Final = AxisBreaks()


def find_axis_breaks(extents: Iterable[tuple[int, int]]) -> AxisBreaks:
    """Return the breaks for the long gaps between extents.

    Each extent is (first second, last second).
    """
    ordered = sorted(extents)
    if len(ordered) < 3:
        return NO_BREAKS
    length = max(end for _, end in ordered) - ordered[0][0]
    return _fold([gap for gap in _gaps(ordered) if gap[1] - gap[0] > _MIN_GAP_FRACTION * length], length)


def find_unusual_gaps(extents: Iterable[tuple[int, int]]) -> AxisBreaks:
    """Return the breaks for gaps much longer than the usual ones.

    Each extent is (first second, last second). Between three or four events every gap is a long part of the whole, and
    none is unusual.
    """
    ordered = sorted(extents)
    gaps = _gaps(ordered) if len(ordered) > 2 else []
    if len(gaps) < 2:
        return NO_BREAKS
    length = max(end for _, end in ordered) - ordered[0][0]
    usual = sorted(end - start for start, end in gaps)[len(gaps) // 2]
    least = max(_MIN_GAP_FRACTION * length, _UNUSUAL * usual)
    return _fold([gap for gap in gaps if gap[1] - gap[0] > least], length)


def find_vast_gaps(extents: Iterable[tuple[int, int]]) -> AxisBreaks:
    """Return the breaks for gaps that take more time than all else.

    Each extent is (first second, last second). It is for few events, any gap between which is long.
    """
    ordered = sorted(extents)
    if len(ordered) < 3:
        return NO_BREAKS
    length = remaining = max(end for _, end in ordered) - ordered[0][0]
    vast: list[tuple[int, int]] = []
    gaps = sorted(_gaps(ordered), key=lambda gap: gap[0] - gap[1])
    for start, end in gaps:
        # At least half of the gaps stay: the axis must show distances, not the length of a year.
        if 2 * (end - start) <= remaining or 2 * len(vast) + 2 > len(gaps):
            break
        vast.append((start, end))
        remaining -= end - start
    return _fold(sorted(vast), length, margin_fraction=0.12, break_fraction=0.05)


def _gaps(ordered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches of time without an extent."""
    gaps = []
    latest_end = ordered[0][1]
    for start, end in ordered[1:]:
        if start > latest_end:
            gaps.append((latest_end, start))
        latest_end = max(latest_end, end)
    return gaps


def _fold(
    gaps: list[tuple[int, int]],
    length: int,
    margin_fraction: float = _MARGIN_FRACTION,
    break_fraction: float = _BREAK_FRACTION,
) -> AxisBreaks:
    """Return the breaks for some gaps of an axis.

    The axis is `length` seconds long; the fractions are of the time without gaps.
    """
    remaining = length - sum(end - start for start, end in gaps)
    # A margin on both sides of a break: an event at its edge must not seem to be inside it.
    margin = max(1, round(margin_fraction * remaining))
    axis_length = max(1, round(break_fraction * remaining))
    breaks: list[AxisBreak] = []
    removed = 0
    for start, end in gaps:
        begin, finish = start + margin, end - margin
        if finish - begin > 2 * axis_length:
            breaks.append(AxisBreak(begin, finish, begin - removed, axis_length))
            removed += breaks[-1].removed
    return AxisBreaks(tuple(breaks))


def story_axis_breaks(story: Story) -> AxisBreaks:
    """Return the breaks for a story's long stretches without events."""
    return find_axis_breaks(one for one in map(event_extent, occurrences(story)) if one)
