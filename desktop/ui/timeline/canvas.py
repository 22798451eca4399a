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
from desktop.render.frame import Frame, HitZone, Item
from desktop.render.paint import paint
from desktop.render.theme import MARGIN
from desktop.render.timeline.aggregates import AggregatedTrack
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.layout import layers
from desktop.render.timeline.spec import Layers, TimelineSpec
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import EMPTY_STORY, Event, Story
from desktop.timeline.axis_breaks import NO_BREAKS, AxisBreaks, story_axis_breaks
from desktop.timeline.camera import TimeWindow, story_window
from desktop.timeline.index import EventIndex
from desktop.ui.timeline.motion import CameraAnimator
from desktop.ui.timeline.view_box import TimeViewBox

_MIN_HEIGHT_FOR_RESERVED_TOP: Final = 210  # lower than that, what is laid over the timeline covers it
NO_EVENT: Final = "\0"
"""No event has such an id: what lights up none, and lets all others recede."""


class _FrameItem(pg.GraphicsObject):  # type: ignore[misc]
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
            self._view.on_click(event.scenePos(), double=event.double(), modifiers=event.modifiers())
            event.accept()

    def mouseDragEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._view.on_drag(event):
            event.accept()
        else:
            event.ignore()


class TimelineCanvas(pg.GraphicsView):  # type: ignore[misc]
    """The drawing and its camera. Windows that are given and told are of real time, whether empty years are folded or not."""

    time_window_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, size: float = 0.52, reduced_motion: bool = False) -> None:
        self._ready = False
        super().__init__(parent, background=None)
        self._story: Story = EMPTY_STORY
        self._language = "en"
        self._home_window: TimeWindow | None = None
        self._size = size
        self._reduced_motion = reduced_motion
        self._selected_id = self._hovered_id = ""
        self._slide_as_of: EdtfDate | None = None
        self._as_of_override: EdtfDate | None = None
        self._highlighted_ids: frozenset[str] = frozenset()
        self._highlighted_by_track: Mapping[str, EventIndex] = {}
        self._measured_pair: tuple[str, str] | None = None
        self._ruler_start = ""  # where the ruler begins while no slide's event is there to begin at
        self._axis_breaks: AxisBreaks = NO_BREAKS
        self._breaks_enabled = False
        self._frame: Frame | None = None
        self._layers: Layers | None = None
        self._aggregated: dict[str, AggregatedTrack] = {}
        self._backdrop_cache: tuple[tuple[Item, ...], QPixmap] | None = None
        self.setMinimumHeight(120)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # the drawing covers all: a ground below would be painted twice
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._view_box = TimeViewBox(themes.theme(self._story.theme).gold)
        self._view_box.set_visible_window(story_window(EMPTY_STORY))
        self._frame_item = _FrameItem(self)
        self.addItem(self._frame_item)
        self.addItem(self._view_box)
        self._animator = CameraAnimator(self)
        self._animator.camera_moved.connect(self._set_camera)
        self._view_box.interaction_started.connect(self._animator.stop)
        self._view_box.window_moved.connect(self._on_camera_moved)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(0)
        self._retry.timeout.connect(self._redraw)
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
        was_empty = not self._story.events
        previous_window = self.time_window
        self._story, self._language = story, language
        # Lower than this, the names of the tracks would lie on one another.
        self.setMinimumHeight(min(260, max(120, 76 + 24 * len(story.tracks))) if self._size < 0.7 else 120)
        self.setAccessibleName("Chronologie" if language.startswith("fr") else "Timeline")
        if self._hovered_id and self._hovered_id not in story.event_by_id:
            self._hovered_id = ""
        if self._measured_pair and not all(event_id in story.event_by_id for event_id in self._measured_pair):
            self._measured_pair = None
        self._update_axis_breaks()
        if was_empty or self._breaks_enabled:
            self._set_camera(self._axis_breaks.window_to_axis(story_window(story) if was_empty else previous_window))
        self._hide_floating()
        self._redraw()

    def set_aggregated_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Show the events of tracks (by id) that were read from their files."""
        previous_window = self.time_window
        self._aggregated = dict(aggregated)
        self._update_axis_breaks()
        self._set_camera(self._axis_breaks.window_to_axis(previous_window))
        self._redraw()

    def set_selected(self, event_id: str) -> None:
        """Light up the event of the slide, "" for none."""
        if event_id != self._selected_id:
            self._selected_id = event_id
            self._redraw()

    @property
    def as_of(self) -> EdtfDate | None:
        """Return the date of knowledge that is shown: the one pulled by hand, else the slide's own."""
        return self._as_of_override or self._slide_as_of

    @property
    def as_of_override(self) -> EdtfDate | None:
        """Return the date of knowledge that a hand chose, None while the slide's own is shown."""
        return self._as_of_override

    def set_as_of(self, as_of: EdtfDate | None) -> None:
        """Set the slide's own date of knowledge, None for what the text says; another one than before puts away a pulled one."""
        if as_of != self._slide_as_of:
            self._slide_as_of, self._as_of_override = as_of, None
            self._redraw()

    def override_as_of(self, as_of: EdtfDate | None) -> None:
        """Show what was known at a date whatever the slide says; None gives it back to the slide. Says nothing."""
        if as_of != self._as_of_override:
            self._as_of_override = as_of
            self._redraw()

    def highlight(self, event_ids: frozenset[str], indexes_by_track: Mapping[str, EventIndex] | None = None) -> None:
        """Let some events stand out, and parts of crowds by track, and the others recede; none at all means all alike."""
        by_track = indexes_by_track or {}
        if event_ids != self._highlighted_ids or by_track or self._highlighted_by_track:
            self._highlighted_ids, self._highlighted_by_track = (
                event_ids or frozenset({NO_EVENT} if by_track else ()),
                by_track,
            )
            self._redraw()

    def find_event(self, event_id: str) -> Event | None:
        """Return an event by its id: of the story, or of a crowd as far as it has been shown."""
        event = self._story.event_by_id.get(event_id)
        if event is None:
            marks = (crowd.find_mark(event_id) for crowd in self._aggregated.values())
            event = next((mark.event for mark in marks if mark is not None), None)
        return event

    @property
    def measured_pair(self) -> tuple[str, str] | None:
        """Return the two events between which the ruler lies."""
        return self._measured_pair

    def measure_to(self, event_id: str) -> None:
        """Lay the ruler from the slide's event to another; without a slide's event, the first one named is where it begins."""
        start_id = self._selected_id or self._ruler_start
        if start_id and start_id in self._story.event_by_id:
            self.measure(start_id, event_id)
            self._ruler_start = ""
        else:
            self._ruler_start = event_id
        self._redraw()

    def measure(self, first_id: str, second_id: str) -> None:
        """Lay the ruler between two events; the same one twice takes it away."""
        event_by_id = self._story.event_by_id
        pair = (
            (first_id, second_id)
            if first_id != second_id and first_id in event_by_id and second_id in event_by_id
            else None
        )
        if pair != self._measured_pair:
            self._measured_pair = pair
            self._redraw()

    @property
    def breaks_enabled(self) -> bool:
        """Return whether empty years are folded away where there are any."""
        return self._breaks_enabled

    @property
    def axis_breaks(self) -> AxisBreaks:
        """Return the axis that is shown."""
        return self._axis_breaks

    def set_breaks_enabled(self, enabled: bool) -> None:
        """Fold empty years into creases, or unfold them; what is in view stays in view."""
        if enabled != self._breaks_enabled:
            previous_window = self.time_window
            self._breaks_enabled = enabled
            self._update_axis_breaks()
            self._animator.stop()
            self._set_camera(self._axis_breaks.window_to_axis(previous_window))
            self._redraw()

    def _update_axis_breaks(self) -> None:
        # Crowds are indexed in real time: with them the axis stays plain.
        self._axis_breaks = (
            story_axis_breaks(self._story) if self._breaks_enabled and not self._aggregated else NO_BREAKS
        )

    # -- the camera ----------------------------------------------------------------------------------------------------

    @property
    def time_window(self) -> TimeWindow:
        """Return the window of time in view."""
        return self._axis_breaks.window_to_time(self._view_box.visible_window)

    @property
    def _axis_window(self) -> TimeWindow:
        """Return the window in view on the axis as it is folded: what the hand moves."""
        return self._view_box.visible_window

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cut instead of flying."""
        self._reduced_motion = reduced

    def set_home(self, time_window: TimeWindow) -> None:
        """Set where Backspace glides back to: the slide's own window."""
        self._home_window = time_window

    def go_home(self) -> None:
        """Glide back to the slide's own window."""
        if self._home_window is not None:
            self.fly_to(self._home_window)

    def show_all(self) -> None:
        """Fly to the whole story with all that was read from files."""
        self._fly_on_axis(full_axis_window(self._story, self._axis_breaks, self._aggregated))

    def fly_to(self, time_window: TimeWindow, animate: bool = True) -> None:
        """Move the view to a window; a newer flight or any touch ends an older one at once."""
        self._fly_on_axis(self._axis_breaks.window_to_axis(time_window), animate)

    def _fly_on_axis(self, axis_window: TimeWindow, animate: bool = True) -> None:
        """Move to a window of the axis as it is folded."""
        self._hide_floating()
        if not animate or self._reduced_motion or not self.isVisible():
            self._animator.stop()
            self._set_camera(axis_window)
        else:
            self._animator.fly(self._axis_window, axis_window)

    def _camera_target(self) -> TimeWindow:
        """Return where the camera is going: keys pressed in a row add up instead of getting lost in the flight."""
        return self._animator.target or self._axis_window

    def _set_camera(self, axis_window: TimeWindow) -> None:
        if axis_window != self._view_box.visible_window:
            self._view_box.set_visible_window(axis_window)
            self._on_camera_moved(axis_window)

    def _on_camera_moved(self, axis_window: TimeWindow) -> None:
        self._hide_floating()
        self._redraw()
        self.time_window_changed.emit(self._axis_breaks.window_to_time(axis_window))

    def _hide_floating(self) -> None:
        """Take away what floats beside a mark: the mark is about to move."""

    def _reserved_top(self) -> float:
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
            is_large = self._size > 0.7
            side_margin = MARGIN * self._size if is_large else 16.0
            top_margin = 0.6 * side_margin if is_large else 8.0
            reserved_top = self._reserved_top() if height >= _MIN_HEIGHT_FOR_RESERVED_TOP else 0.0
            rect = (
                side_margin,
                top_margin + reserved_top,
                max(80.0, width - 2 * side_margin),
                max(40.0, height - 2 * top_margin - reserved_top),
            )
            new_layers = layers(
                TimelineSpec(
                    self._story,
                    self._axis_window,
                    rect,
                    themes.theme(self._story.theme),
                    self._language,
                    highlight_ids=self._highlighted_ids,
                    as_of=self.as_of,
                    selected_id=self._selected_id or self._ruler_start,
                    hover_id=self._hovered_id,
                    # In a low pane every track has its line before the whole has its strip.
                    show_overview=height >= max(170.0, 110.0 + 26.0 * len(self._story.tracks)),
                    size=self._size,
                    moving_camera=True,
                    axis_breaks=self._axis_breaks,
                    aggregated=self._aggregated,
                    show_as_of_handle=True,
                    measured_ids=self._measured_pair,
                    highlighted_aggregates=self._highlighted_by_track,
                )
            )
            self._frame = Frame(width, height, None, new_layers.static + new_layers.dynamic, new_layers.zones)
            self._layers = new_layers
            if not new_layers.complete:
                self._retry.start()
            self._align_view_box()
        return self._frame

    def paint_frame(self, painter: QPainter) -> None:
        """Paint the drawing."""
        frame = self.frame()
        assert self._layers is not None
        rect = QRectF(self.viewport().rect())
        painter.drawPixmap(rect.topLeft(), self._backdrop(self._layers.static))
        ground = themes.theme(self._story.theme).background
        paint(painter, Frame(frame.width, frame.height, None, self._layers.dynamic), rect, text_background=ground)
        trace.mark("timeline_painted")

    def _backdrop(self, static_items: tuple[Item, ...]) -> QPixmap:
        """Return what stands still while the camera moves, painted once: bands, names, the overview."""
        ratio = self.devicePixelRatioF()
        if (
            self._backdrop_cache is None
            or self._backdrop_cache[0] is not static_items
            or self._backdrop_cache[1].devicePixelRatio() != ratio
        ):
            size = self.viewport().size()
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(themes.theme(self._story.theme).background))
            painter = QPainter(pixmap)
            paint(painter, Frame(size.width(), size.height(), None, static_items), QRectF(self.viewport().rect()))
            painter.end()
            self._backdrop_cache = (static_items, pixmap)
        return self._backdrop_cache[1]

    def _plot_zone(self) -> HitZone | None:
        return next((zone for zone in self.frame().zones if zone.kind == "timeline"), None)

    def _align_view_box(self) -> None:
        """Put pyqtgraph's box where the drawing has its plot, so that the pointer and the picture agree."""
        plot = self._plot_zone()
        if plot is not None:
            rect = QRectF(plot.x, plot.y, plot.width, plot.height)
            if self._view_box.geometry() != rect:
                self._view_box.setGeometry(rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size."""
        super().resizeEvent(event)
        if self._ready:
            self._frame_item.prepareGeometryChange()
            self._hide_floating()
            self._redraw()
            self.frame()

    def close(self) -> bool:
        """Close as any widget does: pyqtgraph would pull the viewport from under events that are still on their way."""
        return bool(QWidget.close(self))

    # -- what a hand does: the view above says ---------------------------------------------------------------------------

    def on_click(self, point: Any, *, double: bool, modifiers: Qt.KeyboardModifier) -> None:
        """Answer a click at a place of the scene."""
        raise NotImplementedError

    def on_drag(self, event: Any) -> bool:
        """Answer a drag; return whether it took hold of something other than the plot."""
        raise NotImplementedError
