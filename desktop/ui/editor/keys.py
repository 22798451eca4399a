"""What keys do in the text beyond writing their sign: brackets and quotation marks in pairs, indents, comments, lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor

from desktop.ui.editor.tokens import bare, inside

if TYPE_CHECKING:
    from desktop.ui.editor.editor import Editor

PAIRS: Final = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
CLOSING: Final = {")": "(", "]": "[", "}": "{"}
INDENT: Final = "  "
_FAR: Final = 400  # lines that a bracket's partner is looked for

Command = Callable[[], object]

_Key = Qt.Key
_Move = QTextCursor.MoveOperation
_KEEP: Final = QTextCursor.MoveMode.KeepAnchor


class Keys:
    """The keys of one editor. Columns here are UTF-16 units, as Qt counts them; a line's text is only compared."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    def command(self, event: QKeyEvent) -> Command | None:
        """Return what a key does with Ctrl or Alt; signs are taken wherever a keyboard has them, Shift or not."""
        held, key, editor = event.modifiers(), _Key(event.key()), self._editor
        control, alt = bool(held & Qt.KeyboardModifier.ControlModifier), bool(held & Qt.KeyboardModifier.AltModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if control == alt:  # both together are AltGr, which writes brackets on many keyboards
            return None
        if alt:
            return {
                _Key.Key_Up: lambda: self.move_lines(-1),
                _Key.Key_Down: lambda: self.move_lines(1),
                _Key.Key_Left: editor.fold_here,
                _Key.Key_Right: editor.unfold_here,
                _Key.Key_Z: editor.toggle_wrap,
            }.get(key)
        if shift:
            shifted: dict[Qt.Key, Command] = {
                _Key.Key_BracketLeft: editor.fold_here,
                _Key.Key_BraceLeft: editor.fold_here,
                _Key.Key_BracketRight: editor.unfold_here,
                _Key.Key_BraceRight: editor.unfold_here,
                _Key.Key_K: self.delete_lines,
            }
            if key in shifted:
                return shifted[key]
        return {
            _Key.Key_Slash: self.comment,
            _Key.Key_Colon: self.comment,  # where the slash is with Shift, on a French keyboard
            _Key.Key_D: self.duplicate,
            _Key.Key_Plus: lambda: editor.zoom(1),
            _Key.Key_Equal: lambda: editor.zoom(1),
            _Key.Key_Minus: lambda: editor.zoom(-1),
            _Key.Key_0: lambda: editor.zoom(0),
            _Key.Key_Agrave: lambda: editor.zoom(0),
        }.get(key)

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key that writes does here, and return whether that was all; what is left is the widget's own."""
        held, key, sign = event.modifiers(), event.key(), event.text()
        control, alt = bool(held & Qt.KeyboardModifier.ControlModifier), bool(held & Qt.KeyboardModifier.AltModifier)
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
        if control != alt or len(sign) != 1 or not (sign in PAIRS or sign in CLOSING):
            return False
        return self._quote(sign) if sign in "\"'" else self._bracket(sign)

    # -- pairs ---------------------------------------------------------------------------------------------------------

    def _around(self) -> tuple[str, str]:
        """Return the line before the cursor and after it."""
        cursor = self._editor.textCursor()
        left = QTextCursor(cursor)
        left.setPosition(cursor.position())
        left.movePosition(_Move.StartOfBlock, _KEEP)
        right = QTextCursor(cursor)
        right.setPosition(cursor.position())
        right.movePosition(_Move.EndOfBlock, _KEEP)
        return left.selectedText(), right.selectedText()

    def _inside(self, before: str) -> str:
        above = self._editor.textCursor().block().previous()
        return inside(before, len(before), above.userState() if above.isValid() else 0)

    def _wrap(self, sign: str) -> bool:
        """Put what is selected between two signs, and keep it selected."""
        cursor = self._editor.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(end)
        cursor.insertText(PAIRS[sign])
        cursor.setPosition(start)
        cursor.insertText(sign)
        cursor.endEditBlock()
        cursor.setPosition(start + 1)
        cursor.setPosition(end + 1, _KEEP)
        self._editor.setTextCursor(cursor)
        return True

    def _insert(self, before: str, after: str = "") -> bool:
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

    def _bracket(self, sign: str) -> bool:
        """Close what is opened, and step over what is closed already; a text has its brackets as they are typed."""
        if self._editor.textCursor().hasSelection():
            return self._wrap(sign) if sign in PAIRS else False
        before, after = self._around()
        if self._inside(before):
            return False
        if sign in CLOSING:
            return after[:1] == sign and self._step_over()
        if after and not after[0].isspace() and after[0] not in ")]},":
            return False
        return self._insert(sign, PAIRS[sign])

    def _quote(self, sign: str) -> bool:
        """Close a string that is opened, and step over its end."""
        if self._editor.textCursor().hasSelection():
            return self._wrap(sign)
        before, after = self._around()
        where = self._inside(before)
        if where:
            return where[0] == sign and after.startswith(where) and self._step_over()
        if before.endswith(sign * 2) and not before.endswith(sign * 3) and after[:1] != sign:
            return self._insert(sign, sign * 3)
        last = before[-1:]
        if last.isalnum() or last == sign or (after and (after[0].isalnum() or after[0] in "\"'")):
            return False
        return self._insert(sign, sign)

    def _erase_pair(self) -> bool:
        """Erase both signs of a pair with nothing between them."""
        cursor = self._editor.textCursor()
        before, after = self._around()
        if cursor.hasSelection() or not before or PAIRS.get(before[-1]) != after[:1] or self._inside(before[:-1]):
            return False
        cursor.beginEditBlock()
        cursor.deletePreviousChar()
        cursor.deleteChar()
        cursor.endEditBlock()
        return True

    def partners(self) -> tuple[int, ...]:
        """Return the bracket at the cursor and its partner, as positions of the document; one alone has none."""
        cursor = self._editor.textCursor()
        block, column = cursor.block(), cursor.positionInBlock()
        text = block.text()
        if block.length() - 1 != len(text) or not (
            {text[column : column + 1], text[max(0, column - 1) : column]} & _ALL
        ):
            return ()
        line = self._bare(block)
        for at in (column, column - 1):
            sign = line[at : at + 1] if at >= 0 else ""
            if sign in PAIRS and sign in "([{":
                return self._seek(block, line, at, sign, PAIRS[sign], 1)
            if sign in CLOSING:
                return self._seek(block, line, at, sign, CLOSING[sign], -1)
        return ()

    def _bare(self, block: QTextBlock) -> str:
        above = block.previous()
        return bare(block.text(), above.userState() if above.isValid() else 0)

    def _seek(self, block: QTextBlock, line: str, at: int, sign: str, other: str, way: int) -> tuple[int, ...]:
        begin, depth = block.position() + at, 0
        for _ in range(_FAR):
            while 0 <= at < len(line):
                depth += (line[at] == sign) - (line[at] == other)
                if depth == 0:
                    return begin, block.position() + at
                at += way
            block = block.next() if way > 0 else block.previous()
            if not block.isValid():
                break
            line = self._bare(block)
            at = 0 if way > 0 else len(line) - 1
        return ()

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _lines(self) -> tuple[QTextBlock, QTextBlock]:
        """Return the first and the last line of the selection."""
        cursor, document = self._editor.textCursor(), self._editor.document()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        first, last = document.findBlock(start), document.findBlock(end)
        if last != first and end == last.position():
            last = last.previous()
        return first, last

    def _texts(self, first: QTextBlock, last: QTextBlock) -> list[str]:
        found, end = [first.text()], last.blockNumber()
        while first.blockNumber() < end:
            first = first.next()
            found.append(first.text())
        return found

    def indent(self) -> None:
        """Insert an indent, or indent the lines of a selection."""
        cursor = self._editor.textCursor()
        first, last = self._lines()
        if first == last:
            cursor.insertText(INDENT)
            self._editor.setTextCursor(cursor)
            return
        self._each(first, last, lambda text: (0, 0, INDENT if text.strip() else ""))

    def outdent(self) -> None:
        """Take an indent back."""

        def back(text: str) -> tuple[int, int, str]:
            head = len(text) - len(text.lstrip(" \t"))
            return 0, 1 if text.startswith("\t") else min(head, len(INDENT)), ""

        self._each(*self._lines(), back)

    def comment(self) -> None:
        """Make comments of the lines, or lines of the comments."""
        first, last = self._lines()
        texts = [text for text in self._texts(first, last) if text.strip()]
        column = min((len(text) - len(text.lstrip()) for text in texts), default=0)
        off = bool(texts) and all(text.lstrip().startswith("#") for text in texts)

        def change(text: str) -> tuple[int, int, str]:
            if off and text.strip():
                at = text.index("#")
                return at, at + 1 + text.startswith("# ", at), ""
            return column, column, "# " if text.strip() or not texts else ""

        self._each(first, last, change)

    def _each(self, first: QTextBlock, last: QTextBlock, change: Callable[[str], tuple[int, int, str]]) -> None:
        """Change a stretch at the beginning of each line, as one step."""
        edit = QTextCursor(first)
        edit.beginEditBlock()
        block, end = first, last.blockNumber()
        while block.isValid() and block.blockNumber() <= end:
            low, high, words = change(block.text())
            edit.setPosition(block.position() + low)
            edit.setPosition(block.position() + high, _KEEP)
            edit.insertText(words)
            block = block.next()
        edit.endEditBlock()

    def duplicate(self) -> None:
        """Write the lines once more below, and go there."""
        first, last = self._lines()
        words = "\n" + "\n".join(self._texts(first, last))
        cursor, moved = self._editor.textCursor(), last.position() + last.length() - first.position()
        start, end = cursor.anchor(), cursor.position()
        edit = QTextCursor(last)
        edit.movePosition(_Move.EndOfBlock)
        edit.insertText(words)
        cursor.setPosition(start + moved)
        cursor.setPosition(end + moved, _KEEP)
        self._editor.setTextCursor(cursor)

    def delete_lines(self) -> None:
        """Delete the lines whole."""
        first, last = self._lines()
        edit = QTextCursor(first)
        if last.next().isValid():
            edit.setPosition(last.next().position(), _KEEP)
        else:
            edit.movePosition(_Move.PreviousCharacter)
            edit.setPosition(last.position() + last.length() - 1, _KEEP)
        edit.removeSelectedText()

    def move_lines(self, way: int) -> None:
        """Put the lines above or below the one beside them."""
        first, last = self._lines()
        other = first.previous() if way < 0 else last.next()
        if not other.isValid():
            return
        for block in (first, last, other):  # nobody sees what goes in or out of a fold
            if not block.isVisible() or self._editor.folds.folded(block):
                self._editor.folds.unfold(block)
        words, cursor = other.text(), self._editor.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        moved = way * other.length()
        top, bottom, beside = first.position(), last.position() + last.length() - 1, other.position()
        edit = QTextCursor(self._editor.document())
        edit.beginEditBlock()
        # The line beside them goes to their other side: what stands in them, and its cursors, is not touched.
        edit.setPosition(beside if way < 0 else bottom)
        edit.setPosition(top if way < 0 else bottom + moved, _KEEP)
        edit.removeSelectedText()
        edit.setPosition(bottom + moved if way < 0 else top)
        edit.insertText("\n" + words if way < 0 else words + "\n")
        edit.endEditBlock()
        cursor.setPosition(anchor + moved)
        cursor.setPosition(position + moved, _KEEP)
        self._editor.setTextCursor(cursor)

    def _new_line(self) -> None:
        """Begin a line below the beginning of this one, deeper between brackets."""
        cursor = self._editor.textCursor()
        before, after = self._around()
        blank = before[: len(before) - len(before.lstrip(" \t"))]
        cursor.beginEditBlock()
        if cursor.hasSelection() or not before or before[-1] not in "[{" or self._inside(before):
            cursor.insertText("\n" + blank)
        elif PAIRS[before[-1]] == after[:1]:
            cursor.insertText(f"\n{blank}{INDENT}\n{blank}")
            cursor.movePosition(_Move.Left, n=len(blank) + 1)
        else:
            cursor.insertText("\n" + blank + INDENT)
        cursor.endEditBlock()
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()


_ALL: Final = frozenset("()[]{}")
