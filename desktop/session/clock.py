"""The clock of a talk and its pace: plain data and pure functions over seconds of `time.time()`, no Qt.

Wall-clock seconds, so that a talk that was killed and is taken up again has lost no time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.session.position import Position
from desktop.story.model import Story

Pace = Literal["none", "ahead", "on", "behind"]


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a talk has lasted: since `began` (0: not yet) without `away`, and no longer since `paused` (0: it runs)."""

    began: float = 0.0
    away: float = 0.0
    paused: float = 0.0

    @property
    def running(self) -> bool:
        """Return whether time passes."""
        return bool(self.began) and not self.paused

    def elapsed(self, now: float) -> float:
        """Return how many seconds of the talk have passed."""
        return max(0.0, (self.paused or now) - self.began - self.away) if self.began else 0.0

    def started(self, now: float) -> Clock:
        """Return the clock running; one that has begun stays as it is."""
        return self if self.began else Clock(now)

    def toggled(self, now: float) -> Clock:
        """Return the clock started, paused or going on."""
        if not self.began:
            return Clock(now)
        if self.paused:
            return replace(self, away=self.away + now - self.paused, paused=0.0)
        return replace(self, paused=now)


@dataclass(frozen=True, slots=True)
class Plan:
    """When each slide is to begin and to end, in seconds from the beginning of the talk; backups take no time."""

    spans: tuple[tuple[str, float, float], ...]

    @property
    def total(self) -> float:
        """Return how long the talk is to last; 0 where nothing is planned."""
        return self.spans[-1][2] if self.spans else 0.0

    def span(self, slide: str) -> tuple[float, float] | None:
        """Return from when to when a slide is to be shown, None for one that takes no time of its own."""
        return next(((start, end) for name, start, end in self.spans if name == slide), None)


def plan(story: Story) -> Plan:
    """Return the plan: the minutes written for each slide; what is left of the story's is shared by those without any."""
    told = story.told
    written = sum(slide.minutes or 0.0 for slide in told)
    silent = sum(slide.minutes is None for slide in told)
    share = max(0.0, (story.minutes or 0.0) - written) / silent if silent else 0.0
    spans = []
    at = 0.0
    for slide in told:
        length = 60.0 * (share if slide.minutes is None else slide.minutes)
        spans.append((slide.id, at, at + length))
        at += length
    return Plan(tuple(spans)) if at else Plan(())


def pace(planned: Plan, position: Position, elapsed: float) -> tuple[Pace, float]:
    """Return whether the talk is ahead or behind, and by how many seconds: on its slide's own time it is on time."""
    if not planned.total:
        return "none", 0.0
    start, end = planned.span(position.slide) or (0.0, planned.total)
    if elapsed < start:
        return "ahead", start - elapsed
    return ("behind", elapsed - end) if elapsed > end else ("on", 0.0)


def words(seconds: float) -> str:
    """Return a length of time as it stands on a clock: 7:41, 1:02:03."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
