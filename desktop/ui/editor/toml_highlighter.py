"""Syntax colours for TOML; only visible lines are coloured."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from desktop.qt_override import qt_override
from desktop.render.theme import CINEMA, Theme
from desktop.session.debounce import Debounce
from desktop.ui.editor.fold import next_visible_block
from desktop.ui.editor.qt_text import utf16_offset
from desktop.ui.editor.tokens import state_after, tokenize
from desktop.ui.widgets import interface_colors as colors

HIGHLIGHTED_REVISION: Final = -9
"""The revision of a block whose colours are up to date; Qt gives it another one with each change of the line."""
_MAX_STATES_AT_ONCE: Final = 600
_NO_BREAK_SPACE: Final = re.compile("[\u00a0\u202f]")


class TomlHighlighter(QSyntaxHighlighter):
    """Highlighter that tracks every line's state and colours only visible lines.

    One opened string may change the state of all lines below: what is far away follows in steps, between two keys.
    """

    def __init__(self, document: QTextDocument, theme: Theme = CINEMA) -> None:
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
        self._first_line, self._last_line = 0, -1
        self._states_done = 0
        self._loading = False
        self._pending_lines: list[int] = []
        super().__init__(document)
        self._resume_timer = Debounce(0, self._resume, self)

    def set_loading(self, loading: bool) -> None:
        """Set whether the document is being filled.

        While it is, line states are computed in one pass.
        """
        self._loading = loading

    def highlight_lines(self, first: QTextBlock, last_line: int) -> None:
        """Colour the uncoloured lines from a block to a line number."""
        self._first_line, self._last_line = first.blockNumber(), last_line
        document, block = self.document(), first
        were_blocked = document.blockSignals(
            True
        )  # a colour is no change of the text; the layout is told without signals
        while block.isValid():
            if block.revision() != HIGHLIGHTED_REVISION:
                self.rehighlightBlock(block)
            if block.blockNumber() >= last_line:
                break
            block = next_visible_block(block)
        document.blockSignals(were_blocked)

    @qt_override
    def highlightBlock(self, text: str) -> None:
        """Colour a visible line; for another line compute only its end state."""
        block = self.currentBlock()
        number = block.blockNumber()
        state_before = self.previousBlockState()
        if self._first_line <= number <= self._last_line:
            line_tokens, state = tokenize(text, state_before)
            has_no_surrogates = block.length() - 1 == len(text)
            for start, end, kind in line_tokens:
                char_format = self._formats.get(kind)
                if char_format is not None:
                    if has_no_surrogates:
                        self.setFormat(start, end - start, char_format)
                    else:
                        utf16_start = utf16_offset(text, start)
                        self.setFormat(utf16_start, utf16_offset(text, end) - utf16_start, char_format)
            for sign in _NO_BREAK_SPACE.finditer(text):
                at = sign.start() if has_no_surrogates else utf16_offset(text, sign.start())
                self.setFormat(at, 1, self._no_break_format)
            block.setRevision(HIGHLIGHTED_REVISION)
            self.setCurrentBlockState(state)
            return
        if block.revision() == HIGHLIGHTED_REVISION:
            block.setRevision(0)
        state = state_after(text, state_before)
        if not self._loading and state != self.currentBlockState():
            self._states_done += 1
            self._resume_timer.start()
            if self._states_done > _MAX_STATES_AT_ONCE:
                self._pending_lines.append(number)
                return  # its state is unchanged, so the lines below need no new one
        self.setCurrentBlockState(state)

    def _resume(self) -> None:
        """Compute the deferred states."""
        self._states_done = 0
        pending_lines, self._pending_lines = sorted(set(self._pending_lines)), []
        for number in pending_lines[:1]:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)
        self._pending_lines += pending_lines[1:]
        if self._pending_lines:
            self._resume_timer.start()
