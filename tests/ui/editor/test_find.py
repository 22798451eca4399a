"""Find and replace, and completion."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.story.text_diff import apply_replacements
from tests.ui.editor.pane_helpers import CTRL, KEY, SHIFT, STORY, place, press


def find(pane, words: str, *, by: str | None = None) -> None:
    press(pane.editor, KEY.Key_H if by is not None else KEY.Key_F, CTRL)
    pane.find_bar.find_field.clear()
    QTest.keyClicks(pane.find_bar.find_field, words)
    if by is not None:
        pane.find_bar.replace_field.setFocus()
        pane.find_bar.replace_field.setText(by)  # real keys write only what stands on a plain keyboard


def test_find_goes_to_the_first_and_walks_round(pane):
    find(pane, "XIAMI")
    assert pane.find_bar.count_label.text() == "1 of 3"
    assert pane.editor.textCursor().selectedText() == "xiami"
    press(pane.find_bar.find_field, KEY.Key_Return)
    assert pane.find_bar.count_label.text() == "2 of 3"
    press(pane.find_bar.find_field, KEY.Key_F3)
    press(pane.find_bar.find_field, KEY.Key_F3)
    assert pane.find_bar.count_label.text() == "1 of 3"
    press(pane.find_bar.find_field, KEY.Key_F3, SHIFT)
    assert pane.find_bar.count_label.text() == "3 of 3"
    press(pane.find_bar.find_field, KEY.Key_Escape)
    assert not pane.find_bar.isVisible()
    assert pane.editor.hasFocus()
    press(pane.editor, KEY.Key_F3)
    assert pane.editor.textCursor().selectedText() == "xiami"


def test_find_by_case_word_and_pattern(pane):
    find(pane, "xiami")
    pane.find_bar.case_button.click()
    assert pane.find_bar.count_label.text() == "1 of 1"
    pane.find_bar.case_button.click()
    find(pane, "cin")
    assert pane.find_bar.count_label.text() == "1 of 2"
    pane.find_bar.word_button.click()
    assert pane.find_bar.count_label.text() == "Nothing found"
    pane.find_bar.word_button.click()
    pane.find_bar.regex_button.click()
    find(pane, "^\\[\\[?(\\w+)")
    assert pane.find_bar.count_label.text().endswith("of 4")
    find(pane, "(")
    assert pane.find_bar.count_label.text() == "Not a pattern"


def test_an_accent_is_found_whether_it_is_composed_or_not(pane):
    composed, apart = "caf\u00e9", "cafe\u0301"
    pane.set_text(f"{STORY}# {composed} {apart}\n")
    for words in (composed, apart):
        pane.open_find_bar()
        pane.find_bar.find_field.setText(words)
        pane.find_bar.search()
        assert pane.find_bar.count_label.text() == "1 of 2"


def test_a_pattern_that_would_search_for_ever_is_given_up(pane):
    pane.set_text("a" * 40 + "!\n")
    pane.find_bar.regex_button.click()
    find(pane, "(a+)+$", by="b")
    assert pane.find_bar.count_label.text() == "Takes too long"
    pane.find_bar.replace_all_button.click()
    press(pane.find_bar.replace_field, KEY.Key_Return)
    assert pane.text() == "a" * 40 + "!\n"
    find(pane, "a+")
    assert pane.find_bar.count_label.text() == "1 of 1"


def test_find_looks_for_what_is_selected(pane):
    pane.go_to(pane.text().index("cinema"), 6)
    press(pane.editor, KEY.Key_F, CTRL)
    assert pane.find_bar.find_field.text() == "cinema"


def test_find_opens_folds_and_counts_again_while_the_text_changes(pane, qtbot):
    pane.editor.folds.fold_all()
    find(pane, "cinema")
    assert pane.editor.textCursor().block().isVisible()
    pane.set_text(pane.text() + "# cinema\n")
    qtbot.waitUntil(lambda: pane.find_bar.count_label.text().endswith("of 2"), timeout=30_000)


def test_replace_one_after_the_other(pane):
    find(pane, "fr", by="de")
    for _ in range(2):
        press(pane.find_bar.replace_field, KEY.Key_Return)
    assert pane.text() == STORY.replace("fr", "de", 2)


def test_replacing_all_is_one_step_with_a_name(pane, qtbot):
    find(pane, "Xiami", by="Xiami 😀")
    with qtbot.waitSignal(pane.replacements_applied, timeout=30_000) as told:
        pane.find_bar.replace_all_button.click()
    assert told.args == ["replace “Xiami”"]
    assert pane.text().count("Xiami 😀") == 3
    assert pane.find_bar.count_label.text() == "3 replaced"
    pane.editor.undo()
    assert pane.text() == STORY


def test_groups_of_a_pattern_come_back_in_its_place(pane):
    pane.find_bar.regex_button.click()
    find(pane, '^id = "(\\w+)"$', by='id = "\\1\\1"')
    pane.find_bar.replace_all_button.click()
    assert 'id = "aa"' in pane.text()


def test_a_place_that_a_pattern_names_wrongly_is_written_as_it_is(pane):
    pane.find_bar.regex_button.click()
    find(pane, "Xiami", by="\\9")
    pane.find_bar.replace_all_button.click()
    assert '"\\9"' in pane.text()


# -- completion --------------------------------------------------------------------------------------------------------


def test_a_list_opens_while_a_word_is_typed_and_enter_takes_what_is_chosen(pane, qtbot):
    place(pane, '"statment"', 1)
    for _ in range(len("statment")):
        press(pane.editor, KEY.Key_Delete)
    QTest.keyClicks(pane.editor, "stat")
    qtbot.waitUntil(pane.completion.isVisible, timeout=30_000)
    assert pane.completion.model.suggestions[0].label == "statement"
    assert pane.completion.help_label.text()
    press(pane.editor, KEY.Key_Return)
    assert 'layout = "statement"' in pane.text()
    assert not pane.completion.isVisible()
    assert pane.editor.cursor_offset() == pane.text().index('"statement"') + len('"statement"')


def test_ctrl_space_asks_and_the_arrows_walk(pane):
    place(pane, '"jade"', 1)
    press(pane.editor, KEY.Key_Space, CTRL)
    assert pane.completion.isVisible()
    shown = [one.label for one in pane.completion.model.suggestions]
    assert "jade" in shown
    press(pane.editor, KEY.Key_Up)
    assert pane.completion.list_view.currentIndex().row() == len(shown) - 1
    press(pane.editor, KEY.Key_Down)
    press(pane.editor, KEY.Key_Down)
    one = pane.completion.list_view.currentIndex().data(Qt.ItemDataRole.UserRole)
    press(pane.editor, KEY.Key_Tab)
    assert pane.text() == apply_replacements(STORY, [(one.start, one.end, one.text)])


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
