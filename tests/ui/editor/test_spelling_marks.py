"""Misspelt words have a wavy line, and the context menu says what is meant."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTextEdit

from desktop.session.spelling.spell_checker import SpellChecker, Suggested
from desktop.ui.editor.spelling.spelling_marks import SpellingMarks
from desktop.ui.editor.toml_editor import TomlEditor

TEXT = '[[slide]]\nid = "wrongg"\ntitle = "A wrongg word 😀 and wrongg again"\n'


class KnownChecker(SpellChecker):
    """Knows one wrong word without a dictionary, and what is meant."""

    def ask(self, language, words):
        self._is_right.update(((language, word), word != "wrongg") for word in words)
        self.checked.emit()

    def _are_own_words_read(self):
        return True

    def suggest(self, language: str, word: str, on_suggested: Suggested) -> None:
        on_suggested(["wrong", "wronged"])


@pytest.fixture
def editor(qtbot):
    made = TomlEditor()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.set_text(TEXT, reset=True)
    made.show()
    return made


@pytest.fixture
def is_on() -> list[bool]:
    return [True]


@pytest.fixture
def marks(editor, tmp_path, is_on):
    checker = KnownChecker(tmp_path, editor)
    made = SpellingMarks(editor, checker, lambda: ("en",), lambda: is_on[0])
    made.check()
    yield made
    checker.shut_down()


def test_words_of_texts_are_underlined_and_ids_are_not(editor, marks):
    assert [cursor.selectedText() for cursor in marks.cursors] == ["wrongg", "wrongg"]
    assert all(cursor.block().text().startswith("title") for cursor in marks.cursors)
    assert len(editor.extraSelections()) == 2


def test_problems_and_misspellings_are_underlined_together(editor, marks):
    problem = QTextEdit.ExtraSelection()
    problem.cursor = editor.textCursor()
    editor.show_problems({0: "error"}, [problem])
    assert len(editor.extraSelections()) == 3
    marks.check()
    assert len(editor.extraSelections()) == 3
    editor.show_problems({}, [])
    assert len(editor.extraSelections()) == 2


def test_the_menu_replaces_a_word_and_learns_it(editor, marks, tmp_path):
    from PySide6.QtWidgets import QMenu

    menu, replaced = QMenu(editor), []
    assert marks.add_to_menu(menu, marks.cursors[1].position(), "en", lambda edits, label: replaced.extend(edits))
    texts = [action.text() for action in menu.actions() if action.isVisible() and action.text()]
    assert texts == ["wrong", "wronged", "Add “wrongg” to your words"]
    menu.actions()[0].trigger()
    start = TEXT.rindex("wrongg")
    assert replaced == [(start, start + len("wrongg"), "wrong")]
    next(action for action in menu.actions() if action.text().startswith("Add")).trigger()
    assert marks.cursors == []
    assert not marks.add_to_menu(menu, start, "en", lambda edits, label: None)


def test_switched_off_nothing_is_marked(editor, marks, is_on):
    is_on[0] = False
    marks.check()
    assert marks.cursors == []
    assert editor.extraSelections() == []
