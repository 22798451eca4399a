"""List the sources that a slide cites."""

from __future__ import annotations

from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story
from desktop.story.slide_content import slide_content
from desktop.story.slide_series import slide_series


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
    for track, points in slide_series(slide, story):
        for series_point in points:
            source_ids += series_point.sources
        source_ids += track.series.sources if track.series is not None else ()
    return tuple(dict.fromkeys(source_id for source_id in source_ids if source_id in story.source_by_id))


def source_name(story: Story, source_id: str, language: str) -> str:
    """Return who published a source, or who wrote it, or its title."""
    source = story.source_by_id[source_id]
    return source.publisher.get(language) or source.author.get(language) or plain_text(source.title.get(language))
