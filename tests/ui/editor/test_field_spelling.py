"""Misspelt words of a field have a wavy line while somebody writes in it, and a right click says what is meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.session.settings import Settings
from desktop.ui.editor.spelling.field_spelling import FieldSpelling
from tests.ui.editor.test_spelling_marks import KnownChecker

WORDS = "A wrongg word 😀 and\u00a0wrongg again"


@pytest.fixture
def field(qtbot):
    made = QPlainTextEdit(WORDS)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def spelling(field, tmp_path):
    settings = Settings()
    settings.set_checks_spelling(True)
    checker = KnownChecker(tmp_path, field)
    yield FieldSpelling(field, checker, settings, lambda: "en")
    checker.shut_down()


def enter(field) -> None:
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusIn))


def leave(field) -> None:
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))


def marked(spelling) -> list[str]:
    return [cursor.selectedText() for _, cursor in spelling.marked]


def test_words_are_marked_once_somebody_writes_in_the_field(field, spelling):
    spelling.check()
    assert not field.extraSelections()
    enter(field)
    spelling.check()
    assert marked(spelling) == ["wrongg", "wrongg"]
    assert len(field.extraSelections()) == 2


def test_marks_stay_when_the_field_is_left_and_follow_other_words(field, spelling):
    enter(field)
    spelling.check()
    leave(field)
    assert len(field.extraSelections()) == 2
    field.setPlainText("All is right")
    assert not field.extraSelections()


def test_the_menu_has_what_is_meant_above_the_usual_commands(field, spelling):
    enter(field)
    spelling.check()
    plain = spelling.create_menu(0)
    assert next(action.text() for action in plain.actions() if action.text()) == "Undo"
    plain.deleteLater()
    menu = spelling.create_menu(WORDS.index("wrongg") + 2)
    texts = [action.text() for action in menu.actions() if action.isVisible() and action.text()]
    assert texts[:3] == ["wrong", "wronged", "Add “wrongg” to your words"]
    assert texts[3:] == ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"]
    menu.actions()[0].trigger()
    assert field.toPlainText().startswith("A wrong word")
    field.undo()
    assert field.toPlainText().startswith("A wrongg word")
    menu.deleteLater()


def test_a_learnt_word_is_marked_no_more(field, spelling):
    enter(field)
    spelling.check()
    menu = spelling.create_menu(4)
    next(action for action in menu.actions() if action.text().startswith("Add")).trigger()
    assert not marked(spelling)
    menu.deleteLater()


def test_nothing_is_marked_when_spelling_is_not_checked(field, spelling):
    enter(field)
    spelling.check()
    spelling._settings.set_checks_spelling(False)
    spelling.check()
    assert not field.extraSelections()
