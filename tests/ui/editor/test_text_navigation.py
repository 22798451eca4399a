"""Ways through the text by keys: a line, the outline, uses and renaming of an id; menus that swallow nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def text_pane(window, qtbot):
    """Return the editor beside the slide, with the focus in the text."""
    window.workbench.bindings.actions["edit_text"].trigger()
    made = window.workbench.editors.editor
    qtbot.waitUntil(made.editor.hasFocus, timeout=30_000)
    return made


def test_ctrl_g_goes_to_a_line_and_says_what_is_no_line(text_pane):
    panel = text_pane.navigation.panel
    QTest.keyClick(text_pane.editor, KEY.Key_G, CONTROL)
    QTest.keyClicks(panel.field, "99999")
    QTest.keyClick(panel.field, KEY.Key_Return)
    assert panel.isVisible()
    assert not panel.message_label.isHidden()
    panel.field.selectAll()
    QTest.keyClicks(panel.field, "5:3")
    QTest.keyClick(panel.field, KEY.Key_Return)
    assert panel.isHidden()
    cursor = text_pane.editor.textCursor()
    assert (cursor.blockNumber(), cursor.positionInBlock()) == (4, 2)


def test_the_outline_is_searched_and_enter_goes_there(text_pane):
    panel = text_pane.navigation.panel
    QTest.keyClick(text_pane.editor, KEY.Key_O, CONTROL | SHIFT)
    assert panel.list.count() > 10
    QTest.keyClicks(panel.field, "foire")
    QTest.keyClick(panel.field, KEY.Key_Return)
    text, offset = text_pane.text(), text_pane.editor.cursor_offset()
    assert text[:offset].endswith("[") or text[offset:].startswith(("event", "[event"))
    assert text_pane.editor.hasFocus()


def test_f2_renames_an_id_everywhere_in_one_step(window, text_pane):
    before = text_pane.text()
    text_pane.go_to(before.index("[event.opening") + 9)
    panel = text_pane.navigation.panel
    QTest.keyClick(text_pane.editor, KEY.Key_F2)
    assert panel.field.text() == "opening"
    QTest.keyClicks(panel.field, "fair")  # another event has it
    QTest.keyClick(panel.field, KEY.Key_Return)
    assert panel.isVisible()
    panel.field.selectAll()
    QTest.keyClicks(panel.field, "inauguration")
    QTest.keyClick(panel.field, KEY.Key_Return)
    text = window.session.document.text
    assert "[event.inauguration]" in text
    assert '"opening"' not in text
    assert not [one for one in window.session.problems if one.code == "ref.unknown"]
    window.workbench.undoing.undo()
    assert window.session.document.text == before


def test_shift_f12_lists_the_uses_of_an_id(text_pane):
    text_pane.go_to(text_pane.text().index("[source.gazette]") + 9)
    panel = text_pane.navigation.panel
    QTest.keyClick(text_pane.editor, KEY.Key_F12, SHIFT)
    assert panel.list.count() > 3
    QTest.keyClick(panel.field, KEY.Key_Down)
    QTest.keyClick(panel.field, KEY.Key_Return)
    text, offset = text_pane.text(), text_pane.editor.cursor_offset()
    assert text[offset : offset + 9] == '"gazette"'


def test_escape_leaves_the_text_for_the_slide(window, text_pane, qtbot):
    QTest.keyClick(text_pane.editor, KEY.Key_Escape)
    qtbot.waitUntil(window.slide_view.hasFocus, timeout=30_000)


def test_home_goes_to_the_first_word_and_then_to_the_start(text_pane):
    text_pane.editor.set_wrap(False)
    text_pane.go_to(text_pane.text().index("label = {") + 4)
    cursor = text_pane.editor.textCursor()
    indent = len(cursor.block().text()) - len(cursor.block().text().lstrip())
    assert indent > 0
    for column in (indent, 0, indent):
        QTest.keyClick(text_pane.editor, KEY.Key_Home)
        assert text_pane.editor.textCursor().positionInBlock() == column


def test_fixes_never_swallow_what_is_typed(window, text_pane):
    text = text_pane.text()
    text_pane.set_text(text.replace('date = "1888"', 'date = "25 May 1961"'))
    text_pane._flush_timer.start()
    text_pane.flush()
    text_pane.go_to(text_pane.text().index("25 May") + 2)
    menu = text_pane.show_fixes()
    assert menu is not None
    QTest.keyClicks(menu, "x")
    assert "25x May" in text_pane.text()
    text_pane.go_to(0)
    assert text_pane.show_fixes() is None  # nothing to mend: said, and nothing opens
    assert QApplication.activePopupWidget() is None
