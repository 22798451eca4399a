"""Key handling of the editor: pairs, indents, comments, line commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor

from desktop.ui.editor.folding_text_edit import KEEP_ANCHOR, FoldingTextEdit
from desktop.ui.editor.tokens import context_at, without_strings

PAIRS: Final = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
CLOSING_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
INDENT: Final = "  "
_MAX_LINES_SCANNED: Final = 400  # lines searched for the partner of a bracket

Command = Callable[[], object]

_Key = Qt.Key
_Move = QTextCursor.MoveOperation


class KeyHandler:
    """Key handler of one editor; columns are UTF-16 units."""

    def __init__(self, editor: FoldingTextEdit) -> None:
        self._editor = editor
        self.commands: dict[str, Command] = {
            "editor.move_up": lambda: self.move_lines(-1),
            "editor.move_down": lambda: self.move_lines(1),
            "editor.fold": editor.fold_here,
            "editor.unfold": editor.unfold_here,
            "editor.wrap": editor.toggle_wrap,
            "editor.delete_lines": self.delete_lines,
            "editor.duplicate_lines": self.duplicate_lines,
            "editor.comment": self.toggle_comment,
            "editor.larger": lambda: editor.zoom(1),
            "editor.smaller": lambda: editor.zoom(-1),
            "editor.usual_size": lambda: editor.zoom(0),
        }

    def shortcut(self, event: QKeyEvent) -> Command | None:
        """Return the command of a key press, or None."""
        action = self._editor.key_map.find(event)
        return self.commands.get(action.id) if action is not None else None

    def handle(self, event: QKeyEvent) -> bool:
        """Handle a key that writes text; return whether it is fully handled."""
        modifiers, key, char = event.modifiers(), event.key(), event.text()
        control, alt = (
            bool(modifiers & Qt.KeyboardModifier.ControlModifier),
            bool(modifiers & Qt.KeyboardModifier.AltModifier),
        )
        if not control and not alt:
            if key == _Key.Key_Tab:
                self.indent()
                return True
            if key == _Key.Key_Backtab:
                self.outdent()
                return True
            if key in (_Key.Key_Return, _Key.Key_Enter):
                self._new_line()
                return True
            if key == _Key.Key_Backspace:
                return self._erase_pair()
            if key == _Key.Key_Home:
                return self._go_home(keep_anchor=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        if control != alt or len(char) != 1 or not (char in PAIRS or char in CLOSING_PAIRS):
            return False
        return self._type_quote(char) if char in "\"'" else self._type_bracket(char)

    def _go_home(self, *, keep_anchor: bool) -> bool:
        """Go to the line's first word, or from there to its start."""
        cursor = self._editor.textCursor()
        text, column = cursor.block().text(), cursor.positionInBlock()
        first = len(text) - len(text.lstrip())
        if not first or cursor.block().layout().lineCount() > 1:
            return False  # Qt's own Home
        target = cursor.block().position() + (0 if column == first else first)
        cursor.setPosition(target, KEEP_ANCHOR if keep_anchor else QTextCursor.MoveMode.MoveAnchor)
        self._editor.setTextCursor(cursor)
        return True

    # -- pairs ---------------------------------------------------------------------------------------------------------

    def _text_around_cursor(self) -> tuple[str, str]:
        """Return the text of the line before and after the cursor."""
        cursor = self._editor.textCursor()
        left = QTextCursor(cursor)
        left.setPosition(cursor.position())
        left.movePosition(_Move.StartOfBlock, KEEP_ANCHOR)
        right = QTextCursor(cursor)
        right.setPosition(cursor.position())
        right.movePosition(_Move.EndOfBlock, KEEP_ANCHOR)
        return left.selectedText(), right.selectedText()

    def _context_after(self, before: str) -> str:
        previous_block = self._editor.textCursor().block().previous()
        return context_at(before, len(before), previous_block.userState() if previous_block.isValid() else 0)

    def _wrap_selection(self, char: str) -> bool:
        """Wrap the selection in a pair of characters and keep it selected."""
        cursor = self._editor.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(end)
        cursor.insertText(PAIRS[char])
        cursor.setPosition(start)
        cursor.insertText(char)
        cursor.endEditBlock()
        cursor.setPosition(start + 1)
        cursor.setPosition(end + 1, KEEP_ANCHOR)
        self._editor.setTextCursor(cursor)
        return True

    def _insert_around_cursor(self, before: str, after: str = "") -> bool:
        cursor = self._editor.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(before + after)
        cursor.endEditBlock()
        cursor.movePosition(_Move.Left, n=len(after))
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        return True

    def _step_over(self) -> bool:
        cursor = self._editor.textCursor()
        cursor.movePosition(_Move.Right)
        self._editor.setTextCursor(cursor)
        return True

    def _type_bracket(self, char: str) -> bool:
        """Insert the closing bracket too, or step over an existing one.

        Strings are left alone.
        """
        if self._editor.textCursor().hasSelection():
            return self._wrap_selection(char) if char in PAIRS else False
        before, after = self._text_around_cursor()
        if self._context_after(before):
            return False
        if char in CLOSING_PAIRS:
            return after[:1] == char and self._step_over()
        if after and not after[0].isspace() and after[0] not in ")]},":
            return False
        return self._insert_around_cursor(char, PAIRS[char])

    def _type_quote(self, char: str) -> bool:
        """Insert the closing quotation mark too, or step over an existing one."""
        if self._editor.textCursor().hasSelection():
            return self._wrap_selection(char)
        before, after = self._text_around_cursor()
        context = self._context_after(before)
        if context:
            return context[0] == char and self._closes_string(context, before, after) and self._step_over()
        if before.endswith(char * 2) and not before.endswith(char * 3) and after[:1] != char:
            return self._insert_around_cursor(char, char * 3)
        last = before[-1:]
        if last.isalnum() or last == char or (after and (after[0].isalnum() or after[0] in "\"'")):
            return False
        return self._insert_around_cursor(char, char)

    def _closes_string(self, context: str, before: str, after: str) -> bool:
        """Return whether the next mark belongs to the string's end.

        Of the three marks that end a long string some may stand before the cursor already.
        """
        quote = context[0]
        words = before.rstrip(quote)
        typed_count = len(before) - len(words)
        if not self._context_after(words):
            typed_count -= len(context)  # the string begins with these
        return typed_count < len(context) and after.startswith(quote * (len(context) - typed_count))

    def _erase_pair(self) -> bool:
        """Delete both characters of an empty pair."""
        cursor = self._editor.textCursor()
        before, after = self._text_around_cursor()
        if (
            cursor.hasSelection()
            or not before
            or PAIRS.get(before[-1]) != after[:1]
            or self._context_after(before[:-1])
        ):
            return False
        cursor.beginEditBlock()
        cursor.deletePreviousChar()
        cursor.deleteChar()
        cursor.endEditBlock()
        return True

    def matching_brackets(self) -> tuple[int, ...]:
        """Return the positions of the bracket at the cursor and its partner."""
        cursor = self._editor.textCursor()
        block, column = cursor.block(), cursor.positionInBlock()
        text = block.text()
        if block.length() - 1 != len(text) or not (
            {text[column : column + 1], text[max(0, column - 1) : column]} & _BRACKETS
        ):
            return ()
        line = self._without_strings(block)
        for index in (column, column - 1):
            char = line[index : index + 1] if index >= 0 else ""
            if char in PAIRS and char in "([{":
                return self._find_partner(block, line, index, char, PAIRS[char], 1)
            if char in CLOSING_PAIRS:
                return self._find_partner(block, line, index, char, CLOSING_PAIRS[char], -1)
        return ()

    def _without_strings(self, block: QTextBlock) -> str:
        previous_block = block.previous()
        return without_strings(block.text(), previous_block.userState() if previous_block.isValid() else 0)

    def _find_partner(
        self, block: QTextBlock, line: str, index: int, bracket: str, partner: str, direction: int
    ) -> tuple[int, ...]:
        begin, depth = block.position() + index, 0
        for _ in range(_MAX_LINES_SCANNED):
            while 0 <= index < len(line):
                depth += (line[index] == bracket) - (line[index] == partner)
                if depth == 0:
                    return begin, block.position() + index
                index += direction
            # Where nothing is open a statement begins, and a bracket ends with its own: searching 400 lines took 20 ms.
            if (block if direction > 0 else block.previous()).userState() <= 0:
                break
            block = block.next() if direction > 0 else block.previous()
            if not block.isValid():
                break
            line = self._without_strings(block)
            index = 0 if direction > 0 else len(line) - 1
        return ()

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _selected_lines(self) -> tuple[QTextBlock, QTextBlock]:
        """Return the first and the last line of the selection."""
        cursor, document = self._editor.textCursor(), self._editor.document()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        first, last = document.findBlock(start), document.findBlock(end)
        if last != first and end == last.position():
            last = last.previous()
        return first, last

    def _line_texts(self, first: QTextBlock, last: QTextBlock) -> list[str]:
        texts, end = [first.text()], last.blockNumber()
        while first.blockNumber() < end:
            first = first.next()
            texts.append(first.text())
        return texts

    def indent(self) -> None:
        """Insert an indent, or indent the lines of a selection."""
        cursor = self._editor.textCursor()
        first, last = self._selected_lines()
        if first == last:
            cursor.insertText(INDENT)
            self._editor.setTextCursor(cursor)
            return
        self._edit_each_line(first, last, lambda text: (0, 0, INDENT if text.strip() else ""))

    def outdent(self) -> None:
        """Remove one indent."""

        def remove_indent(text: str) -> tuple[int, int, str]:
            head = len(text) - len(text.lstrip(" \t"))
            return 0, 1 if text.startswith("\t") else min(head, len(INDENT)), ""

        self._edit_each_line(*self._selected_lines(), remove_indent)

    def toggle_comment(self) -> None:
        """Comment or uncomment the selected lines."""
        first, last = self._selected_lines()
        texts = [text for text in self._line_texts(first, last) if text.strip()]
        column = min((len(text) - len(text.lstrip()) for text in texts), default=0)
        uncomments = bool(texts) and all(text.lstrip().startswith("#") for text in texts)

        def change(text: str) -> tuple[int, int, str]:
            if uncomments and text.strip():
                at = text.index("#")
                return at, at + 1 + text.startswith("# ", at), ""
            return column, column, "# " if text.strip() or not texts else ""

        self._edit_each_line(first, last, change)

    def _edit_each_line(
        self, first: QTextBlock, last: QTextBlock, change: Callable[[str], tuple[int, int, str]]
    ) -> None:
        """Replace a range in each line as one undo step."""
        edit = QTextCursor(first)
        edit.beginEditBlock()
        block, end = first, last.blockNumber()
        while block.isValid() and block.blockNumber() <= end:
            low, high, words = change(block.text())
            edit.setPosition(block.position() + low)
            edit.setPosition(block.position() + high, KEEP_ANCHOR)
            edit.insertText(words)
            block = block.next()
        edit.endEditBlock()

    def duplicate_lines(self) -> None:
        """Duplicate the selected lines below and move the cursor there."""
        first, last = self._selected_lines()
        text = "\n" + "\n".join(self._line_texts(first, last))
        cursor, shift = self._editor.textCursor(), last.position() + last.length() - first.position()
        start, end = cursor.anchor(), cursor.position()
        edit = QTextCursor(last)
        edit.movePosition(_Move.EndOfBlock)
        edit.insertText(text)
        cursor.setPosition(start + shift)
        cursor.setPosition(end + shift, KEEP_ANCHOR)
        self._editor.setTextCursor(cursor)

    def delete_lines(self) -> None:
        """Delete the selected lines."""
        first, last = self._selected_lines()
        edit = QTextCursor(first)
        if last.next().isValid():
            edit.setPosition(last.next().position(), KEEP_ANCHOR)
        else:
            edit.movePosition(_Move.PreviousCharacter)
            edit.setPosition(last.position() + last.length() - 1, KEEP_ANCHOR)
        edit.removeSelectedText()

    def move_lines(self, direction: int) -> None:
        """Move the selected lines up or down by one line."""
        first, last = self._selected_lines()
        neighbour = first.previous() if direction < 0 else last.next()
        if not neighbour.isValid():
            return
        for block in (first, last, neighbour):  # the lines in a fold are hidden, and so would be the move
            if not block.isVisible() or self._editor.folds.is_folded(block):
                self._editor.folds.unfold(block)
        neighbour_text, cursor = neighbour.text(), self._editor.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        shift = direction * neighbour.length()
        top, bottom, neighbour_position = first.position(), last.position() + last.length() - 1, neighbour.position()
        edit = QTextCursor(self._editor.document())
        edit.beginEditBlock()
        # The neighbouring line moves to the other side, so that the selected lines and their cursors stay untouched.
        edit.setPosition(neighbour_position if direction < 0 else bottom)
        edit.setPosition(top if direction < 0 else bottom + shift, KEEP_ANCHOR)
        edit.removeSelectedText()
        edit.setPosition(bottom + shift if direction < 0 else top)
        edit.insertText("\n" + neighbour_text if direction < 0 else neighbour_text + "\n")
        edit.endEditBlock()
        cursor.setPosition(anchor + shift)
        cursor.setPosition(position + shift, KEEP_ANCHOR)
        self._editor.setTextCursor(cursor)

    def _new_line(self) -> None:
        """Insert a line break with the same indent, deeper after a bracket."""
        cursor = self._editor.textCursor()
        before, after = self._text_around_cursor()
        indent = before[: len(before) - len(before.lstrip(" \t"))]
        cursor.beginEditBlock()
        if cursor.hasSelection() or not before or before[-1] not in "[{" or self._context_after(before):
            cursor.insertText("\n" + indent)
        elif PAIRS[before[-1]] == after[:1]:
            cursor.insertText(f"\n{indent}{INDENT}\n{indent}")
            cursor.movePosition(_Move.Left, n=len(indent) + 1)
        else:
            cursor.insertText("\n" + indent + INDENT)
        cursor.endEditBlock()
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()


_BRACKETS: Final = frozenset("()[]{}")
