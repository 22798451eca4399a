"""List the numbers that a slide of the timeline shows."""

from __future__ import annotations

from desktop.story.model import Slide, Story, Track
from desktop.story.track_series import SeriesPoint


def slide_series(slide: Slide, story: Story) -> tuple[tuple[Track, tuple[SeriesPoint, ...]], ...]:
    """Return a slide's tracks with a series, each with its points.

    They are the points of the slide's window that are known at its date of knowledge. A track without any is left out.
    """
    if slide.layout != "timeline":
        return ()
    known = slide.as_of.latest if slide.as_of is not None else None

    def is_shown(point: SeriesPoint) -> bool:
        latest = point.when.latest
        return (not slide.windows or any(point.when.overlaps(window) for window in slide.windows)) and (
            known is None or point.planned or (latest is not None and latest <= known)
        )

    found = []
    for track in story.tracks:
        if track.series is not None and (not slide.tracks or track.id in slide.tracks):
            points = tuple(point for point in track.series.points if is_shown(point))
            if points:
                found.append((track, points))
    return tuple(found)
