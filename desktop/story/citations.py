"""Which sources a slide rests on."""

from __future__ import annotations

from desktop.story.model import Slide, Story


def cited(slide: Slide, story: Story) -> tuple[str, ...]:
    """Return the ids of the known sources that a slide and its event name, each once: their order is their number."""
    event = story.event_of(slide)
    names: list[str] = [*slide.sources, *(event.sources if event else ())]
    for claim in slide.claims or (event.claims if event else ()):
        names += claim.sources
    for figure in slide.figures or (event.figures if event else ()):
        names += figure.sources
    for entry in slide.items:
        names += entry.sources
    for series in slide.chart.series if slide.chart else ():
        for point in series.points:
            names += point.sources
    return tuple(dict.fromkeys(name for name in names if name in story.source_by_id))
