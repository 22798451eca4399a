"""Wavy lines under the misspelt words of a field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desktop.qt_override import qt_override
from desktop.session.debounce import Debounce
from desktop.session.settings import Settings
from desktop.session.spelling.spell_checker import SpellChecker
from desktop.story.assist.prose import ProseWord, words_in
from desktop.ui.editor.qt_text import from_qt, to_qt, utf16_offset
from desktop.ui.editor.spelling.suggestions import DELAY_MS, add_suggestions, wavy_lines
from desktop.ui.widgets.keys.passing_menu import PassingMenu


class FieldSpelling(QObject):
    """Marks the misspelt words of a field, and offers suggestions.

    The words of a field that nobody writes in are not asked about: the process of the spell checker begins with the
    first word. The context menu of a marked word begins with what may be meant.
    """

    def __init__(
        self, field: QPlainTextEdit, checker: SpellChecker, settings: Settings, language: Callable[[], str]
    ) -> None:
        super().__init__(field)
        self._field = field
        self._checker = checker
        self._settings = settings
        self._language = language
        self._is_entered = field.hasFocus()
        self.marked: list[tuple[ProseWord, QTextCursor]] = []
        self._timer = Debounce(DELAY_MS, self.check, self)
        field.textChanged.connect(self._on_text_changed)
        field.installEventFilter(self)
        field.viewport().installEventFilter(self)
        self._checker.checked.connect(self._mark)
        self._checker.learnt.connect(self._mark)

    def check(self) -> None:
        """Ask how the words are spelt, and mark the wrong ones."""
        if self._is_on():
            self._checker.ask(self._language(), {word.word for word in self._words()})
        self._mark()

    def create_menu(self, position: int) -> PassingMenu:
        """Return the context menu of a position in the field."""
        from desktop.ui.editor.editor_menu import add_field_actions  # the whole editor comes with it

        menu, ui_language = PassingMenu(self._field), self._settings.language
        for word, cursor in self.marked:
            if cursor.selectionStart() <= position <= cursor.selectionEnd():
                add_suggestions(menu, self._checker, word, ui_language, partial(_replace, cursor))
        add_field_actions(menu, self._field, ui_language)
        return menu

    def _is_on(self) -> bool:
        return self._settings.checks_spelling and self._is_entered and not self._field.isReadOnly()

    def _on_text_changed(self) -> None:
        if self._is_entered:
            self._timer.start()
        elif self.marked:
            self._mark()

    def _words(self) -> list[ProseWord]:
        return list(words_in(from_qt(self._field.document().toRawText()), self._language()))

    def _mark(self) -> None:
        """Underline the words that are known to be wrong."""
        if not self._is_on() and not self.marked:
            return
        is_checked = self._settings.checks_spelling
        wrong = [one for one in self._words() if self._checker.is_wrong(one.language, one.word)] if is_checked else []
        text = from_qt(self._field.document().toRawText())
        spans = [(utf16_offset(text, one.start), utf16_offset(text, one.end)) for one in wrong]
        lines = wavy_lines(self._field.document(), spans)
        self.marked = [(word, QTextCursor(line.cursor)) for word, line in zip(wrong, lines, strict=True)]
        self._field.setExtraSelections(lines)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check an entered field; suggest corrections."""
        if isinstance(event, QFocusEvent):
            if watched is self._field:
                self._is_entered = event.gotFocus()
                self._timer.start()
        elif isinstance(event, QContextMenuEvent):
            menu = self.create_menu(self._position_of(event))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def _position_of(self, event: QContextMenuEvent) -> int:
        """Return the position that a context menu is for."""
        field = self._field
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            return field.textCursor().position()
        point: QPoint = field.viewport().mapFromGlobal(event.globalPos())
        return field.cursorForPosition(point).position()


def _replace(cursor: QTextCursor, words: str) -> None:
    cursor.insertText(to_qt(words))
