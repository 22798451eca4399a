"""Titles of sections, painted above the first slide of each."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF

from desktop.render.theme import Theme
from desktop.ui.widgets.plain_text import elided

HEADING_HEIGHT: Final = 38
_CHEVRON: Final = 4.0
_FONT_SIZE: Final = 13


class Heading(NamedTuple):
    """Title and slide count of a section, at a place.

    `is_folded` is None where its slides cannot be hidden.
    """

    title: str
    slide_count: int
    rect: QRectF
    is_folded: bool | None

    def translated(self, by: QPointF) -> Heading:
        """Return the heading at another place."""
        return self._replace(rect=self.rect.translated(by))


def paint_heading(painter: QPainter, heading: Heading, theme: Theme) -> None:
    """Paint a heading: a chevron, the title and the number of slides.

    It leaves pen, brush and font changed.
    """
    rect = heading.rect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.line))
    painter.drawLine(QPointF(rect.left(), rect.top() + 2.5), QPointF(rect.right(), rect.top() + 2.5))
    text_rect = rect.adjusted(0, 4, 0, 0)
    font = QFont(painter.font())
    font.setPixelSize(_FONT_SIZE)
    if heading.is_folded is not None:
        _paint_chevron(painter, QPointF(text_rect.left() + _CHEVRON, text_rect.center().y()), heading.is_folded, theme)
        text_rect.setLeft(text_rect.left() + 4 * _CHEVRON + 2)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    count = str(heading.slide_count)
    painter.drawText(text_rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
    text_rect.setRight(text_rect.right() - painter.fontMetrics().horizontalAdvance(count) - 10)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.gold))
    title = elided(heading.title, painter.fontMetrics(), math.floor(text_rect.width()))
    painter.drawText(text_rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)


def _paint_chevron(painter: QPainter, center: QPointF, is_folded: bool, theme: Theme) -> None:
    """Paint an arrow head: to the right if folded, else down."""
    half = _CHEVRON / 2
    corners = [QPointF(-half, -_CHEVRON), QPointF(half, 0), QPointF(-half, _CHEVRON)]
    if not is_folded:
        corners = [QPointF(-_CHEVRON, -half), QPointF(0, half), QPointF(_CHEVRON, -half)]
    pen = painter.pen()
    pen.setColor(QColor(theme.muted))
    pen.setWidthF(1.6)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([center + corner for corner in corners]))
