"""Keys do what somebody means: letters are commands only where nobody could mean to write."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest


@pytest.fixture
def text(window) -> str:
    return window.session.document.text


def missed(window) -> None:
    """Click twice where the slide has no text."""
    window.session.navigator.go_to_slide("statement")
    QTest.mouseDClick(window.slide_view, Qt.MouseButton.LeftButton, pos=QPoint(window.slide_view.width() - 30, 30))


def test_words_typed_after_a_missed_double_click_are_no_commands(window, text):
    missed(window)
    QTest.keyClicks(window.slide_view, "even too")
    assert not window.workbench.editors.is_editor_visible
    assert window.workbench.timeline_pane.isVisible()
    assert window.session.document.text == text
    assert window.session.navigator.position.slide_id == "statement"
    assert "“even too”" in window.workbench.notifications.bars["missed"].message_label.text()


@pytest.mark.parametrize("how", ["escape", "click", "slide"])
def test_then_letters_are_commands_again(window, how):
    missed(window)
    if how == "escape":
        QTest.keyClick(window.slide_view, Qt.Key.Key_Escape)
    elif how == "click":
        QTest.mouseClick(window.slide_view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    else:
        window.session.navigator.next_slide()
    QTest.keyClicks(window.slide_view, "e")
    assert window.workbench.editors.is_editor_visible


def test_a_letter_on_a_button_or_a_panel_is_no_command(window):
    window.workbench.export_button.setFocus()
    QTest.keyClick(window.workbench.export_button, Qt.Key.Key_E)
    assert not window.workbench.editors.is_editor_visible
    window.workbench.deck.setFocus()
    QTest.keyClick(window.workbench.deck, Qt.Key.Key_T)
    assert not window.workbench.timeline_pane.isVisible()
