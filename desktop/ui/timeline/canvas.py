"""What the timeline shows and where its camera is: the same drawing as on slides, at the screen's own pixels.

pyqtgraph supplies the scene, the range and the hand on it (`TimeBox`); one item paints our Frame over all of it. Pointer,
keys, cards and search come on top, in `desktop.ui.timeline.view`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop import trace
from desktop.render import theme as themes
from desktop.render.frame import Frame, Item, Zone
from desktop.render.paint import paint
from desktop.render.theme import MARGIN
from desktop.render.timeline.aggregates import Crowd
from desktop.render.timeline.layout import Layers, layers, overview_window
from desktop.story.dates.parse import When
from desktop.story.model import NO_STORY, Event, Story
from desktop.timeline.axis_breaks import PLAIN, Fold, story_fold
from desktop.timeline.camera import Window, story_window
from desktop.timeline.index import Index
from desktop.ui.timeline.motion import Motion
from desktop.ui.timeline.view_box import TimeBox

_TALL: Final = 210  # lower than that, what is laid over the timeline covers it
NOTHING: Final = "\0"
"""No event has such an id: what lights up none, and lets all others recede."""


class _Drawing(pg.GraphicsObject):  # type: ignore[misc]
    """The one item: it paints a frame at device pixels, whatever the view's transform."""

    def __init__(self, view: TimelineCanvas) -> None:
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
            self._view.clicked(event.scenePos(), double=event.double(), modifiers=event.modifiers())
            event.accept()

    def mouseDragEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._view.dragged(event):
            event.accept()
        else:
            event.ignore()


