"""Find and replace in the text."""

from __future__ import annotations

import re
import warnings
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.ui.text_area import TextArea, units
from desktop.words import Words

WORDS: Final = Words(
    {
        "find": ("Find", "Chercher"),
        "replace": ("Replace by", "Remplacer par"),
        "case": ("Aa", "Aa"),
        "case_tip": ("Upper and lower case count", "Respecter la casse"),
        "word": ("|ab|", "|ab|"),
        "word_tip": ("Whole words", "Mots entiers"),
        "regex": (".*", ".*"),
        "regex_tip": ("Regular expression", "Expression régulière"),
        "one": ("Replace", "Remplacer"),
        "all": ("Replace all", "Tout remplacer"),
        "count": ("{here} of {all}", "{here} sur {all}"),
        "none": ("nothing", "rien"),
        "wrong": ("not a pattern", "motif invalide"),
    }
)
_MOST: Final = 5000


class FindBar(QFrame):
    """A bar below the text. Enter and F3 go on, Shift goes back, Esc closes."""

    def __init__(self, area: TextArea, say: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._area, self._say = area, say
        self.setObjectName("panel")
        self.line, self.by = QLineEdit(), QLineEdit()
        self.line.setPlaceholderText(WORDS("find", say))
        self.by.setPlaceholderText(WORDS("replace", say))
        self.count = QLabel()
        self.count.setObjectName("status")
        self.count.setMinimumWidth(80)
        self.case, self.word, self.regex = (self._switch(name) for name in ("case", "word", "regex"))
        self.one, self.all = QToolButton(), QToolButton()
        self.one.setText(WORDS("one", say))
        self.all.setText(WORDS("all", say))
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 10, 6)
        grid.addWidget(self.line, 0, 0)
        for column, widget in enumerate((self.case, self.word, self.regex, self.count), 1):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.by, 1, 0)
        grid.addWidget(self.one, 1, 1, 1, 2)
        grid.addWidget(self.all, 1, 3, 1, 2)
        grid.setColumnStretch(0, 1)
        self.line.textEdited.connect(self.look)
        for one in (self.line, self.by):
            one.installEventFilter(self)
        self._spans: list[tuple[int, int]] = []
        self._from = 0
        self.hide()

    def _switch(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(WORDS(name, self._say))
        button.setToolTip(WORDS(f"{name}_tip", self._say))
        button.setCheckable(True)
        button.toggled.connect(self.look)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys from the window; go on with Enter, close with Esc."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
                if watched is self.by and event.key() != Qt.Key.Key_F3:
                    self.replace_one()
                else:
                    self.step(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def open_bar(self, *, replace: bool) -> None:
        """Show the bar, with what is selected to be searched for."""
        chosen = self._area.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.line.setText(chosen)
        for widget in (self.by, self.one, self.all):
            widget.setVisible(replace)
        self._from = self._area.textCursor().selectionStart()
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self.look()

    def close_bar(self) -> None:
        """Put the bar away."""
        self.hide()
        self._area.show_found(())
        self._area.setFocus()

    def pattern(self) -> re.Pattern[str] | None:
        """Return what is searched for, None for nothing or no pattern."""
        words = self.line.text()
        if not words:
            return None
        expression = words if self.regex.isChecked() else re.escape(words)
        if self.word.isChecked():
            expression = rf"\b(?:{expression})\b"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)  # half a pattern may look like a future one
                return re.compile(expression, re.MULTILINE | (0 if self.case.isChecked() else re.IGNORECASE))
        except re.error:
            return None

    def look(self, *_: object) -> None:
        """Find all, light them up, and go to the first from where the search began."""
        self._spans = self._find()
        self._tell()
        here = next((span for span in self._spans if span[0] >= self._from), self._spans[0] if self._spans else None)
        if here is not None:
            self._area.go_to(*here)
        self._tell()

    def _find(self) -> list[tuple[int, int]]:
        pattern = self.pattern()
        if pattern is None:
            return []
        found = []
        for match in pattern.finditer(self._area.text()):
            if match.end() > match.start():
                found.append(match.span())
            if len(found) >= _MOST:
                break
        return found

    def _tell(self) -> None:
        text = self._area.text()
        self._area.show_found((units(text, start), units(text, end)) for start, end in self._spans[:400])
        if not self.line.text():
            self.count.setText("")
        elif self.pattern() is None:
            self.count.setText(WORDS("wrong", self._say))
        elif not self._spans:
            self.count.setText(WORDS("none", self._say))
        else:
            self.count.setText(WORDS("count", self._say, here=self._here() + 1, all=len(self._spans)))

    def _here(self) -> int:
        cursor, text = self._area.textCursor(), self._area.text()
        chosen = (cursor.selectionStart(), cursor.selectionEnd())
        return next(
            (n for n, (start, end) in enumerate(self._spans) if (units(text, start), units(text, end)) == chosen), -1
        )

    def step(self, way: int) -> None:
        """Go to the next one, or the one before; round and round."""
        self._spans = self._find()
        if self._spans:
            text = self._area.text()
            place = self._area.textCursor().selectionStart()
            if way > 0:
                after = (n for n, (start, _) in enumerate(self._spans) if units(text, start) > place)
                number = next(after, 0)
            else:
                before = [n for n, (start, _) in enumerate(self._spans) if units(text, start) < place]
                number = before[-1] if before else len(self._spans) - 1
            self._area.go_to(*self._spans[number])
            self._from = self._area.textCursor().selectionStart()
        self._tell()

    def replace_one(self) -> None:
        """Replace the one that is selected, and go on."""
        self._spans = self._find()
        number, pattern = self._here(), self.pattern()
        if number >= 0 and pattern is not None:
            start, end = self._spans[number]
            self._area.replace(start, end, self._words(pattern, self._area.text()[start:end]))
        self.step(1)

    def replace_all(self) -> None:
        """Replace all, as one step of the history."""
        pattern = self.pattern()
        if pattern is None:
            return
        text = self._area.text()
        new = pattern.sub(lambda match: self._words(pattern, match.group()), text)
        if new != text:
            from desktop.story.edit import difference

            edit = difference(text, new)
            self._area.replace(edit.start, edit.end, edit.replacement)
        self.look()

    def _words(self, pattern: re.Pattern[str], found: str) -> str:
        """Return what takes the place of a match; groups count only in a regular expression."""
        by = self.by.text()
        if not self.regex.isChecked():
            return by
        try:
            match = pattern.fullmatch(found)
            return match.expand(by) if match is not None else by
        except (re.error, IndexError):
            return by
