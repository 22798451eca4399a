"""The pointer on a timeline view: hover, click, drag, pinch."""

from __future__ import annotations

from typing import Any, Final, Literal, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QMenu, QPinchGesture, QWidget
from shiboken6 import isValid

from desktop.render.frame import HitZone
from desktop.render.timeline.eras import era_window
from desktop.render.timeline.marks.event_mark import centre_on_axis
from desktop.render.timeline.timeline_spec import ClusterZone
from desktop.story.model import Event
from desktop.timeline.axis_windows import event_axis_window
from desktop.timeline.camera import TimeWindow, centred_on, pan, window_between, zoom_at
from desktop.ui.timeline.as_of_handle import KnowledgeHandle
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.cards.event_cards import EventCards
from desktop.ui.timeline.event_list import event_menu
from desktop.ui.timeline.ruler import Ruler
from desktop.ui.timeline.view_box import TimeViewBox
from desktop.ui.widgets.plain_text import plain_tooltip
from desktop.ui.widgets.zone_text import zone_text

_VISIBLE_SHARES: Final = (0.04, 0.9)  # an event whose middle is drawn between them needs no movement of the camera
_LEAST_ZOOM: Final = 0.8
"""The share of the window that a flight to counted events leaves at most, for it to show more of them."""
_CURSOR_SHAPES: Final = {
    "event": Qt.CursorShape.PointingHandCursor,
    "cluster": Qt.CursorShape.PointingHandCursor,
    "era": Qt.CursorShape.PointingHandCursor,
    "group": Qt.CursorShape.PointingHandCursor,
    "hidden-track": Qt.CursorShape.PointingHandCursor,
    "overview-window": Qt.CursorShape.SizeHorCursor,
    "as-of": Qt.CursorShape.SizeHorCursor,
    "as-of-line": Qt.CursorShape.SizeHorCursor,
}


class EventEditor(Protocol):
    """Moves the selected event; exists only where stories are edited."""

    @property
    def is_dragging(self) -> bool:
        """Return whether an event is being dragged."""

    def cursor_shape_at(self, point: QPointF) -> Qt.CursorShape | None:
        """Return the cursor over what can be dragged, None where nothing can."""

    def on_drag(self, event: Any) -> None:
        """Drag what lies where the drag began."""

    def edit_hint(self, event_id: str) -> str:
        """Return what can be done with an event, "" for nothing."""

    def cancel_drag(self) -> bool:
        """Cancel the drag; return whether there was one."""

    def execute(self, command: str) -> bool:
        """Execute a keyboard command on the selected event, if there is one."""

    def can_execute(self, command: str) -> bool:
        """Return whether a command of the keyboard has something to do."""


class EventAuthor(Protocol):
    """Makes events and changes them; exists only where stories are edited."""

    def create_at(self, point: QPointF) -> bool:
        """Begin an event at a place; return whether it can."""

    def can_draw_span(self, point: QPointF) -> bool:
        """Return whether a span can be drawn from a place."""

    def draw_span(self, event: Any) -> None:
        """Draw a span while the pointer is dragged."""

    def cancel_span(self) -> bool:
        """Stop drawing a span; return whether there was one."""

    def show_menu(self, event_id: str, point: QPointF, screen_point: QPoint) -> None:
        """Show the menu of an event, or of an empty place."""

    def execute(self, command: str, event_id: str) -> bool:
        """Execute a command of the keyboard on an event."""

    def can_execute(self, command: str, event_id: str) -> bool:
        """Return whether a command of the keyboard has something to do."""


class TrackAuthor(Protocol):
    """Orders, hides and folds tracks; exists only where stories are edited."""

    @property
    def is_dragging(self) -> bool:
        """Return whether a track is being dragged."""

    def can_drag(self, zone: HitZone | None) -> bool:
        """Return whether a name can be dragged to another place."""

    def drag(self, event: Any) -> None:
        """Drag a track."""

    def cancel_drag(self) -> bool:
        """Put a dragged track back; return whether there was one."""

    def show_menu(self, zone: HitZone, screen_point: QPoint) -> None:
        """Show the menu of a track, a group or an era."""

    def execute(self, command: str, event_id: str) -> bool:
        """Execute a command of the keyboard on the track of an event."""

    def can_execute(self, command: str, event_id: str) -> bool:
        """Return whether a command of the keyboard has something to do."""


