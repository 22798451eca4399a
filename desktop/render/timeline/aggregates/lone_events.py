"""Draws and names single events at the foot of a band.

No row had room for them; the line that counts what is left over often has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.bands.visible_mark import VisibleMark, label_width, visible_mark
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.plot_area import Pens, PlotArea
from desktop.timeline.label_box import Placement, Side

_BESIDE: Final[tuple[Side, Side]] = ("right", "left")
Range = tuple[float, float]


def lone_events(
    chips: Sequence[tuple[EventMark | None, Range]], band: TrackBand, plot: PlotArea, height: float, *,
    show_labels: bool,
) -> dict[int, VisibleMark]:  # fmt: skip
    """Return marks for single events among chips, by their number.

    `chips` have the mark of a single event, else None, and the x range that they take; they are in order of time, on a line
    of some `height`. A mark that would touch a neighbour is left out; a name is whole or missing, unless it stands inside
    its bar.
    """
    if not any(mark is not None for mark, _ in chips):
        return {}
    line = replace(plot, row_height=height)
    pens = Pens(band, line)
    taken = [chip for _, chip in chips]
    lone: dict[int, VisibleMark] = {}
    for number, (mark, _) in enumerate(chips):
        if mark is None:
            continue
        item = visible_mark(mark, Placement(0, "none"), line, pens.pen_of(mark), show_labels=show_labels)
        if item is None:
            continue
        left, right = _limits(number, taken, line)
        if left <= item.first and item.last <= right:
            lone[number] = item
            taken[number] = item.first, item.last
    if show_labels:
        for number, item in lone.items():
            _add_name(item, _limits(number, taken, line), line)
            taken[number] = item.occupied()
    return lone


def _limits(number: int, taken: Sequence[Range], plot: PlotArea) -> Range:
    """Return the free range around what has a number."""
    gap = plot.metrics.label_gap
    left = taken[number - 1][1] + gap if number else -float("inf")
    right = taken[number + 1][0] - gap if number + 1 < len(taken) else float("inf")
    return left, right


def _add_name(item: VisibleMark, limits: Range, plot: PlotArea) -> None:
    """Put a name beside its mark unless it is whole inside."""
    if item.side == "inside" and item.inner_width <= item.inner_right - item.inner_left:
        return
    item.label_width = label_width(item, plot)
    left, right = max(limits[0], plot.x), min(limits[1], plot.right)
    for side in _BESIDE:
        x = item.label_x(side)
        if left <= x and x + item.label_width <= right:
            item.side = side
            return
