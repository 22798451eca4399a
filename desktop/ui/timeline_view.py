"""The zoomable timeline on the screen: the same drawing as on slides, under the pointer and the keys.

pyqtgraph supplies the scene, the range and the hand on it (`TimeBox`); one item paints our Frame over all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QGraphicsItem, QPinchGesture, QStyleOptionGraphicsItem, QWidget

from desktop import trace
from desktop.render import theme as themes
from desktop.render.frame import Frame, Item, Zone
from desktop.render.paint import paint
from desktop.render.theme import MARGIN
from desktop.render.timeline import Layers, cluster_of, layers, overview_window
from desktop.render.timeline_crowd import Crowd
from desktop.story.edtf import When
from desktop.story.model import NO_STORY, Story
from desktop.timeline.camera import Window, between, centred, event_window, pan, story_window, zoom_at
from desktop.ui.timeline_box import TimeBox
from desktop.ui.timeline_card import Card, Known
from desktop.ui.timeline_motion import Motion

_CARD_MS: Final = 260
_PAN: Final = 0.25
_ZOOM: Final = 0.6


class _Drawing(pg.GraphicsObject):  # type: ignore[misc]
    """The one item: it paints a frame at device pixels, whatever the view's transform."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__()
        self._view = view
        self.setZValue(-200)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption, False)

    def boundingRect(self) -> QRectF:
        return QRectF(self._view.viewport().rect())

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.resetTransform()
        self._view.paint_frame(painter)

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._view.clicked(event.scenePos(), double=event.double())
            event.accept()

    def mouseDragEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._view.dragged(event):
            event.accept()
        else:
            event.ignore()


