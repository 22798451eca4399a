"""The timeline under the pointer: the camera moved by wheel, drag and pinch, events hovered and chosen, handles dragged."""

from __future__ import annotations

from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from desktop.i18n import Words
from desktop.render import theme as themes
from desktop.render.frame import Box, Zone
from desktop.render.timeline.layout import cluster_of, moving_bands, overview_window
from desktop.render.timeline.metrics import Look, look_of
from desktop.story.dates.parse import When
from desktop.story.model import Event
from desktop.timeline.camera import Window, between, centred, event_window, pan, zoom_at
from desktop.timeline.knowledge import all_known, date_at
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.card import Cards, Known, hinted

_CARD_MS: Final = 260
_PAST: Final = 8.0  # pulled so many pixels past the right edge, the date of knowledge is the day on which all is known
WORDS: Final = Words(
    {
        "pull": ("Drag: what was known when", "Glisser : ce que l’on savait alors"),
        "pulled": (
            "Drag: what was known when. Double click or Esc: back to the slide’s own date",
            "Glisser : ce que l’on savait alors. Double clic ou Échap : revenir à la date de la diapositive",
        ),
    }
)
_CURSORS: Final = {
    "event": Qt.CursorShape.PointingHandCursor,
    "cluster": Qt.CursorShape.PointingHandCursor,
    "overview-window": Qt.CursorShape.SizeHorCursor,
    "as-of": Qt.CursorShape.SizeHorCursor,
    "as-of-line": Qt.CursorShape.SizeHorCursor,
}


class Hand(Protocol):
    """What can take hold of the chosen event and move it: there is one only where the story can be edited."""

    @property
    def active(self) -> bool:
        """Return whether an event is being dragged."""

    def cursor_at(self, point: QPointF) -> Qt.CursorShape | None:
        """Return the cursor over what can be taken hold of, None where nothing can."""

    def dragged(self, event: Any) -> None:
        """Take along what a drag began on."""

    def hint(self, name: str) -> str:
        """Say what can be done with an event, "" for nothing."""

    def cancel(self) -> bool:
        """Put back what is being dragged and return whether anything is."""

    def press(self, command: str) -> bool:
        """Do what a key says with the chosen event and return whether there is one to do it with."""

    def would(self, command: str) -> bool:
        """Return whether a key has something to do."""


