"""The preview of a span that is drawn on the timeline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from desktop.render.painter_scope import painting
from desktop.render.theme import CINEMA, channels
from desktop.ui.widgets.interface_colors import POPUP


class SpanPreview(QWidget):
    """Paints a drawn span and its date; lets the pointer through."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._start, self._end = QPointF(), QPointF()
        self.label = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_span(self, start: QPointF, end: QPointF, label: str) -> None:
        """Show a span between two places, with its date."""
        self._start, self._end, self.label = start, end, label
        self.setGeometry(self._viewport.rect())
        self.show()
        self.raise_()
        self.update()

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        with painting(self) as painter:
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            left, right = sorted((self._start.x(), self._end.x()))
            band = QRectF(left, self._start.y() - 7, max(2.0, right - left), 14)
            painter.setPen(QPen(QColor(CINEMA.gold), 1.5))
            painter.setBrush(QColor(*channels(CINEMA.gold), 90))
            painter.drawRoundedRect(band, 6, 6)
            font = QFont("Inter")
            font.setPixelSize(14)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            width = QFontMetricsF(font).horizontalAdvance(self.label) + 24
            x = min(max(4.0, band.center().x() - width / 2), max(4.0, self.width() - width - 4.0))
            box = QRectF(x, max(4.0, band.top() - 40), width, 30)
            painter.setBrush(QColor(POPUP))
            painter.setPen(QPen(QColor(CINEMA.gold), 1.0))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(QColor(CINEMA.paper))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.label)
