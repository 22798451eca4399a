"""Mirrors a slide for languages that are read from the right.

Slides are laid out as if all were read from the left: the x of a run of text is where its reading begins. Mirroring
turns that about. What has a direction of its own, such as a time axis or a chart, moves to the other side as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from desktop.fast_dataclass import dataclass
from desktop.i18n.direction import has_right_to_left, runs_left
from desktop.render.frame import (
    Background,
    Ellipse,
    Fill,
    Frame,
    HitZone,
    Image,
    Item,
    LinearGradient,
    MarkBatch,
    Polyline,
    PushClip,
    RadialGradient,
    Rectangle,
    RingSegment,
    TextRun,
    VectorPath,
)


@dataclass(frozen=True, slots=True)
class Block:
    """Names items, hit zones and plots that keep their direction.

    They stand within `x` and `x + width`; each is known by its identity.
    """

    x: float
    width: float
    members: frozenset[int]  # the `id` of each item and zone


def mirror(frame: Frame, blocks: Iterable[Block] = ()) -> Frame:
    """Return a frame with left and right exchanged.

    A picture is not turned about, only its place; a ring fills as clocks turn.
    """
    width = frame.width
    shifts = {member: width - 2 * block.x - block.width for block in blocks for member in block.members}
    items = tuple(
        _shifted(item, shifts[id(item)]) if id(item) in shifts else _mirrored(item, width) for item in frame.items
    )
    zones = tuple(
        replace(zone, x=zone.x + shifts[id(zone)]) if id(zone) in shifts else _mirrored_zone(zone, width)
        for zone in frame.zones
    )
    plots = tuple(
        replace(plot, x=plot.x + shifts[id(plot)])
        if id(plot) in shifts
        else replace(plot, x=width - plot.x - plot.width, is_mirrored=True)
        for plot in frame.plots
    )
    background = frame.background and _mirrored_background(frame.background, width)
    return replace(frame, background=background, items=items, zones=zones, plots=plots, _hash=[])


def _mirrored_zone(zone: HitZone, width: float) -> HitZone:
    return replace(zone, x=width - zone.x - zone.width)


def _mirrored_background(background: Background, width: float) -> Background:
    return replace(background, glows=tuple(replace(glow, x=width - glow.x) for glow in background.glows))


def _mirrored(item: Item, width: float) -> Item:
    if isinstance(item, TextRun):
        # A quotation mark alone turns about with the text that it opens.
        right_to_left = has_right_to_left(item.text) or not any(map(str.isalnum, item.text)) or runs_left(item.text)
        return replace(item, x=width - item.x - item.width, right_to_left=right_to_left)
    return _moved(item, lambda x: width - x, mirrors=True)


def _shifted(item: Item, by: float) -> Item:
    if not by:
        return item
    if isinstance(item, TextRun):
        return replace(item, x=item.x + by)
    return _moved(item, lambda x: x + by, mirrors=False)


def _moved(item: Item, move: Callable[[float], float], *, mirrors: bool) -> Item:
    """Return an item with each x moved.

    A box goes by the edge that becomes its left one.
    """

    def left(x: float, width: float) -> float:
        return move(x + width) if mirrors else move(x)

    changes: dict[str, Any] = {}
    if isinstance(item, Rectangle | Ellipse | VectorPath) and item.fill is not None:
        changes["fill"] = _moved_fill(item.fill, move)
    if isinstance(item, Rectangle | Image | PushClip):
        changes["x"] = left(item.x, item.width)
    elif isinstance(item, Ellipse | RingSegment):
        changes["x"] = move(item.x)
    elif isinstance(item, Polyline):
        changes["points"] = _moved_pairs(item.points, move)
    elif isinstance(item, VectorPath):
        changes["commands"] = tuple((name, *_moved_pairs(values, move)) for name, *values in item.commands)
    elif isinstance(item, MarkBatch):
        changes["coordinates"] = _moved_marks(item, move, left)
    return replace(item, **changes) if changes else item


def _moved_fill(fill: Fill, move: Callable[[float], float]) -> Fill:
    if isinstance(fill, LinearGradient):
        return replace(fill, x0=move(fill.x0), x1=move(fill.x1))
    return replace(fill, x=move(fill.x)) if isinstance(fill, RadialGradient) else fill


def _moved_pairs(values: Iterable[Any], move: Callable[[float], float]) -> tuple[Any, ...]:
    return tuple(value if index % 2 else move(value) for index, value in enumerate(values))


def _moved_marks(
    item: MarkBatch, move: Callable[[float], float], left: Callable[[float, float], float]
) -> tuple[float, ...]:
    flat = item.coordinates
    moved: list[float] = []
    if item.kind == "box":
        for at in range(0, len(flat), 4):
            moved += (left(flat[at], flat[at + 2]), *flat[at + 1 : at + 4])
    else:
        for at in range(0, len(flat), 3):
            moved += (move(flat[at]), *flat[at + 1 : at + 3])
    return tuple(moved)
