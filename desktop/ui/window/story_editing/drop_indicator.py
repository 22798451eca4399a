"""Find the drop place of dragged slides, and draw its line."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.painter_scope import painting
from desktop.session.session import Session
from desktop.ui.widgets.deck.deck import Deck


class DropPlace(NamedTuple):
    """The row before which dropped slides come, and where that is.

    `opens_section`: below the title of the section that the row begins, not above it.
    """

    row: int
    y: int
    opens_section: bool = False


class DropIndicator(QWidget):
    """Line that shows the drop position of a slide."""

    def __init__(self, deck: Deck, session: Session) -> None:
        super().__init__(deck.viewport())
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        with painting(self) as painter:
            painter.setPen(QPen(QColor(themes.theme(self._session.story.theme).gold), 3))
            painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)
