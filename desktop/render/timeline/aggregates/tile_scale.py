"""Says how tiles and their columns divide time."""

from __future__ import annotations

from typing import Final

from desktop.render.text import measure_text
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import drawing_margins
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.label_box import LabelBox

TILE_COLUMNS: Final = 256
"""The number of columns in a tile."""

MIN_COLUMN_WIDTH: Final = 3.5
"""The least width of a column in pixels; the most is double."""


def half(step: float) -> float:
    """Return the width of a column of the closer octave.

    Whole seconds stay whole numbers, which are exact in deep time too.
    """
    return step // 2 if step > 1 else step / 2


def bounds_of_tile(number: int, step: float) -> tuple[float, float]:
    """Return the second at which a tile begins, and its end."""
    return number * step * TILE_COLUMNS, (number + 1) * step * TILE_COLUMNS


def tile_box(mark: EventMark, metrics: TimelineMetrics, weight: float) -> LabelBox:
    """Return the widths of a mark and its title, without a date."""
    before, after = drawing_margins(mark.shape, metrics.dot_radius, metrics.bar_height)
    gap = metrics.min_gap / 2
    return LabelBox(
        mark.id,
        *mark.exact_bounds,
        before + gap,
        after + gap,
        measure_text(mark.title, metrics.title_font) + metrics.label_gap,
        weight,
    )
