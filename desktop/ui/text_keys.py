"""What keys do in the text beyond writing their sign: brackets in pairs, indents, comments, lines that move."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor

if TYPE_CHECKING:
    from desktop.ui.text_area import TextArea

PAIRS: Final = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
CLOSING: Final = {")": "(", "]": "[", "}": "{"}
INDENT: Final = "  "


class Keys:
    """The keys of one text area."""

    def __init__(self, area: TextArea) -> None:
        self._area = area

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key does here and return whether that was all; what is left is the widget's own."""
        key, words = event.key(), event.text()
        held = event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Tab and not control:
            self._indent()
        elif key == Qt.Key.Key_Backtab:
            self._outdent()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._new_line()
        elif key == Qt.Key.Key_Slash and control:
            self._comment()
        elif key == Qt.Key.Key_D and control:
            self._duplicate()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held & Qt.KeyboardModifier.AltModifier:
            self._move_line(-1 if key == Qt.Key.Key_Up else 1)
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
            self._area.zoom({Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}.get(Qt.Key(key), 1))
        elif (key == Qt.Key.Key_Backspace and not control and self._erase_pair()) or (
            words and not control and (words in PAIRS or words in CLOSING) and self._bracket(words)
        ):
            pass
        else:
            return False
        return True

    def _around(self) -> tuple[str, str]:
        document, place = self._area.document(), self._area.textCursor().position()
        before = document.characterAt(place - 1) if place > 0 else ""
        after = document.characterAt(place)
        return before, "" if after in ("\u2029", "\x00") else after

    def _in_string(self) -> bool:
        """Return whether the cursor stands in a string or a comment of its line."""
        cursor = self._area.textCursor()
        if cursor.block().previous().userState() > 0:
            return True
        quote = ""
        line = cursor.block().text()[: cursor.positionInBlock()]
        at = 0
        while at < len(line):
            sign = line[at]
            if quote:
                at += 1 if sign == "\\" and quote == '"' else 0
                quote = "" if sign == quote else quote
            elif sign in "\"'":
                quote = sign
            elif sign == "#":
                return True
            at += 1
        return bool(quote)

    def _bracket(self, sign: str) -> bool:
        """Close what is opened, step over what is closed already; return whether that was all there is to do."""
        cursor = self._area.textCursor()
        before, after = self._around()
        if cursor.hasSelection() and sign in PAIRS:
            words = cursor.selectedText().replace("\u2029", "\n")
            start = cursor.selectionStart()
            cursor.insertText(sign + words + PAIRS[sign])
            cursor.setPosition(start + 1)
            cursor.setPosition(start + 1 + len(words), QTextCursor.MoveMode.KeepAnchor)
            self._area.setTextCursor(cursor)
            return True
        if sign == after and (sign in CLOSING or sign in "\"'"):
            cursor.movePosition(QTextCursor.MoveOperation.Right)
            self._area.setTextCursor(cursor)
            return True
        if sign not in PAIRS or self._in_string():
            return False
        if sign in "\"'" and (before.isalnum() or before == sign or after.isalnum()):
            return False
        if sign not in "\"'" and after and not after.isspace() and after not in ")]},":
            return False
        cursor.insertText(sign + PAIRS[sign])
        cursor.movePosition(QTextCursor.MoveOperation.Left)
        self._area.setTextCursor(cursor)
        return True

    def _erase_pair(self) -> bool:
        before, after = self._around()
        if self._area.textCursor().hasSelection() or not before or PAIRS.get(before) != after:
            return False
        cursor = self._area.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 2)
        cursor.removeSelectedText()
        return True

    def _lines(self) -> tuple[QTextBlock, QTextBlock]:
        """Return the first and the last line of the selection."""
        cursor, document = self._area.textCursor(), self._area.document()
        end = cursor.selectionEnd()
        if cursor.hasSelection() and end > cursor.selectionStart():
            end -= 1
        return document.findBlock(cursor.selectionStart()), document.findBlock(end)

    def _indent(self) -> None:
        cursor = self._area.textCursor()
        first, last = self._lines()
        if first == last and not cursor.hasSelection():
            cursor.insertText(INDENT)
            return
        self._each_line(lambda line: INDENT + line if line.strip() else line)

    def _outdent(self) -> None:
        self._each_line(lambda line: line[len(INDENT) :] if line.startswith(INDENT) else line.lstrip(" \t"))

    def _comment(self) -> None:
        first, last = self._lines()
        lines = self._block_texts(first, last)
        off = all(line.lstrip().startswith("#") for line in lines if line.strip())
        if off:
            self._each_line(lambda line: re.sub(r"^(\s*)# ?", r"\1", line))
        else:
            self._each_line(lambda line: "# " + line if line.strip() else line)

    def _block_texts(self, first: QTextBlock, last: QTextBlock) -> list[str]:
        found = [first.text()]
        while first != last:
            first = first.next()
            found.append(first.text())
        return found

    def _each_line(self, change: Callable[[str], str]) -> None:
        """Change each line of the selection, as one step, and keep them selected."""
        first, last = self._lines()
        lines = self._block_texts(first, last)
        new = [change(line) for line in lines]
        if new == lines:
            return
        many = self._area.textCursor().hasSelection()
        column = self._area.textCursor().positionInBlock()
        cursor = QTextCursor(first)
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        start = first.position()
        cursor.insertText("\n".join(new))
        if many:
            cursor.setPosition(start)
            cursor.setPosition(start + len("\n".join(new)), QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(start + max(0, min(len(new[0]), column + len(new[0]) - len(lines[0]))))
        self._area.setTextCursor(cursor)

    def _duplicate(self) -> None:
        first, last = self._lines()
        words = "\n".join(self._block_texts(first, last))
        kept = self._area.textCursor().position()
        cursor = QTextCursor(last)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText("\n" + words)
        cursor.setPosition(kept)
        self._area.setTextCursor(cursor)

    def _move_line(self, way: int) -> None:
        first, last = self._lines()
        other = first.previous() if way < 0 else last.next()
        if not other.isValid():
            return
        lines, moved = self._block_texts(first, last), other.text()
        column = self._area.textCursor().positionInBlock()
        whole = [*lines, moved] if way < 0 else [moved, *lines]
        top, bottom = (other, last) if way < 0 else (first, other)
        cursor = QTextCursor(top)
        cursor.setPosition(bottom.position() + bottom.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        start = top.position()
        cursor.insertText("\n".join(whole))
        at = start + (0 if way < 0 else len(moved) + 1)
        cursor.setPosition(at + min(column, len(lines[0])))
        self._area.setTextCursor(cursor)

    def _new_line(self) -> None:
        """Begin a line under the beginning of this one."""
        cursor = self._area.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        indent = line[: len(line) - len(line.lstrip())]
        before, after = self._around()
        if before in ("[", "{") and before and PAIRS[before] == after and not self._in_string():
            cursor.insertText(f"\n{indent}{INDENT}\n{indent}")
            cursor.movePosition(QTextCursor.MoveOperation.Up)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self._area.setTextCursor(cursor)
        else:
            cursor.insertText("\n" + indent)
        self._area.ensureCursorVisible()
