"""Paints tall rounded rectangles of a moving picture in three strips.

Qt shares a shape of 96 spans or more out among threads and waits for them, and a rounded rectangle of 26 pixels has as
many: its curves are a span a pixel. That takes 90 µs, and its strips 20.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Rectangle

_TALL: Final = 22.0  # in pixels of the screen


@dataclass(frozen=True, slots=True)
class StripPainter:
    """Paints the rounded rectangles of one painting; brush and pen are set."""

    scale: float
    dy: float

    @classmethod
    def for_painter(cls, painter: QPainter) -> StripPainter | None:
        """Return one, or None if `painter` rotates or stretches."""
        transform: QTransform = painter.deviceTransform()
        upright = 0.0 < transform.m11() == transform.m22() and not transform.isRotating()
        return cls(transform.m22(), transform.dy()) if upright else None

    def takes(self, item: Rectangle) -> bool:
        """Return whether a rectangle is rounded, tall and without an outline."""
        is_rounded = 0.0 < item.radius <= min(item.width, item.height) / 2
        return is_rounded and not item.stroke and item.height * self.scale > _TALL

    def draw(self, painter: QPainter, item: Rectangle) -> None:
        """Draw a rectangle's top, middle and foot.

        They meet at whole pixels of the screen, where no seam is seen.
        """
        x, y, width, height = item.x, item.y, item.width, item.height
        bottom, radius = y + height, item.radius
        upper = (math.ceil((y + radius) * self.scale + self.dy) - self.dy) / self.scale
        lower = (math.floor((bottom - radius) * self.scale + self.dy) - self.dy) / self.scale
        if upper >= lower:  # its ends are half circles
            upper = lower = (round((y + bottom) / 2 * self.scale + self.dy) - self.dy) / self.scale
        painter.drawPath(_top(x, y, width, radius, upper))
        if lower > upper:
            painter.drawRect(QRectF(x, upper, width, lower - upper))
        painter.drawPath(_foot(x, bottom, width, radius, lower))


def _top(x: float, y: float, width: float, radius: float, end: float) -> QPainterPath:
    size, right = 2 * radius, x + width
    path = QPainterPath()
    path.moveTo(x, end)
    path.lineTo(x, y + radius)
    path.arcTo(x, y, size, size, 180.0, -90.0)
    path.arcTo(right - size, y, size, size, 90.0, -90.0)
    path.lineTo(right, end)
    path.closeSubpath()
    return path


def _foot(x: float, bottom: float, width: float, radius: float, begin: float) -> QPainterPath:
    size, right = 2 * radius, x + width
    path = QPainterPath()
    path.moveTo(right, begin)
    path.lineTo(right, bottom - radius)
    path.arcTo(right - size, bottom - size, size, size, 0.0, -90.0)
    path.arcTo(x, bottom - size, size, size, 270.0, -90.0)
    path.lineTo(x, begin)
    path.closeSubpath()
    return path
