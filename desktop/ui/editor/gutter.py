"""The gutter beside the text: line numbers, problem marks and fold handles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.qt_override import qt_override
from desktop.render.painter_scope import painting
from desktop.render.theme import CINEMA
from desktop.story.text_diff import LineChange
from desktop.ui.editor.fold import table_header_at
from desktop.ui.editor.folding_text_edit import FoldingTextEdit, VisibleLine
from desktop.ui.widgets import interface_colors as colors

_FOLD_HANDLE_WIDTH: Final = 18
_MARK_WIDTH: Final = 14
_CHANGE_WIDTH: Final = 3
_CHANGE_COLORS: Final[Mapping[LineChange, str]] = {
    "added": colors.SYNTAX_DATE,
    "changed": colors.SYNTAX_NUMBER,
    "removed": colors.ERROR,
}


class Gutter(QWidget):
    """Gutter widget: a click on a handle folds, on numbers selects."""

    def __init__(self, editor: FoldingTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._hovered = False
        self._headers: set[int] = set()  # the numbers of the headers that were painted
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def preferred_width(self) -> int:
        """Return the width for the line numbers, marks and handles."""
        digits = max(3, len(str(self._editor.blockCount())))
        return _MARK_WIDTH + round(self._editor.fontMetrics().horizontalAdvance("0") * digits) + _FOLD_HANDLE_WIDTH + 6

    def follow(self, lines: Sequence[VisibleLine]) -> None:
        """Repaint beside painted lines, if needed.

        Beside a line that is written in, or whose cursor blinks, it changes only if that line becomes a table's header.
        """
        for block, top, line_height in lines:
            if (table_header_at(block) is not None) != (block.blockNumber() in self._headers):
                self.update(0, int(top), self.width(), int(line_height) + 1)

    @qt_override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed lines."""
        editor = self._editor
        with painting(self) as painter:
            rect = event.rect()
            painter.fillRect(rect, QColor(CINEMA.background))
            painter.setFont(editor.font())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            current = editor.textCursor().blockNumber()
            height = editor.fontMetrics().height()
            numbers_width = self.width() - _FOLD_HANDLE_WIDTH - 4
            plain_color, current_color = QColor(colors.LINE_NUMBER), QColor(colors.EMPHASIS)
            severity_by_line, change_by_line = editor.severity_by_line, editor.change_by_line
            for block, top, line_height in editor.visible_lines(rect):
                number = block.blockNumber()
                if number == current:
                    painter.fillRect(QRectF(0, top, self.width(), line_height), editor.current_line_color)
                painter.setPen(current_color if number == current else plain_color)
                line = QRectF(0, top, numbers_width, height)
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number + 1))
                if change_by_line and number in change_by_line:
                    _paint_change(painter, change_by_line[number], top, line_height)
                if severity_by_line and number in severity_by_line:
                    self._paint_mark(painter, severity_by_line[number], top + height / 2)
                self._headers.discard(number)
                if table_header_at(block) is not None:
                    self._headers.add(number)
                    folded = editor.folds.is_folded(block)
                    self._paint_fold_handle(painter, top + height / 2, folded)

    def show_changes(self, change_by_line: Mapping[int, LineChange]) -> None:
        """Mark lines that were changed, by their numbers from 0."""
        if change_by_line != self._editor.change_by_line:
            self._editor.change_by_line = change_by_line
            self.update()

    def _paint_mark(self, painter: QPainter, severity: str, center_y: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        error = severity == "error"
        painter.setBrush(QColor(colors.ERROR if error else CINEMA.gold))
        if error:
            painter.drawEllipse(QPointF(_MARK_WIDTH / 2 + 1, center_y), 3.5, 3.5)
        else:  # another shape, for colour-blind users
            x = _MARK_WIDTH / 2 + 1
            painter.drawPolygon(
                [QPointF(x, center_y - 4), QPointF(x + 4, center_y + 3.4), QPointF(x - 4, center_y + 3.4)]
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_fold_handle(self, painter: QPainter, center_y: float, folded: bool) -> None:
        pen = QPen(
            QColor(CINEMA.gold if folded else colors.FOLD_HANDLE_HOVER if self._hovered else colors.FOLD_HANDLE), 1.5
        )
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x = self.width() - _FOLD_HANDLE_WIDTH / 2 - 1
        if folded:
            points = [QPointF(x - 2, center_y - 4), QPointF(x + 2, center_y), QPointF(x - 2, center_y + 4)]
        else:
            points = [QPointF(x - 4, center_y - 2), QPointF(x, center_y + 2), QPointF(x + 4, center_y - 2)]
        painter.drawPolyline(points)

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold a table, or select a line."""
        y = event.position().y()
        for block, top, line_height in self._editor.visible_lines():
            if top <= y < top + line_height:
                if event.position().x() >= self.width() - _FOLD_HANDLE_WIDTH - 2 and table_header_at(block) is not None:
                    self._editor.folds.toggle(block)
                else:
                    self._editor.select_line(block)
                break
        self._editor.setFocus()
        event.accept()

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Accept the release that belongs to the press."""
        event.accept()

    @qt_override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Highlight the handles under the pointer."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    @qt_override
    def leaveEvent(self, event: QEvent) -> None:
        """Dim the handles."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    @qt_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QApplication.sendEvent(self._editor.viewport(), event)


def _paint_change(painter: QPainter, change: LineChange, top: float, line_height: float) -> None:
    """Paint a stripe beside a line, or a wedge where lines went."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_CHANGE_COLORS[change]))
    if change == "removed":  # another shape, for colour-blind users
        painter.drawPolygon([QPointF(0, top - 4), QPointF(5, top), QPointF(0, top + 4)])
    else:
        painter.drawRect(QRectF(0, top, _CHANGE_WIDTH, line_height))
    painter.setBrush(Qt.BrushStyle.NoBrush)
