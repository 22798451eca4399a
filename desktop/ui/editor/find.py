"""Find and replace in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.ui.editor.editor import Editor
from desktop.ui.editor.messages import WORDS

_MOST: Final = 10_000
_PAUSE_MS: Final = 120


class FindBar(QFrame):
    """Enter and F3 go on, with Shift back; Esc closes. Replacing all is one step of the history."""

    replaced = Signal(list, str)  # spans, and what to call the step

    def __init__(self, editor: Editor, say: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._say = editor, say
        self.setObjectName("finder")
        self.line, self.by = QLineEdit(), QLineEdit()
        for field in (self.line, self.by):
            field.installEventFilter(self)
        self.count = QLabel()
        self.count.setObjectName("status")
        self.count.setMinimumWidth(104)
        self.case, self.word, self.regex = (_button(sign, switch=True) for sign in ("Aa", "ab|", ".*"))
        self.previous, self.next, self.end = (_button(sign) for sign in "↑↓✕")
        self.one, self.all = QToolButton(), QToolButton()
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.end.clicked.connect(self.close_bar)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        above, below = QHBoxLayout(), QHBoxLayout()
        for switch in (self.case, self.word, self.regex):
            switch.toggled.connect(self.look)
            above.addWidget(switch)
        above.addWidget(self.count)
        for button in (self.previous, self.next, self.end):
            above.addWidget(button)
        below.addWidget(self.one)
        below.addWidget(self.all)
        below.addStretch(1)
        for row in (above, below):
            row.setSpacing(3)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 8, 8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.line, 0, 0)
        grid.addLayout(above, 0, 1)
        grid.addWidget(self.by, 1, 0)
        grid.addLayout(below, 1, 1)
        grid.setColumnStretch(0, 1)
        self.line.textEdited.connect(self.look)
        self._spans: list[tuple[int, int]] = []
        self._from = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._again)
        editor.document().contentsChanged.connect(self._stirred)
        self.speak(say)
        self.hide()

    def speak(self, language: str) -> None:
        """Speak another language."""
        self._say = language
        for field, name in ((self.line, "find"), (self.by, "replace")):
            field.setPlaceholderText(WORDS(name, language))
            field.setAccessibleName(WORDS(name, language))
        signs = (self.case, self.word, self.regex, self.previous, self.next, self.end)
        for button, name in zip(signs, ("case", "word", "regex", "previous", "next", "close"), strict=True):
            button.setToolTip(WORDS(name, language))
            button.setAccessibleName(WORDS(name, language))
        self.one.setText(WORDS("one", language))
        self.all.setText(WORDS("all", language))
        self._tell()

    # -- opening and closing -------------------------------------------------------------------------------------------

    def open_bar(self, *, replace: bool) -> None:
        """Show the bar, with what is selected to be searched for."""
        cursor = self._editor.textCursor()
        chosen = cursor.selectedText()
        if chosen and "\u2029" not in chosen:
            self.line.setText(re.escape(chosen) if self.regex.isChecked() else chosen)
        for widget in (self.by, self.one, self.all):
            widget.setVisible(replace)
        self._from = cursor.selectionStart()
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self.look()

    def close_bar(self) -> None:
        """Put the bar away."""
        self._pause.stop()
        self._spans = []
        self._editor.show_found(())
        self._editor.setFocus()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter, close with Esc."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.modifiers() or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.by.isVisible():
                    self.replace_all()
                elif watched is self.by:
                    self.replace_one()
                else:
                    self.step(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    # -- finding -------------------------------------------------------------------------------------------------------

    def pattern(self) -> re.Pattern[str] | None:
        """Return what is searched for, None for nothing or no pattern."""
        words = self.line.text()
        if not words:
            return None
        expression = words if self.regex.isChecked() else re.escape(words)
        if self.word.isChecked():
            expression = rf"(?<!\w)(?:{expression})(?!\w)"
        try:
            return re.compile(expression, re.MULTILINE | (0 if self.case.isChecked() else re.IGNORECASE))
        except (re.error, OverflowError):
            return None

    def matches(self) -> list[re.Match[str]]:
        """Return what is found in the whole text; nothing is found where nothing would be selected."""
        pattern, found = self.pattern(), []
        if pattern is not None:
            for match in pattern.finditer(self._editor.text()):
                if match.end() > match.start():
                    found.append(match)
                if len(found) >= _MOST:
                    break
        return found

    def look(self, *_: object) -> None:
        """Find all, light them up, and go to the first one from where the search began."""
        self._again()
        if self._spans:
            self._go(bisect_left(self._spans, (self._from, 0)) % len(self._spans))
        self._tell()

    def _again(self) -> None:
        self._spans = self._editor.positions_of([match.span() for match in self.matches()])
        self._editor.show_found(self._spans)
        self._tell()

    def _stirred(self) -> None:
        """Look again, a moment after the text was changed."""
        if self.isVisible():
            self._pause.start()

    def _go(self, number: int) -> None:
        start, end = self._spans[number]
        begin = self._editor.offset_of(start)
        self._editor.go_to(begin, self._editor.offset_of(end) - begin)

    def step(self, way: int) -> None:
        """Go to the next one, or the one before; round and round."""
        if not self.line.text():
            self.open_bar(replace=False)
            return
        self._again()
        if self._spans:
            cursor = self._editor.textCursor()
            start, end = cursor.selectionStart(), cursor.selectionEnd()
            if way > 0:
                number = bisect_left(self._spans, (max(start, end), 0)) % len(self._spans)
            else:
                number = bisect_left(self._spans, (start, 0)) - 1
            self._go(number)
            self._from = self._editor.textCursor().selectionStart()
        self._tell()
        if not self.isVisible():
            self._editor.show_found(())

    def _here(self) -> int:
        cursor = self._editor.textCursor()
        chosen = (cursor.selectionStart(), cursor.selectionEnd())
        at = bisect_left(self._spans, chosen)
        return at if self._spans[at : at + 1] == [chosen] else -1

    def _tell(self) -> None:
        here, count = self._here(), len(self._spans)
        if not self.line.text():
            words = ""
        elif self.pattern() is None:
            words = WORDS("wrong", self._say)
        elif not count:
            words = WORDS("none", self._say)
        elif here >= 0:
            words = WORDS("count", self._say, here=here + 1, all=count)
        else:
            words = WORDS("many", self._say, all=count)
        self.count.setText(words)
        wrong = bool(self.line.text()) and not count
        if self.line.property("wrong") != wrong:
            self.line.setProperty("wrong", wrong)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)

    # -- replacing -----------------------------------------------------------------------------------------------------

    def replace_one(self) -> None:
        """Replace the one that is selected, and go on to the next."""
        self._again()
        here = self._here()
        if here >= 0:
            match = self.matches()[here]
            words = self._words(match)
            self._replace([(match.start(), match.end(), words)])
            self._editor.go_to(match.start() + len(words))
        self.step(1)

    def replace_all(self) -> None:
        """Replace all, as one step of the history."""
        spans = [(match.start(), match.end(), self._words(match)) for match in self.matches()]
        if spans:
            self._replace(spans)
            self._again()
            self.count.setText(WORDS("replaced", self._say, all=len(spans)))

    def _replace(self, spans: list[tuple[int, int, str]]) -> None:
        self.replaced.emit(spans, WORDS("replace_label", self._say, words=self.line.text()))

    def _words(self, match: re.Match[str]) -> str:
        """Return what takes the place of a match; groups count only in a regular expression."""
        by = self.by.text()
        if not self.regex.isChecked():
            return by
        try:
            return match.expand(by)
        except (re.error, IndexError):
            return by


def _button(sign: str, *, switch: bool = False) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setCheckable(switch)
    button.setFixedWidth(38)
    return button
