"""The wavy line under a misspelt word, and its suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QMenu, QTextEdit

from desktop.i18n import Messages
from desktop.session.spelling.spell_checker import SpellChecker
from desktop.story.assist.prose import ProseWord
from desktop.ui.widgets import interface_colors as colors

MESSAGES: Final = Messages(
    {
        "searching": "Looking for suggestions…",
        "nothing": "No word is like “{word}”",
        "learn": "Add “{word}” to your words",
        "label": "spelling",
    }
)
DELAY_MS: Final = 400
"""After the last key: a word is not wrong while it is being typed."""


def wavy_lines(document: QTextDocument, spans: Iterable[tuple[int, int]]) -> list[QTextEdit.ExtraSelection]:
    """Return the wavy lines under spans of a document."""
    selections = []
    for start, end in spans:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = _wavy_format()
        selections.append(selection)
    return selections


def add_suggestions(
    menu: QMenu, checker: SpellChecker, word: ProseWord, ui_language: str, replace: Callable[[str], object]
) -> None:
    """Add suggestions for a misspelt word to a menu.

    It comes while the menu is open; `replace` is called with what is chosen.
    """
    searching = menu.addAction(MESSAGES("searching", ui_language))
    searching.setEnabled(False)

    def show(suggestions: list[str]) -> None:
        for suggestion in suggestions:
            action = menu.addAction(suggestion)
            menu.insertAction(searching, action)
            action.triggered.connect(lambda _=False, suggestion=suggestion: replace(suggestion))
        searching.setText(MESSAGES("nothing", ui_language, word=word.word))
        searching.setVisible(not suggestions)

    open_menus = [menu]
    menu.destroyed.connect(open_menus.clear)
    checker.suggest(word.language, word.word, lambda suggestions: show(suggestions) if open_menus else None)
    menu.addAction(MESSAGES("learn", ui_language, word=word.word)).triggered.connect(lambda: checker.learn(word.word))
    menu.addSeparator()


def _wavy_format() -> QTextCharFormat:
    wavy = QTextCharFormat()
    wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    wavy.setUnderlineColor(QColor(colors.SYNTAX_NUMBER))  # problems of the format are red and gold
    return wavy
