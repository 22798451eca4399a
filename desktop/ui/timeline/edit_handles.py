"""The handles of the selected event: mark, ends, claimed dates."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.text import measure_text
from desktop.render.timeline.marks.shape_extents import Pen, drawn_extent
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.julian import has_julian_leap_day
from desktop.story.edit.move_dates import DatePart, movable_ends
from desktop.story.localized_text import KeyPath
from desktop.story.model import Event, Status
from desktop.timeline.as_of import status_as_of
from desktop.timeline.date_shapes import DateShape, event_shape, shape_of
from desktop.ui.timeline.canvas import TimelineCanvas

_MARK_TOLERANCE: Final = 4.0  # pixels beside a mark that still hit it
_END_TOLERANCE: Final = 6.0  # pixels around the end of a span that hit the end
_END_PARTS: Final[tuple[DatePart, DatePart]] = ("start", "end")
_TRACK_TARGET_HEIGHT: Final = 19.0  # height of the name of a track without events, in pixels
_MIN_WIDTH_FOR_ENDS: Final = 18.0  # pixels; the ends of a narrower span cannot be dragged


@dataclass(frozen=True, slots=True)
class DragHandle:
    """A draggable part of a mark: its event, date, path and end."""

    event: Event
    status: Status
    date: EdtfDate
    key_paths: tuple[KeyPath, ...]
    y: float
    part: DatePart = "whole"
    is_claim: bool = False  # one of several dates that are claimed

    @property
    def shape(self) -> DateShape:
        """Return the shape of the dragged date."""
        return shape_of(self.date) if self.is_claim else shape_of(self.date, self.status)

    def shape_at(self, date: EdtfDate) -> DateShape:
        """Return the shape of the event at another date.

        The other dates that are claimed stay part of it.
        """
        if not self.is_claim:
            return shape_of(date, self.status)
        claims = (replace(claim, date=date) if claim.date == self.date else claim for claim in self.event.claims)
        return event_shape(replace(self.event, claims=tuple(claims)), self.status)


def mark_pen(canvas: TimelineCanvas, color: str = "", *, is_claim: bool = False) -> Pen:
    """Return what a mark is drawn with on a timeline."""
    metrics = canvas.metrics
    plot = canvas.plot_rect
    ground = themes.theme(canvas.state.story.theme).background
    radius, bar = (
        (0.72 * metrics.dot_radius, 0.84 * metrics.bar_height) if is_claim else (metrics.dot_radius, metrics.bar_height)
    )
    return Pen(color, ground, radius, bar, metrics.stroke, plot.left(), plot.right())


def handles_of(canvas: TimelineCanvas, event_id: str) -> list[DragHandle]:
    """Return an event's marks on the canvas, topmost first.

    There are none for events that the text does not list.
    """
    event = canvas.state.story.event_by_id.get(event_id)
    if event is None or has_julian_leap_day(event.when.text):  # a drag reckons with Gregorian days
        return []
    zone = canvas.event_zone(event_id)
    if zone is None:
        return []
    y = zone.y + zone.height / 2
    status = status_as_of(event, canvas.state.as_of) or event.status
    if event_shape(event, status).kind != "claims":
        return [DragHandle(event, status, event.when, ((*event.path, "date"),), y)]
    by_date: dict[EdtfDate, list[KeyPath]] = {}
    for claim in event.claims:
        if claim.date is not None:
            by_date.setdefault(claim.date, []).append((*claim.path, "date"))
    handles = [DragHandle(event, status, date, tuple(paths), y, is_claim=True) for date, paths in by_date.items()]

    def duration(handle: DragHandle) -> int:
        shape = shape_of(handle.date)
        return shape.end - shape.start

    return sorted(handles, key=duration)  # a claimed day lies upon a claimed year


def empty_track_targets(canvas: TimelineCanvas) -> list[tuple[str, str, QRectF]]:
    """Return the drop targets of tracks without events: ids, names and boxes."""
    track_rects = canvas.track_rects()
    if not track_rects:
        return []
    targets = []
    x, bottom = mark_pen(canvas).plot_left, next(iter(track_rects.values())).top() - 3.0
    for track in canvas.state.story.tracks:
        if track.id not in track_rects and not track.hidden:
            title = track.title.get(canvas.state.language) or track.id
            rect = QRectF(
                x,
                bottom - _TRACK_TARGET_HEIGHT,
                measure_text(title, canvas.metrics.small_font) + 20.0,
                _TRACK_TARGET_HEIGHT,
            )
            targets.append((track.id, title, rect))
            x = rect.right() + 8.0
    return targets


def handle_at(canvas: TimelineCanvas, event_id: str, point: QPointF) -> DragHandle | None:
    """Return what of an event lies under the pointer."""
    metrics = canvas.metrics
    for handle in handles_of(canvas, event_id):
        pen = mark_pen(canvas, is_claim=handle.is_claim)
        half_height = (
            max(pen.bar_height / 2, pen.dot_radius, 0.0 if handle.is_claim else 1.62 * metrics.dot_radius)
            + _MARK_TOLERANCE
        )
        if (
            abs(point.y() - handle.y) > half_height
            or not pen.plot_left - _END_TOLERANCE <= point.x() <= pen.plot_right + _END_TOLERANCE
        ):
            continue
        first, last = drawn_extent(handle.shape, canvas.x_of, pen)
        if last - first >= _MIN_WIDTH_FOR_ENDS:
            for part, instant, movable in zip(
                _END_PARTS, (handle.date.start_min, handle.date.end_max), movable_ends(handle.date.text), strict=True
            ):
                x = canvas.x_of(instant) if movable and instant is not None else None
                if x is not None and pen.plot_left <= x <= pen.plot_right and abs(point.x() - x) <= _END_TOLERANCE:
                    return replace(handle, part=part)
        if first - _MARK_TOLERANCE <= point.x() <= last + _MARK_TOLERANCE:
            return handle
    return None
