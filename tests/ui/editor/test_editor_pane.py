"""The editor with what stands around it: what it tells the program, its words, its settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from desktop.session.settings import Settings
from desktop.story.load.load import load_text
from desktop.ui.editor.editor_pane import EditorPane
from tests.ui.editor.pane_helpers import CTRL, KEY, SHIFT, STORY, check, place, press


def test_the_text_is_told_after_a_pause_and_only_what_is_typed(pane, qtbot):
    told = []
    pane.text_flushed.connect(told.append)
    place(pane, "format")
    with qtbot.waitSignal(pane.text_flushed, timeout=30_000):
        QTest.keyClicks(pane.editor, "# x")
    assert told == ["# x" + STORY]
    pane.set_text(STORY)
    qtbot.wait(80)
    assert len(told) == 1


def test_flush_tells_at_once_and_once(pane, qtbot):
    told = []
    pane.text_flushed.connect(told.append)
    QTest.keyClicks(pane.editor, "#")
    pane.flush()
    pane.flush()
    qtbot.wait(80)
    assert len(told) == 1


def test_what_was_typed_is_told_before_a_step_back_that_others_make(pane):
    told = []
    pane.text_flushed.connect(lambda text: told.append("typed"))
    pane.set_history(lambda: told.append("undo"), lambda: told.append("redo"))
    QTest.keyClicks(pane.editor, "#")
    press(pane.editor, KEY.Key_Z, CTRL)
    assert told == ["typed", "undo"]


def test_one_history_for_what_is_typed_and_what_is_done_elsewhere(pane, tmp_path):
    from desktop.session.text.document import Document
    from desktop.story.edit.edit import set_value

    document = Document(tmp_path)
    document.open(tmp_path / "content.toml", STORY.encode())
    pane.text_flushed.connect(document.replace_text)
    document.changed.connect(lambda: pane.set_text(document.text))
    pane.set_history(document.undo, document.redo)
    place(pane, "format = 1", 10)
    QTest.keyClicks(pane.editor, " # x")
    pane.flush()
    document.apply_edit(set_value(document.text, ("track", "music", "color"), "gold"))
    assert pane.text() == STORY.replace("format = 1", "format = 1 # x").replace('"jade"', '"gold"')
    assert pane.editor.cursor_offset() == STORY.index("\n") + 4
    QTest.keyClicks(pane.editor, "y")
    for then in ("# x\n", "# x\n", "# \n", " \n", ""):  # "y", the colour, and each word of " # x"
        press(pane.editor, KEY.Key_Z, CTRL)
        assert pane.text() == document.text
        assert then in pane.text()
    assert pane.text() == STORY
    for _ in range(5):
        press(pane.editor, KEY.Key_Z, CTRL | SHIFT)
    assert "# xy" in pane.text()
    document.discard_changes()


def test_a_change_in_one_go_is_told_with_its_name(pane, qtbot):
    told = []
    pane.text_flushed.connect(lambda text: told.append(text[:3]))
    pane.replacements_applied.connect(told.append)
    pane.apply_replacements([(0, 0, "## "), (10, 10, "#")], "mend")
    assert told == ["## ", "mend"]
    pane.editor.undo()
    assert pane.text() == STORY


def test_ctrl_s_tells_the_text_and_then_asks_to_save(pane):
    told = []
    pane.text_flushed.connect(lambda _text: told.append("text"))
    pane.save_requested.connect(lambda: told.append("save"))
    QTest.keyClicks(pane.editor, "#")
    press(pane.editor, KEY.Key_S, CTRL)
    assert told == ["text", "save"]


def test_f12_asks_for_the_definition_and_the_cursors_rest_is_told(pane, qtbot):
    with qtbot.waitSignal(pane.cursor_settled, timeout=30_000) as rested:
        offset = place(pane, "musik")
    assert rested.args == [offset]
    with qtbot.waitSignal(pane.definition_requested, timeout=30_000) as asked:
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
    qtbot.waitUntil(window.isActiveWindow, timeout=30_000)
    pane.editor.setFocus()
    check(pane)
    for key, held in ((KEY.Key_E, Qt.KeyboardModifier.NoModifier), (KEY.Key_Space, Qt.KeyboardModifier.NoModifier)):
        press(pane.editor, key, held)
    press(pane.editor, KEY.Key_D, CTRL)
    press(pane.editor, KEY.Key_Z, CTRL)
    press(pane.editor, KEY.Key_S, CTRL)
    press(pane.editor, KEY.Key_F8)
    press(pane.editor, KEY.Key_F, CTRL)
    QTest.keyClicks(pane.find_bar.find_field, "e ")
    press(pane.find_bar.find_field, KEY.Key_F3)
    press(pane.find_bar.find_field, KEY.Key_F8)
    assert taken == []
    window.takeCentralWidget()


# -- what it says ------------------------------------------------------------------------------------------------------


def test_it_speaks_french(qtbot, qapp):
    settings = Settings()
    settings.set_language("fr")
    made = EditorPane(settings)
    qtbot.addWidget(made)
    made.set_text(STORY)
    made.set_problems(load_text(STORY).problems)
    assert made.problem_count_button.text() == "2 erreurs"
    assert made.position_label.text() == "Ligne 1, colonne 1"
    assert "Tout sélectionner" in [action.text() for action in made.create_context_menu().actions()]


def test_size_and_wrapping_are_found_again(pane, qtbot):
    pane.editor.zoom(1)
    pane.wrap_button.click()
    wrapped = pane.wrap_button.isChecked()
    pane._settings.flush()
    again = EditorPane(Settings())
    qtbot.addWidget(again)
    assert again.editor.font().pixelSize() == pane.editor.font().pixelSize()
    assert again.wrap_button.isChecked() == wrapped
    assert again.editor.lineWrapMode() == pane.editor.lineWrapMode()


def test_the_line_below_says_where_the_cursor_is_and_how_much_is_selected(pane, qtbot):
    pane.go_to(STORY.index("title"))
    qtbot.waitUntil(lambda: pane.position_label.text() == "Line 4, column 1", timeout=30_000)
    pane.go_to(STORY.index("title"), 5)
    qtbot.waitUntil(lambda: pane.position_label.text() == "5 characters, 1 word", timeout=30_000)
    pane.go_to(STORY.index("title"), 1)
    qtbot.waitUntil(lambda: pane.position_label.text() == "1 character, 1 word", timeout=30_000)
