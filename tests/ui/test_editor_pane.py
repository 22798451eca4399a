"""The editor with what stands around it: find and replace, problems, completion, and what it tells the program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.story.complete import complete
from desktop.story.fixes import fixes
from desktop.story.load import load_text
from desktop.ui.editor_pane import EditorPane
from desktop.ui.editor_text import apply
from desktop.ui.editor_words import WORDS
from desktop.ui.settings import Settings

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STORY = """format = 1

[story]
title = { fr = "Le passeur", en = "The ferryman" }
languages = ["fr", "en"]

[track.music]
title = { fr = "Musique", en = "Music" }
color = "jade"

[event.xiami]
date = "2013"
track = "musik"
title = { fr = "Xiami", en = "Xiami" }

[[slide]]
id = "a"
layout = "statment"
title = { fr = "Un cinéma", en = "A cinema" }
"""


@pytest.fixture
def pane(qtbot, qapp):
    made = EditorPane(Settings())
    qtbot.addWidget(made)
    made.resize(640, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=3000)
    made.editor.setFocus()
    made.set_completer(complete)
    made.set_fixer(
        lambda problem, text: [
            (fix.label("en"), [(fix.edit.start, fix.edit.end, fix.edit.replacement)]) for fix in fixes(problem, text)
        ]
    )
    made.set_text(STORY)
    return made


def check(pane) -> list:
    found = load_text(pane.text()).problems
    pane.set_problems(found)
    return list(found)


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def place(pane, words: str, after: int = 0) -> int:
    offset = pane.text().index(words) + after
    pane.go_to(offset)
    return offset


def menu_of(pane) -> QMenu:
    return next(menu for menu in pane.findChildren(QMenu) if menu.isVisible())


# -- what is told ------------------------------------------------------------------------------------------------------


def test_the_text_is_told_after_a_pause_and_only_what_is_typed(pane, qtbot):
    told = []
    pane.edited.connect(told.append)
    place(pane, "format")
    with qtbot.waitSignal(pane.edited):
        QTest.keyClicks(pane.editor, "# x")
    assert told == ["# x" + STORY]
    pane.set_text(STORY)
    qtbot.wait(80)
    assert len(told) == 1


def test_flush_tells_at_once_and_once(pane, qtbot):
    told = []
    pane.edited.connect(told.append)
    QTest.keyClicks(pane.editor, "#")
    pane.flush()
    pane.flush()
    qtbot.wait(80)
    assert len(told) == 1


def test_what_was_typed_is_told_before_a_step_back_that_others_make(pane):
    told = []
    pane.edited.connect(lambda text: told.append("typed"))
    pane.set_history(lambda: told.append("undo"), lambda: told.append("redo"))
    QTest.keyClicks(pane.editor, "#")
    press(pane.editor, KEY.Key_Z, CTRL)
    assert told == ["typed", "undo"]


def test_one_history_for_what_is_typed_and_what_is_done_elsewhere(pane, tmp_path):
    from desktop.story.edit import set_value
    from desktop.ui.document import Document

    document = Document(tmp_path)
    document.open(tmp_path / "content.toml", STORY.encode())
    pane.edited.connect(document.typed)
    document.changed.connect(lambda: pane.set_text(document.text))
    pane.set_history(document.undo, document.redo)
    place(pane, "format = 1", 10)
    QTest.keyClicks(pane.editor, " # x")
    pane.flush()
    document.edit(set_value(document.text, ("track", "music", "color"), "gold"))
    assert pane.text() == STORY.replace("format = 1", "format = 1 # x").replace('"jade"', '"gold"')
    assert pane.editor.offset() == STORY.index("\n") + 4
    QTest.keyClicks(pane.editor, "y")
    for then in ("# x\n", "# x\n", ""):
        press(pane.editor, KEY.Key_Z, CTRL)
        assert pane.text() == document.text
        assert then in pane.text()
    assert pane.text() == STORY
    for _ in range(3):
        press(pane.editor, KEY.Key_Z, CTRL | SHIFT)
    assert "# xy" in pane.text()


def test_a_change_in_one_go_is_told_with_its_name(pane, qtbot):
    told = []
    pane.edited.connect(lambda text: told.append(text[:3]))
    pane.replaced.connect(told.append)
    pane.replace([(0, 0, "## "), (10, 10, "#")], "mend")
    assert told == ["## ", "mend"]
    pane.editor.undo()
    assert pane.text() == STORY


def test_ctrl_s_tells_the_text_and_then_asks_to_save(pane):
    told = []
    pane.edited.connect(lambda _text: told.append("text"))
    pane.save_asked.connect(lambda: told.append("save"))
    QTest.keyClicks(pane.editor, "#")
    press(pane.editor, KEY.Key_S, CTRL)
    assert told == ["text", "save"]


def test_f12_asks_for_the_definition_and_the_cursors_rest_is_told(pane, qtbot):
    with qtbot.waitSignal(pane.place_changed) as rested:
        offset = place(pane, "musik")
    assert rested.args == [offset]
    with qtbot.waitSignal(pane.definition_asked) as asked:
        press(pane.editor, KEY.Key_F12)
    assert asked.args == [offset]


def test_its_keys_are_its_own_in_a_window_that_uses_them_too(pane, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    taken = []
    for keys in ("E", "F8", "F3", "Ctrl+F", "Ctrl+S", "Ctrl+Z", "Ctrl+H", "Ctrl+D", "Space", "Right"):
        action = QAction(window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False, keys=keys: taken.append(keys))
        window.addAction(action)
    window.setCentralWidget(pane)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    pane.editor.setFocus()
    check(pane)
    for key, held in ((KEY.Key_E, Qt.KeyboardModifier.NoModifier), (KEY.Key_Space, Qt.KeyboardModifier.NoModifier)):
        press(pane.editor, key, held)
    press(pane.editor, KEY.Key_D, CTRL)
    press(pane.editor, KEY.Key_Z, CTRL)
    press(pane.editor, KEY.Key_S, CTRL)
    press(pane.editor, KEY.Key_F8)
    press(pane.editor, KEY.Key_F, CTRL)
    QTest.keyClicks(pane.finder.line, "e ")
    press(pane.finder.line, KEY.Key_F3)
    press(pane.finder.line, KEY.Key_F8)
    assert taken == []
    window.takeCentralWidget()


# -- problems ----------------------------------------------------------------------------------------------------------


def test_problems_are_underlined_marked_and_listed(pane):
    found = check(pane)
    assert len(found) == 2
    words = [selection.cursor.selectedText() for selection in pane.editor.extraSelections()]
    assert words == ['"musik"', '"statment"']
    assert pane.editor.marks == {12: "error", 17: "error"}
    assert pane.problems.isVisible()
    assert pane.problems.model_.rowCount() == 2
    assert pane.count.text() == "2 errors"


def test_the_list_goes_when_all_is_well(pane):
    check(pane)
    pane.set_text(STORY.replace("musik", "music").replace("statment", "statement"))
    assert check(pane) == []
    assert pane.editor.extraSelections() == []
    assert not pane.problems.isVisible()
    assert pane.count.text() == "No problems"


def test_marks_move_with_the_text_before_anybody_looks_again(pane):
    check(pane)
    place(pane, "[story]")
    press(pane.editor, KEY.Key_Return)
    assert set(pane.editor.marks) == {13, 18}
    press(pane.editor, KEY.Key_F8)
    assert pane.editor.offset() == pane.text().index('"musik"')


def test_f8_goes_round_and_shift_f8_back(pane):
    check(pane)
    one, two = pane.text().index('"musik"'), pane.text().index('"statment"')
    pane.go_to(0)
    for key_held, there in ((False, one), (False, two), (False, one), (True, two), (True, one)):
        press(pane.editor, KEY.Key_F8, SHIFT if key_held else Qt.KeyboardModifier.NoModifier)
        assert pane.editor.offset() == there
    assert pane.problems.currentIndex().row() == 0


def test_f8_opens_the_fold_that_hides_the_problem(pane):
    check(pane)
    pane.editor.folds.fold_all()
    pane.go_to(0)
    press(pane.editor, KEY.Key_F8)
    assert pane.editor.textCursor().block().isVisible()


def test_a_click_in_the_list_goes_to_the_place(pane):
    check(pane)
    rect = pane.problems.visualRect(pane.problems.model_.index(1))
    QTest.mouseClick(pane.problems.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert pane.editor.offset() == pane.text().index('"statment"')
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
    qtbot.waitUntil(lambda: pane.problems.has_fixes(0), timeout=2000)
    rect = pane.problems.visualRect(pane.problems.model_.index(0))
    QTest.mouseClick(
        pane.problems.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.right() - 60, rect.center().y())
    )
    menu = menu_of(pane)
    assert "Write “music”" in [action.text() for action in menu.actions()]
    menu.close()


def test_where_nothing_is_wrong_ctrl_full_stop_says_so(pane):
    place(pane, "format")
    press(pane.editor, KEY.Key_Period, CTRL)
    menu = menu_of(pane)
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [("Nothing plain to mend here", False)]
    menu.close()


def test_a_problem_of_one_column_is_underlined_as_the_word_there(pane):
    one = load_text(STORY).problems[0]
    there = {"end_line": 1, "end_column": 1}
    pane.set_problems([replace(one, **there, line=9, column=9), replace(one, **there, line=999, column=3)])
    first, second = pane.editor.extraSelections()
    assert first.cursor.selectedText() == '"jade"'
    assert second.cursor.blockNumber() == pane.editor.blockCount() - 1


# -- find and replace --------------------------------------------------------------------------------------------------


def find(pane, words: str, *, by: str | None = None) -> None:
    press(pane.editor, KEY.Key_H if by is not None else KEY.Key_F, CTRL)
    pane.finder.line.clear()
    QTest.keyClicks(pane.finder.line, words)
    if by is not None:
        pane.finder.by.setFocus()
        pane.finder.by.setText(by)  # real keys write only what stands on a plain keyboard


def test_find_goes_to_the_first_and_walks_round(pane):
    find(pane, "XIAMI")
    assert pane.finder.count.text() == "1 of 3"
    assert pane.editor.textCursor().selectedText() == "xiami"
    press(pane.finder.line, KEY.Key_Return)
    assert pane.finder.count.text() == "2 of 3"
    press(pane.finder.line, KEY.Key_F3)
    press(pane.finder.line, KEY.Key_F3)
    assert pane.finder.count.text() == "1 of 3"
    press(pane.finder.line, KEY.Key_F3, SHIFT)
    assert pane.finder.count.text() == "3 of 3"
    press(pane.finder.line, KEY.Key_Escape)
    assert not pane.finder.isVisible()
    assert pane.editor.hasFocus()
    press(pane.editor, KEY.Key_F3)
    assert pane.editor.textCursor().selectedText() == "xiami"


def test_find_by_case_word_and_pattern(pane):
    find(pane, "xiami")
    pane.finder.case.click()
    assert pane.finder.count.text() == "1 of 1"
    pane.finder.case.click()
    find(pane, "cin")
    assert pane.finder.count.text() == "1 of 2"
    pane.finder.word.click()
    assert pane.finder.count.text() == "Nothing found"
    pane.finder.word.click()
    pane.finder.regex.click()
    find(pane, "^\\[\\[?(\\w+)")
    assert pane.finder.count.text().endswith("of 4")
    find(pane, "(")
    assert pane.finder.count.text() == "Not a pattern"


def test_find_looks_for_what_is_selected(pane):
    pane.go_to(pane.text().index("cinema"), 6)
    press(pane.editor, KEY.Key_F, CTRL)
    assert pane.finder.line.text() == "cinema"


def test_find_opens_folds_and_counts_again_while_the_text_changes(pane, qtbot):
    pane.editor.folds.fold_all()
    find(pane, "cinema")
    assert pane.editor.textCursor().block().isVisible()
    pane.set_text(pane.text() + "# cinema\n")
    qtbot.waitUntil(lambda: pane.finder.count.text().endswith("of 2"), timeout=2000)


def test_replace_one_after_the_other(pane):
    find(pane, "fr", by="de")
    for _ in range(2):
        press(pane.finder.by, KEY.Key_Return)
    assert pane.text() == STORY.replace("fr", "de", 2)


def test_replacing_all_is_one_step_with_a_name(pane, qtbot):
    find(pane, "Xiami", by="Xiami 😀")
    with qtbot.waitSignal(pane.replaced) as told:
        pane.finder.all.click()
    assert told.args == ["replace “Xiami”"]
    assert pane.text().count("Xiami 😀") == 3
    assert pane.finder.count.text() == "3 replaced"
    pane.editor.undo()
    assert pane.text() == STORY


def test_groups_of_a_pattern_come_back_in_its_place(pane):
    pane.finder.regex.click()
    find(pane, '^id = "(\\w+)"$', by='id = "\\1\\1"')
    pane.finder.all.click()
    assert 'id = "aa"' in pane.text()


def test_a_place_that_a_pattern_names_wrongly_is_written_as_it_is(pane):
    pane.finder.regex.click()
    find(pane, "Xiami", by="\\9")
    pane.finder.all.click()
    assert '"\\9"' in pane.text()


# -- completion --------------------------------------------------------------------------------------------------------


def test_a_list_opens_while_a_word_is_typed_and_enter_takes_what_is_chosen(pane, qtbot):
    place(pane, '"statment"', 1)
    for _ in range(len("statment")):
        press(pane.editor, KEY.Key_Delete)
    QTest.keyClicks(pane.editor, "stat")
    qtbot.waitUntil(pane.completion.isVisible, timeout=2000)
    assert pane.completion.model.found[0].label == "statement"
    assert pane.completion.help.text()
    press(pane.editor, KEY.Key_Return)
    assert 'layout = "statement"' in pane.text()
    assert not pane.completion.isVisible()
    assert pane.editor.offset() == pane.text().index('"statement"') + len('"statement"')


def test_ctrl_space_asks_and_the_arrows_walk(pane):
    place(pane, '"jade"', 1)
    press(pane.editor, KEY.Key_Space, CTRL)
    assert pane.completion.isVisible()
    shown = [one.label for one in pane.completion.model.found]
    assert "jade" in shown
    press(pane.editor, KEY.Key_Up)
    assert pane.completion.list.currentIndex().row() == len(shown) - 1
    press(pane.editor, KEY.Key_Down)
    press(pane.editor, KEY.Key_Down)
    one = pane.completion.list.currentIndex().data(Qt.ItemDataRole.UserRole)
    press(pane.editor, KEY.Key_Tab)
    assert pane.text() == apply(STORY, [(one.start, one.end, one.text)])


def test_escape_closes_the_list_and_writing_goes_on(pane, qtbot):
    place(pane, '"jade"', 1)
    press(pane.editor, KEY.Key_Space, CTRL)
    press(pane.editor, KEY.Key_Escape)
    assert not pane.completion.isVisible()
    QTest.keyClicks(pane.editor, "x")
    assert '"xjade"' in pane.text()


def test_the_list_closes_where_the_cursor_goes_away(pane):
    place(pane, '"jade"', 1)
    press(pane.editor, KEY.Key_Space, CTRL)
    press(pane.editor, KEY.Key_Shift, SHIFT)
    assert pane.completion.isVisible()
    press(pane.editor, KEY.Key_Left)
    assert not pane.completion.isVisible()


def test_without_a_completer_nothing_opens(pane, qtbot):
    pane.set_completer(None)
    press(pane.editor, KEY.Key_Space, CTRL)
    QTest.keyClicks(pane.editor, "la")
    qtbot.wait(120)
    assert not pane.completion.isVisible()


def test_the_list_stays_inside_the_panel(pane):
    pane.resize(340, 400)
    place(pane, '"statment"', 1)
    press(pane.editor, KEY.Key_Space, CTRL)
    assert pane.rect().contains(pane.completion.geometry())


# -- what it says ------------------------------------------------------------------------------------------------------


def test_it_speaks_french(qtbot, qapp):
    settings = Settings()
    settings.set_language("fr")
    made = EditorPane(settings)
    qtbot.addWidget(made)
    made.set_text(STORY)
    made.set_problems(load_text(STORY).problems)
    assert made.count.text() == "2 erreurs"
    assert made.place.text() == "Ligne 1, colonne 1"
    assert "Tout sélectionner" in [action.text() for action in made.menu().actions()]


def test_every_sentence_is_there_in_both_languages():
    for english, french in WORDS.table.values():
        assert english
        assert french


def test_size_and_wrapping_are_found_again(pane, qtbot):
    pane.editor.zoom(1)
    pane.wrap.click()
    wrapped = pane.wrap.isChecked()
    again = EditorPane(Settings())
    qtbot.addWidget(again)
    assert again.editor.font().pixelSize() == pane.editor.font().pixelSize()
    assert again.wrap.isChecked() == wrapped
    assert again.editor.lineWrapMode() == pane.editor.lineWrapMode()


def test_the_line_below_says_where_the_cursor_is_and_how_much_is_selected(pane):
    pane.go_to(STORY.index("title"))
    assert pane.place.text() == "Line 4, column 1"
    pane.go_to(STORY.index("title"), 5)
    assert pane.place.text() == "5 characters selected"
