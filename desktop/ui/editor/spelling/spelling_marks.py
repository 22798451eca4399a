"""Wavy lines under misspelt words of the visible texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from desktop.session.debounce import Debounce
from desktop.session.spelling.spell_checker import SpellChecker
from desktop.story.assist.prose import ProseWord, prose_words
from desktop.story.text_diff import Replacement
from desktop.ui.editor.spelling.suggestions import DELAY_MS, MESSAGES, add_suggestions, wavy_lines
from desktop.ui.editor.toml_editor import TomlEditor


class SpellingMarks(QObject):
    """Marks misspelt words in an editor, and offers suggestions.

    `languages` returns those of the story, `is_on` whether anything is checked.
    """

    def __init__(
        self,
        editor: TomlEditor,
        checker: SpellChecker,
        languages: Callable[[], Sequence[str]],
        is_on: Callable[[], bool],
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._checker = checker
        self._languages = languages
        self._is_on = is_on
        self._marked: list[ProseWord] = []
        self.cursors: list[QTextCursor] = []
        self._timer = Debounce(DELAY_MS, self.check, self)
        editor.document().contentsChanged.connect(self._timer.start)
        editor.verticalScrollBar().valueChanged.connect(self._timer.start)
        editor.folds.changed.connect(self._timer.start)
        checker.checked.connect(self._mark)
        checker.learnt.connect(self._mark)
        self._timer.start()

    def check_soon(self) -> None:
        """Check again after a change of the text."""
        self._timer.start()

    def check(self) -> None:
        """Ask how the visible words are spelt, and mark them."""
        if self._is_on() and self._editor.isVisible():
            words_by_language: dict[str, set[str]] = {}
            for word in self._visible_words():
                words_by_language.setdefault(word.language, set()).add(word.word)
            for language, words in words_by_language.items():
                self._checker.ask(language, words)
        self._mark()

    def _visible_words(self) -> list[ProseWord]:
        editor = self._editor
        first = editor.firstVisibleBlock()
        last = editor.cursorForPosition(editor.viewport().rect().bottomLeft()).block()
        start, end = editor.offset_of(first.position()), editor.offset_of(last.position() + last.length() - 1)
        return [
            word
            for word in prose_words(editor.text(), start, end, self._languages())
            if start <= word.start and word.end <= end
        ]

    def _mark(self) -> None:
        """Underline the visible words that are known to be wrong."""
        editor = self._editor
        words = self._visible_words() if self._is_on() and editor.isVisible() else []
        self._marked = [word for word in words if self._checker.is_wrong(word.language, word.word)]
        spans = editor.positions_of([(word.start, word.end) for word in self._marked])
        selections = wavy_lines(editor.document(), spans)
        self.cursors = [selection.cursor for selection in selections]
        editor.show_misspellings(selections)

    def add_to_menu(
        self, menu: QMenu, position: int, ui_language: str, replace: Callable[[Sequence[Replacement], str], object]
    ) -> bool:
        """Add suggestions for the word at a position.

        What is meant comes while the menu is open.
        """
        found = next(
            (cursor for cursor in self.cursors if cursor.selectionStart() <= position <= cursor.selectionEnd()), None
        )
        if found is None:
            return False
        editor = self._editor
        start, end = editor.offset_of(found.selectionStart()), editor.offset_of(found.selectionEnd())
        word = editor.text()[start:end]
        language = self._marked[self.cursors.index(found)].language
        add_suggestions(
            menu,
            self._checker,
            ProseWord(word, start, end, language),
            ui_language,
            lambda suggestion: replace([(start, end, suggestion)], MESSAGES("label", ui_language)),
        )
        return True
