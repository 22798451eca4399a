"""Draws two windows of time one above the other, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.geometry import arrange
from desktop.render.timeline.metrics import metrics_for
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import ComparedWindow, TimelineSpec

_HEADING_SIZE = 26.0
_HEADING_HEIGHT = 38.0
_GAP = 22.0  # between the two drawings


def compared(spec: TimelineSpec, windows: Sequence[ComparedWindow]) -> tuple[list[Item], list[HitZone]]:
    """Return two drawings of equal rows, each with its heading.

    `spec` is what they have in common, with the rectangle of both. Below the axis of the second one its years are
    counted; they are those of the first one too.
    """
    first, second = windows
    metrics = metrics_for(spec.size)
    heading_height, gap = metrics.px(_HEADING_HEIGHT), metrics.px(_GAP)
    x, y, width, height = spec.rect
    for_both = height - 2 * heading_height - gap
    upper = replace(
        spec, time_window=first.time_window, show_key=False, show_overview=False, show_outside=False, tight_rows=True
    )
    lower = replace(
        upper,
        time_window=second.time_window,
        show_key=spec.show_key,
        elapsed_from=second.begin,
        key_window=first.time_window,
    )
    pair = [replace(one, rect=(x, y, width, for_both / 2)) for one in (upper, lower)]
    arranged = [arrange(one) for one in pair]
    # Both have bands of one height, whatever stands below them, and the room for the wider scale of numbers.
    below = [for_both / 2 - geometry.bands_height for geometry in arranged]
    bands_height = (for_both - sum(below)) / 2
    padding = max(geometry.padding_right for geometry in arranged)
    tops = (y + heading_height, y + 2 * heading_height + gap + bands_height + below[0])
    items: list[Item] = []
    zones: list[HitZone] = []
    for one, window, top, beside in zip(pair, windows, tops, below, strict=True):
        rect = (x, top, width, bands_height + beside)
        drawn, found = timeline(replace(one, rect=rect, padding_right=padding))
        items += [_heading(window.heading, x + metrics.gutter_padding, top, width, spec), *drawn]
        zones += found
    return items, zones


def _heading(text: str, x: float, bottom: float, width: float, spec: TimelineSpec) -> TextRun:
    """Return a heading that stands on the top of a drawing."""
    font = themes.body_font(max(15.0, _HEADING_SIZE * spec.size), 600)
    text = elide(text, font, width)
    y = bottom - 0.5 * (_HEADING_HEIGHT * spec.size - cap_height(font))
    return TextRun(x, y, text, font, spec.theme.gold, measure_text(text, font))
