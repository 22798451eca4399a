"""Several cursors of one text, which write and move together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.editor.qt_text import from_qt, to_qt

_StandardKey = QKeySequence.StandardKey
_ALONE_KEYS = (
    _StandardKey.SelectAll,
    _StandardKey.MoveToNextPage,
    _StandardKey.MoveToPreviousPage,
    _StandardKey.Undo,
    _StandardKey.Redo,
)


class SeveralCursors:
    """Keeps the cursors that an editor has beside its own.

    At first there are none. What is done with the editor's cursor is done with each: they take its place in turn, from
    the last in the text to the first. The undo is that of the story: it knows one change of the text, wherever it was
    made.
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self.others: list[QTextCursor] = []

    def __bool__(self) -> bool:
        return bool(self.others)

    def in_order(self) -> list[QTextCursor]:
        """Return all cursors from the first in the text to the last."""
        return sorted((*self.others, self._editor.textCursor()), key=QTextCursor.selectionStart)

    # -- more and fewer ------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Remove all cursors but the editor's own."""
        if self.others:
            self.others = []
            self._editor.viewport().update()

    def toggle(self, position: int) -> None:
        """Add a cursor at a position, or take away the one there."""
        others = [one for one in self.others if one.position() != position]
        if len(others) == len(self.others):
            cursor = self._editor.textCursor()
            others.append(QTextCursor(cursor))
            cursor.setPosition(position)
            self._editor.setTextCursor(cursor)
        self._keep(others)

    def add_next(self) -> None:
        """Select the word at the cursor, or the next same one too."""
        cursor = self._editor.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self._editor.setTextCursor(cursor)
            return
        taken = {one.selectionStart() for one in (*self.others, cursor)}
        found, seen = self._next_same(cursor, cursor.selectedText()), set[int]()
        while not found.isNull() and found.selectionStart() in taken - seen:
            seen.add(found.selectionStart())
            found = self._next_same(found, cursor.selectedText())
        if found.isNull() or found.selectionStart() in taken:
            return
        self._editor.setTextCursor(found)
        self._keep([*self.others, cursor])

    def _next_same(self, after: QTextCursor, words: str) -> QTextCursor:
        """Return the next place of words, round the end of the text."""
        document, exactly = self._editor.document(), self._editor.document().FindFlag.FindCaseSensitively
        found = document.find(words, after, exactly)
        return found if not found.isNull() else document.find(words, 0, exactly)

    def _keep(self, others: Sequence[QTextCursor]) -> None:
        """Drop cursors at the place of another."""
        places = {self._editor.textCursor().position()}
        self.others = []
        for cursor in others:
            if cursor.position() not in places:
                places.add(cursor.position())
                self.others.append(cursor)
        self._editor.viewport().update()

    # -- what all do ---------------------------------------------------------------------------------------------------

    def run(self, *acts: Callable[[], object]) -> None:
        """Run a command at each cursor, or one command per cursor."""
        editor, own = self._editor, self._editor.textCursor()
        scroll_bars = editor.verticalScrollBar(), editor.horizontalScrollBar()
        scroll_positions = [bar.value() for bar in scroll_bars]
        order = self.in_order()
        own_index = next(number for number, one in enumerate(order) if one.position() == own.position())
        after: list[QTextCursor] = []
        for number in reversed(range(len(order))):
            editor.setTextCursor(order[number])
            acts[number if len(acts) > 1 else 0]()
            after.insert(0, QTextCursor(editor.textCursor()))
        editor.setTextCursor(after.pop(own_index))
        self._keep(after)
        for bar, position in zip(scroll_bars, scroll_positions, strict=True):
            bar.setValue(position)
        editor.ensureCursorVisible()

    def handle(self, event: QKeyEvent, write: Callable[[], object]) -> bool:
        """Run `write` at each cursor; return whether all succeeded."""
        editor = self._editor
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.matches(_StandardKey.Cut):
            editor.copy()
            self.run(lambda: editor.textCursor().removeSelectedText())
        elif any(event.matches(key) for key in _ALONE_KEYS):
            self.clear()
            return False
        elif event.matches(_StandardKey.Copy) or event.matches(_StandardKey.Paste):
            return False
        else:
            self.run(write)
        return True

    def paste(self, words: str) -> None:
        """Insert words at each cursor, or one line at each."""
        lines, editor = words.removesuffix("\n").split("\n"), self._editor

        def insert(part: str) -> Callable[[], object]:
            return lambda: editor.textCursor().insertText(to_qt(part))

        is_shared = len(lines) == len(self.others) + 1
        self.run(*(insert(part) for part in (lines if is_shared else [words])))

    def selected_text(self) -> str:
        """Return the selections of all cursors, one below the other."""
        return "\n".join(from_qt(one.selectedText()) for one in self.in_order() if one.hasSelection())

    def insert_composed(self, words: str) -> None:
        """Insert an input method's text at the other cursors."""
        for cursor in self.others:
            cursor.insertText(to_qt(words))

    def paint_carets(self, painter: QPainter) -> None:
        """Paint the carets of the other cursors."""
        for cursor in self.others:
            rect = self._editor.cursorRect(cursor)
            painter.fillRect(
                rect.x(), rect.y(), self._editor.cursorWidth(), rect.height(), self._editor.palette().text()
            )
