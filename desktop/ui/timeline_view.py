"""The zoomable timeline on the screen: the same drawing as on slides, under the pointer and the keys."""

from __future__ import annotations

import time
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QToolTip, QWidget

from desktop import trace
from desktop.render import theme as themes
from desktop.render.frame import Frame, Zone
from desktop.render.paint import paint
from desktop.render.timeline import timeline
from desktop.story.edtf import When, spoken
from desktop.story.model import NO_STORY, Story
from desktop.timeline.camera import Window, ease, event_window, flight, flight_ms, pan, story_window, zoom_at

_FRICTION: Final = 0.90


class _Drawing(pg.GraphicsObject):  # type: ignore[misc]
    """The one item: it paints a frame at device pixels, whatever the view's transform."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__()
        self._view = view
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption, False)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return QRectF(self._view.viewport().rect())

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.resetTransform()
        self._view.paint_frame(painter)


class TimelineView(pg.GraphicsView):  # type: ignore[misc]
    """Wheel zooms at the pointer, drag pans and glides on, a double click flies to the event, 0 shows everything."""

    event_chosen = Signal(str)
    window_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, size: float = 0.52, reduced_motion: bool = False) -> None:
        super().__init__(parent, background=None)
        self._story: Story = NO_STORY
        self._language = "en"
        self._window: Window = story_window(NO_STORY)
        self._home: Window | None = None
        self._size = size
        self._reduced = reduced_motion
        self._current = ""
        self._hover = ""
        self._as_of: When | None = None
        self._frame: Frame | None = None
        self._flight: tuple[Window, Window, float, int] | None = None
        self._drag: tuple[QPointF, Window] | None = None
        self._handle = False
        self._moved = False
        self._speed = 0.0
        self._last = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setInterval(14)
        self._timer.timeout.connect(self._advance)
        self.setBackground(QColor(themes.CINEMA.ground))
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(120)
        self.setFrameShape(self.Shape.NoFrame)
        self._item = _Drawing(self)
        self.addItem(self._item)

    # -- what it shows -------------------------------------------------------------------------------------------------

    @property
    def window(self) -> Window:  # type: ignore[override]
        """Return the window of time in view."""
        return self._window

    def set_story(self, story: Story, language: str) -> None:
        """Show another story, or the same in another language; the window stays where it is for the same story."""
        if self._story is NO_STORY or not self._story.events:
            self._window = story_window(story)
        self._story, self._language = story, language
        self._redraw()

    def set_current(self, event: str) -> None:
        """Light up the event of the slide, "" for none."""
        if event != self._current:
            self._current = event
            self._redraw()

    def set_as_of(self, when: When | None) -> None:
        """Show what was known at a date."""
        self._as_of = when
        self._redraw()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cut instead of flying."""
        self._reduced = reduced

    def fly_to(self, window: Window, animate: bool = True) -> None:
        """Move the view to a window; a newer flight or any touch ends an older one at once."""
        self._speed = 0.0
        if not animate or self._reduced or not self.isVisible():
            self._flight = None
            self._look(window)
            return
        self._flight = (self._window, window, time.perf_counter(), max(1, flight_ms(self._window, window)))
        self._timer.start()

    def show_all(self) -> None:
        """Fly to the whole story."""
        self.fly_to(story_window(self._story))

    def set_home(self, window: Window) -> None:
        """Set where Escape glides back to: the slide's own window."""
        self._home = window

    def go_home(self) -> None:
        """Glide back to the slide's own window."""
        if self._home is not None:
            self.fly_to(self._home)

    def _look(self, window: Window) -> None:
        if window != self._window:
            self._window = window
            self._redraw()
            self.window_changed.emit(window)

    def _redraw(self) -> None:
        self._frame = None
        self.viewport().update()

    def _advance(self) -> None:
        """Move a flight or a glide on by what time has passed."""
        if self._flight is not None:
            one, two, began, length = self._flight
            share = (time.perf_counter() - began) * 1000 / length
            if share >= 1:
                self._flight = None
                self._look(two)
            else:
                self._look(flight(one, two, ease(share)))
        elif abs(self._speed) > 0.0004:
            self._look(pan(self._window, self._speed))
            self._speed *= _FRICTION
        else:
            self._timer.stop()

    def _stop(self) -> None:
        self._flight = None
        self._speed = 0.0
        self._timer.stop()

    # -- drawing -------------------------------------------------------------------------------------------------------

    def frame(self) -> Frame:
        """Return the drawing of what is in view, at the view's own pixels."""
        if self._frame is None:
            width, height = float(self.viewport().width()), float(self.viewport().height())
            pad = 44.0 * self._size
            rect = (pad, pad, max(50.0, width - 2 * pad), max(40.0, height - 1.4 * pad))
            items, zones = timeline(
                self._story,
                self._window,
                rect,
                themes.theme(self._story.theme),
                self._language,
                as_of=self._as_of,
                selected=self._current,
                hover=self._hover,
                overview=height > 230,
                size=self._size,
            )
            self._frame = Frame(width, height, None, items, zones)
        return self._frame

    def paint_frame(self, painter: QPainter) -> None:
        """Paint the drawing."""
        paint(painter, self.frame(), QRectF(self.viewport().rect()))
        trace.mark("timeline_painted")

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Draw anew at the new size."""
        super().resizeEvent(event)
        if hasattr(self, "_item"):
            self._item.prepareGeometryChange()
            self.setRange(QRectF(0, 0, max(1, self.width()), max(1, self.height())), padding=0)
            self._redraw()

    # -- the pointer ---------------------------------------------------------------------------------------------------

    def _plot(self) -> Zone | None:
        return next((zone for zone in self.frame().zones if zone.kind == "timeline"), None)

    def _zone(self, point: QPointF) -> Zone | None:
        return self.frame().zone_at(point.x(), point.y())

    def _share(self, x: float) -> float:
        plot = self._plot()
        return (x - plot.x) / max(1.0, plot.width) if plot else 0.5

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom at the pointer; sideways pans."""
        self._stop()
        delta = event.angleDelta()
        if abs(delta.x()) > abs(delta.y()):
            self._look(pan(self._window, -delta.x() / 1200))
        else:
            share = min(max(self._share(event.position().x()), 0.0), 1.0)
            self._look(zoom_at(self._window, share, 0.88 ** (delta.y() / 120)))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._stop()
            zone = self._zone(event.position())
            self._handle = zone is not None and zone.kind.startswith("overview")
            self._drag = (event.position(), self._window)
            self._moved = False
            self._last = (event.position().x(), time.perf_counter())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pan what is held, else show what answers."""
        if self._drag is not None:
            start, window = self._drag
            plot = self._plot()
            distance = event.position().x() - start.x()
            if plot is not None and (self._moved or abs(distance) > 3):
                self._moved = True
                share = -distance / max(1.0, plot.width)
                if self._handle:
                    whole = story_window(self._story)
                    share = -share * whole.span / window.span
                self._look(pan(window, share))
                now = time.perf_counter()
                self._speed = (self._last[0] - event.position().x()) / max(1.0, plot.width) if now - self._last[1] < 0.05 else 0.0
                self._last = (event.position().x(), now)
        else:
            zone = self._zone(event.position())
            name = zone.id if zone is not None and zone.kind == "event" else ""
            if name != self._hover:
                self._hover = name
                self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if name else Qt.CursorShape.ArrowCursor)
                self._redraw()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go: glide on, or choose what was clicked."""
        if self._drag is not None and event.button() == Qt.MouseButton.LeftButton:
            moved = self._moved
            self._drag = None
            if moved and not self._handle and not self._reduced and time.perf_counter() - self._last[1] < 0.06:
                self._timer.start()
            else:
                self._speed = 0.0
            if not moved:
                zone = self._zone(event.position())
                if zone is not None and zone.kind == "event":
                    self.event_chosen.emit(zone.id)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Fly to the event under the pointer, else nearer to the place."""
        zone = self._zone(event.position())
        if zone is not None and zone.kind == "event" and zone.id in self._story.event_by_id:
            self.fly_to(event_window(self._story, self._story.event_by_id[zone.id]))
        else:
            self.fly_to(zoom_at(self._window, min(max(self._share(event.position().x()), 0.0), 1.0), 0.4))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Forget what was under the pointer."""
        if self._hover:
            self._hover = ""
            self._redraw()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Pan with the arrows, zoom with + and −, walk the events with Tab."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fly_to(pan(self._window, 0.25 if key == Qt.Key.Key_Right else -0.25))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.fly_to(zoom_at(self._window, 0.5, 1.6 if key == Qt.Key.Key_Minus else 0.62))
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hover:
            self.event_chosen.emit(self._hover)
        else:
            event.ignore()
            return
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Walk from event to event with Tab."""
        events = sorted(self._story.events, key=lambda one: one.when.sort_key)
        names = [one.id for one in events]
        if not names:
            return super().focusNextPrevChild(forward)
        place = names.index(self._hover) + (1 if forward else -1) if self._hover in names else (0 if forward else len(names) - 1)
        if not 0 <= place < len(names):
            self._hover = ""
            self._redraw()
            return super().focusNextPrevChild(forward)
        self._hover = names[place]
        centre = events[place].when.centre
        if centre is not None and not 0.05 < self._window.x(centre, 1.0) < 0.95:
            self.fly_to(pan(self._window, self._window.x(centre, 1.0) - 0.5))
        self._redraw()
        return True

    def event(self, event: QEvent) -> bool:
        """Show a card of the event under the pointer."""
        return bool(super().event(event))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show a card of the event under the pointer."""
        if event.type() == QEvent.Type.ToolTip:
            zone = self._zone(QPointF(event.pos()))  # type: ignore[attr-defined]
            text = self.card(zone.id) if zone is not None and zone.kind == "event" else ""
            QToolTip.showText(event.globalPos(), text, self)  # type: ignore[attr-defined]
            return True
        return bool(super().viewportEvent(event))

    def show_card(self, name: str) -> None:
        """Show an event's card beside its mark: it has no slide of its own."""
        zone = next((one for one in self.frame().zones if one.kind == "event" and one.id == name), None)
        if zone is not None:
            place = QPointF(zone.x + zone.width / 2, zone.y + zone.height / 2).toPoint()
            QToolTip.showText(self.viewport().mapToGlobal(place), self.card(name), self)

    def card(self, name: str) -> str:
        """Return what is known of an event, as plain text: title, date in words, text, figures, sources."""
        story, language = self._story, self._language
        event = story.event_by_id.get(name)
        if event is None:
            return ""
        lines = [event.title.get(language), spoken(event.when, language), event.text.get(language)]
        lines += [f"{figure.value.get(language)} {figure.label.get(language)}".strip() for figure in event.figures]
        sources = [story.source_by_id[one].publisher.get(language) or one for one in event.sources if one in story.source_by_id]
        return "\n".join(line for line in (*lines, " · ".join(sources)) if line)
