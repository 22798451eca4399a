"""Gives each item of a frame its semantic role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Frame, HitZone, Image, Item, PopClip, PushClip, TextRun
from desktop.render.glyph_bounds import item_boxes
from desktop.render.page.grid import FOOT_BASELINE
from desktop.story.model import Slide

_TEXTS: Final = ("kicker", "subtitle", "text", "note", "number", "quote", "by", "role", "date")
_LISTS: Final = {"claim": "claims", "figure": "figures", "item": "items"}
_AXES: Final = ("timeline", "overview", "overview-window", "as-of", "as-of-line")


@dataclass(frozen=True, slots=True)
class Role:
    """Holds an item's role: "title", "text", "list", "picture", "series" ….

    `name` and `index` tell several of one kind apart. "ornament" is what a screen reader leaves out.
    """

    kind: str
    name: str = ""
    index: int = 0


ORNAMENT: Final = Role("ornament")


@dataclass(frozen=True, slots=True)
class RolePart:
    """Holds neighbouring items of one role, with their clips."""

    role: Role
    clips: tuple[PushClip, ...]
    items: tuple[Item, ...]


def role_parts(frame: Frame, slide: Slide, step: int | None, *, said_before: int) -> Iterator[RolePart]:
    """Yield the items shown at `step`, by their roles.

    Items that appeared up to the step `said_before` are ornaments: an earlier page has said them.
    """
    # A ring is read aloud as its figure.
    charts = [zone for zone in frame.zones if zone.kind == "chart" and "figure" not in zone.path]
    clips: list[PushClip] = []
    items: list[Item] = []
    current = ORNAMENT
    for item in frame.items:
        if step is not None and item.step > step:
            continue
        if isinstance(item, PushClip | PopClip):
            if items:
                yield RolePart(current, tuple(clips), tuple(items))
                items = []
            if isinstance(item, PushClip):
                clips.append(item)
            elif clips:
                clips.pop()
            continue
        role = _role(item, current, frame, charts, slide)
        role = ORNAMENT if item.step <= said_before else role
        if role != current and items:
            yield RolePart(current, tuple(clips), tuple(items))
            items = []
        current = role
        items.append(item)
    if items:
        yield RolePart(current, tuple(clips), tuple(items))


def _role(item: Item, before: Role, frame: Frame, charts: list[HitZone], slide: Slide) -> Role:
    if isinstance(item, Image):
        return Role("picture")
    x, y = getattr(item, "x", None), getattr(item, "y", None)
    if not isinstance(item, TextRun):
        inside = x is not None and y is not None and any(zone.contains(x, y) for zone in charts)
        goes_on = charts and before.kind == "chart" and not _is_on_ribbon(frame, item)
        return Role("chart") if inside or goes_on else ORNAMENT
    middle = item.x + item.width / 2, item.y - item.font.size * 0.3
    zone = frame.zone_at(*middle)
    if zone is not None and zone.kind == "source":
        return Role("source", zone.id)
    if any(chart.contains(*middle) for chart in charts):
        return Role("chart")
    if _is_on_ribbon(frame, item) or (zone is None and item.y >= frame.height - FOOT_BASELINE - 0.5):
        return ORNAMENT
    if zone is None or zone.kind == "image":  # marks of sources stand right behind their text
        return before if before.kind in ("text", "title", "list") else ORNAMENT
    if zone.kind == "event" and zone.id and slide.layout == "timeline":
        return Role("event", zone.id)
    if zone.kind in _AXES:
        return ORNAMENT
    if zone.kind == "series":
        return Role("series", zone.id)
    if zone.path[:1] in (("track",), ("group",)):  # names at the edge of a timeline head no slide
        return ORNAMENT if slide.layout == "timeline" else Role("text", ".".join(map(str, (zone.kind, *zone.path))))
    return _role_of_path(zone)


def _is_on_ribbon(frame: Frame, item: Item) -> bool:
    if frame.ribbon is None:
        return False
    if isinstance(item, TextRun):
        y = item.y
    else:
        box = next(item_boxes(item), None)
        y = (box[1] + box[3]) / 2 if box is not None else -1.0
    return frame.ribbon[0] < y <= frame.ribbon[1]


def _role_of_path(zone: HitZone) -> Role:
    """Return a text's role by where it is written."""
    keys = zone.path[1 if zone.path[:1] == ("story",) else 2 :]
    for place, key in enumerate(keys):
        if key == "title" and place == 0:
            return Role("title")
        if key in _LISTS and place + 1 < len(keys):
            index = keys[place + 1]
            return Role("list", _LISTS[str(key)], index if isinstance(index, int) else 0)
        if key in _TEXTS:
            return Role("text", str(key))
    return Role("text", ".".join(map(str, (zone.kind, *zone.path))))