class TimelineView(pg.GraphicsView):  # type: ignore[misc]
    """Wheel zooms at the pointer, drag pans and glides on, a double click flies to the event, 0 shows everything.

    `size` is the scale of type and marks: about one half in a pane, the screen's width by 1920 over a slide.
    """

    event_chosen = Signal(str)
    window_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, size: float = 0.52, reduced_motion: bool = False) -> None:
        self._ready = False
        super().__init__(parent, background=None)
        self._story: Story = NO_STORY
        self._language = "en"
        self._home: Window | None = None
        self._size = size
        self._reduced = reduced_motion
        self._current = self._hover = ""
        self._as_of: When | None = None
        self._frame: Frame | None = None
        self._layers: Layers | None = None
        self._crowds: dict[str, Crowd] = {}
        self._painted: tuple[tuple[Item, ...], QPixmap] | None = None
        self._grip: float | None = None
        self._card: Card | None = None
        theme = themes.theme(self._story.theme)
        self.setBackground(QColor(theme.ground))
        self.setMinimumHeight(120)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Timeline")
        self._box = TimeBox(theme.gold)
        self._box.show_window(story_window(NO_STORY))
        self._item = _Drawing(self)
        self.addItem(self._item)
        self.addItem(self._box)
        self._motion = Motion(self)
        self._motion.stepped.connect(self._look)
        self._box.touched.connect(self._motion.stop)
        self._box.moved.connect(self._moved)
        self._box.thrown.connect(self._throw)
        self._box.framed.connect(self._fit)
        self.scene().sigMouseMoved.connect(self._hover_at)
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(_CARD_MS)
        self._card_timer.timeout.connect(lambda: self.show_card(self._hover))
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._redraw)
        self._ready = True

    # -- what it shows -------------------------------------------------------------------------------------------------

    @property
    def window(self) -> Window:
        """Return the window of time in view."""
        return self._box.shown

    def set_story(self, story: Story, language: str) -> None:
        """Show another story, or the same in another language; the window stays where it is unless all of it is new."""
        fresh = not self._story.events
        self._story, self._language = story, language
        self.setBackground(QColor(themes.theme(story.theme).ground))
        if self._hover not in story.event_by_id:
            self._hover = ""
        if fresh:
            self._look(story_window(story))
        self._hide_card()
        self._redraw()

    def set_crowds(self, crowds: Mapping[str, Crowd]) -> None:
        """Show the events of tracks (by id) that were read from their files."""
        self._crowds = dict(crowds)
        self._redraw()

    def set_current(self, event: str) -> None:
        """Light up the event of the slide, "" for none."""
        if event != self._current:
            self._current = event
            self._redraw()

    def set_as_of(self, when: When | None) -> None:
        """Show what was known at a date; None shows what the text says."""
        if when != self._as_of:
            self._as_of = when
            self._redraw()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cut instead of flying."""
        self._reduced = reduced

    def set_home(self, window: Window) -> None:
        """Set where Backspace glides back to: the slide's own window."""
        self._home = window

    def go_home(self) -> None:
        """Glide back to the slide's own window."""
        if self._home is not None:
            self.fly_to(self._home)

    def show_all(self) -> None:
        """Fly to the whole story."""
        self.fly_to(story_window(self._story))

    def fly_to(self, window: Window, animate: bool = True) -> None:
        """Move the view to a window; a newer flight or any touch ends an older one at once."""
        self._hide_card()
        if not animate or self._reduced or not self.isVisible():
            self._motion.stop()
            self._look(window)
        else:
            self._motion.fly(self.window, window)

    def _goal(self) -> Window:
        """Return where the camera is going: keys pressed in a row add up instead of getting lost in the flight."""
        return self._motion.goal or self.window

    def _look(self, window: Window) -> None:
        if window != self._box.shown:
            self._box.show_window(window)
            self._moved(window)

    def _moved(self, window: Window) -> None:
        self._hide_card()
        self._redraw()
        self.window_changed.emit(window)

    def _throw(self, speed: float) -> None:
        if not self._reduced:
            self._motion.throw(self.window, speed)

    def _fit(self, low: float, high: float) -> None:
        shown = self.window
        self.fly_to(zoom_at(shown, low / max(1e-9, 1 - (high - low)), high - low))

    def _redraw(self) -> None:
        self._frame = None
        self.viewport().update()

    # -- drawing -------------------------------------------------------------------------------------------------------

    def frame(self) -> Frame:
        """Return the drawing of what is in view, at the view's own pixels."""
        if self._frame is None:
            width, height = float(self.viewport().width()), float(self.viewport().height())
            roomy = self._size > 0.7
            side = MARGIN * self._size if roomy else 16.0
            top = 0.6 * side if roomy else 8.0
            rect = (side, top, max(80.0, width - 2 * side), max(40.0, height - 2 * top))
            made = layers(
                self._story,
                self.window,
                rect,
                themes.theme(self._story.theme),
                self._language,
                as_of=self._as_of,
                selected=self._current,
                hover=self._hover,
                overview=height >= 170,
                size=self._size,
                moving=True,
                crowds=self._crowds,
            )
            self._frame = Frame(width, height, None, made.still + made.moving, made.zones)
            self._layers = made
            if not made.complete:
                self._again.start()
            self._place_box()
        return self._frame

    def paint_frame(self, painter: QPainter) -> None:
        """Paint the drawing."""
        frame = self.frame()
        assert self._layers is not None
        rect = QRectF(self.viewport().rect())
        painter.drawPixmap(rect.topLeft(), self._backdrop(self._layers.still))
        paint(painter, Frame(frame.width, frame.height, None, self._layers.moving), rect)
        trace.mark("timeline_painted")

    def _backdrop(self, still: tuple[Item, ...]) -> QPixmap:
        """Return what stands still while the camera moves, painted once: bands, names, the overview."""
        ratio = self.devicePixelRatioF()
        if self._painted is None or self._painted[0] is not still or self._painted[1].devicePixelRatio() != ratio:
            size = self.viewport().size()
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(themes.theme(self._story.theme).ground))
            painter = QPainter(pixmap)
            paint(painter, Frame(size.width(), size.height(), None, still), QRectF(self.viewport().rect()))
            painter.end()
            self._painted = (still, pixmap)
        return self._painted[1]

    def _place_box(self) -> None:
        """Put pyqtgraph's box where the drawing has its plot, so that the pointer and the picture agree."""
        plot = self._plot()
        if plot is not None:
            rect = QRectF(plot.x, plot.y, plot.width, plot.height)
            if self._box.geometry() != rect:
                self._box.setGeometry(rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size."""
        super().resizeEvent(event)
        if self._ready:
            self._item.prepareGeometryChange()
            self._hide_card()
            self._redraw()
            self.frame()

    # -- the pointer ---------------------------------------------------------------------------------------------------

    def _zone(self, point: QPointF) -> Zone | None:
        return self.frame().zone_at(point.x(), point.y())

    def _plot(self) -> Zone | None:
        assert self._frame is not None
        return next((zone for zone in self._frame.zones if zone.kind == "timeline"), None)

    def _hover_at(self, point: QPointF) -> None:
        zone = self._zone(point)
        kind = zone.kind if zone is not None else ""
        name = zone.id if zone is not None and kind == "event" else ""
        shapes = {
            "event": Qt.CursorShape.PointingHandCursor,
            "cluster": Qt.CursorShape.PointingHandCursor,
            "overview-window": Qt.CursorShape.SizeHorCursor,
        }
        self.viewport().setCursor(shapes.get(kind, Qt.CursorShape.ArrowCursor))
        if name != self._hover:
            self._hover = name
            self._hide_card()
            if name:
                self._card_timer.start()
            self._redraw()

    def clicked(self, point: QPointF, *, double: bool) -> None:
        """Answer a click: choose an event, open a cluster, jump on the overview; twice flies nearer."""
        zone = self._zone(point)
        kind = zone.kind if zone is not None else ""
        if zone is not None and kind == "event":
            if double and zone.id in self._story.event_by_id:
                self.fly_to(event_window(self._story, self._story.event_by_id[zone.id]))
            elif not double:
                self.event_chosen.emit(zone.id)
        elif zone is not None and kind == "cluster":
            first, last, _ = cluster_of(zone)
            self.fly_to(between(first, last, 0.2))
        elif kind.startswith("overview"):
            self.fly_to(centred(self.window, self._overview_instant(point.x()), self.window.span))
        elif double and kind == "timeline":
            self.fly_to(zoom_at(self.window, self._share(point.x()), 0.4))

    def _share(self, x: float) -> float:
        plot = self._plot()
        return min(max((x - plot.x) / max(1.0, plot.width), 0.0), 1.0) if plot else 0.5

    def _overview(self) -> tuple[Window, Zone] | None:
        zone = next((zone for zone in self.frame().zones if zone.kind == "overview"), None)
        return (overview_window(self._story, crowds=self._crowds), zone) if zone else None

    def _overview_instant(self, x: float) -> int:
        found = self._overview()
        if found is None:
            return self.window.start
        whole, zone = found
        return whole.at((x - zone.x) / zone.width)[0]

    def dragged(self, event: Any) -> bool:
        """Move the window by its handle on the overview; return whether that is what was taken."""
        if event.isStart():
            zone = self._zone(event.buttonDownScenePos())
            self._grip = None
            if zone is not None and zone.kind.startswith("overview"):
                self._motion.stop()
                middle = self._overview_instant(event.buttonDownScenePos().x())
                # Beside the handle the window first jumps under the pointer, on it it is taken where it is.
                self._grip = self.window.x(middle, 1.0) - 0.5 if zone.kind == "overview-window" else 0.0
        if self._grip is None:
            return False
        goal = self._overview_instant(event.scenePos().x())
        self._look(pan(centred(self.window, goal), -self._grip))
        if event.isFinish():
            self._grip = None
        return True

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
            self._hover = ""
            self._redraw()
        self._hide_card()
        super().leaveEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        """Stand still where nobody looks."""
        self._motion.stop()
        self._hide_card()
        super().hideEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers on a screen or a touchpad."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture) and pinch.scaleFactor() > 0:
                x = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()).x()
                self._pinch(x, 1 / pinch.scaleFactor())
                return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._pinch(event.position().x(), 1 / max(0.2, 1 + event.value()))
            return True
        return bool(super().viewportEvent(event))

    def _pinch(self, x: float, factor: float) -> None:
        self._motion.stop()
        self._look(zoom_at(self.window, self._share(x), factor))

    # -- the keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan with the arrows, zoom with + and −, follow causes up and down, go back with Backspace."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fly_to(pan(self._goal(), _PAN if key == Qt.Key.Key_Right else -_PAN))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.fly_to(zoom_at(self._goal(), 0.5, 1 / _ZOOM if key == Qt.Key.Key_Minus else _ZOOM))
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        elif key == Qt.Key.Key_Backspace and self._home is not None:
            self.go_home()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hover:
            self.event_chosen.emit(self._hover)
        else:
            event.ignore()
            return
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk from event to event with Tab, then on to the next widget."""
        events = sorted(self._story.events, key=lambda one: one.when.sort_key)
        names = [one.id for one in events]
        place = (
            names.index(self._hover) + (1 if forward else -1)
            if self._hover in names
            else (0 if forward else len(names) - 1)
        )
        if not 0 <= place < len(names):
            self._hover = ""
            self._hide_card()
            self._redraw()
            return bool(super().focusNextPrevChild(forward))
        self.walk_to(names[place])
        return True

    def walk_to(self, name: str) -> None:
        """Show an event as under the pointer: in view, lit, with its card."""
        event = self._story.event_by_id[name]
        self._hover = name
        centre = event.when.centre
        goal = self._goal()
        if centre is not None and not 0.04 < goal.x(centre, 1.0) < 0.9:
            self.fly_to(centred(goal, centre))
        self._redraw()
        self._card_timer.start()

    # -- cards ---------------------------------------------------------------------------------------------------------

    def show_card(self, name: str) -> None:
        """Show an event's card beside its mark, once the camera stands still."""
        event = self._story.event_by_id.get(name)
        if event is None or not self.isVisible():
            return
        if self._motion.running:
            self._motion.ended.connect(lambda: self.show_card(name), Qt.ConnectionType.SingleShotConnection)
            return
        zone = next((one for one in self.frame().zones if one.kind == "event" and one.id == name), None)
        if zone is None:
            return
        host = QWidget.window(self)
        if self._card is None or self._card.parentWidget() is not host:
            self._card = Card(host, themes.theme(self._story.theme))
        corner = self.viewport().mapTo(host, QPointF(zone.x, zone.y).toPoint())
        theme = themes.theme(self._story.theme)
        accent = theme.color(self._story.color_of(event))
        html = Known(self._story, event, self._language, self._as_of).html(theme, accent)
        self._card.show_at(html, QRect(corner.x(), corner.y(), round(zone.width), round(zone.height)), host.rect())

    def _hide_card(self) -> None:
        self._card_timer.stop()
        if self._card is not None:
            self._card.hide()

    def card(self, name: str) -> str:
        """Return what is known of an event as plain text, a line each; "" for an unknown one."""
        event = self._story.event_by_id.get(name)
        return Known(self._story, event, self._language, self._as_of).text() if event is not None else ""
