"""Heads the tracks of a group, and marks a folded one.

The heading stands in the column of the names, above the first track of the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Item, TextRun, VectorPath
from desktop.render.text import cap_height, measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.bands.heads import NO_HEADS, Heads
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.eras import EraLanes, lane_height
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.story.model import Group

GROUP_INDENT: Final = 26.0
"""How far the names of the tracks of a group stand in, in pixels of a slide."""

_ARROW: Final = 0.34  # half of the width of the arrow, in heights of capitals


def heads_of(bands: Sequence[TrackBand], eras: EraLanes, metrics: TimelineMetrics) -> Heads:
    """Return the heights for headings of groups and names of eras."""
    if not eras.by_track and all(band.group is None for band in bands):
        return NO_HEADS
    headings = {number for number, _ in headed_groups(bands)}
    return Heads(
        tuple(lane_height(metrics) if number in headings else 0.0 for number in range(len(bands))),
        tuple(head_height(band, eras, metrics) for band in bands),
    )


def name_width(band: TrackBand, title: str, language: str, metrics: TimelineMetrics) -> float:
    """Return the width of a band's name or heading."""
    width = measure_text(title, metrics.track_font)
    if band.group is None:
        return width
    heading = measure_text(band.group.title.get(language) or band.group.id, metrics.on_bar_font)
    return metrics.px(GROUP_INDENT) + max(width, heading)


def head_height(band: TrackBand, eras: EraLanes, metrics: TimelineMetrics) -> float:
    """Return the height of the names of eras above a band's rows."""
    return eras.height(band.track.id, metrics) if band.track.id else 0.0


def headed_groups(bands: Sequence[TrackBand]) -> Iterator[tuple[int, Group]]:
    """Yield the number of the first band of each open group."""
    last: Group | None = None
    for number, band in enumerate(bands):
        if band.group is not None and not band.is_folded and band.group != last:
            yield number, band.group
        last = band.group


def draw_heading(
    group: Group, language: str, x: float, top: float, gutter: float, metrics: TimelineMetrics, theme: Theme
) -> list[Item]:
    """Return the heading of an open group."""
    height = lane_height(metrics)
    font = metrics.on_bar_font
    color = themes.blend(theme.paper, theme.muted, 0.4)
    left = x + metrics.gutter_padding
    middle = top + height / 2
    text_x = left + metrics.px(GROUP_INDENT)
    text = elide(group.title.get(language) or group.id, font, x + gutter - metrics.px(10.0) - text_x)
    run = TextRun(text_x, middle + cap_height(font) / 2, text, font, color, measure_text(text, font))
    return [draw_arrow(left, middle, metrics, color, is_open=True), run]


def draw_arrow(left: float, middle: float, metrics: TimelineMetrics, color: str, *, is_open: bool) -> VectorPath:
    """Return a group's arrow: down for an open one, else right."""
    size = 0.8 * cap_height(metrics.track_font)
    reach = _ARROW * 2 * size
    x, half = left + size / 2, size / 2
    corners = (
        ((left, middle - reach / 2), (left + size, middle - reach / 2), (x, middle + reach / 2))
        if is_open
        else ((x - reach / 2, middle - half), (x + reach / 2, middle), (x - reach / 2, middle + half))
    )
    first, *others = corners
    return VectorPath((("M", *first), *(("L", *corner) for corner in others), ("Z",)), color)
