"""The overlay paints pointer, ink, spotlight and magnifier over the slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRadialGradient,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from desktop.render.frame import Frame
from desktop.render.ink import Point, Stroke, ink_frame
from desktop.render.paint import paint
from desktop.render.painter_scope import painting, saved_state
from desktop.session.audience_picture import AudiencePicture, Light
from desktop.session.talk.talk_state import TalkState
from desktop.ui.widgets.interface_colors import LASER
from desktop.ui.widgets.slide_view import SlideView

LASER_RADIUS: Final = 34.0
SPOTLIGHT_RADIUS: Final = 230.0
MAGNIFIER_RADIUS: Final = 290.0
MAGNIFIER_ZOOM: Final = 2.0


class Overlay(QWidget):
    """Paints a picture's ink and light; handles the pointer of tools.

    `timeline_frame` returns the drawing of the timeline while it lies over the slide. An overlay that `is_frozen`
    answers no pointer: what would be drawn there could not be seen. Without a tool all pointers pass through.
    """

    def __init__(
        self,
        slide_view: SlideView,
        talk: TalkState,
        picture_source: Callable[[], AudiencePicture],
        timeline_frame: Callable[[], Frame | None],
        parent: QWidget,
        *,
        is_frozen: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._slide_view = slide_view
        self._talk = talk
        self._picture_source = picture_source
        self._timeline_frame = timeline_frame
        self._is_frozen = is_frozen
        self._painted_light_rect = QRectF()
        self.painted: tuple[tuple[Stroke, ...], Light | None] = ((), None)  # what is on the screen now
        self.setMouseTracking(True)
        talk.changed.connect(self.refresh)
        talk.pointer_moved.connect(self._on_pointer_moved)
        talk.ink.changed.connect(self.update)
        self.refresh()

    def refresh(self) -> None:
        """Follow the tool, and paint the picture anew."""
        tool = "" if self._is_frozen() else self._talk.tool
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not tool)
        self.setCursor(Qt.CursorShape.CrossCursor if tool in ("pen", "eraser") else Qt.CursorShape.BlankCursor)
        self.update()

    @property
    def picture(self) -> AudiencePicture:
        """Return the picture whose ink and light are painted."""
        return self._picture_source()

    # -- geometry --------------------------------------------------------------------------------------------------------

    def _to_canvas(self, point: QPointF) -> Point | None:
        """Return a point of this widget on the canvas, or its edge."""
        frame = self._slide_view.frame()
        canvas_point = self._slide_view.to_canvas(QPointF(self._slide_view.mapFromGlobal(self.mapToGlobal(point))))
        if frame is None or canvas_point is None:
            return None
        x, y = min(max(canvas_point.x(), 0.0), frame.width), min(max(canvas_point.y(), 0.0), frame.height)
        return round(x, 2), round(y, 2)

    def _slide_geometry(self) -> tuple[QPointF, float] | None:
        """Return the slide's top left in this widget, and its scale."""
        view_geometry = self._slide_view.slide_geometry()
        if view_geometry is None:
            return None
        corner, scale = view_geometry
        return QPointF(self.mapFromGlobal(self._slide_view.mapToGlobal(corner))), scale

    def _light_rect(self, light: Light | None) -> QRectF:
        """Return the rectangle that a light covers in this widget."""
        if light is None:  # without asking for the slide, which would be laid out before the window has its size
            return QRectF()
        slide_geometry = self._slide_geometry()
        if slide_geometry is None:
            return QRectF()
        if light.tool == "spotlight":
            return QRectF(self.rect())
        corner, scale = slide_geometry
        radius = (LASER_RADIUS if light.tool == "laser" else MAGNIFIER_RADIUS * light.scale) * scale + 6
        center = corner + QPointF(*light.point) * scale
        return QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)

    def _on_pointer_moved(self) -> None:
        # Only what was painted and the new place of the light are repainted: a pointer must follow the hand.
        for rect in (self._painted_light_rect, self._light_rect(self.picture.light)):
            if not rect.isEmpty():
                self.update(rect.toAlignedRect())

    # -- painting ------------------------------------------------------------------------------------------------------

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ink, then the light."""
        slide_geometry = self._slide_geometry()
        picture = self.picture
        self._painted_light_rect = QRectF()
        self.painted = (picture.strokes, picture.light)
        if slide_geometry is None or picture.blank:
            return
        corner, scale = slide_geometry
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(corner)
            painter.scale(scale, scale)
            self._paint_ink(painter, picture)
            if picture.light is not None:
                self._paint_light(painter, picture)
                self._painted_light_rect = self._light_rect(picture.light)

    def _paint_ink(self, painter: QPainter, picture: AudiencePicture) -> None:
        frame = self._slide_view.frame()
        if picture.strokes and frame is not None:
            ink = ink_frame(picture.strokes, self._slide_view.theme, frame.width, frame.height)
            paint(painter, ink, QRectF(0, 0, frame.width, frame.height))

    def _paint_light(self, painter: QPainter, picture: AudiencePicture) -> None:
        assert picture.light is not None
        center, tool = QPointF(*picture.light.point), picture.light.tool
        if tool == "laser":
            glow = QRadialGradient(center, LASER_RADIUS)
            for offset, alpha in ((0.0, 255), (0.22, 235), (0.3, 120), (0.6, 36), (1.0, 0)):
                color = QColor(LASER)
                color.setAlpha(alpha)
                glow.setColorAt(offset, color)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(glow)
            painter.drawEllipse(center, LASER_RADIUS, LASER_RADIUS)
        elif tool == "spotlight":
            radius = SPOTLIGHT_RADIUS * picture.light.scale
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            path.addRect(QRectF(-4000, -4000, 9920, 9080))
            path.addEllipse(center, radius, radius)
            painter.fillPath(path, QColor(0, 0, 0, 190))
        elif tool == "magnifier":
            self._paint_magnifier(painter, center, MAGNIFIER_RADIUS * picture.light.scale, picture)

    def _paint_magnifier(self, painter: QPainter, center: QPointF, radius: float, picture: AudiencePicture) -> None:
        frame = self._slide_view.frame()
        if frame is None:
            return
        theme = self._slide_view.theme
        lens = QPainterPath()
        lens.addEllipse(center, radius, radius)
        with saved_state(painter):
            painter.setClipPath(lens)
            painter.fillPath(lens, QColor(theme.background))
            # The point under the mouse stays under the mouse.
            painter.translate(center - center * MAGNIFIER_ZOOM)
            painter.scale(MAGNIFIER_ZOOM, MAGNIFIER_ZOOM)
            canvas = QRectF(0, 0, frame.width, frame.height)
            timeline_frame = self._timeline_frame() if picture.timeline is not None else None
            if timeline_frame is not None:
                paint(painter, timeline_frame, canvas)
            else:
                pixmap = self._slide_view.zoomed_pixmap(MAGNIFIER_ZOOM)
                if pixmap is not None:
                    painter.drawPixmap(canvas, pixmap, QRectF(pixmap.rect()))
            self._paint_ink(painter, picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.gold), 3.0))
        painter.drawEllipse(center, radius, radius)

    # -- mouse ------------------------------------------------------------------------------------------------------

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        point = self._to_canvas(event.position())
        if point is not None and event.button() == Qt.MouseButton.LeftButton:
            sheet = self._talk.sheet(self.picture.position.slide_id)
            self._talk.begin_stroke(sheet, point, self._slide_view.aspect)
        event.accept()

    @qt_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the pointer, and continue a stroke."""
        point = self._to_canvas(event.position())
        if point is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._talk.extend_stroke(point)
        else:
            self._talk.set_pointer(point)
        event.accept()

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a stroke; the widget below must not see a click."""
        self._talk.ink.end_stroke()
        event.accept()

    @qt_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Widen or narrow the spotlight and the lens, in both windows."""
        self._talk.resize_light(1.0012 ** event.angleDelta().y())
        event.accept()

    @qt_override
    def leaveEvent(self, event: QEvent) -> None:
        """Hide the pointer when the mouse leaves."""
        if not self._is_frozen():
            self._talk.set_pointer(None)
        super().leaveEvent(event)
