"""The text of a story, to be typed in. It knows TOML and nothing of stories; `editor_pane` puts the rest around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.render.theme import CINEMA, Theme
from desktop.ui.editor.colors import Colors
from desktop.ui.editor.fold import Folds, below
from desktop.ui.editor.gutter import Gutter
from desktop.ui.editor.highlights import Marker, tinted
from desktop.ui.editor.keys import Command, Keys
from desktop.ui.editor.text_diff import Span, changes, from_qt, offset_at, to_qt, units

SIZE: Final = 14
REST_MS: Final = 60
_TOP: Final = 6
_KEEP: Final = QTextCursor.MoveMode.KeepAnchor
_Standard = QKeySequence.StandardKey

Line = tuple[QTextBlock, float, float]
"""A line in view, its top in the viewport, and how tall it is."""


class Editor(QPlainTextEdit):
    """Offsets that come and go are those of a Python str; positions inside are UTF-16 units, as Qt counts."""

    typed = Signal()  # the text was changed by hand, or by something done by hand
    struck = Signal(str)  # a key wrote this
    pasting = Signal(bool)  # a paste begins, or is done
    rested = Signal(int)  # the cursor has stood still at an offset
    asked = Signal(int)  # Ctrl+click at an offset
    zoomed = Signal(int)  # the size of the signs, in pixels
    wrapped = Signal(bool)  # whether long lines are folded to the width

    def __init__(self, parent: QWidget | None = None, theme: Theme = CINEMA) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setMouseTracking(True)
        self.setPalette(tinted(self.palette(), theme))
        self.line_color: Final = QColor("#1d1614")
        self._size = SIZE
        self._quiet = False
        self._text: str | None = ""
        self._revision = -1
        self._history: tuple[Callable[[], object], Callable[[], object]] | None = None
        self.marks: Mapping[int, str] = {}
        self._found: Sequence[tuple[int, int]] = ()
        self._pair: tuple[int, ...] = ()
        self._pills: list[tuple[QRectF, int]] = []
        self._line = 0
        self.colors = Colors(self.document(), theme)
        self.folds = Folds(self.document(), self)
        self.gutter = Gutter(self)
        self.keys = Keys(self)
        self.commands: list[Callable[[QKeyEvent], Command | None]] = [self.keys.command]
        self._marker = Marker(self)
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST_MS)
        self.rest.timeout.connect(lambda: self.rested.emit(self.offset()))
        self.document().contentsChange.connect(self._stirred)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_gutter)
        self.cursorPositionChanged.connect(self._moved)
        self.folds.changed.connect(self._folded)
        self.set_size(SIZE)
        self.installEventFilter(self)

    # -- the text ------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the text, with every no-break space that is in it."""
        if self._text is None:
            self._text = from_qt(self.document().toRawText())
        return self._text

    def position_of(self, offset: int) -> int:
        """Return the document's position of an offset."""
        text = self.text()
        offset = max(0, min(offset, len(text)))
        return offset if self._straight() else units(text, offset)

    def positions_of(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the document's positions of many spans."""
        if self._straight():
            return spans
        return [(self.position_of(start), self.position_of(end)) for start, end in spans]

    def offset_of(self, position: int) -> int:
        """Return the offset of a document's position."""
        return position if self._straight() else offset_at(self.text(), position)

    def _straight(self) -> bool:
        """Return whether both ways of counting are the same: no character takes two units."""
        return self.document().characterCount() - 1 == len(self.text())

    def offset(self) -> int:
        """Return where the cursor is."""
        return self.offset_of(self.textCursor().position())

    def set_text(self, text: str, *, fresh: bool = False) -> None:
        """Show another text by the smallest edits, not as typed: cursor, scroll and folds stay. `fresh` begins anew."""
        self._quiet = True
        try:
            if fresh or not self.text():
                self.colors.load(True)
                self.folds.unfold_all()
                self.setPlainText(to_qt(text))
                self.colors.load(False)
            elif text != self.text():
                self._apply(changes(self.text(), text))
        finally:
            self._quiet = False

    def replace(self, spans: Iterable[Span]) -> None:
        """Make edits by hand's will, as one step of the history."""
        self._apply(sorted(spans, key=lambda span: span[:2]))

    def _apply(self, spans: Sequence[Span]) -> None:
        places = [(self.position_of(start), self.position_of(end), to_qt(words)) for start, end, words in spans]
        top = QTextCursor(self.firstVisibleBlock())
        edit = QTextCursor(self.document())
        edit.beginEditBlock()
        for start, end, words in reversed(places):
            edit.setPosition(start)
            edit.setPosition(end, _KEEP)
            edit.insertText(words)
        edit.endEditBlock()
        if self.firstVisibleBlock().blockNumber() != top.blockNumber():
            self.verticalScrollBar().setValue(top.block().firstLineNumber())

    def _stirred(self, _position: int, removed: int, added: int) -> None:
        """Forget the text that was known; colours that change are no change of the text."""
        revision = self.document().revision()
        if revision == self._revision and removed == added:
            return
        self._revision = revision
        self._text = None
        if not self._quiet:
            self.typed.emit()

    def use_history(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        """Leave undo and redo to somebody who keeps one history of all changes; the editor then keeps none."""
        self._history = (undo, redo)
        self.setUndoRedoEnabled(False)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what is selected as it is: Qt would make plain spaces of no-break ones."""
        data = QMimeData()
        data.setText(from_qt(self.textCursor().selectedText()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, and say so: it is no key."""
        self.pasting.emit(True)
        super().insertFromMimeData(source)
        self.pasting.emit(False)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take texts; files that are dropped here are the window's to take."""
        return source.hasText() and not source.hasUrls()

    # -- the cursor ----------------------------------------------------------------------------------------------------

    def go_to(self, offset: int, length: int = 0) -> None:
        """Put the cursor somewhere, perhaps with a selection; unfold what hides it, and bring it into view."""
        cursor = self.textCursor()
        cursor.setPosition(self.position_of(offset))
        cursor.setPosition(self.position_of(offset + length), _KEEP)
        self.folds.unfold(self.document().findBlock(cursor.selectionStart()))
        self.setTextCursor(cursor)
        rect = self.cursorRect()
        if rect.top() < 60 or rect.bottom() > self.viewport().height() - 60:
            self.centerCursor()

    def go_to_line(self, line: int, column: int = 1) -> None:
        """Put the cursor at a line and a column, from 1, the column in characters."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            words = block.text()
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + units(words, min(column - 1, len(words))))
            self.folds.unfold(block)
            self.setTextCursor(cursor)
            self.centerCursor()

    def select_line(self, block: QTextBlock) -> None:
        """Select a line with its end."""
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, _KEEP)
        if cursor.atBlockStart() and not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
        self.setTextCursor(cursor)

    def fold_here(self) -> None:
        """Fold the table around the cursor, and put the cursor on its header."""
        self.folds.fold(self.textCursor().block())

    def _folded(self) -> None:
        """Keep the cursor where it can be seen: on the header of what hides it."""
        block = self.textCursor().block()
        if not block.isVisible():
            while block.isValid() and not block.isVisible():
                block = block.previous()
            self.setTextCursor(QTextCursor(block))
        self._redraw()

    def unfold_here(self) -> None:
        """Open what is folded at the cursor."""
        self.folds.unfold(self.textCursor().block())

    def _moved(self) -> None:
        block = self.textCursor().block()
        if not block.isVisible():
            self.folds.unfold(block)
        pair = self.keys.partners()
        line = block.blockNumber()
        if line != self._line or pair != self._pair:
            self._line, self._pair = line, pair
            self._redraw()
        if not self._quiet:
            self.rest.start()

    def show_found(self, spans: Sequence[tuple[int, int]]) -> None:
        """Light up what was searched for: positions of the document, in order."""
        self._found = spans
        self.viewport().update()

    def show_problems(self, marks: Mapping[int, str], underlines: list[QTextEdit.ExtraSelection]) -> None:
        """Underline what is wrong, and mark the lines (line number from 0 → severity)."""
        self.marks = marks
        self.setExtraSelections(underlines)
        self.gutter.update()

    # -- keys and mouse ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take care of brackets, quotation marks, indents and lines."""
        command = self._command(event)
        if command is not None:
            command()
            return
        if not self.keys.take(event):
            super().keyPressEvent(event)
        self.struck.emit(event.text())

    def _command(self, event: QKeyEvent) -> Command | None:
        """Return what a key does other than writing."""
        if self._history is not None:
            for standard, act in zip((_Standard.Undo, _Standard.Redo), self._history, strict=True):
                if event.matches(standard):
                    return act
        return next((found for ask in self.commands if (found := ask(event)) is not None), None)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Tell what an input method wrote, as what a key did."""
        super().inputMethodEvent(event)
        if event.commitString():
            self.struck.emit(event.commitString())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what is folded at its sign; with Ctrl, ask for where an id is defined."""
        if event.button() == Qt.MouseButton.LeftButton:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.asked.emit(self.offset_of(self.cursorForPosition(event.position().toPoint()).position()))
                return
            for rect, number in self._pills:
                if rect.contains(event.position()):
                    self.folds.unfold(self.document().findBlockByNumber(number))
                    return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what can be clicked."""
        super().mouseMoveEvent(event)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        over = any(rect.contains(event.position()) for rect, _ in self._pills)
        shape = Qt.CursorShape.PointingHandCursor if control or over else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Write larger or smaller with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif turned := event.angleDelta().y():
            self.zoom(1 if turned > 0 else -1)

    # -- size ----------------------------------------------------------------------------------------------------------

    def zoom(self, way: int) -> None:
        """Write larger or smaller by a pixel; 0 goes back."""
        self.set_size(self._size + way if way else SIZE)

    def set_size(self, size: int) -> None:
        """Write in this size, in pixels, within reason."""
        self._size = max(8, min(40, size))
        font = QFont()
        font.setFamilies(["JetBrains Mono", "Passeur WenKai"])
        font.setPixelSize(self._size)
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(font)
        self.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(" ") * 4)
        self._make_room()
        self.zoomed.emit(self._size)

    def toggle_wrap(self) -> None:
        """Fold long lines to the width, or let them run out."""
        self.set_wrap(self.lineWrapMode() == QPlainTextEdit.LineWrapMode.NoWrap)

    def set_wrap(self, on: bool) -> None:
        """Choose whether long lines are folded to the width."""
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if on else mode.NoWrap)
        self.wrapped.emit(on)

    def _make_room(self, _count: int = 0) -> None:
        if self.viewportMargins().left() != self.gutter.wanted():
            self.setViewportMargins(self.gutter.wanted(), _TOP, 0, 0)
            self._place_gutter()

    def _place_gutter(self) -> None:
        rect = self.contentsRect()
        self.gutter.setGeometry(rect.left(), rect.top() + _TOP, self.gutter.wanted(), self.viewport().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter beside the text."""
        super().resizeEvent(event)
        self._place_gutter()

    def _scroll_gutter(self, rect: QRect, dy: int) -> None:
        if dy:
            self.gutter.scroll(0, dy)
        else:
            self.gutter.update(0, rect.y(), self.gutter.width(), rect.height())

    def _redraw(self) -> None:
        self.viewport().update()
        self.gutter.update()

    # -- painting ------------------------------------------------------------------------------------------------------

    def visible_lines(self) -> list[Line]:
        """Return the lines in view."""
        found: list[Line] = []
        block, height = self.firstVisibleBlock(), self.viewport().height()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= height:
            tall = self.blockBoundingRect(block).height()
            found.append((block, top, tall))
            top += tall
            block = below(block)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies below the signs, the signs, and what stands after them."""
        first = self.firstVisibleBlock()
        last = self.cursorForPosition(self.viewport().rect().bottomLeft()).blockNumber()
        self.colors.show(first, last)
        painter = QPainter(self.viewport())
        block = self.textCursor().block()
        if block.isVisible() and first.blockNumber() <= block.blockNumber() <= last:
            rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
            painter.fillRect(QRectF(0, rect.top(), self.viewport().width(), rect.height()), self.line_color)
        if self._found or self._pair:
            self._marker.spans(painter, self._found, self._pair, first, last)
        painter.end()
        super().paintEvent(event)
        if self.folds or self._pills:
            self._pills = self._marker.pills()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys that this editor has a use for from the window's shortcuts."""
        # Not in `event`: below an `event` of Python, PySide 6.11 crashes on an IndexError instead of telling it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._command(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)
