"""List the sources that a slide cites."""

from __future__ import annotations

from desktop.story.inherit import slide_content
from desktop.story.model import Slide, Story


def slide_source_ids(slide: Slide, story: Story) -> tuple[str, ...]:
    """Return the ids of the known sources that a slide cites.

    Each id comes once. Its place in the tuple is the number of the source on the slide.
    """
    content = slide_content(slide, story)
    source_ids = [*content.sources]
    for claim in content.claims:
        source_ids += claim.sources
    for figure in content.figures:
        source_ids += figure.sources
    for item in slide.items:
        source_ids += item.sources
    for series in slide.chart.series if slide.chart else ():
        for point in series.points:
            source_ids += point.sources
    return tuple(dict.fromkeys(source_id for source_id in source_ids if source_id in story.source_by_id))
