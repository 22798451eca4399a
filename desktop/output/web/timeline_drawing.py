"""Draws the whole timeline as one picture.

Readers without a script see it, and paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from desktop.render.frame import Frame
from desktop.render.theme import Theme
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.model import Story
from desktop.timeline.log_axis import story_axis

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack

_WIDTH: Final = 1920.0
_HEIGHT: Final = 900.0
_MARGIN: Final = 24.0


def whole_timeline(story: Story, language: str, theme: Theme, aggregated: Mapping[str, AggregatedTrack]) -> Frame:
    """Return all events of a story as a frame without background."""
    items, _ = timeline(
        TimelineSpec(
            story,
            full_axis_window(story, story_axis(story), aggregated),
            (_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN),
            theme,
            language,
            show_overview=False,
            aggregated=aggregated,
            time_axis=story_axis(story),
        )
    )
    return Frame(_WIDTH, _HEIGHT, None, items)
