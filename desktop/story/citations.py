"""Which sources a slide rests on."""

from __future__ import annotations

from desktop.story.model import Slide, Story


def slide_source_ids(slide: Slide, story: Story) -> tuple[str, ...]:
    """Return the ids of the known sources that a slide and its event name, each once: their order is their number."""
    event = story.event_of(slide)
    source_ids: list[str] = [*slide.sources, *(event.sources if event else ())]
    for claim in slide.claims or (event.claims if event else ()):
        source_ids += claim.sources
    for figure in slide.figures or (event.figures if event else ()):
        source_ids += figure.sources
    for item in slide.items:
        source_ids += item.sources
    for series in slide.chart.series if slide.chart else ():
        for point in series.points:
            source_ids += point.sources
    return tuple(dict.fromkeys(source_id for source_id in source_ids if source_id in story.source_by_id))
