"""Finds the words that are drawn once the camera comes closer.

In a crowd each octave of zoom adds dozens of names at once: letter by letter they would take longer than all the rest of
that frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from desktop.render.frame import TextRun
from desktop.render.text_cache import expect_texts
from desktop.render.timeline.bands.row_plan import RowPlan
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.timeline.camera import zoom_at

_CLOSER: Final = (0.9, 0.8, 0.7, 0.6, 0.5, 0.45)  # shares of a window, of which one is in the next octave
_HALVES: Final = (0.0, 1.0)  # the places that stay where they are while the camera comes closer


def expect_closer_words(
    spec: TimelineSpec, plan: RowPlan, seconds_per_pixel: float, pixel_ratio: float
) -> Iterator[None]:
    """Expect the words of the next octave, half a window a step.

    Its rows are ready by then. Aggregated tracks are left to themselves: to draw them elsewhere packs their tiles.
    """
    if any(band.aggregated is not None for band in plan.bands):
        return
    octave = plan.octave_at(seconds_per_pixel)
    share = next((one for one in _CLOSER if plan.octave_at(one * seconds_per_pixel) < octave), None)
    if share is None or not plan.is_ready_at(share * seconds_per_pixel):
        return
    for place in _HALVES:
        yield
        drawn = plan.drawn
        closer = layers(replace(spec, time_window=zoom_at(spec.time_window, place, share)))
        plan.drawn = drawn
        words = [item for item in closer.dynamic if isinstance(item, TextRun)]
        expect_texts(words, spec.theme.background, pixel_ratio)
