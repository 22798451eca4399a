"""The clock and the pace of a talk; no Qt.

Times are seconds of `time.time()`.
Wall-clock seconds, so that a talk that was killed and is taken up again has lost no time.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.session.position import Position
from desktop.story.time_plan import TimePlan

Pace = Literal["none", "ahead", "on", "behind"]


@dataclass(frozen=True, slots=True)
class Clock:
    """The elapsed time of a talk, in wall-clock seconds.

    It counts since `started_at`, less `paused_total`, up to `paused_at`; 0 means not yet.
    """

    started_at: float = 0.0
    paused_total: float = 0.0
    paused_at: float = 0.0

    @property
    def running(self) -> bool:
        """Return whether the clock runs."""
        return bool(self.started_at) and not self.paused_at

    def elapsed(self, now: float) -> float:
        """Return the elapsed seconds of the talk."""
        return max(0.0, (self.paused_at or now) - self.started_at - self.paused_total) if self.started_at else 0.0

    def start(self, now: float) -> Clock:
        """Return the clock started, or unchanged if it was before."""
        return self if self.started_at else Clock(now)

    def toggle(self, now: float) -> Clock:
        """Return the clock after the key that starts, pauses and resumes it."""
        if not self.started_at:
            return Clock(now)
        if self.paused_at:
            return replace(self, paused_total=self.paused_total + now - self.paused_at, paused_at=0.0)
        return replace(self, paused_at=now)


def pace_of(plan: TimePlan, position: Position, elapsed: float) -> tuple[Pace, float]:
    """Return the pace of a talk and its seconds off plan."""
    if not plan.total:
        return "none", 0.0
    start, end = plan.span(position.slide_id) or (0.0, plan.total)
    if elapsed < start:
        return "ahead", start - elapsed
    return ("behind", elapsed - end) if elapsed > end else ("on", 0.0)


def format_clock(seconds: float) -> str:
    """Return a duration as on a clock: 7:41, 1:02:03."""
    total_seconds = max(0, int(seconds))
    hours, remainder = divmod(total_seconds, 3600)
    return f"{hours}:{remainder // 60:02d}:{remainder % 60:02d}" if hours else f"{remainder // 60}:{remainder % 60:02d}"


class SlideTimer:
    """Counts the seconds each slide is shown; "" counts none."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.finished_ids: set[str] = set()  # the slides that were told to their end
        self._slide_id = ""
        self._since = 0.0

    def switch_to(self, slide_id: str, now: float | None = None) -> None:
        """Count the time of another slide from now on."""
        moment = time.monotonic() if now is None else now
        if self._slide_id:
            self.seconds[self._slide_id] = self.seconds.get(self._slide_id, 0.0) + moment - self._since
        self._slide_id, self._since = slide_id, moment

    def stop(self, now: float | None = None) -> None:
        """Stop counting."""
        self.switch_to("", now)
