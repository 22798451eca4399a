"""Move a camera and the date of knowledge through time by themselves."""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import TimeWindow, make_window
from desktop.timeline.time_axis import TimeAxis

SPEEDS: Final = (0.5, 1.0, 2.0, 4.0)
WAY_SECONDS: Final = 24.0
"""How long the whole way takes at the speed 1."""
_NOW: Final = 0.62
"""Where in the window the present stands while the camera moves: more is seen of what was."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Describes a way through time, and the window it is seen in.

    A window as long as the way stands still, and only the present moves through it. Both windows are on an axis: where
    that is logarithmic, the present moves a tenfold in the same time.
    """

    way: TimeWindow
    view: TimeWindow
    by_pages: bool = False  # the camera turns pages instead of gliding
    axis: TimeAxis = NO_BREAKS

    def instant_at(self, share: float) -> int:
        """Return the present after a share (0 to 1) of the way."""
        return self.axis.to_time(self._place_at(share))

    def resolution_at(self, share: float, steps: int) -> float:
        """Return the seconds that one of so many steps takes there."""
        step = self.way.span / steps
        if not self.axis.is_logarithmic:
            return step
        place = self._place_at(share)
        return float(self.axis.to_time(place + round(step)) - self.axis.to_time(place))

    def _place_at(self, share: float) -> int:
        return self.way.instant_at(min(max(share, 0.0), 1.0))[0]

    def share_of(self, instant: int) -> float:
        """Return the share of the way that is done at an instant."""
        return min(max(self.way.x_of(self.axis.to_axis(instant), 1.0), 0.0), 1.0)

    def window_at(self, share: float) -> TimeWindow:
        """Return the window in view after a share of the way."""
        if self.view.span >= self.way.span:
            return self.view
        behind, page = min(max(share, 0.0), 1.0) * self.way.span, _NOW * self.view.span
        gone = behind // page * page if self.by_pages else behind - page
        gone = min(max(gone, 0.0), self.way.span - self.view.span)
        return make_window(self.way.start, self.way.offset + gone, self.view.span)
