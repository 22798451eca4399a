"""Problems in the editor: underlined, listed, walked through and mended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolTip

from desktop.story.load.load import load_text
from tests.ui.editor.pane_helpers import CTRL, KEY, SHIFT, STORY, check, menu_of, place, press


def test_problems_are_underlined_marked_and_listed(pane):
    found = check(pane)
    assert len(found) == 2
    words = [selection.cursor.selectedText() for selection in pane.editor.extraSelections()]
    assert words == ['"musik"', '"statment"']
    assert pane.editor.severity_by_line == {12: "error", 17: "error"}
    assert pane.problem_panel.isVisible()
    assert pane.problem_panel.problem_model.rowCount() == 2
    assert pane.problem_count_button.text() == "2 errors"


def test_the_list_goes_when_all_is_well(pane):
    check(pane)
    pane.set_text(STORY.replace("musik", "music").replace("statment", "statement"))
    assert check(pane) == []
    assert pane.editor.extraSelections() == []
    assert not pane.problem_panel.isVisible()
    assert pane.problem_count_button.text() == "No problems"


def test_marks_move_with_the_text_before_anybody_looks_again(pane):
    check(pane)
    place(pane, "[story]")
    press(pane.editor, KEY.Key_Return)
    assert set(pane.editor.severity_by_line) == {13, 18}
    press(pane.editor, KEY.Key_F8)
    assert pane.editor.cursor_offset() == pane.text().index('"musik"')


def test_f8_goes_round_and_shift_f8_back(pane):
    check(pane)
    one, two = pane.text().index('"musik"'), pane.text().index('"statment"')
    pane.go_to(0)
    for key_held, there in ((False, one), (False, two), (False, one), (True, two), (True, one)):
        press(pane.editor, KEY.Key_F8, SHIFT if key_held else Qt.KeyboardModifier.NoModifier)
        assert pane.editor.cursor_offset() == there
    assert pane.problem_panel.currentIndex().row() == 0


def test_f8_opens_the_fold_that_hides_the_problem(pane):
    check(pane)
    pane.editor.folds.fold_all()
    pane.go_to(0)
    press(pane.editor, KEY.Key_F8)
    assert pane.editor.textCursor().block().isVisible()


def test_a_click_in_the_list_goes_to_the_place(pane):
    check(pane)
    rect = pane.problem_panel.visualRect(pane.problem_panel.problem_model.index(1))
    QTest.mouseClick(pane.problem_panel.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert pane.editor.cursor_offset() == pane.text().index('"statment"')
    assert pane.editor.hasFocus()


def test_ctrl_full_stop_mends_in_one_step(pane, qtbot):
    check(pane)
    place(pane, "statment")
    press(pane.editor, KEY.Key_Period, CTRL)
    menu = menu_of(pane)
    assert [action.text() for action in menu.actions()] == ["Write “statement”"]
    press(menu, KEY.Key_Return)
    assert 'layout = "statement"' in pane.text()
    assert [problem.code for problem in check(pane)] == ["ref.unknown"]
    pane.editor.undo()
    assert pane.text() == STORY


def test_the_light_bulb_shows_the_fixes(pane, qtbot):
    check(pane)
    place(pane, "musik")
    qtbot.waitUntil(lambda: pane.problem_panel.has_fixes(0), timeout=30_000)
    rect = pane.problem_panel.visualRect(pane.problem_panel.problem_model.index(0))
    QTest.mouseClick(
        pane.problem_panel.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.right() - 60, rect.center().y())
    )
    menu = menu_of(pane)
    assert "Write “music”" in [action.text() for action in menu.actions()]
    menu.close()


def test_where_nothing_is_wrong_ctrl_full_stop_says_so(pane):
    place(pane, "format")
    press(pane.editor, KEY.Key_Period, CTRL)
    assert QToolTip.text() == "No simple fix here"
    assert not [menu for menu in pane.findChildren(QMenu) if menu.isVisible()]  # no box to swallow the next key
    QToolTip.hideText()


def test_a_problem_of_one_column_is_underlined_as_the_word_there(pane):
    one = load_text(STORY).problems[0]
    there = {"end_line": 1, "end_column": 1}
    pane.set_problems([replace(one, **there, line=9, column=9), replace(one, **there, line=999, column=3)])
    first, second = pane.editor.extraSelections()
    assert first.cursor.selectedText() == '"jade"'
    assert second.cursor.blockNumber() == pane.editor.blockCount() - 1


@pytest.mark.parametrize(("count", "text"), [(1, "1 warning"), (2, "2 warnings"), (5, "1 error · 4 warnings")])
def test_errors_and_warnings_are_counted(pane, count, text):
    severities = ["error" if count == 5 else "warning", *["warning"] * (count - 1)]
    error = check(pane)[0]
    pane.set_problems(replace(error, severity=severity, line=12 + at) for at, severity in enumerate(severities))
    assert pane.problem_count_button.text() == text
