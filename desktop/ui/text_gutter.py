"""Beside the text: line numbers, a mark where something is wrong, and tables that fold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.render.theme import CINEMA

if TYPE_CHECKING:
    from desktop.ui.text_area import TextArea

_HEADER: Final = re.compile(r"\s*\[")
_SUB: Final = re.compile(r"\s*\[\[?\s*slide\.")


class Gutter(QWidget):
    """Line numbers, a mark where something is wrong, and a handle where a table can be folded."""

    def __init__(self, area: TextArea) -> None:
        super().__init__(area)
        self._area = area
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def wanted(self) -> int:
        """Return how wide it has to be."""
        digits = max(3, len(str(self._area.blockCount())))
        return round(self._area.fontMetrics().horizontalAdvance("9") * digits) + 38

    def sizeHint(self) -> QSize:
        """Ask for what the numbers need."""
        return QSize(self.wanted(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what stands beside the lines in view."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("#150f0e"))
        area = self._area
        font = QFont(area.font())
        font.setPixelSize(max(8, area.font().pixelSize() - 2))
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = area.textCursor().blockNumber()
        line_height = area.fontMetrics().height()
        for block, top, _ in area.visible_lines():
            number = block.blockNumber()
            painter.setPen(QColor(CINEMA.paper if number == current else "#6d6058"))
            rect = QRect(0, round(top), self.width() - 22, line_height)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(number + 1))
            mark = area.mark_of(number + 1)
            if mark:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(CINEMA.vermilion if mark == "error" else CINEMA.gold))
                painter.drawEllipse(6, round(top) + line_height // 2 - 3, 7, 7)
            if _HEADER.match(block.text()) and block.userState() < 1 and self.body(block) is not None:
                painter.setPen(QColor("#8b7d72"))
                sign = "▾" if self._open(block) else "▸"
                box = QRect(self.width() - 20, round(top), 16, line_height)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)
        painter.end()

    # -- folding -------------------------------------------------------------------------------------------------------

    def body(self, header: QTextBlock) -> tuple[QTextBlock, QTextBlock] | None:
        """Return the first and the last line of a table's body, None where it has none; a slide's has its sub-tables."""
        first = header.next()
        if not first.isValid():
            return None
        whole = not _SUB.match(header.text())
        block, filled = first, QTextBlock()
        while block.isValid():
            text = block.text()
            if block.previous().userState() < 1 and _HEADER.match(text) and not (whole and _SUB.match(text)):
                break
            if text.strip() and not text.lstrip().startswith("#"):
                filled = block
            block = block.next()
        return (first, filled) if filled.isValid() else None

    def _open(self, header: QTextBlock) -> bool:
        return header.next().isVisible()

    def toggle(self, header: QTextBlock) -> None:
        """Fold a table, or unfold it."""
        found = self.body(header)
        if found is None:
            return
        shown = not self._open(header)
        block, last = found
        while block.isValid():
            block.setVisible(shown)
            if block == last:
                break
            block = block.next()
        document = self._area.document()
        document.markContentsDirty(header.position(), last.position() + last.length() - header.position())
        cursor = self._area.textCursor()
        if not cursor.block().isVisible():
            self._area.setTextCursor(QTextCursor(header))
        self._area.viewport().update()
        self._area.document().documentLayout().documentSizeChanged.emit(
            self._area.document().documentLayout().documentSize()
        )
        self.update()

    def toggle_here(self) -> None:
        """Fold or unfold the table around the cursor."""
        header = self.header_of(self._area.textCursor().block())
        if header is not None:
            self.toggle(header)

    def header_of(self, block: QTextBlock) -> QTextBlock | None:
        """Return the header of the table around a line."""
        while block.isValid():
            if _HEADER.match(block.text()) and block.previous().userState() < 1:
                return block
            block = block.previous()
        return None

    def unfold_around(self, block: QTextBlock) -> None:
        """Unfold whatever hides a line."""
        while block.isValid() and not block.isVisible():
            header = self.header_of(block)
            while header is not None and not header.isVisible():
                header = self.header_of(header.previous())
            if header is None or self._open(header):
                block.setVisible(True)
                return
            self.toggle(header)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a table at its handle; elsewhere go to the line."""
        y = event.position().y()
        for block, top, height in self._area.visible_lines():
            if top <= y < top + height:
                if event.position().x() > self.width() - 24 and _HEADER.match(block.text()):
                    self.toggle(block)
                else:
                    self._area.go_to_line(block.blockNumber() + 1)
                break
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Scroll the text from here too."""
        if event.type() == QEvent.Type.Wheel:
            self._area.viewport().event(event)
            return True
        return super().event(event)
