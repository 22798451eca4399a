"""Define what every axis of time does: give instants their place.

The place of an instant is a whole number, in "seconds of the axis". Windows, rows and marks are on the axis, so that none
of them needs to know how it is made: as it is, with breaks, or by the logarithm of the time before a day.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Protocol

from desktop.fast_dataclass import dataclass
from desktop.timeline.camera import TimeWindow

if TYPE_CHECKING:
    from desktop.timeline.date_shapes import DateShape


@dataclass(frozen=True, slots=True)
class AxisBreak:
    """Describes one axis break.

    The time from `start` to `end` takes `axis_length` seconds of the axis from `axis_start` on.
    """

    start: int
    end: int
    axis_start: int
    axis_length: int

    @property
    def removed(self) -> int:
        """Return the seconds by which the break shortens the axis."""
        return (self.end - self.start) - self.axis_length


class TimeAxis(Hashable, Protocol):
    """Gives each instant its place, and each place its instant."""

    @property
    def breaks(self) -> tuple[AxisBreak, ...]:
        """Return the breaks of the axis in order of time."""
        ...

    @property
    def is_logarithmic(self) -> bool:
        """Return whether the axis shows the logarithm of time."""
        ...

    @property
    def min_span(self) -> float:
        """Return the shortest window of the axis that is exact."""
        ...

    def to_axis(self, instant: int) -> int:
        """Return the axis second of an instant."""
        ...

    def to_time(self, axis_second: int) -> int:
        """Return the instant of an axis second."""
        ...

    def window_to_axis(self, time_window: TimeWindow) -> TimeWindow:
        """Return a window of time as a window of the axis."""
        ...

    def window_to_time(self, time_window: TimeWindow) -> TimeWindow:
        """Return a window of the axis as a window of time."""
        ...

    def shape_to_axis(self, shape: DateShape) -> DateShape:
        """Return a shape with its instants on the axis."""
        ...

    def unbroken_ranges(self, time_window: TimeWindow) -> list[tuple[int, int, int]]:
        """Return the ranges between breaks: (from, to, offset to time)."""
        ...


def move_shape(shape: DateShape, axis: TimeAxis) -> DateShape:
    """Return a shape with each of its instants on an axis."""
    to_axis = axis.to_axis
    start, end = to_axis(shape.start), to_axis(shape.end)
    # Not `replace`, which reads all fields by name and takes six times as long.
    return type(shape)(
        shape.kind,
        start,
        start if shape.certain_start == shape.start else to_axis(shape.certain_start),
        end if shape.certain_end == shape.end else to_axis(shape.certain_end),
        end,
        shape.blur_start,
        shape.blur_end,
        shape.dashed,
        shape.open_start,
        shape.open_end,
        shape.unknown_start,
        shape.unknown_end,
        shape.status,
        to_axis(shape.centre),
        tuple([move_shape(part, axis) for part in shape.parts]),
        shape.is_within,
        shape.fraction,
        shape.end_fraction,
    )
