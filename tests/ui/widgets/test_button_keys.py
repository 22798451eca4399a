"""Space and Enter press the button with the focus; elsewhere they go on to the next slide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.session.position import Position
from desktop.ui.dialogs.add_dialogs import NewEventDialog

KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def buttons(window) -> list[QAbstractButton]:
    """Return the buttons of a window that Tab can reach."""
    return [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.isEnabled() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("key", KEYS)
def test_every_button_of_the_window_with_the_focus_is_pressed(window, key):
    found = buttons(window)
    assert {window.workbench.present_button, window.workbench.export_button} <= set(found)
    for button in set(found) - {window.workbench.language_button}:
        button.clicked.disconnect()  # what it does is not asked here
        pressed = []
        button.pressed.connect(lambda pressed=pressed: pressed.append(1))
        button.clicked.connect(lambda *_, pressed=pressed: pressed.append(2))
        button.setFocus()
        QTest.keyClick(button, key)
        assert pressed, button.text()
    assert window.session.navigator.position == Position("title")


@pytest.mark.parametrize("key", KEYS)
def test_a_button_with_a_menu_opens_it(window, qtbot, key):
    button = window.workbench.language_button
    button.setFocus()
    button.menu().aboutToShow.connect(lambda: qtbot.addWidget(button.menu()))
    # An open menu holds the key press until it is closed.
    opened = []

    def close() -> None:
        opened.append(QApplication.activePopupWidget() is button.menu())
        button.menu().close()

    QTimer.singleShot(50, close)
    QTest.keyClick(button, key)
    assert opened == [True]
    assert window.session.navigator.position == Position("title")


def test_without_a_button_they_go_on(window):
    window.slide_view.setFocus()
    QTest.keyClick(window.slide_view, Qt.Key.Key_Space)
    QTest.keyClick(window.slide_view, Qt.Key.Key_Return)
    assert window.session.navigator.position == Position("event")


def test_on_the_console_too(window, qtbot):
    window.talks.present(windowed=True)
    console = window.talks.presenter.console
    qtbot.waitUntil(console.isActiveWindow, timeout=30_000)
    console.screen_button.setVisible(True)
    pressed = []
    console.screen_button.clicked.disconnect()
    console.screen_button.clicked.connect(lambda: pressed.append(True))
    console.screen_button.setFocus(Qt.FocusReason.TabFocusReason)
    for key in KEYS:
        QTest.keyClick(console.screen_button, key)
    assert len(pressed) == len(KEYS)
    assert window.session.navigator.position == Position("title")
    window.talks.presenter.end_talk()


def test_enter_after_a_tick_is_the_dialog_s(window, qtbot):
    window.workbench.bindings.actions["insert_event"].trigger()
    dialog = next(one for one in window.findChildren(NewEventDialog) if one.isVisible())
    dialog.title_field.setText("Ticked")
    dialog.date_field.set_date("1901")
    dialog.slide_box.setFocus()
    QTest.keyClick(dialog.slide_box, Qt.Key.Key_Space)
    before = len(window.session.story.slides)
    QTest.keyClick(dialog.slide_box, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert len(window.session.story.slides) == before + 1
