"""Syntax colours for TOML; only visible lines are coloured."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextLayout

from desktop.render.theme import CINEMA, Theme
from desktop.session.debounce import Debounce
from desktop.ui.editor.qt_text import utf16_offset
from desktop.ui.editor.tokens import state_after, tokenize
from desktop.ui.widgets import interface_colors as colors

HIGHLIGHTED_REVISION: Final = -9
"""The revision of a block whose colours are up to date; Qt gives it another one with each change of the line."""
_MAX_STATES_AT_ONCE: Final = 600
_NO_LINES: Final = (sys.maxsize, -1)
_NO_BREAK_SPACE: Final = re.compile("[\u00a0\u202f]")


class TomlHighlighter(QObject):
    """Highlighter that tracks every line's state and colours only visible lines.

    Qt's own highlighter makes it lay out and paint the whole view for each key; this one touches the changed line alone.
    One opened string may change the state of all lines below: what is far away follows in steps, between two keys.
    """

    lines_changed = Signal(int, int)  # the first and last of lines that nobody wrote in, and that look different now

    def __init__(self, document: QTextDocument, theme: Theme = CINEMA) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        for kind, color in (
            ("header", colors.SYNTAX_HEADER),
            ("bracket", colors.SYNTAX_BRACKET),
            ("key", colors.SYNTAX_KEY),
            ("string", colors.SYNTAX_STRING),
            ("date", colors.SYNTAX_DATE),
            ("number", colors.SYNTAX_NUMBER),
            ("flag", colors.SYNTAX_NUMBER),
            ("comment", colors.SYNTAX_COMMENT),
            ("author", theme.gold),
            ("mark", colors.SYNTAX_PUNCTUATION),
            ("sign", colors.SYNTAX_PUNCTUATION),
        ):
            char_format = QTextCharFormat()
            char_format.setForeground(QColor(color))
            self._formats[kind] = char_format
        self._no_break_format = QTextCharFormat()
        self._no_break_format.setBackground(QColor(colors.CHECKED))
        self._document = document
        self._pending: list[QTextCursor] = []  # at lines whose states are yet to follow
        self._changed_lines = _NO_LINES
        self._resume_timer = Debounce(0, self._resume, self)
        document.contentsChange.connect(self._on_contents_changed)
        document.contentsChanged.connect(self._emit_changed_lines)

    def highlight_lines(self, lines: Iterable[QTextBlock]) -> None:
        """Colour those of some lines whose colours are not up to date."""
        stale_lines = [line for line in lines if line.revision() != HIGHLIGHTED_REVISION]
        for line in stale_lines:
            self._highlight(line)
        if stale_lines:
            # `setFormats` notes a change of the text, for which the next key would lay out and paint all these lines.
            # The layout takes note of it now, and tells nobody: colours move nothing.
            layout = self._document.documentLayout()
            were_blocked = layout.blockSignals(True)
            self._document.markContentsDirty(stale_lines[0].position(), 0)
            layout.blockSignals(were_blocked)

    def _highlight(self, block: QTextBlock) -> None:
        """Set the colours of a line, around composed text."""
        text, layout, previous = block.text(), block.layout(), block.previous()
        spans = [
            (start, end, self._formats[kind])
            for start, end, kind in tokenize(text, previous.userState() if previous.isValid() else 0)[0]
            if kind in self._formats
        ]
        spans += [(*sign.span(), self._no_break_format) for sign in _NO_BREAK_SPACE.finditer(text)]
        if block.length() - 1 != len(text):
            spans = [(utf16_offset(text, start), utf16_offset(text, end), look) for start, end, look in spans]
        ranges = []
        if composed := len(layout.preeditAreaText()):
            place = layout.preeditAreaPosition()
            ranges = [
                kept
                for kept in layout.formats()
                if place <= kept.start and kept.start + kept.length <= place + composed
            ]
            spans = [
                (start + composed * (start >= place), end + composed * (end > place), look)
                for start, end, look in spans
            ]
        for start, end, look in spans:
            char_range = QTextLayout.FormatRange()
            char_range.start, char_range.length, char_range.format = start, end - start, look
            ranges.append(char_range)
        if ranges or layout.formats():
            layout.setFormats(ranges)
        block.setRevision(HIGHLIGHTED_REVISION)

    # -- states --------------------------------------------------------------------------------------------------------

    def _on_contents_changed(self, position: int, _removed: int, added: int) -> None:
        """Compute the states of changed lines and their dependents below."""
        last = self._document.findBlock(position + added)
        self._update_states(
            self._document.findBlock(position),
            last.blockNumber() if last.isValid() else self._document.blockCount() - 1,
        )

    def _update_states(self, block: QTextBlock, last_line: int) -> None:
        """Compute states down to a line, and further while they differ."""
        previous, line = block.previous(), block.blockNumber()
        state = previous.userState() if previous.isValid() else 0
        while block.isValid():
            if line > last_line + _MAX_STATES_AT_ONCE:
                self._pending.append(QTextCursor(block))
                self._resume_timer.start()
                break
            if block.revision() == HIGHLIGHTED_REVISION:
                block.setRevision(0)
            state = state_after(block.text(), state)
            if line >= last_line and block.userState() == state:
                break
            block.setUserState(state)
            block, line = block.next(), line + 1
        if line > last_line:
            self._changed_lines = min(self._changed_lines[0], last_line + 1), max(self._changed_lines[1], line)

    def _emit_changed_lines(self) -> None:
        """Emit the changed lines, once the layout knows the text."""
        (first, last), self._changed_lines = self._changed_lines, _NO_LINES
        if first <= last:
            self.lines_changed.emit(first, last)

    def _resume(self) -> None:
        """Compute states that were put off."""
        cursor, *self._pending = self._pending
        if self._pending:
            self._resume_timer.start()
        block = cursor.block()
        self._update_states(block, block.blockNumber() - 1)
        self._emit_changed_lines()
