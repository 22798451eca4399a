"""Where the chosen event can be taken hold of: its mark as a whole, the ends of a span, each date that is claimed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.text import measure
from desktop.render.timeline.shapes import Pen, extent
from desktop.story.dates.parse import When
from desktop.story.edit.dates import Part, ends_of
from desktop.story.model import Event, Path, Status
from desktop.timeline.date_shapes import Form, event_form, form_of
from desktop.timeline.knowledge import status_as_of
from desktop.ui.timeline.pointer import TimelinePointer

_NEAR: Final = 4.0  # so many pixels beside a mark are still on it
_END: Final = 6.0  # and so many around the end of a span are on that end
_ENDS: Final[tuple[Part, Part]] = ("start", "end")
_CHIP: Final = 19.0  # as high is the name of a track without events
_WIDE: Final = 18.0  # a narrower span has no ends to be told from its middle


@dataclass(frozen=True, slots=True)
class Grip:
    """A mark that is held: the event, the date that it shows and where that is written, and by which part it is held."""

    event: Event
    status: Status
    date: When
    paths: tuple[Path, ...]
    y: float
    part: Part = "whole"
    claimed: bool = False  # one of several dates that are claimed

    @property
    def form(self) -> Form:
        """Return how what is held is drawn: of several dates that are claimed, the one."""
        return form_of(self.date) if self.claimed else form_of(self.date, self.status)

    def form_at(self, date: When) -> Form:
        """Return how the whole event would be drawn at another date, with the other dates that are claimed."""
        if not self.claimed:
            return form_of(date, self.status)
        claims = (replace(one, date=date) if one.date == self.date else one for one in self.event.claims)
        return event_form(replace(self.event, claims=tuple(claims)), self.status)


def pen_of(view: TimelinePointer, color: str = "", *, claimed: bool = False) -> Pen:
    """Return what a mark is drawn with on a timeline."""
    look = view.look
    plot = next(zone for zone in view.frame().zones if zone.kind == "timeline")
    ground = themes.theme(view.story.theme).ground
    radius, bar = (0.72 * look.radius, 0.84 * look.bar) if claimed else (look.radius, look.bar)
    return Pen(color, ground, radius, bar, look.stroke, plot.x, plot.x + plot.width)


def grips_of(view: TimelinePointer, name: str) -> list[Grip]:
    """Return the marks of an event in view, the topmost first; none of one that is not listed in the text."""
    event = view.story.event_by_id.get(name)
    if event is None:
        return []
    zone = next((one for one in view.frame().zones if one.kind == "event" and one.id == name), None)
    if zone is None:
        return []
    y = zone.y + zone.height / 2
    status = status_as_of(event, view.as_of) or event.status
    if event_form(event, status).shape != "claims":
        return [Grip(event, status, event.when, ((*event.path, "date"),), y)]
    by_date: dict[When, list[Path]] = {}
    for claim in event.claims:
        if claim.date is not None:
            by_date.setdefault(claim.date, []).append((*claim.path, "date"))
    found = [Grip(event, status, date, tuple(paths), y, claimed=True) for date, paths in by_date.items()]

    def length(grip: Grip) -> int:
        form = form_of(grip.date)
        return form.end - form.start

    return sorted(found, key=length)  # a claimed day lies upon a claimed year


def empty_lanes(view: TimelinePointer) -> list[tuple[str, str, QRectF]]:
    """Return where the tracks that have no event, and so no lane, can be dropped on: their ids, names, and boxes in a row."""
    lanes = view.lanes()
    if not lanes:
        return []
    shown = {track for track, _ in lanes}
    found = []
    x, bottom = pen_of(view).left, lanes[0][1].top() - 3.0
    for track in view.story.tracks:
        if track.id not in shown:
            name = track.title.get(view.language) or track.id
            rect = QRectF(x, bottom - _CHIP, measure(name, view.look.small) + 20.0, _CHIP)
            found.append((track.id, name, rect))
            x = rect.right() + 8.0
    return found


def grip_at(view: TimelinePointer, name: str, point: QPointF) -> Grip | None:
    """Return what of an event lies under the pointer."""
    look = view.look
    for grip in grips_of(view, name):
        pen = pen_of(view, claimed=grip.claimed)
        tall = max(pen.bar / 2, pen.radius, 0.0 if grip.claimed else 1.62 * look.radius) + _NEAR
        if abs(point.y() - grip.y) > tall or not pen.left - _END <= point.x() <= pen.right + _END:
            continue
        first, last = extent(grip.form, view.x_of, pen)
        if last - first >= _WIDE:
            for part, instant, known in zip(
                _ENDS, (grip.date.start_min, grip.date.end_max), ends_of(grip.date.text), strict=True
            ):
                x = view.x_of(instant) if known and instant is not None else None
                if x is not None and pen.left <= x <= pen.right and abs(point.x() - x) <= _END:
                    return replace(grip, part=part)
        if first - _NEAR <= point.x() <= last + _NEAR:
            return grip
    return None
