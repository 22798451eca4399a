"""Marks places in the content of a page while Qt paints it.

Qt cannot write tags, photographs as they are, or gradients that fade. At each such place a line of no length is drawn far
outside of the page; when Qt is done, it is replaced by what belongs there.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.render.painter_scope import saved_state

_FAR: Final = 70_000
_MARK: Final = re.compile(rb"-(\d+) -%d m\nh\nS\n" % _FAR)


class PageMarks:
    """Collects the content for the marked places of a page."""

    def __init__(self) -> None:
        self._contents: list[bytes] = []

    def put(self, painter: QPainter, content: bytes) -> None:
        """Mark the current place, where `content` is inserted later."""
        place = QPointF(-(_FAR + len(self._contents)), -_FAR)
        self._contents.append(content)
        with saved_state(painter):
            painter.resetTransform()
            painter.setPen(QPen(QColor(0, 0, 0), 0))
            painter.drawLine(place, place)

    def fill_in(self, page_content: bytes) -> bytes:
        """Return the page's content with each mark replaced."""
        return _MARK.sub(lambda mark: self._contents[int(mark[1]) - _FAR], page_content)
