"""Colours for TOML as it is typed; only lines that are looked at are coloured."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from desktop.render.theme import CINEMA, Theme
from desktop.ui.editor.fold import below
from desktop.ui.editor.text_diff import units
from desktop.ui.editor.tokens import after, tokens

COLOURED: Final = -9
"""The revision of a block whose colours are up to date; Qt gives it another one with each change of the line."""
_AT_ONCE: Final = 600


class Colors(QSyntaxHighlighter):
    """Follows each line's state as the text changes, and colours lines when `show` says that they are in view.

    One opened string may change the state of all lines below: what is far away follows in steps, between two keys.
    """

    def __init__(self, document: QTextDocument, theme: Theme = CINEMA) -> None:
        self._looks: dict[str, QTextCharFormat] = {}
        for name, color in (
            ("header", "#f0806c"),
            ("bracket", "#c06f5e"),
            ("key", "#c9ab82"),
            ("string", theme.paper),
            ("date", "#74bfa6"),
            ("number", "#8fb8d9"),
            ("flag", "#8fb8d9"),
            ("comment", "#96887c"),
            ("mark", "#9a8772"),
            ("sign", "#9a8772"),
        ):
            look = QTextCharFormat()
            look.setForeground(QColor(color))
            self._looks[name] = look
        self._first, self._last = 0, -1
        self._done = 0
        self._whole = False
        self._rest: list[int] = []
        super().__init__(document)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._go_on)

    def load(self, whole: bool) -> None:
        """Say whether the document is being filled: then all states are found in one go."""
        self._whole = whole

    def show(self, first: QTextBlock, last: int) -> None:
        """Colour the lines from a block to a line number that have no colours yet."""
        self._first, self._last = first.blockNumber(), last
        document, block = self.document(), first
        quiet = document.blockSignals(True)  # a colour is no change of the text; the layout is told without signals
        while block.isValid():
            if block.revision() != COLOURED:
                self.rehighlightBlock(block)
            if block.blockNumber() >= last:
                break
            block = below(block)
        document.blockSignals(quiet)

    def highlightBlock(self, text: str) -> None:
        """Colour a line in view; of any other one, only find the state it ends in."""
        block = self.currentBlock()
        number = block.blockNumber()
        before = self.previousBlockState()
        if self._first <= number <= self._last:
            found, state = tokens(text, before)
            straight = block.length() - 1 == len(text)
            for start, end, kind in found:
                look = self._looks.get(kind)
                if look is not None:
                    if straight:
                        self.setFormat(start, end - start, look)
                    else:
                        low = units(text, start)
                        self.setFormat(low, units(text, end) - low, look)
            block.setRevision(COLOURED)
            self.setCurrentBlockState(state)
            return
        if block.revision() == COLOURED:
            block.setRevision(0)
        state = after(text, before)
        if not self._whole and state != self.currentBlockState():
            self._done += 1
            self._later.start()
            if self._done > _AT_ONCE:
                self._rest.append(number)
                return  # its state stays, so the lines below wait
        self.setCurrentBlockState(state)

    def _go_on(self) -> None:
        """Follow on with the states that had to wait."""
        self._done = 0
        waiting, self._rest = sorted(set(self._rest)), []
        for number in waiting[:1]:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)
        self._rest += waiting[1:]
        if self._rest:
            self._later.start()
