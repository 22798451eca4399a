"""The text editor for TOML; it knows nothing of stories.

`editor_pane` adds the widgets around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.qt_override import qt_override
from desktop.render.painter_scope import painting
from desktop.render.theme import CINEMA, Theme
from desktop.session.debounce import Debounce
from desktop.story.text_diff import Replacement, diff_texts
from desktop.ui.editor.folding_text_edit import DEFAULT_FONT_SIZE, KEEP_ANCHOR, FoldingTextEdit
from desktop.ui.editor.gutter import Gutter
from desktop.ui.editor.highlights import HighlightPainter, editor_palette
from desktop.ui.editor.key_handler import Command, KeyHandler
from desktop.ui.editor.qt_text import from_qt, offset_at_utf16, to_qt, utf16_offset
from desktop.ui.editor.several_cursors import SeveralCursors
from desktop.ui.editor.toml_highlighter import TomlHighlighter

CURSOR_SETTLE_MS: Final = 60
_TOP_MARGIN: Final = 6
_StandardKey = QKeySequence.StandardKey


class TomlEditor(FoldingTextEdit):
    """Text editor for TOML, with completion of pairs and folds.

    Public offsets count characters of a str, positions UTF-16 units.
    """

    typed = Signal()  # the user changed the text, by keys or by a command
    key_typed = Signal(str)  # the text that a key inserted
    pasting_changed = Signal(bool)  # a paste begins, or is done
    cursor_settled = Signal(int)  # the cursor has stood still at an offset
    definition_requested = Signal(int)  # Ctrl+click at an offset
    focus_lost = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None, theme: Theme = CINEMA) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setMouseTracking(True)
        self.setPalette(editor_palette(self.palette(), theme))
        self._setting_text = False
        self._text: str | None = ""
        self._revision = -1
        self._external_history: tuple[tuple[_StandardKey, Command], ...] = ()
        self._match_spans: Sequence[tuple[int, int]] = ()
        self._bracket_pair: tuple[int, ...] = ()
        self._fold_count_rects: list[tuple[QRectF, int]] = []
        self._problem_underlines: list[QTextEdit.ExtraSelection] = []
        self._misspellings: list[QTextEdit.ExtraSelection] = []
        self._current_line = 0
        self.highlighter = TomlHighlighter(self.document(), theme)
        self.gutter = Gutter(self)
        self.key_handler = KeyHandler(self)
        self.shortcut_handlers: list[Callable[[QKeyEvent], Command | None]] = [self.key_handler.shortcut]
        self.cursors = SeveralCursors(self)
        self.key_handler.commands["editor.next_same"] = self.cursors.add_next
        self._highlight_painter = HighlightPainter(self)
        self.settle_timer = Debounce(CURSOR_SETTLE_MS, lambda: self.cursor_settled.emit(self.cursor_offset()), self)
        self.document().contentsChange.connect(self._on_contents_changed)
        self.blockCountChanged.connect(self._update_margins)
        self.highlighter.lines_changed.connect(self._redraw_lines)
        self.updateRequest.connect(self._scroll_gutter)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.folds.changed.connect(self._on_folds_changed)
        self.font_size_changed.connect(self._update_margins)
        self.set_font_size(DEFAULT_FONT_SIZE)
        self.installEventFilter(self)

    # -- the text ------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the text with its no-break spaces."""
        if self._text is None:
            self._text = from_qt(self.document().toRawText())
        return self._text

    def position_of(self, offset: int) -> int:
        """Return the document position of an offset."""
        text = self.text()
        offset = max(0, min(offset, len(text)))
        return offset if self._has_no_surrogates() else utf16_offset(text, offset)

    def positions_of(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the document positions of many spans."""
        if self._has_no_surrogates():
            return spans
        return [(self.position_of(start), self.position_of(end)) for start, end in spans]

    def offset_of(self, position: int) -> int:
        """Return the offset of a document position."""
        return position if self._has_no_surrogates() else offset_at_utf16(self.text(), position)

    def _has_no_surrogates(self) -> bool:
        """Return whether no character takes two UTF-16 units."""
        return self.document().characterCount() - 1 == len(self.text())

    def cursor_offset(self) -> int:
        """Return the offset of the cursor."""
        return self.offset_of(self.textCursor().position())

    def set_text(self, text: str, *, reset: bool = False) -> None:
        """Replace the text by minimal edits, or with `reset` entirely.

        Minimal edits keep cursor, scroll position and folds.
        """
        self._setting_text = True
        try:
            if reset or not self.text():
                self.folds.unfold_all()
                self.cursors.clear()
                self.setPlainText(to_qt(text))
            elif text != self.text():
                self.cursors.clear()
                self._apply_sorted(diff_texts(self.text(), text))
        finally:
            self._setting_text = False

    def apply_replacements(self, replacements: Iterable[Replacement]) -> None:
        """Apply replacements as one undo step."""
        self._apply_sorted(sorted(replacements, key=lambda span: span[:2]))

    def _apply_sorted(self, replacements: Sequence[Replacement]) -> None:
        ranges = [(self.position_of(start), self.position_of(end), to_qt(text)) for start, end, text in replacements]
        top_cursor = QTextCursor(self.firstVisibleBlock())
        edit_cursor = QTextCursor(self.document())
        edit_cursor.beginEditBlock()
        for start, end, words in reversed(ranges):
            edit_cursor.setPosition(start)
            edit_cursor.setPosition(end, KEEP_ANCHOR)
            edit_cursor.insertText(words)
        edit_cursor.endEditBlock()
        if self.firstVisibleBlock().blockNumber() != top_cursor.blockNumber():
            self.verticalScrollBar().setValue(top_cursor.block().firstLineNumber())

    def _on_contents_changed(self, _position: int, removed: int, added: int) -> None:
        """Drop the cached text, unless only colours changed."""
        revision = self.document().revision()
        if revision == self._revision and removed == added:
            return
        self._revision = revision
        self._text = None
        if not self._setting_text:
            self.typed.emit()

    def set_external_history(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        """Delegate undo and redo to an external history; disable the editor's own."""
        self._external_history = ((_StandardKey.Undo, undo), (_StandardKey.Redo, redo))
        self.setUndoRedoEnabled(False)

    @qt_override(instead=lambda _editor: QMimeData())
    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the selection with its no-break spaces, which Qt would replace."""
        data = QMimeData()
        data.setText(self.cursors.selected_text() or from_qt(self.textCursor().selectedText()))
        return data

    @qt_override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, and emit `pasting_changed` around it."""
        self.pasting_changed.emit(True)
        if self.cursors:
            self.cursors.paste(source.text())
        else:
            super().insertFromMimeData(source)
        self.pasting_changed.emit(False)

    @qt_override(fallback=False)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept text and links; leave dropped files to the window."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    # -- the cursor ----------------------------------------------------------------------------------------------------

    def go_to(self, offset: int, length: int = 0) -> None:
        """Move the cursor to an offset, unfold and show its line."""
        cursor = self.textCursor()
        cursor.setPosition(self.position_of(offset))
        cursor.setPosition(self.position_of(offset + length), KEEP_ANCHOR)
        self.folds.unfold(self.document().findBlock(cursor.selectionStart()))
        self.setTextCursor(cursor)
        rect = self.cursorRect()
        if rect.top() < 60 or rect.bottom() > self.viewport().height() - 60:
            self.centerCursor()

    def _on_folds_changed(self) -> None:
        """Move a hidden cursor to the header of its folded table."""
        block = self.textCursor().block()
        if not block.isVisible():
            while block.isValid() and not block.isVisible():
                block = block.previous()
            self.setTextCursor(QTextCursor(block))
        self._redraw()

    def _on_cursor_moved(self) -> None:
        block = self.textCursor().block()
        if not block.isVisible():
            self.folds.unfold(block)
        bracket_pair = self.key_handler.matching_brackets()
        line = block.blockNumber()
        if line != self._current_line or bracket_pair != self._bracket_pair:
            document = self.document()
            changed_blocks = [document.findBlockByNumber(number) for number in (self._current_line, line)]
            changed_blocks += [document.findBlock(position) for position in (*self._bracket_pair, *bracket_pair)]
            self._current_line, self._bracket_pair = line, bracket_pair
            for changed_block in changed_blocks:
                self._redraw_line(changed_block)
        if not self._setting_text:
            self.settle_timer.start()

    def highlight_matches(self, spans: Sequence[tuple[int, int]]) -> None:
        """Highlight the matches of a search, given as sorted document positions."""
        self._match_spans = spans
        self.viewport().update()

    def show_problems(self, severity_by_line: Mapping[int, str], underlines: list[QTextEdit.ExtraSelection]) -> None:
        """Underline problems, and mark their lines (line number from 0 → severity)."""
        self.severity_by_line = severity_by_line
        self._problem_underlines = underlines
        self.setExtraSelections([*self._misspellings, *underlines])
        self.gutter.update()

    def show_misspellings(self, underlines: list[QTextEdit.ExtraSelection]) -> None:
        """Underline misspelt words, below the problems."""
        if underlines or self._misspellings:
            self._misspellings = underlines
            self.setExtraSelections([*underlines, *self._problem_underlines])

    # -- keys and mouse ------------------------------------------------------------------------------------------------

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run a shortcut, or handle brackets, quotation marks and indents."""
        command = self._shortcut(event)
        if command is not None and not (self.cursors and event.key() == Qt.Key.Key_Escape):
            if command != self.cursors.add_next:
                self.cursors.clear()
            command()
            return
        if self.cursors and self.cursors.handle(event, lambda: self._write_key(event)):
            return
        self._write_key(event)
        self.key_typed.emit(event.text())

    def _write_key(self, event: QKeyEvent) -> None:
        """Write a key at the cursor, or move it."""
        if not self.key_handler.handle(event):
            super().keyPressEvent(event)

    def _shortcut(self, event: QKeyEvent) -> Command | None:
        """Return the command of a key press that is no text."""
        for standard, history_command in self._external_history:
            if event.matches(standard):
                return history_command
        return next((command for handler in self.shortcut_handlers if (command := handler(event)) is not None), None)

    @qt_override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Emit `key_typed` for text of an input method."""
        super().inputMethodEvent(event)
        if event.commitString():
            self.cursors.insert_composed(event.commitString())
            self.key_typed.emit(event.commitString())

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold at a fold count, request a definition, or add a cursor."""
        if event.button() == Qt.MouseButton.LeftButton:
            if event.modifiers() == Qt.KeyboardModifier.AltModifier:
                self.cursors.toggle(self.cursorForPosition(event.position().toPoint()).position())
                return
            self.cursors.clear()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.definition_requested.emit(
                    self.offset_of(self.cursorForPosition(event.position().toPoint()).position())
                )
                return
            for rect, number in self._fold_count_rects:
                if rect.contains(event.position()):
                    self.folds.unfold(self.document().findBlockByNumber(number))
                    return
        super().mousePressEvent(event)

    @qt_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a pointing hand over clickable parts."""
        super().mouseMoveEvent(event)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        over_fold_count = any(rect.contains(event.position()) for rect, _ in self._fold_count_rects)
        shape = Qt.CursorShape.PointingHandCursor if control or over_fold_count else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    # -- size ----------------------------------------------------------------------------------------------------------

    def _update_margins(self, _count: int = 0) -> None:
        if self.viewportMargins().left() != self.gutter.preferred_width():
            self.setViewportMargins(self.gutter.preferred_width(), _TOP_MARGIN, 0, 0)
            self._place_gutter()

    def _place_gutter(self) -> None:
        rect = self.contentsRect()
        self.gutter.setGeometry(
            rect.left(), rect.top() + _TOP_MARGIN, self.gutter.preferred_width(), self.viewport().height()
        )

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter beside the text."""
        super().resizeEvent(event)
        self._place_gutter()
        self.resized.emit()

    @qt_override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit `focus_lost`."""
        super().focusOutEvent(event)
        self.focus_lost.emit()

    def _scroll_gutter(self, rect: QRect, dy: int) -> None:
        if dy:
            self.gutter.scroll(0, dy)
        elif rect.height() >= self.gutter.height():
            self.gutter.update()

    def _redraw(self) -> None:
        self.viewport().update()
        self.gutter.update()

    def _redraw_lines(self, first_line: int, last_line: int) -> None:
        for block, _, _ in self.visible_lines():
            if first_line <= block.blockNumber() <= last_line:
                self._redraw_line(block)

    def _redraw_line(self, block: QTextBlock) -> None:
        if block.isValid() and block.isVisible():
            rect = self.blockBoundingGeometry(block).translated(self.contentOffset()).toAlignedRect()
            self.viewport().update(0, rect.top(), self.viewport().width(), rect.height())
            self.gutter.update(0, rect.top(), self.gutter.width(), rect.height())

    # -- painting ------------------------------------------------------------------------------------------------------

    @qt_override(instead=QPlainTextEdit.paintEvent)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the highlights, the text, and the fold counts."""
        visible_lines = self.visible_lines(event.rect())
        if not visible_lines:  # below the last line
            super().paintEvent(event)
            return
        lines = [block for block, _, _ in visible_lines]
        self.highlighter.highlight_lines(lines)
        self.gutter.follow(visible_lines)
        current_block = self.textCursor().block()
        with painting(self.viewport()) as painter:
            for block, top, line_height in visible_lines:
                if block == current_block:
                    painter.fillRect(QRectF(0, top, self.viewport().width(), line_height), self.current_line_color)
            if self._match_spans or self._bracket_pair:
                self._highlight_painter.paint_highlights(painter, self._match_spans, self._bracket_pair, lines)
            for cursor in self.cursors.others:
                self._highlight_painter.paint_selection(painter, cursor, lines)
        super().paintEvent(event)
        if self.cursors:
            with painting(self.viewport()) as painter:
                self.cursors.paint_carets(painter)
        if self.folds or self._fold_count_rects:
            self._fold_count_rects = self._highlight_painter.paint_fold_counts()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the editor's keys from the window's shortcuts."""
        # Not in `event`: below an `event` of Python, PySide 6.11 crashes on an IndexError instead of telling it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._shortcut(event):
            event.accept()
            return True
        return False
