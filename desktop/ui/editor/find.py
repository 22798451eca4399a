"""Find and replace in the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.qt_override import qt_override
from desktop.session.debounce import Debounce
from desktop.ui.editor.editor_messages import MESSAGES
from desktop.ui.editor.time_limit import time_limit
from desktop.ui.editor.toml_editor import TomlEditor
from desktop.ui.widgets.plain_text import PlainLabel

_MAX_MATCHES: Final = 10_000
_REFRESH_DELAY_MS: Final = 120
_TIMEOUT_S: Final = 0.2
"""A pattern that goes back and forth can search for ever; a plain one takes 20 ms for a megabyte."""


class FindBar(QFrame):
    """Find and replace bar; replacing all is one undo step."""

    replace_requested = Signal(list, str)  # spans, and the title of the undo step

    def __init__(self, editor: TomlEditor, ui_language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._ui_language = editor, ui_language
        self.setObjectName("finder")
        self.find_field, self.replace_field = QLineEdit(), QLineEdit()
        for field in (self.find_field, self.replace_field):
            field.installEventFilter(self)
        self.count_label = PlainLabel()
        self.count_label.setObjectName("status")
        self.count_label.setMinimumWidth(104)
        self.case_button, self.word_button, self.regex_button = (
            _create_button(symbol, checkable=True) for symbol in ("Aa", "ab|", ".*")
        )
        self.previous_button, self.next_button, self.close_button = (_create_button(sign) for sign in "↑↓✕")
        self.replace_button, self.replace_all_button = QToolButton(), QToolButton()
        self.previous_button.clicked.connect(lambda: self.step(-1))
        self.next_button.clicked.connect(lambda: self.step(1))
        self.close_button.clicked.connect(self.close_bar)
        self.replace_button.clicked.connect(self.replace_one)
        self.replace_all_button.clicked.connect(self.replace_all)
        top_row, bottom_row = QHBoxLayout(), QHBoxLayout()
        for switch in (self.case_button, self.word_button, self.regex_button):
            switch.toggled.connect(self.search)
            top_row.addWidget(switch)
        top_row.addWidget(self.count_label)
        for button in (self.previous_button, self.next_button, self.close_button):
            top_row.addWidget(button)
        bottom_row.addWidget(self.replace_button)
        bottom_row.addWidget(self.replace_all_button)
        bottom_row.addStretch(1)
        for row in (top_row, bottom_row):
            row.setSpacing(3)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 8, 8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.find_field, 0, 0)
        grid.addLayout(top_row, 0, 1)
        grid.addWidget(self.replace_field, 1, 0)
        grid.addLayout(bottom_row, 1, 1)
        grid.setColumnStretch(0, 1)
        self.find_field.textEdited.connect(self.search)
        self._match_spans: list[tuple[int, int]] = []
        self._search_start = 0
        self._gave_up = False
        self._refresh_timer = Debounce(_REFRESH_DELAY_MS, self._find_matches, self)
        editor.document().contentsChanged.connect(self._on_contents_changed)
        self.retranslate(ui_language)
        self.hide()

    def retranslate(self, ui_language: str) -> None:
        """Translate the labels."""
        self._ui_language = ui_language
        for field, message_key in ((self.find_field, "find"), (self.replace_field, "replace")):
            field.setPlaceholderText(MESSAGES(message_key, ui_language))
            field.setAccessibleName(MESSAGES(message_key, ui_language))
        buttons = (
            self.case_button,
            self.word_button,
            self.regex_button,
            self.previous_button,
            self.next_button,
            self.close_button,
        )
        for button, message_key in zip(buttons, ("case", "word", "regex", "previous", "next", "close"), strict=True):
            button.setToolTip(MESSAGES(message_key, ui_language))
            button.setAccessibleName(MESSAGES(message_key, ui_language))
        self.replace_button.setText(MESSAGES("one", ui_language))
        self.replace_all_button.setText(MESSAGES("all", ui_language))
        self._update_count()

    # -- opening and closing -------------------------------------------------------------------------------------------

    def open_bar(self, *, show_replace: bool) -> None:
        """Show the bar and search for the selection."""
        cursor = self._editor.textCursor()
        selected_text = cursor.selectedText()
        if selected_text and "\u2029" not in selected_text:
            self.find_field.setText(re.escape(selected_text) if self.regex_button.isChecked() else selected_text)
        for widget in (self.replace_field, self.replace_button, self.replace_all_button):
            widget.setVisible(show_replace)
        self._search_start = cursor.selectionStart()
        self.show()
        self.find_field.setFocus()
        self.find_field.selectAll()
        self.search()

    def close_bar(self) -> None:
        """Close the bar."""
        self._refresh_timer.stop()
        self._match_spans = []
        self._editor.highlight_matches(())
        self._editor.setFocus()
        self.hide()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next match with Enter, close with Esc."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.modifiers() or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.replace_field.isVisible():
                    self.replace_all()
                elif watched is self.replace_field:
                    self.replace_one()
                else:
                    self.step(-1 if backwards else 1)
                return True
        return super().eventFilter(watched, event)

    # -- finding -------------------------------------------------------------------------------------------------------

    def pattern(self) -> re.Pattern[str] | None:
        """Return the compiled pattern, None if it is empty or invalid."""
        query = self.find_field.text()
        if not query:
            return None
        expression = query if self.regex_button.isChecked() else _either_form(query)
        if self.word_button.isChecked():
            expression = rf"(?<!\w)(?:{expression})(?!\w)"
        try:
            return re.compile(expression, re.MULTILINE | (0 if self.case_button.isChecked() else re.IGNORECASE))
        except (re.error, OverflowError, RecursionError):
            return None

    def matches(self) -> list[re.Match[str]]:
        """Return the non-empty matches in the whole text.

        There is none if the search takes too long: a part would be replaced as if it were all.
        """
        pattern, results = self.pattern(), list[re.Match[str]]()
        self._gave_up = False
        if pattern is None:
            return results
        try:
            with time_limit(_TIMEOUT_S):
                for match in pattern.finditer(self._editor.text()):
                    if match.end() > match.start():
                        results.append(match)
                    if len(results) >= _MAX_MATCHES:
                        break
        except TimeoutError:
            self._gave_up = True
            return []
        return results

    def search(self, *_: object) -> None:
        """Highlight all matches and go to the first one after the start."""
        self._find_matches()
        if self._match_spans:
            self._select_match(bisect_left(self._match_spans, (self._search_start, 0)) % len(self._match_spans))
        self._update_count()

    def _find_matches(self) -> None:
        self._match_spans = self._editor.positions_of([match.span() for match in self.matches()])
        self._editor.highlight_matches(self._match_spans)
        self._update_count()

    def _on_contents_changed(self) -> None:
        """Search again shortly after a change of the text."""
        if self.isVisible():
            self._refresh_timer.start()

    def _select_match(self, index: int) -> None:
        start, end = self._match_spans[index]
        start_offset = self._editor.offset_of(start)
        self._editor.go_to(start_offset, self._editor.offset_of(end) - start_offset)

    def step(self, direction: int) -> None:
        """Go to the next or previous match, and wrap around."""
        if not self.find_field.text():
            self.open_bar(show_replace=False)
            return
        self._find_matches()
        if self._match_spans:
            cursor = self._editor.textCursor()
            start, end = cursor.selectionStart(), cursor.selectionEnd()
            if direction > 0:
                index = bisect_left(self._match_spans, (max(start, end), 0)) % len(self._match_spans)
            else:
                index = bisect_left(self._match_spans, (start, 0)) - 1
            self._select_match(index)
            self._search_start = self._editor.textCursor().selectionStart()
        self._update_count()
        if not self.isVisible():
            self._editor.highlight_matches(())

    def _current_index(self) -> int:
        cursor = self._editor.textCursor()
        selection = (cursor.selectionStart(), cursor.selectionEnd())
        index = bisect_left(self._match_spans, selection)
        return index if self._match_spans[index : index + 1] == [selection] else -1

    def _update_count(self) -> None:
        current, count = self._current_index(), len(self._match_spans)
        if not self.find_field.text():
            text = ""
        elif self.pattern() is None:
            text = MESSAGES("wrong", self._ui_language)
        elif self._gave_up:
            text = MESSAGES("too_slow", self._ui_language)
        elif not count:
            text = MESSAGES("none", self._ui_language)
        elif current >= 0:
            text = MESSAGES("count", self._ui_language, here=current + 1, all=count)
        else:
            text = MESSAGES("many", self._ui_language, all=count)
        self.count_label.setText(text)
        wrong = bool(self.find_field.text()) and not count
        if self.find_field.property("wrong") != wrong:
            self.find_field.setProperty("wrong", wrong)
            self.find_field.style().unpolish(self.find_field)
            self.find_field.style().polish(self.find_field)

    # -- replacing -----------------------------------------------------------------------------------------------------

    def replace_one(self) -> None:
        """Replace the selected match and go to the next one."""
        self._find_matches()
        current = self._current_index()
        if current >= 0:
            match = self.matches()[current]
            replacement = self._replacement_for(match)
            self._request_replace([(match.start(), match.end(), replacement)])
            self._editor.go_to(match.start() + len(replacement))
        self.step(1)

    def replace_all(self) -> None:
        """Replace all matches as one undo step."""
        replacements = [(match.start(), match.end(), self._replacement_for(match)) for match in self.matches()]
        if replacements:
            self._request_replace(replacements)
            self._find_matches()
            self.count_label.setText(MESSAGES("replaced", self._ui_language, all=len(replacements)))

    def _request_replace(self, replacements: list[tuple[int, int, str]]) -> None:
        self.replace_requested.emit(
            replacements, MESSAGES("replace_label", self._ui_language, words=self.find_field.text())
        )

    def _replacement_for(self, match: re.Match[str]) -> str:
        """Return the replacement of a match; groups expand only in regular expressions."""
        replacement = self.replace_field.text()
        if not self.regex_button.isChecked():
            return replacement
        try:
            return match.expand(replacement)
        except (re.error, IndexError):
            return replacement


def _create_button(symbol: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setText(symbol)
    button.setCheckable(checkable)
    button.setFixedWidth(38)
    return button


def _either_form(words: str) -> str:
    """Return the pattern of words, with accents composed or not."""
    forms = [
        (re.escape(sign), re.escape(unicodedata.normalize("NFD", sign))) for sign in unicodedata.normalize("NFC", words)
    ]
    return "".join(composed if composed == apart else f"(?:{composed}|{apart})" for composed, apart in forms)
