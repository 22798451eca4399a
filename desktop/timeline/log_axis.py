"""Place time by the logarithm of its distance from a day.

Each tenfold of the distance takes the same length, so that the Big Bang and the invention of writing are seen on one axis.
Nearer to that day than a least distance the axis passes into an even one; what is planned after it lies mirrored.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from desktop.fast_dataclass import dataclass
from desktop.story.model import Story
from desktop.story.occurrences import occurrences
from desktop.story.story_cache import StoryCache
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import TimeWindow, event_extent, make_window
from desktop.timeline.time_axis import AxisBreak, TimeAxis, move_shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop.timeline.date_shapes import DateShape

E_FOLD: Final = 2**50
"""The seconds of the axis for each e-fold of distance: a second keeps its place 35 million years away."""
_MIN_SPAN: Final = 2.0**17  # below it, the digits of a float would be seen
FARTHEST: Final = 2**62
"""Seconds from now. A view farther out shows nothing, and its exponential would be no number."""
_LEAST_SECONDS: Final = 60
_SHARE_OF_LEAST: Final = 4  # the axis passes into an even one at this part of the nearest event's distance


@dataclass(frozen=True, slots=True)
class LogAxis:
    """Describes an axis that counts back from `now` by the logarithm.

    `now` is in seconds from 1970; below the distance of `least` seconds from it the axis is nearly even.
    """

    now: int
    least: int

    @property
    def breaks(self) -> tuple[AxisBreak, ...]:
        """Return no breaks."""
        return ()

    @property
    def is_logarithmic(self) -> bool:
        """Return True."""
        return True

    @property
    def min_span(self) -> float:
        """Return the shortest window of the axis that is exact."""
        return _MIN_SPAN

    def to_axis(self, instant: int) -> int:
        """Return the axis second of an instant."""
        distance = instant - self.now
        length = round(E_FOLD * math.log1p(abs(distance) / self.least))
        return length if distance >= 0 else -length

    def places_of(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the axis seconds of many instants, as `to_axis` does.

        One by one: NumPy's logarithm has another last digit here and there, and what begins at a limit would lie before it.
        """
        import numpy as np  # only the events of a file are so many

        places = [self.to_axis(instant) for instant in instants.ravel().tolist()]
        return np.array(places, np.int64).reshape(instants.shape)

    def to_time(self, axis_second: int) -> int:
        """Return the instant of an axis second."""
        folds = min(abs(axis_second) / E_FOLD, math.log(FARTHEST))
        distance = min(round(self.least * math.expm1(folds)), FARTHEST)
        return self.now + distance if axis_second >= 0 else self.now - distance

    def window_to_axis(self, time_window: TimeWindow) -> TimeWindow:
        """Return a window of time as a window of the axis."""
        start, end = self.to_axis(time_window.start), self.to_axis(time_window.end)
        return make_window(start, 0.0, float(max(end - start, _MIN_SPAN)))

    def window_to_time(self, time_window: TimeWindow) -> TimeWindow:
        """Return a window of the axis as a window of time."""
        start, end = self.to_time(time_window.start), self.to_time(time_window.end)
        return make_window(start, 0.0, float(end - start))

    def shape_to_axis(self, shape: DateShape) -> DateShape:
        """Return a shape with its instants on the axis."""
        return move_shape(shape, self)

    def unbroken_ranges(self, time_window: TimeWindow) -> list[tuple[int, int, int]]:
        """Return no range, as none lies as it does in time."""
        return []


_axes: Final[StoryCache[str, TimeAxis]] = StoryCache()


def story_axis(story: Story, kind: str = "") -> TimeAxis:
    """Return the axis that a story asks for, without breaks.

    `kind`, "linear" or "log", is that of a slide that asks for another.
    """
    kind = kind or story.axis
    if kind != "log":
        return NO_BREAKS
    cached = _axes.get(story, kind)
    return cached if cached is not None else _axes.put(story, kind, _log_axis(story))


def _log_axis(story: Story) -> LogAxis:
    extents = [one for one in map(event_extent, occurrences(story)) if one]
    written = story.axis_now.earliest if story.axis_now is not None else None
    now = written if written is not None else max((end for _, end in extents), default=1) - 1
    return LogAxis(now, _least_distance(now, extents))


def _least_distance(now: int, extents: Iterable[tuple[int, int]]) -> int:
    """Return the distance below which an axis towards `now` is even.

    An event that reaches now has no distance from it.
    """
    distances = [start - now if start > now else now - end for start, end in extents if end < now or start > now]
    return max(_LEAST_SECONDS, min(distances, default=_SHARE_OF_LEAST * _LEAST_SECONDS) // _SHARE_OF_LEAST)
