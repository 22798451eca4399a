"""A plain text edit with folds, visible lines, font size and wrapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlock, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.qt_override import qt_override
from desktop.story.text_diff import LineChange
from desktop.ui.editor.fold import Folds, next_visible_block
from desktop.ui.editor.qt_text import utf16_offset
from desktop.ui.widgets.actions import EDITOR
from desktop.ui.widgets.interface_colors import CURRENT_LINE
from desktop.ui.widgets.keys.key_map import KeyMap

KEEP_ANCHOR: Final = QTextCursor.MoveMode.KeepAnchor
DEFAULT_FONT_SIZE: Final = 14

VisibleLine = tuple[QTextBlock, float, float]
"""A line in view, its top in the viewport, and its height."""


class FoldingTextEdit(QPlainTextEdit):
    """Plain text edit with folds, font size and wrapping.

    The gutter, the key handler and the highlights need no more of an editor.
    """

    font_size_changed = Signal(int)  # the size of the font, in pixels
    wrap_changed = Signal(bool)  # whether long lines are wrapped to the width

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current_line_color: Final = QColor(CURRENT_LINE)
        self.severity_by_line: Mapping[int, str] = {}
        self.change_by_line: Mapping[int, LineChange] = {}
        self.folds = Folds(self.document(), self)
        self.key_map = KeyMap(EDITOR)
        self._font_size = DEFAULT_FONT_SIZE

    def select_line(self, block: QTextBlock) -> None:
        """Select a line and its line break."""
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, KEEP_ANCHOR)
        if cursor.atBlockStart() and not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, KEEP_ANCHOR)
        self.setTextCursor(cursor)

    def go_to_line(self, line: int, column: int = 1) -> None:
        """Move the cursor to a line and column, both from 1."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            line_text = block.text()
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + utf16_offset(line_text, min(column - 1, len(line_text))))
            self.folds.unfold(block)
            self.setTextCursor(cursor)
            self.centerCursor()

    def fold_here(self) -> None:
        """Fold the table around the cursor."""
        self.folds.fold(self.textCursor().block())

    def unfold_here(self) -> None:
        """Unfold the table at the cursor."""
        self.folds.unfold(self.textCursor().block())

    def zoom(self, direction: int) -> None:
        """Change the font size by one pixel; 0 resets it."""
        self.set_font_size(self._font_size + direction if direction else DEFAULT_FONT_SIZE)

    def set_font_size(self, size: int) -> None:
        """Set the font size in pixels, between 8 and 40."""
        self._font_size = max(8, min(40, size))
        font = QFont()
        font.setFamilies(["JetBrains Mono", "Passeur WenKai"])
        font.setPixelSize(self._font_size)
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(font)
        self.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(" ") * 4)
        self.font_size_changed.emit(self._font_size)

    @qt_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the font size with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif delta := event.angleDelta().y():
            self.zoom(1 if delta > 0 else -1)

    def toggle_wrap(self) -> None:
        """Toggle the wrapping of long lines."""
        self.set_wrap(self.lineWrapMode() == QPlainTextEdit.LineWrapMode.NoWrap)

    def set_wrap(self, on: bool) -> None:
        """Set whether long lines are wrapped to the width."""
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if on else mode.NoWrap)
        self.wrap_changed.emit(on)

    def visible_lines(self, within: QRect | None = None) -> list[VisibleLine]:
        """Return the lines in view, or those within a rectangle."""
        lines: list[VisibleLine] = []
        rect = self.viewport().rect() if within is None else within
        block, top = self._line_at(rect.top())
        while block.isValid() and top <= rect.bottom():
            line_height = self.blockBoundingRect(block).height()
            lines.append((block, top, line_height))
            top += line_height
            block = next_visible_block(block)
        return lines

    def _line_at(self, y: int) -> tuple[QTextBlock, float]:
        """Return the line at a height of the viewport, and its top."""
        if y <= 0:
            block = self.firstVisibleBlock()
        else:
            # A key repaints the cursor's line and a pixel more: looking there first saves the search for a place.
            block = self.textCursor().block()
            rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if block.isVisible() and rect.top() <= y < rect.bottom():
                return block, rect.top()
            previous_block = block.previous()
            if block.isVisible() and previous_block.isVisible():
                previous_top = rect.top() - self.blockBoundingRect(previous_block).height()
                if previous_top <= y < rect.top():
                    return previous_block, previous_top
            block = self.cursorForPosition(QPoint(0, y)).block()
        return block, self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
