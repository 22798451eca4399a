"""Slides in the deck by keys and pointer: one or several, in this story and between two."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.story.edit.copy_slides import delete_slides
from desktop.story.layouts import LAYOUTS
from desktop.ui.dialogs.new_slide import NewSlideDialog
from tests.grid_keys import keys_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def deck(window):
    """Return the deck with the focus, on its first slide."""
    window.workbench.deck.setFocus()
    assert window.workbench.deck.hasFocus()
    return window.workbench.deck


def order(window) -> list[str]:
    return [slide.id for slide in window.session.story.slides]


def place(deck, row: int) -> QPoint:
    return deck.visualRect(deck.deck_model.index(row)).center()


def click(deck, row: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    deck.scrollTo(deck.deck_model.index(row))
    QTest.mouseClick(deck.viewport(), Qt.MouseButton.LeftButton, modifiers, place(deck, row))


def drag(deck, start: QPoint, goal: QPoint) -> None:
    QTest.mousePress(deck.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(deck.viewport(), start + (goal - start) * step / 5)
    QTest.mouseRelease(deck.viewport(), Qt.MouseButton.LeftButton, pos=goal)


def test_delete_and_ctrl_d_act_on_the_shown_slide(window, deck):
    before, text = order(window), window.session.document.text
    QTest.keyClick(deck, Qt.Key.Key_D, CONTROL)
    assert order(window) == [before[0], f"{before[0]}-2", *before[1:]]
    assert window.session.navigator.position.slide_id == f"{before[0]}-2"
    QTest.keyClick(deck, Qt.Key.Key_Delete)
    assert order(window) == before
    window.session.document.undo()
    window.session.document.undo()
    assert window.session.document.text == text


def test_delete_on_the_slide_deletes_no_slide(window):
    before = order(window)
    window.slide_view.setFocus()
    QTest.keyClick(window.slide_view, Qt.Key.Key_Delete)
    assert order(window) == before


def test_several_are_selected_and_deleted_in_one_step(window, deck):
    before, text = order(window), window.session.document.text
    click(deck, 1)
    click(deck, 3, SHIFT)
    assert window.workbench.editors.deck_editing.selected_ids == tuple(before[1:4])
    QTest.keyClick(deck, Qt.Key.Key_Delete)
    assert order(window) == [before[0], *before[4:]]
    assert window.session.document.history.undo_title("en").endswith("delete 3 slides")
    window.session.document.undo()
    assert window.session.document.text == text


def test_several_are_dragged_together(window, deck):
    before, text = order(window), window.session.document.text
    click(deck, 0)
    click(deck, 1, CONTROL)
    drag(deck, place(deck, 0), place(deck, 2) + QPoint(0, 20))
    assert order(window)[:3] == [before[2], before[0], before[1]]
    assert window.workbench.editors.deck_editing.selected_ids == (before[0], before[1])
    window.session.document.undo()
    assert window.session.document.text == text


def test_a_click_on_one_of_several_selects_it_alone(window, deck):
    before = order(window)
    click(deck, 0)
    click(deck, 2, SHIFT)
    click(deck, 1)
    assert window.workbench.editors.deck_editing.selected_ids == (before[1],)
    assert window.session.navigator.position.slide_id == before[1]


def test_a_slide_held_at_the_edge_scrolls_the_deck(window, deck, qtbot):
    bar = deck.verticalScrollBar()
    start = place(deck, 0)
    QTest.mousePress(deck.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for y in (start.y() + 30, deck.viewport().height() - 4):
        QTest.mouseMove(deck.viewport(), QPoint(start.x(), y))
    assert window.workbench.editors.deck_editing.held_picture.isVisible()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=30_000)
    QTest.mouseRelease(deck.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(start.x(), deck.viewport().height() - 4))
    assert order(window)[-1] == "title"


def test_cut_and_paste_move_a_slide_and_give_back_its_id(window, deck):
    before = order(window)
    click(deck, 2)
    QTest.keyClick(deck, Qt.Key.Key_X, CONTROL)
    assert before[2] not in order(window)
    click(deck, 0)
    QTest.keyClick(deck, Qt.Key.Key_V, CONTROL)
    assert order(window)[:2] == [before[0], before[2]]


def test_a_slide_is_pasted_into_another_story_with_its_picture(window, deck, tmp_path_factory):
    pictured = next(slide for slide in window.session.story.slides if slide.image)
    window.session.navigator.go_to_slide(pictured.id)
    QTest.keyClick(deck, Qt.Key.Key_C, CONTROL)
    assert "[[slide]]" in QGuiApplication.clipboard().text()
    other = tmp_path_factory.mktemp("other") / "content.toml"
    other.write_text('format = 1\n[story]\ntitle = "O"\nlanguages = ["en"]\n', "utf-8")
    window.story_file.open(other)
    window.workbench.bindings.actions["paste"].trigger()
    assert order(window) == [pictured.id]
    assert (other.parent / window.session.story.slides[0].image).is_file()
    assert not [problem for problem in window.session.problems if problem.severity == "error"]


def test_the_button_below_the_slides_shows_every_layout_as_a_picture(window, deck, qtbot):
    QTest.mouseClick(window.workbench.editors.deck_editing.add_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewSlideDialog)
    assert keys_of(dialog.grid) == list(LAYOUTS)
    qtbot.waitUntil(lambda: not dialog.grid._unpainted, timeout=30_000)
    QTest.keyClick(dialog.grid, Qt.Key.Key_Right)
    QTest.keyClick(dialog.grid, Qt.Key.Key_Return)
    assert order(window)[:2] == ["title", "statement-2"]
    assert window.session.navigator.position.slide_id == "statement-2"
    qtbot.waitUntil(lambda: window.workbench.editors.slide_editing.field is not None, timeout=30_000)
    QTest.keyClicks(window.workbench.editors.slide_editing.field, "My sentence")
    window.workbench.editors.flush_input()
    assert "My sentence" in [value for _, value in window.session.navigator.slide.title.values]


@pytest.mark.parametrize("command", ["copy", "cut", "duplicate", "delete"])
def test_a_slide_that_a_broken_text_has_lost_is_refused_in_words(window, deck, command):
    document = window.session.document
    window.session.navigator.go_to_slide("quote")
    document.replace_text(f"{delete_slides(document.text, ('quote',)).apply(document.text)}\nbroken")
    assert window.session.navigator.position.slide_id == "quote"  # the last story that could be read
    before = document.text
    QGuiApplication.clipboard().setText("as before")
    window.workbench.bindings.actions[command].trigger()
    assert document.text == before
    assert QGuiApplication.clipboard().text() == "as before"
    if command != "delete":
        assert "quote" in window.workbench.notifications.bars["said"].message_label.text()
