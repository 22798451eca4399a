"""What the editor shows of a text: tables that are folded, and colours."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.render.theme import CINEMA, contrast_ratio
from desktop.ui.editor.toml_editor import TomlEditor
from desktop.ui.editor.toml_highlighter import HIGHLIGHTED_REVISION
from tests.ui.editor.editor_helpers import ALT, CTRL, KEY, SHIFT, STORY, press, write


def visible(editor: TomlEditor) -> list[str]:
    block, found = editor.document().firstBlock(), []
    while block.isValid():
        if block.isVisible():
            found.append(block.text())
        block = block.next()
    return found


def test_a_slide_folds_with_its_parts_and_without_what_is_said_of_the_next(editor):
    editor.set_text(STORY)
    editor.go_to(STORY.index('id = "a"'))
    press(editor, KEY.Key_BraceLeft, CTRL | SHIFT)
    assert visible(editor)[5:11] == [
        "# a word about the next one",
        "[[slide]]",
        "",
        "# about b",
        "[[slide]]",
        'id = "b"',
    ]
    assert editor.textCursor().block().text() == "[[slide]]"
    press(editor, KEY.Key_BraceRight, CTRL | SHIFT)
    assert len(visible(editor)) == STORY.count("\n") + 1


def test_a_part_of_a_slide_folds_then_the_slide_around_it(editor):
    editor.set_text(STORY)
    editor.go_to(STORY.index('says = "1"'))
    press(editor, KEY.Key_Left, ALT)
    assert 'says = "1"' not in "".join(visible(editor))
    assert 'says = "2"' in "".join(visible(editor))
    press(editor, KEY.Key_Left, ALT)
    assert 'says = "2"' not in "".join(visible(editor))


def test_a_click_on_the_handle_folds_and_one_on_the_sign_opens(editor):
    editor.set_text(STORY)
    line = next(line for line in editor.visible_lines() if line[0].text() == "[event.one]")
    spot = QPoint(editor.gutter.width() - 9, round(line[1] + line[2] / 2))
    QTest.mouseClick(editor.gutter, Qt.MouseButton.LeftButton, pos=spot)
    assert 'date = "2014"' not in visible(editor)
    editor.grab()
    rect, _ = editor._fold_count_rects[0]
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert 'date = "2014"' in visible(editor)


def test_folds_outlive_a_change_elsewhere_and_open_where_the_cursor_goes(editor, qtbot):
    editor.set_text(STORY)
    editor.folds.fold_all()
    before = len(visible(editor))
    editor.set_text(STORY.replace('title = "A"', 'title = "B"\nminutes = 3').replace('says = "2"', 'says = "3"'))
    QApplication.processEvents()
    assert editor.text().count("minutes") == 1
    assert "[event.one]" in visible(editor)
    assert 'date = "2014"' not in visible(editor)
    assert len(visible(editor)) == before + 1
    editor.go_to(editor.text().index('says = "3"'))
    assert '  says = "3"' in visible(editor)
    assert 'date = "2014"' not in visible(editor)


def test_what_is_pasted_into_a_fold_is_folded_and_a_header_that_goes_opens_it(editor):
    editor.set_text(STORY)
    editor.folds.fold_all()
    editor.set_text(STORY.replace('date = "2014"', 'weight = 2\ndate = "2014"'))
    QApplication.processEvents()
    assert "weight = 2" not in visible(editor)
    editor.set_text(editor.text().replace("[event.one]", "# gone"))
    QApplication.processEvents()
    assert "weight = 2" in visible(editor)


def test_a_line_that_moves_past_a_fold_opens_it(editor):
    editor.set_text(STORY)
    editor.folds.fold_all()
    editor.go_to(STORY.index("# a word"))
    press(editor, KEY.Key_Up, ALT)
    assert visible(editor)[3:6] == ["[event.one]", "# a word about the next one", 'date = "2014"']


def test_what_is_written_below_a_fold_stays_in_view(editor, qtbot):
    editor.set_text(STORY)
    editor.folds.fold_all()
    editor.go_to(STORY.index("# a word"))
    write(editor, "weight = 2")
    press(editor, KEY.Key_Return)
    QApplication.processEvents()
    assert "weight = 2" in visible(editor)
    assert 'date = "2014"' not in visible(editor)


def test_fold_all_and_unfold_all(editor):
    editor.set_text(STORY)
    editor.folds.fold_all()
    assert 'title = "A"' in visible(editor)
    assert len(visible(editor)) < 12
    editor.folds.unfold_all()
    assert len(visible(editor)) == STORY.count("\n") + 1


# -- colours -----------------------------------------------------------------------------------------------------------


def colored(editor: TomlEditor) -> list[int]:
    block, found = editor.document().firstBlock(), []
    while block.isValid():
        if block.revision() == HIGHLIGHTED_REVISION:
            found.append(block.blockNumber())
        block = block.next()
    return found


def test_only_lines_that_are_looked_at_are_coloured(editor):
    editor.set_text("\n".join(f"a{number} = {number}" for number in range(2000)))
    editor.grab()
    first = colored(editor)
    assert first[0] == 0
    assert len(first) < 100
    editor.go_to_line(1500)
    editor.grab()
    assert 1499 in colored(editor)
    assert editor.document().findBlockByNumber(1499).layout().formats()


def test_an_opened_string_colours_what_follows_and_closing_it_heals(editor, qtbot):
    editor.set_text("\n".join(["a = 1", *(f"b{number} = 2" for number in range(3000))]))
    editor.go_to(5)
    editor.grab()
    last = editor.document().lastBlock()
    editor.apply_replacements([(4, 5, '"""')])
    qtbot.waitUntil(lambda: last.userState() == 1, timeout=30_000)
    editor.undo()
    qtbot.waitUntil(lambda: last.userState() == 0, timeout=30_000)


def test_every_colour_can_be_read_on_the_ground_and_on_the_cursors_line(editor):
    for look in editor.highlighter._formats.values():
        color = look.foreground().color().name()
        assert contrast_ratio(color, CINEMA.background) >= 4.5
        assert contrast_ratio(color, editor.current_line_color.name()) >= 4.5


def test_a_characters_colour_is_its_own_beside_signs_that_count_twice(editor):
    editor.set_text('a = "😀" # c')
    editor.grab()
    comment = editor.document().firstBlock().layout().formats()[-1]
    assert (comment.start, comment.length) == (9, 3)