class TimelinePointer(TimelineCanvas):
    """Wheel zooms at the pointer, drag pans and glides on, a double click flies to the event; handles are dragged."""

    event_chosen = Signal(str)
    as_of_changed = Signal(object)  # the date of knowledge pulled by hand, None where it was given back to the slide

    def __init__(self, parent: QWidget | None = None, *, size: float = 0.52, reduced_motion: bool = False) -> None:
        super().__init__(parent, size=size, reduced_motion=reduced_motion)
        self._grip: float | None = None
        self._pulling = self._moving = False
        self.hand: Hand | None = None
        self._cards = Cards(self)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._box.yields = self._is_handle
        self._box.thrown.connect(self._throw)
        self._box.framed.connect(self._fit)
        self.scene().sigMouseMoved.connect(self._hover_at)
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(_CARD_MS)
        self._card_timer.timeout.connect(lambda: self.show_card(self._hover))

    # -- moving by hand ------------------------------------------------------------------------------------------------

    def _throw(self, speed: float) -> None:
        if not self._reduced:
            self._motion.throw(self._view, speed)

    def _fit(self, low: float, high: float) -> None:
        self._fly(zoom_at(self._view, low / max(1e-9, 1 - (high - low)), high - low))

    def _settle(self) -> None:
        self._hide_card()

    # -- the pointer ---------------------------------------------------------------------------------------------------

    def _zone(self, point: QPointF) -> Zone | None:
        return self.frame().zone_at(point.x(), point.y())

    def _hover_at(self, point: QPointF) -> None:
        if self.hand is not None and self.hand.active:
            return
        zone = self._zone(point)
        kind = zone.kind if zone is not None else ""
        name = zone.id if zone is not None and kind == "event" else ""
        taken = self.hand.cursor_at(point) if self.hand is not None else None
        self.viewport().setCursor(taken or _CURSORS.get(kind, Qt.CursorShape.ArrowCursor))
        hint = "" if kind != "as-of" else WORDS("pulled" if self._pulled is not None else "pull", self._language)
        if self.viewport().toolTip() != hint:
            self.viewport().setToolTip(hint)
        if name != self._hover:
            self._point_at(name)

    def _point_at(self, name: str) -> None:
        """Light an event as under the pointer, "" for none; its card follows."""
        self._hover = name
        self._hide_card()
        if name:
            self._card_timer.start()
        self._redraw()

    def clicked(
        self, point: QPointF, *, double: bool, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Answer a click: choose an event, open a cluster, jump on the overview; twice flies nearer; shift measures."""
        zone = self._zone(point)
        kind = zone.kind if zone is not None else ""
        if zone is not None and kind == "event":
            event = self.event_of(zone.id)
            if double and event is not None:
                self.fly_to(self.near(event))
            elif modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.measure_to(zone.id)
            elif not double:
                self.event_chosen.emit(zone.id)
        elif zone is not None and kind == "cluster":
            first, last, _ = cluster_of(zone)
            self._fly(between(first, last, 0.2))
        elif kind.startswith("overview"):
            self._fly(centred(self._view, self._overview_instant(point.x()), self._view.span))
        elif kind.startswith("as-of"):
            self._as_of_clicked(double=double)
        elif double and kind == "timeline":
            self._fly(zoom_at(self._view, self._share(point.x()), 0.4))

    def near(self, event: Event) -> Window:
        """Return the window on an event: with its neighbours in the story, or, of a crowd, a seventh of what is in view."""
        if event.id in self._story.event_by_id or event.when.centre is None:
            return event_window(self._story, event)
        return centred(self.window, event.when.centre, self.window.span / 7)

    def _share(self, x: float) -> float:
        plot = self._plot()
        return min(max((x - plot.x) / max(1.0, plot.width), 0.0), 1.0) if plot else 0.5

    def _overview(self) -> tuple[Window, Zone] | None:
        zone = next((zone for zone in self.frame().zones if zone.kind == "overview"), None)
        return (overview_window(self._story, self._fold, self._crowds), zone) if zone else None

    def _overview_instant(self, x: float) -> int:
        found = self._overview()
        if found is None:
            return self._view.start
        whole, zone = found
        return whole.at((x - zone.x) / zone.width)[0]

    def dragged(self, event: Any) -> bool:
        """Move the window or the date of knowledge by its handle, or the chosen event; return whether any was taken."""
        if event.isStart():
            self._take(event.buttonDownScenePos())
        if self._moving:
            assert self.hand is not None
            self._moving = not event.isFinish()
            self.hand.dragged(event)
            return True
        if self._pulling:
            self._pull_to(event.scenePos().x())
            self._pulling = not event.isFinish()
            return True
        if self._grip is None:
            return False
        self._motion.stop()
        self._look(pan(centred(self._view, self._overview_instant(event.scenePos().x())), -self._grip))
        if event.isFinish():
            self._grip = None
        return True

    def _is_handle(self, point: QPointF) -> bool:
        """Return whether a drag that began at a place moves the date of knowledge or an event, and not the camera."""
        if self._pulling or self._moving:
            return True
        zone = self._zone(point)
        return (zone is not None and zone.kind.startswith("as-of")) or self._is_taken(point)

    def _is_taken(self, point: QPointF) -> bool:
        zone = self._zone(point)
        free = zone is None or zone.kind in ("event", "timeline", "cluster")
        return self.hand is not None and free and self.hand.cursor_at(point) is not None

    def _take(self, point: QPointF) -> None:
        zone = self._zone(point)
        self._grip, self._pulling, self._moving = None, False, self._is_taken(point)
        if self._moving:
            self._motion.stop()
            self._hide_card()
        if zone is None or self._moving:
            return
        if zone.kind.startswith("as-of"):
            self._motion.stop()
            self._hide_card()
            self._pulling = True
        elif zone.kind.startswith("overview"):
            self._motion.stop()
            middle = self._overview_instant(point.x())
            # Beside the handle the window first jumps under the pointer, on it it is taken where it is.
            self._grip = self._view.x(middle, 1.0) - 0.5 if zone.kind == "overview-window" else 0.0

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
        if self._hover:
            self._point_at("")
        self._hide_card()
        super().leaveEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        """Stand still where nobody looks."""
        self._motion.stop()
        self._hide_card()
        if self.hand is not None:
            self.hand.cancel()
        super().hideEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers on a screen or a touchpad."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                # The first finger is a mouse as well: while there are two, it does not pan.
                self._box.pinched = pinch.state() in (Qt.GestureState.GestureStarted, Qt.GestureState.GestureUpdated)
                if self._box.pinched and pinch.scaleFactor() > 0:
                    x = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()).x()
                    self._pinch(x, 1 / pinch.scaleFactor())
                return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._pinch(event.position().x(), 1 / max(0.2, 1 + event.value()))
            return True
        return bool(super().viewportEvent(event))

    def _pinch(self, x: float, factor: float) -> None:
        self._motion.stop()
        self._look(zoom_at(self._view, self._share(x), factor))

    # -- what takes hold of events asks --------------------------------------------------------------------------------

    @property
    def selected(self) -> str:
        """Return the event that is chosen, "" for none: that of the slide."""
        return self._current

    @property
    def look(self) -> Look:
        """Return how large type and marks are."""
        return look_of(self._size)

    def x_of(self, instant: int) -> float:
        """Return where a second of real time is drawn; it may be far outside."""
        plot = self._plot()
        return plot.x + self._view.x(self._fold.place(instant), plot.width) if plot else 0.0

    def instant_at(self, x: float) -> int:
        """Return the second of real time that is drawn at a place."""
        plot = self._plot()
        return self._fold.instant(self._view.at((x - plot.x) / max(1.0, plot.width))[0]) if plot else 0

    @property
    def grain(self) -> float:
        """Return how many seconds a pixel is: no hand can point finer."""
        plot = self._plot()
        return self._view.span / max(1.0, plot.width) if plot else 0.0

    def lanes(self) -> list[tuple[str, QRectF]]:
        """Return where the tracks lie, by their ids, from above; what is of no track lies on "" if anything is."""
        self.frame()
        assert self._layers is not None
        band = themes.theme(self._story.theme).band
        boxes = [one for one in self._layers.still if isinstance(one, Box) and one.fill == band]
        shown = moving_bands(self._story, (), self.as_of, self._language, self._fold, self._crowds)[1]
        rects = [QRectF(one.x, one.y, one.width, one.height) for one in boxes]
        return [(one.track.id, rect) for one, rect in zip(shown, rects, strict=False)]

    def slide_by(self, share: float) -> None:
        """Move the camera by a share of its window."""
        self._motion.stop()
        self._look(pan(self._view, share))

    # -- the date of knowledge -----------------------------------------------------------------------------------------

    def _pull_to(self, x: float) -> None:
        plot = self._plot()
        if plot is None:
            return
        if x > plot.x + plot.width + _PAST:
            # Behind the edge lies all the rest: nothing more is to come.
            when = all_known(self._story) or self.as_of
        else:
            instant = self._fold.instant(self._view.at(self._share(x))[0])
            when = date_at(instant, self._view.span / max(1.0, plot.width))
        self._choose_as_of(when)

    def _choose_as_of(self, when: When | None) -> None:
        if when != self._pulled:
            self.pull_as_of(when)
            self.as_of_changed.emit(when)

    def _as_of_clicked(self, *, double: bool) -> None:
        """Take up the story's own date of knowledge where none is shown; twice gives it back to the slide."""
        if double:
            self.give_back_as_of()
        elif self.as_of is None and self._story.as_of is not None:
            self._choose_as_of(self._story.as_of)

    def give_back_as_of(self) -> None:
        """Show what the slide says was known, no longer what a hand chose."""
        self._choose_as_of(None)

    # -- cards ---------------------------------------------------------------------------------------------------------

    def show_card(self, name: str) -> None:
        """Show an event's card beside its mark, once the camera stands still."""
        event = self.event_of(name)
        if event is None or not self.isVisible():
            return
        if self._motion.running:
            self._motion.ended.connect(lambda: self.show_card(name), Qt.ConnectionType.SingleShotConnection)
            return
        zone = next((one for one in self.frame().zones if one.kind == "event" and one.id == name), None)
        if zone is None:
            return
        theme = themes.theme(self._story.theme)
        accent = theme.color(self._story.color_of(event))
        html = Known(self._story, event, self._language, self.as_of).html(theme, accent)
        html += hinted(self.hand.hint(name), theme) if self.hand is not None else ""
        corner = self.viewport().mapTo(QWidget.window(self), QPointF(zone.x, zone.y).toPoint())
        self._cards.show(html, QRect(corner.x(), corner.y(), round(zone.width), round(zone.height)), theme)

    def _hide_card(self) -> None:
        self._card_timer.stop()
        self._cards.hide()

    def card(self, name: str) -> str:
        """Return what is known of an event as plain text, a line each; "" for an unknown one."""
        event = self.event_of(name)
        return Known(self._story, event, self._language, self.as_of).text() if event is not None else ""
