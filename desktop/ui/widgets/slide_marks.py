"""The marks on a slide that the audience never sees."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.i18n import Messages
from desktop.render import theme as themes
from desktop.render.frame import Frame, HitZone
from desktop.ui.widgets import interface_colors as colors

MESSAGES: Final = Messages({"overflow": "does not fit", "left_out": "does not fit: {count} left out"})


def paint_hover(painter: QPainter, frame: Frame, target: QRectF, zone: HitZone | None) -> None:
    """Paint a frame around the event or source under the pointer."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if zone is not None and zone.kind in ("event", "source"):
        painter.setPen(QColor(*themes.channels(themes.CINEMA.gold), 150))
        painter.drawRoundedRect(_on_widget(zone, frame, target), 4, 4)


def paint_error(painter: QPainter, target: QRectF) -> None:
    """Paint the mark of a slide with an error."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(themes.CINEMA.vermilion))
    painter.drawEllipse(QPointF(target.right() - 22, target.top() + 22), 11, 11)
    painter.setPen(QColor(themes.CINEMA.paper))
    _set_font(painter, 14)
    painter.drawText(QRectF(target.right() - 33, target.top() + 11, 22, 22), Qt.AlignmentFlag.AlignCenter, "!")


def paint_overflows(painter: QPainter, frame: Frame, target: QRectF, ui_language: str) -> None:
    """Paint a line and a word below each text that overflows."""
    _set_font(painter, 11)
    metrics = painter.fontMetrics()
    for overflow in frame.overflows:
        zones = [zone for zone in frame.zones if zone.path and zone.path == overflow.path]
        rect = _on_widget(zones[0], frame, target) if zones else target.adjusted(24, 0, -24, -target.height() * 0.12)
        bottom = min(rect.bottom(), target.bottom() - 20)
        painter.setPen(QPen(QColor(colors.ERROR), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        key = "left_out" if overflow.left_out else "overflow"
        words = MESSAGES(key, ui_language, count=overflow.left_out)
        tag = QRectF(0, bottom + 2, metrics.horizontalAdvance(words) + 12, metrics.height() + 4)
        tag.moveRight(rect.right())
        tag.moveLeft(max(target.left() + 2, tag.left()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.ERROR))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(QColor(colors.ON_ACCENT))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)


def _on_widget(zone: HitZone, frame: Frame, target: QRectF) -> QRectF:
    """Return the rectangle of a zone on the widget."""
    scale = target.width() / frame.width
    left, top = target.x() + zone.x * scale, target.y() + zone.y * scale
    return QRectF(left, top, zone.width * scale, zone.height * scale)


def _set_font(painter: QPainter, pixel_size: int) -> None:
    font = painter.font()
    font.setPixelSize(pixel_size)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
