"""The editor by itself, driven by real keys and the mouse."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.ui.editor.tokens import state_after
from desktop.ui.editor.toml_editor import DEFAULT_FONT_SIZE, TomlEditor
from tests.examples import examples
from tests.ui.editor.editor_helpers import ALT, CTRL, KEY, SHIFT, STORY, at, press, shown, write

# -- the text ----------------------------------------------------------------------------------------------------------


def test_no_character_is_lost(editor):
    text = 'a = "1\u00a0000 €\u202f!"\nb = "\u2028\u2029😀"\n\n'
    editor.set_text(text)
    assert editor.text() == text
    QTest.keyClick(editor, KEY.Key_End, CTRL)
    write(editor, "x")
    assert editor.text() == text + "x"


def test_a_copy_keeps_no_break_spaces(editor):
    editor.set_text("a\u00a0b\nc")
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == "a\u00a0b\nc"


def test_offsets_count_characters_whatever_qt_counts(editor):
    at(editor, '"😀😀|b"')
    assert editor.cursor_offset() == 3
    assert editor.textCursor().position() == 5
    editor.apply_replacements([(1, 2, "x"), (3, 4, "😀")])
    assert editor.text() == '"x😀😀"'
    editor.undo()
    assert editor.text() == '"😀😀b"'


def test_another_text_keeps_the_cursor_and_is_not_typed(editor, qtbot):
    at(editor, "one\ntwo\nth|ree\n")
    with qtbot.assertNotEmitted(editor.typed):
        editor.set_text("ONE\nmore\ntwo\nthree\nfour\n")
    assert shown(editor) == "ONE\nmore\ntwo\nth|ree\nfour\n"


def test_another_text_keeps_what_is_in_view(editor):
    lines = [f"a{number} = {number}" for number in range(400)]
    editor.set_text("\n".join(lines))
    editor.go_to_line(200)
    top = editor.firstVisibleBlock().text()
    editor.set_text("\n".join(["new = 1", "newer = 2", *lines]))
    assert editor.firstVisibleBlock().text() == top


def test_typing_is_told_and_colours_are_not(editor, qtbot):
    at(editor, "a = 1|")
    with qtbot.waitSignal(editor.typed, timeout=30_000):
        write(editor, "2")
    with qtbot.assertNotEmitted(editor.typed):
        editor.document().firstBlock().setRevision(0)  # its colours are out of date
        editor.grab()


def test_edits_made_in_one_go_are_one_step_back(editor):
    at(editor, "|a b a")
    editor.apply_replacements([(4, 5, "c"), (0, 1, "longer")])
    assert editor.text() == "longer b c"
    press(editor, KEY.Key_Z, CTRL)
    assert editor.text() == "a b a"
    press(editor, KEY.Key_Z, CTRL | SHIFT)
    assert editor.text() == "longer b c"


@given(st.lists(st.text(alphabet='a1 ="[#\n\u00a0é😀', max_size=60), max_size=4))
@examples(60)
def test_any_text_after_any_other_is_shown_as_it_is(editor, texts):
    for text in texts:
        editor.set_text(text)
        assert editor.text() == text
        assert editor.offset_of(editor.position_of(len(text))) == len(text)
        states = []
        for line in text.split("\n"):
            states.append(state_after(line, states[-1] if states else 0))
        assert [state_of(editor, number) for number in range(len(states))] == states


def state_of(editor: TomlEditor, number: int) -> int:
    return editor.document().findBlockByNumber(number).userState()


def test_undo_can_belong_to_somebody_else(editor):
    asked = []
    editor.set_external_history(lambda: asked.append("undo"), lambda: asked.append("redo"))
    at(editor, "a|")
    write(editor, "b")
    press(editor, KEY.Key_Z, CTRL)
    press(editor, KEY.Key_Z, CTRL | SHIFT)
    assert (asked, editor.text()) == (["undo", "redo"], "ab")


# -- brackets and quotation marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "typed", "then"),
    [
        ("a = |", "[", "a = [|]"),
        ("a = [|]", "]", "a = []|"),
        ("a = [1|]", "]", "a = [1]|"),
        ("a = |", '"', 'a = "|"'),
        ('a = "b|"', '"', 'a = "b"|'),
        ("a = |", "'", "a = '|'"),
        ("a = |", '"""', 'a = """|"""'),
        ('a = """|"""', '"', 'a = """"|""'),
        ("a = |", '"""b"""', 'a = """b"""|'),
        ("a = |", '""""""', 'a = """"""|'),
        ("a = |", "'''b'''", "a = '''b'''|"),
        ('a = """\nb\n|"""', '"""', 'a = """\nb\n"""|'),
        ('a = """\nb "c|\n"""', '"', 'a = """\nb "c"|\n"""'),
        ('a = "it|"', "'s", 'a = "it\'s|"'),
        ('a = "|"', "[b", 'a = "[b|"'),
        ('a = "b]|"', "]", 'a = "b]]|"'),
        ("# it|", "'s (", "# it's (|"),
        ("a = |b", "[", "a = [|b"),
        ('a = |"b"', '"', 'a = "|"b"'),
        ("a = b|", '"', 'a = b"|'),
        ("a = |b|", '"', 'a = "b|"'),
        ("a = |b|", "[", "a = [b|]"),
        ('a = """\nb|\n"""', "[", 'a = """\nb[|\n"""'),
        ("a = [|]", "{", "a = [{|}]"),
    ],
)
def test_pairs(editor, before, typed, then):
    at(editor, before)
    write(editor, typed)
    assert shown(editor) == then


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("a = [|]", "a = |"),
        ('a = "|"', "a = |"),
        ('a = "[|]"', 'a = "|]"'),
        ("# (|)", "# |)"),
        ("a = [b|]", "a = [|]"),
        ('a = "b" "|c"', 'a = "b" |c"'),
    ],
)
def test_backspace_erases_an_empty_pair_and_nothing_else(editor, before, then):
    at(editor, before)
    press(editor, KEY.Key_Backspace)
    assert shown(editor) == then


