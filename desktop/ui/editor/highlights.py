"""What is painted below the signs of the editor and after them: brackets, what was found, what a fold hides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextBlock

from desktop.render.theme import CINEMA, Theme
from desktop.ui.editor.fold import below

if TYPE_CHECKING:
    from desktop.ui.editor.editor import Editor

_FOUND: Final = QColor("#4a3712")
_PAIR: Final = QColor("#4b382c")


def tinted(palette: QPalette, theme: Theme) -> QPalette:
    """Return a palette with the editor's ground and its selection, alike with the focus and without."""
    made = QPalette(palette)
    for role, color in (
        (QPalette.ColorRole.Base, theme.ground),
        (QPalette.ColorRole.Text, theme.paper),
        (QPalette.ColorRole.Highlight, "#5a2f27"),
        (QPalette.ColorRole.HighlightedText, "#fffaf2"),
    ):
        made.setColor(QPalette.ColorGroup.All, role, QColor(color))
    return made


class Marker:
    """Paints on one editor; only lines in view cost anything."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    def spans(
        self,
        painter: QPainter,
        found: Sequence[tuple[int, int]],
        pair: Sequence[int],
        first: QTextBlock,
        last: int,
    ) -> None:
        """Light up what was found and the brackets, from a block to a line; positions of the document, in order."""
        begin = first.position()
        block = self._editor.document().findBlockByNumber(last)
        end = block.position() + block.length()
        low = max(0, bisect_left(found, (begin, 0)) - 1)
        for start, stop in found[low : bisect_left(found, (end, 0))]:
            self._span(painter, start, stop, _FOUND)
        for place in pair:
            if begin <= place < end:
                self._span(painter, place, place + 1, _PAIR)

    def _span(self, painter: QPainter, start: int, end: int, color: QColor) -> None:
        editor = self._editor
        block = editor.document().findBlock(start)
        while block.isValid() and block.position() < end:
            if block.isVisible():
                corner = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).topLeft()
                layout = block.layout()
                left, right = max(0, start - block.position()), min(block.length() - 1, end - block.position())
                for number in range(layout.lineCount()):
                    line = layout.lineAt(number)
                    one, two = max(left, line.textStart()), min(right, line.textStart() + line.textLength())
                    if one < two:
                        x, stop = _x(line.cursorToX(one)), _x(line.cursorToX(two))
                        rect = QRectF(x, line.y(), stop - x, line.height()).translated(corner)
                        painter.setPen(Qt.PenStyle.NoPen)
                        painter.setBrush(color)
                        painter.drawRoundedRect(rect, 2, 2)
            block = block.next()

    def pills(self) -> list[tuple[QRectF, int]]:
        """Write after each folded header how many lines it hides; return where, with the header's line."""
        editor, found = self._editor, []
        painter = QPainter(editor.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(editor.font())
        font.setPixelSize(max(8, font.pixelSize() - 3))
        painter.setFont(font)
        offset = editor.contentOffset().x()
        for block, top, tall in editor.visible_lines():
            if not editor.folds.folded(block):
                continue
            after = below(block)
            end = after.blockNumber() if after.isValid() else editor.blockCount()
            words = f"⋯ {end - block.blockNumber() - 1}"
            line = block.layout().lineAt(block.layout().lineCount() - 1)
            left = _x(line.cursorToX(block.length() - 1)) + offset + 14
            rect = QRectF(left, top + 2, painter.fontMetrics().horizontalAdvance(words) + 16, tall - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#2f231f"))
            painter.drawRoundedRect(rect, 5, 5)
            painter.setPen(QColor(CINEMA.gold))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
            found.append((rect, block.blockNumber()))
        painter.end()
        return found


def _x(place: object) -> float:
    """Return the abscissa that `QTextLine.cursorToX` gives, alone or with the cursor's position."""
    return float(place[0] if isinstance(place, tuple) else place)  # type: ignore[arg-type]
