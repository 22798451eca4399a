"""A combo box with its own arrow: a style sheet removes Fusion's."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from desktop.qt_override import qt_override
from desktop.render.painter_scope import painting
from desktop.render.theme import CINEMA


class ComboBox(QComboBox):
    """A combo box that draws its own arrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setStyleSheet("QComboBox::drop-down { border: none; width: 30px; }")

    @qt_override(instead=QComboBox.paintEvent)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, and the arrow on it."""
        super().paintEvent(event)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(CINEMA.muted), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            x, y = self.width() - 18.0, self.height() / 2
            painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2.5), QPointF(x + 4, y - 2)])