def test_a_pair_typed_is_undone_as_it_was_typed(editor):
    at(editor, "a = |")
    write(editor, "[")
    press(editor, KEY.Key_Z, CTRL)
    assert editor.text() == "a = "


def test_the_brackets_partner_is_found_over_lines_and_never_in_strings(editor):
    at(editor, 'a = |[\n  "]", # ]\n  [1],\n]\n')
    text = editor.text()
    assert editor.key_handler.matching_brackets() == (4, text.rindex("]"))
    editor.go_to(text.rindex("]") + 1)
    assert editor.key_handler.matching_brackets() == (text.rindex("]"), 4)
    editor.go_to(text.index('"]"') + 1)
    assert editor.key_handler.matching_brackets() == ()
    at(editor, "a = |[1")
    assert editor.key_handler.matching_brackets() == ()


# -- lines -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("  a = 1|", "  a = 1\n  |"),
        ("a = [|]", "a = [\n  |\n]"),
        ("  a = [|", "  a = [\n    |"),
        ('a = "[|]"', 'a = "[\n|]"'),
        ("|a", "\n|a"),
    ],
)
def test_enter_goes_on_below_the_beginning_of_the_line(editor, before, then):
    at(editor, before)
    press(editor, KEY.Key_Return)
    assert shown(editor) == then


def test_tab_indents(editor):
    at(editor, "a|b")
    press(editor, KEY.Key_Tab)
    assert shown(editor) == "a  |b"
    at(editor, "|a\n\nb\n|c")
    press(editor, KEY.Key_Tab)
    assert editor.text() == "  a\n\n  b\nc"
    press(editor, KEY.Key_Backtab, SHIFT)
    assert editor.text() == "a\n\nb\nc"
    press(editor, KEY.Key_Z, CTRL)
    assert editor.text() == "  a\n\n  b\nc"


def test_ctrl_slash_makes_comments_and_takes_them_back(editor):
    at(editor, "|a\n\n  b|\nc")
    press(editor, KEY.Key_Slash, CTRL)
    assert editor.text() == "# a\n\n#   b\nc"
    press(editor, KEY.Key_Colon, CTRL)
    assert editor.text() == "a\n\n  b\nc"


def test_a_comment_is_not_doubled_by_marks_further_on(editor):
    at(editor, "#|# a")
    press(editor, KEY.Key_Slash, CTRL | SHIFT)
    assert editor.text() == "# a"


def test_lines_are_duplicated_moved_and_deleted(editor):
    at(editor, "one\nt|wo\nthree")
    press(editor, KEY.Key_D, CTRL)
    assert shown(editor) == "one\ntwo\nt|wo\nthree"
    press(editor, KEY.Key_K, CTRL | SHIFT)
    assert editor.text() == "one\ntwo\nthree"
    at(editor, "one\nt|wo\nthree")
    press(editor, KEY.Key_Up, ALT)
    assert shown(editor) == "t|wo\none\nthree"
    press(editor, KEY.Key_Up, ALT)
    press(editor, KEY.Key_Down, ALT)
    press(editor, KEY.Key_Down, ALT)
    assert shown(editor) == "one\nthree\nt|wo"
    press(editor, KEY.Key_Down, ALT)
    assert shown(editor) == "one\nthree\nt|wo"
    press(editor, KEY.Key_K, CTRL | SHIFT)
    assert editor.text() == "one\nthree"