class TimelineCanvas(pg.GraphicsView):  # type: ignore[misc]
    """The drawing and its camera. Windows that are given and told are of real time, whether empty years are folded or not."""

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
        self._own_as_of: When | None = None
        self._pulled: When | None = None
        self._lit: frozenset[str] = frozenset()
        self._lit_crowds: Mapping[str, Index] = {}
        self._measured: tuple[str, str] | None = None
        self._from = ""  # where the ruler begins while no slide's event is there to begin at
        self._fold: Fold = PLAIN
        self._folds = False
        self._frame: Frame | None = None
        self._layers: Layers | None = None
        self._crowds: dict[str, Crowd] = {}
        self._painted: tuple[tuple[Item, ...], QPixmap] | None = None
        self.setMinimumHeight(120)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # the drawing covers all: a ground below would be painted twice
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._box = TimeBox(themes.theme(self._story.theme).gold)
        self._box.show_window(story_window(NO_STORY))
        self._item = _Drawing(self)
        self.addItem(self._item)
        self.addItem(self._box)
        self._motion = Motion(self)
        self._motion.stepped.connect(self._look)
        self._box.touched.connect(self._motion.stop)
        self._box.moved.connect(self._moved)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._redraw)
        self._ready = True

    # -- what it shows -------------------------------------------------------------------------------------------------

    @property
    def story(self) -> Story:
        """Return the story that is shown."""
        return self._story

    @property
    def language(self) -> str:
        """Return the language it is shown in."""
        return self._language

    def set_story(self, story: Story, language: str) -> None:
        """Show another story, or the same in another language; the window stays where it is unless all of it is new."""
        fresh = not self._story.events
        seen = self.window
        self._story, self._language = story, language
        # Lower than this, the names of the tracks would lie on one another.
        self.setMinimumHeight(min(260, max(120, 76 + 24 * len(story.tracks))) if self._size < 0.7 else 120)
        self.setAccessibleName("Chronologie" if language.startswith("fr") else "Timeline")
        if self._hover and self._hover not in story.event_by_id:
            self._hover = ""
        if self._measured and not all(name in story.event_by_id for name in self._measured):
            self._measured = None
        self._refold()
        if fresh or self._folds:
            self._look(self._fold.folded(story_window(story) if fresh else seen))
        self._settle()
        self._redraw()

    def set_crowds(self, crowds: Mapping[str, Crowd]) -> None:
        """Show the events of tracks (by id) that were read from their files."""
        seen = self.window
        self._crowds = dict(crowds)
        self._refold()
        self._look(self._fold.folded(seen))
        self._redraw()

    def set_current(self, event: str) -> None:
        """Light up the event of the slide, "" for none."""
        if event != self._current:
            self._current = event
            self._redraw()

    @property
    def as_of(self) -> When | None:
        """Return the date of knowledge that is shown: the one pulled by hand, else the slide's own."""
        return self._pulled or self._own_as_of

    @property
    def pulled(self) -> When | None:
        """Return the date of knowledge that a hand chose, None while the slide's own is shown."""
        return self._pulled

    def set_as_of(self, when: When | None) -> None:
        """Set the slide's own date of knowledge, None for what the text says; another one than before puts away a pulled one."""
        if when != self._own_as_of:
            self._own_as_of, self._pulled = when, None
            self._redraw()

    def pull_as_of(self, when: When | None) -> None:
        """Show what was known at a date whatever the slide says; None gives it back to the slide. Says nothing."""
        if when != self._pulled:
            self._pulled = when
            self._redraw()

    def light(self, events: frozenset[str], crowds: Mapping[str, Index] | None = None) -> None:
        """Let some events stand out, and parts of crowds by track, and the others recede; none at all means all alike."""
        parts = crowds or {}
        if events != self._lit or parts or self._lit_crowds:
            self._lit, self._lit_crowds = events or frozenset({NOTHING} if parts else ()), parts
            self._redraw()

    def event_of(self, name: str) -> Event | None:
        """Return an event by its id: of the story, or of a crowd as far as it has been shown."""
        event = self._story.event_by_id.get(name)
        if event is None:
            marks = (crowd.find(name) for crowd in self._crowds.values())
            event = next((mark.event for mark in marks if mark is not None), None)
        return event

    @property
    def measured(self) -> tuple[str, str] | None:
        """Return the two events between which the ruler lies."""
        return self._measured

    def measure_to(self, name: str) -> None:
        """Lay the ruler from the slide's event to another; without a slide's event, the first one named is where it begins."""
        begin = self._current or self._from
        if begin and begin in self._story.event_by_id:
            self.measure(begin, name)
            self._from = ""
        else:
            self._from = name
        self._redraw()

    def measure(self, one: str, other: str) -> None:
        """Lay the ruler between two events; the same one twice takes it away."""
        known = self._story.event_by_id
        pair = (one, other) if one != other and one in known and other in known else None
        if pair != self._measured:
            self._measured = pair
            self._redraw()

    @property
    def folded(self) -> bool:
        """Return whether empty years are folded away where there are any."""
        return self._folds

    @property
    def fold(self) -> Fold:
        """Return the axis that is shown."""
        return self._fold

    def set_folded(self, folded: bool) -> None:
        """Fold empty years into creases, or unfold them; what is in view stays in view."""
        if folded != self._folds:
            seen = self.window
            self._folds = folded
            self._refold()
            self._motion.stop()
            self._look(self._fold.folded(seen))
            self._redraw()

    def _refold(self) -> None:
        # Crowds are indexed in real time: with them the axis stays plain.
        self._fold = story_fold(self._story) if self._folds and not self._crowds else PLAIN

    # -- the camera ----------------------------------------------------------------------------------------------------

    @property
    def window(self) -> Window:
        """Return the window of time in view."""
        return self._fold.unfolded(self._box.shown)

    @property
    def _view(self) -> Window:
        """Return the window in view on the axis as it is folded: what the hand moves."""
        return self._box.shown

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
        """Fly to the whole story with all that was read from files."""
        self._fly(overview_window(self._story, self._fold, self._crowds))

    def fly_to(self, window: Window, animate: bool = True) -> None:
        """Move the view to a window; a newer flight or any touch ends an older one at once."""
        self._fly(self._fold.folded(window), animate)

    def _fly(self, view: Window, animate: bool = True) -> None:
        """Move to a window of the axis as it is folded."""
        self._settle()
        if not animate or self._reduced or not self.isVisible():
            self._motion.stop()
            self._look(view)
        else:
            self._motion.fly(self._view, view)

    def _goal(self) -> Window:
        """Return where the camera is going: keys pressed in a row add up instead of getting lost in the flight."""
        return self._motion.goal or self._view

    def _look(self, view: Window) -> None:
        if view != self._box.shown:
            self._box.show_window(view)
            self._moved(view)

    def _moved(self, view: Window) -> None:
        self._settle()
        self._redraw()
        self.window_changed.emit(self._fold.unfolded(view))

    def _settle(self) -> None:
        """Take away what floats beside a mark: the mark is about to move."""

    def _above(self) -> float:
        """Return how many pixels above the drawing are taken by something else."""
        return 0.0

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
            above = self._above() if height >= _TALL else 0.0
            rect = (side, top + above, max(80.0, width - 2 * side), max(40.0, height - 2 * top - above))
            made = layers(
                self._story,
                self._view,
                rect,
                themes.theme(self._story.theme),
                self._language,
                highlight=self._lit,
                as_of=self.as_of,
                selected=self._current or self._from,
                hover=self._hover,
                # In a low pane every track has its line before the whole has its strip.
                overview=height >= max(170.0, 110.0 + 26.0 * len(self._story.tracks)),
                size=self._size,
                moving=True,
                fold=self._fold,
                crowds=self._crowds,
                grip=True,
                measured=self._measured,
                lit=self._lit_crowds,
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
        ground = themes.theme(self._story.theme).ground
        paint(painter, Frame(frame.width, frame.height, None, self._layers.moving), rect, behind=ground)
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

    def _plot(self) -> Zone | None:
        return next((zone for zone in self.frame().zones if zone.kind == "timeline"), None)

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
            self._settle()
            self._redraw()
            self.frame()

    def close(self) -> bool:
        """Close as any widget does: pyqtgraph would pull the viewport from under events that are still on their way."""
        return bool(QWidget.close(self))

    # -- what a hand does: the view above says ---------------------------------------------------------------------------

    def clicked(self, point: Any, *, double: bool, modifiers: Qt.KeyboardModifier) -> None:
        """Answer a click at a place of the scene."""
        raise NotImplementedError

    def dragged(self, event: Any) -> bool:
        """Answer a drag; return whether it took hold of something other than the plot."""
        raise NotImplementedError
