"""Several cursors write, erase, move and paste alike; one Esc ends them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.editor.editor_helpers import ALT, CTRL, KEY, SHIFT, at, press, write

TEXT = 'a = "boat"\nb = "boat"\nc = "boats"\n'


@pytest.fixture
def three(editor):
    """Return an editor in which "boat" is selected three times."""
    at(editor, TEXT.replace("boat", "bo|at", 1))
    for _ in range(3):
        press(editor, KEY.Key_J, ALT)
    return editor


def click(editor, offset: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(offset)
    point = editor.cursorRect(cursor).center()
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, modifier, point)


def places(editor) -> list[int]:
    return [one.position() for one in editor.cursors.in_order()]


def test_the_next_same_word_is_selected_until_there_is_none(three):
    assert [one.selectedText() for one in three.cursors.in_order()] == ["boat"] * 3
    press(three, KEY.Key_J, ALT)
    assert len(three.cursors.in_order()) == 3


def test_typing_erasing_and_pairs_are_done_at_each(three):
    write(three, "ship")
    assert three.text() == TEXT.replace("boat", "ship")
    press(three, KEY.Key_Backspace)
    press(three, KEY.Key_Delete)
    assert three.text() == 'a = "shi\nb = "shi\nc = "shi"\n'
    press(three, KEY.Key_Return)
    write(three, "[")
    assert three.text() == 'a = "shi\n[]\nb = "shi\n[]\nc = "shi\n["\n'


def test_cursors_move_and_select_by_the_usual_keys(three):
    press(three, KEY.Key_Home)
    assert places(three) == [0, 11, 22]
    press(three, KEY.Key_Right, SHIFT)
    write(three, "key")
    assert three.text().splitlines() == ['key = "boat"', 'key = "boat"', 'key = "boats"']
    press(three, KEY.Key_End, SHIFT)
    press(three, KEY.Key_Delete)
    assert three.text() == "key\nkey\nkey\n"


def test_cursors_that_meet_become_one(three):
    press(three, KEY.Key_A, CTRL)
    assert not three.cursors
    press(three, KEY.Key_Right)
    click(three, 3, ALT)
    click(three, 5, ALT)
    press(three, KEY.Key_Home)
    assert places(three) == [0, len(TEXT)]


def test_alt_and_click_adds_a_cursor_and_takes_it_away(editor):
    at(editor, f"|{TEXT}")
    editor.resize(600, 400)
    click(editor, 11, ALT)
    click(editor, 22, ALT)
    assert places(editor) == [0, 11, 22]
    click(editor, 11, ALT)
    write(editor, "# ")
    assert editor.text() == '# a = "boat"\nb = "boat"\n# c = "boats"\n'
    click(editor, 4)
    assert not editor.cursors


def test_what_is_copied_from_each_is_pasted_at_each(three):
    press(three, KEY.Key_X, CTRL)
    assert three.text() == TEXT.replace("boat", "")
    assert QApplication.clipboard().text() == "boat\nboat\nboat"
    QApplication.clipboard().setText("one\ntwo\nthree")
    press(three, KEY.Key_V, CTRL)
    assert three.text() == 'a = "one"\nb = "two"\nc = "threes"\n'
    QApplication.clipboard().setText("!")
    press(three, KEY.Key_V, CTRL)
    assert three.text() == 'a = "one!"\nb = "two!"\nc = "three!s"\n'


def test_an_input_method_writes_at_each(three):
    composed = QInputMethodEvent("", [])
    composed.setCommitString("船")
    QApplication.sendEvent(three, composed)
    assert three.text() == TEXT.replace("boat", "船")


@pytest.mark.parametrize("key", [(KEY.Key_Escape,), (KEY.Key_Z, CTRL), (KEY.Key_Up, ALT)])
def test_escape_undo_and_commands_leave_one_cursor(three, key):
    press(three, *key)
    assert not three.cursors


def test_another_text_leaves_one_cursor_and_the_same_text_leaves_all(three):
    three.set_text(TEXT)
    assert len(three.cursors.others) == 2
    three.set_text(TEXT + "d = 1\n")
    assert not three.cursors


def test_all_cursors_and_selections_are_painted(three):
    with_all = three.grab().toImage()
    three.cursors.clear()
    assert three.grab().toImage() != with_all
