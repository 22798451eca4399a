"""The timeline under the pointer: the camera moved by wheel, drag and pinch, events hovered and chosen, handles dragged."""

from __future__ import annotations

from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from desktop.i18n import Messages
from desktop.render import theme as themes
from desktop.render.frame import HitZone
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.metrics import TimelineMetrics, metrics_for
from desktop.render.timeline.spec import ClusterZone
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Event
from desktop.timeline.camera import TimeWindow, centred_on, event_window, pan, window_between, zoom_at
from desktop.timeline.knowledge import fully_known_date, snap_date
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.card import CardPopup, EventCardText, hint_html

_CARD_DELAY_MS: Final = 260
_ALL_KNOWN_MARGIN: Final = (
    8.0  # pulled so many pixels past the right edge, the date of knowledge is the day on which all is known
)
MESSAGES: Final = Messages(
    {
        "pull": "Drag: what was known when",
        "pulled": "Drag: what was known when. Double click or Esc: back to the slide’s own date",
    }
)
_CURSOR_SHAPES: Final = {
    "event": Qt.CursorShape.PointingHandCursor,
    "cluster": Qt.CursorShape.PointingHandCursor,
    "overview-window": Qt.CursorShape.SizeHorCursor,
    "as-of": Qt.CursorShape.SizeHorCursor,
    "as-of-line": Qt.CursorShape.SizeHorCursor,
}


class EventEditor(Protocol):
    """What can take hold of the chosen event and move it: there is one only where the story can be edited."""

    @property
    def is_dragging(self) -> bool:
        """Return whether an event is being dragged."""

    def cursor_shape_at(self, point: QPointF) -> Qt.CursorShape | None:
        """Return the cursor over what can be taken hold of, None where nothing can."""

    def on_drag(self, event: Any) -> None:
        """Take along what a drag began on."""

    def edit_hint(self, event_id: str) -> str:
        """Say what can be done with an event, "" for nothing."""

    def cancel_drag(self) -> bool:
        """Put back what is being dragged and return whether anything is."""

    def execute(self, command: str) -> bool:
        """Do what a key says with the chosen event and return whether there is one to do it with."""

    def can_execute(self, command: str) -> bool:
        """Return whether a key has something to do."""


