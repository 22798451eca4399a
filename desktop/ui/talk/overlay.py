"""What lies over the slide while one talks: the pointer's light, ink, spotlight and magnifier. One picture in all windows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
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

from desktop.render import theme as themes
from desktop.session.stage import Point, Stage, Stroke
from desktop.ui.widgets.slide_view import SlideView

LASER: Final = 34.0
SPOT: Final = 230.0
LENS: Final = 290.0
LENS_ZOOM: Final = 2.0


class Overlay(QWidget):
    """Paints the stage's tools over a slide view and, with a tool in hand, takes the pointer for it.

    `slide` says whose ink is shown. Without a tool it lets everything through.
    """

    def __init__(self, view: SlideView, stage: Stage, slide: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._stage = stage
        self._slide = slide
        self._last: QRectF = QRectF()
        self._size = 1.0  # of spotlight and lens, by the wheel
        self.setMouseTracking(True)
        stage.changed.connect(self._tool_changed)
        stage.pointed.connect(self._pointed)
        stage.inked.connect(self.update)
        self._tool_changed()

    def _tool_changed(self) -> None:
        tool = self._stage.tool
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not tool)
        self.setCursor(Qt.CursorShape.CrossCursor if tool in ("pen", "eraser") else Qt.CursorShape.BlankCursor)
        self.setVisible(True)
        self.update()

    # -- places --------------------------------------------------------------------------------------------------------

    def _to_canvas(self, point: QPointF) -> Point | None:
        place = self._view.canvas_place(QPointF(self._view.mapFromGlobal(self.mapToGlobal(point))))
        return (round(place.x(), 2), round(place.y(), 2)) if place is not None else None

    def _scene(self) -> tuple[QPointF, float] | None:
        """Return where the slide's corner lies in this widget, and its scale."""
        found = self._view.placed()
        if found is None:
            return None
        corner, scale = found
        return QPointF(self.mapFromGlobal(self._view.mapToGlobal(corner))), scale

    def _around(self) -> QRectF:
        """Return what the pointer covers now, in this widget."""
        scene, point = self._scene(), self._stage.pointer
        if scene is None or point is None or self._stage.tool not in ("laser", "magnifier"):
            return QRectF()
        corner, scale = scene
        reach = (LASER if self._stage.tool == "laser" else LENS * self._size) * scale + 6
        return QRectF(
            corner.x() + point[0] * scale - reach, corner.y() + point[1] * scale - reach, 2 * reach, 2 * reach
        )

    def _pointed(self) -> None:
        if self._stage.tool == "spotlight":
            self.update()
            return
        now = self._around()
        # Only what the light left and where it is now: a pointer must follow the hand.
        for rect in (self._last, now):
            if not rect.isEmpty():
                self.update(rect.toAlignedRect())
        self._last = now

    # -- painting ------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ink first, then light."""
        scene = self._scene()
        stage = self._stage
        if scene is None or stage.blank:
            return
        corner, scale = scene
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(corner)
            painter.scale(scale, scale)
            theme = self._view.theme
            for stroke in stage.ink(self._slide()):
                paint_stroke(painter, stroke, theme)
            if stage.pointer is not None:
                self._light(painter, QPointF(*stage.pointer), theme)
        finally:
            painter.end()

    def _light(self, painter: QPainter, at: QPointF, theme: themes.Theme) -> None:
        tool = self._stage.tool
        if tool == "laser":
            glow = QRadialGradient(at, LASER)
            for place, alpha in ((0.0, 255), (0.22, 235), (0.3, 120), (0.6, 36), (1.0, 0)):
                color = QColor("#ff5a46")
                color.setAlpha(alpha)
                glow.setColorAt(place, color)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(glow)
            painter.drawEllipse(at, LASER, LASER)
        elif tool == "spotlight":
            reach = SPOT * self._size
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            path.addRect(QRectF(-4000, -4000, 9920, 9080))
            path.addEllipse(at, reach, reach)
            painter.fillPath(path, QColor(0, 0, 0, 190))
        elif tool == "magnifier":
            self._lens(painter, at, theme)

    def _lens(self, painter: QPainter, at: QPointF, theme: themes.Theme) -> None:
        picture = self._view.enlarged(LENS_ZOOM)
        if picture is None:
            return
        reach = LENS * self._size
        lens = QPainterPath()
        lens.addEllipse(at, reach, reach)
        frame = self._view.frame()
        assert frame is not None
        painter.save()
        painter.setClipPath(lens)
        painter.fillPath(lens, QColor(theme.ground))
        # The point under the hand stays under the hand.
        corner = at - at * LENS_ZOOM
        painter.drawPixmap(
            QRectF(corner.x(), corner.y(), frame.width * LENS_ZOOM, frame.height * LENS_ZOOM),
            picture,
            QRectF(picture.rect()),
        )
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.gold), 3.0))
        painter.drawEllipse(at, reach, reach)

    # -- the hand ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a line."""
        point = self._to_canvas(event.position())
        if point is not None and event.button() == Qt.MouseButton.LeftButton:
            self._stage.press(self._slide(), point)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand."""
        point = self._to_canvas(event.position())
        if point is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._stage.drag(self._slide(), point)
        else:
            self._stage.point(point)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a line; what lies below must not take the release for a click."""
        self._stage.release(self._slide())
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Widen or narrow the spotlight and the lens."""
        if self._stage.tool in ("spotlight", "magnifier"):
            self._size = max(0.4, min(2.5, self._size * 1.0012 ** event.angleDelta().y()))
            self.update()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the light away with the hand."""
        self._stage.point(None)
        super().leaveEvent(event)


def paint_stroke(painter: QPainter, stroke: Stroke, theme: themes.Theme) -> None:
    """Paint one line of ink on the canvas: through the middles between its points, so that a fast hand draws curves."""
    color = QColor(theme.color(stroke.color))
    points = [QPointF(*point) for point in stroke.points]
    if len(points) == 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(points[0], stroke.width / 2, stroke.width / 2)
        return
    path = QPainterPath(points[0])
    for here, after in pairwise(points[1:]):
        path.quadTo(here, (here + after) / 2)
    path.lineTo(points[-1])
    pen = QPen(color, stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
