"""The text of the story, to be typed in: line numbers, folding, brackets, indenting. It has no history of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.render.theme import CINEMA
from desktop.story.edit import difference
from desktop.story.problems import Problem
from desktop.ui.text_colors import Colors
from desktop.ui.text_gutter import Gutter
from desktop.ui.text_keys import CLOSING, PAIRS, Keys

_FAR: Final = 20_000  # signs that a bracket's partner is looked for


def units(text: str, offset: int) -> int:
    """Return an offset of a str in the units of QTextDocument, where signs beyond U+FFFF count twice."""
    return offset if text.isascii() else len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def offset_of(text: str, place: int) -> int:
    """Return a place of QTextDocument as an offset of the str."""
    if text.isascii():
        return place
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "replace"))


class TextArea(QPlainTextEdit):
    """Signals: `typed` with each change by hand, `rested` when the cursor has stood still, `asked` at Ctrl+click."""

    typed = Signal()
    rested = Signal(int)
    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text")
        self.setUndoRedoEnabled(False)  # the story has one history, for what is typed and what is dragged alike
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setStyleSheet(
            f"#text {{ background: {CINEMA.ground}; color: {CINEMA.paper}; selection-background-color: #5b2a22; }}"
        )
        self.setCursorWidth(2)
        self._size = 14
        self._quiet = False
        self._problems: tuple[Problem, ...] = ()
        self._marks: dict[int, str] = {}
        self._underlines: list[QTextEdit.ExtraSelection] = []
        self._found: list[QTextEdit.ExtraSelection] = []
        self.gutter = Gutter(self)
        self._keys = Keys(self)
        self._set_size(self._size)
        self._colors = Colors(self.document())
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(60)
        self._rest.timeout.connect(lambda: self.rested.emit(self.offset()))
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_gutter)
        self.cursorPositionChanged.connect(self._moved)
        self.textChanged.connect(self._changed)
        self._make_room()

    # -- the text ------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the text as it is: Qt's own plain text would turn no-break spaces into plain ones."""
        return self.document().toRawText().replace("\u2029", "\n")

    def take(self, text: str) -> None:
        """Show another text by the smallest change: cursor, scroll and folds stay where they are."""
        old = self.text()
        if text == old:
            return
        self._quiet = True
        try:
            if not old:
                self.setPlainText(text)
            else:
                edit = difference(old, text)
                cursor = QTextCursor(self.document())
                cursor.setPosition(units(old, edit.start))
                cursor.setPosition(units(old, edit.end), QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(edit.replacement)
        finally:
            self._quiet = False

    def offset(self) -> int:
        """Return where the cursor is, as an offset of the text."""
        return offset_of(self.text(), self.textCursor().position())

    def go_to(self, start: int, end: int | None = None) -> None:
        """Put the cursor somewhere, perhaps with a selection, unfolded and in view."""
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(units(text, min(start, len(text))))
        if end is not None:
            cursor.setPosition(units(text, min(end, len(text))), QTextCursor.MoveMode.KeepAnchor)
        block = self.document().findBlock(cursor.selectionStart())
        if not block.isVisible():
            self.gutter.unfold_around(block)
        self.setTextCursor(cursor)
        self.centerCursor()

    def replace(self, start: int, end: int, words: str, cursor_at: int | None = None) -> None:
        """Put words in place of a stretch, as if they were typed."""
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        if cursor_at is not None:
            cursor.setPosition(units(self.text(), start + cursor_at))
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        if not self._quiet:
            self.typed.emit()

    # -- problems ------------------------------------------------------------------------------------------------------

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Underline what is wrong, and mark its lines."""
        self._problems = tuple(problems)
        self._marks = {}
        self._underlines = []
        for problem in self._problems:
            self._marks.setdefault(problem.line, problem.severity)
            if problem.severity == "error":
                self._marks[problem.line] = "error"
            block = self.document().findBlockByNumber(problem.line - 1)
            if not block.isValid() or len(self._underlines) > 300:
                continue
            line = block.text()
            start = min(units(line, problem.column - 1), max(0, len(line) - 1))
            same = problem.end_line == problem.line and problem.end_column > problem.column
            end = units(line, problem.end_column - 1) if same else len(line)
            made = QTextEdit.ExtraSelection()
            made.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            color = CINEMA.vermilion if problem.severity == "error" else CINEMA.gold
            made.format.setUnderlineColor(QColor(color))
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + start)
            cursor.setPosition(block.position() + max(end, min(start + 1, len(line))), QTextCursor.MoveMode.KeepAnchor)
            made.cursor = cursor
            self._underlines.append(made)
        self._light()
        self.gutter.update()

    def problem_at(self, offset: int) -> Problem | None:
        """Return the problem at an offset, or on its line."""
        text = self.text()
        line = text.count("\n", 0, offset) + 1
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        here = [one for one in self._problems if one.line == line]
        inside = (one for one in here if one.column <= column <= max(one.end_column, one.column))
        return next(inside, here[0] if here else None)

    def next_problem(self, way: int) -> None:
        """Go to the next problem, or the one before; round and round."""
        places = sorted({(one.line, one.column) for one in self._problems})
        if not places:
            return
        cursor = self.textCursor()
        here = (cursor.blockNumber() + 1, offset_of(cursor.block().text(), cursor.positionInBlock()) + 1)
        if way > 0:
            line, column = next((place for place in places if place > here), places[0])
        else:
            line, column = next((place for place in reversed(places) if place < here), places[-1])
        self.go_to_line(line, column)

    def go_to_line(self, line: int, column: int = 1) -> None:
        """Put the cursor at a line and column, from 1."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            if not block.isVisible():
                self.gutter.unfold_around(block)
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + min(units(block.text(), column - 1), block.length() - 1))
            self.setTextCursor(cursor)
            self.centerCursor()

    # -- light ---------------------------------------------------------------------------------------------------------

    def show_found(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Light up what was searched for; stretches are places of the document."""
        self._found = []
        for start, end in stretches:
            made = QTextEdit.ExtraSelection()
            made.format.setBackground(QColor("#4a3a1c"))
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            made.cursor = cursor
            self._found.append(made)
        self._light()

    def _moved(self) -> None:
        self._light()
        self._rest.start()
        self.gutter.update()

    def _light(self) -> None:
        """Light up the cursor's line, the bracket's partner, problems and what was found."""
        line = QTextEdit.ExtraSelection()
        line.format.setBackground(QColor("#1d1513"))
        line.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
        cursor = self.textCursor()
        cursor.clearSelection()
        line.cursor = cursor
        pair = []
        for place in self._partners():
            made = QTextEdit.ExtraSelection()
            made.format.setForeground(QColor(CINEMA.gold))
            made.format.setBackground(QColor("#3a2c14"))
            at = QTextCursor(self.document())
            at.setPosition(place)
            at.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
            made.cursor = at
            pair.append(made)
        self.setExtraSelections([line, *self._found, *self._underlines, *pair])

    def _partners(self) -> tuple[int, ...]:
        """Return the bracket at the cursor and its partner, as places of the document."""
        document, place = self.document(), self.textCursor().position()
        for at in (place, place - 1):
            sign = document.characterAt(at) if at >= 0 else ""
            if sign in "([{" and sign:
                other, way = PAIRS[sign], 1
            elif sign in CLOSING:
                other, way = CLOSING[sign], -1
            else:
                continue
            depth = 0
            for step in range(_FAR):
                here = document.characterAt(at + way * step)
                if here == "\x00" or at + way * step < 0:
                    break
                depth += (here == sign) - (here == other)
                if depth == 0:
                    return at, at + way * step
        return ()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take care of brackets, quotation marks and indents."""
        if not self._keys.take(event):
            super().keyPressEvent(event)

    # -- size ----------------------------------------------------------------------------------------------------------

    def zoom(self, way: int) -> None:
        """Write larger or smaller; 0 goes back."""
        self._set_size(max(8, min(36, self._size + way)) if way else 14)

    def _set_size(self, size: int) -> None:
        self._size = size
        font = QFont()
        font.setFamilies(["JetBrains Mono", "Passeur WenKai"])
        font.setPixelSize(size)
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(font)
        self.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(" ") * 4)
        self._make_room()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Write larger or smaller with Ctrl and the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for where an id is defined, with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.button() == Qt.MouseButton.LeftButton:
            place = self.cursorForPosition(event.position().toPoint()).position()
            self.asked.emit(offset_of(self.text(), place))
            event.accept()
            return
        super().mousePressEvent(event)

    # -- the gutter ----------------------------------------------------------------------------------------------------

    def _make_room(self, _count: int = 0) -> None:
        self.setViewportMargins(self.gutter.wanted(), 0, 0, 0)

    def _scroll_gutter(self, rect: QRect, dy: int) -> None:
        if dy:
            self.gutter.scroll(0, dy)
        else:
            self.gutter.update(0, rect.y(), self.gutter.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter beside the text."""
        super().resizeEvent(event)
        rect = self.contentsRect()
        self.gutter.setGeometry(rect.left(), rect.top(), self.gutter.wanted(), rect.height())

    def mark_of(self, line: int) -> str:
        """Return the severity of what is wrong on a line, "" for nothing."""
        return self._marks.get(line, "")

    def visible_lines(self) -> list[tuple[QTextBlock, float, float]]:
        """Return the lines in view with their tops and heights."""
        found = []
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= self.viewport().height():
            height = self.blockBoundingRect(block).height()
            if block.isVisible():
                found.append((block, top, height))
            top += height
            block = block.next()
        return found
