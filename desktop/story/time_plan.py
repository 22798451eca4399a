"""Plans the time of each slide by the minutes that are written."""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.model import Story


@dataclass(frozen=True, slots=True)
class TimePlan:
    """The planned times of the slides, in seconds from the beginning."""

    spans: tuple[tuple[str, float, float], ...]

    @property
    def total(self) -> float:
        """Return the planned length of the talk, 0 without a plan."""
        return self.spans[-1][2] if self.spans else 0.0

    def span(self, slide_id: str) -> tuple[float, float] | None:
        """Return a slide's planned begin and end, None without planned time."""
        return next(((start, end) for planned_id, start, end in self.spans if planned_id == slide_id), None)


def time_plan(story: Story) -> TimePlan:
    """Return the time plan of a story.

    Slides without minutes share the rest of the story's minutes.
    """
    main_slides = story.main_slides
    planned_minutes = sum(slide.minutes or 0.0 for slide in main_slides)
    untimed_count = sum(slide.minutes is None for slide in main_slides)
    default_minutes = max(0.0, (story.minutes or 0.0) - planned_minutes) / untimed_count if untimed_count else 0.0
    spans = []
    start = 0.0
    for slide in main_slides:
        duration = 60.0 * (default_minutes if slide.minutes is None else slide.minutes)
        spans.append((slide.id, start, start + duration))
        start += duration
    return TimePlan(tuple(spans)) if start else TimePlan(())
