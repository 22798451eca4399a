"""Make charts of the numbers along tracks, for their text form."""

from __future__ import annotations

from desktop.i18n import Language
from desktop.story.chart import Chart, Point, Series
from desktop.story.dates.format_date import format_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Slide, Story
from desktop.story.slide_series import slide_series


def series_charts(slide: Slide, story: Story, language: Language, track_id: str = "") -> tuple[Chart, ...]:
    """Return the series that a slide shows, of one or all tracks.

    Dates are in words.
    """
    charts = []
    for track, points in slide_series(slide, story):
        if track_id and track.id != track_id:
            continue
        series = track.series
        assert series is not None
        named = tuple(
            Point(
                LocalizedText((("", format_date(point.when, language)),)),
                point.value if point.value is not None else point.high,
                point.text,
                planned=point.planned,
                sources=point.sources or series.sources,
                path=point.path,
            )
            for point in sorted(points, key=lambda one: one.when.time_order)
        )
        title = series.title or track.title
        charts.append(Chart("line", (Series(named, title),), series.unit, series.decimals, path=series.path))
    return tuple(charts)