class TimelinePointer(QObject):
    """Answers moves, clicks, drags and pinches on the drawing."""

    event_chosen = Signal(str)

    def __init__(
        self,
        viewport: QWidget,
        canvas: TimelineCanvas,
        camera: TimelineCamera,
        view_box: TimeViewBox,
        cards: EventCards,
        knowledge: KnowledgeHandle,
        ruler: Ruler,
    ) -> None:
        super().__init__(canvas.state)
        self._viewport = viewport
        self._canvas = canvas
        self._state = canvas.state
        self._camera = camera
        self._view_box = view_box
        self._cards = cards
        self._knowledge = knowledge
        self._ruler = ruler
        self._drag: Literal["", "event", "span", "track", "as-of", "overview"] = ""
        self._overview_grab_offset = 0.0  # how far from the middle of the window it is held, as a share of the window
        self._list: QMenu | None = None  # of events of one place
        self.event_editor: EventEditor | None = None
        self.event_author: EventAuthor | None = None
        self.track_author: TrackAuthor | None = None
        viewport.grabGesture(Qt.GestureType.PinchGesture)
        view_box.drag_is_taken = self._drag_is_taken
        canvas.set_mouse_target(self)

    # -- hovering ------------------------------------------------------------------------------------------------------

    def on_move(self, point: QPointF) -> None:
        """Highlight the event under the pointer and set the cursor."""
        editor = self.event_editor
        if editor is not None and editor.is_dragging:
            return
        zone = self._canvas.zone_at(point)
        kind = zone.kind if zone is not None else ""
        edit_cursor_shape = editor.cursor_shape_at(point) if editor is not None else None
        self._viewport.setCursor(edit_cursor_shape or _CURSOR_SHAPES.get(kind, Qt.CursorShape.ArrowCursor))
        tool_tip = self._knowledge.tool_tip if kind == "as-of" else ""
        if zone is not None and kind == "era":  # its name may be shortened
            tool_tip = zone_text(zone, self._state.story, self._state.language)
        if self._viewport.toolTip() != plain_tooltip(tool_tip):
            self._viewport.setToolTip(plain_tooltip(tool_tip))
        event_id = zone.id if zone is not None and kind == "event" else ""
        self._state.set_crosshair(self._crosshair_at(point, zone, event_id))
        if event_id != self._state.hovered_id:
            self.set_hovered(event_id)

    def _crosshair_at(self, point: QPointF, zone: HitZone | None, event_id: str) -> float | None:
        """Return the second of the axis whose numbers are said.

        It is that of an event under the pointer, else that of the pointer.
        """
        event = self._state.find_event(event_id) if event_id else None
        if event is not None and event.when.midpoint is not None:
            return centre_on_axis(event, self._state.time_axis)
        if not self._canvas.plot_rect.contains(point) or (zone is not None and zone.kind.startswith("as-of")):
            return None
        return self._camera.axis_window.second_at(self._canvas.share_of_plot(point.x()))

    def on_leave(self) -> None:
        """Forget what was under the pointer."""
        self._state.set_crosshair(None)
        if self._state.hovered_id:
            self.set_hovered("")
        self._cards.hide()

    def set_hovered(self, event_id: str) -> None:
        """Highlight an event and show its card; "" for none."""
        self._cards.hide()
        if event_id:
            self._cards.show_soon(event_id)
        self._state.set_hovered(event_id)

    def hover_event(self, event_id: str) -> None:
        """Bring an event into view and highlight it."""
        event = self._state.find_event(event_id)
        if event is None:
            return
        centre, target = centre_on_axis(event, self._state.time_axis), self._camera.target
        if centre is not None and not _VISIBLE_SHARES[0] < target.x_of(centre, 1.0) < _VISIBLE_SHARES[1]:
            self._camera.fly_on_axis(centred_on(target, centre))
        self._state.open_track(event.track)
        self._canvas.scroll_to_track(event.track)
        self.set_hovered(event_id)

    # -- clicks --------------------------------------------------------------------------------------------------------

    def on_click(
        self, point: QPointF, *, double: bool, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Select an event, open what is counted, or jump on the overview.

        A double click flies nearer; in an empty place it begins an event, where stories are edited.
        """
        zone = self._canvas.zone_at(point)
        if double and self._is_empty(zone) and self.event_author is not None and self.event_author.create_at(point):
            return
        if zone is None:
            return
        axis_window = self._camera.axis_window
        if zone.kind == "event":
            self._on_event_clicked(zone.id, double=double, modifiers=modifiers)
        elif zone.kind == "group" or (isinstance(zone, ClusterZone) and zone.id):
            self._state.set_folded(zone.id, zone.id not in self._state.folded_groups)
        elif isinstance(zone, ClusterZone):
            self._open_cluster(zone, point)
        elif zone.kind == "hidden-track":
            self._canvas.scroll_to_track(zone.id)
        elif zone.kind == "era":
            self._camera.fly_on_axis(
                era_window(self._state.story.era_by_id[zone.id], axis_window, self._state.time_axis)
            )
        elif zone.kind.startswith("overview"):
            self._camera.fly_on_axis(
                centred_on(axis_window, self._canvas.overview_instant(point.x()), axis_window.span)
            )
        elif zone.kind.startswith("as-of"):
            self._knowledge.on_click(double=double)
        elif double and zone.kind == "timeline":
            self._camera.fly_on_axis(zoom_at(axis_window, self._canvas.share_of_plot(point.x()), 0.4))

    def _open_cluster(self, zone: ClusterZone, point: QPointF) -> None:
        """Fly to counted events, or list those that stand at one place."""
        nearer = window_between(zone.start, max(zone.end, zone.start + self._state.min_span), 0.2)
        is_parted = zone.end > zone.start and nearer.span < _LEAST_ZOOM * self._camera.axis_window.span
        if is_parted or not zone.event_ids:
            self._camera.fly_on_axis(nearer)
        else:
            self._cards.hide()
            self._list = event_menu(self._viewport, self._state, zone.event_ids, self.event_chosen.emit)
            self._list.popup(self._viewport.mapToGlobal(point.toPoint()))

    def close_list(self) -> None:
        """Close the list of events.

        They may be gone, or be seen no more.
        """
        if self._list is not None and isValid(self._list):
            self._list.close()
        self._list = None

    def on_context(self, point: QPointF, screen_point: QPoint) -> None:
        """Show the menu of what lies under the pointer."""
        zone = self._canvas.zone_at(point)
        if zone is not None and zone.kind in ("track", "group", "era") and self.track_author is not None:
            self.track_author.show_menu(zone, screen_point)
        elif self.event_author is not None and (self._is_empty(zone) or (zone is not None and zone.kind == "event")):
            event_id = zone.id if zone is not None and zone.kind == "event" else ""
            self._cards.hide()
            self.event_author.show_menu(event_id, point, screen_point)

    @staticmethod
    def _is_empty(zone: HitZone | None) -> bool:
        return zone is None or zone.kind == "timeline"

    def _on_event_clicked(self, event_id: str, *, double: bool, modifiers: Qt.KeyboardModifier) -> None:
        event = self._state.find_event(event_id)
        if double and event is not None:
            self._camera.fly_to(self.window_near(event))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._ruler.measure_to(event_id)
        elif not double:
            self.event_chosen.emit(event_id)

    def window_near(self, event: Event) -> TimeWindow:
        """Return the window of time around an event.

        It holds the event's neighbours in the story; for an event of an aggregate, it is a seventh of the view.
        """
        if event.id in self._state.story.event_by_id or event.when.midpoint is None:
            axis = self._state.time_axis
            return axis.window_to_time(event_axis_window(self._state.story, event, axis))
        time_window = self._camera.time_window
        return centred_on(time_window, event.when.midpoint, time_window.span / 7)

    # -- drags ---------------------------------------------------------------------------------------------------------

    def on_drag(self, event: Any) -> bool:
        """Drag a handle or the selected event; return whether any was.

        The handles are those of the overview's window and of the date of knowledge.
        """
        if event.isStart():
            self._begin_drag(event.buttonDownScenePos(), event.modifiers())
        drag = self._drag
        if not drag:
            return False
        if event.isFinish():
            self._drag = ""
        x = event.scenePos().x()
        if drag == "event":
            assert self.event_editor is not None
            self.event_editor.on_drag(event)
        elif drag == "span":
            assert self.event_author is not None
            self.event_author.draw_span(event)
        elif drag == "track":
            assert self.track_author is not None
            self.track_author.drag(event)
        elif drag == "as-of":
            self._knowledge.drag_to(x)
        else:
            centred = centred_on(self._camera.axis_window, self._canvas.overview_instant(x))
            self._camera.jump_on_axis(pan(centred, -self._overview_grab_offset))
        return True

    def _begin_drag(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        zone = self._canvas.zone_at(point)
        self._drag = ""
        if self._draws_span(zone, point, modifiers):
            self._drag = "span"
        elif self.track_author is not None and self.track_author.can_drag(zone):
            self._drag = "track"
        elif self._is_on_event_handle(zone, point):
            self._drag = "event"
        elif zone is not None and zone.kind.startswith("as-of"):
            self._drag = "as-of"
        elif zone is not None and zone.kind.startswith("overview"):
            self._drag = "overview"
            # Beside the handle the window first jumps under the pointer, on it it is held where it is.
            self._overview_grab_offset = (
                self._camera.axis_window.x_of(self._canvas.overview_instant(point.x()), 1.0) - 0.5
                if zone.kind == "overview-window"
                else 0.0
            )
        if self._drag:
            self._camera.stop()
        if self._drag in ("event", "span", "as-of"):
            self._cards.hide()

    def _drag_is_taken(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Return whether a drag moves a handle instead of the camera."""
        if self._drag in ("event", "span", "track", "as-of"):
            return True
        zone = self._canvas.zone_at(point)
        if self._draws_span(zone, point, modifiers):
            return True
        return (zone is not None and zone.kind.startswith("as-of")) or self._is_on_event_handle(zone, point)

    def _draws_span(self, zone: HitZone | None, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        author = self.event_author
        is_asked = modifiers == Qt.KeyboardModifier.ControlModifier and self._is_empty(zone)
        return is_asked and author is not None and author.can_draw_span(point)

    def _is_on_event_handle(self, zone: HitZone | None, point: QPointF) -> bool:
        is_free = zone is None or zone.kind in ("event", "timeline", "cluster")
        return self.event_editor is not None and is_free and self.event_editor.cursor_shape_at(point) is not None

    # -- pinches -------------------------------------------------------------------------------------------------------

    def handle_gesture(self, event: QEvent) -> bool:
        """Zoom with two fingers; return whether the event was a pinch."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                # The first finger is a mouse as well: while there are two, it does not pan.
                self._view_box.is_pinched = pinch.state() in (
                    Qt.GestureState.GestureStarted,
                    Qt.GestureState.GestureUpdated,
                )
                if self._view_box.is_pinched and pinch.scaleFactor() > 0:
                    x = self._viewport.mapFromGlobal(pinch.centerPoint().toPoint()).x()
                    self._camera.zoom_at(self._canvas.share_of_plot(x), 1 / pinch.scaleFactor())
                return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            share = self._canvas.share_of_plot(event.position().x())
            self._camera.zoom_at(share, 1 / max(0.2, 1 + event.value()))
            return True
        return False
