"""The colours of the text editor, and how little of it is painted for a key."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from desktop.ui.editor.qt_text import utf16_offset
from desktop.ui.editor.tokens import state_after, tokenize
from tests.ui.editor.editor_helpers import CTRL, KEY, press, write

LINES = [f'title = {{ fr = "Un {number}", en = "A {number}" }}' for number in range(60)]


class Paints(QObject):
    """The heights that a widget is painted in."""

    def __init__(self, widget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.heights.append(event.rect().height())
        return False


def blocks(editor):
    block = editor.document().firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def states(editor) -> list[int]:
    return [block.userState() for block in blocks(editor)]


def expected_states(editor) -> list[int]:
    found, state = [], 0
    for block in blocks(editor):
        state = state_after(block.text(), state)
        found.append(state)
    return found


def colored_spans(block) -> list[tuple[int, int]]:
    return sorted((look.start, look.start + look.length) for look in block.layout().formats())


def expected_spans(editor, block) -> list[tuple[int, int]]:
    text, state = block.text(), block.previous().userState() if block.previous().isValid() else 0
    kinds = editor.highlighter._formats
    spans = [(start, end) for start, end, kind in tokenize(text, state)[0] if kind in kinds]
    spans += [(at, at + 1) for at, sign in enumerate(text) if sign == "\u00a0"]
    return sorted((utf16_offset(text, start), utf16_offset(text, end)) for start, end in spans)


def assert_colours_are_right(editor) -> None:
    QApplication.processEvents()
    for block, _, _ in editor.visible_lines():
        assert colored_spans(block) == expected_spans(editor, block), block.text()


@pytest.fixture
def painted(editor):
    """Return an editor whose text has been painted, and what is painted of it from then on."""
    editor.set_text("\n".join(LINES))
    editor.setCursorWidth(0)  # no blinking
    editor.go_to(5 * (len(LINES[0]) + 1))
    QApplication.processEvents()
    text, gutter = Paints(editor.viewport()), Paints(editor.gutter)
    return editor, text, gutter


def test_a_key_paints_its_line_alone(painted):
    editor, text, gutter = painted
    for _ in range(3):
        write(editor, "a")
        QApplication.processEvents()
    assert text.heights
    assert max(text.heights) <= 2 * editor.fontMetrics().height()
    assert not gutter.heights


def test_a_line_that_becomes_a_header_gets_its_fold_handle(painted):
    editor, _, gutter = painted
    press(editor, KEY.Key_Return)
    press(editor, KEY.Key_Up)
    QApplication.processEvents()
    gutter.heights.clear()
    write(editor, "[[slide]]")
    QApplication.processEvents()
    assert gutter.heights
    assert_colours_are_right(editor)


def test_the_cursor_going_down_paints_two_lines(painted):
    editor, text, _ = painted
    press(editor, KEY.Key_Down)
    QApplication.processEvents()
    assert max(text.heights) <= 3 * editor.fontMetrics().height()


def test_lines_below_an_opened_string_are_painted_in_its_colour(painted):
    editor, _, _ = painted
    below = editor.textCursor().block().next()
    before = colored_spans(below)
    editor.textCursor().insertText('"""')
    assert_colours_are_right(editor)
    assert colored_spans(below) != before
    editor.undo()
    assert_colours_are_right(editor)
    assert colored_spans(below) == before


def test_a_thousand_pasted_lines_are_coloured_and_undone_as_one(painted):
    editor, _, _ = painted
    before = editor.text()
    QApplication.clipboard().setText("\n".join(['text = """', *["# no comment"] * 998, '"""']) + "\n")
    press(editor, KEY.Key_V, CTRL)
    assert states(editor) == expected_states(editor)
    editor.go_to_line(500)
    assert_colours_are_right(editor)
    editor.undo()
    assert editor.text() == before
    assert states(editor) == expected_states(editor)
    assert_colours_are_right(editor)


def test_what_is_composed_keeps_its_look_and_the_rest_its_colours(painted):
    editor, _, _ = painted
    block = editor.textCursor().block()
    at = block.text().index("Un") + 1
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + at)
    editor.setTextCursor(cursor)
    QApplication.processEvents()
    before = colored_spans(block)
    QApplication.sendEvent(editor, QInputMethodEvent("かな", []))
    QApplication.processEvents()
    moved = [(start + 2 * (start >= at), end + 2 * (end > at)) for start, end in before]
    assert colored_spans(block) == sorted([*moved, (at, at + 2)])  # Qt marks what is composed
    QApplication.sendEvent(editor, QInputMethodEvent("", []))
    assert_colours_are_right(editor)
    assert colored_spans(block) == before


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_states_and_colours_are_those_of_the_text(editor, seed):
    chance = random.Random(seed)
    editor.set_text("\n".join(LINES))
    parts = ['"""', "'''", "[", "]", "[[slide]]\n", "\n", '"x"', "# a", "a = 1\n", "😀", "\u00a0", "{ a = [\n1,\n"]
    for _ in range(40):
        text = editor.text()
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 30, 400)))
        action = chance.randrange(5)
        if action < 3:
            editor.apply_replacements([(start, end, chance.choice(parts))])
        elif action == 3:
            editor.undo()
        else:
            editor.redo()
        assert states(editor) == expected_states(editor)
        assert_colours_are_right(editor)