class TimelinePointer(TimelineCanvas):
    """Wheel zooms at the pointer, drag pans and glides on, a double click flies to the event; handles are dragged."""

    event_chosen = Signal(str)
    as_of_changed = Signal(object)  # the date of knowledge pulled by hand, None where it was given back to the slide

    def __init__(self, parent: QWidget | None = None, *, size: float = 0.52, reduced_motion: bool = False) -> None:
        super().__init__(parent, size=size, reduced_motion=reduced_motion)
        self._overview_grab_offset: float | None = None
        self._dragging_as_of = self._dragging_event = False
        self.event_editor: EventEditor | None = None
        self._card_popup = CardPopup(self)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._view_box.drag_is_taken = self._drag_is_taken
        self._view_box.fling_started.connect(self._fling)
        self._view_box.range_selected.connect(self._zoom_to_range)
        self.scene().sigMouseMoved.connect(self._on_pointer_moved)
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(_CARD_DELAY_MS)
        self._card_timer.timeout.connect(lambda: self.show_card(self._hovered_id))

    # -- moving by hand ------------------------------------------------------------------------------------------------

    def _fling(self, speed: float) -> None:
        if not self._reduced_motion:
            self._animator.fling(self._axis_window, speed)

    def _zoom_to_range(self, low: float, high: float) -> None:
        self._fly_on_axis(zoom_at(self._axis_window, low / max(1e-9, 1 - (high - low)), high - low))

    def _hide_floating(self) -> None:
        self._hide_card()

    # -- the pointer ---------------------------------------------------------------------------------------------------

    def _zone_at(self, point: QPointF) -> HitZone | None:
        return self.frame().zone_at(point.x(), point.y())

    def _on_pointer_moved(self, point: QPointF) -> None:
        if self.event_editor is not None and self.event_editor.is_dragging:
            return
        zone = self._zone_at(point)
        kind = zone.kind if zone is not None else ""
        event_id = zone.id if zone is not None and kind == "event" else ""
        edit_cursor_shape = self.event_editor.cursor_shape_at(point) if self.event_editor is not None else None
        self.viewport().setCursor(edit_cursor_shape or _CURSOR_SHAPES.get(kind, Qt.CursorShape.ArrowCursor))
        tool_tip = (
            ""
            if kind != "as-of"
            else MESSAGES("pulled" if self._as_of_override is not None else "pull", self._language)
        )
        if self.viewport().toolTip() != tool_tip:
            self.viewport().setToolTip(tool_tip)
        if event_id != self._hovered_id:
            self._set_hovered(event_id)

    def _set_hovered(self, event_id: str) -> None:
        """Light an event as under the pointer, "" for none; its card follows."""
        self._hovered_id = event_id
        self._hide_card()
        if event_id:
            self._card_timer.start()
        self._redraw()

    def on_click(
        self, point: QPointF, *, double: bool, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Answer a click: choose an event, open a cluster, jump on the overview; twice flies nearer; shift measures."""
        zone = self._zone_at(point)
        kind = zone.kind if zone is not None else ""
        if zone is not None and kind == "event":
            event = self.find_event(zone.id)
            if double and event is not None:
                self.fly_to(self.window_near(event))
            elif modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.measure_to(zone.id)
            elif not double:
                self.event_chosen.emit(zone.id)
        elif isinstance(zone, ClusterZone):
            self._fly_on_axis(window_between(zone.start, zone.end, 0.2))
        elif kind.startswith("overview"):
            self._fly_on_axis(centred_on(self._axis_window, self._overview_instant(point.x()), self._axis_window.span))
        elif kind.startswith("as-of"):
            self._on_as_of_clicked(double=double)
        elif double and kind == "timeline":
            self._fly_on_axis(zoom_at(self._axis_window, self._fraction_at(point.x()), 0.4))

    def window_near(self, event: Event) -> TimeWindow:
        """Return the window on an event: with its neighbours in the story, or, of a crowd, a seventh of what is in view."""
        if event.id in self._story.event_by_id or event.when.midpoint is None:
            return event_window(self._story, event)
        return centred_on(self.time_window, event.when.midpoint, self.time_window.span / 7)

    def _fraction_at(self, x: float) -> float:
        plot = self._plot_zone()
        return min(max((x - plot.x) / max(1.0, plot.width), 0.0), 1.0) if plot else 0.5

    def _find_overview(self) -> tuple[TimeWindow, HitZone] | None:
        zone = next((zone for zone in self.frame().zones if zone.kind == "overview"), None)
        return (full_axis_window(self._story, self._axis_breaks, self._aggregated), zone) if zone else None

    def _overview_instant(self, x: float) -> int:
        overview = self._find_overview()
        if overview is None:
            return self._axis_window.start
        full_window, zone = overview
        return full_window.instant_at((x - zone.x) / zone.width)[0]

    def on_drag(self, event: Any) -> bool:
        """Move the window or the date of knowledge by its handle, or the chosen event; return whether any was taken."""
        if event.isStart():
            self._begin_drag(event.buttonDownScenePos())
        if self._dragging_event:
            assert self.event_editor is not None
            self._dragging_event = not event.isFinish()
            self.event_editor.on_drag(event)
            return True
        if self._dragging_as_of:
            self._drag_as_of_to(event.scenePos().x())
            self._dragging_as_of = not event.isFinish()
            return True
        if self._overview_grab_offset is None:
            return False
        self._animator.stop()
        self._set_camera(
            pan(
                centred_on(self._axis_window, self._overview_instant(event.scenePos().x())), -self._overview_grab_offset
            )
        )
        if event.isFinish():
            self._overview_grab_offset = None
        return True

    def _drag_is_taken(self, point: QPointF) -> bool:
        """Return whether a drag that began at a place moves the date of knowledge or an event, and not the camera."""
        if self._dragging_as_of or self._dragging_event:
            return True
        zone = self._zone_at(point)
        return (zone is not None and zone.kind.startswith("as-of")) or self._is_on_event_handle(point)

    def _is_on_event_handle(self, point: QPointF) -> bool:
        zone = self._zone_at(point)
        is_free = zone is None or zone.kind in ("event", "timeline", "cluster")
        return self.event_editor is not None and is_free and self.event_editor.cursor_shape_at(point) is not None

    def _begin_drag(self, point: QPointF) -> None:
        zone = self._zone_at(point)
        self._overview_grab_offset, self._dragging_as_of, self._dragging_event = (
            None,
            False,
            self._is_on_event_handle(point),
        )
        if self._dragging_event:
            self._animator.stop()
            self._hide_card()
        if zone is None or self._dragging_event:
            return
        if zone.kind.startswith("as-of"):
            self._animator.stop()
            self._hide_card()
            self._dragging_as_of = True
        elif zone.kind.startswith("overview"):
            self._animator.stop()
            pressed_instant = self._overview_instant(point.x())
            # Beside the handle the window first jumps under the pointer, on it it is taken where it is.
            self._overview_grab_offset = (
                self._axis_window.x_of(pressed_instant, 1.0) - 0.5 if zone.kind == "overview-window" else 0.0
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the pointer's events: what lies below would take an ignored release for a click on itself."""
        super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the pointer's events."""
        super().mouseReleaseEvent(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep the pointer's events."""
        super().mouseDoubleClickEvent(event)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is over the plot; the wheel never leaves the timeline."""
        super().wheelEvent(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        if self._hovered_id:
            self._set_hovered("")
        self._hide_card()
        super().leaveEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        """Stand still where nobody looks."""
        self._animator.stop()
        self._hide_card()
        if self.event_editor is not None:
            self.event_editor.cancel_drag()
        super().hideEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers on a screen or a touchpad."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                # The first finger is a mouse as well: while there are two, it does not pan.
                self._view_box.is_pinched = pinch.state() in (
                    Qt.GestureState.GestureStarted,
                    Qt.GestureState.GestureUpdated,
                )
                if self._view_box.is_pinched and pinch.scaleFactor() > 0:
                    x = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()).x()
                    self._pinch(x, 1 / pinch.scaleFactor())
                return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._pinch(event.position().x(), 1 / max(0.2, 1 + event.value()))
            return True
        return bool(super().viewportEvent(event))

    def _pinch(self, x: float, factor: float) -> None:
        self._animator.stop()
        self._set_camera(zoom_at(self._axis_window, self._fraction_at(x), factor))

    # -- what takes hold of events asks --------------------------------------------------------------------------------

    @property
    def selected_id(self) -> str:
        """Return the event that is chosen, "" for none: that of the slide."""
        return self._selected_id

    @property
    def metrics(self) -> TimelineMetrics:
        """Return how large type and marks are."""
        return metrics_for(self._size)

    def x_of(self, instant: int) -> float:
        """Return where a second of real time is drawn; it may be far outside."""
        plot = self._plot_zone()
        return plot.x + self._axis_window.x_of(self._axis_breaks.to_axis(instant), plot.width) if plot else 0.0

    def instant_at(self, x: float) -> int:
        """Return the second of real time that is drawn at a place."""
        plot = self._plot_zone()
        return (
            self._axis_breaks.to_time(self._axis_window.instant_at((x - plot.x) / max(1.0, plot.width))[0])
            if plot
            else 0
        )

    @property
    def seconds_per_pixel(self) -> float:
        """Return how many seconds a pixel is: no hand can point finer."""
        plot = self._plot_zone()
        return self._axis_window.span / max(1.0, plot.width) if plot else 0.0

    def track_rects(self) -> list[tuple[str, QRectF]]:
        """Return where the tracks lie, by their ids, from above; what is of no track lies on "" if anything is."""
        self.frame()
        assert self._layers is not None
        return [(track_id, QRectF(*rect)) for track_id, rect in self._layers.bands.items()]

    def pan_by(self, fraction: float) -> None:
        """Move the camera by a share of its window."""
        self._animator.stop()
        self._set_camera(pan(self._axis_window, fraction))

    # -- the date of knowledge -----------------------------------------------------------------------------------------

    def _drag_as_of_to(self, x: float) -> None:
        plot = self._plot_zone()
        if plot is None:
            return
        if x > plot.x + plot.width + _ALL_KNOWN_MARGIN:
            # Behind the edge lies all the rest: nothing more is to come.
            as_of = fully_known_date(self._story) or self.as_of
        else:
            instant = self._axis_breaks.to_time(self._axis_window.instant_at(self._fraction_at(x))[0])
            as_of = snap_date(instant, self._axis_window.span / max(1.0, plot.width))
        self._change_as_of(as_of)

    def _change_as_of(self, as_of: EdtfDate | None) -> None:
        if as_of != self._as_of_override:
            self.override_as_of(as_of)
            self.as_of_changed.emit(as_of)

    def _on_as_of_clicked(self, *, double: bool) -> None:
        """Take up the story's own date of knowledge where none is shown; twice gives it back to the slide."""
        if double:
            self.reset_as_of()
        elif self.as_of is None and self._story.as_of is not None:
            self._change_as_of(self._story.as_of)

    def reset_as_of(self) -> None:
        """Show what the slide says was known, no longer what a hand chose."""
        self._change_as_of(None)

    # -- cards ---------------------------------------------------------------------------------------------------------

    def show_card(self, event_id: str) -> None:
        """Show an event's card beside its mark, once the camera stands still."""
        event = self.find_event(event_id)
        if event is None or not self.isVisible():
            return
        if self._animator.is_running:
            self._animator.finished.connect(lambda: self.show_card(event_id), Qt.ConnectionType.SingleShotConnection)
            return
        zone = next(
            (candidate for candidate in self.frame().zones if candidate.kind == "event" and candidate.id == event_id),
            None,
        )
        if zone is None:
            return
        theme = themes.theme(self._story.theme)
        accent = theme.color(self._story.color_of(event))
        html = EventCardText(self._story, event, self._language, self.as_of).html(theme, accent)
        html += hint_html(self.event_editor.edit_hint(event_id), theme) if self.event_editor is not None else ""
        corner = self.viewport().mapTo(QWidget.window(self), QPointF(zone.x, zone.y).toPoint())
        self._card_popup.show(html, QRect(corner.x(), corner.y(), round(zone.width), round(zone.height)), theme)

    def _hide_card(self) -> None:
        self._card_timer.stop()
        self._card_popup.hide()

    def card_text(self, event_id: str) -> str:
        """Return what is known of an event as plain text, a line each; "" for an unknown one."""
        event = self.find_event(event_id)
        return EventCardText(self._story, event, self._language, self.as_of).text() if event is not None else ""
