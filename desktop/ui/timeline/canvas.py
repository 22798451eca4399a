"""The drawing of a timeline view, at the screen's own pixels.

pyqtgraph supplies the scene, the range and the input on it (`TimeViewBox`); one item paints our Frame over all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Final, Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop import trace
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.frame import Frame, HitZone, Item
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.render.text_cache import make_missed_images
from desktop.render.timeline.bands.row_plan import RowPlan
from desktop.render.timeline.metrics import TimelineMetrics, metrics_for
from desktop.render.timeline.timeline_layout import layers as draw_layers
from desktop.render.timeline.timeline_spec import ClusterZone, Layers, TimelineSpec
from desktop.story.dates.calendar import FLOATS_WITHIN
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.guarded_pyqtgraph import GuardedGraphicsObject
from desktop.ui.timeline.moving.words_ahead import expect_closer_words
from desktop.ui.timeline.ruler import Ruler
from desktop.ui.timeline.screen_spec import screen_spec
from desktop.ui.timeline.state import TimelineState
from desktop.ui.timeline.view_box import TimeViewBox

_STEP_S: Final = 0.003
"""How long rows, and then texts, are prepared between two frames."""


class MouseTarget(Protocol):
    """What answers the mouse on the canvas."""

    def on_click(self, point: QPointF, *, double: bool, modifiers: Qt.KeyboardModifier) -> None:
        """Answer a click at a point of the scene."""

    def on_context(self, point: QPointF, screen_point: QPoint) -> None:
        """Answer a click of the right button."""

    def on_drag(self, event: Any) -> bool:
        """Answer a drag; return whether it moved anything but the plot."""


class TimelineCanvas(GuardedGraphicsObject):
    """The one item of the scene: paints a frame in device pixels.

    It also says where the drawing has its plot and its tracks, and which time is drawn at which place.
    """

    def __init__(
        self,
        viewport: QWidget,
        state: TimelineState,
        camera: TimelineCamera,
        ruler: Ruler,
        view_box: TimeViewBox,
        reserved_top: Callable[[], float],
    ) -> None:
        super().__init__()
        self._viewport = viewport
        self.state = state
        self._camera = camera
        self._ruler = ruler
        self._time_view_box = view_box
        self._reserved_top = reserved_top  # how many pixels above the drawing are taken by something else
        self._mouse_target: MouseTarget | None = None
        self._frame: Frame | None = None  # of the layers, once that is asked for
        self._is_current = False  # whether the layers are those of what is in view
        self._layers: Layers | None = None
        self._backdrop_cache: tuple[tuple[Item, ...], QPixmap] | None = None
        self.setZValue(-200)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption, False)
        self._retry_timer = QTimer(self)
        self._retry_timer.setSingleShot(True)
        self._retry_timer.setInterval(0)
        self._retry_timer.timeout.connect(self.redraw)
        self._ahead: Iterator[None] = iter(
            ()
        )  # prepares the rows of the next octave of zoom, and tiles beside the view
        self._ahead_of: tuple[object, ...] | None = None  # the row plan, the octave and the tiles that this is for
        self._waits_for_rows = False  # whether what is drawn has the rows of a coarser octave
        self._ahead_timer = QTimer(self)
        self._ahead_timer.setInterval(0)
        self._ahead_timer.timeout.connect(self._prepare_closer)
        self._texts_timer = QTimer(self)  # makes the images of new texts
        self._texts_timer.setInterval(0)
        self._texts_timer.timeout.connect(self._make_text_images)
        state.changed.connect(self.redraw)
        state.rows_moved.connect(self.redraw)
        ruler.changed.connect(self.redraw)
        camera.time_window_changed.connect(self.redraw)

    def set_mouse_target(self, mouse_target: MouseTarget) -> None:
        """Send clicks and drags to an object."""
        self._mouse_target = mouse_target

    # -- drawing -------------------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw anew with the next paint."""
        self._is_current = False
        self._viewport.update()

    def frame(self) -> Frame:
        """Return the drawing of what is in view.

        One unit is one of the view's own pixels.
        """
        drawing = self.layers()
        if self._frame is None:
            width, height = float(self._viewport.width()), float(self._viewport.height())
            self._frame = Frame(width, height, None, drawing.static + drawing.dynamic, drawing.zones)
        return self._frame

    def layers(self) -> Layers:
        """Return the drawing's two layers and the rectangles of its parts."""
        if self._layers is None or not self._is_current:
            self._layers = drawing = draw_layers(self.spec())
            self._frame, self._is_current = None, True
            self.state.scroll = drawing.scroll  # within what this drawing can scroll
            if not drawing.complete:
                self._retry_timer.start()
            self._align_view_box(drawing)
            self._begin_preparing(drawing)
        return self._layers

    def _begin_preparing(self, drawing: Layers) -> None:
        """Prepare the rows and tiles around the view, between frames."""
        if drawing.plan is None:
            return
        scale = self._seconds_per_pixel_of(drawing)
        ahead_of = id(drawing.plan), drawing.plan.octave_at(scale), drawing.plan.tiles_in_view
        if ahead_of != self._ahead_of:
            self._ahead_of = ahead_of
            self._ahead = chain(
                drawing.plan.prepare_closer(scale),
                drawing.plan.prepare_tiles(),
                self._expect_words(drawing.plan, scale),
            )
            self._waits_for_rows = not drawing.plan.is_ready_at(scale)
            self._ahead_timer.start()

    def _prepare_closer(self) -> None:
        until = time.perf_counter() + _STEP_S
        while time.perf_counter() < until:
            if next(self._ahead, self) is self:  # nothing is left
                self._ahead_timer.stop()
                break
        if self._waits_for_rows and self._has_rows:
            self._waits_for_rows = False
            self.redraw()

    def _expect_words(self, plan: RowPlan, scale: float) -> Iterator[None]:
        yield from expect_closer_words(self.spec(), plan, scale, self._viewport.devicePixelRatioF())
        self._texts_timer.start()

    def _make_text_images(self) -> None:
        if not make_missed_images(_STEP_S):
            self._texts_timer.stop()

    @property
    def _has_rows(self) -> bool:
        """Return whether the rows of the octave in view are ready."""
        drawing = self._layers
        if drawing is None or drawing.plan is None:
            return True
        return drawing.plan.is_ready_at(self._seconds_per_pixel_of(drawing))

    def _seconds_per_pixel_of(self, drawing: Layers) -> float:
        return self._camera.axis_window.span / max(1.0, drawing.plot[2])

    @property
    def is_visible(self) -> bool:
        """Return whether the view can be seen."""
        return self._viewport.isVisible()

    @property
    def is_complete(self) -> bool:
        """Return whether the last drawing had all its labels."""
        return self._layers is not None and self._layers.complete and self._has_rows

    def spec(self) -> TimelineSpec:
        """Return what decides the drawing of what is in view."""
        return screen_spec(
            self.state,
            self._camera.axis_window,
            float(self._viewport.width()),
            float(self._viewport.height()),
            reserved_top=self._reserved_top(),
            selected_id=self._ruler.start_id,
            measured_ids=self._ruler.pair,
        )

    def _align_view_box(self, drawing: Layers) -> None:
        """Align pyqtgraph's view box with the plot of the drawing."""
        rect = QRectF(*drawing.plot)
        if self._time_view_box.geometry() != rect:
            self._time_view_box.setGeometry(rect)

    @qt_override(fallback=QRectF())
    def boundingRect(self) -> QRectF:
        """Return the whole viewport."""
        return QRectF(self._viewport.rect())

    @qt_override
    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Paint the static layer's pixmap, then the dynamic layer."""
        painter.resetTransform()
        drawing = self.layers()
        rect = self.boundingRect()
        painter.drawPixmap(rect.topLeft(), self._backdrop(drawing.static))
        ground = themes.theme(self.state.story.theme).background
        paint(painter, Frame(rect.width(), rect.height(), None, drawing.dynamic), rect, text_background=ground)
        self._texts_timer.start()
        trace.mark("timeline_painted")

    def _backdrop(self, static_items: tuple[Item, ...]) -> QPixmap:
        """Return the static layer, painted once: bands, names, the overview."""
        ratio, size = self._viewport.devicePixelRatioF(), self._viewport.size()
        kept, pixmap = self._backdrop_cache or ((), QPixmap())
        # The same pixmap is painted again: the system hands out eight megabytes page by page, which takes longer.
        if pixmap.size() != size * ratio or pixmap.devicePixelRatio() != ratio:
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
        elif kept is static_items:
            return pixmap
        ground = themes.theme(self.state.story.theme).background
        pixmap.fill(QColor(ground))
        with painting(pixmap) as painter:
            frame = Frame(size.width(), size.height(), None, static_items)
            paint(painter, frame, self.boundingRect(), copy_shapes=True)
        self._backdrop_cache = (static_items, pixmap)
        return pixmap

    # -- places and times ----------------------------------------------------------------------------------------------

    @property
    def metrics(self) -> TimelineMetrics:
        """Return the sizes of type and marks."""
        return metrics_for(self.state.size)

    @property
    def plot_rect(self) -> QRectF:
        """Return the rectangle in which the time window is drawn."""
        return QRectF(*self.layers().plot)

    def zone_at(self, point: QPointF) -> HitZone | None:
        """Return the topmost zone at a point."""
        return self.frame().zone_at(point.x(), point.y())

    def event_zone(self, event_id: str) -> HitZone | None:
        """Return the hit zone of an event in view, or None."""
        return next((zone for zone in self.frame().zones if zone.kind == "event" and zone.id == event_id), None)

    def place_of(self, event_id: str) -> HitZone | None:
        """Return the zone of an event, else of its count."""
        zones = self.frame().zones
        holding = (zone for zone in zones if isinstance(zone, ClusterZone) and event_id in zone.event_ids)
        return self.event_zone(event_id) or next(holding, None)

    def track_rects(self) -> dict[str, QRectF]:
        """Return each track's rectangle by id, from top to bottom.

        Events of no track lie on "".
        """
        return {track_id: QRectF(*rect) for track_id, rect in self.layers().bands.items()}

    def x_of(self, instant: float) -> float:
        """Return the x of an instant of real time, in seconds.

        It may be far outside.
        """
        plot = self.plot_rect
        second = int(instant // 1)
        on_axis = self.state.time_axis.to_axis(second) + (instant - second)
        return plot.x() + self._camera.axis_window.x_of(on_axis, plot.width())

    def instant_at(self, x: float) -> int:
        """Return the second of real time that is drawn at a place."""
        plot = self.plot_rect
        share = (x - plot.x()) / max(1.0, plot.width())
        return self.state.time_axis.to_time(self._camera.axis_window.instant_at(share)[0])

    def share_of_plot(self, x: float) -> float:
        """Return the share of the plot left of `x`, 0 to 1."""
        plot = self.plot_rect
        return min(max((x - plot.x()) / max(1.0, plot.width()), 0.0), 1.0)

    def seconds_per_pixel(self, x: float) -> float:
        """Return the seconds of real time in one pixel at a place."""
        if self.state.time_axis.is_logarithmic:
            return float(self.instant_at(x + 1.0) - self.instant_at(x))
        return self._camera.axis_window.span / max(1.0, self.plot_rect.width())

    def overview_instant(self, x: float) -> float:
        """Return the overview's place on the axis at a point, in seconds."""
        drawing = self.layers()
        if drawing.overview is None:
            return self._camera.axis_window.start
        left, _, width, _ = drawing.overview
        second, fraction = drawing.full_window.instant_at((x - left) / width)
        return second + fraction if abs(second) < FLOATS_WITHIN else second

    def scroll_by(self, pixels: float) -> None:
        """Scroll the tracks down by some pixels, as far as they go."""
        drawing = self.layers()
        self.state.set_scroll(min(max(drawing.scroll + pixels, 0.0), drawing.max_scroll))

    def scroll_to_track(self, track_id: str) -> None:
        """Scroll a track into view, if it is not."""
        drawing = self.layers()
        extents = drawing.track_extents or {}
        if not drawing.max_scroll or track_id not in extents:
            return
        top, height = extents[track_id]
        shown = list(drawing.bands.values())
        view_top, view_bottom = shown[0][1], shown[-1][1] + shown[-1][3]
        if top < view_top:
            self.scroll_by(top - view_top)
        elif top + height > view_bottom:
            self.scroll_by(min(top + height - view_bottom, top - view_top))

    # -- the mouse, as pyqtgraph delivers it ---------------------------------------------------------------------------

    @qt_override
    def mouseClickEvent(self, event: Any) -> None:
        """Pass a click of the left or right button on."""
        target = self._mouse_target
        if target is None:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            target.on_click(event.scenePos(), double=event.double(), modifiers=event.modifiers())
            event.accept()
        elif event.button() == Qt.MouseButton.RightButton:
            target.on_context(event.scenePos(), event.screenPos().toPoint())
            event.accept()

    @qt_override
    def mouseDragEvent(self, event: Any) -> None:
        """Pass a left-button drag on; pan if nothing takes it."""
        is_taken = (
            event.button() == Qt.MouseButton.LeftButton
            and self._mouse_target is not None
            and self._mouse_target.on_drag(event)
        )
        if is_taken:
            event.accept()
        else:
            event.ignore()
