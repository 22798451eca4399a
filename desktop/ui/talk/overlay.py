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
from desktop.render import theme as themes
from desktop.render.ink import Point, ink_frame
from desktop.render.paint import paint
from desktop.render.painting import painting, saved_state
from desktop.session.talk_state import TalkState
from desktop.ui.widgets.slide_view import SlideView

LASER_RADIUS: Final = 34.0
SPOTLIGHT_RADIUS: Final = 230.0
MAGNIFIER_RADIUS: Final = 290.0
MAGNIFIER_ZOOM: Final = 2.0


class Overlay(QWidget):
    """Paints a talk's tools over a slide view; handles their pointer.

    `shown_slide_id` returns the slide whose ink is shown. Without a tool, all input passes through.
    """

    def __init__(
        self, slide_view: SlideView, talk: TalkState, shown_slide_id: Callable[[], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._slide_view = slide_view
        self._talk = talk
        self._shown_slide_id = shown_slide_id
        self._last_pointer_rect: QRectF = QRectF()
        self._tool_scale = 1.0  # of spotlight and lens, by the wheel
        self.setMouseTracking(True)
        talk.changed.connect(self._on_talk_changed)
        talk.pointer_moved.connect(self._on_pointer_moved)
        talk.ink_changed.connect(self.update)
        self._on_talk_changed()

    def _on_talk_changed(self) -> None:
        tool = self._talk.tool
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not tool)
        self.setCursor(Qt.CursorShape.CrossCursor if tool in ("pen", "eraser") else Qt.CursorShape.BlankCursor)
        self.setVisible(True)
        self.update()

    # -- geometry --------------------------------------------------------------------------------------------------------

    def _to_canvas(self, point: QPointF) -> Point | None:
        canvas_point = self._slide_view.to_canvas(QPointF(self._slide_view.mapFromGlobal(self.mapToGlobal(point))))
        return (round(canvas_point.x(), 2), round(canvas_point.y(), 2)) if canvas_point is not None else None

    def _slide_geometry(self) -> tuple[QPointF, float] | None:
        """Return the slide's top left in this widget, and its scale."""
        view_geometry = self._slide_view.slide_geometry()
        if view_geometry is None:
            return None
        corner, scale = view_geometry
        return QPointF(self.mapFromGlobal(self._slide_view.mapToGlobal(corner))), scale

    def _pointer_rect(self) -> QRectF:
        """Return the rectangle that the pointer covers in this widget."""
        slide_geometry, point = self._slide_geometry(), self._talk.pointer
        if slide_geometry is None or point is None or self._talk.tool not in ("laser", "magnifier"):
            return QRectF()
        corner, scale = slide_geometry
        radius = (LASER_RADIUS if self._talk.tool == "laser" else MAGNIFIER_RADIUS * self._tool_scale) * scale + 6
        return QRectF(
            corner.x() + point[0] * scale - radius, corner.y() + point[1] * scale - radius, 2 * radius, 2 * radius
        )

    def _on_pointer_moved(self) -> None:
        if self._talk.tool == "spotlight":
            self.update()
            return
        pointer_rect = self._pointer_rect()
        # Only the old and the new place of the light are repainted: a pointer must follow the hand.
        for rect in (self._last_pointer_rect, pointer_rect):
            if not rect.isEmpty():
                self.update(rect.toAlignedRect())
        self._last_pointer_rect = pointer_rect

    # -- painting ------------------------------------------------------------------------------------------------------

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ink, then the light."""
        slide_geometry = self._slide_geometry()
        talk = self._talk
        if slide_geometry is None or talk.blank:
            return
        corner, scale = slide_geometry
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(corner)
            painter.scale(scale, scale)
            theme = self._slide_view.theme
            strokes, frame = talk.strokes(self._shown_slide_id()), self._slide_view.frame()
            if strokes and frame is not None:
                ink = ink_frame(strokes, theme, frame.width, frame.height)
                paint(painter, ink, QRectF(0, 0, frame.width, frame.height))
            if talk.pointer is not None:
                self._paint_light(painter, QPointF(*talk.pointer), theme)

    def _paint_light(self, painter: QPainter, center: QPointF, theme: themes.Theme) -> None:
        tool = self._talk.tool
        if tool == "laser":
            glow = QRadialGradient(center, LASER_RADIUS)
            for offset, alpha in ((0.0, 255), (0.22, 235), (0.3, 120), (0.6, 36), (1.0, 0)):
                color = QColor("#ff5a46")
                color.setAlpha(alpha)
                glow.setColorAt(offset, color)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(glow)
            painter.drawEllipse(center, LASER_RADIUS, LASER_RADIUS)
        elif tool == "spotlight":
            radius = SPOTLIGHT_RADIUS * self._tool_scale
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            path.addRect(QRectF(-4000, -4000, 9920, 9080))
            path.addEllipse(center, radius, radius)
            painter.fillPath(path, QColor(0, 0, 0, 190))
        elif tool == "magnifier":
            self._paint_magnifier(painter, center, theme)

    def _paint_magnifier(self, painter: QPainter, center: QPointF, theme: themes.Theme) -> None:
        pixmap = self._slide_view.zoomed_pixmap(MAGNIFIER_ZOOM)
        if pixmap is None:
            return
        radius = MAGNIFIER_RADIUS * self._tool_scale
        lens = QPainterPath()
        lens.addEllipse(center, radius, radius)
        frame = self._slide_view.frame()
        assert frame is not None
        with saved_state(painter):
            painter.setClipPath(lens)
            painter.fillPath(lens, QColor(theme.background))
            # The point under the mouse stays under the mouse.
            corner = center - center * MAGNIFIER_ZOOM
            painter.drawPixmap(
                QRectF(corner.x(), corner.y(), frame.width * MAGNIFIER_ZOOM, frame.height * MAGNIFIER_ZOOM),
                pixmap,
                QRectF(pixmap.rect()),
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.gold), 3.0))
        painter.drawEllipse(center, radius, radius)

    # -- mouse ------------------------------------------------------------------------------------------------------

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        point = self._to_canvas(event.position())
        if point is not None and event.button() == Qt.MouseButton.LeftButton:
            self._talk.begin_stroke(self._shown_slide_id(), point, self._slide_view.aspect)
        event.accept()

    @qt_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the pointer, and continue a stroke."""
        point = self._to_canvas(event.position())
        if point is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._talk.extend_stroke(self._shown_slide_id(), point)
        else:
            self._talk.set_pointer(point)
        event.accept()

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a stroke; the widget below must not see a click."""
        self._talk.end_stroke(self._shown_slide_id())
        event.accept()

    @qt_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Widen or narrow the spotlight and the lens."""
        if self._talk.tool in ("spotlight", "magnifier"):
            self._tool_scale = max(0.4, min(2.5, self._tool_scale * 1.0012 ** event.angleDelta().y()))
            self.update()
        event.accept()

    @qt_override
    def leaveEvent(self, event: QEvent) -> None:
        """Hide the pointer when the mouse leaves."""
        self._talk.set_pointer(None)
        super().leaveEvent(event)
