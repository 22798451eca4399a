"""Paints the editor's highlights: brackets, matches of a search, and fold counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextBlock, QTextCursor

from desktop.render.painter_scope import painting
from desktop.render.theme import CINEMA, Theme
from desktop.ui.editor.fold import next_visible_block
from desktop.ui.editor.folding_text_edit import FoldingTextEdit
from desktop.ui.widgets import interface_colors as colors

_MATCH_COLOR: Final = QColor(colors.MATCH)
_BRACKET_COLOR: Final = QColor(colors.BRACKET_MATCH)


def editor_palette(palette: QPalette, theme: Theme) -> QPalette:
    """Return a palette with the editor's colours, the same without focus."""
    tinted_palette = QPalette(palette)
    for role, color in (
        (QPalette.ColorRole.Base, theme.background),
        (QPalette.ColorRole.Text, theme.paper),
        (QPalette.ColorRole.Highlight, colors.SELECTION),
        (QPalette.ColorRole.HighlightedText, colors.ON_ACCENT),
    ):
        tinted_palette.setColor(QPalette.ColorGroup.All, role, QColor(color))
    return tinted_palette


class HighlightPainter:
    """Painter of one editor's highlights; it visits only visible lines."""

    def __init__(self, editor: FoldingTextEdit) -> None:
        self._editor = editor

    def paint_highlights(
        self,
        painter: QPainter,
        match_spans: Sequence[tuple[int, int]],
        bracket_positions: Sequence[int],
        lines: Sequence[QTextBlock],
    ) -> None:
        """Paint the matches and brackets in some lines that follow each other."""
        begin, end = lines[0].position(), lines[-1].position() + lines[-1].length()
        low = max(0, bisect_left(match_spans, (begin, 0)) - 1)
        for start, stop in match_spans[low : bisect_left(match_spans, (end, 0))]:
            self._paint_span(painter, start, stop, _MATCH_COLOR)
        for position in bracket_positions:
            if begin <= position < end:
                self._paint_span(painter, position, position + 1, _BRACKET_COLOR)

    def paint_selection(self, painter: QPainter, cursor: QTextCursor, lines: Sequence[QTextBlock]) -> None:
        """Paint a further cursor's selection in some lines."""
        begin, end = lines[0].position(), lines[-1].position() + lines[-1].length()
        start, stop = max(begin, cursor.selectionStart()), min(end, cursor.selectionEnd())
        if start < stop:
            self._paint_span(painter, start, stop, self._editor.palette().highlight().color())

    def _paint_span(self, painter: QPainter, start: int, end: int, color: QColor) -> None:
        editor = self._editor
        block = editor.document().findBlock(start)
        while block.isValid() and block.position() < end:
            if block.isVisible():
                corner = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).topLeft()
                layout = block.layout()
                left, right = max(0, start - block.position()), min(block.length() - 1, end - block.position())
                for number in range(layout.lineCount()):
                    line = layout.lineAt(number)
                    segment_start, segment_end = (
                        max(left, line.textStart()),
                        min(right, line.textStart() + line.textLength()),
                    )
                    if segment_start < segment_end:
                        x, stop = _cursor_x(line.cursorToX(segment_start)), _cursor_x(line.cursorToX(segment_end))
                        rect = QRectF(x, line.y(), stop - x, line.height()).translated(corner)
                        painter.setPen(Qt.PenStyle.NoPen)
                        painter.setBrush(color)
                        painter.drawRoundedRect(rect, 2, 2)
            block = block.next()

    def paint_fold_counts(self) -> list[tuple[QRectF, int]]:
        """Paint hidden-line counts after folded headers; return their rectangles."""
        editor, rects = self._editor, []
        with painting(editor.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = QFont(editor.font())
            font.setPixelSize(max(8, font.pixelSize() - 3))
            painter.setFont(font)
            offset = editor.contentOffset().x()
            for block, top, line_height in editor.visible_lines():
                if not editor.folds.is_folded(block):
                    continue
                next_block = next_visible_block(block)
                end = next_block.blockNumber() if next_block.isValid() else editor.blockCount()
                text = f"⋯ {end - block.blockNumber() - 1}"
                line = block.layout().lineAt(block.layout().lineCount() - 1)
                left = _cursor_x(line.cursorToX(block.length() - 1)) + offset + 14
                rect = QRectF(left, top + 2, painter.fontMetrics().horizontalAdvance(text) + 16, line_height - 4)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colors.FOLD_COUNT))
                painter.drawRoundedRect(rect, 5, 5)
                painter.setPen(QColor(CINEMA.gold))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
                rects.append((rect, block.blockNumber()))
        return rects


def _cursor_x(x_or_pair: object) -> float:
    """Return the x of `QTextLine.cursorToX`, which may be a pair."""
    return float(x_or_pair[0] if isinstance(x_or_pair, tuple) else x_or_pair)  # type: ignore[arg-type]
