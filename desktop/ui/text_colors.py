"""Colours for TOML as it is typed: keys, headers, strings with their Markdown, dates, numbers, comments."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.render.theme import CINEMA, Theme

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#.*)
      | (?P<open>\"\"\"|''')
      | (?P<string>"(?:[^"\\]|\\.)*"?|'[^']*'?)
      | (?P<date>\d{4}-\d\d(?:-\d\d)?(?:[T\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?)
      | (?P<number>[+-]?(?:0x[\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)\b)
      | (?P<word>\b(?:true|false|inf|nan)\b)
      | (?P<key>[A-Za-z0-9_-]+(?=\s*=))
    """,
    re.VERBOSE,
)
_MARKS: Final = re.compile(r"\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`|\[[^\]]*\]\([^)]*\)")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_.\"' -]+?)\s*=")
PLAIN, DOUBLE, SINGLE = -1, 1, 2
"""What a line ends in: nothing, a string in three double quotation marks, or one in three single ones."""


class Colors(QSyntaxHighlighter):
    """Colours one line at a time; a line knows from the one before whether it begins inside a long string."""

    def __init__(self, document: QTextDocument, theme: Theme = CINEMA) -> None:
        super().__init__(document)

        def look(color: str, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
            made = QTextCharFormat()
            made.setForeground(QColor(color))
            if bold:
                made.setFontWeight(QFont.Weight.DemiBold)
            made.setFontItalic(italic)
            return made

        self._header = look(theme.vermilion, bold=True)
        self._key = look("#d8c3a5")
        self._looks = {
            "comment": look("#7d7067", italic=True),
            "string": look(theme.paper),
            "date": look(theme.jade),
            "number": look(theme.ink_blue),
            "word": look(theme.ink_blue),
            "key": self._key,
        }
        self._string = self._looks["string"]
        self._mark = look(theme.gold)

    def highlightBlock(self, text: str) -> None:
        """Colour a line."""
        state = self.previousBlockState()
        at = 0
        if state in (DOUBLE, SINGLE):
            at = self._until(text, 0, 0, '"""' if state == DOUBLE else "'''", state)
            if at < 0:
                return
        else:
            stripped = text.lstrip()
            if not stripped:
                self.setCurrentBlockState(PLAIN)
                return
            if stripped[0] == "#":
                self.setFormat(0, len(text), self._looks["comment"])
                self.setCurrentBlockState(PLAIN)
                return
            if stripped[0] == "[" and "=" not in stripped.split("]", 1)[0]:
                end = text.rfind("]") + 1 or len(text)
                self.setFormat(0, end, self._header)
                at = end
            elif key := _KEY.match(text):
                self.setFormat(key.start(1), key.end(1) - key.start(1), self._key)
                at = key.end()
        self.setCurrentBlockState(PLAIN)
        while token := _TOKEN.search(text, at):
            kind = token.lastgroup
            start, at = token.span()
            if kind == "open":
                quotes = token.group()
                at = self._until(text, at, start, quotes, DOUBLE if quotes == '"""' else SINGLE)
                if at < 0:
                    return
                continue
            assert kind is not None
            self.setFormat(start, at - start, self._looks[kind])
            if kind == "string":
                self._markdown(text, start, at)

    def _until(self, text: str, at: int, start: int, quotes: str, state: int) -> int:
        """Colour a long string up to its end and return that, −1 where the line ends first."""
        end = text.find(quotes, at)
        stop = len(text) if end < 0 else end + 3
        self.setFormat(start, stop - start, self._string)
        self._markdown(text, start, stop)
        self.setCurrentBlockState(state if end < 0 else PLAIN)
        return -1 if end < 0 else stop

    def _markdown(self, text: str, start: int, end: int) -> None:
        if "*" in text or "`" in text or "](" in text:
            for mark in _MARKS.finditer(text, start, end):
                self.setFormat(mark.start(), mark.end() - mark.start(), self._mark)
