"""Derive what a timeline on the screen draws, with or without pyqtgraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.render import theme as themes
from desktop.render.theme import MARGIN
from desktop.render.timeline.timeline_spec import TimelineSpec

if TYPE_CHECKING:
    from desktop.timeline.camera import TimeWindow
    from desktop.ui.timeline.state import TimelineState

PANE_SIZE: Final = 0.52
"""The scale of type and marks below the slide."""
_LARGE_SIZE: Final = 0.7
"""Above this scale a timeline fills a screen."""
LEAST_HEIGHT: Final = 120
"""Pixels of a timeline; tracks that have no room scroll."""
_MIN_HEIGHT_FOR_RESERVED_TOP: Final = 210  # pixels; a lower plot would be covered by the search box


def screen_spec(
    state: TimelineState,
    axis_window: TimeWindow,
    width: float,
    height: float,
    *,
    reserved_top: float = 0.0,
    selected_id: str = "",
    measured_ids: tuple[str, str] | None = None,
) -> TimelineSpec:
    """Return the drawing of a state in a window of the axis.

    Sizes are in pixels; `reserved_top` is what something else covers above the drawing.
    """
    size = state.size
    is_large = size > _LARGE_SIZE
    side_margin = MARGIN * size if is_large else 16.0
    top_margin = 0.6 * side_margin if is_large else 8.0
    top = reserved_top if height >= _MIN_HEIGHT_FOR_RESERVED_TOP else 0.0
    return TimelineSpec(
        state.story,
        axis_window,
        (
            side_margin,
            top_margin + top,
            max(80.0, width - 2 * side_margin),
            max(40.0, height - 2 * top_margin - top),
        ),
        themes.theme(state.story.theme),
        state.language,
        track_ids=state.track_ids,
        highlight_ids=state.highlighted_ids,
        as_of=state.as_of,
        selected_id=state.selected_id or selected_id,
        hover_id=state.hovered_id,
        # In a low pane every track has its line before the whole has its strip.
        show_overview=height >= max(170.0, 110.0 + 26.0 * len(state.story.tracks)),
        size=size,
        moving_camera=True,
        prepares_rows=True,
        time_axis=state.time_axis,
        aggregated=state.aggregated,
        show_as_of_handle=True,
        measured_ids=measured_ids,
        highlighted_aggregates=state.highlighted_by_track,
        scroll=state.scroll,
        crosshair=state.crosshair,
        folded_groups=state.folded_groups,
        elapsed_from=state.elapsed_from,
        has_crosshair_line=state.is_compared,
        rested=state.rested,
        row_shifts=state.row_shifts,
    )
