"""Decide which slides show the time ribbon."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from desktop.story.aligned_chart import aligned_chart
from desktop.story.chart import Chart
from desktop.story.layouts import LAYOUTS
from desktop.story.model import Slide, Story
from desktop.story.slide_content import slide_content

_YEAR: Final = re.compile(r"-?\d{4}", re.ASCII)


def ribbon_is_shown(slide: Slide, story: Story) -> bool:
    """Return whether a slide shows the time ribbon.

    "auto" shows it where the slide has a place in time. It does not under a chart of years, which has a time axis of its
    own, of another scale.
    """
    spec = LAYOUTS[slide.layout]
    if not (spec.has_ribbon and story.events):
        return False
    use = story.ribbon if slide.ribbon is None else slide.ribbon
    if use != "auto":
        return use
    has_time_axis = "chart" in spec.displays and slide.chart is not None and bool(chart_years(slide.chart))
    return _has_place_in_time(slide, story) and not has_time_axis


def _has_place_in_time(slide: Slide, story: Story) -> bool:
    return (
        slide.date is not None
        or slide.window is not None
        or any(name in story.event_by_id for name in (slide.event, *slide.highlight))
        or (
            "claim" in LAYOUTS[slide.layout].displays
            and any(claim.date for claim in slide_content(slide, story).claims)
        )
    )


def chart_years(chart: Chart) -> tuple[int, ...]:
    """Return the years of a chart's points, or none.

    The years are in order of time.
    """
    points = max((series.points for series in aligned_chart(chart).series), key=len, default=())
    labels = [text for point in points for _, text in point.at.values[:1]]
    if len(points) < 2 or len(labels) != len(points) or not all(map(_YEAR.fullmatch, labels)):
        return ()
    years = tuple(map(int, labels))
    return years if all(one < two for one, two in pairwise(years)) else ()