def test_selected_lines_move_together(editor):
    at(editor, "a\n|b\nc|\nd\n")
    press(editor, KEY.Key_Down, ALT)
    assert editor.text() == "a\nd\nb\nc\n"
    assert editor.textCursor().selectedText() == "b\u2029c"
    press(editor, KEY.Key_Up, ALT)
    press(editor, KEY.Key_Up, ALT)
    assert editor.text() == "b\nc\na\nd\n"


# -- size, mouse, places -----------------------------------------------------------------------------------------------


def test_zoom_by_keys_and_wheel(editor):
    for key, size in (
        (KEY.Key_Plus, DEFAULT_FONT_SIZE + 1),
        (KEY.Key_Equal, DEFAULT_FONT_SIZE + 2),
        (KEY.Key_Minus, DEFAULT_FONT_SIZE + 1),
        (KEY.Key_0, DEFAULT_FONT_SIZE),
    ):
        press(editor, key, CTRL)
        assert editor.font().pixelSize() == size
    spot = QPointF(editor.viewport().rect().center())
    wheel = QWheelEvent(
        spot, editor.viewport().mapToGlobal(spot), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.viewport(), wheel)
    assert editor.font().pixelSize() == DEFAULT_FONT_SIZE + 1


def test_wrapping_is_switched(editor):
    before = editor.lineWrapMode()
    press(editor, KEY.Key_Z, ALT)
    assert editor.lineWrapMode() != before
    assert {before, editor.lineWrapMode()} == {
        QPlainTextEdit.LineWrapMode.NoWrap,
        QPlainTextEdit.LineWrapMode.WidgetWidth,
    }


def test_ctrl_click_asks_for_a_definition_and_leaves_the_cursor(editor, qtbot):
    at(editor, '|a = "there"')
    cursor = QTextCursor(editor.document())
    cursor.setPosition(7)
    with qtbot.waitSignal(editor.definition_requested, timeout=30_000) as told:
        spot = editor.cursorRect(cursor).center()
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, CTRL, spot)
    assert told.args == [7]
    assert editor.cursor_offset() == 0


def test_where_the_cursor_rests_is_told_once(editor, qtbot):
    at(editor, "|abcdef")
    qtbot.wait(100)
    told = []
    editor.cursor_settled.connect(told.append)
    for _ in range(3):
        press(editor, KEY.Key_Right)
    qtbot.wait(150)
    assert told == [3]


def test_a_number_in_the_gutter_selects_its_line(editor):
    editor.set_text("one\ntwo\nthree")
    _, top, tall = editor.visible_lines()[1]
    QTest.mouseClick(editor.gutter, Qt.MouseButton.LeftButton, pos=QPoint(20, round(top + tall / 2)))
    assert editor.textCursor().selectedText() == "two\u2029"


KEYS = [
    *((key, Qt.KeyboardModifier.NoModifier) for key in (
        KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End, KEY.Key_Return,
        KEY.Key_Backspace, KEY.Key_Delete, KEY.Key_Tab,
    )),
    *((key, CTRL) for key in (KEY.Key_Z, KEY.Key_D, KEY.Key_Slash, KEY.Key_Home, KEY.Key_End, KEY.Key_X, KEY.Key_V)),
    *((key, ALT) for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right, KEY.Key_Z)),
    *((key, SHIFT) for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_End, KEY.Key_Backtab)),
    (KEY.Key_Z, CTRL | SHIFT),
    (KEY.Key_K, CTRL | SHIFT),
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(KEYS), st.sampled_from("ab1[]{}\"'#=. ")), max_size=60))
@examples(40)
def test_any_keys_in_any_order_leave_the_lines_as_they_should_be(editor, keys):
    editor.set_text(STORY, reset=True)
    for key in keys:
        if isinstance(key, str):
            write(editor, key)
        else:
            press(editor, *key)
    QTest.qWait(1)
    assert editor.textCursor().block().isVisible()
    state, block = 0, editor.document().firstBlock()
    for line in editor.text().split("\n"):
        state = state_after(line, state)
        assert (block.text(), block.userState()) == (line, state)
        assert block.isVisible() == (block.lineCount() > 0)
        block = block.next()
    for _ in range(len(keys)):
        editor.undo()
    assert editor.text() == STORY


def test_a_link_copied_in_a_browser_can_be_pasted_and_a_file_is_for_the_window(editor):
    for address, is_text in (("https://example.org/a", True), ("file:///home/a.png", False)):
        data = QMimeData()
        data.setText(address)
        data.setUrls([QUrl(address)])
        assert editor.canInsertFromMimeData(data) == is_text
